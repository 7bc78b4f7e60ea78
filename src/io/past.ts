/** The past of a workspace: registers as commits have them, and the log. Loads git; commands that need none go without. */
import { createHash } from 'node:crypto';
import type { Crossing, Past, PastFile, Reading, Snapshot } from '../context/past.ts';
import { Expressions } from '../core/expressions/expression.ts';
import { type ClauseLibrary, clausesFolder } from '../core/register/clauses.ts';
import { LinkedRegister } from '../core/register/linked.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { otherFolders } from '../core/register-folders.ts';
import type { KindSet } from '../core/schemas/kind.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import type { Watch } from '../core/watch.ts';
import { usageError } from '../errors.ts';
import { largestAttachmentBytes } from './attachments.ts';
import { type FileSource, listFiles, readFileSafely } from './files.ts';
import {
  contentsOf,
  isShallow,
  isShared,
  lastCommitOf,
  mergeBaseOf,
  revisionOf,
  type TreeFile,
  treeFiles,
} from './git-history.ts';
import { logOf } from './git-log.ts';
import { headIn, openRepository, type Repository } from './git-state.ts';
import { packageRoot } from './package-files.ts';
import { loadRecords } from './records.ts';
import { type LoadedSchemas, loadSchemas } from './schemas.ts';
import { clausesOf } from './templates.ts';
import { type TreeSource, treeSource } from './tree-source.ts';

/** The workspace as it is now: what of it is the same in a commit is not read again. */
export interface Present {
  readonly root: string;
  readonly files: FileSource;
  readonly schemas: LoadedSchemas;
  readonly register: Register;
  readonly texts: ReadonlyMap<string, string>;
}

/** Rejects with `not-a-repository` and its like. */
export async function openPast(present: Present, env: NodeJS.ProcessEnv): Promise<Past> {
  const { root } = present;
  const repository = await openRepository(root, env);
  const known = knownRecords(present);
  return {
    isShallow: isShallow(repository),
    head: () => headIn(repository, env),
    commitOf: async (text) => {
      const commit = await revisionOf(repository, env, text);
      if (commit !== undefined) return commit;
      // Rejects where there is a branch that cannot be read.
      await headIn(repository, env);
      throw unknownRevision(repository, text);
    },
    findCommit: (text) => revisionOf(repository, env, text),
    commitOn: async (day) => {
      const commit = (await headIn(repository, env)) && (await lastCommitOf(repository, env, day));
      if (commit !== undefined) return commit;
      throw usageError(
        'nothing-yet',
        `There is no commit of ${day} or before.`,
        isShallow(repository) ? unshallow : 'the first commits: git log --reverse --first-parent',
      );
    },
    dayOf: async (commit) => {
      const [found] = await logOf(repository, env, { from: commit, limit: 1 });
      return new Date(found?.committed ?? 0).toISOString().slice(0, 10);
    },
    partedAt: async (one, other) => {
      const commit = await mergeBaseOf(repository, env, one, other);
      if (commit !== undefined) return commit;
      throw usageError(
        'no-common-commit',
        'The two have no commit in common.',
        isShallow(repository) ? unshallow : 'compare them as they are, with two dots: A..B',
      );
    },
    isShared: (commit) => isShared(repository, env, commit),
    snapshot: async (commit, options) => snapshotOf(repository, env, present, known, commit, options?.today),
    crossing: (commit) => crossingOf(repository, env, present, known, commit),
    files: async (commit) => otherFiles(await treeFiles(repository, env, commit, otherFolders)),
    present: (folders) => presentFiles(root, folders),
    log: (query) => logOf(repository, env, query),
    contents: (blobs) => contentsOf(repository, env, blobs),
  };
}

const unshallow = 'this clone is shallow; fetch the rest: git fetch --unshallow';

function unknownRevision(repository: Repository, text: string): Error {
  return usageError(
    'unknown-revision',
    `git knows no revision "${lineSafe(text)}".`,
    isShallow(repository) ? unshallow : 'what there is: git log --oneline, git branch --all',
  );
}

type KnownRecords = (kinds: KindSet) => (path: string, text: string) => RecordEntry | undefined;

/** Records read before, whose file has the same text and whose kinds are the same. */
function knownRecords(present: Present): KnownRecords {
  const byFile = new Map(present.register.records.map((record) => [record.file, record]));
  return (kinds) => (path, text) =>
    kinds === present.schemas.kinds && present.texts.get(path) === text ? byFile.get(path) : undefined;
}

async function snapshotOf(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  present: Present,
  known: KnownRecords,
  commit: string | undefined,
  today = present.register.today,
): Promise<Snapshot> {
  const source = commit === undefined ? emptySource : await treeSource(repository, env, commit);
  const isSame = commit === undefined || sameFiles(present.files, source, 'schemas');
  const schemas = isSame ? present.schemas : await loadSchemas(source);
  const { watch } = present.register.expressions;
  const by = { schemas, known, today, clauses: clausesOf(source, packageRoot()), watch };
  return {
    commit,
    ...readBy(source, by),
    files: otherFiles(source.files.values()),
  };
}

function otherFiles(files: Iterable<TreeFile>): Map<string, PastFile> {
  return new Map(
    [...files].flatMap(({ path, blob, bytes }): [string, PastFile][] =>
      otherFolders.includes(path.split('/')[0] ?? '') ? [[path, { blob, bytes }]] : [],
    ),
  );
}

interface Rules {
  readonly schemas: LoadedSchemas;
  readonly known: KnownRecords;
  readonly today: string;
  readonly clauses: () => ClauseLibrary;
  readonly watch: Watch | undefined;
}

function readBy(source: FileSource, { schemas, known, today, clauses, watch }: Rules): Reading {
  const { kinds, codeLists } = schemas;
  const { records, problems, texts } = loadRecords(source, kinds, { known: known(kinds), watch });
  const expressions = new Expressions(watch);
  return {
    register: new LinkedRegister({
      ...{ kinds: kinds.kinds, records, codeLists, expressions, today, clauses },
      unreadable: new Set(problems.map(({ file }) => file)),
    }),
    ...{ kinds, problems, texts },
  };
}

async function crossingOf(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  present: Present,
  known: KnownRecords,
  commit: string,
): Promise<Crossing> {
  const { files, register } = present;
  const source = await treeSource(repository, env, commit);
  const { today, clauses } = register;
  const now = { schemas: present.schemas, known, today, clauses, watch: register.expressions.watch };
  const isSame = sameFiles(files, source, 'schemas') && sameFiles(files, source, clausesFolder);
  if (isSame) return { nowByThen: undefined, thenByNow: readBy(source, now) };
  const then = { ...now, schemas: await loadSchemas(source), clauses: clausesOf(source, packageRoot()) };
  await then.schemas.kinds.prepareChecks();
  return { nowByThen: readBy(files, then), thenByNow: readBy(source, now) };
}

const emptySource: TreeSource = {
  files: new Map(),
  list: () => [],
  read: () => ({ ok: false, reason: 'missing' }),
  has: () => false,
  nameOf: (path) => path,
};

/** Schemas and code lists with the same names and texts make the same kinds, and clauses the same library. */
function sameFiles(one: FileSource, other: FileSource, folder: string): boolean {
  const textsOf = (source: FileSource): string =>
    JSON.stringify(
      source.list(folder).map(({ path }) => {
        const read = source.read(path);
        return [path, read.ok ? read.bytes.toString('utf8').replaceAll('\r\n', '\n') : read.reason];
      }),
    );
  return textsOf(one) === textsOf(other);
}

/** Files of the workspace that are no records, with git's names for what they hold now. */
function presentFiles(
  root: string,
  folders: readonly string[] = otherFolders,
): ReadonlyMap<string, (likely: PastFile | undefined) => boolean> {
  const found = new Map<string, (likely: PastFile | undefined) => boolean>();
  for (const { path, kind } of folders.flatMap((folder) => listFiles(root, folder).files)) {
    if (kind === 'file') found.set(path, (likely) => likely !== undefined && holds(root, path, likely));
  }
  return found;
}

/** Line ends do not count where git may have changed them. */
function holds(root: string, path: string, { blob, bytes }: PastFile): boolean {
  const read = readFileSafely(root, path, largestAttachmentBytes);
  if (!read.ok) return false;
  if (read.bytes.length === bytes && blobName(read.bytes, blob.length) === blob) return true;
  if (read.bytes.length <= bytes) return false;
  return blobName(Buffer.from(read.bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'), blob.length) === blob;
}

function blobName(bytes: Buffer, width: number): string {
  const hash = createHash(width === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
