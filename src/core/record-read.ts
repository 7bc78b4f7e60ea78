/**
 * YAML text → record. What is read is a subset of YAML 1.2 that every reader takes for the same: one map, no tags,
 * anchors, directives or second document.
 */
import {
  type Document,
  type DocumentOptions,
  isAlias,
  isMap as isMapNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type ParseOptions,
  parseDocument,
  type SchemaOptions,
  type YAMLMap,
} from 'yaml';
import type { Problem } from '../errors.ts';
import { formatPath } from './paths.ts';
import { bidiProblems, guardText, invisibleProblems, problemAt } from './record-guard.ts';
import { lineStartsOf, type Position, positionAt } from './record-position.ts';
import { syntaxProblem } from './record-syntax.ts';
import { emptyMap, type Place, type Value, type ValueMap } from './value.ts';

/** A record's text and what it holds. */
export interface RecordText {
  /** Path below the workspace root, with forward slashes. */
  readonly file: string;
  /** The text of the file, byte order mark and line ends included. */
  readonly text: string;
  /** Undefined if one of the problems is an error: half a record is not a record. */
  readonly value: ValueMap | undefined;
  readonly problems: readonly Problem[];
  /**
   * Where a place stands in the text: its value (the default) or its key. Where nothing stands at the place, the key of
   * the nearest place above it; of the whole record, the beginning. The text is read again at the first call only,
   * so that thousands of records without problems hold no trees.
   */
  readonly positionOf: (place: Place, part?: 'key' | 'value') => Position;
}

/** Options of the one way in which records are read. Duplicate keys are found here: the library compares each with each. */
export const parseOptions: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.2',
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
  intAsBigInt: false,
  logLevel: 'error',
};

/**
 * Reads a record. Never throws, whatever the text: what is wrong stands in `problems`, all of one file at once where
 * the YAML can be read, else the first. Codes: those of `guardText`, `bidiProblems`, `invisibleProblems` and `syntaxProblem`, and
 * `yaml-duplicate-key`, `yaml-tag`, `yaml-anchor`, `yaml-not-a-map`, `yaml-key`, `yaml-comma` (a warning),
 * `number-too-large`.
 */
export function readRecord(file: string, text: string): RecordText {
  const refused = guardText(file, text);
  if (refused) return { file, text, value: undefined, problems: [refused], positionOf: () => firstPosition };
  const problems: Problem[] = [...bidiProblems(file, text), ...invisibleProblems(file, text)];
  const value = readValue(file, text, problems);
  return { ...recordText(file, text, value), problems };
}

/**
 * The record of a text whose value is already known, from a cache of texts that were read without a problem. The value
 * must be what `readRecord` gave.
 */
export function recordText(file: string, text: string, value: ValueMap | undefined): RecordText {
  let locate: ((place: Place, part?: 'key' | 'value') => Position) | undefined;
  const positionOf = (place: Place, part?: 'key' | 'value') => {
    locate ??= locator(text);
    return locate(place, part);
  };
  return { file, text, value, problems: [], positionOf };
}

/**
 * A value typed as YAML, such as `[one, two]` or `{amount: "5"}`; undefined if it is not valid, or uses what records do
 * not use.
 */
export function readFlow(text: string): Value | undefined {
  // As the value of a field, so that what is typed can neither begin a second document nor stand at the line start.
  const problems: Problem[] = [];
  const wrapped = `value: ${text.trim().replaceAll('\n', '\n  ')}\n`;
  if (guardText('', wrapped)) return undefined;
  const value = readValue('', wrapped, problems);
  if (value === undefined || Object.keys(value).length !== 1) return undefined;
  return problems.some((problem) => problem.severity === 'error') ? undefined : value.value;
}

// One file of a thousand mistakes is one file to be written again, not a thousand lines to read.
const mostProblems = 100;
const firstPosition: Position = { line: 1, column: 1, length: 1 };

function parse(text: string): Document.Parsed | undefined {
  try {
    return parseDocument(text, parseOptions);
  } catch {
    // The limits keep the library from its known failures; one bad file must not end the check of all others.
    return undefined;
  }
}

function readValue(file: string, text: string, problems: Problem[]): ValueMap | undefined {
  const document = parse(text);
  if (document === undefined) {
    problems.push(problemAt(file, text, 0, 1, 'yaml-syntax', 'This text cannot be read as YAML.'));
    return undefined;
  }
  if (document.errors.length > 0) {
    problems.push(syntaxProblem(file, text, document.errors));
    return undefined;
  }
  const reader = new ValueReader(file, text, problems);
  const root = document.contents;
  if (!isMapNode(root)) {
    problems.push(notAMap(file, text, root));
    return undefined;
  }
  const value = reader.read(root) as ValueMap;
  return problems.some((problem) => problem.severity === 'error') ? undefined : value;
}

function notAMap(file: string, text: string, root: Node | null): Problem {
  const start = root?.range?.[0] ?? 0;
  const isText = isScalar(root) && typeof root.value === 'string';
  const glued = isText && /^[\w-]+:\S/.test(String(root.value));
  let found = 'is empty';
  if (isSeq(root)) found = 'holds a list';
  else if (isText) found = 'holds one text';
  else if (isScalar(root) && root.value !== null) found = 'holds one value';
  const hint = glued ? 'write a space after the colon: name: value' : 'write the fields as lines of name: value';
  return problemAt(
    file,
    text,
    start,
    root?.range?.[1] ?? 1,
    'yaml-not-a-map',
    `The file ${found}; a record is a map of fields.`,
    hint,
  );
}

/** Makes plain values of nodes in one walk, and finds what YAML allows and records do not. */
class ValueReader {
  readonly #file: string;
  readonly #text: string;
  readonly #problems: Problem[];
  readonly #place: (string | number)[] = [];

  constructor(file: string, text: string, problems: Problem[]) {
    this.#file = file;
    this.#text = text;
    this.#problems = problems;
  }

  read(node: unknown): Value {
    if (isScalar(node)) {
      if (node.tag !== undefined || node.anchor !== undefined) this.#refuseProperties(node);
      return this.#scalar(node.value, node);
    }
    if (isMapNode(node)) {
      if (node.tag !== undefined || node.anchor !== undefined) this.#refuseProperties(node);
      return this.#map(node);
    }
    if (isSeq(node)) {
      if (node.tag !== undefined || node.anchor !== undefined) this.#refuseProperties(node);
      return node.items.map((item, index) => {
        this.#place.push(index);
        const value = this.read(item);
        this.#place.pop();
        return value;
      });
    }
    if (isAlias(node)) {
      const hint = `write the value out; a text that begins with * stands in quotes`;
      this.#report(node, 'yaml-anchor', 'Aliases (*name) are not used in records.', hint);
    }
    return null;
  }

  #scalar(value: unknown, node: Node & { source?: string }): Value {
    if (typeof value !== 'number') return value as string | boolean | null;
    const isWhole = /^[-+]?[0-9]+$|^0[ox]/.test(node.source ?? '');
    if (!Number.isFinite(value) || (isWhole && !Number.isSafeInteger(value))) {
      this.#report(
        node,
        'number-too-large',
        'This number is too large to be kept exactly.',
        'write it in quotes, as text',
      );
    }
    return value;
  }

  #map(node: YAMLMap): ValueMap {
    const map = emptyMap();
    for (const pair of node.items) {
      const key = this.#key(pair);
      if (key === undefined) continue;
      this.#place.push(key);
      if (Object.hasOwn(map, key)) this.#reportDuplicate(node, pair, key);
      else map[key] = this.read(pair.value);
      if (node.flow && pair.value === null) this.#reportComma(pair.key as Node, key);
      this.#place.pop();
    }
    return map;
  }

  #key(pair: Pair): string | undefined {
    const key = pair.key;
    if (!isScalar(key) || key.tag !== undefined || key.anchor !== undefined) {
      this.#report(
        (key ?? pair.value) as Node | null,
        'yaml-key',
        'The name of a field must be a word, not a map, a list or an alias.',
      );
      return undefined;
    }
    if (typeof key.value !== 'string') {
      const hint = `write it in quotes: "${String(key.source ?? key.value)}"`;
      this.#report(key, 'yaml-key', 'This name would be read as a number, a truth value or nothing.', hint);
      return undefined;
    }
    if (key.value === '__proto__') {
      this.#report(key, 'yaml-key', 'A field cannot have this name.', 'choose another name');
      return undefined;
    }
    if (key.value === '<<' && key.type === 'PLAIN') {
      this.#report(key, 'yaml-anchor', 'Merge keys (<<) are not used in records.', 'write the values out');
      return undefined;
    }
    return key.value;
  }

  #refuseProperties(node: Node): void {
    const { anchor } = node as { anchor?: string };
    if (anchor !== undefined) {
      const hint = 'write the value out where it is used; a text that begins with & stands in quotes';
      this.#report(node, 'yaml-anchor', 'Anchors (&name) are not used in records.', hint);
    } else {
      const hint = 'remove it; a text that begins with ! stands in quotes';
      this.#report(node, 'yaml-tag', 'Tags (!name) are not used in records.', hint);
    }
  }

  #reportDuplicate(map: YAMLMap, pair: Pair, key: string): void {
    if (this.#problems.length >= mostProblems) return;
    const first = map.items.find((other) => isScalar(other.key) && other.key.value === key) ?? pair;
    const start = (first.key as Node).range?.[0] ?? 0;
    const { line } = positionAt(this.#text, lineStartsOf(this.#text), start, start + 1);
    this.#report(
      pair.key as Node,
      'yaml-duplicate-key',
      `${JSON.stringify(key)} stands here a second time; the first is on line ${line}.`,
      'keep one of the two',
    );
  }

  #reportComma(key: Node, name: string): void {
    const message = `${JSON.stringify(name)} has no value: within { } a comma begins a new field.`;
    const hint = 'if it belongs to the text before it, put that text in "double quotes"';
    if (this.#problems.length >= mostProblems) return;
    this.#problems.push({ ...this.#problem(key, 'yaml-comma', message, hint), severity: 'warning' });
  }

  #report(node: Node | null, code: string, message: string, hint?: string): void {
    if (this.#problems.length < mostProblems) this.#problems.push(this.#problem(node, code, message, hint));
  }

  #problem(node: Node | null, code: string, message: string, hint?: string): Problem {
    const [start, end] = node?.range ?? [0, 1];
    const problem = problemAt(this.#file, this.#text, start, end, code, message, hint);
    return { ...problem, path: formatPath(this.#place) };
  }
}

function locator(text: string): (place: Place, part?: 'key' | 'value') => Position {
  const root = parse(text)?.contents ?? null;
  const lineStarts = lineStartsOf(text);
  const rangeOf = (node: Node): Position => {
    const [start, end] = node.range ?? [0, 1];
    return positionAt(text, lineStarts, start, end);
  };
  return (place, part = 'value') => {
    let value: unknown = root;
    let key: Node | undefined;
    for (const [depth, step] of place.entries()) {
      const found = stepInto(value, step);
      if (found === undefined) return key ? rangeOf(key) : startOf(root, rangeOf);
      key = found.key;
      value = found.value;
      const isEmpty = !value || (value as Node).range?.[0] === (value as Node).range?.[1];
      if (depth === place.length - 1 && part === 'value' && !isEmpty) return rangeOf(value as Node);
    }
    return key ? rangeOf(key) : startOf(root, rangeOf);
  };
}

/** The whole record is marked by its first key: a line of its own may be a comment, and all lines are too many. */
function startOf(root: Node | null, rangeOf: (node: Node) => Position): Position {
  const first = isMapNode(root) ? root.items[0]?.key : undefined;
  return first ? rangeOf(first as Node) : firstPosition;
}

function stepInto(value: unknown, step: string | number): { key: Node; value: unknown } | undefined {
  if (isMapNode(value)) {
    const pair = value.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
    return pair && { key: pair.key as Node, value: pair.value };
  }
  if (isSeq(value)) {
    const item = typeof step === 'number' ? value.items[step] : undefined;
    return item ? { key: item as Node, value: item } : undefined;
  }
  return undefined;
}
