/** What an action needs: told before anything is asked where no answer can mend it, and looked at whole at the end. */
import { type ActionDraft, type ActionValue, askingOf, caseOf } from '../core/changes/action-draft.ts';
import { draftEntry } from '../core/changes/draft-record.ts';
import { wildcard } from '../core/paths.ts';
import { askedPaths, fixedStep, namedField, standsFor, statesInWords } from '../core/register/actions.ts';
import { type Condition, conditionsOf, guardCondition, stateTitle } from '../core/register/lifecycle.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { shellWord } from '../core/schemas/typed-text.ts';
import { valueShape } from '../core/schemas/value-shape.ts';
import type { Place } from '../core/value.ts';
import { usageError } from '../errors.ts';
import type { GivenAnswers } from './action-flags.ts';
import { refuseIfClosed, refuseUnmet } from './step.ts';

/** Throws `not-ready` where a condition is not met that stands at no field which the action asks for or sets. */
export function refuseEarly(draft: ActionDraft, given: GivenAnswers): void {
  const { before, register, annotation, name } = draft;
  const entry = draftEntry(before.kind, given.record, before.id, before.file);
  const fixed = fixedStep(annotation);
  const conditions = [
    ...needsOf(draft, { value: given.record, item: undefined }),
    ...(fixed === undefined ? [] : conditionsOf(register, entry, fixed)),
  ].filter((condition) => condition.met || !isTouched(draft, condition.place));
  refuseUnmet(register, entry, conditions, fixed, name);
}

/** Throws `no-such-step` where answers were given that belong to another state than the one in which the record stands. */
export function refuseElsewhere(draft: ActionDraft, state: ActionValue): void {
  const { register, before, name } = draft;
  const found = caseOf(draft, state);
  if (found?.from === undefined || standsFor(register, before, found)) return;
  const answers = Object.entries(found.answers ?? {}).map(([path, value]) => ` ${path}=${shellWord(value)}`);
  throw usageError(
    'no-such-step',
    `${before.id} is in the state ${stateTitle(before.kind, register.state(before)).toLowerCase()}; irc ${name}${answers.join('')} is for ${before.kind.plural} in ${statesInWords(before.kind, found.from)}.`,
    `see where it stands: irc show ${before.id}`,
  );
}

/** Throws `no-such-step` and `not-ready` for the record as it will be. */
export function refuseUnready(
  draft: ActionDraft,
  state: ActionValue,
  after: RecordEntry,
  step: string | undefined,
): void {
  const register = draft.register.with(new Map([[after.file, after]]));
  if (step !== undefined) refuseIfClosed(register, after, step);
  const conditions = [
    ...needsOf({ ...draft, register }, state),
    ...(step === undefined ? [] : conditionsOf(register, after, step)),
  ];
  refuseUnmet(register, after, conditions, step, draft.name);
}

/** The `needs` of the action; one that stands at a field of the item that is added is mended by an answer. */
function needsOf(draft: ActionDraft, state: ActionValue): Condition[] {
  const { annotation, roots, name, before } = draft;
  return (annotation.needs ?? []).flatMap((condition) =>
    guardCondition(askingOf(draft, state), condition).map((found): Condition => {
      const named = condition.at === undefined ? undefined : namedField(roots, condition.at);
      if (named?.target !== 'item') return found;
      const place = [...(annotation.adds ?? '').split('.'), wildcard, ...named.steps];
      return {
        ...found,
        place,
        hint: found.hint ?? `irc ${name} ${before.id} ${condition.at}=${valueShape(named.field)}`,
      };
    }),
  );
}

/** Whether the action itself writes at the place, above it or below it. */
function isTouched(draft: ActionDraft, place: Place): boolean {
  const { annotation, roots } = draft;
  if (place.length === 0) return false;
  const list = annotation.adds?.split('.') ?? [];
  const paths = [...askedPaths(roots, annotation).map(({ path }) => path), ...Object.keys(annotation.sets ?? {})];
  const written = paths.flatMap((path) => {
    const named = namedField(roots, path);
    if (named === undefined || named.target === 'made') return [];
    return [named.target === 'item' ? [...list, wildcard, ...named.steps] : named.steps];
  });
  return [...written, ...(list.length === 0 ? [] : [list])].some((steps) =>
    steps.slice(0, place.length).every((step, index) => step === wildcard || step === String(place[index])),
  );
}
