/** What taking a commit back comes to: the records and files as they would be, or what stands in the way. */
import { join } from 'node:path/posix';
import type { LoggedCommit, LoggedFile, Past } from '../context/past.ts';
import type { ByteEdit, Workspace } from '../context.ts';
import { type Striking, undoneText } from '../core/changes/undo.ts';
import { recordSteps } from '../core/differences/log.ts';
import { changedRecords, type RecordPair } from '../core/differences/registers.ts';
import { pathsOverlap } from '../core/paths.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { pastReader, recordOrFormer } from './past-records.ts';

export interface UndoPlan {
  /** Records as they are and as they would be. */
  readonly pairs: readonly RecordPair[];
  readonly byteEdits: readonly ByteEdit[];
  readonly obstacles: readonly Obstacle[];
}

/** A record or file that has changed again. */
export interface Obstacle {
  readonly file: string;
  /** In words, what of it. */
  readonly what: string;
  readonly commits: readonly LoggedCommit[];
}

export async function planUndo(
  workspace: Workspace,
  past: Past,
  commit: LoggedCommit,
  striking: Striking | undefined,
): Promise<UndoPlan> {
  const inside = commit.files.filter(({ path }) => !path.startsWith('/'));
  const isRecord = ({ path, from }: LoggedFile): boolean =>
    [path, from].some((each) => each.endsWith('.yaml') && workspace.entryOfText(each, '') !== undefined);
  const later = await commitsSince(past, commit);
  const records = await recordPlan(workspace, past, inside.filter(isRecord), later, striking);
  const others = await filePlan(
    workspace,
    past,
    inside.filter((file) => !isRecord(file)),
    later,
  );
  return { ...records, byteEdits: others.byteEdits, obstacles: [...records.obstacles, ...others.obstacles] };
}

/** Commits that touched records or files of the register after this one, newest first. */
async function commitsSince(past: Past, { commit }: LoggedCommit): Promise<LoggedCommit[]> {
  const log = await past.log({ folders: ['.'] });
  const at = log.findIndex((entry) => entry.commit === commit);
  return at < 0 ? log : log.slice(0, at);
}

async function recordPlan(
  workspace: Workspace,
  past: Past,
  files: readonly LoggedFile[],
  later: readonly LoggedCommit[],
  striking: Striking | undefined,
): Promise<Pick<UndoPlan, 'pairs' | 'obstacles'>> {
  const read = await pastReader(workspace, past, files);
  const steps = changedRecords(
    files.flatMap(({ from, before }) => read(from, before) ?? []),
    files.flatMap(({ path, after }) => read(path, after) ?? []),
  );
  // A record of which only comments or layout changed has no pair among these.
  const told = new Set(steps.flatMap(({ before, after }) => [before?.file, after?.file]));
  const laidOut = files.flatMap(({ path, from, before, after }): RecordPair[] =>
    told.has(path) || told.has(from) ? [] : [{ before: read(from, before), after: read(path, after) }],
  );
  const pairs: RecordPair[] = [];
  const obstacles: Obstacle[] = [];
  for (const { before, after } of [...steps, ...laidOut]) {
    const entry = after ?? before;
    if (entry === undefined) continue;
    const now = currentOf(workspace, after);
    const blocked = before !== undefined && after === undefined ? workspace.register.record(before.id) : undefined;
    const undone =
      blocked === undefined
        ? undoneText(
            entry.kind.root,
            { before: before?.source.text, after: after?.source.text, now: now?.source.text },
            striking,
          )
        : { text: undefined, inTheWay: [''] };
    if (undone.inTheWay.length > 0) {
      const commits = await laterOf(workspace, past, later, entry.file, undone.inTheWay);
      const what = undone.inTheWay.filter((path) => path !== '').join(', ');
      obstacles.push({ file: (now ?? entry).file, what, commits });
      continue;
    }
    // The place that it had before, but where it has moved since: then it stays there.
    const file = before === undefined || now === undefined || now.file !== after?.file ? now?.file : before.file;
    const path = file ?? before?.file ?? entry.file;
    const next = undone.text === undefined ? undefined : workspace.entryOfText(path, undone.text);
    if (now?.source.text !== next?.source.text || now?.file !== next?.file) pairs.push({ before: now, after: next });
  }
  return { pairs, obstacles };
}

function currentOf(workspace: Workspace, after: RecordEntry | undefined): RecordEntry | undefined {
  if (after === undefined) return undefined;
  const found = recordOrFormer(workspace, after.id);
  return found?.kind.name === after.kind.name ? found : undefined;
}

/** Later commits that changed one of the fields, or the record at all where its whole is meant. */
async function laterOf(
  workspace: Workspace,
  past: Past,
  later: readonly LoggedCommit[],
  file: string,
  fields: readonly string[],
): Promise<LoggedCommit[]> {
  const touching = later.filter(({ files }) => files.some(({ path, from }) => path === file || from === file));
  const read = await pastReader(
    workspace,
    past,
    touching.flatMap(({ files }) => files),
  );
  return touching.filter(({ files }) =>
    recordSteps(
      files.filter(({ path, from }) => path === file || from === file),
      read,
    ).some(
      (step) =>
        step.change !== 'changed' || step.fields.some(({ path }) => fields.some((field) => pathsOverlap(field, path))),
    ),
  );
}

/** Schemas, templates and scans go back whole, where they are still as the commit left them. */
async function filePlan(
  workspace: Workspace,
  past: Past,
  files: readonly LoggedFile[],
  later: readonly LoggedCommit[],
): Promise<Pick<UndoPlan, 'byteEdits' | 'obstacles'>> {
  const contents = await past.contents(files.flatMap(({ before, after }) => [before ?? [], after ?? []].flat()));
  const content = (blob: string | undefined): Uint8Array | undefined =>
    blob === undefined ? undefined : contents.get(blob);
  const byteEdits: ByteEdit[] = [];
  const obstacles: Obstacle[] = [];
  const put = async (path: string, was: Uint8Array | undefined, is: Uint8Array | undefined): Promise<void> => {
    const now = workspace.hasFile(path)
      ? (await workspace.readAttachment(join(workspace.root, path))).bytes
      : undefined;
    if (sameBytes(now, is)) byteEdits.push({ path, before: now, after: was });
    else {
      const commits = later.filter((commit) => commit.files.some((file) => file.path === path || file.from === path));
      obstacles.push({ file: path, what: '', commits });
    }
  };
  for (const { path, from, before, after } of files) {
    if (path === from) await put(path, content(before), content(after));
    else {
      await put(path, undefined, content(after));
      await put(from, content(before), undefined);
    }
  }
  return { byteEdits, obstacles };
}

function sameBytes(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
