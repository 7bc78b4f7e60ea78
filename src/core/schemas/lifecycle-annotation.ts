/** The word `lifecycle` of a kind: its states, and the steps between them. docs/schemas.md explains it. */
import { type Cel, closed, mapOf, type NeedAnnotation, need, stateName, text, texts } from './meta-schema.ts';

export interface StateAnnotation {
  readonly title: string;
  readonly description?: string;
  /** Recorded states that this derived state may follow; only with `when`. */
  readonly from?: readonly string[];
  /** Makes the state derived: it holds while this is true, and no step ever records it. */
  readonly when?: Cel;
  /** How the state is to be seen: work goes on, in effect, or over. */
  readonly tone?: 'waiting' | 'good' | 'over';
}

export interface TransitionAnnotation {
  /** Recorded or derived states. */
  readonly from: readonly string[];
  readonly to: string;
  readonly needs?: readonly NeedAnnotation[];
}

export interface LifecycleAnnotation {
  /** States that a record may begin with, the usual one first. A partly known record may begin with any. */
  readonly initial: readonly string[];
  readonly states: Readonly<Record<string, StateAnnotation>>;
  readonly transitions: readonly TransitionAnnotation[];
}

/** The meta-schema of the word. */
export const lifecycle = closed(['initial', 'states', 'transitions'], {
  initial: texts,
  states: mapOf(
    stateName,
    closed(['title'], {
      title: text,
      description: text,
      from: texts,
      when: text,
      tone: { enum: ['waiting', 'good', 'over'] },
    }),
  ),
  transitions: {
    type: 'array',
    items: closed(['from', 'to'], {
      from: texts,
      to: text,
      needs: { type: 'array', items: need },
    }),
  },
});
