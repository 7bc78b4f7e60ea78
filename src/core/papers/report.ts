/** A report as its file says it: what it asks of the register, and the words around the answers. docs/reports.md explains it. */
import type { Problem } from '../../errors.ts';
import { readRecord } from '../records/record.ts';
import { nearest } from '../suggest.ts';
import { harmless } from '../terminal-safe.ts';
import { isMap, type Place, type Value, type ValueMap } from '../value.ts';

/** A question to the register, whose answer is a list of rows. Expressions may name fields without `self.`. */
export interface Query {
  readonly name: string;
  /** What the rows are, for the list of sources; absent: the name. */
  readonly title: string | undefined;
  /** Kinds whose records are the rows; or earlier queries, whose rows are taken on. */
  readonly of: readonly string[];
  readonly from: readonly string[];
  /** Holds for the records, or rows, that are taken. */
  readonly where: string | undefined;
  /** Lists that are gone through, one within the other: each of their items makes a row. */
  readonly for: readonly Named[];
  readonly values: readonly Named[];
  /** Holds for the rows that stay, once their values are known. */
  readonly keep: string | undefined;
  /**
   * The record that a row is about, or its id: of a report narrowed to a record the rows about others of its kind are left out,
   * though the record that they are made of names it.
   */
  readonly about: string | undefined;
  /** Values that the rows of a group have in common; undefined: no groups, [] one group of all. */
  readonly group: readonly string[] | undefined;
  /** Values of a group, over its `rows`. */
  readonly totals: readonly Named[];
  /** Expressions; `-` before one turns the order. */
  readonly sort: readonly string[];
  readonly limit: number | undefined;
}

export interface Named {
  readonly name: string;
  readonly expression: string;
}

export interface Report {
  readonly name: string;
  /** Texts by language. */
  readonly title: Readonly<Record<string, string>>;
  readonly description: string;
  /** A command of its own: `irc NAME`. */
  readonly command: string | undefined;
  readonly queries: readonly Query[];
  /** The template, where it stands in the file itself. */
  readonly template: string | undefined;
}

/** What a name of a query or a value may be: it is one in expressions and templates too. */
const nameForm = /^[a-z][a-z0-9_]*$/;

/** Names that expressions and templates give a meaning. */
export const reservedNames: ReadonlySet<string> = new Set(
  'self record office today fiscal queries rows ids title description language this'.split(' '),
);

/** Path of a report below templates/, and of its template where that is a file of its own. */
export function reportFile(name: string): string {
  return `reports/${name}.yaml`;
}
export function reportTemplateFile(name: string): string {
  return `reports/${name}.md.hbs`;
}

/** Reads a report. Codes: those of a record, and `report-invalid`; with one of them there is no report. */
export function readReport(
  file: string,
  name: string,
  text: string,
): { readonly report: Report | undefined; readonly problems: readonly Problem[] } {
  const read = readRecord(file, text);
  if (read.value === undefined) return { report: undefined, problems: read.problems };
  const problems: Problem[] = [];
  const reader = new Reader((place, part, message, hint) => {
    const problem = { code: 'report-invalid', severity: 'error', file, ...read.positionOf(place, part) } as const;
    problems.push({ ...problem, path: place.join('.'), message, ...(hint === undefined ? {} : { hint }) });
  });
  const report = reader.report(name, harmless(read.value));
  return { report: problems.length > 0 ? undefined : report, problems: [...read.problems, ...problems] };
}

type Slip = (place: Place, part: 'key' | 'value', message: string, hint?: string) => void;

const words = ['title', 'description', 'command', 'queries', 'template'];
const queryWords = [
  'title',
  'of',
  'from',
  'where',
  'for',
  'values',
  'keep',
  'about',
  'group',
  'totals',
  'sort',
  'limit',
];

class Reader {
  readonly #slip: Slip;

  constructor(slip: Slip) {
    this.#slip = slip;
  }

  report(name: string, value: ValueMap): Report {
    this.#names([], value, words);
    const title = typeof value.title === 'string' ? { en: value.title } : this.#texts(value.title);
    if (Object.keys(title).length === 0) this.#slip(['title'], 'value', 'A report has a title', 'title: {en: …}');
    const command = this.#text(['command'], value.command);
    if (command !== undefined && !/^[a-z][a-z0-9-]*$/.test(command))
      this.#slip(['command'], 'value', `"${command}" is no name of a command`, 'small letters, digits and hyphens');
    const queries: Query[] = [];
    if (!isMap(value.queries)) this.#slip(['queries'], 'value', 'A report asks something: queries are missing');
    for (const [query, words] of Object.entries(isMap(value.queries) ? value.queries : {}))
      queries.push(this.#query(query, words, queries));
    const description = this.#text(['description'], value.description) ?? '';
    return { name, title, description, command, queries, template: this.#text(['template'], value.template) };
  }

  #query(name: string, value: Value, earlier: readonly Query[]): Query {
    const at = ['queries', name];
    this.#name(at, name);
    const map = isMap(value) ? value : {};
    if (!isMap(value)) this.#slip(at, 'value', 'A query is a group of words', `words: ${queryWords.join(', ')}`);
    this.#names(at, map, queryWords);
    const of = this.#list([...at, 'of'], map.of);
    const from = this.#list([...at, 'from'], map.from);
    if ((of.length === 0) === (from.length === 0))
      this.#slip(at, 'key', `The query "${name}" takes its rows either of a kind or from another query`, 'of: KIND');
    const known = earlier.map((query) => query.name);
    for (const source of from) {
      if (known.includes(source)) continue;
      const near = nearest(source, known);
      this.#slip(
        [...at, 'from'],
        'value',
        `No query before this is called "${source}"`,
        near && `did you mean ${near}?`,
      );
    }
    const group = map.group === undefined ? undefined : this.#list([...at, 'group'], map.group);
    if (group === undefined && map.totals !== undefined)
      this.#slip([...at, 'totals'], 'key', 'There are totals of groups only', 'group: [] makes one group of all rows');
    const limit = typeof map.limit === 'number' && Number.isInteger(map.limit) && map.limit > 0 ? map.limit : undefined;
    if (map.limit !== undefined && limit === undefined)
      this.#slip([...at, 'limit'], 'value', 'The limit is a number of rows');
    return {
      name,
      title: this.#text([...at, 'title'], map.title),
      of,
      from,
      where: this.#text([...at, 'where'], map.where),
      for: this.#named([...at, 'for'], map.for),
      values: this.#named([...at, 'values'], map.values),
      keep: this.#text([...at, 'keep'], map.keep),
      about: this.#text([...at, 'about'], map.about),
      group,
      totals: this.#named([...at, 'totals'], map.totals),
      sort: this.#list([...at, 'sort'], map.sort),
      limit,
    };
  }

  #named(at: Place, value: Value | undefined): Named[] {
    if (value === undefined) return [];
    if (!isMap(value)) {
      this.#slip(at, 'value', 'Expressions stand here by their names', 'NAME: EXPRESSION');
      return [];
    }
    return Object.entries(value).flatMap(([name, expression]) => {
      this.#name([...at, name], name);
      const text = this.#text([...at, name], typeof expression === 'number' ? String(expression) : expression);
      return text === undefined ? [] : [{ name, expression: text }];
    });
  }

  #name(at: Place, name: string): void {
    if (!nameForm.test(name))
      this.#slip(at, 'key', `"${name}" is no name here`, 'small letters, digits and _, a letter first');
    else if (reservedNames.has(name))
      this.#slip(at, 'key', `The name "${name}" has a meaning already`, 'choose another');
  }

  #names(at: Place, value: ValueMap, known: readonly string[]): void {
    for (const name of Object.keys(value)) {
      if (known.includes(name)) continue;
      const near = nearest(name, known);
      this.#slip(
        [...at, name],
        'key',
        `There is no word "${name}" here`,
        near ? `did you mean ${near}?` : known.join(', '),
      );
    }
  }

  #text(at: Place, value: Value | undefined): string | undefined {
    if (typeof value === 'string' && value !== '') return value;
    if (value !== undefined) this.#slip(at, 'value', 'A text stands here');
    return undefined;
  }

  #texts(value: Value | undefined): Record<string, string> {
    const found = Object.entries(isMap(value) ? value : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
    );
    return Object.fromEntries(found);
  }

  /** One text or several; commas part them too. */
  #list(at: Place, value: Value | undefined): string[] {
    if (value === undefined) return [];
    const items = Array.isArray(value) ? value : [value];
    if (items.every((item) => typeof item === 'string')) return items;
    this.#slip(at, 'value', 'A text, or a list of texts, stands here');
    return [];
  }
}
