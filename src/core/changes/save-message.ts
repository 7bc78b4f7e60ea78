/** The commit message of edits by hand, from what they change. */
import { differences } from '../differences/diff.ts';
import type { RecordPair } from '../differences/registers.ts';
import type { Register } from '../register/register.ts';
import { emptyMap, sameValue } from '../value.ts';
import { commitMessage, fieldsInWords } from './commit-message.ts';
import type { CommitMessage } from './plan.ts';

const mostNamed = 3;

/** `files` are those that are no records. */
export function saveMessage(
  register: Register,
  action: string,
  pairs: readonly RecordPair[],
  files: readonly string[],
): CommitMessage {
  const [pair] = pairs;
  const isOne = pairs.length === 1 && files.length === 0;
  const subject = isOne && pair !== undefined ? subjectOfOne(register, pair) : subjectOfMany(pairs, files);
  const message = commitMessage(register, {
    action,
    subject,
    records: pairs.flatMap(({ before, after }) => {
      const entry = after ?? before;
      if (entry === undefined) return [];
      const changes = after === undefined ? [] : differences(entry.kind.root, before?.value ?? emptyMap(), after.value);
      return [{ entry, changes }];
    }),
  });
  return { ...message, body: [message.body, ...files].filter((part) => part !== '').join('\n') };
}

function subjectOfOne(register: Register, { before, after }: RecordPair): string {
  if (after === undefined) return before === undefined ? '' : `Remove ${before.id}: ${register.title(before)}`;
  if (before === undefined) return `New ${after.id}: ${register.title(after)}`;
  if (before.id !== after.id) return `Rename ${before.id} to ${after.id}`;
  if (sameValue(before.value, after.value)) return `Change ${after.id}: comments or layout`;
  return `Change ${after.id}: ${fieldsInWords(differences(after.kind.root, before.value, after.value))}`;
}

function subjectOfMany(pairs: readonly RecordPair[], files: readonly string[]): string {
  const names = [...pairs.flatMap(({ before, after }) => (after ?? before)?.id ?? []), ...files];
  if (names.length === 1) return `Change ${names[0]}`;
  const things = files.length === 0 ? 'records' : pairs.length === 0 ? 'files' : 'records and files';
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  return `Change ${names.length} ${things}: ${names.slice(0, mostNamed).join(', ')}${more}`;
}
