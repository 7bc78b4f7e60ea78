/** What a record can become: its documents, and of each the copies and languages, as named by flags or by the schema. */
import { type Copy, copiesOf, copiesRule, documentLanguages, isLanguageChoice } from '../core/papers/copies.ts';
import { whyNot } from '../core/papers/documents.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import type { DocumentAnnotation } from '../core/schemas/document-annotation.ts';
import { lowerFirst, withArticle } from '../core/schemas/place.ts';
import { nearest } from '../core/suggest.ts';
import { exitCodes, IrcError, usageError } from '../errors.ts';

/** A document of a kind by its name. Throws `unknown-document`. */
export function documentNamed(record: RecordEntry, name: string): DocumentAnnotation {
  const documents = record.kind.annotations.documents ?? {};
  const found = Object.hasOwn(documents, name) ? documents[name] : undefined;
  if (found !== undefined) return found;
  const names = Object.keys(documents);
  const near = nearest(name, names);
  throw usageError(
    'unknown-document',
    `${withArticle(record.kind.title)} has no document "${name}".`,
    names.length === 0
      ? 'this kind has no documents'
      : `${near === undefined ? '' : `did you mean ${near}? `}Documents: ${names.join(', ')}`,
  );
}

/** Throws `document-refused` where `whyNot` tells a reason. */
export function refuseUnready(register: Register, record: RecordEntry, document: DocumentAnnotation): void {
  const reason = whyNot(register, record, document);
  if (reason === undefined) return;
  throw new IrcError('document-refused', `${document.title} of ${record.id} cannot be made: ${lowerFirst(reason)}.`, {
    exitCode: exitCodes.recordsHaveErrors,
    hint: `see what it holds: irc show ${record.id}`,
  });
}

/** The copies asked for, all where none is named. Throws `unknown-copy` with the nearest name. */
export function copiesNamed(
  register: Register,
  record: RecordEntry,
  document: DocumentAnnotation,
  names: readonly string[],
): readonly Copy[] {
  const copies = copiesOf(register, record, document);
  if (names.length === 0) return copies;
  return names.map((name) => {
    const copy = copies.find((entry) => entry.name === name);
    if (copy !== undefined) return copy;
    const known = copies.map((entry) => entry.name);
    const near = nearest(name, known);
    throw usageError(
      'unknown-copy',
      `There is no copy of ${record.id} for "${name}".`,
      known.length === 0
        ? 'it has one text for all; leave --copy out'
        : `${near === undefined ? '' : `did you mean ${near}? `}Copies: ${known.join(', ')}`,
    );
  });
}

/** The languages asked for, else those that the schema gives. Throws `language-invalid`. */
export function languagesNamed(
  register: Register,
  record: RecordEntry,
  document: DocumentAnnotation,
  names: readonly string[] | undefined,
): readonly string[] {
  if (names === undefined) return documentLanguages(register, record, document);
  const wrong = names.find((name) => !isLanguageChoice(name) || name.split('+').some((code) => !isLanguage(code)));
  if (wrong === undefined && names.length > 0) return names;
  throw usageError(
    'language-invalid',
    `"${wrong ?? ''}" is no language.`,
    'write codes such as en or am, with commas between; en+am is one document with both texts',
  );
}

/** Whether a code is that of a language of the world: a slip would give a paper that nobody looks for. */
function isLanguage(code: string): boolean {
  return new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }).of(code) !== undefined;
}

/** "3 copies, one for each party"; empty where there are none. */
export function copiesInWords(record: RecordEntry, document: DocumentAnnotation, number: number): string {
  const item = copiesRule(record, document)?.list.item;
  if (number === 0 || item === undefined) return '';
  return number === 1 ? '1 copy' : `${number} copies, one for each ${lowerFirst(item.title)}`;
}
