/** What a check has found, for each format that it is told in. */
import type { Comparison } from '../core/differences/comparison.ts';
import type { Problem } from '../errors.ts';
import type { Counts } from './problems.ts';

export interface CheckReport {
  /** In the order in which they are told, cut to what can be read. */
  readonly problems: readonly Problem[];
  /** Of all problems. */
  readonly counts: Counts;
  /** The counts in words. */
  readonly told: string;
  /** Text of each file, by path, for code frames. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files that were checked, below the workspace. */
  readonly files: readonly string[];
  /** From the top of the repository to the workspace, with a final slash; empty where they are the same. */
  readonly prefix: string;
  readonly isStrict: boolean;
  /** Of the program. */
  readonly version: string;
  /** The commit that the records were compared with. */
  readonly base?: string | undefined;
  readonly comparison?: Comparison | undefined;
  /** What a code means, in a sentence. */
  readonly explain: (code: string) => string | undefined;
}
