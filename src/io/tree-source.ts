/** The tree of a commit as a source of files: listed once, contents read in one call. */
import { clausesFolder } from '../core/register/clauses.ts';
import { registerFolders } from '../core/register-folders.ts';
import type { FileRead, FileSource, ListedFile } from './files.ts';
import { largestFileBytes } from './files.ts';
import { contentsOf, type TreeFile, treeFiles } from './git-history.ts';
import type { Repository } from './git-state.ts';

export interface TreeSource extends FileSource {
  /** Every file below the folders asked for, by its path. */
  readonly files: ReadonlyMap<string, TreeFile>;
}

/** Folders of a workspace whose files records are read from. */
const read = ['records', 'schemas', clausesFolder];

/** Reads records, schemas and clauses of a commit; of other files only what git says of them. */
export async function treeSource(repository: Repository, env: NodeJS.ProcessEnv, commit: string): Promise<TreeSource> {
  const listed = await treeFiles(repository, env, commit, registerFolders);
  const files = new Map(listed.map((file) => [file.path, file]));
  const needed = listed.filter(
    (file) =>
      isPlain(file) && file.bytes <= largestFileBytes && read.some((folder) => file.path.startsWith(`${folder}/`)),
  );
  const contents = await contentsOf(
    repository,
    env,
    needed.map((file) => file.blob),
  );
  return {
    files,
    list: (folder) =>
      listed
        .filter((file) => file.path.startsWith(`${folder}/`))
        .map((file): ListedFile => ({ path: file.path, kind: kindOf(file) })),
    read: (path): FileRead => {
      const file = files.get(path);
      if (file === undefined) return { ok: false, reason: 'missing' };
      if (!isPlain(file)) return { ok: false, reason: file.mode === '120000' ? 'link' : 'not-a-file' };
      if (file.bytes > largestFileBytes) return { ok: false, reason: 'too-large' };
      const bytes = contents.get(file.blob);
      return bytes === undefined ? { ok: false, reason: 'unreadable' } : { ok: true, bytes };
    },
    has: (path) => files.has(path),
    nameOf: (path) => `${path} (in ${commit.slice(0, 7)})`,
  };
}

function kindOf(file: TreeFile): ListedFile['kind'] {
  if (file.path.includes('\ufffd')) return 'odd-name';
  return file.mode === '120000' ? 'link' : 'file';
}

function isPlain(file: TreeFile): boolean {
  return file.mode.startsWith('100');
}
