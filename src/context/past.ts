/** Types only: what git keeps of a register. */
import type { Register } from '../core/register/register.ts';
import type { KindSet } from '../core/schemas/kind.ts';
import type { Problem } from '../errors.ts';

/** A file of a commit that is no record: git's name for its content, and its size. */
export interface PastFile {
  readonly blob: string;
  readonly bytes: number;
}

/** The register as a commit has it, with the schemas of that commit. */
export interface Snapshot {
  /** Undefined: before the first commit. */
  readonly commit: string | undefined;
  readonly register: Register;
  readonly kinds: KindSet;
  readonly problems: readonly Problem[];
  readonly texts: ReadonlyMap<string, string>;
  /** Schemas, templates and files of records, by path. */
  readonly files: ReadonlyMap<string, PastFile>;
}

/** Records of one time read by the schemas, code lists and clauses of another. */
export interface Reading {
  readonly register: Register;
  readonly kinds: KindSet;
  readonly problems: readonly Problem[];
  readonly texts: ReadonlyMap<string, string>;
}

/** A commit and the files as they are now, crosswise. */
export interface Crossing {
  /** The records of now by the schemas of the commit; undefined where these are the same. */
  readonly nowByThen: Reading | undefined;
  /** The records of the commit by the schemas of now. */
  readonly thenByNow: Reading;
}

/** One side of a file that was merged, by git's names for the contents. */
export interface MergedSide {
  readonly blob: string | undefined;
  readonly base: string | undefined;
}

/** One file that a commit changed: paths below the root, and git's names for the contents. */
export interface LoggedFile {
  readonly path: string;
  /** Another path where git saw the file move. */
  readonly from: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Of a merge: what each side has there, the first (`before`) included, and what it was when they parted; else empty. */
  readonly sides: readonly MergedSide[];
  /** Of a merge: fields that both sides had changed and a person decided; the empty path is the whole record. */
  readonly decided: readonly string[];
}

/** A field that was decided in a merge; with the empty path the whole record. */
export interface DecidedField {
  /** Below the root. */
  readonly file: string;
  readonly path: string;
}

export interface LoggedCommit {
  readonly commit: string;
  readonly parents: readonly string[];
  readonly author: string;
  /** ISO 8601 with the zone of who wrote it. */
  readonly authored: string;
  readonly committed: string;
  readonly subject: string;
  /** `Irc-Action` and the like, by name; of several the last. */
  readonly trailers: ReadonlyMap<string, string>;
  /** Of a merge: what both sides had changed and a person decided. */
  readonly decided: readonly DecidedField[];
  /** Of a merge those that differ from every side, or lost what a side had changed. A path outside of the workspace begins with a slash. */
  readonly files: readonly LoggedFile[];
}

export interface LogQuery {
  /** Newest commit to begin with; HEAD unless told. */
  readonly from?: string;
  readonly limit?: number | undefined;
  /** Folders below the root; without any all commits, with all that they touch in the repository. */
  readonly folders?: readonly string[];
  /** Only commits with that trailer. */
  readonly trailer?: string;
}

/** What git keeps of a workspace. Nothing here changes anything or runs programs of the repository. */
export interface Past {
  /** True for a clone that was cut off: older commits are not here. */
  readonly isShallow: boolean;
  head(): Promise<string | undefined>;
  /** The commit that a revision names. Rejects with `unknown-revision`. */
  commitOf(revision: string): Promise<string>;
  findCommit(revision: string): Promise<string | undefined>;
  /** The last commit of the branch on or before a day. Rejects with `nothing-yet`. */
  commitOn(day: string): Promise<string>;
  /** The committer's day, in UTC. */
  dayOf(commit: string): Promise<string>;
  /** Where two commits parted. Rejects with `no-common-commit`. */
  partedAt(one: string, other: string): Promise<string>;
  /** Whether others may have the commit: a branch of another repository holds it, as far as is known here. */
  isShared(commit: string): Promise<boolean>;
  /** `today`: the day for derived states, the run's own unless told. */
  snapshot(commit: string | undefined, options?: { readonly today?: string }): Promise<Snapshot>;
  /** What a change of the schemas makes of the same records. Rejects with `schema-unreadable`. */
  crossing(commit: string): Promise<Crossing>;
  /** Schemas, templates and files of records that a commit has. */
  files(commit: string): Promise<ReadonlyMap<string, PastFile>>;
  /**
   * Files of the workspace that are no records, of all their folders unless told; each tells whether it still is what a
   * commit has.
   */
  present(folders?: readonly string[]): ReadonlyMap<string, (past: PastFile | undefined) => boolean>;
  /** Commits, newest first. */
  log(query: LogQuery): Promise<LoggedCommit[]>;
  /** Contents by git's names for them. */
  contents(blobs: Iterable<string>): Promise<ReadonlyMap<string, Uint8Array>>;
}
