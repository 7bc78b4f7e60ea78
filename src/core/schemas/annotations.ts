/**
 * The `x-irc` vocabulary: what a schema says of a kind beyond standard JSON Schema, as types and as a meta-schema.
 * A word that the meta-schema does not know is a problem located in the schema file. docs/schemas.md explains each.
 */
import type { Severity } from '../../errors.ts';
import type { ValueMap } from '../value.ts';
import { type ActionAnnotation, actions } from './action-annotation.ts';
import {
  type MatchAnnotation,
  matchesMetaSchema,
  type RankingAnnotation,
  rankingMetaSchema,
} from './comparison-words.ts';
import { type DocumentAnnotation, documents } from './document-annotation.ts';
import { type LifecycleAnnotation, lifecycle } from './lifecycle-annotation.ts';
import {
  type Cel,
  closed,
  code,
  type DisclosureLevel,
  disclosure,
  flag,
  free,
  mapOf,
  oneOrMore,
  severity,
  stateName,
  type TextWithHoles,
  text,
  texts,
} from './meta-schema.ts';

export interface RuleAnnotation {
  readonly code: string;
  readonly severity: Severity;
  /** Absent: always. */
  readonly when?: Cel;
  readonly rule: Cel;
  /** Path below the node that the rule stands at, where the problem is placed. */
  readonly at?: string;
  readonly message: TextWithHoles;
  readonly hint?: TextWithHoles;
  readonly why: string;
}

export interface DerivedAnnotation {
  readonly title: string;
  readonly description?: string;
  readonly type: 'text' | 'date' | 'integer' | 'number' | 'boolean' | 'money' | 'list';
  readonly value: Cel;
  /** For expressions, templates and columns that are asked for; the page of a record leaves it out. */
  readonly hidden?: boolean;
}

export interface PresetAnnotation {
  readonly title: string;
  /** Values by dotted path. */
  readonly values: ValueMap;
  /** The state that the first step records; absent: the usual one. */
  readonly start?: string;
  /** The document made after saving. */
  readonly document?: string;
}

/** Something that falls due. An entry stands while `date` gives a date and `unless` does not hold. */
export interface AgendaAnnotation {
  readonly date: Cel;
  /** The last day on which something can still be done; absent: the date itself. */
  readonly act?: Cel;
  /** It is done, or no longer needed. */
  readonly unless?: Cel;
  /** Id of the post to which it falls; absent: the record's owner. */
  readonly who?: Cel;
  /** The action of the kind that deals with it; of several the first that can begin. */
  readonly action?: string | readonly string[];
  /** Further words of its command, a list of texts: `path=value`. */
  readonly with?: Cel;
  readonly what: TextWithHoles;
}

export interface NodeAnnotations {
  readonly rules?: readonly RuleAnnotation[];
  readonly derived?: Readonly<Record<string, DerivedAnnotation>>;
  readonly agenda?: readonly AgendaAnnotation[];
}

export interface KindAnnotations extends NodeAnnotations {
  readonly plural?: string;
  readonly title?: string;
  readonly id?: TextWithHoles;
  readonly presets?: Readonly<Record<string, PresetAnnotation>>;
  readonly columns?: readonly string[];
  readonly singleton?: string;
  readonly lifecycle?: LifecycleAnnotation;
  readonly documents?: Readonly<Record<string, DocumentAnnotation>>;
  readonly actions?: Readonly<Record<string, ActionAnnotation>>;
  /** Kinds that records of this one are compared with, by name. */
  readonly matches?: Readonly<Record<string, MatchAnnotation>>;
  readonly ranking?: RankingAnnotation;
  /** Amounts of money that would be in question if what the record hangs on lapsed. */
  readonly stake?: Cel;
  /** Gives the level of a whole record: who may know of it at all. */
  readonly disclosure?: Cel;
  readonly exports?: ValueMap;
}

export interface AskAnnotation {
  readonly group?: string;
  readonly prompt?: string;
  readonly when?: Cel;
  /** What Enter takes, given the answers so far as `self`. */
  readonly default?: Cel;
  /** True: the default is taken without a question ("house standard"), and can be changed from the summary. */
  readonly quiet?: boolean;
}

export interface UniqueAnnotation {
  /** It is a name: very alike ones count too. */
  readonly alike?: boolean;
  /** Asked of the record: only where it holds is the value the record's own. */
  readonly when?: Cel;
}

export interface FieldAnnotations extends NodeAnnotations {
  readonly type?: 'money' | 'long-text' | 'fingerprints';
  readonly references?: string | readonly string[];
  readonly as?: string;
  readonly parent?: boolean;
  /** What it names came before the record: through fields so marked, of whatever records, no way leads back. */
  readonly earlier?: boolean;
  /** The record hangs on the one it names: what becomes of it if that lapses; an empty text for nothing. */
  readonly restsOn?: TextWithHoles;
  /** Of the records that it may name, those for which this holds are offered first; `other` is the one that is offered. */
  readonly offersFirst?: Cel;
  readonly codelist?: string;
  /** The list of the office record whose entries may be named, by their key. */
  readonly setting?: string;
  readonly key?: string | readonly string[];
  /** The property that plain text fills; of several the first that takes the text. */
  readonly short?: string | readonly string[];
  readonly ask?: AskAnnotation;
  readonly neededFor?: string | readonly string[];
  readonly deadline?: boolean;
  readonly after?: string;
  /** One record's own: a second one with the same value, or a very alike one, is warned of. */
  readonly unique?: boolean | 'alike' | UniqueAnnotation;
  /** False: a new record does not take it over from one like it. */
  readonly like?: boolean;
  readonly substance?: boolean;
  /** Who may see it, and all beneath it; absent: whoever may see what it stands in. */
  readonly disclosure?: DisclosureLevel;
}

const nodeWords = {
  rules: {
    type: 'array',
    items: closed(['code', 'severity', 'rule', 'message', 'why'], {
      code,
      severity,
      when: text,
      rule: text,
      at: text,
      message: text,
      hint: text,
      why: text,
    }),
  },
  derived: mapOf(
    stateName,
    closed(['title', 'type', 'value'], {
      title: text,
      description: text,
      type: { enum: ['text', 'date', 'integer', 'number', 'boolean', 'money', 'list'] },
      value: text,
      hidden: flag,
    }),
  ),
  agenda: {
    type: 'array',
    items: closed(['date', 'what'], {
      date: text,
      act: text,
      unless: text,
      who: text,
      action: oneOrMore,
      with: text,
      what: text,
    }),
  },
};

/** The meta-schema of `x-irc` at the root of a kind. */
export const kindMetaSchema: object = closed([], {
  ...nodeWords,
  plural: code,
  title: text,
  id: text,
  presets: mapOf(code, closed(['title', 'values'], { title: text, values: free, start: text, document: text })),
  columns: texts,
  singleton: { const: 'office' },
  lifecycle,
  documents,
  actions,
  matches: matchesMetaSchema,
  ranking: rankingMetaSchema,
  stake: text,
  disclosure: text,
  exports: free,
});

/** The meta-schema of `x-irc` at a field or a list item. */
export const fieldMetaSchema: object = closed([], {
  ...nodeWords,
  type: { enum: ['money', 'long-text', 'fingerprints'] },
  references: oneOrMore,
  as: text,
  parent: flag,
  earlier: flag,
  restsOn: text,
  offersFirst: text,
  codelist: code,
  setting: text,
  key: oneOrMore,
  short: oneOrMore,
  ask: closed([], { group: text, prompt: text, when: text, default: text, quiet: flag }),
  neededFor: oneOrMore,
  deadline: flag,
  after: text,
  unique: {
    ...closed([], { alike: flag, when: text }),
    type: ['boolean', 'string', 'object'],
    anyOf: [{ type: ['boolean', 'object'] }, { const: 'alike' }],
  },
  like: { const: false },
  substance: flag,
  disclosure,
});
