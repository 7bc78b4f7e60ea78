/** Finds the reports of a workspace, answers what they ask, and makes documents of the answers. */
import type { Declarations, Workspace } from '../context.ts';
import { type FiscalYear, fiscalYear } from '../core/measures/calendar.ts';
import { type Report, readReport, reportFile, reportTemplateFile } from '../core/papers/report.ts';
import { nearest } from '../core/suggest.ts';
import { answersOf } from '../core/work/report-rows.ts';
import { exitCodes, IrcError, usageError } from '../errors.ts';
import type { Document } from '../formats/document.ts';
import { type ReportReading, reportView, titleOfReading, traceMarkdown } from '../views/report-data.ts';
import { headingsList, withHeadings } from '../views/report-headings.ts';
import { paperStyle } from './paper-style.ts';

/** All reports that can be read, by their names. */
export async function reportsOf(declarations: Declarations): Promise<Report[]> {
  const { templates } = declarations;
  const found: Report[] = [];
  for (const file of await templates.list('reports')) {
    if (!file.endsWith('.yaml')) continue;
    const name = file.slice(0, -'.yaml'.length);
    const text = await templates.read(reportFile(name));
    const report = text === undefined ? undefined : readReport(templates.pathOf(reportFile(name)), name, text).report;
    if (report !== undefined && isForWorkspace(declarations, report)) found.push(report);
  }
  return found;
}

/** A report that comes with the program, and asks of kinds that the workspace does not have, is none of its reports. */
export function isForWorkspace({ templates, kinds }: Declarations, report: Report): boolean {
  return (
    templates.isOwn(reportFile(report.name)) ||
    report.queries.every((query) => query.of.every((name) => kinds.kind(name) !== undefined))
  );
}

/** The report of that name. Rejects with `unknown-report`, and with `report-invalid` where its file has mistakes. */
export async function reportNamed(workspace: Workspace, name: string): Promise<Report> {
  const { templates } = workspace;
  const isName = /^[a-z0-9][a-z0-9-]*$/.test(name);
  const text = isName ? await templates.read(reportFile(name)) : undefined;
  if (text === undefined) {
    throw noSuchReport(name, await reportsOf(workspace));
  }
  const path = templates.pathOf(reportFile(name));
  const { report, problems } = readReport(path, name, text);
  if (report !== undefined && isForWorkspace(workspace, report)) return report;
  if (report !== undefined) throw noSuchReport(name, await reportsOf(workspace));
  const [first, ...more] = problems;
  throw new IrcError('report-invalid', `${path}:${first?.line}:${first?.column}: ${first?.message}.`, {
    exitCode: exitCodes.mendFirst,
    hint: first?.hint,
    details: more.length === 0 ? [] : [`and ${more.length} more: irc validate ${path}`],
    problems,
  });
}

function noSuchReport(name: string, reports: readonly Report[]): Error {
  const names = reports.map((report) => report.name);
  const near = nearest(name, names);
  return usageError(
    'unknown-report',
    `There is no report "${name}".`,
    near === undefined ? `reports: ${names.join(', ') || 'none'}` : `did you mean ${near}?`,
  );
}

/** The answers of a report; `about`: of this record and those that name it alone. Rejects with `report-failed`. */
export function readingOf(
  workspace: Workspace,
  report: Report,
  { fiscal, language, about }: Pick<ReportReading, 'fiscal' | 'language' | 'about'>,
): ReportReading {
  const { register } = workspace;
  return { register, report, fiscal, language, about, answers: answersOf(register, report.queries, fiscal, about) };
}

/** The fiscal year of the office that runs on the register's day. */
export function presentYear({ register }: Workspace): FiscalYear {
  return fiscalYear(register.today, register.lookup.fiscalYearStart);
}

/**
 * The report as a document; `withTrace`: with the ids that its figures rest on. A value that is missing is a dash, since
 * a report tells of many records. Rejects with `template-missing` and `template-error`.
 */
export async function reportDocument(
  workspace: Workspace,
  reading: ReportReading,
  withTrace: boolean,
): Promise<Document> {
  const { register, report, language } = reading;
  const { templates } = workspace;
  const inFile = reportTemplateFile(report.name);
  const source = report.template ?? (await templates.read(inFile));
  const file = templates.pathOf(report.template === undefined ? inFile : reportFile(report.name));
  if (source === undefined)
    throw new IrcError('template-missing', `The template ${file} is not there.`, { exitCode: exitCodes.mendFirst });
  const { renderTemplate } = await import('../formats/template.ts');
  const { parseDocument } = await import('../formats/markdown-parse.ts');
  const { templateHelpers } = await import('../views/template-data.ts');
  const partials: Record<string, string> = {};
  for (const name of await templates.list('partials'))
    partials[name.replace(/\.md\.hbs$/, '')] = (await templates.read(`partials/${name}`)) ?? '';
  const helpers = templateHelpers(language);
  const inLanguage = withHeadings(source, language, workspace.codeLists.get(headingsList));
  const rendered = renderTemplate(inLanguage, reportView(reading), { name: file, partials, helpers, language });
  const text = rendered.markdown.replace(/:gap\[(?:[^\]\\]|\\.)*\]/g, '–');
  const trace = withTrace ? traceMarkdown(reading) : '';
  const { office } = register;
  const { document, problems } = parseDocument(`${text}\n\n${trace}\n`, {
    title: titleOfReading(reading),
    language,
    mark: '',
    date: register.today,
    style: await paperStyle(workspace),
    ...(office === undefined ? {} : { author: register.title(office, language) }),
    subject: report.description,
    keywords: [report.name],
  });
  if (problems.length === 0) return document;
  throw new IrcError('template-error', `${file}: ${problems[0]}`, {
    exitCode: exitCodes.mendFirst,
    details: problems.slice(1),
  });
}
