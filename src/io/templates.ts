/** Templates, clauses and the style of papers: the workspace's own files stand before those that come with the program. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TemplateSource } from '../context.ts';
import { type ClauseLibrary, clausesFolder, makeLibrary } from '../core/clauses.ts';
import { mendFirstError } from '../errors.ts';
import { type FileSource, largestFileBytes, listFiles, readFileSafely } from './files.ts';

const folder = 'templates';
/** A font for Chinese has this size. */
const largestAssetBytes = 32 * 1024 * 1024;

export function templateSource(root: string, packaged: string): TemplateSource {
  const { textOf, textsOf, bytesOf, namesIn } = templateFiles(root, packaged);
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
  let library: ClauseLibrary | undefined;
  return () => {
    const { textOf, namesIn } = templateFiles(root, packaged);
    library ??= makeLibrary(
      namesIn('clauses')
        .filter((file) => file.endsWith('.md'))
        .map((file) => ({ path: `${folder}/clauses/${file}`, text: textOf(`clauses/${file}`) ?? '' })),
    );
    return library;
  };
}

/** As `clauseSource`, of a workspace as a commit has it. */
export function clauseSourceAt(source: FileSource, root: string, packaged: string): () => ClauseLibrary {
  let library: ClauseLibrary | undefined;
  return () => {
    library ??= makeLibrary(clauseFilesAt(source, root === packaged ? undefined : packaged));
    return library;
  };
}

function clauseFilesAt(source: FileSource, packaged: string | undefined): { path: string; text: string }[] {
  const start = `${clausesFolder}/`;
  const own = source.list(clausesFolder).flatMap(({ path, kind }) => (kind === 'file' ? [path] : []));
  const ofPackage = packaged === undefined ? undefined : templateFiles(packaged, packaged);
  const others = (ofPackage?.namesIn('clauses') ?? []).map((name) => `${start}${name}`);
  return [...new Set([...own, ...others])]
    .filter((path) => path.endsWith('.md'))
    .sort()
    .map((path) => {
      const read = source.read(path);
      const text = read.ok ? read.bytes.toString('utf8') : ofPackage?.textOf(`clauses/${path.slice(start.length)}`);
      return { path, text: text ?? '' };
    });
}

interface TemplateFiles {
  readonly textOf: (name: string) => string | undefined;
  /** The workspace's own first, then the packaged. */
  readonly textsOf: (name: string) => readonly string[];
  readonly bytesOf: (name: string) => Buffer | undefined;
  readonly namesIn: (below: string) => readonly string[];
}

function templateFiles(root: string, packaged: string): TemplateFiles {
  const bases = root === packaged ? [root] : [root, packaged];
  const readIn = (base: string, name: string, limit: number): Buffer | undefined => {
    const read = readFileSafely(base, `${folder}/${name}`, limit);
    if (read.ok) return read.bytes;
    if (read.reason === 'missing') return undefined;
    throw mendFirstError('template-unreadable', `${join(base, folder, name)} cannot be read (${read.reason}).`);
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
        listFiles(base, `${folder}/${below}`)
          .files.filter((file) => file.kind === 'file')
          .map((file) => file.path.slice(folder.length + below.length + 2)),
      );
      return [...new Set(names)].sort();
    },
  };
}
