/** The word `documents` of a kind: the papers that are made of its records. docs/templates.md explains it. */
import {
  type Cel,
  closed,
  code,
  type DisclosureLevel,
  disclosure,
  mapOf,
  type TextWithHoles,
  text,
} from './meta-schema.ts';

export interface DocumentAnnotation {
  readonly title: string;
  /** Path below templates/, without `.md.hbs`. */
  readonly template: string;
  /** The mark printed across each page while this expression gives one; an empty text prints none. */
  readonly mark?: Cel;
  /** One copy for each item of a list, which keeps it and comes first in it; a text is the list alone. */
  readonly copies?: string | CopiesAnnotation;
  /** Gives the languages that the document is made in, as a list; `en+am` is one document with both texts. */
  readonly languages?: Cel;
  /** Where the articles of the document come from. */
  readonly clauses?: {
    /** The list that chooses clauses; absent in a record: all whose `when` holds, in order. */
    readonly field: string;
    /** The wording used where the record chooses none. */
    readonly variant: Cel;
    /** Path of the list of languages that the document is made in: own articles want words in each. */
    readonly languages?: string;
  };
  /** Holds where the document may be made. */
  readonly when?: Cel;
  /** Whom it is for: it holds nothing that they may not see. Absent: all that the record holds may stand in it. */
  readonly disclosure?: DisclosureLevel;
  /** Why it cannot be made where `when` does not hold, as a sentence without its full stop. */
  readonly message?: TextWithHoles;
}

export interface CopiesAnnotation {
  /** Dotted path of the list. */
  readonly of: string;
  /** Where this holds there is one original for all. */
  readonly unless?: Cel;
  /** The language of the one who keeps it (`copy`), whose text comes first where a document holds several. */
  readonly language?: Cel;
}

/** The meta-schema of the word. */
export const documents = mapOf(
  code,
  closed(['title', 'template'], {
    title: text,
    template: { type: 'string', pattern: '^[a-z0-9-]+(/[a-z0-9-]+)*$' },
    mark: text,
    copies: {
      ...closed(['of'], { of: text, unless: text, language: text }),
      type: ['string', 'object'],
      minLength: 1,
    },
    languages: text,
    when: text,
    message: text,
    disclosure,
    clauses: closed(['field', 'variant'], { field: text, variant: text, languages: text }),
  }),
);
