/** Types only: the repository as one that several work in. */
import type { MergedRecord, Texts } from '../core/merge/records.ts';
import type { Field } from '../core/schemas/field.ts';

/** One commit, as it is told of. */
export interface CommitLine {
  readonly id: string;
  readonly author: string;
  /** ISO 8601, with the zone of the author. */
  readonly date: string;
  readonly subject: string;
  /** Records that it touches, below the root. */
  readonly paths: readonly string[];
}

/** A branch of ours and another commit, side by side. */
export interface Divergence {
  readonly ours: string;
  readonly theirs: string;
  /** `behind`: theirs holds all of ours; `ahead`: ours holds all of theirs. */
  readonly relation: 'same' | 'behind' | 'ahead' | 'apart';
  /** Texts of all records: at the last commit that both share, and of both. */
  readonly texts: { readonly base: Texts; readonly ours: Texts; readonly theirs: Texts };
  /** Commits that only one has, the latest first, merges left out. */
  readonly sent: readonly CommitLine[];
  readonly came: readonly CommitLine[];
}

export interface Upstream {
  readonly remote: string;
  /** The branch over there: `refs/heads/main`. */
  readonly ref: string;
  /** How git names our copy of it: `origin/main`. */
  readonly name: string;
}

export interface MergeUnderWay {
  /** The commit that is being merged in. */
  readonly theirs: string;
  /** The message that irc gave it when it began; undefined where git began it. */
  readonly message: string | undefined;
  /** Files whose merge is not decided, below the root. */
  readonly undecided: readonly string[];
}

/** Working with others through git: merging, sending and fetching. */
export interface Together {
  /** The branch that is worked on. Rejects with `no-branch`. */
  branch(): Promise<string>;
  /** Rejects with `unknown-branch`. */
  commitNamed(name: string): Promise<string>;
  compare(theirs: string, rootAt: (path: string) => Field | undefined): Promise<Divergence>;
  /** Undefined when no merge is under way. */
  mergeUnderWay(): Promise<MergeUnderWay | undefined>;
  /** Records that are not as HEAD has them, below the root. */
  changedRecords(): Promise<readonly string[]>;
  /** Rejects with `merge-under-way` while a merge, rebase, cherry-pick or revert is not finished. */
  refuseUnfinishedWork(): Promise<void>;
  /** Moves the branch to a commit that holds all of it. */
  forward(comparison: Divergence): Promise<void>;
  /**
   * Begins a merge in git's own state, with the records as they were merged; nothing is committed. The message is for
   * whoever ends it with git alone.
   */
  begin(comparison: Divergence, records: readonly MergedRecord[], message: string): Promise<void>;
  /** Puts decided texts in their files while a merge is under way; undefined removes one. */
  decide(texts: ReadonlyMap<string, string | undefined>): Promise<void>;
  /** Commits the merge with its two parents, and all records as they are now. Gives the commit. */
  finish(message: string): Promise<string>;
  /** Gives a merge up. Resolves with the copies of what was written by hand since and is nowhere else. */
  abort(): Promise<readonly string[]>;
  /** Where the branch is sent to. Rejects with `no-remote`. */
  upstream(branch: string): Promise<Upstream | undefined>;
  remotes(): Promise<readonly string[]>;
  fetch(remote: string): Promise<void>;
  /** The last commit of the upstream, as fetched; undefined where there is no such branch there yet. */
  tip(upstream: Upstream): Promise<string | undefined>;
  /** Commits that the upstream once had and that only this branch has now: it was rewritten there. Empty once these two are joined. */
  takenAway(upstream: Upstream): Promise<readonly CommitLine[]>;
  /** Sends a commit; false when others were first. Rejects with `offline` and `push-refused`. */
  push(target: { readonly remote: string; readonly ref: string; readonly commit: string }): Promise<boolean>;
  /** Makes or moves a branch of irc's own naming, which is not the current one. */
  setBranch(name: string, commit: string): Promise<void>;
}
