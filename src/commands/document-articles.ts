/** The articles of a document, rendered: clauses of the library, chosen by the record or by their own conditions. */
import { missingReference } from '../core/papers/clause-references.ts';
import {
  articlePlan,
  isUnchecked,
  languageName,
  type PlannedArticle,
  sourceOf,
  titleOf,
} from '../core/register/articles.ts';
import type { ClauseLibrary } from '../core/register/clauses.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import type { DocumentAnnotation } from '../core/schemas/document-annotation.ts';
import { nearest } from '../core/suggest.ts';
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
  /** Articles whose text in the language of the document no speaker has confirmed. */
  readonly unchecked: readonly string[];
  /** What the reader should know of the articles: references that lead nowhere, texts that are not checked. */
  readonly remarks: readonly string[];
}

/**
 * Rendered articles in their order; none for a document that has no clauses. A reference to an article that is not there
 * prints as a gap, so that a draft can be read while the list of articles is still being settled. Throws `clause-invalid`
 * and `clause-unknown`.
 */
export async function articlesOf(
  register: Register,
  record: RecordEntry,
  annotation: DocumentAnnotation,
  parts: RenderParts,
): Promise<Articles> {
  if (annotation.clauses === undefined) return { list: [], gaps: [], unchecked: [], remarks: [] };
  const library = soundLibrary(register);
  const { articles } = articlePlan(register, record, annotation.clauses);
  const { renderTemplate } = await import('../formats/template.ts');
  const { ownText } = await import('../formats/own-text.ts');
  const { uncheckedMark } = await import('../formats/words.ts');
  const { Markdown } = await import('../core/papers/markdown-text.ts');
  const { escapeMarkdown } = await import('../formats/escape.ts');
  const { language } = parts;
  const ids = new Set(articles.map((article) => article.id));
  const gaps: string[] = [];
  const remarks = new Set<string>();

  const bodyOf = (article: PlannedArticle): string => {
    const source = sourceOf(article, language);
    if (source === undefined) throw unknownClause(record, article.id, library);
    if (source.isOwn) return ownText(source.text);
    const rendered = renderTemplate(source.text, parts.view, {
      name: `templates/clauses/${article.id}.md`,
      partials: parts.partials,
      helpers: parts.helpers,
      language,
    });
    gaps.push(...rendered.gaps);
    return rendered.markdown;
  };
  /** Values are escaped, so that a `:ref` is always one of the text itself. */
  const withGaps = (article: PlannedArticle, body: string): string =>
    body.replace(/(?<!\\):ref\[([a-z0-9-]+)\]/g, (found, id: string) => {
      if (ids.has(id)) return found;
      remarks.add(`${missingReference(record, article.id, id)}; it is shown as [____].`);
      return `:gap[${id}]`;
    });

  const unchecked = articles.filter((article) => isUnchecked(article, language)).map((article) => article.id);
  const list = articles.map((article): Article => {
    const title = titleOf(article, language);
    const mark = unchecked.includes(article.id) ? `:::note\n${uncheckedMark(language)}\n:::\n\n` : '';
    const body = withGaps(article, bodyOf(article));
    return {
      id: article.id,
      title,
      text: new Markdown(`## ${escapeMarkdown(title)} {#${article.id}}\n\n${mark}${body}`),
    };
  });
  if (unchecked.length > 0) remarks.add(uncheckedRemark(language, unchecked));
  return { list, gaps, unchecked, remarks: [...remarks] };
}

/** "Amharic of 2 articles is not yet checked by a speaker: purpose, areas". */
export function uncheckedRemark(language: string, ids: readonly string[]): string {
  const number = ids.length === 1 ? '1 article' : `${ids.length} articles`;
  return `${languageName(language)} of ${number} is not yet checked by a speaker: ${ids.join(', ')}`;
}

/** The clause library. Throws `clause-invalid` where one of its files is no clause: an article would be left out unseen. */
export function soundLibrary(register: Register): ClauseLibrary {
  const library = register.clauses();
  const [problem] = library.broken.values();
  if (problem !== undefined)
    throw new IrcError('clause-invalid', `${problem}.`, {
      exitCode: exitCodes.mendFirst,
      hint: 'docs/clauses.md tells what a clause file holds',
    });
  return library;
}

function unknownClause(record: RecordEntry, id: string, library: ClauseLibrary): IrcError {
  const names = [...library.clauses.keys()];
  const near = nearest(id, names);
  return new IrcError(
    'clause-unknown',
    `${record.id} uses the clause "${id}", which is not in the library and has no text of its own.`,
    {
      exitCode: exitCodes.recordsHaveErrors,
      hint: near === undefined ? `clauses: ${names.join(', ')}` : `did you mean ${near}?`,
    },
  );
}
