/** A JSON Schema as a tree of fields, with each shared definition in its place. */
import { isMap, type Value, type ValueMap } from '../value.ts';
import type { FieldAnnotations } from './annotations.ts';
import type { Field, FieldType } from './field.ts';

export type JsonSchema = { readonly [key: string]: Value };

/** A schema that describes more than a record can hold. */
export class TooLarge extends Error {}

const mostFields = 20_000;
const deepestField = 40;

/** The shared definitions; counts what is made of them, since few lines can stand for more fields than a computer holds. */
export class Definitions {
  readonly #named: ValueMap;
  #made = 0;

  constructor(named: ValueMap) {
    this.#named = named;
  }

  /** The schema of a name; undefined where there is none that is one. `depth`: of definitions that name another. */
  get(name: string, depth: number): JsonSchema | undefined {
    if (depth > deepestField) throw new TooLarge(`the definition "${name}" needs itself`);
    const found = Object.hasOwn(this.#named, name) ? this.#named[name] : undefined;
    return isMap(found) ? found : undefined;
  }

  /** Counts one field at a path. */
  count(path: string): void {
    this.#made += 1;
    if (this.#made > mostFields) throw new TooLarge(`it has more than ${mostFields.toLocaleString('en')} fields`);
    if (path.split('.', deepestField + 1).length > deepestField) {
      throw new TooLarge(`more than ${deepestField} fields stand within one another`);
    }
  }
}

interface FieldPosition {
  readonly name: string;
  readonly path: string;
  readonly required: boolean;
}

/** Builds the tree of fields; a shared definition (`allOf` of one `$ref`) lies beneath what the place itself says. */
export function makeField(definitions: Definitions, written: JsonSchema, position: FieldPosition): Field {
  definitions.count(position.path);
  const { schema, annotations } = resolve(definitions, written);
  const type = fieldType(schema, annotations);
  const required = new Set((Array.isArray(schema.required) ? schema.required : []).map(String));
  const below = (name: string): string => (position.path === '' ? name : `${position.path}.${name}`);
  const properties = (type === 'object' || type === 'money') && isMap(schema.properties) ? schema.properties : {};
  return {
    ...position,
    type,
    title: textOf(schema.title) ?? position.name,
    description: textOf(schema.description) ?? '',
    examples: Array.isArray(schema.examples) ? schema.examples : [],
    default: schema.default,
    choices: (Array.isArray(schema.enum) ? schema.enum : []).filter((value) => typeof value === 'string'),
    annotations,
    properties: schemasIn(properties).map(([name, property]) =>
      makeField(definitions, withExamples(property, name, schema), {
        ...{ name, path: below(name), required: required.has(name) },
      }),
    ),
    item:
      type === 'list' && isMap(schema.items)
        ? makeField(definitions, schema.items, { name: '*', path: below('*'), required: true })
        : undefined,
    minimum: typeof schema.minimum === 'number' ? schema.minimum : undefined,
    maximum: typeof schema.maximum === 'number' ? schema.maximum : undefined,
    minItems: typeof schema.minItems === 'number' ? schema.minItems : 0,
  };
}

/** What the examples of a group say of one of its fields is nearer to the place than what a shared definition says. */
function withExamples(property: JsonSchema, name: string, { examples }: JsonSchema): JsonSchema {
  const parts = (Array.isArray(examples) ? examples : []).flatMap((example) =>
    isMap(example) && Object.hasOwn(example, name) ? [example[name] as Value] : [],
  );
  return parts.length === 0 ? property : { ...property, examples: parts };
}

function resolve(
  definitions: Definitions,
  written: JsonSchema,
  depth = 0,
): { schema: JsonSchema; annotations: FieldAnnotations } {
  const own = (isMap(written['x-irc']) ? written['x-irc'] : {}) as FieldAnnotations;
  const base = referenceOf(written);
  const definition = base === undefined ? undefined : definitions.get(base, depth);
  if (definition === undefined) return { schema: written, annotations: own };
  const shared = resolve(definitions, definition, depth + 1);
  const rules = [...(shared.annotations.rules ?? []), ...(own.rules ?? [])];
  return {
    schema: { ...shared.schema, ...written },
    annotations: { ...shared.annotations, ...own, ...(rules.length > 0 ? { rules } : {}) },
  };
}

/** The properties that a schema describes; what is no schema is a slip, which the check of schemas tells. */
function schemasIn(properties: ValueMap): [string, JsonSchema][] {
  return Object.entries(properties).filter((entry): entry is [string, ValueMap] => isMap(entry[1]));
}

/** A schema with each shared definition in its place. */
export function inlined(definitions: Definitions, written: JsonSchema): ValueMap {
  const { schema, annotations } = resolve(definitions, written);
  const whole: ValueMap = {};
  for (const [word, value] of Object.entries(schema)) {
    if (word === 'x-irc' || (word === 'allOf' && referenceOf(schema) !== undefined) || word === '$ref') continue;
    whole[word] = value;
  }
  if (isMap(whole.properties)) {
    whole.properties = Object.fromEntries(
      schemasIn(whole.properties).map(([name, property]) => [name, inlined(definitions, property)]),
    );
  }
  if (isMap(whole.items)) whole.items = inlined(definitions, whole.items);
  if (Object.keys(annotations).length > 0) whole['x-irc'] = annotations as unknown as Value;
  return whole;
}

function referenceOf(schema: JsonSchema): string | undefined {
  const first = Array.isArray(schema.allOf) ? schema.allOf[0] : schema;
  const reference = (first as JsonSchema | undefined)?.$ref;
  return typeof reference === 'string' ? /#\/definitions\/([^/]+)$/.exec(reference)?.[1] : undefined;
}

const formats: Readonly<Record<string, FieldType>> = {
  date: 'date',
  'partial-date': 'partial-date',
  'date-time': 'date-time',
  decimal: 'decimal',
  uri: 'uri',
  email: 'email',
};

function fieldType(schema: JsonSchema, annotations: FieldAnnotations): FieldType {
  if (annotations.type !== undefined) return annotations.type;
  switch (schema.type) {
    case 'array':
      return 'list';
    case 'object':
      return 'object';
    case 'integer':
    case 'number':
    case 'boolean':
      return schema.type;
    default:
      if (annotations.references !== undefined) return 'reference';
      if ((annotations.codelist ?? annotations.setting) !== undefined || Array.isArray(schema.enum)) return 'choice';
      return formats[String(schema.format)] ?? 'text';
  }
}

export function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
