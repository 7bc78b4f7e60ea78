/** The questions of an action that is done for each item of a list: whose answers they are, then item by item. */
import { fieldType } from '../core/fields/index.ts';
import {
  answersOf,
  nextRespondent,
  type Questionnaire,
  type Response,
  respondentsOf,
} from '../core/forms/questionnaire.ts';
import { formatPath } from '../core/paths.ts';
import { withValue } from '../core/schemas/value-edit.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { emptyMap, isMap, type ValueMap, valueAt } from '../core/value.ts';
import type { Question } from './questions.ts';

/** The record while answers are gathered: behind those it has stands one for each item, with nothing in it yet. */
export function gatheringValue({ record, list, items, about }: Questionnaire): ValueMap {
  const there = valueAt(record.value, list);
  const open = items.map(({ key }) => Object.assign(emptyMap(), { [about.name]: key }));
  return withValue(record.value, list, [...(Array.isArray(there) ? there : []), ...open]);
}

/** The questions in their order; what the respondent answered before is what Enter takes. */
export function eachQuestions(questionnaire: Questionnaire, value: ValueMap): Question[] {
  const { respondent, items, asks, list } = questionnaire;
  const at = firstOf(questionnaire);
  const place = [...list, at, respondent.name];
  const named = valueAt(value, place);
  const earlier = typeof named === 'string' ? answersOf(questionnaire, named) : new Map<string, ValueMap>();
  const who: Question = {
    ...{ field: respondent, place, path: respondent.name, prompt: respondent.title, group: respondent.title },
    ...{ fallback: nextRespondent(questionnaire, respondentsOf(questionnaire)), required: true, quiet: false },
  };
  const each = items.flatMap(({ key, words }, index) =>
    asks.map(
      ({ field, prompt }): Question => ({
        field,
        place: [...list, at + index, field.name],
        path: formatPath([key, field.name]),
        prompt: `${prompt}, ${fieldType(field).expects(field)}`,
        group: lineSafe(words.join(' · ')),
        fallback: earlier.get(key)?.[field.name],
        required: false,
        quiet: false,
      }),
    ),
  );
  return [who, ...each];
}

/** What was answered in the value of `gatheringValue`. */
export function responseOf(questionnaire: Questionnaire, value: ValueMap): Response {
  const { list, respondent, items, asks } = questionnaire;
  const at = firstOf(questionnaire);
  const answers = items.flatMap(({ key }, index): [string, ValueMap][] => {
    const found = valueAt(value, [...list, at + index]);
    const given = asks.flatMap(({ field: { name } }) => {
      const answer = isMap(found) ? found[name] : undefined;
      return answer === undefined ? [] : [[name, answer] as const];
    });
    return given.length === 0 ? [] : [[key, Object.assign(emptyMap(), Object.fromEntries(given))]];
  });
  return { respondent: String(valueAt(value, [...list, at, respondent.name]) ?? ''), answers: new Map(answers) };
}

/** Where the answers that are gathered begin. */
function firstOf({ record, list }: Questionnaire): number {
  const there = valueAt(record.value, list);
  return Array.isArray(there) ? there.length : 0;
}
