/**
 * CEL, the one expression language of schemas and queries: the environment, our functions and their limits.
 * Expressions have no side effects; what they know of the register comes through `Lookup`.
 */
import { Environment, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import { registerFunctions } from './expression-functions.ts';
import { type CelMap, type CelValue, celText, type Lookup } from './expression-values.ts';
import type { Field } from './field.ts';
import type { Watch } from './watch.ts';

export interface Scope {
  readonly self: CelValue;
  readonly record: CelValue;
  readonly office: CelValue;
  readonly today: string;
  readonly old?: CelValue;
  /** In a comparison: the record that `self` is compared with. */
  readonly other?: CelValue;
  /** In a comparison: what was worked out of the two for all criteria. */
  readonly both?: CelValue;
  /** In a copy of a document: the one who keeps it. */
  readonly copy?: CelValue;
  /** In an action: its day, and the post that does it. */
  readonly on?: string;
  readonly by?: string | null;
}

/** An expression that cannot be read or evaluated; `missing` is the key that was not there, if that was the reason. */
export class ExpressionError extends Error {
  readonly expression: string;
  readonly missing: string | undefined;
  constructor(expression: string, message: string, missing?: string) {
    super(message);
    this.name = 'ExpressionError';
    this.expression = expression;
    this.missing = missing;
  }
}

type Compiled = (scope: Record<string, unknown>) => unknown;

export class Expressions {
  readonly #environment: Environment;
  readonly #open: Environment;
  readonly #compiled = new Map<string, Compiled>();
  readonly #compiledOpen = new Map<string, Compiled>();
  /** Is told which expression is worked out. */
  readonly watch: Watch | undefined;
  #lookup: Lookup | undefined;

  constructor(watch?: Watch) {
    this.watch = watch;
    this.#environment = baseEnvironment(() => this.#lookup, false);
    this.#open = baseEnvironment(() => this.#lookup, true);
    for (const name of ['self', 'record', 'office', 'today', 'old', 'other', 'both', 'copy', 'on', 'by']) {
      this.#environment.registerVariable(name, 'dyn');
    }
  }

  /** The value of an expression. Throws `ExpressionError`. */
  evaluate(expression: string, scope: Scope, lookup: Lookup): CelValue {
    const outer = this.#lookup;
    this.#lookup = lookup;
    this.watch?.begins(expression);
    try {
      return this.#compile(expression)({ ...scope }) as CelValue;
    } catch (error) {
      throw asExpressionError(expression, error);
    } finally {
      this.watch?.ends();
      this.#lookup = outer;
    }
  }

  /** True when the expression is true; throws `ExpressionError` where it gives no boolean. */
  holds(expression: string, scope: Scope, lookup: Lookup): boolean {
    const value = this.evaluate(expression, scope, lookup);
    if (typeof value !== 'boolean') throw new ExpressionError(expression, 'gives no true or false');
    return value;
  }

  /**
   * As `holds`, but a key that is not there makes it false, and the fields of `self` may be named by themselves: for
   * `--where` and for the conditions of questions.
   */
  holdsForRecord(expression: string, scope: Scope, lookup: Lookup): boolean {
    const value = this.openValue(expression, scope, lookup);
    if (value === undefined) return false;
    if (typeof value !== 'boolean') throw new ExpressionError(expression, 'gives no true or false');
    return value;
  }

  /** As `evaluate`, where the fields of `self` may be named by themselves, and a key that is not there gives undefined. */
  openValue(expression: string, scope: Scope, lookup: Lookup): CelValue | undefined {
    const outer = this.#lookup;
    this.#lookup = lookup;
    this.watch?.begins(expression);
    try {
      return this.#compileOpen(expression)(namesOf(scope)) as CelValue;
    } catch (error) {
      const failure = asExpressionError(expression, error);
      if (failure.missing !== undefined) return undefined;
      throw failure;
    } finally {
      this.watch?.ends();
      this.#lookup = outer;
    }
  }

  /** Fills the `{CEL}` holes of a text. Throws `ExpressionError`. */
  fill(text: string, scope: Scope, lookup: Lookup): string {
    return splitHoles(text)
      .map((part) => (part.hole ? celText(this.evaluate(part.text, scope, lookup)) : part.text))
      .join('');
  }

  /** What keeps an open expression from being read, or undefined. */
  syntaxError(expression: string): string | undefined {
    try {
      this.#compileOpen(expression);
      return undefined;
    } catch (error) {
      return asExpressionError(expression, error).message;
    }
  }

  #compileOpen(expression: string): Compiled {
    let compiled = this.#compiledOpen.get(expression);
    if (compiled === undefined) {
      compiled = this.#open.parse(withLinearMatches(withFieldsOfTypeNames(expression))) as unknown as Compiled;
      this.#compiledOpen.set(expression, compiled);
    }
    return compiled;
  }

  #compile(expression: string): Compiled {
    let compiled = this.#compiled.get(expression);
    if (compiled === undefined) {
      compiled = this.#environment.parse(withLinearMatches(expression)) as unknown as Compiled;
      this.#compiled.set(expression, compiled);
    }
    return compiled;
  }
}

/** Whether an expression reads the value before the change: without one it cannot be evaluated. */
export function readsOld(expression: string): boolean {
  return [...expression.matchAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?<![\w.?])old\b(?!\s*\()/g)].some(
    ([found]) => found === 'old',
  );
}

const typesOf = { bool: ['bool'], number: ['int', 'double'], string: ['string'] };
const typeWords = { bool: 'true or false', number: 'a number', string: 'a text' };

/** Names of the scope, and of CEL's own types: a field of such a name is `self.NAME`. */
const takenNames = new Set(
  'self record office today old other both copy on by type duration timestamp list map bool int uint double string bytes'.split(
    ' ',
  ),
);

/** Checks expressions against the fields of a kind; used when schemas are checked, not when records are. */
export class TypedExpressions {
  readonly #base: Environment;
  readonly #derived: DerivedTypes;
  /** Declaring the types of a record is the costly part: it is done once for each record, and once for each node. */
  readonly #ofRecord = new Map<
    Field,
    { readonly environment: Environment; readonly names: ReadonlyMap<Field, string> }
  >();
  readonly #ofNode = new Map<Field, Environment>();
  readonly #ofRecordOpen = new Map<Field, Environment>();
  readonly #ofPair = new Map<Field, Map<Field, Environment>>();

  constructor(derived: DerivedTypes) {
    this.#base = baseEnvironment(() => undefined, false);
    this.#derived = derived;
  }

  /** What is wrong with an expression at that node of a record (`self`), or undefined. */
  error(
    expression: string,
    node: Field,
    record: Field,
    expected: 'bool' | 'number' | 'string' | 'any',
    other?: Field,
  ): string | undefined {
    const environment = other === undefined ? this.#environmentOf(node, record) : this.#comparing(record, other);
    const result = environment.check(withLinearMatches(expression));
    if (!result.valid) return firstLine(result.error?.message ?? 'cannot be read');
    if (expected === 'any' || result.type === 'dyn' || typesOf[expected].includes(result.type ?? 'dyn'))
      return undefined;
    return `must be ${typeWords[expected]}, but gives ${result.type}`;
  }

  /** Two whole records side by side: `self` and `other`. */
  #comparing(record: Field, other: Field): Environment {
    const known = this.#ofPair.get(record)?.get(other);
    if (known !== undefined) return known;
    const { environment: declared, names } = this.#declaredFor(record);
    const environment = declared.clone();
    const all = new Map(names);
    this.#declare(environment, other, all);
    for (const name of ['self', 'record']) environment.registerVariable(name, typeName(record, all));
    environment.registerVariable('other', typeName(other, all)).registerVariable('today', 'string');
    for (const name of ['office', 'both']) environment.registerVariable(name, 'dyn');
    const pairs = this.#ofPair.get(record) ?? new Map<Field, Environment>();
    this.#ofPair.set(record, pairs.set(other, environment));
    return environment;
  }

  /** As `error`, for a condition over a record that may name the record's fields by themselves. */
  conditionError(expression: string, record: Field): string | undefined {
    const result = this.#openEnvironmentOf(record).check(withLinearMatches(withFieldsOfTypeNames(expression)));
    if (!result.valid) return firstLine(result.error?.message ?? 'cannot be read');
    return result.type === 'bool' || result.type === 'dyn'
      ? undefined
      : `must be true or false, but gives ${result.type}`;
  }

  /**
   * As `error`, for an expression that may name the fields of a record by themselves, and beside them `variables`: each
   * with its field, where it is known. `record` undefined: there is no record, or one of several kinds.
   */
  openError(
    expression: string,
    record: Field | undefined,
    variables: ReadonlyMap<string, Field | undefined>,
    expected: 'bool' | 'any',
  ): string | undefined {
    const declared = record === undefined ? undefined : this.#declaredFor(record);
    const environment = (declared?.environment ?? this.#base).clone();
    const typed = (field: Field | undefined): string =>
      field === undefined || declared === undefined || (!declared.names.has(field) && field.type === 'object')
        ? 'dyn'
        : typeName(field, declared.names);
    const types = new Map<string, string>([
      ['self', typed(record)],
      ['record', typed(record)],
      ['today', 'string'],
    ]);
    for (const name of ['office', 'fiscal', 'queries', 'rows', 'ids']) types.set(name, 'dyn');
    for (const field of record?.properties ?? []) if (!takenNames.has(field.name)) types.set(field.name, typed(field));
    for (const [name, type] of Object.entries(record === undefined ? {} : this.#derived(record))) types.set(name, type);
    for (const [name, field] of variables) types.set(name, typed(field));
    for (const [name, type] of types) environment.registerVariable(name, type);
    const result = environment.check(withLinearMatches(withFieldsOfTypeNames(expression)));
    if (!result.valid) return firstLine(result.error?.message ?? 'cannot be read');
    return expected === 'any' || result.type === 'bool' || result.type === 'dyn'
      ? undefined
      : `must be true or false, but gives ${result.type}`;
  }

  #openEnvironmentOf(record: Field): Environment {
    const known = this.#ofRecordOpen.get(record);
    if (known !== undefined) return known;
    const { names } = this.#declaredFor(record);
    const environment = this.#environmentOf(record, record).clone();
    const fields = record.properties.map((property) => [property.name, typeName(property, names)] as const);
    for (const [name, type] of [...fields, ...Object.entries(this.#derived(record))]) {
      if (!takenNames.has(name)) environment.registerVariable(name, type);
    }
    this.#ofRecordOpen.set(record, environment);
    return environment;
  }

  #environmentOf(node: Field, record: Field): Environment {
    const known = this.#ofNode.get(node);
    if (known !== undefined) return known;
    const { environment: declared, names } = this.#declaredFor(record);
    const environment = declared.clone();
    environment.registerVariable('self', typeName(node, names)).registerVariable('record', typeName(record, names));
    for (const name of ['office', 'old', 'other', 'copy', 'by']) environment.registerVariable(name, 'dyn');
    environment.registerVariable('today', 'string').registerVariable('on', 'string');
    this.#ofNode.set(node, environment);
    return environment;
  }

  #declaredFor(record: Field): { readonly environment: Environment; readonly names: ReadonlyMap<Field, string> } {
    const known = this.#ofRecord.get(record);
    if (known !== undefined) return known;
    const environment = this.#base.clone();
    const names = new Map<Field, string>();
    this.#declare(environment, record, names);
    const result = { environment, names };
    this.#ofRecord.set(record, result);
    return result;
  }

  /** Declares the types of a field and of all below it, the inner ones first. */
  #declare(environment: Environment, field: Field, names: Map<Field, string>): void {
    if (names.has(field)) return;
    if (field.item !== undefined) this.#declare(environment, field.item, names);
    for (const property of field.properties) this.#declare(environment, property, names);
    if (field.type !== 'object' && field.type !== 'money') return;
    const fields: Record<string, string> = Object.create(null);
    for (const property of field.properties) fields[property.name] = typeName(property, names);
    for (const [name, type] of Object.entries(this.#derived(field))) fields[name] = type;
    const name = `Node${names.size + 1}`;
    environment.registerType(name, { fields });
    names.set(field, name);
  }
}

function typeName(field: Field, names: ReadonlyMap<Field, string>): string {
  if (field.type === 'list') return `list<${field.item === undefined ? 'dyn' : typeName(field.item, names)}>`;
  return names.get(field) ?? leafType(field);
}

/** CEL types of the derived fields at a node. */
export type DerivedTypes = (field: Field) => Readonly<Record<string, string>>;

export function celTypeOfDerived(type: string): string {
  if (type === 'integer') return 'int';
  if (type === 'number') return 'double';
  if (type === 'boolean') return 'bool';
  return type === 'text' || type === 'date' ? 'string' : 'dyn';
}

function leafType(field: Field): string {
  if (field.type === 'integer') return 'int';
  if (field.type === 'number') return 'double';
  if (field.type === 'fingerprints') return 'dyn';
  return field.type === 'boolean' ? 'bool' : 'string';
}

/** The names that an open expression may use: those of the scope, and the fields of `self` (a scope's name wins). */
function namesOf(scope: Scope): Record<string, unknown> {
  const fixed = scope as unknown as Record<string, unknown>;
  const self = typeof scope.self === 'object' && scope.self !== null ? (scope.self as CelMap) : {};
  return new Proxy(fixed, {
    get: (_target, name) =>
      typeof name !== 'string' ? undefined : Object.hasOwn(fixed, name) ? fixed[name] : self[name],
    has: (_target, name) => Object.hasOwn(fixed, name) || self[String(name)] !== undefined,
    getOwnPropertyDescriptor: (_target, name) => {
      const value = Object.hasOwn(fixed, name) ? fixed[String(name)] : self[String(name)];
      return value === undefined ? undefined : { value, configurable: true, enumerable: true, writable: true };
    },
  });
}

function baseEnvironment(lookup: () => Lookup | undefined, open: boolean): Environment {
  const environment = new Environment({
    unlistedVariablesAreDyn: open,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
    limits: { maxAstNodes: 2_000, maxDepth: 60, maxListElements: 200, maxMapEntries: 200, maxCallArguments: 12 },
  });
  registerFunctions(environment, lookup);
  return environment;
}

/** Splits a text at its holes; `{{` and `}}` are literal braces. */
export function splitHoles(text: string): { readonly text: string; readonly hole: boolean }[] {
  const parts: { text: string; hole: boolean }[] = [];
  let literal = '';
  let index = 0;
  while (index < text.length) {
    const two = text.slice(index, index + 2);
    if (two === '{{' || two === '}}') {
      literal += two[0];
      index += 2;
    } else if (text[index] === '{') {
      const end = holeEnd(text, index);
      if (literal !== '') parts.push({ text: literal, hole: false });
      literal = '';
      parts.push({ text: text.slice(index + 1, end), hole: true });
      index = end + 1;
    } else {
      literal += text[index];
      index += 1;
    }
  }
  if (literal !== '') parts.push({ text: literal, hole: false });
  return parts;
}

/** The closing brace of the hole that opens at `start`, outside of quotes and inner braces. */
function holeEnd(text: string, start: number): number {
  let depth = 0;
  let quote = '';
  for (let index = start; index < text.length; index += 1) {
    const letter = text[index] as string;
    if (quote !== '') {
      if (letter === '\\') index += 1;
      else if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '{') depth += 1;
    else if (letter === '}') {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return text.length;
}

function asExpressionError(expression: string, error: unknown): ExpressionError {
  if (error instanceof ExpressionError) return error;
  if (error instanceof EvaluationError || error instanceof ParseError || error instanceof Error) {
    const message = firstLine(error.message);
    const missing = /^No such key: (.+)$/.exec(message)?.[1] ?? /^Unknown variable: (.+)$/.exec(message)?.[1];
    return new ExpressionError(expression, message, missing);
  }
  return new ExpressionError(expression, String(error));
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}

/**
 * Names of CEL's own types are also names of fields: `type == 'country'` and `duration.months > 24` mean the fields,
 * unless the name is called as a function.
 */
function withFieldsOfTypeNames(expression: string): string {
  return expression.replace(
    /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?<![\w.?])(type|duration|timestamp|list|map|bool|int|uint|double|string|bytes)\b(?!\s*\()/g,
    (found, quoted: string | undefined, name: string) => (quoted === undefined ? `self.${name}` : found),
  );
}

/**
 * The library's `matches` runs the native engine, which a pattern can hang, and cannot be replaced: so the name is
 * changed to ours outside of quoted text.
 */
function withLinearMatches(expression: string): string {
  return expression.replace(
    /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\.matches\s*\(/g,
    (found, quoted: string | undefined) => (quoted === undefined ? '.matchesLinear(' : found),
  );
}
