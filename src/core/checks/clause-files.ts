/** Check of one file of the clause library: its front matter against the kinds that have articles, and its sections. */
import type { Problem } from '../../errors.ts';
import type { TypedExpressions } from '../expressions/types.ts';
import { readRecord } from '../records/record.ts';
import type { CodeLists } from '../schemas/code-lists.ts';
import { type Field, fieldAt } from '../schemas/field.ts';
import type { Kind } from '../schemas/kind.ts';
import { nearest } from '../suggest.ts';
import { isMap, type Place, type Value, type ValueMap } from '../value.ts';

interface Surroundings {
  /** The kinds whose documents have articles. */
  readonly kinds: readonly Kind[];
  readonly codeLists: CodeLists;
  readonly typed: TypedExpressions;
}

const words = ['id', 'version', 'order', 'title', 'when', 'mandatory', 'guidance', 'checked', 'choices'];
const heading = /^# +\S+ +\S+ *\r?$/;

/** What is wrong with a file of templates/clauses, apart from the templates in it. Code: clause-invalid. */
export function clauseFileProblems(file: string, text: string, surroundings: Surroundings): Problem[] {
  const lines = text.split('\n');
  const end = lines.findIndex((line, index) => index > 0 && /^---\r?$/.test(line));
  if (!/^---\r?$/.test(lines[0] ?? '') || end < 0) {
    return [problemAt(file, 1, 'A clause begins with front matter between two lines of ---')];
  }
  const front = readRecord(file, lines.slice(1, end).join('\n'));
  if (front.value === undefined || front.problems.length > 0) {
    const found = front.problems.map((problem) => ({ ...problem, code: 'clause-invalid', line: problem.line + 1 }));
    return found.length > 0 ? found : [problemAt(file, 1, 'The front matter is empty')];
  }
  const at: At = (place, message, hint, part = 'value') => {
    const problem = { ...problemAt(file, 1, message), path: place.join('.'), ...(hint === undefined ? {} : { hint }) };
    if (!isThere(front.value, place)) return { ...problem, length: 3 };
    const { line, column, length } = front.positionOf(place, part);
    return { ...problem, line: line + 1, column, length };
  };
  return [
    ...wordProblems(front.value, file, at),
    ...conditionProblems(front.value, surroundings, at),
    ...choiceProblems(front.value, surroundings, at),
    ...sectionProblems(file, lines, end),
  ];
}

/** The text of each wording of a clause file, with as many empty lines before it as stand before it in the file. */
export function clauseSections(text: string): string[] {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, index) => (heading.test(line) ? [index] : []));
  return starts.map((start, position) => {
    const body = lines.slice(start + 1, starts[position + 1] ?? lines.length);
    return '\n'.repeat(start + 1) + body.join('\n');
  });
}

type At = (place: Place, message: string, hint?: string, part?: 'key' | 'value') => Problem;

function wordProblems(front: ValueMap, file: string, at: At): Problem[] {
  const unknown = Object.keys(front)
    .filter((word) => !words.includes(word))
    .map((word) => at([word], `A clause has no word "${word}"`, hintOf(word, words, 'words'), 'key'));
  const lacking = ['id', 'version', 'order', 'title']
    .filter((word) => front[word] === undefined)
    .map((word) => at([word], `The front matter needs ${word}`));
  const wrong = Object.entries(front).flatMap(([word, value]) => {
    const what = Object.hasOwn(wanted, word) ? wanted[word] : undefined;
    return what === undefined || what.fits(value) ? [] : [at([word], `${word} is ${what.told}`)];
  });
  const name = file.replace(/^.*\/|\.md$/g, '');
  const isNamed = typeof front.id !== 'string' || front.id === name;
  return [...unknown, ...lacking, ...wrong, ...(isNamed ? [] : [at(['id'], `The id is that of the file, ${name}`)])];
}

const isText = (value: Value): boolean => typeof value === 'string';
const isTexts = (value: Value): boolean => isMap(value) && Object.values(value).every(isText);

const wanted: Readonly<Record<string, { readonly fits: (value: Value) => boolean; readonly told: string }>> = {
  id: { fits: isText, told: 'a text' },
  version: { fits: Number.isInteger, told: 'a whole number' },
  order: { fits: (value) => typeof value === 'number', told: 'a number' },
  title: {
    fits: (value) => isTexts(value) && isMap(value) && value.en !== undefined,
    told: 'the title by language, such as {en: Costs}',
  },
  when: { fits: isText, told: 'an expression in quotes, such as "true"' },
  mandatory: { fits: (value) => typeof value === 'boolean', told: 'true or false' },
  guidance: { fits: isText, told: 'a text' },
  checked: {
    fits: (value) => Array.isArray(value) && value.every(isText),
    told: 'a list of languages, such as [am]',
  },
  choices: {
    fits: (value) => isMap(value) && Object.values(value).every(isTexts),
    told: 'advice for the codes of fields, such as {entry.mode: {on_signature: …}}',
  },
};

/** A library may serve several kinds: the condition must be one of one of them. */
function conditionProblems({ when }: ValueMap, { kinds, typed }: Surroundings, at: At): Problem[] {
  if (typeof when !== 'string' || when === 'true') return [];
  const faults = kinds.map((kind) => typed.conditionError(when, kind.root));
  const [first] = faults;
  return first === undefined || faults.includes(undefined) ? [] : [at(['when'], `when cannot be read: ${first}`)];
}

function choiceProblems({ choices }: ValueMap, { kinds, codeLists }: Surroundings, at: At): Problem[] {
  if (!isMap(choices)) return [];
  return Object.entries(choices).flatMap(([path, advice]) => {
    const fields = kinds.flatMap((kind) => fieldAt(kind.root, path.split('.')) ?? []);
    if (fields.length === 0) {
      const near = nearest(
        path,
        kinds.flatMap((kind) => pathsBelow(kind.root)),
      );
      const hint = near === undefined ? undefined : `did you mean ${near}?`;
      return [at(['choices', path], `No kind that has articles has a field "${path}"`, hint, 'key')];
    }
    const codes = fields.flatMap((field) => codesOf(field.item ?? field, codeLists) ?? []);
    if (codes.length === 0 || !isMap(advice)) return [];
    return Object.keys(advice)
      .filter((code) => !codes.includes(code))
      .map((code) =>
        at(['choices', path, code], `"${code}" is no code of ${path}`, hintOf(code, codes, 'codes'), 'key'),
      );
  });
}

function pathsBelow(field: Field): string[] {
  return [...(field.path === '' ? [] : [field.path]), ...field.properties.flatMap(pathsBelow)];
}

function codesOf(field: Field, codeLists: CodeLists): readonly string[] | undefined {
  const list = field.annotations.codelist;
  return list === undefined ? field.choices : codeLists.get(list)?.items.map((item) => item.code);
}

/** A text before the first section, or one of two alike, would be dropped without a word. */
function sectionProblems(file: string, lines: readonly string[], end: number): Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  let hasStray = false;
  lines.forEach((line, index) => {
    if (index <= end) return;
    const title = line.trim().replace(/\s+/g, ' ');
    const tell = (message: string): unknown => problems.push(problemAt(file, index + 1, message, line));
    if (heading.test(line)) {
      if (seen.has(title)) tell(`There are two sections "${title}", of which only the last is printed`);
      seen.add(title);
    } else if (/^#(?!#)/.test(line)) {
      tell('A section begins with "# WORDING LANGUAGE"; a heading within an article has ## or more');
    } else if (seen.size === 0 && title !== '' && !hasStray) {
      hasStray = true;
      tell('This stands before the first section "# WORDING LANGUAGE", and is never printed');
    }
  });
  if (seen.size === 0)
    problems.push(problemAt(file, end + 1, 'There is no section; one begins with "# WORDING LANGUAGE"'));
  return problems;
}

function isThere(root: Value | undefined, [step, ...rest]: Place): boolean {
  if (step === undefined) return true;
  return isMap(root) && Object.hasOwn(root, String(step)) && isThere(root[String(step)], rest);
}

function hintOf(word: string, known: readonly string[], what: string): string {
  const near = nearest(word, known);
  return near === undefined ? `${what}: ${known.join(', ')}` : `did you mean ${near}?`;
}

function problemAt(file: string, line: number, message: string, marked = ''): Problem {
  const length = Math.max(1, marked.trimEnd().length);
  return { code: 'clause-invalid', severity: 'error', file, line, column: 1, length, path: '', message };
}
