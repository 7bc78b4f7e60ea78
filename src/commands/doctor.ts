import { Command } from 'commander';
import type { Machine } from '../context/machine.ts';
import type { Context, Workspace } from '../context.ts';
import type { Finding, Fix } from '../core/setup/findings.ts';
import { hookText } from '../core/setup/git-hook.ts';
import { exitCodes, IrcError, mendFirstError } from '../errors.ts';
import { findingJson, findingsText, leftText } from '../views/findings.ts';
import { errorFinding, machineFindings } from './doctor-machine.ts';
import { workspaceFindings } from './doctor-workspace.ts';

interface DoctorOptions {
  readonly fix?: boolean;
  readonly hook?: boolean;
}

export function doctorCommand(context: Context): Command {
  return new Command('doctor')
    .summary('check the computer, git and the register, and mend what can be mended')
    .description(
      'Checks Node, git, who you are, the schemas, editors, line ends and what interrupted work left, and tells each remedy. Exit code 3 while something is to be mended.',
    )
    .option('--fix', 'mend what can be mended safely, in one commit')
    .option('--hook', 'have records checked before each commit that is made by hand')
    .addHelpText('after', '\nExamples:\n  irc doctor\n  irc doctor --hook\n  irc doctor --fix\n  irc doctor --json')
    .action((options: DoctorOptions) => doctor(context, options));
}

/** New schemas make other files old, so mending may show more to mend; more than a few rounds would be a circle. */
const mostRounds = 4;

/** Prints the findings. Sets exit code 3 while a fault is left. Rejects with `hook-exists` and with what a save refuses. */
export async function doctor(context: Context, options: DoctorOptions): Promise<void> {
  const mended: string[] = [];
  let sight = await look(context);
  if (options.hook === true) {
    await addHook(sight);
    mended.push('records are checked before each commit made by hand');
    sight = await look(context);
  }
  try {
    for (let round = 0; options.fix === true && round < mostRounds; round += 1) {
      const fixes = sight.findings.flatMap(({ fix }) => (fix === undefined ? [] : [fix]));
      if (fixes.length === 0) break;
      await mend(sight, fixes);
      mended.push(...fixes.map(({ what }) => what));
      sight = await look(context);
    }
  } catch (error) {
    // What is wrong may be why the fix was refused.
    if (!context.options.json) tell(context, sight.findings, mended);
    throw error;
  }
  tell(context, sight.findings, mended);
  const isLeft = sight.findings.some(({ status }) => status === 'fault');
  if (isLeft) context.outcome.exitCode = exitCodes.mendFirst;
}

interface Sight {
  readonly machine: Machine;
  readonly workspace: Workspace | undefined;
  readonly findings: readonly Finding[];
}

/** Everything, as it is now. A workspace that cannot be opened is a finding, and the computer is looked at all the same. */
async function look(context: Context): Promise<Sight> {
  let workspace: Workspace | undefined;
  let failure: Finding | undefined;
  try {
    workspace = await context.openWorkspace('inspect');
  } catch (error) {
    if (!(error instanceof IrcError)) throw error;
    failure = errorFinding('register', error);
  }
  const machine = await context.openMachine(workspace?.root ?? '.');
  const findings = [
    ...(await machineFindings(machine, workspace)),
    ...(workspace === undefined ? [] : await workspaceFindings(machine, workspace)),
    ...(failure === undefined ? [] : [failure]),
  ];
  return { machine, workspace, findings };
}

async function addHook({ machine, workspace }: Sight): Promise<void> {
  if (workspace === undefined || machine.repository !== 'there') {
    throw mendFirstError('no-workspace', 'There is no register in a repository here.', 'go to one: cd FOLDER');
  }
  await machine.addHook('pre-commit', hookText(machine.prefix));
}

/** Files first: where they cannot be saved, nothing is changed at all. */
async function mend({ machine, workspace }: Sight, fixes: readonly Fix[]): Promise<void> {
  const edits = fixes.flatMap((fix) => fix.edits);
  if (workspace !== undefined && edits.length > 0) {
    const changes = fixes.filter((fix) => fix.edits.length > 0).map(({ what }) => what);
    const message = {
      subject: changes.length === 1 ? capital(changes[0] ?? '') : 'Mend the register',
      body: changes.length === 1 ? '' : changes.map((what) => `${capital(what)}.`).join('\n'),
      trailers: [{ name: 'Irc-Action', value: 'doctor' }],
    };
    await workspace.apply({ edits, message }, { commit: true });
  }
  for (const [key, value] of fixes.flatMap((fix) => fix.settings)) await machine.setConfig(key, value);
}

function tell(context: Context, findings: readonly Finding[], mended: readonly string[]): void {
  const { terminal } = context;
  if (context.options.json) {
    const left = findings.filter(({ status }) => status === 'fault').length;
    terminal.out(`${JSON.stringify({ checks: findings.map(findingJson), mended, left }, undefined, 2)}\n`);
    return;
  }
  for (const what of mended) terminal.out(`${terminal.style.green('✓')} Mended: ${what}\n`);
  terminal.out(findingsText(findings, terminal.columns, terminal.style));
  terminal.say(leftText(findings));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
