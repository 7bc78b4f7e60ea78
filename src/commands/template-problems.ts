/** What is wrong with templates, partials and clauses, found without making a document. */
import type { Workspace } from '../context.ts';
import { kindsWithClauses } from '../core/changes/clause-fields.ts';
import { readRecord } from '../core/records/record.ts';
import { actionsOf } from '../core/register/actions.ts';
import type { DocumentAnnotation } from '../core/schemas/document-annotation.ts';
import type { Kind } from '../core/schemas/kind.ts';
import type { Problem } from '../errors.ts';
import type { CheckedText, TemplateChecker, TemplateSlip } from '../formats/template-check.ts';
import type { TemplateShapes } from '../views/template-shape.ts';
import { isForWorkspace } from './report-maker.ts';

/** A problem, and of one in a partial the file that takes it in. */
export interface TemplateProblem extends Problem {
  readonly caller?: string;
}

export interface FoundTemplateProblems {
  readonly problems: readonly TemplateProblem[];
  /** Text of every file that was read, by its path. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Checks every template that a kind's documents name, the partials they take in, every clause and every report.
 */
export async function findTemplateProblems(workspace: Workspace): Promise<FoundTemplateProblems> {
  const { TemplateChecker: Checker, partialSource } = await import('../formats/template-check.ts');
  const { TemplateShapes: Shapes } = await import('../views/template-shape.ts');
  const { templates } = workspace;
  const { kinds } = workspace.kinds;
  const partials = await textsIn(workspace, 'partials', '.md.hbs');
  const hasClauses = kindsWithClauses(workspace.register).length > 0;
  const clauses = hasClauses ? await textsIn(workspace, 'clauses', '.md') : new Map<string, string>();
  const texts = new Map([...partials].map(([name, text]) => [partialSource(name), text]));
  for (const [name, text] of clauses) texts.set(clauseSource(name), text);
  const checker = new Checker(partials);
  const shapes = new Shapes(kinds, workspace.codeLists);
  const problems: TemplateProblem[] = clauses.size === 0 ? [] : await clauseProblems(workspace, clauses);
  const { clauseSections } = await import('../core/checks/clause-files.ts');
  const articles = (shape: CheckedText['shape']): CheckedText[] =>
    [...clauses].flatMap(([name, file]) =>
      clauseSections(file).map((text) => ({ source: clauseSource(name), text, shape })),
    );
  for (const { kind, name, document } of documentsOf(kinds)) {
    const source = `${document.template}.md.hbs`;
    workspace.register.expressions.watch?.at(templates.pathOf(source));
    const text = await templates.read(source);
    if (text === undefined) {
      problems.push(missingTemplate(kind, name, templates.pathOf(source)));
      continue;
    }
    texts.set(source, text);
    const shape = shapes.of(kind, document);
    const template = { source, text, shape: shape.template };
    if (document.clauses === undefined) checker.check({ template });
    else
      checker.check({
        ...{ template, articles: articles(shape.clauses), articleIds: [...clauses.keys()] },
        mayBeArticle: (id) => id.startsWith('own-'),
      });
  }
  problems.push(...(await checkReports(workspace, checker, shapes, texts)));
  const unused = [...partials.keys()].filter((name) => !checker.used.has(name) && templates.isOwn(partialSource(name)));
  problems.push(...unused.map((name) => unusedPartial(name, templates.pathOf(partialSource(name)))));
  const slips = checker.slips.map((slip) => withinReport(texts, slip));
  return {
    problems: [...problems, ...slips.map((slip) => slipProblem(workspace, slip))],
    texts: new Map([...texts].map(([name, text]) => [templates.pathOf(name), text])),
  };
}

/** Checks each report: what it asks, and its template by the answers. */
async function checkReports(
  workspace: Workspace,
  checker: TemplateChecker,
  shapes: TemplateShapes,
  texts: Map<string, string>,
): Promise<Problem[]> {
  const { templates } = workspace;
  const files = (await templates.list('reports')).filter((file) => file.endsWith('.yaml'));
  if (files.length === 0) return [];
  const { readReport, reportFile, reportTemplateFile } = await import('../core/papers/report.ts');
  const { reportProblems } = await import('../core/checks/reports.ts');
  const { reportShape } = await import('../views/report-shape.ts');
  const { TypedExpressions } = await import('../core/expressions/types.ts');
  const typed = new TypedExpressions();
  const taken = new Map<string, string>([
    ...actionsOf(workspace.kinds.kinds).map(({ name }) => [name, 'an action has'] as const),
    ...workspace.commands.map((name) => [name, 'the program has'] as const),
  ]);
  const problems: Problem[] = [];
  for (const file of files) {
    const name = file.slice(0, -'.yaml'.length);
    const source = reportFile(name);
    const path = templates.pathOf(source);
    const text = (await templates.read(source)) ?? '';
    texts.set(source, text);
    const read = readReport(path, name, text);
    problems.push(...read.problems);
    const { report } = read;
    if (report === undefined) continue;
    const { kinds } = workspace.kinds;
    if (!isForWorkspace(workspace, report)) {
      texts.delete(source);
      continue;
    }
    const asked = reportProblems(report, { path, text }, kinds, typed);
    problems.push(...asked);
    const place = (...at: readonly string[]): Pick<Problem, 'file' | 'path' | 'line' | 'column' | 'length'> => ({
      ...readRecord(path, text).positionOf(at),
      ...{ file: path, path: at.join('.') },
    });
    const owner = report.command === undefined ? undefined : taken.get(report.command);
    if (owner !== undefined)
      problems.push({
        ...{ code: 'report-invalid', severity: 'error', ...place('command') },
        message: `${owner} a command "${report.command}" already`,
        hint: 'choose another name, or leave command: out and use irc report',
      });
    if (report.command !== undefined) taken.set(report.command, `${path} has`);
    const own = reportTemplateFile(name);
    const template = report.template ?? (await templates.read(own));
    if (template === undefined) {
      problems.push({
        ...{ code: 'template-missing', severity: 'error', ...place() },
        message: `The template ${templates.pathOf(own)} is not there`,
        hint: 'write it, or put its text under template: in the report',
      });
      continue;
    }
    if (report.template === undefined) texts.set(own, template);
    if (asked.length > 0) continue;
    const shown = report.template === undefined ? own : source;
    checker.check({ template: { source: shown, text: template, shape: reportShape(report, kinds, shapes) } });
  }
  return problems;
}

/** The template within a report is checked as a text of its own; its slips stand in the file of the report. */
function withinReport(texts: ReadonlyMap<string, string>, slip: TemplateSlip): TemplateSlip {
  const text = /^reports\/.*\.yaml$/.test(slip.source) ? texts.get(slip.source) : undefined;
  if (text === undefined) return slip;
  const lines = text.split('\n');
  const key = lines.findIndex((line) => /^template:\s*[|>][-+]?\s*$/.test(line));
  const indent = /^ */.exec(lines.slice(key + 1).find((line) => line.trim() !== '') ?? '')?.[0].length ?? 0;
  return key < 0 ? slip : { ...slip, line: slip.line + key + 1, column: slip.column + indent };
}

function documentsOf(kinds: readonly Kind[]): { kind: Kind; name: string; document: DocumentAnnotation }[] {
  return kinds.flatMap((kind) =>
    Object.entries(kind.annotations.documents ?? {}).map(([name, document]) => ({ kind, name, document })),
  );
}

/** Texts of a folder of templates by the names of their files, without the ending. */
async function textsIn({ templates }: Workspace, folder: string, ending: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const file of await templates.list(folder)) {
    const text = file.endsWith(ending) ? await templates.read(`${folder}/${file}`) : undefined;
    if (text !== undefined) found.set(file.slice(0, -ending.length), text);
  }
  return found;
}

function clauseSource(name: string): string {
  return `clauses/${name}.md`;
}

async function clauseProblems(workspace: Workspace, clauses: ReadonlyMap<string, string>): Promise<Problem[]> {
  const { clauseFileProblems } = await import('../core/checks/clause-files.ts');
  const { TypedExpressions } = await import('../core/expressions/types.ts');
  const kinds = kindsWithClauses(workspace.register);
  const surroundings = { kinds, codeLists: workspace.codeLists, typed: new TypedExpressions() };
  return [...clauses].flatMap(([name, text]) =>
    clauseFileProblems(workspace.templates.pathOf(clauseSource(name)), text, surroundings),
  );
}

function missingTemplate(kind: Kind, document: string, path: string): Problem {
  const place = ['x-irc', 'documents', document, 'template'];
  return {
    ...{ code: 'template-missing', severity: 'error', file: kind.schemaFile, path: place.join('.') },
    ...readRecord(kind.schemaFile, kind.schemaText).positionOf(place),
    message: `The template ${path} is not there`,
    hint: 'write it (docs/templates.md), or name another',
  };
}

function unusedPartial(name: string, file: string): Problem {
  return {
    ...{ code: 'template-unused', severity: 'warning', file, line: 1, column: 1, length: 1, path: '' },
    message: 'No template takes this partial in',
    hint: `remove it, or take it in with {{> ${name}}}`,
  };
}

function slipProblem({ templates }: Workspace, slip: TemplateSlip): TemplateProblem {
  const { source, line, column, length, code, severity, message, hint, calledAt } = slip;
  const problem = {
    ...{ code, severity, file: templates.pathOf(source), line, column, length, path: '' },
    hint: hint ?? 'docs/templates.md tells what a template may use',
  };
  if (calledAt === undefined) return { ...problem, message };
  const caller = templates.pathOf(calledAt.source);
  return { ...problem, message: `${message}, as ${caller}:${calledAt.line} takes it in`, caller };
}
