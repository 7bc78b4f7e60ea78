/** A text with holes as it is shown where there is no record to fill them: each hole as what it stands for. */
import { splitHoles } from '../core/expressions/text.ts';
import { type Field, fieldAt } from '../core/schemas/field.ts';
import { lowerFirst } from '../core/schemas/place.ts';

/**
 * The text with `[Signed on]` for `{displayDate(self.signed_on)}`, `[yes / no]` for a choice of two texts, ID for the
 * record's own id, and `…` for what has no short name. `field` is the place that the text is worked out for.
 */
export function withNamedHoles(field: Field, root: Field, text: string): string {
  return splitHoles(text)
    .map((part) => (part.hole ? inBrackets(words({ self: field, record: root }, part.text)) : part.text))
    .reduce((before, part) => before + (/\w$/.test(before) && part.startsWith('[') ? ' ' : '') + part, '');
}

interface Names {
  readonly self: Field;
  readonly record: Field;
}

function inBrackets(name: string): string {
  const bare = name.trim();
  if (bare === 'ID' || bare === '…') return name;
  return bare === '' ? '' : name.replace(bare, `[${bare}]`);
}

function words(names: Names, expression: string): string {
  const text = withoutParentheses(expression.trim());
  const choice = conditional(text);
  if (choice !== undefined) {
    const branches = choice.map((branch) => words(names, branch)).filter((branch) => branch.trim() !== '');
    return [...new Set(branches)].join(' / ');
  }
  const sum = splitAt(text, ' + ');
  if (sum.length > 1) return sum.map((part) => words(names, part)).join('');
  const literal = /^'((?:\\.|[^'\\])*)'$|^"((?:\\.|[^"\\])*)"$/.exec(text);
  if (literal !== null) return literal[1] ?? literal[2] ?? '';
  const inner = /^(?:(?:displayDate|text|string|dyn)\(|label\('[^']*',)\s*(.*)\)(?:\.lowerAscii\(\))?$/s.exec(
    text,
  )?.[1];
  if (inner !== undefined && isWhole(inner)) return words(names, inner);
  const other = /^ref\(([^()]*)\)\.\??(\w+)/.exec(text);
  if (other !== null) {
    const [, at = '', part = ''] = other;
    return ['title_text', 'id'].includes(part) ? words(names, at) : `${words(names, at)}: ${spaced(part)}`;
  }
  return pathInWords(names, text);
}

/** The title of the field that a path begins with; what is done with its value is left out. */
function pathInWords(names: Names, text: string): string {
  const found = /^(?:size\()?(self|record|old|office)((?:\.\??\w+(?!\w*\()|\[\d+\])+)/.exec(text);
  if (found === null) return '…';
  const [, begin = '', rest = ''] = found;
  const path = rest.split(/\.\??|\[\d+\]/).filter((name) => name !== '');
  if (path.length === 1 && path[0] === 'id') return 'ID';
  const root = begin === 'record' ? names.record : names.self;
  const titled = begin === 'office' ? undefined : (fieldAt(root, path)?.title ?? derivedTitle(root, path));
  const name = titled ?? spaced(path.at(-1) ?? '…');
  return text.startsWith('size(') ? `number of ${lowerFirst(name)}` : name;
}

function derivedTitle(root: Field, path: readonly string[]): string | undefined {
  const holder = path.length === 1 ? root : fieldAt(root, path.slice(0, -1));
  return holder?.annotations.derived?.[path.at(-1) ?? '']?.title;
}

function spaced(name: string): string {
  return name.replaceAll('_', ' ');
}

/** Both branches of `condition ? one : other`. */
function conditional(text: string): [string, string] | undefined {
  const [condition, ...rest] = splitAt(text, ' ? ');
  if (condition === undefined || rest.length === 0) return undefined;
  const branches = splitAt(rest.join(' ? '), ' : ');
  const [one = '', ...others] = branches;
  return others.length === 0 ? undefined : [one, others.join(' : ')];
}

function withoutParentheses(text: string): string {
  return text.startsWith('(') && text.endsWith(')') && isWhole(text.slice(1, -1)) ? text.slice(1, -1) : text;
}

/** Every bracket in it is closed in it. */
function isWhole(text: string): boolean {
  let depth = 0;
  let least = 0;
  outsideQuotes(text, (letter) => {
    if ('([{'.includes(letter)) depth += 1;
    if (')]}'.includes(letter)) depth -= 1;
    least = Math.min(least, depth);
  });
  return least === 0 && depth === 0;
}

/** Splits outside of quotes and brackets. */
function splitAt(text: string, sign: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  outsideQuotes(text, (letter, index) => {
    if ('([{'.includes(letter)) depth += 1;
    if (')]}'.includes(letter)) depth -= 1;
    if (depth === 0 && index >= start && text.startsWith(sign, index)) {
      parts.push(text.slice(start, index));
      start = index + sign.length;
    }
  });
  return [...parts, text.slice(start)];
}

function outsideQuotes(text: string, see: (letter: string, index: number) => void): void {
  let quote = '';
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index] as string;
    if (quote !== '' && letter === '\\') index += 1;
    else if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else see(letter, index);
  }
}
