/** The answers of an action that stand on the command line. */
import { type ActionDraft, type ActionValue, withItem } from '../core/changes/action-draft.ts';
import { type Assignment, applyChange, changesOf, parseAssignment } from '../core/changes/assignment.ts';
import { madePrefix } from '../core/register/actions.ts';
import { historyField } from '../core/schemas/common-fields.ts';
import { type Field, propertyOf } from '../core/schemas/field.ts';
import { nearest } from '../core/suggest.ts';
import { emptyMap, type ValueMap } from '../core/value.ts';
import { usageError } from '../errors.ts';

export interface GivenAnswers {
  /** The record with what was given for it and for the item that is added. */
  readonly state: ActionValue;
  /** The record alone: without the item, of which nothing may be known yet. */
  readonly record: ValueMap;
  /** Paths that were given, of the item and of the record. */
  readonly paths: ReadonlySet<string>;
  /** What was given for the record that the action makes. */
  readonly made: readonly Assignment[];
}

/**
 * Reads `path=value`: behind `new.` a field of the record that is made, else of the item that is added, else of the record.
 * Throws `unknown-field`, `value-invalid`, `history-is-kept` and the like.
 */
export function givenAnswers(draft: ActionDraft, texts: readonly string[]): GivenAnswers {
  const { roots, before, register } = draft;
  let record = before.value;
  let item = emptyMap();
  const paths = new Set<string>();
  const made: Assignment[] = [];
  for (const text of texts) {
    const assignment = parseAssignment(text);
    const [first = ''] = assignment.path.split('.');
    if (roots.made !== undefined && first === madePrefix) {
      made.push({ ...assignment, path: assignment.path.slice(madePrefix.length + 1) });
      continue;
    }
    paths.add(assignment.path);
    const world = { register, language: 'en' };
    const change = (root: Field, value: ValueMap): ValueMap =>
      changesOf(root, value, assignment, world).reduce(applyChange, value);
    if (roots.item !== undefined && propertyOf(roots.item, first) !== undefined) item = change(roots.item, item);
    else if (first === historyField) {
      throw usageError(
        'history-is-kept',
        'Steps of the history are recorded, not set.',
        'the day, the post and the remark of the step: --on, --by, --note',
      );
    } else if (roots.item !== undefined && propertyOf(roots.record, first) === undefined) {
      throw unknownAnswer(draft, roots.item, first);
    } else record = change(roots.record, record);
  }
  return { state: withItem(draft, record, item), record, paths, made };
}

/** A name that neither the item nor the record has. A person may well type what the question calls the field. */
function unknownAnswer({ name, annotation }: ActionDraft, item: Field, first: string): Error {
  const asked = (annotation.asks ?? []).map((ask) => (typeof ask === 'string' ? ask : ask.path));
  const titled = item.properties.find((property) => property.title.toLowerCase() === first.toLowerCase());
  const near = titled?.name ?? nearest(first, asked);
  return usageError(
    'unknown-field',
    `irc ${name} asks for no "${first}".`,
    near === undefined ? `answers here: ${asked.join(', ')}` : `did you mean ${near}?`,
  );
}
