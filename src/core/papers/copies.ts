/**
 * The copies of a document and the languages of each. Diplomacy calls it the alternat: every party keeps an original in
 * which it is named first and its own language stands first.
 */
import { slug } from '../expressions/functions.ts';
import { printedCel } from '../expressions/values.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import type { CopiesAnnotation, DocumentAnnotation } from '../schemas/document-annotation.ts';
import { type Field, fieldAt, itemKey } from '../schemas/field.ts';
import { withValue } from '../schemas/value-edit.ts';
import { type Value, valueAt } from '../value.ts';

export interface Copy {
  /** The key of the item that keeps it, fit for the name of a file. */
  readonly name: string;
  /** The record as this copy reads it: the item stands first in its list, and is `copy` in expressions. */
  readonly record: RecordEntry;
}

/** The list that a document has copies for, and its rule; undefined for a document that has none. */
export function copiesRule(
  record: RecordEntry,
  document: DocumentAnnotation,
): { readonly rule: CopiesAnnotation; readonly list: Field } | undefined {
  if (document.copies === undefined) return undefined;
  const rule = typeof document.copies === 'string' ? { of: document.copies } : document.copies;
  const list = fieldAt(record.kind.root, rule.of.split('.'));
  return list === undefined ? undefined : { rule, list };
}

/** A copy for each item in the order of the record. None where the document has no copies, or one original for all. */
export function copiesOf(register: Register, record: RecordEntry, document: DocumentAnnotation): readonly Copy[] {
  const found = copiesRule(record, document);
  if (found === undefined) return [];
  const { rule, list } = found;
  const place = rule.of.split('.');
  const items = valueAt(record.value, place);
  if (!Array.isArray(items) || items.length < 2) return [];
  if (rule.unless !== undefined && register.evaluate(record, rule.unless) === true) return [];
  const keys = items.map((item) => copyName(list, item));
  return items.map((item, index) => ({
    name: uniqueName(keys, index),
    record: {
      ...record,
      value: withValue(record.value, place, [item, ...items.slice(0, index), ...items.slice(index + 1)]),
      copyAt: [...place, 0],
    },
  }));
}

/** Two keys that differ only in signs must not share a file. */
function uniqueName(keys: readonly string[], index: number): string {
  const key = keys[index] ?? '';
  return key === '' || keys.indexOf(key) !== index ? `${key === '' ? '' : `${key}-`}${index + 1}` : key;
}

/** Keys are text of a record, and may hold what no file name should. */
function copyName(list: Field, item: Value): string {
  const key = itemKey(list, item) ?? (typeof item === 'string' ? item : '');
  return slug(key).slice(0, 64);
}

/** The languages that a document is made in where nobody names any, such as `en`, or `en+am` for both texts in one. */
export function documentLanguages(register: Register, record: RecordEntry, document: DocumentAnnotation): string[] {
  const value = document.languages === undefined ? undefined : register.evaluate(record, document.languages);
  const languages = [value ?? []].flat().map(String).filter(isLanguageChoice);
  return languages.length === 0 ? ['en'] : [...new Set(languages)];
}

/** Codes of two or three letters, with a plus between those of one document. */
export function isLanguageChoice(text: string): boolean {
  return /^[a-z]{2,3}(\+[a-z]{2,3})*$/.test(text);
}

/** The languages of one document in their order: in a copy that of its keeper first. */
export function languagesInOrder(
  register: Register,
  record: RecordEntry,
  document: DocumentAnnotation,
  choice: string,
): readonly string[] {
  const languages = [...new Set(choice.split('+'))];
  const expression = copiesRule(record, document)?.rule.language;
  if (record.copyAt === undefined || expression === undefined) return languages;
  const own = printedCel(register.evaluate(record, expression));
  return languages.includes(own) ? [own, ...languages.filter((language) => language !== own)] : languages;
}
