/** What each code of the program means, of problems in records and of what stops a command: for `irc explain`. */
import type { Severity } from '../errors.ts';
import { files } from './explanations/files.ts';
import { papers } from './explanations/papers.ts';
import { records } from './explanations/records.ts';
import { schemas } from './explanations/schemas.ts';
import { work } from './explanations/work.ts';

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
