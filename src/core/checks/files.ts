/**
 * Check: the file lies where its kind belongs, its name is a valid id, and no other record has that id.
 * Codes: id-invalid, id-taken, id-look-alike.
 */
import type { Problem } from '../../errors.ts';
import { foreignLetters } from '../look-alike.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { problemOf } from './problem.ts';

/** Names that Windows keeps for itself: such a file could not be checked out there. */
const reservedNames = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/;
const idPattern = /^[a-z0-9][a-z0-9-]*$/;

/** What is wrong with a text as an id, or undefined. */
export function idFault(id: string): string | undefined {
  if (!idPattern.test(id))
    return 'an id has only the letters a to z, digits and dashes, and begins with a letter or digit';
  if (id.length > 64) return 'an id has at most 64 letters';
  return reservedNames.test(id) ? 'Windows keeps this name for itself' : undefined;
}

export function checkFile(register: Register, record: RecordEntry): Problem[] {
  const problems: Problem[] = [];
  const fault = idFault(record.id);
  if (fault !== undefined) {
    const foreign = foreignLetters(record.id);
    problems.push(
      problemOf(record, {
        code: 'id-invalid',
        severity: 'error',
        place: [],
        message: `The file name is no valid id: ${fault}${foreign === '' ? '' : ` (${foreign})`}`,
        hint: 'rename the file',
      }),
    );
  }
  const first = register.record(record.id);
  if (first !== undefined && first !== record) {
    problems.push(
      problemOf(record, {
        code: 'id-taken',
        severity: 'error',
        place: [],
        message: `Two records call themselves ${record.id}: the other is ${first.file}`,
        hint: 'an id names one record, whatever its kind: rename one of the files, and what refers to it',
      }),
    );
  }
  const alike = register.idsThatLookLike(record.id).filter((id) => id !== record.id);
  if (alike.length > 0) {
    problems.push(
      problemOf(record, {
        code: 'id-look-alike',
        severity: 'warning',
        place: [],
        message: `${record.id} looks like ${alike.join(', ')}, and is another record`,
        hint: 'rename one of them, so that nobody takes one for the other: irc rename ID NEW',
      }),
    );
  }
  return problems;
}
