/** Asks for the value of one field, in the way that its type asks for. */
import type { Answer, Choice, Prompt } from '../context.ts';
import { findCode } from '../core/codelist.ts';
import { officeId } from '../core/common-fields.ts';
import { type Field, itemKey, shortProperties, targetsOf } from '../core/field.ts';
import { choicesOf } from '../core/fields/choice.ts';
import { FieldFault } from '../core/fields/field-type.ts';
import { fieldType, parseField, printField } from '../core/fields/index.ts';
import { findRecords } from '../core/find-records.ts';
import { lowerFirst, ordinal } from '../core/place.ts';
import type { Register } from '../core/register.ts';
import { typedText } from '../core/typed-text.ts';
import { emptyMap, isMap, type Value, type ValueMap } from '../core/value.ts';

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
}

/** The answer; `undefined` as answer leaves the field empty. */
export async function askField(world: AskWorld, asked: AskedField): Promise<Answer<Value | undefined>> {
  switch (asked.field.type) {
    case 'reference':
      return askReference(world, asked);
    case 'choice':
      return askChoice(world, asked);
    case 'boolean':
      return askBoolean(world, asked);
    case 'list':
      return askList(world, asked);
    case 'object':
      return askObject(world, asked);
    default:
      return askText(world, asked);
  }
}

function world(asked: AskWorld): { register: Register; language: string } {
  return { register: asked.register(), language: 'en' };
}

async function askText(
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
      if (text.trim() === '') return required ? `Write ${fieldType(field).expects(field)}.` : undefined;
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

async function askBoolean(
  asking: AskWorld,
  { field, prompt, fallback, required, canGoBack }: AskedField,
): Promise<Answer<Value | undefined>> {
  const answer = await asking.prompt.select({
    message: prompt,
    help: helpOf(field),
    canGoBack,
    choices: [{ value: 'yes', name: 'yes' }, { value: 'no', name: 'no' }, ...skipChoice(required)],
    default: fallback === undefined ? undefined : fallback === true ? 'yes' : 'no',
  });
  if ('back' in answer) return answer;
  return { answer: answer.answer === '' ? undefined : answer.answer === 'yes' };
}

const fewChoices = 9;

async function askChoice(
  asking: AskWorld,
  { field, prompt, fallback, required, canGoBack }: AskedField,
): Promise<Answer<Value | undefined>> {
  const choices = choicesOf(field, world(asking)).map((item) => ({ value: item.code, name: labelWithCode(item) }));
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
          find: (text) => [...codeChoices(asking, field, text), ...skipWhenEmpty(required, text)],
        });
  return 'back' in answer ? answer : { answer: answer.answer === '' ? undefined : answer.answer };
}

function codeChoices(asking: AskWorld, field: Field, text: string): Choice[] {
  const list = asking.register().codeLists.get(field.annotations.codelist ?? '');
  const items = list === undefined ? choicesOf(field, world(asking)) : findCode(list, text);
  return items.slice(0, 40).map((item) => ({ value: item.code, name: labelWithCode(item) }));
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

async function askReference(
  asking: AskWorld,
  { field, prompt, fallback, required, canGoBack }: AskedField,
  more = false,
): Promise<Answer<Value | undefined>> {
  const targets = targetsOf(field);
  const answer = await asking.prompt.search({
    message: prompt,
    help: helpOf(field),
    canGoBack,
    default: typeof fallback === 'string' ? fallback : undefined,
    find: (text) => {
      const register = asking.register();
      const found = findRecords(register, targets, text).filter(
        (match) => match.record.kind.annotations.singleton === undefined,
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
  const [, kind = '', ...name] = answer.answer.split(':');
  const id = await asking.create(kind, name.join(':'));
  return id === undefined
    ? askReference(asking, { field, prompt, fallback, required, canGoBack }, more)
    : { answer: id };
}

/** "Cuba   country CU · ኩባ": enough to tell records apart. */
function recordChoice(register: Register, id: string): string {
  const record = register.record(id);
  if (record === undefined) return id;
  const names = [register.title(record), register.title(record, 'am')];
  const state = register.state(record);
  return `${names[0]}   ${[id, ...(state === undefined ? [] : [state.replaceAll('_', ' ')]), ...(names[1] === names[0] ? [] : [names[1]])].join(' · ')}`;
}

async function askList(asking: AskWorld, asked: AskedField): Promise<Answer<Value | undefined>> {
  const { field, prompt, fallback, required } = asked;
  const item = field.item;
  if (item === undefined) return { answer: fallback };
  if (item.type === 'choice') {
    const choices = choicesOf(item, world(asking));
    if (choices.length <= 14) return askMany(asking, asked, choices);
  }
  const items: Value[] = Array.isArray(fallback) ? [...fallback] : [];
  const known = items.filter((entry) => !isOwnHouse(field, entry));
  if (known.length > 0)
    asking.say(`  so far: ${known.map((entry) => printField(item, entry, world(asking))).join(' · ')}`);
  for (let count = known.length + 1; ; count += 1) {
    const needed = required && count === 1;
    const message = count === 1 ? prompt : `${prompt}, ${ordinal(count)} (Enter: no more)`;
    const answer = await askItem(
      asking,
      { field: item, prompt: message, fallback: undefined, required: needed, canGoBack: asked.canGoBack || count > 1 },
      count > 1,
    );
    if ('back' in answer) {
      if (count === 1) return answer;
      items.pop();
      count -= 2;
      continue;
    }
    if (answer.answer === undefined) break;
    items.push(answer.answer);
  }
  return { answer: items.length === 0 ? undefined : items };
}

/** Items that the default brought in, such as our own party, are not counted among the answers. */
function isOwnHouse(list: Field, entry: Value): boolean {
  return itemKey(list, entry) === officeId;
}

async function askMany(
  asking: AskWorld,
  { field, prompt, fallback, required, canGoBack }: AskedField,
  choices: ReturnType<typeof choicesOf>,
): Promise<Answer<Value | undefined>> {
  const answer = await asking.prompt.many({
    message: prompt,
    help: helpOf(field),
    canGoBack,
    choices: choices.map((choice) => ({ value: choice.code, name: labelWithCode(choice) })),
    chosen: Array.isArray(fallback) ? fallback.map(String) : [],
    atLeast: required ? Math.max(1, field.minItems) : 0,
  });
  return 'back' in answer ? answer : { answer: answer.answer.length === 0 ? undefined : [...answer.answer] };
}

/** An item of a list: by its short form where it has one, else field by field. */
async function askItem(asking: AskWorld, asked: AskedField, more: boolean): Promise<Answer<Value | undefined>> {
  const { field } = asked;
  const short = shortProperties(field);
  const [first] = short;
  if (field.type !== 'object' || first === undefined) {
    if (field.type === 'reference') return askReference(asking, asked, more);
    return askField(asking, asked);
  }
  if (first.type === 'reference') {
    const answer = await askReference(
      asking,
      { ...asked, field: { ...first, description: field.description || first.description } },
      more,
    );
    return wrap(first, answer);
  }
  if (first.type === 'choice' && short.length > 1) return askCodeOrText(asking, asked, short);
  const answer = await askField(asking, {
    ...asked,
    field: { ...first, description: field.description || first.description },
  });
  return wrap(first, answer);
}

function wrap(property: Field, answer: Answer<Value | undefined>): Answer<Value | undefined> {
  if ('back' in answer || answer.answer === undefined) return answer;
  return { answer: Object.assign(emptyMap(), { [property.name]: answer.answer }) };
}

const asWritten = 'text:';

/** A code of a list where one fits, or the words as they are written. */
async function askCodeOrText(
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

async function askObject(asking: AskWorld, asked: AskedField): Promise<Answer<Value | undefined>> {
  const value: ValueMap = isMap(asked.fallback) ? asked.fallback : emptyMap();
  let result: ValueMap = Object.assign(emptyMap(), value);
  const { properties } = asked.field;
  for (let index = 0; index < properties.length; index += 1) {
    const property = properties[index] as Field;
    const answer = await askField(asking, {
      field: property,
      prompt: `${asked.prompt}, ${lowerFirst(property.title)}`,
      fallback: Object.hasOwn(result, property.name) ? result[property.name] : property.default,
      required: property.required && asked.required,
      canGoBack: asked.canGoBack || index > 0,
    });
    if ('back' in answer) {
      if (index === 0) return answer;
      index -= 2;
      continue;
    }
    const copy: ValueMap = Object.assign(emptyMap(), result);
    if (answer.answer === undefined) delete copy[property.name];
    else copy[property.name] = answer.answer;
    result = copy;
  }
  return { answer: Object.keys(result).length === 0 ? undefined : result };
}

function helpOf(field: Field): string {
  const example = field.examples[0];
  const lines = [field.description, `Expected: ${fieldType(field).expects(field)}.`];
  if (example !== undefined && typeof example !== 'object') lines.push(`Example: ${String(example)}`);
  return lines.filter((line) => line !== '').join('\n');
}
