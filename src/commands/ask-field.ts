/** Asks for the value of one field, in the way that its type asks for. */
import type { Answer } from '../context/prompt.ts';
import { choicesOf } from '../core/fields/choice.ts';
import { printField } from '../core/fields/index.ts';
import { officeId } from '../core/schemas/common-fields.ts';
import { type Field, itemKey, shortProperties } from '../core/schemas/field.ts';
import { lowerFirst, ordinal } from '../core/schemas/place.ts';
import { emptyMap, isMap, type Value, type ValueMap } from '../core/value.ts';
import {
  type AskedField,
  type AskWorld,
  askBoolean,
  askChoice,
  askCodeOrText,
  askMany,
  askReference,
  askText,
  world,
} from './ask-value.ts';

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

/** An item of a list: by its short form where it has one, then what else it cannot be without, and what its schema asks for. */
async function askItem(asking: AskWorld, asked: AskedField, more: boolean): Promise<Answer<Value | undefined>> {
  const answer = await askShort(asking, asked, more);
  if ('back' in answer || !isMap(answer.answer)) return answer;
  const value: ValueMap = Object.assign(emptyMap(), answer.answer);
  const short = shortProperties(asked.field);
  const rest = asked.field.properties.filter(
    (property) => (property.required || property.annotations.ask !== undefined) && !short.includes(property),
  );
  for (const property of rest) {
    const title = property.annotations.ask?.prompt ?? property.title;
    const prompt = `${title} of ${printField(asked.field, answer.answer, world(asking))}`;
    const further = await askItem(
      asking,
      { field: property, prompt, fallback: property.default, required: property.required, canGoBack: true },
      false,
    );
    if ('back' in further) return askItem(asking, asked, more);
    if (further.answer !== undefined) value[property.name] = further.answer;
  }
  return { answer: value };
}

/** The short form of an item; field by field where it has none. */
async function askShort(asking: AskWorld, asked: AskedField, more: boolean): Promise<Answer<Value | undefined>> {
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
