/** The answers of an action where nobody is asked. */
import type { Context } from '../context.ts';
import type { ActionDraft, ActionValue } from '../core/changes/action-draft.ts';
import { answerFlags } from '../core/register/actions.ts';
import { withValue } from '../core/schemas/value-edit.ts';
import { valueShape } from '../core/schemas/value-shape.ts';
import { valueAt } from '../core/value.ts';
import { actionQuestions } from '../views/action-questions.ts';
import { flagLine, unanswered } from '../views/questions.ts';
import type { GivenAnswers } from './action-flags.ts';
import { answersMissing } from './new.ts';

/** What was given, and for the rest what the action proposes. Throws `answers-missing` with a line for each. */
export function withoutAsking(context: Context, draft: ActionDraft, given: GivenAnswers, name: string): ActionValue {
  const state = withProposals(draft, given.state);
  const missing = unanswered(actionQuestions(draft, state), state.value);
  if (missing.length === 0) return state;
  const [first] = missing;
  const flags = new Map(answerFlags(draft.annotation).map(({ flag, path }) => [path, flag]));
  const lead = ({ path }: { readonly path: string }): string =>
    flags.has(path) ? `--${flags.get(path)} ` : `${path}=`;
  const like = first === undefined ? '' : ` ${lead(first)}${valueShape(first.field)}`;
  throw answersMissing(
    missing.map((question) => flagLine(question, '').replace(`${question.path}=`, lead(question))),
    context.terminal.interactive,
    `add to the line: irc ${name} ${draft.before.id}${given.paths.size > 0 ? ' …' : ''}${like}${missing.length > 1 ? ' …' : ''}. Nothing was saved.`,
  );
}

/** Each open question answered with what Enter would take, in their order, since later ones may hang on earlier ones. */
export function withProposals(draft: ActionDraft, start: ActionValue): ActionValue {
  const seen = new Set<string>();
  for (let state = start; ; ) {
    const next = actionQuestions(draft, state).find(
      ({ path, place, fallback }) =>
        fallback !== undefined && !seen.has(path) && valueAt(state.value, place) === undefined,
    );
    if (next?.fallback === undefined) return state;
    seen.add(next.path);
    state = { ...state, value: withValue(state.value, next.place, next.fallback) };
  }
}
