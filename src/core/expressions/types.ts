/** Expressions checked against the fields of a kind, before any record is there. */
import type { Environment } from '@marcbachmann/cel-js';
import type { DerivedAnnotation } from '../schemas/annotations.ts';
import type { Field } from '../schemas/field.ts';
import { StepBudget } from './budget.ts';
import { baseEnvironment } from './environment.ts';
import { type ExpressionFault, faultOf, firstLine, withFieldsOfTypeNames, withLinearMatches } from './text.ts';

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
  /** Declaring the types of a record is the costly part: it is done once for each record, and once for each node. */
  readonly #ofRecord = new Map<
    Field,
    { readonly environment: Environment; readonly names: ReadonlyMap<Field, string> }
  >();
  readonly #ofNode = new Map<Field, Environment>();
  readonly #ofRecordOpen = new Map<Field, Environment>();
  readonly #ofPair = new Map<Field, Map<Field, Environment>>();

  constructor() {
    this.#base = baseEnvironment(() => undefined, new StepBudget(), false);
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
    return this.conditionFault(expression, record)?.message;
  }

  /** As `conditionError`, with the place. */
  conditionFault(expression: string, record: Field): ExpressionFault | undefined {
    const read = withLinearMatches(withFieldsOfTypeNames(expression));
    const result = this.#openEnvironmentOf(record).check(read);
    if (!result.valid) return faultOf(result.error, expression, read);
    return result.type === 'bool' || result.type === 'dyn'
      ? undefined
      : { message: `must be true or false, but gives ${result.type}` };
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
    for (const [name, type] of Object.entries(record === undefined ? {} : derivedTypes(record))) types.set(name, type);
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
    for (const [name, type] of [...fields, ...Object.entries(derivedTypes(record))]) {
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
    for (const [name, type] of Object.entries(derivedTypes(field))) fields[name] = type;
    const name = `Node${names.size + 1}`;
    environment.registerType(name, { fields });
    names.set(field, name);
  }
}

function typeName(field: Field, names: ReadonlyMap<Field, string>): string {
  if (field.type === 'list') return `list<${field.item === undefined ? 'dyn' : typeName(field.item, names)}>`;
  return names.get(field) ?? leafType(field);
}

/** CEL types of what a node has beside its stored fields. */
function derivedTypes(field: Field): Record<string, string> {
  const types: Record<string, string> = {};
  for (const [name, derived] of Object.entries(field.annotations.derived ?? {}) as [string, DerivedAnnotation][]) {
    types[name] = celTypeOfDerived(derived.type);
  }
  if (field.path === '')
    Object.assign(types, { id: 'string', kind: 'string', state: 'string', recorded: 'string', title_text: 'string' });
  return types;
}

function celTypeOfDerived(type: string): string {
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
