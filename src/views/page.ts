/** One record as a page: what is there, what is not known, and what other records say of it. */
import stringWidth from 'string-width';
import type { Style } from '../context.ts';
import type { FieldWorld } from '../core/fields/field-type.ts';
import { printField } from '../core/fields/index.ts';
import { viewValue } from '../core/finding/query.ts';
import { wrapped } from '../core/line-breaks.ts';
import { formatDate } from '../core/measures/date-format.ts';
import { whyNot } from '../core/papers/documents.ts';
import { commandTo, waitsForAnother } from '../core/register/actions.ts';
import { missingFields, reachedStates, stateTitle, stepsOnward } from '../core/register/lifecycle.ts';
import { nextStep } from '../core/register/next-step.ts';
import { officePosts } from '../core/register/posts.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import type { DerivedAnnotation } from '../core/schemas/annotations.ts';
import {
  historyField,
  isPartlyKnown,
  knowledgeField,
  type Step,
  standingSteps,
} from '../core/schemas/common-fields.ts';
import { type Field, shortProperties } from '../core/schemas/field.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { lowerFirst } from '../core/schemas/place.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { isMap, type Place, type Value, type ValueMap, valueAt } from '../core/value.ts';
import { agendaOf } from '../core/work/agenda.ts';
import { withLinks } from './hyperlinks.ts';
import { cutTo, derivedText } from './table.ts';

const labelWidth = 26;
const deepest = 4;

/** The page. Empty fields are left out; those that the record's states ask for are named at the end. */
export function pageText(register: Register, record: RecordEntry, columns: number, style: Style): string {
  const width = Math.min(columns, 110);
  const lines = [style.bold(lineSafe(register.title(record))), headline(register, record)];
  const shown = record.kind.root.properties.filter(
    (field) => !own.has(field.name) && Object.hasOwn(record.value, field.name),
  );
  const page = { register, record, width, style };
  for (const field of shown) lines.push(...fieldLines(page, field, [field.name], '  '));
  lines.push(...derivedLines(page), ...historyLines(page));
  lines.push(
    ...backLinkLines(register, record, width, style),
    ...unknownLines(register, record, style),
    ...nextLines(register, record, style),
  );
  return `${withLinks(style, lines.join('\n'))}\n`;
}

/** Fields that the head and foot of the page tell. */
const own = new Set([historyField, knowledgeField]);

function headline(register: Register, record: RecordEntry): string {
  const state = register.state(record);
  const step = standingSteps(record.value).at(-1);
  const since =
    step?.date !== undefined && step.to === state && /^\d{4}(-\d\d){0,2}$/.test(step.date)
      ? ` ${formatDate(step.date, 'en', 'both')}`
      : '';
  const stated = state === undefined ? [] : [`${stateTitle(record.kind, state).toLowerCase()}${since}`];
  return [
    record.id,
    record.kind.title.toLowerCase(),
    ...stated,
    ...(isPartlyKnown(record.value) ? ['known in part'] : []),
  ].join(' · ');
}

/** What the lines of a page are made from. */
interface Page {
  readonly register: Register;
  readonly record: RecordEntry;
  readonly width: number;
  readonly style: Style;
}

function fieldLines(page: Page, field: Field, place: Place, indent: string, depth = 1): string[] {
  const { record, width, style } = page;
  const value = valueAt(record.value, place) ?? null;
  const label = indent + field.title;
  const hasMore = shownOf(field).length > 0;
  if ((isBlock(field, value) || (hasMore && isMap(value))) && depth < deepest) {
    return [style.dim(label), ...blockLines(page, field, value, place, `${indent}  `, depth + 1)];
  }
  return labelled(label, printField(field, value, worldOf(page)), width, style);
}

function worldOf({ register }: Page): FieldWorld {
  return { register, language: 'en' };
}

function blockLines(page: Page, field: Field, value: Value, place: Place, indent: string, depth: number): string[] {
  if (Array.isArray(value) && field.item !== undefined) {
    const item = field.item;
    return value.flatMap((entry, index) => {
      const at = [...place, index];
      const isNested =
        isMap(entry) &&
        item.properties.some((property) => isMap(entry[property.name]) || Array.isArray(entry[property.name]));
      if (isNested) return itemLines(page, item, entry, at, indent, depth);
      const derived = derivedAt(page, item, at).map(({ title, text }) => `${lowerFirst(title)} ${text}`);
      return wrapped(`${indent}· `, [printField(item, entry, worldOf(page)), ...derived].join(', '), page.width);
    });
  }
  if (!isMap(value)) return [];
  return [
    ...field.properties
      .filter((property) => Object.hasOwn(value, property.name))
      .flatMap((property) => fieldLines(page, property, [...place, property.name], indent, depth)),
    ...moreLines(page, field, place, indent),
  ];
}

/** An item with groups of its own: its first field as a heading, the rest beneath. */
function itemLines(page: Page, item: Field, entry: ValueMap, place: Place, indent: string, depth: number): string[] {
  const first =
    shortProperties(item).find((property) => Object.hasOwn(entry, property.name)) ??
    item.properties.find((property) => Object.hasOwn(entry, property.name));
  const heading = first === undefined ? '' : printField(first, entry[first.name] ?? null, worldOf(page));
  const rest = item.properties.filter((property) => property !== first && Object.hasOwn(entry, property.name));
  return [
    ...wrapped(`${indent}· `, heading, page.width),
    ...rest.flatMap((property) => fieldLines(page, property, [...place, property.name], `${indent}  `, depth)),
    ...moreLines(page, item, place, `${indent}  `),
  ];
}

/** What is worked out for a group or a list item, a line each. */
function moreLines(page: Page, field: Field, place: Place, indent: string): string[] {
  return derivedAt(page, field, place).flatMap(({ title, text }) =>
    labelled(indent + title, text, page.width, page.style),
  );
}

function derivedAt({ register, record }: Page, field: Field, place: Place): { title: string; text: string }[] {
  return shownOf(field).flatMap(([name, derived]) => {
    const text = derivedText(viewValue(register, record, [...place.map(String), name]));
    if (text === '') return [];
    return [{ title: derived.title, text: shownDerived(derived, text) }];
  });
}

/** What is worked out at a field for people, not only for other expressions. */
function shownOf(field: Field): [string, DerivedAnnotation][] {
  return Object.entries(field.annotations.derived ?? {}).filter(([, derived]) => derived.hidden !== true);
}

function shownDerived(derived: DerivedAnnotation, text: string): string {
  const isDate = derived.type === 'date' && /^\d{4}(-\d\d){0,2}$/.test(text);
  return isDate ? formatDate(text, 'en', 'both') : lineSafe(text);
}

/** Long or nested values stand beneath their label, short ones beside it. */
function isBlock(field: Field, value: Value): boolean {
  if (field.type === 'list') {
    return (
      Array.isArray(value) &&
      value.length > 0 &&
      (field.item?.type === 'object' || value.some((entry) => typeof entry === 'string' && entry.length > 60))
    );
  }
  if (field.type !== 'object' || !isMap(value)) return false;
  const filled = field.properties.filter((property) => Object.hasOwn(value, property.name));
  return filled.length > 1 || shortProperties(field).length === 0;
}

/** A list that is too long for a line has a line for each item. */
function derivedLines({ register, record, width, style }: Page): string[] {
  return shownOf(record.kind.root).flatMap(([name, derived]) => {
    const value = viewValue(register, record, [name]);
    const text = derivedText(value);
    if (text === '') return [];
    const label = style.dim(`  ${derived.title.padEnd(labelWidth - 1)} `);
    if (Array.isArray(value) && stringWidth(text) > width - labelWidth - 2)
      return [label.trimEnd(), ...value.flatMap((item) => wrapped('    · ', derivedText(item), width))];
    return [`${label}${shownDerived(derived, text)}`];
  });
}

function historyLines({ register, record, style }: Page): string[] {
  const steps = standingSteps(record.value);
  const titles = new Map(officePosts(register).map(({ id, title }) => [id, title]));
  return steps.map((step, index) => {
    const label = (index === 0 ? 'History' : '').padEnd(labelWidth);
    const post = step.by === undefined ? '' : `  ${lineSafe(titles.get(step.by) ?? step.by)}`;
    const note = step.note === undefined ? '' : `  ${lineSafe(step.note)}`;
    const state = stateTitle(record.kind, step.to).toLowerCase();
    return `  ${style.dim(label)}${(step.date ?? '?').padEnd(12)}${state}${style.dim(struckBy(record.kind, step) + post + note)}`;
  });
}

/** A step that only strikes another stands for the state before it: without this it would read as taken twice. */
function struckBy(kind: Kind, { voids }: Step): string {
  return voids === undefined ? '' : `, since ${stateTitle(kind, voids.to).toLowerCase()} was struck`;
}

/** Records that name this one, by kind. */
function backLinkLines(register: Register, record: RecordEntry, width: number, style: Style): string[] {
  const from = register.linkedFrom(record.id).filter((other) => other !== record);
  const lines: string[] = [];
  for (const kind of register.kinds) {
    const ofKind = from.filter((other) => other.kind === kind);
    ofKind.forEach((other, index) => {
      const label = (index === 0 ? capital(kind.plural) : '').padEnd(labelWidth);
      const state = stateTitle(kind, register.state(other)).toLowerCase();
      const text = `${other.id}  ${state}  ${lineSafe(register.title(other))}`;
      lines.push(`  ${style.dim(label)}${cutTo(text, width - labelWidth - 2)}`);
    });
  }
  return lines;
}

/** What the record lacks: of a partly known one all that some state needs, else what its own states need. */
function unknownLines(register: Register, record: RecordEntry, style: Style): string[] {
  const states = Object.keys(record.kind.annotations.lifecycle?.states ?? {});
  const names = isPartlyKnown(record.value) ? new Set(states) : reachedStates(record.kind, record);
  const missing = missingFields(register, record, names).filter((entry) => entry.place.length === 1);
  if (missing.length === 0) return [];
  const titles = missing.map((entry) => lowerFirst(entry.field.title)).join(' · ');
  return [`  ${style.dim('Not known'.padEnd(labelWidth))}${titles}`];
}

function nextLines(register: Register, record: RecordEntry, style: Style): string[] {
  const open =
    record.kind.annotations.lifecycle === undefined || isPartlyKnown(record.value) ? [] : stepsOnward(register, record);
  return [
    ...stepLines(register, record, open, style),
    ...dueLines(register, record, style),
    ...paperLines(register, record, style),
  ];
}

const mostDue = 5;

/** What falls due and has a command that deals with it. */
function dueLines(register: Register, record: RecordEntry, style: Style): string[] {
  const due = agendaOf(register, [record]).filter(({ command }) => command !== undefined);
  const more = due.length > mostDue ? [`${due.length - mostDue} more: irc agenda --about ${record.id}`] : [];
  const rows = due.slice(0, mostDue).map(({ lastDayToAct, command }) => {
    const day = formatDate(lastDayToAct, 'en', 'gregorian').padEnd(13);
    return `${lastDayToAct < register.today ? style.red(day) : day}${style.cyan(command ?? '')}`;
  });
  return [...rows, ...more].map(
    (text, index) => `  ${style.dim((index === 0 ? 'Due' : '').padEnd(labelWidth))}${text}`,
  );
}

/** The papers that can be made now with their commands, then the others with what keeps them. */
function paperLines(register: Register, record: RecordEntry, style: Style): string[] {
  const papers = Object.entries(record.kind.annotations.documents ?? {}).map(([name, document]) => ({
    name,
    reason: whyNot(register, record, document),
  }));
  const rows = (heading: string, texts: readonly string[]): string[] =>
    texts.map((text, index) => `  ${style.dim((index === 0 ? heading : '').padEnd(labelWidth))}${text}`);
  const ready = papers.filter(({ reason }) => reason === undefined);
  const others = new Map<string, string[]>();
  for (const { name, reason } of papers)
    if (reason !== undefined) others.set(reason, [...(others.get(reason) ?? []), name]);
  return [
    ...rows(
      'Papers',
      ready.map(({ name }) => style.cyan(`irc render ${record.id} --document ${name}`)),
    ),
    ...rows(
      'Not to be made yet',
      [...others].map(([reason, names]) => `${names.join(', ')}: ${lineSafe(lowerFirst(reason))}`),
    ),
  ];
}

/** The command of the step that comes next, with what else is open; where none is urged, of one that is possible. */
function stepLines(register: Register, record: RecordEntry, open: readonly string[], style: Style): string[] {
  const next = nextStep(register, record);
  const first = next ?? open[0];
  if (first === undefined || open.length === 0) return [];
  const others = open.filter((step) => step !== first);
  const command = waitsForAnother(register, record, first)
    ? `irc ready ${record.id} --for ${first}`
    : commandTo(register, record, first);
  const to = command.endsWith(` ${first}`) ? '' : `   → ${first}`;
  const more = others.length === 0 ? '' : `   (or ${others.join(', ')})`;
  return [
    `  ${style.dim((next === undefined ? 'Possible' : 'Next').padEnd(labelWidth))}${style.cyan(command)}${to}${more}`,
  ];
}

function labelled(label: string, text: string, width: number, style: Style): string[] {
  const padded = label.length < labelWidth + 1 ? label.padEnd(labelWidth + 2) : `${label}  `;
  const [first = '', ...rest] = wrapped(padded, text, width);
  return [style.dim(padded) + first.slice(padded.length), ...rest];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
