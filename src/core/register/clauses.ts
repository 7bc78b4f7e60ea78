/** The clause library: one file a clause, with front matter and a section for each wording and language. */
import { readRecord } from '../records/record.ts';
import { isMap, type Value, type ValueMap } from '../value.ts';

export interface Clause {
  readonly id: string;
  readonly version: number;
  readonly order: number;
  readonly title: Readonly<Record<string, string>>;
  /** CEL over the record: whether the clause belongs in a document whose record chooses none. */
  readonly when: string;
  readonly mandatory: boolean;
  readonly guidance: string;
  /** Languages whose text a speaker has confirmed. */
  readonly checked: readonly string[];
  /** Fields whose codes change the words, by dotted path, with advice for each code. */
  readonly choices: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Source text by wording and language. */
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The clauses of a workspace, in their order. */
export interface ClauseLibrary {
  readonly clauses: ReadonlyMap<string, Clause>;
  /** Why a file is no clause, by the id that its name gives. */
  readonly broken: ReadonlyMap<string, string>;
}

/** Where a workspace keeps its own clauses. */
export const clausesFolder = 'templates/clauses';

export const emptyLibrary: ClauseLibrary = { clauses: new Map(), broken: new Map() };

/** The library that files are, each with its path and text. A file that is no clause stands among the broken. */
export function makeLibrary(files: readonly { readonly path: string; readonly text: string }[]): ClauseLibrary {
  const clauses: Clause[] = [];
  const broken = new Map<string, string>();
  for (const { path, text } of files) {
    const clause = parseClause(path, text);
    if ('problem' in clause) broken.set(path.replace(/^.*\/|\.md$/g, ''), clause.problem);
    else clauses.push(clause);
  }
  clauses.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  return { clauses: new Map(clauses.map((clause) => [clause.id, clause])), broken };
}

/** Languages of a clause's texts, in the order of its file. */
export function clauseLanguages(clause: Clause): string[] {
  return [...new Set(Object.values(clause.texts).flatMap((texts) => Object.keys(texts)))];
}

/** Languages that some clause has. */
export function libraryLanguages(library: ClauseLibrary): string[] {
  return [...new Set([...library.clauses.values()].flatMap(clauseLanguages))];
}

/** Reads a clause file. The reason comes back where it is none. */
export function parseClause(file: string, text: string): Clause | { readonly problem: string } {
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text);
  if (match === null) return { problem: `${file} does not begin with front matter between two lines of ---` };
  const front = readRecord(file, match[1] ?? '');
  const [problem] = front.problems;
  if (front.value === undefined || problem !== undefined)
    return { problem: `${file}:${(problem?.line ?? 1) + 1}: ${problem?.message ?? 'the front matter is empty'}` };
  return fromFrontMatter(file, front.value, sections(match[2] ?? ''));
}

function fromFrontMatter(file: string, value: ValueMap, texts: Clause['texts']): Clause | { readonly problem: string } {
  const { id, version, order, title, when, mandatory, guidance, checked, choices } = value;
  if (typeof id !== 'string' || typeof version !== 'number' || typeof order !== 'number' || !isMap(title)) {
    return { problem: `${file}: the front matter needs id, version, order and title` };
  }
  if (Object.keys(texts).length === 0)
    return { problem: `${file} has no section; one begins with "# WORDING LANGUAGE"` };
  return {
    id,
    version,
    order,
    title: textMap(title),
    when: when === undefined ? 'true' : String(when),
    mandatory: mandatory === true,
    guidance: typeof guidance === 'string' ? guidance : '',
    checked: Array.isArray(checked) ? checked.map(String) : [],
    choices: isMap(choices)
      ? Object.fromEntries(Object.entries(choices).map(([path, advice]) => [path, textMap(advice)]))
      : {},
    texts,
  };
}

function textMap(value: Value): Record<string, string> {
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)])) : {};
}

/** Texts by wording and language; a section begins with a heading of the first level, `# binding en`. */
function sections(body: string): Record<string, Record<string, string>> {
  const texts: Record<string, Record<string, string>> = {};
  const parts = body.split(/^# +(\S+) +(\S+) *$/m);
  for (let index = 1; index + 2 <= parts.length; index += 3) {
    const [variant, language, text] = [parts[index] ?? '', parts[index + 1] ?? '', parts[index + 2] ?? ''];
    texts[variant] = { ...texts[variant], [language]: text.trim() };
  }
  return texts;
}

/** An article as the record chooses it. */
export interface ChosenClause {
  /** Position in the record's list. */
  readonly index: number;
  readonly clause: string;
  readonly variant: string | undefined;
  readonly title: ValueMap | undefined;
  readonly text: ValueMap | undefined;
}

/** The entries of a record's list of clauses; undefined where it has none and the library decides. */
export function chosenClauses(list: Value | undefined): ChosenClause[] | undefined {
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((entry, index) => {
    if (!isMap(entry) || typeof entry.clause !== 'string') return [];
    return [
      {
        index,
        clause: entry.clause,
        variant: typeof entry.variant === 'string' ? entry.variant : undefined,
        title: isMap(entry.title) ? entry.title : undefined,
        text: isMap(entry.text) ? entry.text : undefined,
      },
    ];
  });
}
