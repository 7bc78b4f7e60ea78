/** The summary that a wizard shows before saving, and the same without questions. */
import type { Style } from '../context.ts';
import { draftEntry } from '../core/changes/draft-record.ts';
import { printField } from '../core/fields/index.ts';
import { viewValue } from '../core/finding/query.ts';
import { formatDate } from '../core/measures/date-format.ts';
import type { Register } from '../core/register/register.ts';
import { distinctFromField, distinctIds } from '../core/schemas/common-fields.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { shellWord, typedText } from '../core/schemas/typed-text.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { sameValue, type Value, type ValueMap, valueAt } from '../core/value.ts';
import type { Question } from './questions.ts';
import { cutTo, derivedText, padTo } from './table.ts';

const labelWidth = 24;

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
  const lines: string[] = [];
  const quiet: string[] = [];
  for (const question of questions) {
    const value = valueAt(answers, question.place);
    if (value === undefined) continue;
    if (question.quiet && sameValue(value, question.fallback)) {
      quiet.push(lineSafe(question.field.title.toLowerCase()));
      continue;
    }
    const text = lineSafe(printField(question.field, value, world));
    lines.push(
      `  ${style.dim(padTo(cutTo(question.prompt, labelWidth - 2), labelWidth))}${cutTo(text, Math.max(30, width - labelWidth - 2))}`,
    );
  }
  for (const [name, derived] of Object.entries(kind.annotations.derived ?? {})) {
    const text = derivedText(viewValue(register, draftEntry(kind, answers), [name]));
    if (derived.type === 'date' && text !== '')
      lines.push(`  ${style.dim(derived.title.padEnd(labelWidth))}${formatDate(text, 'en', 'both')}`);
  }
  if (quiet.length > 0)
    lines.push(
      `  ${style.dim('House standard'.padEnd(labelWidth))}${cutTo([...new Set(quiet)].join(', '), Math.max(30, width - labelWidth - 2))}`,
    );
  return `${lines.join('\n')}\n`;
}

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
    if (line.length + flag.length > 96) {
      lines.push(`${line} \\`);
      line = `  ${flag}`;
    } else line = `${line} ${flag}`;
  }
  return [...lines, line].map((each) => `    ${each}`).join('\n');
}
