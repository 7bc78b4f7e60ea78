import { Command } from 'commander';
import type { Context, Workspace } from '../context.ts';
import { type FiscalYear, fiscalYearNamed } from '../core/measures/calendar.ts';
import type { Report } from '../core/papers/report.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { asksForProblems } from '../core/work/report-rows.ts';
import { usageError } from '../errors.ts';
import { count } from '../views/problems.ts';
import { type ReportReading, recordsOf, reportJson, titleOf } from '../views/report-data.ts';
import { tableText } from '../views/table.ts';
import { formatsNamed } from './document-files.ts';
import { recordNamed } from './lookup.ts';
import { assetsOf } from './paper-style.ts';
import { presentYear, readingOf, reportDocument, reportNamed, reportsOf } from './report-maker.ts';

export interface ReportOptions {
  readonly format?: string;
  readonly lang: string;
  readonly year?: string;
  readonly about?: string;
  readonly trace?: boolean;
  readonly out?: string;
  readonly list?: boolean;
}

export function reportCommand(context: Context): Command {
  const command = new Command('report')
    .summary('make a report: figures of many records, each with its sources')
    .description(
      'Prints a report in the terminal, or makes it as Markdown, HTML, Word and PDF. Reports stand in templates/reports/.',
    )
    .argument('[report]', 'name of the report')
    .option('--list', 'show which reports there are')
    .addHelpText(
      'after',
      '\nExamples:\n  irc report --list\n  irc report funding --year 2018\n  irc report funding --about igad\n  irc report register --format docx,pdf\n  irc report areas --trace\n  irc report pipeline --json',
    );
  return withReportOptions(command).action((name: string | undefined, options: ReportOptions) =>
    options.list === true ? listReports(context) : report(context, name, options),
  );
}

/** The command that a report declares for itself. */
export function declaredReportCommand(declared: Report): (context: Context) => Command {
  return (context) =>
    withReportOptions(
      new Command(declared.command).summary(titleOf(declared, 'en')).description(declared.description),
    ).action((options: ReportOptions) => report(context, declared.name, options));
}

function withReportOptions(command: Command): Command {
  return command
    .option('--year <year>', 'fiscal year of the office, such as 2019 (the present one)')
    .option('--about <id>', 'only this record, and those that name it')
    .option('--format <formats>', 'make files, with commas between: md, html, docx, pdf')
    .option('--lang <language>', 'language of the report', 'en')
    .option('--trace', 'name the records that each figure rests on')
    .option('--out <folder>', 'folder for the files (out/reports); - prints one document on standard output');
}

async function listReports(context: Context): Promise<void> {
  const workspace = await context.openWorkspace('read');
  const reports = await reportsOf(workspace);
  const { terminal } = context;
  if (context.options.json) {
    const data = reports.map(({ name, title, description, command }) => ({
      ...{ name, title: title.en ?? name, description },
      command: command ?? null,
    }));
    terminal.out(`${JSON.stringify(data, undefined, 2)}\n`);
    return;
  }
  const columns = ['REPORT', 'COMMAND', 'WHAT IT TELLS'].map((heading) => ({
    path: heading,
    heading,
    alignRight: false,
  }));
  const rows = reports.map(({ name, command, description, title }) => [
    name,
    command === undefined ? `irc report ${name}` : `irc ${command}`,
    lineSafe(description === '' ? (title.en ?? '') : description),
  ]);
  if (rows.length > 0) terminal.out(tableText(columns, rows, terminal.columns, terminal.style));
  terminal.say(`${count(rows.length, 'report')}\n`);
}

/**
 * Prints a report, or makes its files. Rejects with `report-missing`, `unknown-report`, `report-invalid`, `report-failed`,
 * `unknown-format`, `language-invalid`, `one-document`, `option-invalid` and `template-error`.
 */
async function report(context: Context, name: string | undefined, options: ReportOptions): Promise<void> {
  const workspace = await context.openWorkspace('read');
  if (name === undefined) throw usageError('report-missing', 'Which report?', 'irc report --list names all');
  const definition = await reportNamed(workspace, name);
  if (asksForProblems(definition.queries)) await context.openWorkspace('check');
  const language = options.lang;
  if (!/^(en|am)$/.test(language))
    throw usageError('language-invalid', `There is no language "${language}".`, 'languages: en, am');
  const about = options.about === undefined ? undefined : recordNamed(workspace, options.about);
  const fiscal = yearNamed(workspace, options.year);
  const reading = readingOf(workspace, definition, { fiscal, language, about });
  const { terminal } = context;
  if (options.format !== undefined || options.out !== undefined) {
    await makeFiles(context, workspace, reading, options);
  } else if (context.options.json) {
    terminal.out(`${JSON.stringify(reportJson(reading), undefined, 2)}\n`);
  } else {
    const { writeText } = await import('../formats/text.ts');
    const document = await reportDocument(workspace, reading, options.trace === true);
    terminal.out(writeText(document, terminal.columns, terminal.style));
    const sources = count(recordsOf(reading.answers).length, 'record');
    const narrowed = about === undefined ? name : `${name} --about ${about.id}`;
    const more = options.trace === true ? '' : ` · irc report ${narrowed} --trace names them for each figure`;
    terminal.say(`From ${sources}${more}\n`);
  }
}

async function makeFiles(
  context: Context,
  workspace: Workspace,
  reading: ReportReading,
  options: ReportOptions,
): Promise<void> {
  const { terminal } = context;
  const isStdout = options.out === '-';
  const names = (options.format ?? 'md').split(',').map((part) => part.trim());
  const writers = await formatsNamed(names);
  if (isStdout && writers.length !== 1)
    throw usageError('one-document', 'Standard output takes one document.', 'name one format, such as --format md');
  const document = await reportDocument(workspace, reading, options.trace === true);
  const loadAsset = assetsOf(workspace);
  const paths: string[] = [];
  for (const { extension, write, remarks } of writers) {
    for (const remark of (await remarks?.(document, loadAsset)) ?? [])
      terminal.err(`${terminal.style.yellow('!')} ${lineSafe(remark)}\n`);
    const bytes = await write(document, loadAsset);
    if (isStdout) terminal.outBytes(bytes);
    else {
      const year = options.year === undefined ? '' : `-${options.year}`;
      const about = reading.about === undefined ? '' : `-${reading.about.id}`;
      const file = `${reading.report.name}${about}${year}-${reading.language}.${extension}`;
      paths.push(await workspace.writeOutput(`${options.out ?? 'out/reports'}/${file}`, bytes));
    }
  }
  if (isStdout) return;
  if (context.options.json)
    terminal.out(`${JSON.stringify({ ...reportJson(reading), documents: paths }, undefined, 2)}\n`);
  else for (const path of paths) terminal.out(`${path}\n`);
}

function yearNamed(workspace: Workspace, year: string | undefined): FiscalYear {
  if (year === undefined) return presentYear(workspace);
  const { fiscalYearStart } = workspace.register.lookup;
  const found = /^\d{4,6}$/.test(year) ? fiscalYearNamed(Number(year), fiscalYearStart) : undefined;
  if (found !== undefined) return found;
  const present = presentYear(workspace);
  const digits = present.name.replace(/\D/g, '');
  throw usageError(
    'option-invalid',
    `--year ${year} is no fiscal year.`,
    `the present one is ${digits} (${present.name})`,
  );
}
