import { readFlow } from '../records/record.ts';
import { readWithin } from './braces.ts';
import { FieldFault, type FieldTypeRules } from './field-type.ts';
import { plain } from './text.ts';

/** Several of a kind: short forms with commas between, or YAML in brackets. */
export const listType: FieldTypeRules = {
  parse: (text, field, world, within) => {
    const written = text.trim();
    const item = field.item;
    if (item === undefined) throw new FieldFault(`${field.title} cannot be typed.`);
    if (written.startsWith('[')) {
      const value = readFlow(written);
      if (!Array.isArray(value)) throw new FieldFault(`"${written}" cannot be read; write it as [one, two].`);
      return readWithin(value, field, world, within);
    }
    return splitList(written).map((part) => within.parse(item, part, world));
  },
  print: (value, field, world, within) => {
    const item = field.item;
    if (!Array.isArray(value) || item === undefined) return plain(value);
    return value.map((entry) => within.print(item, entry, world)).join(' · ');
  },
  expects: (field) => `${field.item?.title.toLowerCase() ?? 'items'}, with commas between`,
};

/** Parts between commas, outside of braces and quotes; a comma inside a part is written with a backslash. */
export function splitList(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  let quote = '';
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index] as string;
    if (letter === '\\' && text[index + 1] === ',') {
      part += ',';
      index += 1;
    } else if (quote === '' && depth === 0 && letter === ',') {
      parts.push(part.trim());
      part = '';
    } else {
      if (quote !== '') quote = letter === quote ? '' : quote;
      else if (depth > 0 && (letter === '"' || letter === "'")) quote = letter;
      else if (letter === '{') depth += 1;
      else if (letter === '}') depth -= 1;
      part += letter;
    }
  }
  return [...parts, part.trim()].filter((entry) => entry !== '');
}
