/** The summary that a wizard shows before saving, and the same without questions. */
import stringWidth from 'string-width';
import type { Style } from '../context.ts';
import { draftEntry } from '../core/changes/draft-record.ts';
import { printField } from '../core/fields/index.ts';
import { viewValue } from '../core/finding/query.ts';
import { wrapped } from '../core/line-breaks.ts';
import { formatDate } from '../core/measures/date-format.ts';
import type { Register } from '../core/register/register.ts';
import { distinctFromField, distinctIds } from '../core/schemas/common-fields.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { shellWord, typedText } from '../core/schemas/typed-text.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { sameValue, type Value, type ValueMap, valueAt } from '../core/value.ts';
import type { Question } from './questions.ts';
import { cutTo, derivedText, padTo } from './table.ts';

const narrowestLabel = 24;

/** One line an answer, then the house standard in one line, then what follows. */
export function summaryText(
  register: Register,
  kind: Kind,
  answers: ValueMap,
  questions: readonly Question[],
  width: number,
  style: Style,
): string {
  const world = { register, language: 'en' };
  const rows: [label: string, text: string][] = [];
  const quiet: string[] = [];
  for (const question of questions) {
    const value = valueAt(answers, question.place);
    if (value === undefined) continue;
    if (question.quiet && sameValue(value, question.fallback)) {
      quiet.push(lineSafe(question.field.title.toLowerCase()));
      continue;
    }
    rows.push([question.prompt, printField(question.field, value, world)]);
  }
  for (const [name, derived] of Object.entries(kind.annotations.derived ?? {})) {
    const text = derivedText(viewValue(register, draftEntry(kind, answers), [name]));
    if (derived.type === 'date' && text !== '') rows.push([derived.title, formatDate(text, 'en', 'both')]);
  }
  if (quiet.length > 0) rows.push(['House standard', [...new Set(quiet)].join(' · ')]);
  return `${labelledLines(rows, width, style).join('\n')}\n`;
}

/** Labels as wide as they need up to two fifths of the terminal; what is answered is shown in full, to be looked over. */
function labelledLines(rows: readonly (readonly [string, string])[], width: number, style: Style): string[] {
  const columns = Math.min(width, 110);
  const longest = Math.max(...rows.map(([label]) => stringWidth(label))) + 2;
  const room = Math.max(narrowestLabel, Math.min(longest, Math.floor(columns * 0.4)));
  return rows.flatMap(([label, text]) => {
    const lead = `  ${padTo(cutTo(label, room - 2), room)}`;
    const [first = '', ...rest] = wrapped(lead, text, columns);
    return [style.dim(lead) + first.slice(lead.length), ...rest];
  });
}

/** Lines of a command to be copied fit 80 columns, set in and with a backslash at the end. */
const commandWidth = 72;

/** The items that were added to a default: what the default brought in need not be typed. */
function withoutGiven(value: Value, fallback: Value | undefined): Value {
  if (!Array.isArray(value) || !Array.isArray(fallback)) return value;
  const added = value.filter((item) => !fallback.some((given) => sameValue(given, item)));
  return added.length === 0 ? value : added;
}

/**
 * The command line that does the same without questions; what is answered without a word is left out. `lead` is what stands
 * before the value of an answer, by its path.
 */
export function equivalentCommand(
  command: string,
  answers: ValueMap,
  questions: readonly Question[],
  lead = (path: string): string => `--set ${path}=`,
): string {
  const flags = questions.flatMap((question) => {
    const value = valueAt(answers, question.place);
    if (value === undefined || sameValue(value, question.fallback)) return [];
    return [`${lead(question.path)}${shellWord(typedText(question.field, withoutGiven(value, question.fallback)))}`];
  });
  const distinct = distinctIds(answers);
  if (distinct.length > 0) flags.push(`--set ${distinctFromField}=${distinct.join(',')}`);
  const lines: string[] = [];
  let line = command;
  for (const flag of flags) {
    if (line.length + flag.length > commandWidth) {
      lines.push(`${line} \\`);
      line = `  ${flag}`;
    } else line = `${line} ${flag}`;
  }
  return [...lines, line].map((each) => `    ${each}`).join('\n');
}
