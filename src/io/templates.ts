/** Templates, clauses and the style of papers: the workspace's own files stand before those that come with the program. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TemplateSource } from '../context.ts';
import { type ClauseLibrary, makeLibrary } from '../core/register/clauses.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { mendFirstError } from '../errors.ts';
import { type FileSource, filesBelow, largestFileBytes } from './files.ts';

const folder = 'templates';
/** A font for Chinese has this size. */
const largestAssetBytes = 32 * 1024 * 1024;

export function templateSource(root: string, packaged: string): TemplateSource {
  const { textOf, textsOf, bytesOf, namesIn } = templateFiles(filesBelow(root), packaged);
  return {
    read: async (name) => textOf(name),
    readAll: async (name) => textsOf(name),
    readBytes: async (name) => bytesOf(name),
    list: async (below) => namesIn(below),
    isOwn: (name) => existsSync(join(root, folder, name)),
    pathOf: (name) => `${folder}/${name}`,
  };
}

/** Gives the clause library, read at the first call. */
export function clauseSource(root: string, packaged: string): () => ClauseLibrary {
  return clausesOf(filesBelow(root), packaged);
}

/** The clause library of a source: its own files, and those that come with the program where it has none of that name. */
export function clausesOf(source: FileSource, packaged: string): () => ClauseLibrary {
  let library: ClauseLibrary | undefined;
  return () => {
    const { textOf, namesIn } = templateFiles(source, packaged);
    library ??= makeLibrary(
      namesIn('clauses')
        .filter((file) => file.endsWith('.md'))
        .map((file) => ({ path: `${folder}/clauses/${file}`, text: textOf(`clauses/${file}`) ?? '' })),
    );
    return library;
  };
}

const whyUnread = {
  link: 'it is a link, and links are not followed',
  'not-a-file': 'it is no ordinary file',
  'too-large': 'it is too large',
  unreadable: 'permission or disk',
} as const;

interface TemplateFiles {
  readonly textOf: (name: string) => string | undefined;
  /** The workspace's own first, then the packaged. */
  readonly textsOf: (name: string) => readonly string[];
  readonly bytesOf: (name: string) => Buffer | undefined;
  readonly namesIn: (below: string) => readonly string[];
}

function templateFiles(own: FileSource, packaged: string): TemplateFiles {
  const others = filesBelow(packaged);
  const bases = own.nameOf(folder) === others.nameOf(folder) ? [own] : [own, others];
  const readIn = (base: FileSource, name: string, limit: number): Buffer | undefined => {
    // A schema or a report names the file, which may be a stranger's: outside of the folder there is no template.
    if (name.split('/').some((step) => step === '' || step === '.' || step === '..')) return undefined;
    const path = `${folder}/${name}`;
    const read = base.read(path, limit);
    if (read.ok) return read.bytes;
    if (read.reason === 'missing') return undefined;
    throw mendFirstError('template-unreadable', `${lineSafe(path)} cannot be read: ${whyUnread[read.reason]}.`);
  };
  const all = (name: string, limit: number): Buffer[] =>
    bases.flatMap((base) => {
      const bytes = readIn(base, name, limit);
      return bytes === undefined ? [] : [bytes];
    });
  return {
    textOf: (name) => all(name, largestFileBytes)[0]?.toString('utf8'),
    textsOf: (name) => all(name, largestFileBytes).map((bytes) => bytes.toString('utf8')),
    bytesOf: (name) => all(name, largestAssetBytes)[0],
    namesIn: (below) => {
      const names = bases.flatMap((base) =>
        base
          .list(`${folder}/${below}`)
          .filter((file) => file.kind === 'file')
          .map((file) => file.path.slice(folder.length + below.length + 2)),
      );
      return [...new Set(names)].sort();
    },
  };
}
