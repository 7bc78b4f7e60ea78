import { Command } from 'commander';
import type { Context, Workspace } from '../context.ts';
import { departures, fieldsRead, kindsWithClauses } from '../core/changes/clause-fields.ts';
import { articlePlan, clausesOf, isUnchecked, sourceOf, titleOf } from '../core/register/articles.ts';
import { type Clause, type ClauseLibrary, clauseLanguages, libraryLanguages } from '../core/register/clauses.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { withArticle } from '../core/schemas/place.ts';
import { nearest } from '../core/suggest.ts';
import { valueAt } from '../core/value.ts';
import { exitCodes, IrcError, usageError } from '../errors.ts';
import { articlesText, clauseText, libraryText } from '../views/clauses.ts';
import { soundLibrary } from './document-articles.ts';

interface ClausesOptions {
  readonly wording?: string;
  readonly lang?: string;
}

export function clausesCommand(context: Context): Command {
  return new Command('clauses')
    .summary('show the clause library, or the articles of a record')
    .description(
      'Lists the clause library; shows one clause with its guidance and its words; or shows the articles that a record’s draft will have, and where it departs from the house standard.',
    )
    .argument('[name]', 'a clause, or the id of a record')
    .option('--wording <wording>', 'wording of the clause to show')
    .option('--lang <language>', 'language of the clause to show')
    .addHelpText(
      'after',
      '\nExamples:\n  irc clauses\n  irc clauses entry --wording binding --lang am\n  irc clauses mou-2026-african-union',
    )
    .action((name: string | undefined, options: ClausesOptions) => clauses(context, name, options));
}

/**
 * Prints the library, one clause, or the articles of a record. Rejects with `clause-invalid`, `unknown-clause`,
 * `unknown-wording`, `unknown-language`, `no-articles` and `document-refused`.
 */
export async function clauses(context: Context, name: string | undefined, options: ClausesOptions): Promise<void> {
  const workspace = await context.openWorkspace('read');
  const library = soundLibrary(workspace.register);
  const { terminal } = context;
  if (name === undefined) {
    const all = [...library.clauses.values()];
    if (context.options.json) printJson(context, all.map(summaryJson));
    else terminal.out(libraryText(all, terminal.columns, terminal.style));
    return;
  }
  const clause = library.clauses.get(name);
  if (clause !== undefined) {
    showClause(context, workspace, clause, options);
    return;
  }
  const record = workspace.register.record(name);
  if (record === undefined) throw unknownName(workspace, library, name);
  showArticles(context, workspace, record);
}

function showClause(context: Context, workspace: Workspace, clause: Clause, options: ClausesOptions): void {
  const { register } = workspace;
  const { terminal } = context;
  const wording = oneOf('wording', Object.keys(clause.texts), options.wording);
  const texts = clause.texts[wording] ?? {};
  const language = oneOf('language', Object.keys(texts), options.lang);
  const kinds = kindsWithClauses(register);
  if (context.options.json) {
    const { guidance, choices } = clause;
    const fields = fieldsRead(clause, kinds);
    printJson(context, { ...summaryJson(clause), guidance, choices, fields, texts: clause.texts });
    return;
  }
  const shown = { wording, language, text: texts[language] ?? '' };
  terminal.out(clauseText(register, kinds, clause, shown, terminal.columns, terminal.style));
}

/** The name asked for, or the first. Throws `unknown-wording` or `unknown-language`. */
function oneOf(what: 'wording' | 'language', names: readonly string[], asked: string | undefined): string {
  if (asked === undefined) return names[0] ?? '';
  if (names.includes(asked)) return asked;
  const near = nearest(asked, names);
  const hint = `${near === undefined ? '' : `did you mean ${near}? `}${what}s: ${names.join(', ')}`;
  throw usageError(`unknown-${what}`, `The clause has no ${what} "${asked}".`, hint);
}

function showArticles(context: Context, workspace: Workspace, record: RecordEntry): void {
  const { register } = workspace;
  const annotation = clausesOf(record.kind);
  if (annotation === undefined) {
    const kinds = kindsWithClauses(register).map((kind) => kind.plural);
    throw usageError(
      'no-articles',
      `${withArticle(record.kind.title)} has no articles.`,
      kinds.length === 0 ? 'no kind of this register has' : `there are articles of ${kinds.join(', ')}`,
    );
  }
  const { document, clauses: chosen } = annotation;
  if (document.when !== undefined && register.evaluate(record, document.when) !== true) {
    throw new IrcError('document-refused', `${document.title} cannot be made of ${record.id} as it stands.`, {
      exitCode: exitCodes.recordsHaveErrors,
      hint: `see what it holds: irc show ${record.id}`,
    });
  }
  const plan = articlePlan(register, record, chosen);
  const own = chosen.languages === undefined ? undefined : valueAt(record.value, chosen.languages.split('.'));
  const languages = Array.isArray(own) ? own.map(String) : libraryLanguages(register.clauses());
  const departing = departures(register, record);
  if (!context.options.json) {
    const { columns, style } = context.terminal;
    context.terminal.out(articlesText(register, record, plan, languages, departing, columns, style));
    return;
  }
  printJson(context, {
    id: record.id,
    wording: plan.wording,
    chosen: plan.isChosen,
    articles: plan.articles.map((article, index) => ({
      number: index + 1,
      id: article.id,
      title: titleOf(article, 'en'),
      text: article.kind,
      wording: article.clause === undefined || article.text !== undefined ? undefined : article.wording,
      languages: languages.filter((language) => sourceOf(article, language)?.language === language),
      unchecked: languages.filter((language) => isUnchecked(article, language)),
    })),
    leftOut: plan.leftOut.map(({ id, mandatory }) => ({ id, mandatory })),
    departures: departing,
  });
}

function unknownName(workspace: Workspace, library: ClauseLibrary, name: string): IrcError {
  const articled = kindsWithClauses(workspace.register).flatMap((kind) => workspace.register.ofKind(kind.name));
  const near = nearest(name, [...library.clauses.keys(), ...articled.map((record) => record.id)]);
  return usageError(
    'unknown-clause',
    `There is no clause and no record "${name}".`,
    near === undefined ? 'all clauses: irc clauses' : `did you mean ${near}?`,
  );
}

function summaryJson(clause: Clause): object {
  const { id, order, title, version, mandatory, when, checked } = clause;
  const wordings = Object.keys(clause.texts);
  return { id, order, title, version, mandatory, when, wordings, languages: clauseLanguages(clause), checked };
}

function printJson(context: Context, value: unknown): void {
  context.terminal.out(`${JSON.stringify(value, undefined, 2)}\n`);
}
