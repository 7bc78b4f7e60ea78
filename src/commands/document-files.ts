/** Makes the documents of a record: template, clauses, formats, files. */
import type { Context, Workspace } from '../context.ts';
import type { DocumentAnnotation } from '../core/annotations.ts';
import { printedCel } from '../core/expression-values.ts';
import { withArticle } from '../core/place.ts';
import type { RecordEntry, Register } from '../core/register.ts';
import { nearest } from '../core/suggest.ts';
import { exitCodes, IrcError, usageError } from '../errors.ts';
import type { DocumentMeta } from '../formats/document.ts';
import { articlesOf, tellArticles } from './document-articles.ts';
import { assetsOf, paperStyle } from './paper-style.ts';

export interface DocumentRequest {
  readonly document: string;
  readonly formats: readonly string[];
  readonly languages?: readonly string[];
  /** Folder for the files, or `-` for stdout. */
  readonly out?: string | undefined;
}

/**
 * Renders a document of a record in each language and format, writes the files and gives their paths. Gaps are listed
 * on stderr. Rejects with `unknown-document`, `unknown-format`, `document-refused` and `template-error`.
 */
export async function makeDocuments(
  context: Context,
  workspace: Workspace,
  register: Register,
  id: string,
  request: DocumentRequest,
): Promise<string[]> {
  const record = register.record(id);
  if (record === undefined) throw usageError('unknown-record', `There is no record "${id}".`);
  const { formats } = await import('../formats/index.ts');
  for (const name of request.formats) {
    if (!formats.some((format) => format.name === name)) {
      throw usageError(
        'unknown-format',
        `There is no format "${name}".`,
        `formats: ${formats.map((format) => format.name).join(', ')}`,
      );
    }
  }
  const paths: string[] = [];
  const loadAsset = assetsOf(workspace);
  for (const language of request.languages ?? ['en']) {
    const rendered = await renderMarkdown(workspace, register, record, request.document, language);
    const { parseDocument } = await import('../formats/markdown-parse.ts');
    const { document, problems } = parseDocument(rendered.markdown, rendered.meta);
    if (problems.length > 0) throw templateFailure(rendered.file, problems);
    tellGaps(context, record, rendered.gaps);
    tellArticles(context.terminal, rendered.remarks);
    for (const name of request.formats) {
      const format = formats.find((entry) => entry.name === name);
      if (format === undefined) continue;
      for (const remark of (await format.remarks?.(document, loadAsset)) ?? []) tellRemark(context, remark);
      const bytes = await format.write(document, loadAsset);
      if (request.out === '-') {
        context.terminal.outBytes(bytes);
        continue;
      }
      const folder = request.out ?? `out/${record.id}`;
      paths.push(await workspace.writeOutput(`${folder}/${request.document}-${language}.${format.extension}`, bytes));
    }
  }
  return paths;
}

/** The draft as Markdown for reading in the terminal. */
export async function draftMarkdown(
  workspace: Workspace,
  register: Register,
  record: RecordEntry,
  document: string,
): Promise<string> {
  const rendered = await renderMarkdown(workspace, register, record, document, 'en');
  const { parseDocument } = await import('../formats/markdown-parse.ts');
  const { writeMarkdown } = await import('../formats/markdown.ts');
  return writeMarkdown(parseDocument(rendered.markdown, rendered.meta).document);
}

interface Rendered {
  readonly markdown: string;
  readonly gaps: readonly string[];
  /** What the reader should know of the articles. */
  readonly remarks: readonly string[];
  readonly file: string;
  readonly meta: DocumentMeta;
}

async function renderMarkdown(
  workspace: Workspace,
  register: Register,
  record: RecordEntry,
  name: string,
  language: string,
): Promise<Rendered> {
  const annotation = documentNamed(record, name);
  if (annotation.when !== undefined && register.evaluate(record, annotation.when) !== true) {
    throw new IrcError('document-refused', `${annotation.title} cannot be made of ${record.id} as it stands.`, {
      exitCode: exitCodes.recordsHaveErrors,
      hint: `see what it holds: irc show ${record.id}`,
    });
  }
  const { templateView, templateHelpers } = await import('../views/template-data.ts');
  const { renderTemplate } = await import('../formats/template.ts');
  const file = `${annotation.template}.md.hbs`;
  const source = await workspace.templates.read(file);
  if (source === undefined) {
    throw new IrcError('template-missing', `The template ${workspace.templates.pathOf(file)} is not there.`, {
      exitCode: exitCodes.mendFirst,
    });
  }
  const view = templateView(register, record, language);
  const helpers = templateHelpers(language);
  const partials = await partialsOf(workspace);
  const articles = await articlesOf(register, record, annotation, { view, helpers, partials, language });
  const { markdown, gaps } = renderTemplate(
    source,
    { ...view, articles: articles.list, unchecked: articles.unchecked },
    { name: workspace.templates.pathOf(file), partials, helpers, language },
  );
  const mark = annotation.mark === undefined ? undefined : register.evaluate(record, annotation.mark);
  return {
    markdown,
    gaps: [...new Set([...gaps, ...articles.gaps])],
    remarks: articles.remarks,
    file: workspace.templates.pathOf(file),
    meta: {
      title: register.title(record, language),
      language,
      mark: printedCel(mark),
      date: register.today,
      style: await paperStyle(workspace),
      ...(register.office === undefined ? {} : { author: register.title(register.office, language) }),
      subject: `${annotation.title} · ${record.kind.title}`,
      keywords: [record.id, record.kind.title],
    },
  };
}

function documentNamed(record: RecordEntry, name: string): DocumentAnnotation {
  const documents = record.kind.annotations.documents ?? {};
  const found = Object.hasOwn(documents, name) ? documents[name] : undefined;
  if (found !== undefined) return found;
  const names = Object.keys(documents);
  const near = nearest(name, names);
  throw usageError(
    'unknown-document',
    `${withArticle(record.kind.title)} has no document "${name}".`,
    names.length === 0
      ? 'this kind has no documents'
      : `${near === undefined ? '' : `did you mean ${near}? `}Documents: ${names.join(', ')}`,
  );
}

async function partialsOf(workspace: Workspace): Promise<Record<string, string>> {
  const partials: Record<string, string> = {};
  for (const file of await workspace.templates.list('partials')) {
    const text = await workspace.templates.read(`partials/${file}`);
    if (text !== undefined) partials[file.replace(/\.md\.hbs$/, '')] = text;
  }
  return partials;
}

function templateFailure(file: string, problems: readonly string[]): IrcError {
  return new IrcError('template-error', `${file}: ${problems[0]}`, {
    exitCode: exitCodes.mendFirst,
    details: problems.slice(1),
  });
}

function tellRemark({ terminal }: Context, remark: string): void {
  terminal.err(`${terminal.style.yellow('!')} ${remark}\n`);
}

function tellGaps(context: Context, record: RecordEntry, gaps: readonly string[]): void {
  if (gaps.length === 0) return;
  const { terminal } = context;
  terminal.err(
    `${terminal.style.yellow('!')} ${gaps.length === 1 ? '1 gap' : `${gaps.length} gaps`} in the document, shown as [____]:\n`,
  );
  for (const gap of gaps) terminal.err(`    irc set ${record.id} ${gap}=…\n`);
}
