/** A comparison of two registers for a person, as Markdown for a pull request, in a line each, and as JSON. */
import type { Style } from '../context.ts';
import { type ChangeInWords, changeInWords, markedPart, plainChange } from '../core/differences/change-words.ts';
import type { Comparison, UnreadableChange } from '../core/differences/comparison.ts';
import type { FieldChange } from '../core/differences/diff.ts';
import type { Consequence, RecordChange } from '../core/differences/registers.ts';
import { elided, type TextPart } from '../core/differences/word-diff.ts';
import { lowerFirst } from '../core/schemas/place.ts';
import { lineSafe, terminalSafe } from '../core/terminal-safe.ts';
import { markdownCell } from './markdown-cell.ts';
import { count } from './problems.ts';

const widestLabel = 40;

/** Each record with its fields, then what follows from them. `whole` shows the fields of new records too. */
export function diffText(comparison: Comparison, style: Style, whole: boolean): string {
  const records = comparison.changes.map((change) => recordLines(comparison, change, style, whole));
  const broken = comparison.unreadable.map((change) => unreadableLines(change, style));
  const files = comparison.files.map(({ path, change }) => [`${style.bold(lineSafe(path))}  ${fileWord[change]}`]);
  return [...records, ...broken, ...files].map((lines) => `${lines.join('\n')}\n`).join('');
}

const fileWord = { added: 'new file', changed: 'changed', removed: 'removed' };

function recordLines(comparison: Comparison, change: RecordChange, style: Style, whole: boolean): string[] {
  const what = whatHappened(change);
  const head = `${style.bold(change.id)} · ${lineSafe(titleOf(comparison, change))}${what === '' ? '' : `  ${style.cyan(what)}`}`;
  if (change.change === 'removed' || (change.change === 'added' && !whole)) return [head];
  const width = Math.min(widestLabel, Math.max(0, ...change.fields.map((field) => lineSafe(field.label).length)));
  return [
    head,
    ...fieldLines(comparison, change.fields, style, width),
    ...consequenceLines(change.consequences, style),
  ];
}

function fieldLines(comparison: Comparison, fields: readonly FieldChange[], style: Style, width: number): string[] {
  return fields.map((field) => {
    const words = paintedChange(changeInWords(comparison, field), style);
    return `  ${style.dim(lineSafe(field.label).padEnd(width))}  ${words}`;
  });
}

export function consequenceLines(consequences: readonly Consequence[], style: Style): string[] {
  return consequences.map(
    ({ title, before, after }) =>
      `  ${style.dim('so')} ${lineSafe(title)}: ${lineSafe(before) || '–'} → ${lineSafe(after) || '–'}`,
  );
}

/** As `plainChange`, with what went in red and what came in green. */
export function paintedChange(change: ChangeInWords, style: Style): string {
  const { before, after, words } = change;
  switch (change.sort) {
    case 'set':
    case 'came':
      return style.green(plainChange(change));
    case 'went':
      return style.red(plainChange(change));
    case 'removed':
      return `${style.red(before)} → (removed)`;
    case 'changed':
      return `${style.red(before)} → ${style.green(after)}`;
    case 'moved':
      return plainChange(change);
    case 'reworded':
      return words.map((part) => paint(part, style)(markedPart(part))).join('');
  }
}

function paint({ change }: TextPart, style: Style): (text: string) => string {
  return change === 'added' ? style.green : change === 'removed' ? style.red : (text) => text;
}

function unreadableLines({ file, before, after, lines }: UnreadableChange, style: Style): string[] {
  const why = [
    ...(after === undefined ? [] : [`cannot be read: ${lineSafe(after)}`]),
    ...(after === undefined && before !== undefined ? [`could not be read before: ${lineSafe(before)}`] : []),
  ];
  const signs = { same: '  ', added: '+ ', removed: '- ' };
  return [
    `${style.bold(lineSafe(file))}  ${style.yellow(why.join(''))}`,
    ...nearChanges(lines).map((part) => paint(part, style)(`  ${signs[part.change]}${terminalSafe(part.text)}`)),
  ];
}

/** Lines that differ, each with the line beside it. */
function nearChanges(lines: readonly TextPart[]): TextPart[] {
  return lines.filter((_, index) => [-1, 0, 1].some((step) => (lines[index + step]?.change ?? 'same') !== 'same'));
}

/** "new partner", "partner removed", "until now zaf"; nothing for a record that changed. */
function whatHappened(change: RecordChange): string {
  if (change.change === 'removed') return `${change.kind} removed`;
  if (change.renamedFrom !== undefined) return `until now ${lineSafe(change.renamedFrom)}`;
  return change.change === 'added' ? `new ${change.kind}` : '';
}

function titleOf(comparison: Comparison, change: RecordChange): string {
  const register = change.change === 'removed' ? comparison.old : comparison.next;
  const record = register.record(change.id);
  return record === undefined ? '' : register.title(record);
}

/** "2 records: 1 new, 1 changed in 3 fields". */
export function diffCounts({ changes, unreadable, files }: Comparison): string {
  const of = (sort: RecordChange['change']): number => changes.filter(({ change }) => change === sort).length;
  const changed = changes.filter((change) => change.change === 'changed' && !isConcerned(change));
  const concerned = of('changed') - changed.length;
  const fields = changed.reduce((sum, { fields: some }) => sum + some.length, 0);
  const parts = [
    ...(of('added') > 0 ? [`${of('added')} new`] : []),
    ...(of('removed') > 0 ? [`${of('removed')} removed`] : []),
    ...(changed.length > 0 ? [`${changed.length} changed in ${count(fields, 'field')}`] : []),
    ...(concerned > 0 ? [`${concerned} concerned by changed clauses`] : []),
  ];
  const others = [
    ...(unreadable.length > 0 ? [`${count(unreadable.length, 'file')} that cannot be read`] : []),
    ...(files.length > 0 ? [count(files.length, 'other file')] : []),
  ];
  const records = changes.length === 0 ? [] : [`${count(changes.length, 'record')}: ${parts.join(', ')}`];
  const all = [...records, ...others];
  return all.length === 0 ? 'No record differs.' : all.join(' · ');
}

/** One line a record: what happened, its id, and the fields concerned. */
export function diffShort(comparison: Comparison): string {
  const { changes, unreadable, files } = comparison;
  const rows = [
    ...changes.map((change) => {
      const word = shortWord(change);
      const labels = isConcerned(change)
        ? change.consequences.map(({ title }) => title)
        : change.fields.map(({ label }) => label);
      const names = [...new Set(labels.map((label) => lowerFirst(lineSafe(label))))];
      return [word, change.id, change.change === 'changed' ? names.join('; ') : lineSafe(titleOf(comparison, change))];
    }),
    ...unreadable.map(({ file }) => ['unreadable', lineSafe(file), '']),
    ...files.map(({ path, change }) => [change === 'added' ? 'new' : change, lineSafe(path), '']),
  ];
  const width = (column: number): number => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0));
  return rows
    .map(
      ([word = '', id = '', rest = '']) => `${`${word.padEnd(width(0))}  ${id.padEnd(width(1))}  ${rest}`.trimEnd()}\n`,
    )
    .join('');
}

function shortWord(change: RecordChange): string {
  if (isConcerned(change)) return 'concerned';
  return change.renamedFrom !== undefined ? 'renamed' : change.change === 'added' ? 'new' : change.change;
}

/** True where the record is as it was, and only something follows for it. */
function isConcerned({ change, renamedFrom, fields }: RecordChange): boolean {
  return change === 'changed' && renamedFrom === undefined && fields.length === 0;
}

/** A table for a pull request; what follows from the changes stands below, since a reviewer looks for it. */
export function diffMarkdown(comparison: Comparison): string {
  const { changes, unreadable, files } = comparison;
  const rows = changes.flatMap((change) => markdownRows(comparison, change));
  const others = [
    ...unreadable.map(
      ({ file, after }) =>
        `| ${markdownCell(file)} | ${after === undefined ? 'can be read again' : '**cannot be read**'} | | ${markdownCell(after ?? '')} |`,
    ),
    ...files.map(({ path, change }) => `| ${markdownCell(path)} | ${fileWord[change]} | | |`),
  ];
  const table = [...rows, ...others];
  const follows = changes
    .filter(({ change }) => change === 'changed')
    .flatMap(({ id, consequences }) =>
      consequences.map(
        ({ title, before, after }) =>
          `> **${markdownCell(title)}** (${markdownCell(id)}): ${markdownCell(before) || '–'} → ${markdownCell(after) || '–'}`,
      ),
    );
  return [
    `**${diffCounts(comparison)}**`,
    ...(table.length === 0
      ? []
      : [['| record | field | before | after |', '| --- | --- | --- | --- |', ...table].join('\n')]),
    ...(follows.length === 0 ? [] : [follows.join('  \n')]),
  ]
    .map((block) => `${block}\n`)
    .join('\n');
}

function markdownRows(comparison: Comparison, change: RecordChange): string[] {
  const what = markdownCell(whatHappened(change));
  const title = markdownCell(titleOf(comparison, change));
  const id = markdownCell(change.id);
  if (change.change === 'removed') return [`| ${id} | ${what} | ${title} | |`];
  if (change.change === 'added') return [`| ${id} | ${what} | | ${title} |`];
  const rows = [
    ...(what === '' ? [] : [[what, '', title]]),
    ...change.fields.map((field) => [markdownCell(field.label), ...markdownCells(changeInWords(comparison, field))]),
  ];
  return rows.map(([field = '', before = '', after = ''], index) => {
    const cells = [index === 0 ? id : '', field, before, after];
    return `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`;
  });
}

function markdownCells({ sort, before, after, words, way }: ChangeInWords): [string, string] {
  if (sort === 'moved') return [markdownCell(before), `moved ${way}`];
  if (sort !== 'reworded') return [markdownCell(before), markdownCell(after)];
  const side = (change: TextPart['change'], sign: string): string =>
    elided(
      words.filter((part) => part.change === 'same' || part.change === change),
      3,
    )
      .map((part) => (part.change === 'same' ? markdownCell(part.text) : marked(part.text, sign)))
      .join('')
      .trim();
  return [side('removed', '~~'), side('added', '**')];
}

/** Signs of emphasis must touch the word. */
function marked(text: string, sign: string): string {
  const [, start = '', inner = '', end = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return inner === '' ? text : `${start}${sign}${markdownCell(inner)}${sign}${end}`;
}

/** The shape of `irc diff --json`; docs/commands.md describes it. */
export function diffJson({ changes, unreadable, files }: Comparison): object {
  return {
    records: changes.map(recordChangeJson),
    ...(unreadable.length === 0
      ? {}
      : {
          unreadable: unreadable.map(({ file, before, after }) => ({
            file,
            before: before ?? null,
            after: after ?? null,
          })),
        }),
    ...(files.length === 0 ? {} : { files }),
  };
}

export function recordChangeJson({ id, renamedFrom, kind, change, fields, consequences }: RecordChange): object {
  return {
    ...{ id, ...(renamedFrom === undefined ? {} : { renamedFrom }), kind, change },
    fields: fields.map(fieldJson),
    consequences,
  };
}

export function fieldJson({ path, label, before, after, item }: FieldChange): object {
  const moved = item?.from !== undefined && item.to !== undefined ? { moved: { from: item.from, to: item.to } } : {};
  return { path, label, before: before ?? null, after: after ?? null, ...moved };
}
