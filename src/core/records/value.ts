/** Nodes of YAML → plain values, and what YAML allows there and records do not. */
import { isAlias, isMap as isMapNode, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Problem } from '../../errors.ts';
import { formatPath } from '../paths.ts';
import { emptyMap, type Value, type ValueMap } from '../value.ts';
import { problemAt } from './guard.ts';
import { lineStartsOf, positionAt } from './position.ts';
import { syntaxProblem } from './syntax.ts';
import { parseYaml } from './yaml.ts';

// One file of a thousand mistakes is one file to be written again, not a thousand lines to read.
const mostProblems = 100;
/** The value of a text; undefined where it has an error. Adds what it finds to the problems. */
export function readValue(file: string, text: string, problems: Problem[]): ValueMap | undefined {
  const document = parseYaml(text);
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
