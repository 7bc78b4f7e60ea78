/** All checks of a record, in the order of reporting; and the stable order of problems. */
import type { Problem } from '../../errors.ts';
import { hasConflicts } from '../merge/conflicts.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { type Before, isNoChange } from './before.ts';
import { checkChangedHistory } from './changed-history.ts';
import { checkCircles } from './circles.ts';
import { checkClauses } from './clauses.ts';
import { checkCodeLists } from './codelists.ts';
import { checkConflicts } from './conflicts.ts';
import { checkFile } from './files.ts';
import { checkHistory } from './history.ts';
import { checkKeys } from './keys.ts';
import { checkNeeded } from './needed.ts';
import { checkOrder } from './order.ts';
import { checkReferences } from './references.ts';
import { checkRules } from './rules.ts';
import { checkSchema } from './schema.ts';
import { checkTwins } from './twins.ts';

type Check = (register: Register, record: RecordEntry, before?: Before) => Problem[];

const always: readonly Check[] = [checkFile, checkSchema, checkKeys, checkCodeLists, checkReferences, checkCircles];
/** These would only repeat what the schema check has said of a record that does not fit its schema. */
const ofSoundRecords: readonly Check[] = [
  ...[checkHistory, checkOrder, checkTwins, checkNeeded, checkClauses, checkRules],
  checkChangedHistory,
];

/** What is wrong with one record, its text included; with what it was before, also what is wrong with the change. */
export function checkRecord(register: Register, record: RecordEntry, before?: Before): Problem[] {
  register.expressions.watch?.at(record.file);
  const change = before === undefined || isNoChange(record, before) ? undefined : before;
  if (hasConflicts(record.value)) return [...record.source.problems, ...checkConflicts(record)];
  const problems = [...record.source.problems, ...always.flatMap((check) => check(register, record, change))];
  const sound = !problems.some((problem) => problem.severity === 'error');
  return sound ? [...problems, ...ofSoundRecords.flatMap((check) => check(register, record, change))] : problems;
}

/** By file, line and column; the same records give the same order on every machine. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  const key = (problem: Problem): (string | number)[] => [
    problem.file,
    problem.line,
    problem.column,
    problem.code,
    problem.message,
  ];
  return [...problems].sort((a, b) => {
    const left = key(a);
    const right = key(b);
    for (let index = 0; index < left.length; index += 1) {
      const one = left[index] as string | number;
      const two = right[index] as string | number;
      if (one !== two) return one < two ? -1 : 1;
    }
    return 0;
  });
}
