import { Command, Option } from 'commander';
import type { Context, StoppedRun, Workspace } from '../context.ts';
import { expressionProblems } from '../core/checks/expressions.ts';
import { checkRecord, inOrder } from '../core/checks/index.ts';
import { limitProblems } from '../core/checks/limit.ts';
import { weakenedProblems } from '../core/checks/weakened.ts';
import { explanations } from '../core/explanations/index.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { exitCodes, type Problem, usageError } from '../errors.ts';
import { version } from '../version.ts';
import type { CheckReport } from '../views/check-report.ts';
import { type Counts, countProblems, countsText } from '../views/problems.ts';
import { type ReportFormat, reportFormats, reportText } from '../views/report-text.ts';
import { ruleExplanations } from './explain.ts';
import { pathFilter } from './lookup.ts';
import { findPaperStyle } from './paper-style.ts';
import { findTemplateProblems } from './template-problems.ts';
import { type Change, findChange } from './validate-changed.ts';

interface ValidateOptions {
  readonly format?: ReportFormat;
  readonly report?: readonly string[];
  readonly changed?: string;
  readonly schemas?: 'own' | 'base';
  readonly strict?: boolean;
}

export function validateCommand(context: Context): Command {
  const collect = (value: string, all: readonly string[] = []): string[] => [...all, value];
  return new Command('validate')
    .summary('check the records')
    .description('Checks every record, or those below the paths, and says what is wrong and how to mend it.')
    .argument('[path...]', 'files or folders of records or templates, ids, or kinds')
    .addOption(new Option('--format <format>', 'how to print').choices(reportFormats))
    .option('--report <format=file>', 'write it to a file too; again for each', collect)
    .option('--changed <base>', 'only what changed since a commit, branch or tag, and what hangs on it')
    .addOption(
      new Option('--schemas <which>', 'with --changed: whose schemas decide, where they changed').choices([
        'own',
        'base',
      ]),
    )
    .option('--strict', 'count warnings as errors')
    .addHelpText(
      'after',
      `
Examples:
  irc validate
  irc validate records/partners
  irc validate templates
  irc validate --changed main
  irc validate --changed main --format github --report sarif=irc.sarif --report junit=irc.xml`,
    )
    .action((paths: string[], options: ValidateOptions) => validate(context, paths, options));
}

/**
 * Checks and prints; ends with 1 where there are errors. Rejects with `unknown-path` for a path with no records, with
 * `option-invalid`, and with `unknown-revision` and `no-common-commit`.
 */
export async function validate(context: Context, paths: readonly string[], options: ValidateOptions): Promise<void> {
  const reports = (options.report ?? []).map(reportWanted);
  if (options.schemas !== undefined && options.changed === undefined) {
    throw usageError('option-invalid', '--schemas goes with --changed.', 'irc validate --changed main --schemas base');
  }
  const format = options.format ?? (context.options.json ? 'json' : 'text');
  if (context.stopped !== undefined) {
    await tell(context, stoppedReport(context.stopped, options), format, reports, context.stopped);
    return;
  }
  const workspace = await context.openWorkspace();
  const change = options.changed === undefined ? undefined : await findChange(workspace, options.changed);
  const found = await findProblems(context, workspace, paths, change, options.schemas === 'base');
  const { problems, records } = found;
  const counts = countProblems(problems, records.length);
  const isComparisonWanted = [format, ...reports.map((wanted) => wanted.format)].includes('markdown');
  const report: CheckReport = {
    ...{ problems: limitProblems(problems), counts, texts: found.texts, version },
    told: toldOf(countsText(counts, problems, found.templates), counts, change),
    files: records.map(({ file }) => file),
    prefix: workspace.prefixInRepository(),
    isStrict: options.strict === true,
    base: change?.base,
    comparison: isComparisonWanted ? change?.comparison() : undefined,
    explain: explainer(workspace),
  };
  await tell(context, report, format, reports, {
    writeOutput: (path, bytes) => workspace.writeOutput(workspace.pathBelowRoot(path), bytes),
  });
}

/** Prints the report and writes it to files; sets the exit code. */
async function tell(
  context: Context,
  report: CheckReport,
  format: ReportFormat,
  reports: readonly WantedReport[],
  { writeOutput }: Pick<StoppedRun, 'writeOutput'>,
): Promise<void> {
  print(context, report, format);
  for (const wanted of reports) {
    const text = reportText(wanted.format, report, Number.POSITIVE_INFINITY, context.terminal.style);
    await writeOutput(wanted.file, new TextEncoder().encode(text));
  }
  const { errors, warnings } = report.counts;
  if (errors > 0 || (report.isStrict && warnings > 0)) context.outcome.exitCode = exitCodes.recordsHaveErrors;
}

/** The one thing that is known of a check that had to be stopped. */
function stoppedReport({ problem, text, prefix }: StoppedRun, options: ValidateOptions): CheckReport {
  const problems = [problem];
  const counts = countProblems(problems, 0);
  return {
    ...{ problems, counts, prefix, version, files: [], isStrict: options.strict === true },
    told: 'the check was stopped before its end',
    texts: new Map(text === undefined ? [] : [[problem.file, text]]),
    explain: (code) => explanations.get(code)?.what,
  };
}

function toldOf(told: string, counts: Counts, change: Change | undefined): string {
  if (change === undefined) return told;
  const base = change.base.slice(0, 7);
  if (counts.records + counts.errors + counts.warnings + counts.infos === 0) return `nothing changed since ${base}`;
  return change.isOfSchemas
    ? `${told}: the schemas, code lists or clauses changed since ${base}`
    : `${told}: what changed since ${base}, and what hangs on it`;
}

interface Found {
  /** What the schemas let pass first, then the rest in order. */
  readonly problems: readonly Problem[];
  readonly records: readonly { readonly file: string }[];
  /** Number of templates that were checked, where only paths were asked for. */
  readonly templates: number;
  readonly texts: ReadonlyMap<string, string>;
}

/** `isByBase`: the schemas of the base decide what is wrong with records. */
async function findProblems(
  context: Context,
  workspace: Workspace,
  paths: readonly string[],
  change: Change | undefined,
  isByBase: boolean,
): Promise<Found> {
  const isOfTemplates =
    paths.length === 0
      ? (change?.isOfTemplates ?? true)
      : paths.some((path) => /^templates(\/|$)/.test(workspace.pathBelowRoot(path)));
  const strays = isOfTemplates ? workspace.strayProblems() : [];
  // What cannot be read stops whoever wants to read it.
  const isReadable = isOfTemplates && !strays.some(({ file }) => file.startsWith('templates'));
  const style = isReadable ? await findPaperStyle(workspace) : undefined;
  const templates = isReadable ? await findTemplateProblems(workspace) : undefined;
  const others = [...(style === undefined ? [] : [style.file]), ...(templates?.texts.keys() ?? [])];
  const wanted = pathFilter(workspace, paths, others);
  const { register } = workspace;
  const records = (change?.records ?? register.records).filter((record) => wanted(record.file, record.id));
  const gone = change?.checkGone(wanted) ?? [];
  const own = [
    ...gone,
    ...workspace.problems.filter(({ file }) => wanted(file, '') && (change?.isConcerned(file) ?? true)),
    ...checkUnlessBroken(workspace, () =>
      change === undefined ? checkEach(context, register, records) : change.check(records),
    ),
  ];
  const base = change?.checkByBase(wanted) ?? { problems: [], failures: [] };
  const decides = isByBase && change?.isOfSchemas === true;
  const problems = [
    ...(paths.length === 0 && (change?.isOfSchemas ?? true)
      ? workspace.schemaProblems().filter((slip) => !own.includes(slip))
      : []),
    ...strays,
    ...(style?.problems ?? []).filter(({ file }) => wanted(file, '')),
    ...(templates?.problems ?? []).filter(({ file, caller = file }) => wanted(file, '') || wanted(caller, '')),
    ...(decides ? base.problems : own),
    ...(await workspace.attachmentProblems(records)),
    ...(decides ? base.failures : expressionProblems(register)),
  ];
  const checked = paths.length === 0 ? [] : [...(templates?.texts.keys() ?? [])].filter((file) => wanted(file, ''));
  return {
    problems: [...(decides ? [] : inOrder(weakenedProblems(own, base.problems))), ...inOrder(problems)],
    ...{ records, templates: checked.length },
    texts: new Map([
      ...workspace.texts,
      ...workspace.kinds.kinds.map((kind) => [kind.schemaFile, kind.schemaText] as const),
      ...(templates?.texts ?? []),
      ...(style === undefined ? [] : [[style.file, style.text] as const]),
    ]),
  };
}

function checkEach(context: Context, register: Register, records: readonly RecordEntry[]): Problem[] {
  const progress = context.terminal.progress({ doing: 'Checking', all: records.length, of: 'records' });
  const problems = records.flatMap((record) => {
    progress.next();
    return checkRecord(register, record);
  });
  progress.end();
  return problems;
}

/** Schemas with slips can make a check fail as such; then only the slips can be told. */
function checkUnlessBroken(workspace: Workspace, check: () => Problem[]): readonly Problem[] {
  try {
    return check();
  } catch (error) {
    const slips = workspace.schemaProblems();
    if (slips.length === 0) throw error;
    return slips;
  }
}

interface WantedReport {
  readonly format: ReportFormat;
  readonly file: string;
}

function reportWanted(text: string): WantedReport {
  const [, name, file] = /^([^=]*)=(.+)$/s.exec(text) ?? [];
  const format = reportFormats.find((each) => each === name);
  if (format !== undefined && file !== undefined) return { format, file };
  throw usageError(
    'option-invalid',
    `--report ${text} names no format and file.`,
    `as FORMAT=FILE, for example sarif=irc.sarif; formats: ${reportFormats.join(', ')}`,
  );
}

function explainer(workspace: Workspace): (code: string) => string | undefined {
  let ofRules: Map<string, string> | undefined;
  return (code) => {
    ofRules ??= new Map(
      workspace.kinds.kinds.flatMap(ruleExplanations).map((rule): [string, string] => [rule.code, rule.why]),
    );
    return explanations.get(code)?.what ?? ofRules.get(code);
  };
}

function print(context: Context, report: CheckReport, format: ReportFormat): void {
  const { terminal } = context;
  const { problems, told } = report;
  if (format !== 'text') terminal.data(reportText(format, report, terminal.columns, terminal.style));
  else if (problems.length === 0) terminal.out(`${terminal.style.green('✓')} ${told}\n`);
  else {
    terminal.out(reportText(format, report, terminal.columns, terminal.style));
    const code = (problems.find((problem) => problem.severity === 'error') ?? problems[0])?.code;
    terminal.say(`\n${told} · what one means: irc explain ${code}\n`);
  }
}
