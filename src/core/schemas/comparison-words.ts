/** The words `matches` and `ranking` of `x-irc`: how a kind is compared with others, and put in order; with their meta-schemas. */

/** Records of another kind that fit this one. */
export interface MatchAnnotation {
  readonly title: string;
  /** Heading where the question is asked from the other side; absent: it is not asked from there. */
  readonly back?: string;
  /** CEL over `self` and `other`: only these are compared, and the others are not even named. */
  readonly among?: string;
  /** Values that several criteria need, by name: `both.NAME` in all that follow. */
  readonly both?: Readonly<Record<string, string>>;
  readonly criteria: readonly CriterionAnnotation[];
}

/** One point of comparison, in CEL over `self` and `other`; it has either `rule` or `score`. */
export interface CriterionAnnotation {
  readonly title: string;
  /** Holds where there is enough to compare; where not, the criterion counts nothing and `unknown` says why. */
  readonly when?: string;
  /** Fits, or does not. */
  readonly rule?: string;
  /** How well it fits, from 0 to 1. */
  readonly score?: string;
  /** Points that it is worth; absent: 1. With 0 it can only exclude. */
  readonly weight?: number;
  /** Texts with holes: why it counts, why it does not, and what is not known. */
  readonly reason?: string;
  readonly against?: string;
  readonly unknown?: string;
  /** Where it does not fit the other is out, for this reason. */
  readonly excludes?: string;
}

/** How records of a kind are put in order, in CEL over `self`. */
export interface RankingAnnotation {
  readonly title: string;
  /** The figure that ranks; null: there is none yet. The greatest comes first. */
  readonly score: string;
  /** The greatest figure there can be. */
  readonly most?: number;
  /** What the figure is made of: a list of `{title, value}`, where a part may have a `weight`. */
  readonly parts?: string;
  /** How far those who judged lie apart. */
  readonly spread?: string;
  /** How many judged, and how many are needed before the figure counts. */
  readonly judges?: string;
  readonly least?: string;
  /** Text with holes: what was judged, such as the version of a paper. */
  readonly judged?: string;
  /** Text with holes: what is to be done where there is not enough. */
  readonly lacking?: string;
}

const text = { type: 'string', minLength: 1 } as const;

const criterion = {
  type: 'object',
  additionalProperties: false,
  required: ['title'],
  oneOf: [{ required: ['rule'] }, { required: ['score'] }],
  properties: {
    title: text,
    when: text,
    rule: text,
    score: text,
    weight: { type: 'number', minimum: 0 },
    reason: text,
    against: text,
    unknown: text,
    excludes: text,
  },
};

/** The kinds that are compared with, by their names. */
export const matchesMetaSchema: object = {
  type: 'object',
  propertyNames: { pattern: '^[a-z][a-z0-9-]*$' },
  additionalProperties: {
    type: 'object',
    additionalProperties: false,
    required: ['title', 'criteria'],
    properties: {
      title: text,
      back: text,
      among: text,
      both: { type: 'object', propertyNames: { pattern: '^[a-z][a-z0-9_]*$' }, additionalProperties: text },
      criteria: { type: 'array', minItems: 1, items: criterion },
    },
  },
};

export const rankingMetaSchema: object = {
  type: 'object',
  additionalProperties: false,
  required: ['title', 'score'],
  properties: {
    title: text,
    score: text,
    most: { type: 'number' },
    parts: text,
    spread: text,
    judges: text,
    least: text,
    judged: text,
    lacking: text,
  },
};
