/** The title and text of a pull request, from what differs field by field. */
import { beforeAfter, printed } from '../core/commit-message.ts';
import type { Register } from '../core/register.ts';
import type { Incoming } from './together-text.ts';

export interface ProposalText {
  readonly title: string;
  /** Markdown. */
  readonly text: string;
}

/** What a reviewer reads. `subject` stands for the title; absent: what changed. `escaped` makes text safe in Markdown. */
export function proposalMarkdown(
  register: Register,
  records: readonly Incoming[],
  subject: string | undefined,
  escaped: (text: string) => string,
): ProposalText {
  const row = (...cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;
  const counts = (['added', 'changed', 'removed'] as const).flatMap((change) => {
    const number = records.filter((record) => record.change === change).length;
    return number === 0 ? [] : [`${number} ${change === 'added' ? 'new' : change}`];
  });
  const total = `${records.length} record${records.length === 1 ? '' : 's'}`;
  const rows = records.flatMap((record) => {
    if (record.change === 'added') return [row(record.id, 'new', '', record.title)];
    if (record.change === 'removed') return [row(record.id, 'removed', record.title, '')];
    return record.fields.map((change, index) => {
      const print = (value: typeof change.before): string =>
        value === undefined ? '' : printed(register, change, value);
      return row(index === 0 ? record.id : '', change.label, print(change.before), print(change.after));
    });
  });
  const table = ['| record | field | before | after |', '| --- | --- | --- | --- |', ...rows].join('\n');
  const [only] = records;
  const [field] = only?.fields ?? [];
  const single = records.length === 1 && only !== undefined && only.fields.length === 1 && field !== undefined;
  const described = single
    ? `${only.id}: ${field.label}, ${beforeAfter(field, (value) => printed(register, field, value))}`
    : `${total}: ${counts.join(', ')}`;
  return {
    title: subject ?? described,
    text: records.length === 0 ? 'No record changes.\n' : `**${total}: ${counts.join(', ')}**\n\n${table}\n`,
  };
}
