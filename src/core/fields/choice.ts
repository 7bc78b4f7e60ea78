import { codeListOf } from '../register/code-list-of.ts';
import { findCode } from '../schemas/codelist.ts';
import type { Field } from '../schemas/field.ts';
import { nearest } from '../suggest.ts';
import { FieldFault, type FieldTypeRules, type FieldWorld } from './field-type.ts';
import { plain } from './text.ts';

/** A code of a list, typed as code or as label in any language. */
export const choiceType: FieldTypeRules = {
  parse: (text, field, world) => {
    const written = text.trim();
    const items = choicesOf(field, world);
    const exact =
      items.find((item) => item.code === written) ??
      items.find((item) =>
        [item.code, item.en, item.am ?? ''].some((name) => name.toLowerCase() === written.toLowerCase()),
      );
    if (exact !== undefined) return exact.code;
    // An office that has not filled in the list yet may write what it likes.
    if (isUnlisted(field, items) && written !== '') return written;
    const list = codeListOf(world.register, field);
    const near =
      nearest(
        written,
        items.map((item) => item.code),
      ) ?? (list === undefined ? undefined : findCode(list, written)[0]?.code);
    const named = items.map(({ code, en }) => (field.annotations.setting === undefined ? code : `${code} (${en})`));
    const known = items.length <= 12 ? ` Possible: ${named.join(', ')}.` : '';
    const what = ours(field) === undefined ? 'is no code here' : `is none of ${ours(field)}`;
    throw new FieldFault(`"${written}" ${what}.${near === undefined ? '' : ` Did you mean ${near}?`}${known}`);
  },
  print: (value, field, world) => {
    const item = choicesOf(field, world).find((entry) => entry.code === value);
    return item === undefined ? plain(value) : labelOf(item, world.language);
  },
  expects: (field) => (ours(field) === undefined ? 'a code of the list' : `one of ${ours(field)}`),
};

/** "the office's posts"; undefined for codes of a list of the schemas. */
function ours({ annotations }: Field): string | undefined {
  return annotations.setting === undefined ? undefined : `the office's ${annotations.setting.replaceAll('_', ' ')}`;
}

/** Whether the office lists none of what the field names. */
export function isUnlisted(field: Field, items: readonly ChoiceItem[]): boolean {
  return field.annotations.setting !== undefined && items.length === 0;
}

interface ChoiceItem {
  readonly code: string;
  readonly en: string;
  readonly am?: string | undefined;
}

/** What may be chosen, in the order of the list; retired codes are left out. */
export function choicesOf(field: Field, world: FieldWorld): readonly ChoiceItem[] {
  const list = codeListOf(world.register, field);
  if (list === undefined) return field.choices.map((code) => ({ code, en: code.replaceAll('_', ' ') }));
  return list.items.filter((item) => item.retired !== true);
}

function labelOf(item: ChoiceItem, language: string): string {
  return language === 'am' && item.am !== undefined ? item.am : item.en;
}
