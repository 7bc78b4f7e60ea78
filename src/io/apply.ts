/** The one door for every write: all files and one commit of exactly those, or nothing at all. */
import { join } from 'node:path';
import { messageText, type Plan } from '../core/changes/plan.ts';
import { bytesNow, checkFiles, type FileChange } from './apply-check.ts';
import {
  type CommitBase,
  catchUpIndex,
  commitBase,
  commitPrivateIndex,
  holdsFiles,
  installIndex,
  prepareIndexes,
  refuseIgnored,
  refuseUncommitted,
} from './apply-commit.ts';
import type { StepObserver } from './apply-files.ts';
import { type Journal, type SaveFolder, writeJournal } from './apply-journal.ts';
import type { Recovery } from './apply-recover.ts';
import { finishWrite, underWriteLock, writeJournalled } from './apply-write.ts';
import {
  openRepository,
  type Repository,
  refuseUnfinishedWork,
  requireIdentity,
  standsAtNoBranch,
} from './git-state.ts';
import type { InterruptGuard } from './interrupts.ts';
import type { TellProgress } from './lock.ts';

export interface ApplyOptions {
  /** False: the files are written, all or none, and neither the index nor HEAD changes. */
  readonly commit: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** ISO 8601 instant; the author's and the committer's date unless GIT_AUTHOR_DATE or GIT_COMMITTER_DATE is set. */
  readonly now: string;
  /** New files that are not text, such as scans. They go in with the edits. */
  readonly files?: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** Changes of files that need not be text. */
  readonly byteEdits?: readonly {
    readonly path: string;
    readonly before: Uint8Array | undefined;
    readonly after: Uint8Array | undefined;
  }[];
  /** The files already hold what the plan gives them, as after an edit by hand: they are committed as they are. */
  readonly isInPlace?: boolean;
  /** With `isInPlace`: files beside the plan, committed as they are; one that is gone goes. */
  readonly alsoInPlace?: readonly string[];
  /** Without a commit, while a merge is not finished: this is how its conflicts are settled. */
  readonly duringMerge?: boolean;
  /** Milliseconds to wait for another irc; 30,000 unless told. */
  readonly lockPatience?: number;
  readonly tell?: TellProgress | undefined;
  readonly onStep?: StepObserver;
}

export interface Applied {
  /** Full id of the commit; undefined without one, and when the plan changes nothing. */
  readonly commit: string | undefined;
  /** What the user should know although all went well: a hook that changed a file. */
  readonly remarks: readonly string[];
  /** A write of an earlier run that was cut off and has now been finished or taken back. */
  readonly recovered: Recovery | undefined;
}

/**
 * Writes every file of the plan and commits exactly those, with the repository's hooks and signing. On any failure
 * before the commit the files, the index and HEAD are as before; once the commit is in, nothing is reported as a failure.
 * What the user staged or edited elsewhere is neither touched nor committed along. Nothing is pushed.
 *
 * Rejects with exit 3: `not-a-repository`, `bare-repository`, `merge-under-way`, `no-identity`, `path-outside`,
 * `path-is-link`, `path-ignored`, `path-in-other-repository`, `file-exists`, `file-changed`, `uncommitted-changes`,
 * `lock-held`, `index-locked`, `ref-locked`, `broken-head`, `hook-refused`, `signing-failed`, `read-only`, `disk-full`,
 * `write-failed`, `git-failed`; and with `interrupted` (130, 143, 129).
 */
export async function applyPlan(root: string, plan: Plan, options: ApplyOptions): Promise<Applied> {
  const { env } = options;
  const repository = await openRepository(root, env);
  const changes = fileChanges(repository, plan, options);
  if (changes.length === 0) return { commit: undefined, remarks: [], recovered: undefined };
  const mayBeUnfinished = options.duringMerge === true && !options.commit;
  if (!mayBeUnfinished) await refuseUnfinishedWork(repository, env);
  if (options.commit) await requireIdentity(repository.root, env);
  return underWriteLock(repository, env, options, async (recovered) => {
    if (!mayBeUnfinished) await refuseUnfinishedWork(repository, env);
    return { ...(await write(repository, changes, messageText(plan.message), options)), recovered };
  });
}

async function write(
  repository: Repository,
  changes: readonly FileChange[],
  message: string,
  options: ApplyOptions,
): Promise<Omit<Applied, 'recovered'>> {
  const onStep = options.onStep ?? (() => {});
  const isInPlace = options.isInPlace === true;
  let base: CommitBase | undefined;
  return writeJournalled(repository, onStep, {
    holdsIndex: options.commit,
    prepare: async () => {
      checkFiles(repository, changes, isInPlace);
      base = options.commit ? await checkedBase(repository, changes, options) : undefined;
      return { changes, journal: { commit: options.commit, isInPlace, head: base?.head } };
    },
    end: async (place, journal, guard) => {
      if (base !== undefined) return commit(repository, place, journal, { base, message, guard }, options);
      onStep('written');
      finishWrite(repository, place, journal);
      return { commit: undefined, remarks: [] };
    },
  });
}

async function checkedBase(
  repository: Repository,
  changes: readonly FileChange[],
  options: ApplyOptions,
): Promise<CommitBase> {
  const base = await commitBase(repository, options.env);
  await refuseIgnored(repository, options.env, changes, base);
  if (options.isInPlace !== true) await refuseUncommitted(repository, options.env, changes, base);
  return base;
}

async function commit(
  repository: Repository,
  place: SaveFolder,
  placed: Journal,
  { base, message, guard }: { base: CommitBase; message: string; guard: InterruptGuard },
  options: ApplyOptions,
): Promise<Omit<Applied, 'recovered'>> {
  const onStep = options.onStep ?? (() => {});
  const journal = { ...placed, files: await prepareIndexes(repository, options.env, place, placed.files, base) };
  const changesNothing = journal.files.every(({ gitPath, blob }) => base.inHead.get(gitPath)?.blob === blob);
  writeJournal(place, journal);
  onStep('prepared');
  guard.check();
  if (changesNothing) {
    finishWrite(repository, place, journal);
    return { commit: undefined, remarks: [] };
  }
  const order = { message, now: options.now, signal: guard.signal, files: journal.files, base };
  const made = await commitPrivateIndex(repository, options.env, place, order);
  const remarks = standsAtNoBranch(repository)
    ? ['HEAD stands at no branch: this save is lost from sight once you go to one. Keep it: git switch --create NAME']
    : [];
  try {
    onStep('committed');
    if (await holdsFiles(repository, options.env, made, journal.files)) {
      installIndex(repository, place);
    } else {
      remarks.push('A hook changed what was committed; see: git show');
      const paths = journal.files.map(({ gitPath }) => gitPath);
      await catchUpIndex(repository, options.env, place, paths, { before: base.head, after: made });
    }
    onStep('index');
  } catch {
    remarks.push('The commit is in, but git status may show these files as changed until: git reset -q');
  }
  finishWrite(repository, place, journal);
  return { commit: made, remarks };
}

function fileChanges(repository: Repository, plan: Plan, options: ApplyOptions): FileChange[] {
  const located = (path: string) => ({
    path,
    gitPath: `${repository.prefix}${path}`,
    file: join(repository.root, path),
  });
  const edits = plan.edits.map(({ path, before, after }) => ({
    ...located(path),
    before: before === undefined ? undefined : Buffer.from(before),
    after: after === undefined ? undefined : Buffer.from(after),
  }));
  const fresh = (options.files ?? []).map(({ path, bytes }) => ({
    ...located(path),
    before: undefined,
    after: Buffer.from(bytes),
  }));
  const byteEdits = (options.byteEdits ?? []).map(({ path, before, after }) => ({
    ...located(path),
    before: before && Buffer.from(before),
    after: after && Buffer.from(after),
  }));
  const inPlace = (options.alsoInPlace ?? []).map((path) => ({
    ...located(path),
    before: undefined,
    after: bytesNow(repository.root, path),
  }));
  const changed = [...edits, ...byteEdits].filter(({ before, after }) => !sameBytes(before, after));
  return [...changed, ...fresh, ...inPlace];
}

function sameBytes(a: Buffer | undefined, b: Buffer | undefined): boolean {
  return a === undefined || b === undefined ? a === b : a.equals(b);
}
