/** The articles that a document of a record will have: chosen by the record, or by the library's own conditions. */
import { printedCel } from '../expressions/values.ts';
import type { DocumentAnnotation } from '../schemas/document-annotation.ts';
import type { Kind } from '../schemas/kind.ts';
import { type Place, type Value, type ValueMap, valueAt } from '../value.ts';
import { type ChosenClause, type Clause, type ClauseLibrary, chosenClauses } from './clauses.ts';
import type { RecordEntry, Register } from './register.ts';

/** What the text of an article is: the house's, another wording of the library, own words, or nothing that is known. */
export type ArticleText = 'standard' | 'other wording' | 'own text' | 'own article' | 'unknown';

export interface PlannedArticle {
  readonly id: string;
  readonly clause: Clause | undefined;
  readonly kind: ArticleText;
  /** The wording that is taken from the library. */
  readonly wording: string;
  readonly title: ValueMap | undefined;
  readonly text: ValueMap | undefined;
  /** Where the record chooses it; undefined where the library does. */
  readonly place: Place | undefined;
}

export interface ArticlePlan {
  /** The wording of the house for such a record. */
  readonly wording: string;
  /** True where the record itself says which articles it has. */
  readonly isChosen: boolean;
  readonly articles: readonly PlannedArticle[];
  /** Clauses that belong in such a record by their condition, and that it leaves out. */
  readonly leftOut: readonly Clause[];
}

export type ClausesAnnotation = NonNullable<DocumentAnnotation['clauses']>;

/** Where the articles of a kind's document come from; of several documents the first that has articles tells. */
export function clausesOf(
  kind: Kind,
): { readonly document: DocumentAnnotation; readonly clauses: ClausesAnnotation } | undefined {
  for (const document of Object.values(kind.annotations.documents ?? {}))
    if (document.clauses !== undefined) return { document, clauses: document.clauses };
  return undefined;
}

/** The articles of a record's document, in their order. */
export function articlePlan(register: Register, record: RecordEntry, annotation: ClausesAnnotation): ArticlePlan {
  const library = register.clauses();
  const wording = printedCel(register.evaluate(record, annotation.variant));
  const place = annotation.field.split('.');
  const chosen = chosenClauses(valueAt(record.value, place));
  const applying = [...library.clauses.values()].filter((clause) => applies(register, record, clause));
  const articles =
    chosen === undefined
      ? applying.map((clause) => planned(library, { clause: clause.id }, wording, undefined))
      : chosen.map((entry) => planned(library, entry, wording, [...place, entry.index]));
  const there = new Set(articles.map((article) => article.id));
  return {
    wording,
    isChosen: chosen !== undefined,
    articles,
    leftOut: applying.filter((clause) => !there.has(clause.id)),
  };
}

/** True where the clause belongs in a record that chooses none. */
export function applies(register: Register, record: RecordEntry, clause: Clause): boolean {
  return register.expressions.holdsForRecord(clause.when, register.scope(record), register.lookup);
}

function planned(
  library: ClauseLibrary,
  entry: Partial<ChosenClause> & { readonly clause: string },
  house: string,
  place: Place | undefined,
): PlannedArticle {
  const clause = library.clauses.get(entry.clause);
  const wording = entry.variant ?? house;
  return {
    id: entry.clause,
    clause,
    kind: kindOf(clause, entry, house),
    wording,
    title: entry.title,
    text: entry.text,
    place,
  };
}

function kindOf(clause: Clause | undefined, entry: Partial<ChosenClause>, house: string): ArticleText {
  if (entry.text !== undefined) return clause === undefined ? 'own article' : 'own text';
  if (clause === undefined) return 'unknown';
  return entry.variant === undefined || entry.variant === house ? 'standard' : 'other wording';
}

/** The words of an article in a language, and whether they are in that language or only in place of it. */
export interface ArticleSource {
  readonly text: string;
  readonly language: string;
  /** True for words of the record, which are no template. */
  readonly isOwn: boolean;
}

/** The words to print; undefined where neither the record nor the library has any. English stands in for a language. */
export function sourceOf(article: PlannedArticle, language: string): ArticleSource | undefined {
  const own = textIn(article.text, language);
  if (own !== undefined) return { ...own, isOwn: true };
  const { clause } = article;
  if (clause === undefined) return undefined;
  // A clause that has only one wording serves for all.
  const texts = clause.texts[article.wording] ?? Object.values(clause.texts)[0] ?? {};
  const found = textIn(texts, language) ?? Object.entries(texts).map(([name, text]) => ({ language: name, text }))[0];
  return found === undefined ? undefined : { ...found, isOwn: false };
}

/** The title to print: the record's, else the library's, else the id. */
export function titleOf(article: Pick<PlannedArticle, 'id' | 'title' | 'clause'>, language: string): string {
  return textIn(article.title, language)?.text ?? textIn(article.clause?.title, language)?.text ?? article.id;
}

/** True for a text in the language, other than English, that no speaker has confirmed. */
export function isUnchecked(article: PlannedArticle, language: string): boolean {
  const source = sourceOf(article, language);
  if (language === 'en' || source?.language !== language) return false;
  const checked = source.isOwn ? article.text?.checked : article.clause?.checked;
  return !(Array.isArray(checked) && checked.includes(language));
}

function textIn(
  texts: Readonly<Record<string, Value>> | undefined,
  language: string,
): { readonly text: string; readonly language: string } | undefined {
  for (const name of [language, 'en']) {
    const text = texts !== undefined && Object.hasOwn(texts, name) ? texts[name] : undefined;
    if (typeof text === 'string' && text !== '') return { text, language: name };
  }
  return undefined;
}

export function isOwnId(id: string): boolean {
  return id.startsWith('own-');
}

/** "Amharic" for am. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
