import { Command, Option } from 'commander';
import type { Context, NewFile, Workspace } from '../context.ts';
import type { Proposal } from '../core/changes/proposal.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { officeId } from '../core/schemas/common-fields.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { shellWord } from '../core/schemas/typed-text.ts';
import { driverSettings } from '../core/setup/git-drivers.ts';
import { copiesFile, printCopies } from '../core/setup/package-copies.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { IrcError, mendFirstError } from '../errors.ts';
import { version } from '../version.ts';
import { codeHosts } from '../views/ci-files.ts';
import { newWorkspaceFiles, type WorkspaceFile } from '../views/workspace-files.ts';
import { writeJson } from '../views/write-text.ts';
import { addCi, type CiOptions, registerFor, tellPackage, wantedCiFiles } from './init-ci.ts';
import { makeRecord } from './new.ts';
import type { Beginning, NewOptions } from './new-record.ts';
import { type Written, withWriteOptions } from './write.ts';

interface InitOptions extends CiOptions {
  readonly set?: readonly string[];
  readonly from?: string;
  readonly packaged?: boolean;
  readonly resume?: boolean;
  readonly discard?: boolean;
}

export function initCommand(context: Context): Command {
  const collect = (value: string, all: readonly string[] = []): string[] => [...all, value];
  const command = new Command('init')
    .summary('begin a register in a new or an existing folder')
    .description(
      'Begins a register: asks about the own house in a terminal, and takes flags everywhere. Files that are there already are left as they are.',
    )
    .argument('[dir]', 'folder of the register; it is made if it is not there', '.')
    .option('--set <path=value>', 'one answer about the own house; again for each', collect)
    .option('--from <file>', 'all answers from a YAML file; - reads standard input')
    .option('--packaged', 'use the schemas and templates of the program, and copy none')
    .addOption(
      new Option('--ci <host>', 'let a code host check every change; also for a register that is there').choices(
        codeHosts,
      ),
    )
    .option('--irc <package>', 'with --ci: where the checks take irc from, as NAME@1.2.3, https://… or .irc/….tgz')
    .option('--resume', 'take up a stopped start')
    .option('--discard', 'throw the answers of a stopped start away')
    .addHelpText(
      'after',
      `
Examples:
  irc init directorate
  irc init directorate --set names.official.en='Ministry of Examples' --set seat='Addis Ababa' \\
    --set posts='{id: director, title: {en: Director}}'
  irc init --from office.yaml --dry-run
  irc init --ci github                     in a register: adds the workflow`,
    );
  return withWriteOptions(command).action((folder: string, options: InitOptions) => init(context, folder, options));
}

/** What lies in the workspace already and stays: the path, and what to do by hand. */
interface Left {
  readonly path: string;
  readonly byHand: string;
}

/**
 * Makes the folder, the repository, the office record and all that belongs to a register, in one commit. Rejects with
 * `register-exists`, `not-a-folder`, `no-identity`, `answers-missing`, and with what a save refuses; nothing is then left.
 */
export async function init(context: Context, folder: string, options: InitOptions): Promise<void> {
  const ci = wantedCiFiles(options);
  const register = await registerFor(context, folder, options);
  if (register !== undefined) {
    await addCi(context, register, options);
    return;
  }
  const willCommit = options.commit && options.dryRun !== true && options.discard !== true;
  const workspace = await context.startWorkspace(folder, willCommit);
  const kind = officeKind(workspace);
  let made: readonly NewFile[] = [];
  let left: readonly Left[] = [];
  const beginning: Beginning = {
    word: kind.name,
    command: folder === '.' ? 'irc init' : `irc init ${shellWord(folder)}`,
    kind,
    preset: undefined,
    start: undefined,
    files: (entry) => {
      ({ made, left } = filesOf(workspace, entry, options.packaged === true, ci));
      return made;
    },
    tell: async (proposal, written) => {
      await tellBegun(context, workspace, folder, { proposal, written, made, left });
      if (!context.options.json) tellPackage(context, workspace, options);
    },
  };
  const answers: NewOptions = {
    ...options,
    id: officeId,
    document: false,
    message: options.message ?? 'Begin the register',
  };
  await makeRecord(context, workspace, beginning, answers);
  if (options.dryRun === true && made.length > 0) {
    context.terminal.say(`With it would come ${contents(made)}.\n`);
    tellLeft(context, left);
  }
}

function officeKind(workspace: Workspace): Kind {
  const kind = workspace.kinds.kinds.find((each) => each.annotations.singleton === officeId);
  if (kind !== undefined) return kind;
  throw mendFirstError(
    'no-office-kind',
    'The schemas in this folder have no kind for the own house.',
    `mark one with "singleton": "${officeId}", or move schemas/ away`,
  );
}

/** Files that come with the office record, and those of the same names that are there already. */
function filesOf(
  workspace: Workspace,
  entry: RecordEntry,
  usesPackaged: boolean,
  more: readonly WorkspaceFile[],
): { made: readonly NewFile[]; left: readonly Left[] } {
  const made: NewFile[] = [];
  const left: Left[] = [];
  const text = new TextEncoder();
  const add = (path: string, bytes: Uint8Array, isSame: () => boolean, byHand: string): void => {
    const found = workspace.lookAt(path);
    if ('fault' in found && found.fault === 'missing') made.push({ path, bytes });
    else if (!isSame()) left.push({ path, byHand });
  };
  const house = workspace.register.title(entry);
  for (const file of [...newWorkspaceFiles(workspace.kinds, workspace.codeLists, house), ...more]) {
    add(file.path, text.encode(file.text), () => workspace.readText(file.path) === file.text, file.byHand);
  }
  // Schemas that are there already make the kinds; more kinds beside them would not be wanted.
  const hasOwnSchemas = 'sha256' in workspace.lookAt(entry.kind.schemaFile);
  if (usesPackaged || hasOwnSchemas) return { made, left };
  const packaged = workspace.packagedFiles();
  for (const file of packaged) {
    const found = workspace.lookAt(file.path);
    add(file.path, file.bytes, () => 'sha256' in found && found.sha256 === file.sha256, 'yours counts');
  }
  const copies = printCopies({ version, files: new Map(packaged.map(({ path, sha256 }) => [path, sha256])) });
  add(copiesFile, text.encode(copies), () => false, 'irc doctor compares with it');
  return { made, left };
}

interface Begun {
  readonly proposal: Proposal;
  readonly written: Written;
  readonly made: readonly NewFile[];
  readonly left: readonly Left[];
}

async function tellBegun(context: Context, workspace: Workspace, folder: string, begun: Begun): Promise<void> {
  const { proposal, written, made, left } = begun;
  await teachGit(context, folder);
  const { terminal } = context;
  if (context.options.json) {
    const data = {
      ...writeJson.written(proposal, written),
      folder: workspace.root,
      files: made.map(({ path }) => path),
      left: left.map(({ path }) => path),
    };
    terminal.out(`${JSON.stringify(data, undefined, 2)}\n`);
    return;
  }
  const { style } = terminal;
  const office = proposal.next.record(officeId);
  const house = office === undefined ? '' : `: ${lineSafe(proposal.next.title(office))}`;
  terminal.out(`${style.green('✓')} A new register in ${lineSafe(workspace.root)}${house}\n`);
  const rows: [string, string][] = [
    ['house', proposal.changes.map((change) => change.file).join(' · ')],
    ['with it', contents(made)],
  ];
  if (written.commit === undefined) rows.push(['commit', 'left to you: git add --all && git commit']);
  else rows.push(['commit', `${written.commit.slice(0, 7)} ${made.length + 1} files`]);
  const next = [...(folder === '.' ? [] : [`cd ${shellWord(folder)}`]), ...firstCommands(workspace), 'irc doctor'];
  next.forEach((line, index) => {
    rows.push([index === 0 ? 'next' : '', line]);
  });
  for (const [label, line] of rows) terminal.out(`  ${style.dim(label.padEnd(10))} ${line}\n`);
  tellLeft(context, left);
}

/** The first preset of each kind, or the kind itself: what an empty register lacks. */
function firstCommands(workspace: Workspace): string[] {
  return workspace.kinds.kinds
    .filter((kind) => kind.annotations.singleton === undefined && kind.annotations.presets !== undefined)
    .map((kind) => `irc new ${Object.keys(kind.annotations.presets ?? {})[0] ?? kind.name}`)
    .slice(0, 3);
}

/** Settings of this clone. What fails here is found by `irc doctor`: the register itself is made. */
async function teachGit(context: Context, folder: string): Promise<void> {
  try {
    const machine = await context.openMachine(folder);
    for (const [key, value] of driverSettings) await machine.setConfig(key, value);
  } catch (error) {
    if (!(error instanceof IrcError)) throw error;
    context.terminal.err(`git is not set up to merge records yet (${error.message}): irc doctor --fix\n`);
  }
}

function tellLeft(context: Context, left: readonly Left[]): void {
  const { style } = context.terminal;
  for (const { path, byHand } of left) {
    context.terminal.say(
      `${style.yellow('!')} ${lineSafe(path)} was there and is left as it is; ${lineSafe(byHand)}\n`,
    );
  }
}

function contents(made: readonly NewFile[]): string {
  const number = (start: string, end: string): number =>
    made.filter(({ path }) => path.startsWith(start) && path.endsWith(end)).length;
  const parts: [number, string][] = [
    [number('schemas/', '.json'), 'schemas'],
    [number('schemas/codelists/', '.yaml'), 'code lists'],
    [number('templates/', ''), 'templates and clauses'],
    [made.filter(({ path }) => !/^(schemas|templates)\//.test(path)).length, 'files for git and editors'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}`)
    .join(', ');
}
