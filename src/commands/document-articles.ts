/** The articles of a document: clauses of the library, chosen by the record or by their own conditions. */
import type { Workspace } from '../context.ts';
import type { DocumentAnnotation } from '../core/annotations.ts';
import { type ChosenClause, type Clause, chosenClauses, parseClause } from '../core/clauses.ts';
import { printedCel } from '../core/expression-values.ts';
import type { RecordEntry, Register } from '../core/register.ts';
import { nearest } from '../core/suggest.ts';
import { valueAt } from '../core/value.ts';
import { exitCodes, IrcError } from '../errors.ts';
import type { TemplateView } from '../views/template-data.ts';

interface RenderParts {
  readonly view: TemplateView;
  readonly helpers: Record<string, (...values: unknown[]) => unknown>;
  readonly partials: Record<string, string>;
  readonly language: string;
}

interface Article {
  readonly id: string;
  readonly title: string;
  /** Heading and body, as Markdown. */
  readonly text: unknown;
}

interface Articles {
  readonly list: readonly Article[];
  readonly gaps: readonly string[];
}

/** Rendered articles in their order; none for a document that has no clauses. Rejects with `clause-invalid`. */
export async function articlesOf(
  workspace: Workspace,
  register: Register,
  record: RecordEntry,
  annotation: DocumentAnnotation,
  parts: RenderParts,
): Promise<Articles> {
  if (annotation.clauses === undefined) return { list: [], gaps: [] };
  const library = await readLibrary(workspace);
  const wording = printedCel(register.evaluate(record, annotation.clauses.variant));
  const chosen =
    chosenClauses(valueAt(record.value, annotation.clauses.field.split('.'))) ?? byCondition(register, record, library);
  const { renderTemplate } = await import('../formats/template.ts');
  const { ownText } = await import('../formats/own-text.ts');
  const { Markdown } = await import('../core/markdown-text.ts');
  const { escapeMarkdown } = await import('../formats/escape.ts');
  const article = (id: string, title: string, body: string): Article => ({
    id,
    title,
    text: new Markdown(`## ${escapeMarkdown(title)} {#${id}}\n\n${body}`),
  });
  const gaps: string[] = [];
  const list = chosen.map((entry) => {
    const clause = library.get(entry.clause);
    const own = textIn(entry.text, parts.language);
    if (clause === undefined && own === undefined) throw unknownClause(record, entry.clause, library);
    const title =
      textIn(entry.title, parts.language) ?? clause?.title[parts.language] ?? clause?.title.en ?? entry.clause;
    if (own !== undefined) return article(entry.clause, title, ownText(own));
    const source = sourceOf(clause as Clause, entry.variant ?? wording, parts.language);
    const rendered = renderTemplate(source, parts.view, {
      name: `templates/clauses/${entry.clause}.md`,
      partials: parts.partials,
      helpers: parts.helpers,
      language: parts.language,
    });
    gaps.push(...rendered.gaps);
    return article(entry.clause, title, rendered.markdown);
  });
  return { list, gaps };
}

async function readLibrary(workspace: Workspace): Promise<Map<string, Clause>> {
  const clauses: Clause[] = [];
  for (const file of await workspace.templates.list('clauses')) {
    const text = await workspace.templates.read(`clauses/${file}`);
    const clause = parseClause(workspace.templates.pathOf(`clauses/${file}`), text ?? '');
    if ('problem' in clause)
      throw new IrcError('clause-invalid', `${clause.problem}.`, { exitCode: exitCodes.mendFirst });
    clauses.push(clause);
  }
  clauses.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  return new Map(clauses.map((clause) => [clause.id, clause]));
}

function byCondition(register: Register, record: RecordEntry, library: ReadonlyMap<string, Clause>): ChosenClause[] {
  return [...library.values()]
    .filter((clause) => register.expressions.holdsForRecord(clause.when, register.scope(record), register.lookup))
    .map((clause) => ({ clause: clause.id, variant: undefined, title: undefined, text: undefined }));
}

/** The text in the wording asked for; a clause that has only one wording serves for all. */
function sourceOf(clause: Clause, wording: string, language: string): string {
  const variant = clause.texts[wording] ?? Object.values(clause.texts)[0] ?? {};
  return variant[language] ?? variant.en ?? Object.values(variant)[0] ?? '';
}

function textIn(texts: Readonly<Record<string, unknown>> | undefined, language: string): string | undefined {
  const text = texts?.[language] ?? texts?.en;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

function unknownClause(record: RecordEntry, id: string, library: ReadonlyMap<string, Clause>): IrcError {
  const near = nearest(id, library.keys());
  return new IrcError(
    'clause-unknown',
    `${record.id} uses the clause "${id}", which is not in the library and has no text of its own.`,
    {
      exitCode: exitCodes.recordsHaveErrors,
      hint: near === undefined ? `clauses: ${[...library.keys()].join(', ')}` : `did you mean ${near}?`,
    },
  );
}
