/** Finds the workspace, loads its schemas and records, and applies plans to it. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Workspace } from '../context.ts';
import { checkSchemas } from '../core/checks/schemas.ts';
import { Expressions } from '../core/expression.ts';
import { Register } from '../core/register.ts';
import { mendFirstError, type Problem } from '../errors.ts';
import type { Recovery } from './apply-recover.ts';
import { draftStore } from './draft-store.ts';
import { loadAsset, writeOutput } from './output.ts';
import { packageRoot } from './package-files.ts';
import { entryOfText, loadRecords, recordPath } from './records.ts';
import { loadSchemas } from './schemas.ts';
import { templateSource } from './templates.ts';
import { hasUnfinishedSave } from './unfinished-save.ts';

/** The file that makes a folder a workspace. */
const marker = join('records', 'office.yaml');

export interface WorkspaceSurroundings {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly today: string;
  readonly now: () => string;
}

/** Opens the workspace of the folder or of the nearest one above. Rejects with `no-workspace`. */
export async function openWorkspace(surroundings: WorkspaceSurroundings): Promise<Workspace> {
  const { cwd, env, today, now } = surroundings;
  const root = findRoot(cwd);
  const recovered = hasUnfinishedSave(root) ? await (await import('./apply-recover.ts')).recover(root, env) : undefined;
  const { kinds, codeLists, codeListProblems } = await loadSchemas(root);
  const { records, problems, texts } = loadRecords(root, kinds);
  const register = new Register({ kinds: kinds.kinds, records, codeLists, expressions: new Expressions(), today });
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
      schemaProblems ??= [...checkSchemas(kinds, codeLists), ...codeListProblems()];
      return schemaProblems;
    },
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
    hasFile: (path) => existsSync(join(root, path)),
    gitConfig: async (key) => (await import('./git-state.ts')).gitConfig(root, env, key),
    identity: async () => (await import('./git-state.ts')).identity(root, env),
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

function findRoot(cwd: string): string {
  if (!existsSync(cwd)) throw mendFirstError('no-folder', `There is no folder ${cwd}.`);
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (existsSync(join(folder, marker))) return folder;
    if (dirname(folder) === folder) break;
  }
  throw mendFirstError(
    'no-workspace',
    'No register here or in a folder above (looked for records/office.yaml).',
    'go to one: cd FOLDER, or irc -C FOLDER …',
  );
}
