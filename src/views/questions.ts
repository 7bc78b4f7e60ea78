/** The questions that make a record, from its schema alone. */
import { defaultOf, isAsked } from '../core/changes/draft-record.ts';
import { formatPath } from '../core/paths.ts';
import { reachedFrom } from '../core/register/lifecycle.ts';
import type { Register } from '../core/register/register.ts';
import type { AskAnnotation } from '../core/schemas/annotations.ts';
import { distinctFromField, historyField } from '../core/schemas/common-fields.ts';
import { type Field, neededFor, shortProperties } from '../core/schemas/field.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { lowerFirst } from '../core/schemas/place.ts';
import { valueShape } from '../core/schemas/value-shape.ts';
import { isMap, type Place, sameValue, type Value, type ValueMap, valueAt } from '../core/value.ts';

export interface Question {
  readonly field: Field;
  readonly place: Place;
  /** Dotted path: what the flag twin names. */
  readonly path: string;
  readonly prompt: string;
  /** Heading of the part that the question belongs to. */
  readonly group: string;
  /** What Enter takes. */
  readonly fallback: Value | undefined;
  /** The record cannot be saved without an answer. */
  readonly required: boolean;
  /** Taken from the house standard without a question. */
  readonly quiet: boolean;
  /** Codes of a choice that are not offered, since they lead nowhere from here. */
  readonly leftOut?: readonly string[];
}

/**
 * The questions that apply to the answers so far, in the order of the schema. `start` is the state that the first
 * step will record: what it needs is required.
 */
export function questionsFor(register: Register, kind: Kind, answers: ValueMap, start: string | undefined): Question[] {
  const reached = reachedFrom(kind, start);
  const questions: Question[] = [];
  const walk = (parent: Field, place: Place, group: string, titles: readonly string[]): void => {
    for (const field of parent.properties) {
      const ask = field.annotations.ask ?? askOfParent(parent, field);
      const at = [...place, field.name];
      if (!isAsked(register, kind, answers, field)) continue;
      const names = shortProperties(parent)[0] === field ? titles : [...titles, field.title];
      if (field.type === 'object' && ask?.quiet !== true) {
        walk(field, at, ask?.group ?? group, ask?.prompt === undefined ? names : [ask.prompt]);
        continue;
      }
      if (ask === undefined) continue;
      questions.push({
        field,
        place: at,
        path: formatPath(at),
        prompt: ask.prompt ?? promptOf(names),
        group: ask.group ?? group,
        fallback:
          defaultOf(register, kind, answers, field) ?? partOf(defaultOf(register, kind, answers, parent), field),
        required: isRequired(parent, field, reached),
        quiet: ask.quiet === true,
      });
    }
  };
  walk(kind.root, [], kind.title, []);
  return questions;
}

/** A group that is asked for is asked for by what it cannot be without, where its fields say nothing of their own. */
function askOfParent(parent: Field, field: Field): AskAnnotation | undefined {
  const silent = parent.properties.every((property) => property.annotations.ask === undefined);
  return parent.annotations.ask !== undefined && silent && field.required ? {} : undefined;
}

/**
 * What was answered beside the questions, with a flag or a file, as questions of its own: a summary and the command that
 * does the same name these too. `known` are the values of the preset, which its word stands for.
 */
export function answeredBeside(
  register: Register,
  kind: Kind,
  answers: ValueMap,
  questions: readonly Question[],
  known: ValueMap,
): Question[] {
  const beside: Question[] = [];
  const walk = (parent: Field, place: Place, titles: readonly string[]): void => {
    for (const field of parent.properties) {
      const at = [...place, field.name];
      const path = formatPath(at);
      const value = valueAt(answers, at);
      const isToldElsewhere = path === historyField || path === distinctFromField;
      if (value === undefined || isToldElsewhere || questions.some((question) => question.path === path)) continue;
      const names = shortProperties(parent)[0] === field ? titles : [...titles, field.title];
      if (field.type === 'object') walk(field, at, names);
      else if (!sameValue(value, valueAt(known, at) ?? null)) {
        const fallback = defaultOf(register, kind, answers, field);
        beside.push({
          ...{ field, place: at, path, prompt: promptOf(names), group: kind.title },
          ...{ fallback, required: false, quiet: true },
        });
      }
    }
  };
  walk(kind.root, [], []);
  return beside;
}

/** What the default of a group says of one of its fields. */
function partOf(group: Value | undefined, field: Field): Value | undefined {
  return isMap(group) && Object.hasOwn(group, field.name) ? group[field.name] : undefined;
}

/** A text by language is asked for as "Title", its other languages as "Title, Amharic". */
export function promptOf(titles: readonly string[]): string {
  const [first = '', ...rest] = titles;
  return [first, ...rest.map(lowerFirst)].join(', ');
}

function isRequired(parent: Field, field: Field, reached: ReadonlySet<string>): boolean {
  if (neededFor(field).some((name) => reached.has(name))) return true;
  if (!field.required) return false;
  return parent.path === '' || parent.required || neededFor(parent).some((name) => reached.has(name));
}

/** Required questions that neither an answer nor a default answers. */
export function unanswered(questions: readonly Question[], answers: ValueMap): Question[] {
  return questions.filter((question) => {
    const value = valueAt(answers, question.place);
    const empty = value === undefined || (Array.isArray(value) && value.length === 0);
    return question.required && empty;
  });
}

/** The flag twin of a question, as a line of the list of missing answers; `lead` stands before its path. */
export function flagLine(question: Question, lead = '--set '): string {
  const { field } = question;
  const example = field.examples[0];
  const like = typeof example === 'string' || typeof example === 'number' ? `  like '${example}'` : '';
  return `${`${lead}${question.path}=${valueShape(field)}`.padEnd(34)} ${question.prompt}${like}`;
}
