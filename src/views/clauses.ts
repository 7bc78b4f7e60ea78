/** The clause library and the articles of a record, for the terminal. */
import type { Style } from '../context.ts';
import { type Departure, fieldsOfCondition, fieldsRead } from '../core/changes/clause-fields.ts';
import { choicesOf } from '../core/fields/choice.ts';
import { wrapped } from '../core/line-breaks.ts';
import {
  type ArticlePlan,
  isUnchecked,
  languageName,
  type PlannedArticle,
  titleOf,
} from '../core/register/articles.ts';
import { type Clause, clauseLanguages } from '../core/register/clauses.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { fieldAt } from '../core/schemas/field.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { tableText } from './table.ts';

function uncheckedLanguages(clause: Clause): string[] {
  return clauseLanguages(clause).filter((language) => language !== 'en' && !clause.checked.includes(language));
}

/** The library as a table, and beneath it what the signs mean. */
export function libraryText(clauses: readonly Clause[], width: number, style: Style): string {
  const wordings = clauses.map((clause) => Object.keys(clause.texts).join(', '));
  // All clauses usually have the same wordings: then one line says it for all.
  const alike = new Set(wordings).size === 1;
  const headings = ['ORDER', 'ID', 'VERSION', ...(alike ? [] : ['WORDINGS']), 'LANGUAGES', 'APPLIES', 'TITLE'];
  const columns = headings.map((heading) => ({
    path: '',
    heading,
    alignRight: heading === 'ORDER' || heading === 'VERSION',
  }));
  const rows = clauses.map((clause, index) => [
    String(clause.order),
    clause.id,
    String(clause.version),
    ...(alike ? [] : [wordings[index] ?? '']),
    clauseLanguages(clause)
      .map((language) => (uncheckedLanguages(clause).includes(language) ? `${language}?` : language))
      .join(' '),
    `${appliesText(clause)}${clause.mandatory ? ', mandatory' : ''}`,
    lineSafe(clause.title.en ?? clause.id),
  ]);
  const unchecked = clauses.some((clause) => uncheckedLanguages(clause).length > 0);
  const notes = [
    ...(alike && wordings[0] !== undefined ? [`each in the wordings ${wordings[0]}`] : []),
    ...(unchecked ? ['? no speaker has checked this language yet'] : []),
  ];
  return `${tableText(columns, rows, width, style)}${notes.map((note) => `${style.dim(note)}\n`).join('')}`;
}

function appliesText(clause: Clause): string {
  if (clause.when === 'true') return 'always';
  const fields = fieldsOfCondition(clause);
  if (fields.length === 0) return `if ${lineSafe(clause.when)}`;
  // One field is there or true; how several count together is told by the clause's own page.
  return `${fields.length === 1 ? 'if' : 'by'} ${fields.join(', ')}`;
}

/** One clause: what it is for, what to choose, what it reads, and its words in one wording and language. */
export function clauseText(
  register: Register,
  kinds: readonly Kind[],
  clause: Clause,
  shown: { readonly wording: string; readonly language: string; readonly text: string },
  width: number,
  style: Style,
): string {
  const title = Object.values(clause.title).map(lineSafe).join(' · ');
  const mandatory = clause.mandatory ? 'mandatory' : 'may be left out';
  const lines = [
    style.bold(title),
    `${clause.id} · order ${clause.order} · version ${clause.version} · ${mandatory}`,
    ...row('When', clause.when === 'true' ? 'always' : clause.when, width, style),
    ...row('Wordings', Object.keys(clause.texts).join(' · '), width, style),
    ...row(
      'Languages',
      clauseLanguages(clause)
        .map((language) => languageText(clause, language))
        .join(' · '),
      width,
      style,
    ),
    ...row('Reads', fieldsRead(clause, kinds).join(' · '), width, style),
    ...row('Guidance', clause.guidance, width, style),
  ];
  for (const [path, advice] of Object.entries(clause.choices)) {
    lines.push('', `${style.dim('Choice')} ${path}`);
    for (const [code, text] of Object.entries(advice))
      lines.push(`  ${lineSafe(labelOfCode(register, kinds, path, code))}`, ...wrapped('    ', text, width));
  }
  lines.push('', style.dim(`${shown.wording} ${shown.language}`), ...shown.text.split('\n').map(lineSafe));
  return `${lines.join('\n')}\n`;
}

function languageText(clause: Clause, language: string): string {
  const checked = uncheckedLanguages(clause).includes(language) ? ' (not yet checked by a speaker)' : '';
  return `${languageName(language)}${checked}`;
}

/** "On signature (on_signature)": the label of the code list, and what is typed in a flag. */
function labelOfCode(register: Register, kinds: readonly Kind[], path: string, code: string): string {
  for (const kind of kinds) {
    const field = fieldAt(kind.root, path.split('.'));
    const item = field?.item ?? field;
    const choice =
      item === undefined ? undefined : choicesOf(item, { register, language: 'en' }).find((each) => each.code === code);
    if (choice !== undefined) return choice.en === code ? code : `${choice.en} (${code})`;
  }
  return code;
}

/** The articles that a record's document will have, what it leaves out, and where it departs from the house standard. */
export function articlesText(
  register: Register,
  record: RecordEntry,
  plan: ArticlePlan,
  unchecked: readonly string[],
  departing: readonly Departure[],
  width: number,
  style: Style,
): string {
  const number = plan.articles.length === 1 ? '1 article' : `${plan.articles.length} articles`;
  const chosen = plan.isChosen ? 'chosen for this record' : 'as the library has them';
  const rows = plan.articles.map((article, index) => [
    String(index + 1),
    article.id,
    noteOf(article, unchecked),
    lineSafe(titleOf(article, 'en')),
  ]);
  const left = plan.leftOut.map((clause) => [
    '–',
    clause.id,
    `left out${clause.mandatory ? ', and mandatory' : ''}`,
    lineSafe(clause.title.en ?? clause.id),
  ]);
  const columns = ['NO.', 'ID', 'TEXT', 'TITLE'].map((heading) => ({
    path: '',
    heading,
    alignRight: heading === 'NO.',
  }));
  const lines = departing.flatMap(({ title, value, standard }) =>
    row(lineSafe(title), `${value === '' ? '–' : value} (house standard: ${standard})`, width, style, 24),
  );
  return [
    `${style.bold(lineSafe(register.title(record)))}\n`,
    `${record.id} · ${number}, ${chosen} · wording ${plan.wording}\n\n`,
    tableText(columns, [...rows, ...left], width, style),
    ...(lines.length === 0 ? [] : [`\n${style.bold('Departs from the house standard')}\n${lines.join('\n')}\n`]),
  ].join('');
}

function noteOf(article: PlannedArticle, languages: readonly string[]): string {
  const unchecked = languages.filter((language) => isUnchecked(article, language)).map(languageName);
  const kind = {
    standard: 'standard',
    'other wording': `other wording: ${article.wording}`,
    'own text': 'own text',
    'own article': 'own article',
    unknown: 'unknown: irc validate tells more',
  }[article.kind];
  return lineSafe(unchecked.length === 0 ? kind : `${kind}; ${unchecked.join(', ')} unchecked`);
}

function row(label: string, text: string, width: number, style: Style, room = 12): string[] {
  if (text === '') return [];
  const lead = `  ${label.padEnd(room)}  `;
  const [first = '', ...rest] = wrapped(lead, text, width);
  return [style.dim(lead) + first.slice(lead.length), ...rest];
}
