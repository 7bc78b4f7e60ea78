/** A schema as the program reads it: the kind's names, its tree of fields, and its validator. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { RE2JS } from 're2js';
import type { FieldAnnotations, KindAnnotations } from './annotations.ts';
import { fieldMetaSchema, kindMetaSchema } from './annotations.ts';
import { isPartialDate, isValidDate } from './calendar.ts';
import type { Field, FieldType } from './field.ts';
import type { Place, Value, ValueMap } from './value.ts';

/** One error of a record against its schema. */
export type SchemaError = ErrorObject;

export interface Kind {
  readonly name: string;
  /** Path of the schema below the folder that holds `schemas/`. */
  readonly schemaFile: string;
  /** The schema's text, to place problems in it. */
  readonly schemaText: string;
  readonly plural: string;
  readonly title: string;
  readonly description: string;
  readonly annotations: KindAnnotations;
  readonly root: Field;
  /** Errors of a record's value against the schema, as Ajv reports them; [] when it fits. */
  readonly validate: (value: ValueMap) => readonly SchemaError[];
}

/** A slip in a schema: where in it, and what. */
export interface SchemaSlip {
  readonly place: Place;
  readonly message: string;
}

/** An `x-irc` in a schema: where it stands, and which node of which record it speaks of. */
export interface AnnotatedNode {
  readonly place: Place;
  readonly words: ValueMap;
  readonly field: Field;
  readonly record: Field;
}

export interface SchemaSource {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly schema: ValueMap;
}

type JsonSchema = { readonly [key: string]: Value };

/** The schemas of one workspace: kinds by name, and what is wrong with their vocabulary. */
export class KindSet {
  readonly #ajv: Ajv;
  readonly #common: SchemaSource | undefined;
  readonly #sources: readonly SchemaSource[];
  readonly #kinds = new Map<string, Kind>();

  /** `common` holds the shared definitions, which the others name by a relative `$ref`. */
  constructor(sources: readonly SchemaSource[], common: SchemaSource | undefined) {
    this.#sources = sources;
    this.#common = common;
    this.#ajv = makeAjv();
    if (common !== undefined) this.#ajv.addSchema(common.schema, 'common.schema.json');
    for (const source of sources) this.#kinds.set(source.name, this.#makeKind(source));
  }

  get kinds(): readonly Kind[] {
    return [...this.#kinds.values()];
  }

  kind(name: string): Kind | undefined {
    return this.#kinds.get(name);
  }

  /** Slips in the `x-irc` words and in the standard keywords of each schema, shared definitions included. */
  slips(): { readonly source: SchemaSource; readonly slips: readonly SchemaSlip[] }[] {
    const all = this.#common === undefined ? this.#sources : [...this.#sources, this.#common];
    return all.map((source) => ({ source, slips: [...this.#vocabularySlips(source), ...this.#standardSlips(source)] }));
  }

  /** Each `x-irc` of a schema with the node it speaks of; nodes that no field describes are left out. */
  annotatedNodes(source: SchemaSource): AnnotatedNode[] {
    return annotationsIn(source.schema).flatMap(({ place, words }) => {
      const steps = place.slice(0, -1).map(String);
      let record: Field | undefined = this.#kinds.get(source.name)?.root;
      if (source === this.#common) {
        const definition = this.#definitions()[String(steps[1])];
        record = definition === undefined ? undefined : this.#fieldOf(definition as JsonSchema);
        steps.splice(0, 2);
      }
      let field = record;
      for (let index = 0; index < steps.length && field !== undefined; index += 1) {
        if (steps[index] === 'items') field = field.item;
        else if (steps[index] === 'properties') {
          index += 1;
          field = field.properties.find((property) => property.name === steps[index]);
        }
      }
      return record === undefined || field === undefined ? [] : [{ place, words: words as ValueMap, field, record }];
    });
  }

  #fieldOf(schema: JsonSchema): Field {
    return makeField(this.#definitions(), schema, { name: '', path: '', required: true });
  }

  #makeKind(source: SchemaSource): Kind {
    const annotations = (source.schema['x-irc'] ?? {}) as unknown as KindAnnotations;
    let compiled: ValidateFunction | undefined;
    return {
      name: source.name,
      schemaFile: source.file,
      schemaText: source.text,
      plural: annotations.plural ?? `${source.name}s`,
      title: textOf(source.schema.title) ?? source.name,
      description: textOf(source.schema.description) ?? '',
      annotations,
      root: this.#fieldOf(source.schema),
      validate: (value) => {
        compiled ??= this.#ajv.compile(source.schema);
        return compiled(value) ? [] : (compiled.errors ?? []);
      },
    };
  }

  #definitions(): ValueMap {
    return (this.#common?.schema.definitions ?? {}) as ValueMap;
  }

  #vocabularySlips(source: SchemaSource): SchemaSlip[] {
    const checkKind = this.#ajv.compile(kindMetaSchema);
    const checkField = this.#ajv.compile(fieldMetaSchema);
    return annotationsIn(source.schema).flatMap(({ place, words }) => {
      const check = place.length === 1 ? checkKind : checkField;
      return check(words) ? [] : (check.errors ?? []).map((error) => metaSlip(place, error));
    });
  }

  #standardSlips(source: SchemaSource): SchemaSlip[] {
    try {
      if (source !== this.#common) this.#ajv.compile(source.schema);
      return [];
    } catch (error) {
      return [{ place: [], message: error instanceof Error ? error.message : String(error) }];
    }
  }
}

function makeAjv(): Ajv {
  // A pattern from a workspace may be a stranger's: RE2 runs in linear time, where the native engine can hang.
  const linear = (pattern: string): { test: (text: string) => boolean; toString: () => string } => {
    const compiled = RE2JS.compile(pattern);
    // Ajv tells patterns apart by what they print.
    return { test: (text) => compiled.matcher(text).find(), toString: () => pattern };
  };
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    ownProperties: true,
    allowUnionTypes: true,
    verbose: true,
    code: { regExp: Object.assign(linear, { code: 'linear' }) },
  });
  addFormats.default(ajv, ['date-time', 'email', 'uri']);
  ajv.addFormat('date', isValidDate);
  ajv.addFormat('partial-date', isPartialDate);
  ajv.addFormat('decimal', /^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,6})?$/);
  ajv.addKeyword('x-irc');
  return ajv;
}

/** Each `x-irc` of a schema with its place; the kind's own has the place ['x-irc']. */
function annotationsIn(schema: ValueMap): { place: Place; words: Value }[] {
  const found: { place: Place; words: Value }[] = [];
  const walk = (at: Value, place: Place): void => {
    if (Array.isArray(at)) {
      at.forEach((item, index) => {
        walk(item, [...place, index]);
      });
    } else if (typeof at === 'object' && at !== null) {
      for (const [key, child] of Object.entries(at)) {
        if (key === 'x-irc') found.push({ place: [...place, key], words: child });
        else if (key !== 'examples' && key !== 'default' && key !== 'enum') walk(child, [...place, key]);
      }
    }
  };
  walk(schema, []);
  return found;
}

function metaSlip(place: Place, error: ErrorObject): SchemaSlip {
  const below = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const at = [...place, ...below.map((step) => (/^\d+$/.test(step) ? Number(step) : step))];
  if (error.keyword === 'additionalProperties') {
    const word = String(error.params.additionalProperty);
    const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {});
    return { place: [...at, word], message: `x-irc has no word "${word}" here; it knows ${known.join(', ')}` };
  }
  if (error.keyword === 'required') {
    return { place: at, message: `"${String(error.params.missingProperty)}" is missing here` };
  }
  return { place: at, message: `this ${error.message ?? 'does not fit the vocabulary'}` };
}

interface FieldPosition {
  readonly name: string;
  readonly path: string;
  readonly required: boolean;
}

/** Builds the tree of fields; a shared definition (`allOf` of one `$ref`) lies beneath what the place itself says. */
function makeField(definitions: ValueMap, written: JsonSchema, position: FieldPosition): Field {
  const { schema, annotations } = resolve(definitions, written);
  const type = fieldType(schema, annotations);
  const required = new Set((Array.isArray(schema.required) ? schema.required : []).map(String));
  const below = (name: string): string => (position.path === '' ? name : `${position.path}.${name}`);
  const properties = type === 'object' || type === 'money' ? ((schema.properties ?? {}) as ValueMap) : {};
  return {
    ...position,
    type,
    title: textOf(schema.title) ?? position.name,
    description: textOf(schema.description) ?? '',
    examples: Array.isArray(schema.examples) ? schema.examples : [],
    default: schema.default,
    choices: (Array.isArray(schema.enum) ? schema.enum : []).filter((value) => typeof value === 'string'),
    annotations,
    properties: Object.entries(properties).map(([name, property]) =>
      makeField(definitions, property as JsonSchema, { name, path: below(name), required: required.has(name) }),
    ),
    item:
      type === 'list' && typeof schema.items === 'object' && schema.items !== null && !Array.isArray(schema.items)
        ? makeField(definitions, schema.items, { name: '*', path: below('*'), required: true })
        : undefined,
    minimum: typeof schema.minimum === 'number' ? schema.minimum : undefined,
    maximum: typeof schema.maximum === 'number' ? schema.maximum : undefined,
    minItems: typeof schema.minItems === 'number' ? schema.minItems : 0,
  };
}

function resolve(definitions: ValueMap, written: JsonSchema): { schema: JsonSchema; annotations: FieldAnnotations } {
  const own = (written['x-irc'] ?? {}) as FieldAnnotations;
  const base = referenceOf(written);
  const definition = base === undefined ? undefined : definitions[base];
  if (definition === undefined) return { schema: written, annotations: own };
  const shared = resolve(definitions, definition as JsonSchema);
  const rules = [...(shared.annotations.rules ?? []), ...(own.rules ?? [])];
  return {
    schema: { ...shared.schema, ...written },
    annotations: { ...shared.annotations, ...own, ...(rules.length > 0 ? { rules } : {}) },
  };
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
      if (annotations.codelist !== undefined || Array.isArray(schema.enum)) return 'choice';
      return formats[String(schema.format)] ?? 'text';
  }
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
