/** What was changed by hand since the last commit, and which of it a save takes along. */
import type { Snapshot } from '../context/past.ts';
import type { Workspace } from '../context.ts';
import { type Proposal, propose, proposedPairs } from '../core/changes/proposal.ts';
import { saveMessage } from '../core/changes/save-message.ts';
import { checkRecord, inOrder } from '../core/checks/index.ts';
import type { FileChange } from '../core/differences/comparison.ts';
import { changedRecords, type RecordPair } from '../core/differences/registers.ts';
import { attachmentsOf } from '../core/register/attachments.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { registerFolders } from '../core/register-folders.ts';
import { nearest } from '../core/suggest.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { type Problem, usageError } from '../errors.ts';
import { findTemplateProblems } from './template-problems.ts';

export interface HandEdits {
  /** The register of the last commit with the records that are saved. */
  readonly proposal: Proposal;
  /** Records of which only comments or layout changed. */
  readonly laidOut: readonly string[];
  /** Files that are no records and are saved. */
  readonly files: readonly FileChange[];
  /** Files that differ too and are not saved. */
  readonly left: readonly string[];
}

/**
 * Without words all records, with the files that they name; else what the words name: ids, paths, folders. Checked is the
 * register as the commit will have it. Rejects with `unknown-path`.
 */
export async function handEdits(workspace: Workspace, words: readonly string[], all: boolean): Promise<HandEdits> {
  const past = await workspace.past();
  const old = await past.snapshot(await past.head());
  // git also names a file of which only its rights changed.
  const isSame = (path: string): boolean =>
    workspace.texts.has(path) && old.texts.get(path) === workspace.texts.get(path);
  const changed = (await workspace.changedFiles()).filter((path) => !isSame(path)).sort();
  const wants = wanted(workspace, changed, words);
  const isTaken = (path: string): boolean => (words.length > 0 ? wants(path) : all || isRecord(workspace, path));
  const paths = changed.filter((path) => isRecord(workspace, path) && isTaken(path));
  const before = (path: string): RecordEntry | undefined => entryOf(workspace, path, old.texts.get(path));
  const after = (path: string): RecordEntry | undefined => entryOf(workspace, path, workspace.texts.get(path));
  const pairs = recordPairs(
    paths.flatMap((path) => before(path) ?? []),
    paths.flatMap((path) => after(path) ?? []),
  );
  const named = new Set(pairs.flatMap(({ after: record }) => (record === undefined ? [] : attachmentPaths(record))));
  const files = changed.filter((path) => !isRecord(workspace, path) && (isTaken(path) || named.has(path)));
  const base = workspace.register.with(
    new Map(changed.filter((path) => isRecord(workspace, path)).map((path) => [path, sound(before(path))])),
  );
  const message = saveMessage(workspace.register, 'save', pairs, files);
  const proposal = propose(base, proposedPairs(pairs), message);
  const further = await furtherErrors(workspace, old, proposal, { paths, files, pairs });
  return {
    proposal: { ...proposal, errors: inOrder([...proposal.errors, ...further]) },
    laidOut: proposal.changes.flatMap(({ id, change, fields, renamedFrom }) =>
      change === 'changed' && fields.length === 0 && renamedFrom === undefined ? [id] : [],
    ),
    files: files.map((path) => ({ path, change: fileChange(workspace.hasFile(path), old.files.has(path)) })),
    left: changed.filter((path) => !paths.includes(path) && !files.includes(path)),
  };
}

function fileChange(isThere: boolean, was: boolean): FileChange['change'] {
  return isThere ? (was ? 'changed' : 'added') : 'removed';
}

/** Whether a changed file is one that `irc save` takes without being told to. */
export function isRecord(workspace: Workspace, path: string): boolean {
  return path.endsWith('.yaml') && workspace.entryOfText(path, '') !== undefined;
}

function entryOf(workspace: Workspace, path: string, text: string | undefined): RecordEntry | undefined {
  return text === undefined ? undefined : workspace.entryOfText(path, text);
}

function sound(record: RecordEntry | undefined): RecordEntry | undefined {
  return record?.source.value === undefined ? undefined : record;
}

/** Those that differ in a value, and those whose text alone differs. */
function recordPairs(old: readonly RecordEntry[], now: readonly RecordEntry[]): RecordPair[] {
  const pairs = changedRecords(old, now);
  const told = new Set(pairs.flatMap(({ before, after }) => [before?.file, after?.file]));
  const others = now.filter(({ file }) => !told.has(file));
  return [...pairs, ...others.map((after) => ({ before: old.find(({ file }) => file === after.file), after }))];
}

function attachmentPaths(record: RecordEntry): string[] {
  return attachmentsOf(record).map(({ path }) => path);
}

/** What no record shows by itself: files that cannot be read, schemas and templates with slips, scans that are not there. */
async function furtherErrors(
  workspace: Workspace,
  old: Snapshot,
  proposal: Proposal,
  taken: {
    readonly paths: readonly string[];
    readonly files: readonly string[];
    readonly pairs: readonly RecordPair[];
  },
): Promise<Problem[]> {
  const { paths, files, pairs } = taken;
  const unreadable = workspace.problems.filter(({ file }) => paths.includes(file) && !workspace.texts.has(file));
  const isOfSchemas = files.some((path) => path.startsWith('schemas/'));
  const slips = isOfSchemas ? workspace.schemaProblems().filter(({ file }) => files.includes(file)) : [];
  const ofSchemas = isOfSchemas ? await errorsOfSchemas(old, proposal) : [];
  const templates = files.some((path) => path.startsWith('templates/'))
    ? (await findTemplateProblems(workspace)).problems.filter(({ file }) => files.includes(file))
    : [];
  const withScans = pairs.flatMap(({ before, after }) => {
    const scans = (record: RecordEntry | undefined): string => JSON.stringify(record && attachmentsOf(record));
    return after !== undefined &&
      (scans(before) !== scans(after) || attachmentPaths(after).some((path) => files.includes(path)))
      ? [after]
      : [];
  });
  const scans = await workspace.attachmentProblems(withScans);
  return [...unreadable, ...slips, ...ofSchemas, ...templates, ...scans].filter(({ severity }) => severity === 'error');
}

/** Errors that records get by other schemas alone. */
async function errorsOfSchemas(old: Snapshot, { old: base }: Proposal): Promise<Problem[]> {
  await old.kinds.prepareChecks();
  const errorsIn = (register: Register): Problem[] =>
    register.records.flatMap((record) => checkRecord(register, record)).filter(({ severity }) => severity === 'error');
  const key = ({ file, code, path, message }: Problem): string => JSON.stringify([file, code, path, message]);
  const before = new Set(errorsIn(old.register).map(key));
  return errorsIn(base).filter((problem) => !before.has(key(problem)));
}

function isOfRegister(path: string): boolean {
  return registerFolders.includes(path.split('/')[0] ?? '');
}

/** What lies beside the register is not checked, so it does not go through irc; git has it all the same. */
function notOfRegister(word: string, below: string): Error {
  const folders = registerFolders.map((folder) => `${folder}/`).join(', ');
  const isBeside = below.split('/')[0] !== '..';
  return usageError(
    'unknown-path',
    `"${lineSafe(word)}" is no part of the register (${folders}), and irc saves only that.`,
    isBeside
      ? `a paper of a record: irc attach ID ${lineSafe(word)}        anything else: git add -- ${lineSafe(word)}, then git commit`
      : 'name a record, or a file of the register',
  );
}

/** Which changed files the words mean. Throws `unknown-path` for a word that names nothing of the register. */
function wanted(workspace: Workspace, changed: readonly string[], words: readonly string[]): (path: string) => boolean {
  const tests = words.map((word) => {
    const below = workspace.pathBelowRoot(word);
    const test = (path: string): boolean =>
      below === '' ||
      path === below ||
      path.startsWith(`${below}/`) ||
      (isRecord(workspace, path) && path.endsWith(`/${word}.yaml`));
    if (changed.some(test) || workspace.register.record(word) !== undefined) return test;
    if (workspace.hasFile(below)) {
      if (below === '' || isOfRegister(below)) return test;
      throw notOfRegister(word, below);
    }
    const ids = changed.map((path) => path.replace(/^.*\/|\.yaml$/g, ''));
    const near = nearest(word, [...ids, ...workspace.register.ids]);
    throw usageError(
      'unknown-path',
      `"${word}" is no record or path here.`,
      near === undefined ? 'what has changed: irc diff' : `did you mean ${near}?`,
    );
  });
  return (path) => tests.some((test) => test(path));
}
