/** Finds what a command line names; an unknown name is answered with the nearest. */
import type { Workspace } from '../context.ts';
import { slug } from '../core/expressions/functions.ts';
import type { RecordEntry } from '../core/register/register.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { nearest } from '../core/suggest.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { usageError } from '../errors.ts';

/** The record of that id. Throws `unknown-record`. */
export function recordNamed(workspace: Workspace, id: string): RecordEntry {
  const record = workspace.register.record(id.endsWith('.yaml') ? id.replace(/^.*\/|\.yaml$/g, '') : id);
  if (record !== undefined) return record;
  const { register } = workspace;
  const titled = register.records.find((each) => slug(register.title(each, 'en')) === slug(id));
  const near = nearest(id, register.ids);
  const broken = workspace.problems.find((problem) => problem.file.endsWith(`/${id}.yaml`));
  if (broken !== undefined) {
    throw usageError(
      'unknown-record',
      `${broken.file} cannot be read: ${broken.message.replace(/\.$/, '')}.`,
      `see all that is wrong: irc validate ${broken.file}`,
    );
  }
  const hint =
    titled !== undefined
      ? `did you mean ${titled.id} (${lineSafe(register.title(titled, 'en'))})?`
      : near === undefined
        ? 'all records: irc list'
        : `did you mean ${near}?`;
  throw usageError('unknown-record', `There is no record "${id}".`, hint);
}

/** The kind that a word names: its name or its plural. Throws `unknown-kind`. */
export function kindNamed(workspace: Workspace, word: string): Kind {
  const kinds = workspace.kinds.kinds;
  const kind = kinds.find((entry) => entry.name === word || entry.plural === word);
  if (kind !== undefined) return kind;
  const near = nearest(
    word,
    kinds.flatMap((entry) => [entry.name, entry.plural]),
  );
  const names = kinds.map((entry) => entry.plural).join(', ');
  throw usageError(
    'unknown-kind',
    `There is no kind "${word}".`,
    near === undefined ? `kinds: ${names}` : `did you mean ${near}? Kinds: ${names}`,
  );
}

/**
 * True for the files that the paths mean: a path below the workspace, a folder of it, an id, or a kind; for all without paths.
 * `others` are files that may be named beside those of records. Throws `unknown-path`.
 */
export function pathFilter(
  workspace: Workspace,
  paths: readonly string[],
  others: readonly string[] = [],
): (file: string, id: string) => boolean {
  if (paths.length === 0) return () => true;
  const files = [...workspace.texts.keys(), ...workspace.problems.map((problem) => problem.file), ...others];
  const wanted = paths.map((path) => {
    const below = workspace.pathBelowRoot(path);
    // A file that cannot be read has no id but the one in its name.
    const isNamed = (file: string): boolean => file.startsWith('records/') && file.endsWith(`/${path}.yaml`);
    const matches = (file: string, id: string): boolean =>
      file === below || file.startsWith(`${below}/`) || id === path || isNamed(file);
    if (files.some((file) => matches(file, '')) || workspace.register.record(path) !== undefined) return matches;
    const kind = workspace.kinds.kinds.find(({ name, plural }) => name === path || plural === path);
    if (kind === undefined) throw unknownPath(workspace, path, below);
    return (file: string): boolean => file.startsWith(`records/${kind.plural}/`);
  });
  return (file, id) => wanted.some((matches) => matches(file, id));
}

function unknownPath({ kinds, register }: Workspace, path: string, below: string): Error {
  if (below.startsWith('templates/')) {
    return usageError(
      'unknown-path',
      `No document is made with ${path}.`,
      'a template is checked for the kinds whose schemas name it under "documents"',
    );
  }
  const records = register.records.flatMap(({ id, file }) => (path.includes('/') ? [file] : [id]));
  const near = nearest(path, [...records, ...kinds.kinds.map((kind) => kind.plural)]);
  const hint = 'name a file or folder below records/, an id, or a kind';
  return usageError(
    'unknown-path',
    `There is no record at ${path}.`,
    near === undefined ? hint : `did you mean ${near}?`,
  );
}

/** The records that the paths mean; all without paths. Throws `unknown-path`. */
export function recordsAt(workspace: Workspace, paths: readonly string[]): RecordEntry[] {
  const wanted = pathFilter(workspace, paths);
  return workspace.register.records.filter((record) => wanted(record.file, record.id));
}
