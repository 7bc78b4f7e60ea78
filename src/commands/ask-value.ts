/** The questions of single values: texts, choices, records. */
import type { Answer, Choice, Prompt } from '../context/prompt.ts';
import { choicesOf, isUnlisted } from '../core/fields/choice.ts';
import { FieldFault } from '../core/fields/field-type.ts';
import { fieldType, parseField, printField } from '../core/fields/index.ts';
import { codeListOf } from '../core/register/code-list-of.ts';
import { findRecords } from '../core/register/find-records.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { findCode } from '../core/schemas/codelist.ts';
import { type Field, targetsOf } from '../core/schemas/field.ts';
import { typedText } from '../core/schemas/typed-text.ts';
import { emptyMap, type Value, type ValueMap } from '../core/value.ts';

/** What a question of a field may need beside the prompt. */
export interface AskWorld {
  readonly prompt: Prompt;
  /** The register as it would be with the records made in passing. */
  register(): Register;
  /** Makes a record of a kind in passing and gives its id; undefined when the user thinks better of it. */
  create(kind: string, name: string): Promise<string | undefined>;
  /** Prints a remark beneath the answers. */
  say(text: string): void;
}

export interface AskedField {
  readonly field: Field;
  readonly prompt: string;
  /** What Enter takes: the answer so far, or the default. */
  readonly fallback: Value | undefined;
  readonly required: boolean;
  readonly canGoBack: boolean;
  /** What to think of when choosing, by code. */
  readonly advice?: Readonly<Record<string, string>>;
  /** Codes that are not offered. */
  readonly leftOut?: readonly string[];
  /** The record as it is so far, where the field is one of its own. */
  readonly record?: RecordEntry;
}

/** A value that is typed; it is asked again until it is one. */
export async function askText(
  asking: AskWorld,
  { field, prompt, fallback, required, canGoBack }: AskedField,
): Promise<Answer<Value | undefined>> {
  const read = (text: string): Value => parseField(field, text, world(asking));
  const answer = await asking.prompt.text({
    message: prompt,
    help: helpOf(field),
    canGoBack,
    default: fallback === undefined ? undefined : typedText(field, fallback),
    fault: (text) => {
      if (text.trim() === '') return required ? needed(fieldType(field).expects(field)) : undefined;
      try {
        read(text);
        return undefined;
      } catch (error) {
        if (error instanceof FieldFault) return error.message;
        throw error;
      }
    },
    shown: (text) => (text.trim() === '' ? '–' : printField(field, read(text), world(asking))),
  });
  if ('back' in answer) return answer;
  return { answer: answer.answer.trim() === '' ? undefined : read(answer.answer) };
}

function needed(expected: string): string {
  return expected === anyText ? 'This needs an answer.' : `This needs an answer: ${expected}.`;
}

/** Yes, no, or nothing. */
export async function askBoolean(
  asking: AskWorld,
  { field, prompt, fallback, required, canGoBack, advice }: AskedField,
): Promise<Answer<Value | undefined>> {
  const answer = await asking.prompt.select({
    message: prompt,
    help: helpOf(field),
    canGoBack,
    choices: [
      { value: 'yes', name: 'yes', description: advice?.true },
      { value: 'no', name: 'no', description: advice?.false },
      ...skipChoice(required),
    ],
    default: fallback === undefined ? undefined : fallback === true ? 'yes' : 'no',
  });
  if ('back' in answer) return answer;
  return { answer: answer.answer === '' ? undefined : answer.answer === 'yes' };
}

const fewChoices = 9;

/** One code of a list: few are shown whole, many are searched. */
export async function askChoice(asking: AskWorld, asked: AskedField): Promise<Answer<Value | undefined>> {
  const { field, prompt, fallback, required, canGoBack, advice, leftOut = [] } = asked;
  const items = choicesOf(field, world(asking));
  if (isUnlisted(field, items)) return askText(asking, asked);
  const isOffered = ({ value }: Choice): boolean => !leftOut.includes(value);
  const choices = items.map((item) => choiceOf(item, advice)).filter(isOffered);
  const question = {
    message: prompt,
    help: helpOf(field),
    canGoBack,
    default: typeof fallback === 'string' ? fallback : undefined,
  };
  const answer =
    choices.length <= fewChoices
      ? await asking.prompt.select({ ...question, choices: [...choices, ...skipChoice(required)] })
      : await asking.prompt.search({
          ...question,
          find: (text) => [
            ...codeChoices(asking, field, text, advice).filter(isOffered),
            ...skipWhenEmpty(required, text),
          ],
        });
  return 'back' in answer ? answer : { answer: answer.answer === '' ? undefined : answer.answer };
}

/** Several codes of a list that is short enough to show. */
export async function askMany(
  asking: AskWorld,
  { field, prompt, fallback, required, canGoBack, advice }: AskedField,
  choices: ReturnType<typeof choicesOf>,
): Promise<Answer<Value | undefined>> {
  const answer = await asking.prompt.many({
    message: prompt,
    help: helpOf(field),
    canGoBack,
    choices: choices.map((item) => choiceOf(item, advice)),
    chosen: Array.isArray(fallback) ? fallback.map(String) : [],
    atLeast: required ? Math.max(1, field.minItems) : 0,
  });
  return 'back' in answer ? answer : { answer: answer.answer.length === 0 ? undefined : [...answer.answer] };
}

/** A record, searched by what people call it; a missing one can be made in passing. */
export async function askReference(
  asking: AskWorld,
  asked: AskedField,
  more = false,
): Promise<Answer<Value | undefined>> {
  const { field, prompt, fallback, required, canGoBack } = asked;
  const targets = targetsOf(field);
  const answer = await asking.prompt.search({
    message: prompt,
    help: helpOf(field),
    canGoBack,
    default: typeof fallback === 'string' ? fallback : undefined,
    find: (text) => {
      const register = asking.register();
      const found = nearerFirst(
        register,
        asked,
        findRecords(register, targets, text).filter((match) => match.record.kind.annotations.singleton === undefined),
      );
      const records = found
        .slice(0, 30)
        .map((match) => ({ value: match.record.id, name: recordChoice(register, match.record.id) }));
      const skip = text === '' && !required ? [{ value: '', name: more ? '– no more' : '– leave empty' }] : [];
      const creatable = targets.filter(
        (target) => target !== '*' && register.kind(target)?.annotations.singleton === undefined,
      );
      const create =
        text === '' || found.some((match) => match.exact)
          ? []
          : creatable.map((target) => ({
              value: `${createMark}${target}:${text}`,
              name: `create a ${register.kind(target)?.title.toLowerCase()} "${text}"`,
            }));
      return [...skip, ...records, ...create];
    },
  });
  if ('back' in answer) return answer;
  if (answer.answer === '') return { answer: undefined };
  if (!answer.answer.startsWith(createMark)) return { answer: answer.answer };
  const [, kind = '', ...words] = answer.answer.split(':');
  const name = words.join(':');
  // Where nothing was found, making one stands first, and Enter may have been meant for something else.
  const isOnly = findRecords(asking.register(), targets, name).length === 0;
  const id = isOnly && !(await isToBeMade(asking, kind, name)) ? undefined : await asking.create(kind, name);
  return id === undefined ? askReference(asking, asked, more) : { answer: id };
}

async function isToBeMade(asking: AskWorld, kind: string, name: string): Promise<boolean> {
  const title = asking.register().kind(kind)?.title.toLowerCase() ?? kind;
  const answer = await asking.prompt.select({
    message: `There is no ${title} "${name}"`,
    help: 'It is made with a few questions, and saved together with this record or not at all.',
    canGoBack: false,
    choices: [
      { value: 'no', name: 'look for another one' },
      { value: 'yes', name: `create this ${title}` },
    ],
    default: undefined,
  });
  return 'answer' in answer && answer.answer === 'yes';
}

/** Records that the schema holds to be nearer than others to the record at hand, before these. */
function nearerFirst<T extends { readonly record: RecordEntry }>(
  register: Register,
  { field, record }: AskedField,
  found: readonly T[],
): readonly T[] {
  const { offersFirst } = field.annotations;
  if (offersFirst === undefined || record === undefined) return found;
  const isNearer = ({ record: other }: T): boolean =>
    register.evaluate(record, offersFirst, undefined, { other }) === true;
  const nearer = new Set(found.filter(isNearer));
  return [...nearer, ...found.filter((match) => !nearer.has(match))];
}

const asWritten = 'text:';
/** What a field expects that takes any words; saying so helps nobody. */
const anyText = 'text';

/** A code of a list where one fits, or the words as they are written. */
export async function askCodeOrText(
  asking: AskWorld,
  { field, prompt, required, canGoBack }: AskedField,
  short: readonly Field[],
): Promise<Answer<Value | undefined>> {
  const [code, text] = short as [Field, Field];
  const answer = await asking.prompt.search({
    message: prompt,
    help: helpOf(field),
    canGoBack,
    default: undefined,
    find: (typed) => {
      if (typed === '' && !required)
        return [{ value: '', name: '– no more' }, ...codeChoices(asking, code, '').slice(0, 40)];
      const written = typed === '' ? [] : [{ value: `${asWritten}${typed}`, name: `as written: "${typed}"` }];
      return [...codeChoices(asking, code, typed).slice(0, 12), ...written];
    },
  });
  if ('back' in answer) return answer;
  if (answer.answer === '') return { answer: undefined };
  const isText = answer.answer.startsWith(asWritten);
  const value: ValueMap = Object.assign(
    emptyMap(),
    isText ? { [text.name]: answer.answer.slice(asWritten.length) } : { [code.name]: answer.answer },
  );
  return { answer: value };
}

/** What reading and printing values needs, as the register is now. */
export function world(asked: AskWorld): { register: Register; language: string } {
  return { register: asked.register(), language: 'en' };
}

function codeChoices(asking: AskWorld, field: Field, text: string, advice?: AskedField['advice']): Choice[] {
  const list = codeListOf(asking.register(), field);
  const items = list === undefined ? choicesOf(field, world(asking)) : findCode(list, text);
  return items.slice(0, 40).map((item) => choiceOf(item, advice));
}

function choiceOf(item: ReturnType<typeof choicesOf>[number], advice: AskedField['advice']): Choice {
  return { value: item.code, name: labelWithCode(item), description: advice?.[item.code] };
}

/** Codes with a meaning of their own (2.9, CU) stand before the label; made-up ones (each_own) only repeat it. */
function labelWithCode(item: { readonly code: string; readonly en: string; readonly am?: string | undefined }): string {
  const label = /^[a-z_]+$/.test(item.code) ? item.en : `${item.code}  ${item.en}`;
  return item.am === undefined ? label : `${label}  ${item.am}`;
}

function skipChoice(required: boolean): Choice[] {
  return required ? [] : [{ value: '', name: '– leave empty' }];
}

function skipWhenEmpty(required: boolean, text: string): Choice[] {
  return text === '' ? skipChoice(required) : [];
}

const createMark = 'create:';

/** "Cuba   country CU · ኩባ": enough to tell records apart. */
function recordChoice(register: Register, id: string): string {
  const record = register.record(id);
  if (record === undefined) return id;
  const names = [register.title(record), register.title(record, 'am')];
  const state = register.state(record);
  return `${names[0]}   ${[id, ...(state === undefined ? [] : [state.replaceAll('_', ' ')]), ...(names[1] === names[0] ? [] : [names[1]])].join(' · ')}`;
}

function helpOf(field: Field): string {
  const example = field.examples[0];
  const expected = fieldType(field).expects(field);
  const lines = [field.description, ...(expected === anyText ? [] : [`Expected: ${expected}.`])];
  if (example !== undefined && typeof example !== 'object') lines.push(`Example: ${String(example)}`);
  return lines.filter((line) => line !== '').join('\n');
}
