/** Reads the records of a workspace: every file below records/, each told apart as record or problem. */
import { basename } from 'node:path';
import type { Progress, Work } from '../context/progress.ts';
import { decodeText, readRecord } from '../core/records/record.ts';
import type { RecordEntry } from '../core/register/register.ts';
import type { Kind, KindSet } from '../core/schemas/kind.ts';
import { nearest } from '../core/suggest.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { emptyMap } from '../core/value.ts';
import type { Watch } from '../core/watch.ts';
import type { Problem } from '../errors.ts';
import { deepestFolder, type FileSource, type ListedFile, largestFileBytes, mostEntries } from './files.ts';

export interface LoadedRecords {
  readonly records: readonly RecordEntry[];
  readonly problems: readonly Problem[];
  readonly texts: ReadonlyMap<string, string>;
}

const folder = 'records';

/** Gives a record that was read before, where its file still has that text. */
type KnownRecords = (path: string, text: string) => RecordEntry | undefined;

/** All records of a source; a file that is none is named as a problem and read no further. */
export function loadRecords(
  source: FileSource,
  kinds: KindSet,
  { known = () => undefined, progress, watch }: Reading = {},
): LoadedRecords {
  const files = [...source.list(folder)];
  const reading = progress?.({ doing: 'Reading', all: files.length, of: 'records' });
  const records: RecordEntry[] = [];
  const problems: Problem[] = [];
  const texts = new Map<string, string>();
  for (const file of files) {
    reading?.next();
    watch?.at(file.path);
    const kind = kindAt(kinds, file.path);
    const misplaced = misplacement(kinds, kind, file);
    if (misplaced !== undefined) {
      problems.push(misplaced);
      continue;
    }
    const read = source.read(file.path);
    if (!read.ok) {
      problems.push(fileProblem(file.path, 'file-unreadable', unreadable[read.reason] ?? unreadable.unreadable));
      continue;
    }
    const decoded = decodeText(file.path, read.bytes);
    if ('problem' in decoded) {
      problems.push(decoded.problem);
      continue;
    }
    texts.set(file.path, decoded.text);
    const again = known(file.path, decoded.text);
    if (again !== undefined) {
      records.push(again);
      continue;
    }
    const text = readRecord(file.path, decoded.text);
    if (text.value === undefined || kind === undefined) {
      problems.push(...text.problems);
      continue;
    }
    records.push(makeEntry(kind, file.path, text));
  }
  reading?.end();
  return { records, problems, texts };
}

interface Reading {
  readonly known?: KnownRecords;
  readonly progress?: ((work: Work) => Progress) | undefined;
  /** Is told what is being worked on. */
  readonly watch?: Watch | undefined;
}

/**
 * The record that a text at that path would be; undefined where none lies there, as also under a name that could command
 * the terminal, in whatever commit.
 */
export function entryOfText(kinds: KindSet, path: string, text: string): RecordEntry | undefined {
  const kind = kindAt(kinds, path);
  if (kind === undefined || lineSafe(path) !== path) return undefined;
  const source = readRecord(path, text);
  return makeEntry(kind, path, source.value === undefined ? { ...source, value: emptyMap() } : source);
}

function makeEntry(kind: Kind, file: string, source: ReturnType<typeof readRecord>): RecordEntry {
  return { id: basename(file, '.yaml'), kind, file, value: source.value ?? emptyMap(), source };
}

/** The path of a record: the folder tells the kind, the file name is the id. */
export function recordPath(kind: Kind, id: string): string {
  return kind.annotations.singleton === undefined
    ? `${folder}/${kind.plural}/${id}.yaml`
    : `${folder}/${kind.name}.yaml`;
}

/** The kind whose records lie at a path below the root. */
export function kindAt(kinds: KindSet, path: string): Kind | undefined {
  const steps = path.split('/');
  if (steps.length === 2) {
    return kinds.kinds.find((kind) => kind.annotations.singleton !== undefined && `${kind.name}.yaml` === steps[1]);
  }
  return steps.length === 3
    ? kinds.kinds.find((kind) => kind.annotations.singleton === undefined && kind.plural === steps[1])
    : undefined;
}

/** What lies among schemas and templates and is no file: a link could lead anywhere. */
export function strayProblems(source: FileSource): Problem[] {
  return ['schemas', 'templates'].flatMap((below) =>
    source.list(below).flatMap(({ path, kind }): Problem[] => {
      if (kind === 'link') return [linkProblem(path, 'put the file itself here')];
      return kind === 'other' ? [fileProblem(path, 'file-unreadable', unreadable['not-a-file'])] : [];
    }),
  );
}

function linkProblem(path: string, hint: string): Problem {
  return fileProblem(path, 'file-link', 'This is a link, and links are not followed', hint);
}

function misplacement(kinds: KindSet, kind: Kind | undefined, file: ListedFile): Problem | undefined {
  const name = basename(file.path);
  if (file.kind === 'link') return linkProblem(file.path, 'put the record itself here');
  if (file.kind === 'left-out') {
    return fileProblem(
      file.path,
      'too-many-files',
      `There are more than ${mostEntries.toLocaleString('en')} files here, or folders more than ${deepestFolder} deep, so not all are read`,
      'take out of records/ what is no record',
    );
  }
  if (file.kind !== 'file') return fileProblem(file.path, 'file-unreadable', unreadable['not-a-file']);
  // Such a name could command the terminal that it is printed on.
  if (lineSafe(name) !== name) {
    return fileProblem(
      file.path,
      'file-name',
      'The name of this file holds signs that do not show, so it is not read',
      'rename the file, or delete it',
    );
  }
  if (kind === undefined) {
    const folders = kinds.kinds
      .filter((entry) => entry.annotations.singleton === undefined)
      .map((entry) => entry.plural);
    const near = nearest(file.path.split('/')[1] ?? '', folders);
    return fileProblem(
      file.path,
      'file-misplaced',
      'No kind of record lies here',
      `${near === undefined ? '' : `did you mean ${folder}/${near}? `}Folders of records: ${folders.join(', ')}`,
    );
  }
  if (!name.endsWith('.yaml') || name.startsWith('.')) {
    return fileProblem(
      file.path,
      'file-name',
      'The name of a record ends in .yaml and does not begin with a dot, so this file is not read',
      'rename the file, or move it out of records/',
    );
  }
  return undefined;
}

const unreadable: Readonly<Record<string, string>> = {
  link: 'This is a link, and links are not followed',
  'not-a-file': 'This is no ordinary file, so it is not read',
  'too-large': `The file is larger than ${largestFileBytes / 1024 / 1024} MiB, the most a record may have`,
  unreadable: 'The file cannot be read (permission or disk)',
  missing: 'The file went away while it was read',
};

function fileProblem(file: string, code: string, message = '', hint?: string): Problem {
  return {
    code,
    severity: 'error',
    file,
    line: 1,
    column: 1,
    length: 1,
    path: '',
    message,
    ...(hint === undefined ? {} : { hint }),
  };
}
