/** A schema as the program reads it: the kind's names and its tree of fields. The validator comes when it is needed. */
import { mendFirstError } from '../../errors.ts';
import { isMap, type Place, type Value, type ValueMap } from '../value.ts';
import type { KindAnnotations } from './annotations.ts';
import type { Field } from './field.ts';
import { Definitions, inlined, type JsonSchema, makeField, TooLarge, textOf } from './field-tree.ts';
import type { SchemaError, SchemaSlip, SchemaSource, SchemaValidator } from './source.ts';

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
  /** Whether the workspace keeps a plain schema of the kind for editors, which a new record then names. */
  readonly hasEditorSchema: boolean;
  /** Errors of a record's value against the schema, as Ajv reports them; [] when it fits. */
  readonly validate: (value: ValueMap) => readonly SchemaError[];
}

/** An `x-irc` in a schema: where it stands, and which node of which record it speaks of. */
export interface AnnotatedNode {
  readonly place: Place;
  readonly words: ValueMap;
  readonly field: Field;
  readonly record: Field;
}

/** The schemas of one workspace: kinds by name, and what is wrong with their vocabulary. */
export class KindSet {
  #validator: SchemaValidator | undefined;
  readonly #common: SchemaSource | undefined;
  readonly #sources: readonly SchemaSource[];
  readonly #kinds = new Map<string, Kind>();
  readonly kinds: readonly Kind[];

  /** `common` holds the shared definitions, which the others name by a relative `$ref`. */
  constructor(sources: readonly SchemaSource[], common: SchemaSource | undefined) {
    this.#sources = sources;
    this.#common = common;
    for (const source of sources) this.#kinds.set(source.name, this.#makeKind(source));
    this.kinds = [...this.#kinds.values()];
  }

  kind(name: string): Kind | undefined {
    return this.#kinds.get(name);
  }

  /** The schemas of the kinds, and the shared definitions last. */
  get sources(): readonly SchemaSource[] {
    return this.#common === undefined ? this.#sources : [...this.#sources, this.#common];
  }

  /** Slips in the `x-irc` words of a schema, and in its standard keywords: those of shared definitions show where they are used. */
  slips(source: SchemaSource): readonly SchemaSlip[] {
    const validator = this.#ready();
    return [
      ...annotationsIn(source.schema).flatMap(({ place, words }) => validator.vocabularySlips(place, words)),
      ...(source === this.#common ? [] : validator.standardSlips(source)),
    ];
  }

  /** Loads the validator. Until then kinds can be read, but no record can be checked. */
  async prepareChecks(): Promise<void> {
    if (this.#validator !== undefined) return;
    const { makeValidator } = await import('./validator.ts');
    this.#validator = makeValidator(this.#common);
  }

  #ready(): SchemaValidator {
    if (this.#validator === undefined) throw new Error('records are checked before prepareChecks()');
    return this.#validator;
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

  /** The schema of a kind with each shared definition in its place. */
  wholeSchema(kind: Kind): ValueMap {
    const source = this.#sources.find((each) => each.name === kind.name);
    return source === undefined ? {} : inlined(new Definitions(this.#definitions()), source.schema);
  }

  #fieldOf(schema: JsonSchema): Field {
    return makeField(new Definitions(this.#definitions()), schema, { name: '', path: '', required: true });
  }

  #makeKind(source: SchemaSource): Kind {
    const words = source.schema['x-irc'];
    const annotations = (isMap(words) ? words : {}) as unknown as KindAnnotations;
    let root: Field | undefined;
    // Most runs look into few of the kinds.
    const rootOf = (): Field => {
      root ??= this.#rootOf(source);
      return root;
    };
    return {
      name: source.name,
      schemaFile: source.file,
      schemaText: source.text,
      plural: annotations.plural ?? `${source.name}s`,
      title: textOf(source.schema.title) ?? source.name,
      description: textOf(source.schema.description) ?? '',
      annotations,
      get root() {
        return rootOf();
      },
      hasEditorSchema: source.hasEditorSchema === true,
      validate: (value) => this.#ready().errors(source, value),
    };
  }

  #rootOf(source: SchemaSource): Field {
    try {
      return this.#fieldOf(source.schema);
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      throw mendFirstError(
        'schema-too-large',
        `${source.file} describes more than a record can hold: ${error.message}.`,
        'a definition may not need itself, and two that double each other grow without end',
      );
    }
  }

  #definitions(): ValueMap {
    return (this.#common?.schema.definitions ?? {}) as ValueMap;
  }
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
