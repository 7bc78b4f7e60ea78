/** What each code of the program means, of problems in records and of what stops a command: for `irc explain`. */
import type { Severity } from '../../errors.ts';
import { files } from './files.ts';
import { papers } from './papers.ts';
import { records } from './records.ts';
import { schemas } from './schemas.ts';
import { work } from './work.ts';

export interface Explanation {
  readonly code: string;
  readonly severity: Severity;
  readonly what: string;
  readonly why: string;
  readonly mend: string;
}

/** By code. The codes of rules are the schemas' own. */
export const explanations: ReadonlyMap<string, Explanation> = new Map(
  [...files, ...records, ...papers, ...schemas, ...work].map(([code, what, why, mend, severity]) => [
    code,
    { code, severity: severity ?? 'error', what, why, mend },
  ]),
);
