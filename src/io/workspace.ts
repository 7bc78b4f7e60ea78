/** Finds the workspace, loads its schemas and records, and applies plans to it. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Past } from '../context/past.ts';
import type { Workspace } from '../context.ts';
import { checkSchemas } from '../core/checks/schemas.ts';
import { Expressions } from '../core/expression.ts';
import type { Kind } from '../core/kind.ts';
import { Register } from '../core/register.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { mendFirstError, type Problem } from '../errors.ts';
import type { Recovery } from './apply-recover.ts';
import { draftStore } from './draft-store.ts';
import { filesBelow } from './files.ts';
import { loadAsset, writeOutput } from './output.ts';
import { packageRoot } from './package-files.ts';
import { lookAt, packagedFiles, readText } from './packaged.ts';
import { entryOfText, loadRecords, recordPath } from './records.ts';
import { loadSchemas } from './schemas.ts';
import { clauseSource, templateSource } from './templates.ts';
import { hasUnfinishedSave } from './unfinished-save.ts';

/** The file that makes a folder a workspace. */
const marker = join('records', 'office.yaml');

export interface WorkspaceSurroundings {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly today: string;
  readonly now: () => string;
  /** The words that the program itself takes, which no action of a schema may have. */
  readonly commands?: readonly string[];
}

/** The kinds of the workspace of a folder, without its records; [] where it lies in none. */
export async function readKinds(folder: string): Promise<readonly Kind[]> {
  const root = registerAbove(folder);
  return root === undefined ? [] : (await loadSchemas(filesBelow(root))).kinds.kinds;
}

/** Opens the workspace of the folder or of the nearest one above. Rejects with `no-workspace`. */
export async function openWorkspace(surroundings: WorkspaceSurroundings): Promise<Workspace> {
  const root = findRoot(surroundings.cwd);
  return workspaceAt(root, surroundings, await recoverSave(root, surroundings.env));
}

/**
 * A workspace that is not there yet, in a folder that may not be there either: the packaged schemas and no records. Its
 * first save makes the folder and, where it lies in none, the repository. Rejects with `register-exists`, `not-a-folder`,
 * and with `no-identity` where `willCommit`.
 */
export async function startWorkspace(
  surroundings: WorkspaceSurroundings,
  folder: string,
  willCommit: boolean,
): Promise<Workspace> {
  const { cwd, env, now } = surroundings;
  const root = resolve(cwd, folder);
  const { makeSite, nearestFolder } = await import('./start.ts');
  const ground = nearestFolder(root);
  const recovered = await recoverSave(ground, env);
  const register = registerAbove(root);
  if (register !== undefined) {
    throw mendFirstError(
      'register-exists',
      `There is a register already: ${lineSafe(register)}.`,
      'work in it: irc list        make another elsewhere: irc init FOLDER',
    );
  }
  const { gitConfig, hasRepository, identity, requireIdentity } = await import('./git-state.ts');
  if (willCommit) await requireIdentity(ground, env, await hasRepository(ground, env));
  return {
    ...(await workspaceAt(root, surroundings, recovered, true)),
    gitConfig: (key) => gitConfig(ground, env, key),
    identity: () => identity(ground, env),
    apply: (plan, options) =>
      makeSite(root, env, async () =>
        (await import('./apply.ts')).applyPlan(root, plan, { ...options, env, now: now() }),
      ),
  };
}

async function recoverSave(root: string, env: NodeJS.ProcessEnv): Promise<Recovery | undefined> {
  return hasUnfinishedSave(root) ? (await import('./apply-recover.ts')).recover(root, env) : undefined;
}

async function workspaceAt(
  root: string,
  surroundings: WorkspaceSurroundings,
  recovered: Recovery | undefined,
  isNew = false,
): Promise<Workspace> {
  const { cwd, env, today, now, commands = [] } = surroundings;
  const files = filesBelow(root);
  const schemas = await loadSchemas(files, isNew);
  const { kinds, codeLists, codeListProblems } = schemas;
  const { records, problems, texts } = loadRecords(files, kinds);
  const register = new Register({
    kinds: kinds.kinds,
    records,
    codeLists,
    expressions: new Expressions(),
    today,
    clauses: clauseSource(root, packageRoot()),
  });
  let past: Promise<Past> | undefined;
  let schemaProblems: readonly Problem[] | undefined;
  return {
    root,
    remarks: recovered === undefined ? [] : [recoveryRemark(recovered)],
    register,
    kinds,
    codeLists,
    problems,
    texts,
    pathBelowRoot: (path) => relative(root, resolve(cwd, path)).split(sep).join('/'),
    entryOfText: (path, text) => entryOfText(kinds, path, text),
    recordPath,
    schemaProblems: () => {
      schemaProblems ??= [...checkSchemas(kinds, codeLists, commands), ...codeListProblems()];
      return schemaProblems;
    },
    changedFiles: async () =>
      (await import('./git-state.ts')).changedFiles(root, env, ['records', 'files', 'schemas', 'templates']),
    // git is loaded by what needs it: reading starts sooner without.
    apply: async (plan, options) => (await import('./apply.ts')).applyPlan(root, plan, { ...options, env, now: now() }),
    readAttachment: async (path) => {
      const { readAttachment, fingerprintOf } = await import('./attachments.ts');
      const bytes = readAttachment(resolve(cwd, path));
      return { bytes, sha256: fingerprintOf(bytes) };
    },
    attachmentProblems: async (some) => (await import('./attachments.ts')).attachmentProblems(root, some),
    again: () => openWorkspace(surroundings),
    together: async () => (await import('./together.ts')).openTogether(root, env, now),
    prefixInRepository: () => prefixInRepository(root),
    hasFile: (path) => existsSync(join(root, path)),
    gitConfig: async (key) => (await import('./git-state.ts')).gitConfig(root, env, key),
    identity: async () => (await import('./git-state.ts')).identity(root, env),
    readText: (path) => readText(root, path),
    lookAt: (path) => lookAt(root, path),
    packagedFiles,
    packageFolder: packageRoot(),
    past: () => {
      past ??= import('./past.ts').then(({ openPast }) => openPast({ root, files, schemas, register, texts }, env));
      return past;
    },
    templates: templateSource(root, packageRoot()),
    writeOutput: (path, bytes) => writeOutput(root, cwd, path, bytes),
    loadAsset: (name) => loadAsset(packageRoot(), name),
    drafts: draftStore(root, env),
  };
}

function recoveryRemark({ outcome, files, rescued }: Recovery): string {
  const what = outcome === 'finished' ? 'finished' : 'taken back';
  const kept = rescued.length === 0 ? '' : `; its text: ${rescued.join(', ')}`;
  return `an interrupted save of ${files.join(', ')} was found and ${what}${kept}`;
}

/** By the nearest `.git` alone, since a check needs no git. */
function prefixInRepository(root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) {
      const below = relative(folder, root).split(sep).join('/');
      return below === '' ? '' : `${below}/`;
    }
    if (dirname(folder) === folder) return '';
  }
}

function findRoot(cwd: string): string {
  if (!existsSync(cwd)) throw mendFirstError('no-folder', `There is no folder ${cwd}.`);
  const found = registerAbove(cwd);
  if (found !== undefined) return found;
  throw mendFirstError(
    'no-workspace',
    'No register here or in a folder above (looked for records/office.yaml).',
    'go to one: cd FOLDER, or irc -C FOLDER …        make one: irc init FOLDER',
  );
}

/** The folder itself, or the nearest one above, that is a register. */
function registerAbove(start: string): string | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (existsSync(join(folder, marker))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
