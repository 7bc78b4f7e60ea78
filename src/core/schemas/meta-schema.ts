/** Parts that the meta-schema of the `x-irc` vocabulary is made of, and the types that its words share. */

/** An expression in CEL. */
export type Cel = string;
/** Text with holes: `{CEL}` stands for the value of the expression. */
export type TextWithHoles = string;

/** Everybody, the office, or only those whom a matter concerns. */
export type DisclosureLevel = 'public' | 'office' | 'restricted';

/** A condition of a life-cycle step, or of an action. */
export interface NeedAnnotation {
  /** What is asked, in a few words: a line of the list of conditions. */
  readonly title: string;
  readonly when?: Cel;
  readonly rule: Cel;
  readonly at?: string;
  readonly message: TextWithHoles;
  readonly hint?: TextWithHoles;
}

export const text = { type: 'string', minLength: 1 } as const;
export const flag = { type: 'boolean' } as const;
export const texts = { type: 'array', items: text, minItems: 1 } as const;
export const oneOrMore = { type: ['string', 'array'], items: text, minLength: 1, minItems: 1 } as const;
export const code = { type: 'string', pattern: '^[a-z][a-z0-9-]*$' } as const;
export const stateName = { type: 'string', pattern: '^[a-z][a-z_]*$' } as const;
export const free = { type: 'object' } as const;
export const severity = { enum: ['error', 'warning', 'info'] } as const;

export const disclosure = { enum: ['public', 'office', 'restricted'] } as const;

export function closed(required: readonly string[], properties: Record<string, object>): object {
  return { type: 'object', additionalProperties: false, required, properties };
}

export function mapOf(names: object, values: object): object {
  return { type: 'object', propertyNames: names, additionalProperties: values };
}

/** A condition of a step or of an action. */
export const need = closed(['title', 'rule', 'message'], {
  title: text,
  when: text,
  rule: text,
  at: text,
  message: text,
  hint: text,
});
