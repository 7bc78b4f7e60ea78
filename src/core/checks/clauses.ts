/**
 * Check: the articles that a record chooses are there and fit together. Codes: clause-unknown, clause-variant,
 * clause-own, clause-mandatory, clause-reference, clause-language. The library is read only for a record that chooses.
 */
import type { Problem } from '../../errors.ts';
import { certainReferences, missingReference, ownReferences } from '../papers/clause-references.ts';
import {
  type ArticlePlan,
  articlePlan,
  type ClausesAnnotation,
  clausesOf,
  isOwnId,
  languageName,
  type PlannedArticle,
  sourceOf,
} from '../register/articles.ts';
import { libraryLanguages } from '../register/clauses.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { nearest } from '../suggest.ts';
import { type Place, valueAt } from '../value.ts';
import { type Finding, problemOf } from './problem.ts';
import { show } from './schema.ts';

export function checkClauses(register: Register, record: RecordEntry): Problem[] {
  const annotation = clausesOf(record.kind)?.clauses;
  if (annotation === undefined) return [];
  const list = annotation.field.split('.');
  if (valueAt(record.value, list) === undefined) return [];
  const plan = articlePlan(register, record, annotation);
  const languages = languagesWanted(register, record, annotation);
  const findings = plan.articles.flatMap((article) => [
    ...wordsFindings(register, record, article),
    ...referenceFindings(register, record, plan, article),
    ...languageFindings(article, languages),
  ]);
  return [...leftOutFindings(record, plan, list), ...findings].map((finding) => problemOf(record, finding));
}

/** The languages that the document is made in and that the library has; in any other all articles are in English. */
function languagesWanted(register: Register, record: RecordEntry, { languages }: ClausesAnnotation): string[] {
  const list = languages === undefined ? undefined : valueAt(record.value, languages.split('.'));
  const known = new Set(libraryLanguages(register.clauses()));
  return Array.isArray(list) ? list.map(String).filter((language) => known.has(language)) : [];
}

/** An article has words: the library's in a wording that is there, or its own. */
function wordsFindings(register: Register, record: RecordEntry, article: PlannedArticle): Finding[] {
  const { id, clause } = article;
  const place = article.place ?? [];
  const library = register.clauses();
  const at = { severity: 'error', place: [...place, 'clause'] } as const;
  if (clause === undefined && isOwnId(id)) {
    const lacking = [
      ...(article.title === undefined ? ['title'] : []),
      ...(article.text === undefined ? ['text'] : []),
    ];
    if (lacking.length === 0) return [];
    const field = `${place.slice(0, -1).join('.')}.${id}`;
    return [
      {
        ...at,
        code: 'clause-own',
        message: `The article ${id} has no ${lacking.join(' and no ')} of its own`,
        hint: `irc set ${record.id} ${lacking.map((name) => `${field}.${name}.en='…'`).join(' ')}`,
      },
    ];
  }
  if (clause === undefined && article.text !== undefined) {
    return [
      {
        ...at,
        code: 'clause-own',
        message: `The article "${show(id)}" is not of the library, so its id must begin with own-`,
        hint: `write own-${id}, and :ref[own-${id}] where other articles refer to it`,
      },
    ];
  }
  // A file that cannot be read is a problem of the library, and not of the records that use it.
  if (clause === undefined && !library.broken.has(id)) {
    const names = [...library.clauses.keys()];
    const near = nearest(id, names);
    return [
      {
        ...at,
        code: 'clause-unknown',
        message: `There is no clause "${show(id)}" in the library`,
        hint: `${near === undefined ? `clauses: ${names.join(', ')}` : `did you mean ${near}?`} An article of your own begins with own-`,
      },
    ];
  }
  const wordings = Object.keys(clause?.texts ?? {});
  if (article.kind !== 'other wording' || wordings.includes(article.wording)) return [];
  const near = nearest(article.wording, wordings);
  return [
    {
      severity: 'error',
      place: [...place, 'variant'],
      code: 'clause-variant',
      message: `The clause ${id} has no wording "${show(article.wording)}"`,
      hint: `${near === undefined ? '' : `did you mean ${near}? `}wordings: ${wordings.join(', ')}`,
    },
  ];
}

function referenceFindings(
  register: Register,
  record: RecordEntry,
  plan: ArticlePlan,
  article: PlannedArticle,
): Finding[] {
  const place = article.place ?? [];
  const ids = new Set(plan.articles.map((other) => other.id));
  const finding = (at: Place, to: string): Finding => ({
    code: 'clause-reference',
    severity: 'error',
    place: at,
    message: missingReference(record, article.id, to),
    hint: referenceHint(register, record, place, ids, to),
  });
  if (article.text !== undefined) {
    return Object.entries(article.text).flatMap(([language, text]) =>
      ownReferences(text)
        .filter((id) => !ids.has(id))
        .map((id) => finding([...place, 'text', language], id)),
    );
  }
  const wording = article.clause?.texts[article.wording];
  const sources = wording === undefined ? [sourceOf(article, 'en')?.text ?? ''] : Object.values(wording);
  const missing = [...new Set(sources.flatMap((source) => certainReferences(source, record)))].filter(
    (id) => !ids.has(id),
  );
  return missing.map((id) => finding([...place, 'clause'], id));
}

function referenceHint(
  register: Register,
  record: RecordEntry,
  place: Place,
  ids: ReadonlySet<string>,
  to: string,
): string {
  if (register.clauses().clauses.has(to))
    return `irc set ${record.id} ${place.slice(0, -1).join('.')}+=${to}, or change the text`;
  const near = nearest(to, ids);
  return near === undefined ? `articles here: ${[...ids].join(', ')}` : `did you mean :ref[${near}]?`;
}

/** Own words are wanted in each language that the document is made in; English would be printed in their place. */
function languageFindings(article: PlannedArticle, languages: readonly string[]): Finding[] {
  const { text } = article;
  if (text === undefined) return [];
  return languages
    .filter((language) => !Object.hasOwn(text, language))
    .map((language) => ({
      code: 'clause-language',
      severity: 'warning',
      place: [...(article.place ?? []), 'text'],
      message: `The article ${article.id} has no text in ${languageName(language)}, so that ${languageName('en')} would be printed`,
      hint: `add it as text.${language}`,
    }));
}

function leftOutFindings(record: RecordEntry, plan: ArticlePlan, list: Place): Finding[] {
  const ids = plan.leftOut.filter((clause) => clause.mandatory).map((clause) => clause.id);
  if (ids.length === 0) return [];
  const what = ids.length === 1 ? 'An article is' : `${ids.length} articles are`;
  return [
    {
      code: 'clause-mandatory',
      severity: 'warning',
      place: list,
      part: 'key',
      message: `${what} left out that the house leaves out of none: ${ids.join(', ')}`,
      hint: `irc edit ${record.id} puts it in its place; irc set ${record.id} ${list.join('.')}+=${ids.join(',')} adds it at the end`,
    },
  ];
}
