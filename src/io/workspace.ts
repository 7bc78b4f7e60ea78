/** Finds the workspace, loads its schemas and records, and applies plans to it. */
import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Past } from '../context/past.ts';
import type { Progress, Work } from '../context/progress.ts';
import type { Declarations, Workspace } from '../context.ts';
import { schemaChecks } from '../core/checks/schemas.ts';
import { Expressions } from '../core/expressions/expression.ts';
import { LinkedRegister } from '../core/register/linked.ts';
import { registerFolders } from '../core/register-folders.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import type { Watch } from '../core/watch.ts';
import { mendFirstError } from '../errors.ts';
import type { Recovery } from './apply-recover.ts';
import { draftStore } from './draft-store.ts';
import { filesBelow } from './files.ts';
import { loadAsset, writeOutput } from './output.ts';
import { packageRoot } from './package-files.ts';
import { lookAt, packagedFiles, readText } from './packaged.ts';
import { entryOfText, loadRecords, recordPath, strayProblems } from './records.ts';
import { findRoot, prefixInRepository, registerAbove } from './root.ts';
import { loadSchemas } from './schemas.ts';
import { clauseSource, templateSource } from './templates.ts';
import { hasUnfinishedSave } from './unfinished-save.ts';

export interface WorkspaceSurroundings {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly today: string;
  readonly now: () => string;
  /** The words that the program itself takes, which no action of a schema may have. */
  readonly commands?: readonly string[];
  /** Is told what is being worked on. */
  readonly watch?: Watch | undefined;
  /** Tells how far the reading of many records is. */
  readonly progress?: (work: Work) => Progress;
}

/** What the workspace of a folder declares, without its records; undefined where it lies in none. */
export async function readDeclarations(folder: string): Promise<Declarations | undefined> {
  const root = registerAbove(folder);
  if (root === undefined) return undefined;
  const { kinds } = await loadSchemas(filesBelow(root));
  return { kinds, templates: templateSource(root, packageRoot()) };
}

/** Opens the workspace of the folder or of the nearest one above. Rejects with `no-workspace`. */
export async function openWorkspace(surroundings: WorkspaceSurroundings): Promise<Workspace> {
  const root = findRoot(surroundings.cwd);
  return workspaceAt(root, surroundings, await recoverSave(root, surroundings));
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
  const { cwd, env, now, progress } = surroundings;
  const root = resolve(cwd, folder);
  const { makeSite, nearestFolder } = await import('./start.ts');
  const ground = nearestFolder(root);
  const recovered = await recoverSave(ground, surroundings);
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
        (await import('./apply.ts')).applyPlan(root, plan, { ...options, env, tell: progress, now: now() }),
      ),
  };
}

async function recoverSave(root: string, { env, progress }: WorkspaceSurroundings): Promise<Recovery | undefined> {
  return hasUnfinishedSave(root, env) ? (await import('./apply-recover.ts')).recover(root, env, progress) : undefined;
}

async function workspaceAt(
  root: string,
  surroundings: WorkspaceSurroundings,
  recovered: Recovery | undefined,
  isNew = false,
): Promise<Workspace> {
  const { cwd, env, today, now, commands = [], watch, progress } = surroundings;
  const files = filesBelow(root);
  const schemas = await loadSchemas(files, isNew);
  const { kinds, codeLists, codeListProblems } = schemas;
  const { records, problems, texts } = loadRecords(files, kinds, { progress: surroundings.progress, watch });
  const register = new LinkedRegister({
    kinds: kinds.kinds,
    records,
    codeLists,
    expressions: new Expressions(watch),
    today,
    clauses: clauseSource(root, packageRoot()),
    unreadable: new Set(problems.map(({ file }) => file)),
  });
  let past: Promise<Past> | undefined;
  const checkSchema = schemaChecks(kinds, codeLists, commands, watch);
  return {
    root,
    commands,
    remarks: recovered === undefined ? [] : [recoveryRemark(recovered)],
    register,
    kinds,
    codeLists,
    problems,
    texts,
    pathBelowRoot: (path) => relative(root, resolve(cwd, path)).split(sep).join('/'),
    entryOfText: (path, text) => entryOfText(kinds, path, text),
    recordPath,
    schemaProblems: (files) => {
      const isAsked = ({ file }: { readonly file: string }): boolean => files?.has(file) ?? true;
      return [...kinds.sources.filter(isAsked).flatMap(checkSchema), ...codeListProblems().filter(isAsked)];
    },
    strayProblems: () => strayProblems(files),
    changedFiles: async () => (await import('./git-state.ts')).changedFiles(root, env, registerFolders),
    // git is loaded by what needs it: reading starts sooner without.
    apply: async (plan, options) =>
      (await import('./apply.ts')).applyPlan(root, plan, { ...options, env, tell: progress, now: now() }),
    readAttachment: async (path) => {
      const { readAttachment, fingerprintOf } = await import('./attachments.ts');
      const bytes = readAttachment(resolve(cwd, path));
      return { bytes, sha256: fingerprintOf(bytes) };
    },
    attachmentProblems: async (some) => (await import('./attachments.ts')).attachmentProblems(root, some),
    again: () => openWorkspace(surroundings),
    together: async () => (await import('./together.ts')).openTogether(root, env, now, progress),
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

function recoveryRemark({ outcome, isMerge, files, rescued }: Recovery): string {
  const what = outcome === 'finished' ? 'finished' : 'taken back';
  const kept = rescued.length === 0 ? '' : `; its text: ${rescued.join(', ')}`;
  const names = files.length > 5 ? `${files.slice(0, 5).join(', ')} and ${files.length - 5} more` : files.join(', ');
  return `an interrupted ${isMerge ? 'merge' : 'save'} of ${names} was found and ${what}${kept}`;
}
