/** The word `actions` of a kind: pieces of work that become commands. docs/actions.md explains it. */
import {
  type Cel,
  closed,
  code,
  flag,
  mapOf,
  type NeedAnnotation,
  need,
  oneOrMore,
  stateName,
  text,
  texts,
} from './meta-schema.ts';

/** A field that an action asks for. */
export interface AskedPath {
  /** `*` stands for each item of a list; `new.` leads to the record that the action makes. */
  readonly path: string;
  readonly prompt?: string;
  /** The name of an option that answers it too: `as` for `--as VALUE`. */
  readonly flag?: string;
  /** Asked for only while this holds; what it reads and finds absent makes it false. */
  readonly when?: Cel;
  /** What Enter takes, and what counts where nobody is asked. */
  readonly default?: Cel;
  /** True: the action can be done without an answer. */
  readonly optional?: boolean;
}

/** The action is done with an item that is there already: one of those that are open. */
export interface PicksAnnotation {
  /** Paths of lists, in which `*` stands for each item of a list on the way. */
  readonly from: string | readonly string[];
  /** Which are open; `self` is the item. */
  readonly when?: Cel;
  readonly prompt?: string;
  /** The option that names it: `action` for `--action send-the-list`. */
  readonly flag: string;
}

/** A step that an action records for some of its answers. */
export interface StepCase {
  readonly to: string;
  /** Answers that lead to it, by path. */
  readonly answers?: Readonly<Record<string, string>>;
  /** What must hold beside; what it reads and finds absent makes it false. */
  readonly when?: Cel;
  /** States in which these answers can be given; absent: those from which a step leads to the state. */
  readonly from?: readonly string[];
}

/** Another record that an action makes. */
export interface CreatesAnnotation {
  readonly kind: string;
  /** Values of the new record by path. */
  readonly with?: Readonly<Record<string, Cel>>;
  /** It is made only where this holds. */
  readonly when?: Cel;
  /** State that its first step records; absent: the usual one of its kind. */
  readonly start?: string;
}

/**
 * The action is done for each item of a list in turn, by one respondent: a rater scores every topic. It is asked in a
 * terminal and by a form.
 */
export interface EachAnnotation {
  /** Path of the list that is gone through; its items have one key. */
  readonly of: string;
  /** Property of the added item that holds that key; what else is in the key of the added item names the respondent. */
  readonly as: string;
  /** Property of the item gone through that words it by language, where its key alone does not. */
  readonly wording?: string;
  /** What the form tells the one who fills it in, by language. */
  readonly instruction?: Readonly<Record<string, string>>;
}

/**
 * One piece of work: what it asks for, and what it writes. `self` of its expressions is the item that it adds or picks, else the
 * record; `record` is the whole record with the answers, `old` the record before; `on` is the day, `by` the post.
 */
export interface ActionAnnotation {
  readonly title: string;
  readonly help?: string;
  /** States that it can be done in; absent: those that its step can be taken from, else any. */
  readonly from?: readonly string[];
  readonly asks?: readonly (string | AskedPath)[];
  /** The list that gets an item, or in which the item of the same key is filled in. */
  readonly adds?: string;
  readonly each?: EachAnnotation;
  readonly picks?: PicksAnnotation;
  /** What is worked out and written, by path; an expression that gives null writes nothing. */
  readonly sets?: Readonly<Record<string, Cel>>;
  /** The state that its step records: a name, or by the answers the first case that fits; where none does, no step. */
  readonly step?: string | readonly StepCase[];
  readonly creates?: CreatesAnnotation;
  readonly needs?: readonly NeedAnnotation[];
  /** The document made at the end: of the new record where one is made, else of the record. */
  readonly document?: string;
}

const asked = {
  type: ['string', 'object'],
  minLength: 1,
  additionalProperties: false,
  required: ['path'],
  properties: { path: text, prompt: text, flag: code, when: text, default: text, optional: flag },
};

const stepCase = closed(['to'], { to: stateName, answers: mapOf(text, text), when: text, from: texts });

/** The meta-schema of the word. */
export const actions = mapOf(
  code,
  closed(['title'], {
    title: text,
    help: text,
    from: texts,
    asks: { type: 'array', items: asked },
    adds: text,
    each: closed(['of', 'as'], { of: text, as: text, wording: text, instruction: mapOf(code, text) }),
    picks: closed(['from', 'flag'], { from: oneOrMore, when: text, prompt: text, flag: code }),
    sets: mapOf(text, text),
    step: { type: ['string', 'array'], minLength: 1, minItems: 1, items: stepCase },
    creates: closed(['kind'], { kind: code, with: mapOf(text, text), when: text, start: text }),
    needs: { type: 'array', items: need },
    document: code,
  }),
);
