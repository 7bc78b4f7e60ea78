/** `irc init --ci` in a register that is there already: the files for a code host, in one commit. */
import type { Context, Workspace } from '../context.ts';
import type { FileEdit } from '../core/changes/plan.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { IrcError, usageError } from '../errors.ts';
import { version } from '../version.ts';
import { type CodeHost, ciFiles, keptPackage, packageFault } from '../views/ci-files.ts';
import type { WorkspaceFile } from '../views/workspace-files.ts';
import type { WriteOptions } from './write.ts';

export interface CiOptions extends WriteOptions {
  readonly ci?: CodeHost;
  /** Where the checks take the program from. */
  readonly irc?: string;
}

/** The files that the options ask for; [] without `--ci`. Throws `option-invalid`. */
export function wantedCiFiles({ ci, irc }: CiOptions): WorkspaceFile[] {
  if (ci === undefined) {
    if (irc === undefined) return [];
    throw usageError('option-invalid', '--irc goes with --ci.', 'irc init --ci github --irc NAME@1.2.3');
  }
  const place = irc ?? keptPackage(version);
  const fault = packageFault(place);
  if (fault !== undefined) throw usageError('option-invalid', `--irc ${place}: ${fault}.`);
  return ciFiles(ci, place);
}

/** The register in the folder, where there is one and only the files for a code host are asked for. */
export async function registerFor(context: Context, folder: string, { ci }: CiOptions): Promise<Workspace | undefined> {
  if (ci === undefined) return undefined;
  try {
    return await context.openWorkspace('inspect', folder);
  } catch (error) {
    if (error instanceof IrcError && (error.code === 'no-workspace' || error.code === 'no-folder')) return undefined;
    throw error;
  }
}

/** Adds the files to a register. What lies there already and differs is left. Rejects with what a save refuses. */
export async function addCi(context: Context, workspace: Workspace, options: CiOptions): Promise<void> {
  const prefix = workspace.prefixInRepository();
  if (prefix !== '') {
    throw usageError(
      'option-invalid',
      `The register lies in the folder ${prefix} of its repository, and code hosts look at the top.`,
      'put the files of a new register there by hand, with "working-directory" for the steps: docs/ci.md',
    );
  }
  const files = wantedCiFiles(options).map((file) => ({ ...file, before: workspace.readText(file.path) }));
  const edits = files.flatMap(({ path, text, before }): FileEdit[] =>
    before === undefined ? [{ path, before, after: text }] : [],
  );
  const left = files.filter(({ before, text }) => before !== undefined && before !== text);
  const { terminal } = context;
  let commit: string | undefined;
  if (edits.length > 0 && options.dryRun !== true) {
    const subject = options.message ?? `Check the records on ${options.ci === 'gitlab' ? 'GitLab' : 'GitHub'}`;
    const message = { subject, body: '', trailers: [{ name: 'Irc-Action', value: 'init' }] };
    ({ commit } = await workspace.apply({ edits, message }, { commit: options.commit }));
  }
  if (context.options.json) {
    const data = { files: edits.map(({ path }) => path), left: left.map(({ path }) => path), commit: commit ?? null };
    terminal.out(`${JSON.stringify(data, undefined, 2)}\n`);
    return;
  }
  const { style } = terminal;
  for (const { path } of edits) {
    terminal.out(`${style.green('✓')} ${options.dryRun === true ? 'would be written' : 'written'}: ${path}\n`);
  }
  if (commit !== undefined) terminal.out(`  ${style.dim('commit')}  ${commit.slice(0, 7)}\n`);
  for (const { path, byHand } of left) {
    terminal.say(`${style.yellow('!')} ${path} was there and is left as it is; ${byHand}\n`);
  }
  if (edits.length + left.length === 0) terminal.say('All is there already.\n');
  tellPackage(context, workspace, options);
}

/** The checks fail until the program lies where they look for it. */
export function tellPackage(context: Context, workspace: Workspace, { ci, irc }: CiOptions): void {
  const place = irc ?? keptPackage(version);
  if (ci === undefined || !place.startsWith('.irc/') || workspace.hasFile(place)) return;
  context.terminal.say(
    `${context.terminal.style.yellow('!')} the checks take irc from ${lineSafe(place)}, which is not there yet: npm pack ${lineSafe(workspace.packageFolder)}, then put the file there and commit it\n`,
  );
}
