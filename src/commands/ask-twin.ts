/** The question whether a record that looks like the one being made is the same. */
import type { Twin } from '../core/finding/twins.ts';
import type { Register } from '../core/register/register.ts';
import { distinctFromField, distinctIds } from '../core/schemas/common-fields.ts';
import { propertyOf } from '../core/schemas/field.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { withValue } from '../core/schemas/value-edit.ts';
import type { ValueMap } from '../core/value.ts';
import type { AskWorld } from './ask-value.ts';

/** `open` goes on with the record that is there, `change` gives the last answer again, `two` goes on. */
export type TwinChoice = 'open' | 'change' | 'two';

/** Asks about one likely twin. `opening` says what becomes of the record at hand where the other one is taken. */
export async function askTwin(
  asking: AskWorld,
  register: Register,
  { other, reasons }: Twin,
  canChange: boolean,
  opening = `take ${other.id} instead`,
): Promise<TwinChoice> {
  const kind = other.kind.title.toLowerCase();
  asking.say(`! There is a ${kind} ${other.id} already: ${register.title(other)}`);
  for (const reason of reasons) asking.say(`    ${reason.text}`);
  const answer = await asking.prompt.select({
    message: 'Is it the same',
    help: `One ${kind} is kept in one record. If they are two, that is written down, and nobody is asked again.`,
    canGoBack: false,
    choices: [
      { value: 'open', name: `yes, ${opening}` },
      { value: 'two', name: 'no, they are two: go on' },
      ...(canChange ? [{ value: 'change', name: 'change the last answer' }] : []),
    ],
    default: undefined,
  });
  return 'answer' in answer ? (answer.answer as TwinChoice) : 'change';
}

/** The answers with the other record named as another, where the kind has a place for that. */
export function withDistinct(kind: Kind, answers: ValueMap, other: string): ValueMap {
  if (propertyOf(kind.root, distinctFromField) === undefined) return answers;
  return withValue(answers, [distinctFromField], [...distinctIds(answers), other]);
}
