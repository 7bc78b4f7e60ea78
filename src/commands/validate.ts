import { Command, Option } from 'commander';
import type { Context } from '../context.ts';
import { expressionProblems } from '../core/checks/expressions.ts';
import { checkRecord, inOrder } from '../core/checks/index.ts';
import { exitCodes, type Problem } from '../errors.ts';
import { problemJson } from '../views/error-text.ts';
import { type Counts, countProblems, countsText, problemsGithub, problemsText } from '../views/problems.ts';
import { pathFilter } from './lookup.ts';
import { findPaperStyle } from './paper-style.ts';
import { findTemplateProblems } from './template-problems.ts';

interface ValidateOptions {
  readonly format?: 'text' | 'json' | 'github';
  readonly strict?: boolean;
}

export function validateCommand(context: Context): Command {
  return new Command('validate')
    .summary('check the records')
    .description('Checks every record, or those below the paths, and says what is wrong and how to mend it.')
    .argument('[path...]', 'files or folders of records or templates, or ids')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json', 'github']))
    .option('--strict', 'count warnings as errors')
    .addHelpText(
      'after',
      '\nExamples:\n  irc validate\n  irc validate records/partners\n  irc validate templates\n  irc validate --format github',
    )
    .action((paths: string[], options: ValidateOptions) => validate(context, paths, options));
}

/** Checks and prints; ends with 1 where there are errors. Rejects with `unknown-path` for a path with no records. */
export async function validate(context: Context, paths: readonly string[], options: ValidateOptions): Promise<void> {
  const workspace = await context.openWorkspace();
  const isOfTemplates =
    paths.length === 0 || paths.some((path) => /^templates(\/|$)/.test(workspace.pathBelowRoot(path)));
  const style = isOfTemplates ? await findPaperStyle(workspace) : undefined;
  const templates = isOfTemplates ? await findTemplateProblems(workspace) : undefined;
  const others = [...(style === undefined ? [] : [style.file]), ...(templates?.texts.keys() ?? [])];
  const wanted = pathFilter(workspace, paths, others);
  const records = workspace.register.records.filter((record) => wanted(record.file, record.id));
  const progress = context.terminal.progress({ doing: 'Checking', all: records.length, of: 'records' });
  const found = [
    ...(paths.length === 0 ? workspace.schemaProblems() : []),
    ...[...(style?.problems ?? []), ...workspace.problems].filter((problem) => wanted(problem.file, '')),
    ...(templates?.problems ?? []).filter(({ file, caller = file }) => wanted(file, '') || wanted(caller, '')),
    ...records.flatMap((record) => {
      progress.next();
      return checkRecord(workspace.register, record);
    }),
    ...(await workspace.attachmentProblems(records)),
  ];
  progress.end();
  const problems = inOrder([...found, ...expressionProblems(workspace.register)]);
  const counts = countProblems(problems, records.length);
  const texts = new Map([
    ...workspace.texts,
    ...workspace.kinds.kinds.map((kind) => [kind.schemaFile, kind.schemaText] as const),
    ...(templates?.texts ?? []),
    ...(style === undefined ? [] : [[style.file, style.text] as const]),
  ]);
  const format = options.format ?? (context.options.json ? 'json' : 'text');
  const checked = paths.length === 0 ? [] : [...(templates?.texts.keys() ?? [])].filter((file) => wanted(file, ''));
  print(context, texts, problems, { counts, told: countsText(counts, problems, checked.length), format });
  if (counts.errors > 0 || (options.strict === true && counts.warnings > 0)) {
    context.outcome.exitCode = exitCodes.recordsHaveErrors;
  }
}

interface Printing {
  readonly counts: Counts;
  /** The counts in words. */
  readonly told: string;
  readonly format: 'text' | 'json' | 'github';
}

function print(
  context: Context,
  texts: ReadonlyMap<string, string>,
  problems: readonly Problem[],
  { counts, told, format }: Printing,
): void {
  const { terminal } = context;
  if (format === 'json') {
    const result = { problems: problems.map(problemJson), summary: counts };
    terminal.out(`${JSON.stringify(result, undefined, 2)}\n`);
  } else if (format === 'github') {
    terminal.out(problemsGithub(problems));
  } else if (problems.length === 0) {
    terminal.out(`${terminal.style.green('✓')} ${told}\n`);
  } else {
    terminal.out(problemsText(problems, texts, terminal.style));
    const code = (problems.find((problem) => problem.severity === 'error') ?? problems[0])?.code;
    terminal.say(`\n${told} · what one means: irc explain ${code}\n`);
  }
}
