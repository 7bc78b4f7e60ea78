/** One record as a page: what is there, what is not known, and what other records say of it. */
import stringWidth from 'string-width';
import type { Style } from '../context.ts';
import { commandTo } from '../core/actions.ts';
import { historyField, isPartlyKnown, knowledgeField, standingSteps } from '../core/common-fields.ts';
import { formatDate } from '../core/date-format.ts';
import { type Field, shortProperties } from '../core/field.ts';
import { printField } from '../core/fields/index.ts';
import { missingFields, openSteps, reachedStates, stateTitle, transitionTo } from '../core/lifecycle.ts';
import { viewValue } from '../core/query.ts';
import type { RecordEntry, Register } from '../core/register.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { isMap, type Value, type ValueMap } from '../core/value.ts';
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
  for (const field of shown)
    lines.push(...fieldLines(register, field, record.value[field.name] as Value, '  ', width, style));
  lines.push(...derivedLines(register, record, width, style), ...historyLines(record, style));
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

function fieldLines(
  register: Register,
  field: Field,
  value: Value,
  indent: string,
  width: number,
  style: Style,
  depth = 1,
): string[] {
  const label = indent + field.title;
  const world = { register, language: 'en' };
  if (isBlock(field, value) && depth < deepest) {
    const inner = blockLines(register, field, value, `${indent}  `, width, style, depth + 1);
    return [style.dim(label), ...inner];
  }
  return labelled(label, printField(field, value, world), width, style);
}

function blockLines(
  register: Register,
  field: Field,
  value: Value,
  indent: string,
  width: number,
  style: Style,
  depth: number,
): string[] {
  if (Array.isArray(value) && field.item !== undefined) {
    const item = field.item;
    return value.flatMap((entry) =>
      isMap(entry) &&
      item.properties.some((property) => isMap(entry[property.name]) || Array.isArray(entry[property.name]))
        ? itemLines(register, item, entry, indent, width, style, depth)
        : wrapped(`${indent}· `, printField(item, entry, { register, language: 'en' }), width),
    );
  }
  if (!isMap(value)) return [];
  return field.properties
    .filter((property) => Object.hasOwn(value, property.name))
    .flatMap((property) => fieldLines(register, property, value[property.name] as Value, indent, width, style, depth));
}

/** An item with groups of its own: its first field as a heading, the rest beneath. */
function itemLines(
  register: Register,
  item: Field,
  entry: ValueMap,
  indent: string,
  width: number,
  style: Style,
  depth: number,
): string[] {
  const first =
    shortProperties(item).find((property) => Object.hasOwn(entry, property.name)) ??
    item.properties.find((property) => Object.hasOwn(entry, property.name));
  const heading = first === undefined ? '' : printField(first, entry[first.name] ?? null, { register, language: 'en' });
  const rest = item.properties.filter((property) => property !== first && Object.hasOwn(entry, property.name));
  return [
    ...wrapped(`${indent}· `, heading, width),
    ...rest.flatMap((property) =>
      fieldLines(register, property, entry[property.name] as Value, `${indent}  `, width, style, depth),
    ),
  ];
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
function derivedLines(register: Register, record: RecordEntry, width: number, style: Style): string[] {
  return Object.entries(record.kind.annotations.derived ?? {}).flatMap(([name, derived]) => {
    const value = viewValue(register, record, [name]);
    const text = derivedText(value);
    if (text === '') return [];
    const label = style.dim(`  ${derived.title.padEnd(labelWidth - 1)} `);
    if (Array.isArray(value) && stringWidth(text) > width - labelWidth - 2)
      return [label.trimEnd(), ...value.flatMap((item) => wrapped('    · ', derivedText(item), width))];
    const isDate = derived.type === 'date' && /^\d{4}(-\d\d){0,2}$/.test(text);
    return [`${label}${isDate ? formatDate(text, 'en', 'both') : lineSafe(text)}`];
  });
}

function historyLines(record: RecordEntry, style: Style): string[] {
  const steps = standingSteps(record.value);
  return steps.map((step, index) => {
    const label = (index === 0 ? 'History' : '').padEnd(labelWidth);
    const post = step.by === undefined ? '' : `  ${lineSafe(step.by)}`;
    const note = step.note === undefined ? '' : `  ${lineSafe(step.note)}`;
    return `  ${style.dim(label)}${(step.date ?? '?').padEnd(12)}${stateTitle(record.kind, step.to).toLowerCase()}${style.dim(post + note)}`;
  });
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
  const titles = missing.map((entry) => entry.field.title.toLowerCase()).join(' · ');
  return [`  ${style.dim('Not known'.padEnd(labelWidth))}${titles}`];
}

function nextLines(register: Register, record: RecordEntry, style: Style): string[] {
  const open =
    record.kind.annotations.lifecycle === undefined || isPartlyKnown(record.value)
      ? []
      : openSteps(register, record).filter((step) => leadsOn(register, record, step));
  const documents = Object.keys(record.kind.annotations.documents ?? {});
  const lines = stepLines(register, record, open, style);
  if (documents.length > 0 && !isPartlyKnown(record.value)) {
    const papers = documents.map((name) => style.cyan(`irc render ${record.id} --document ${name}`));
    lines.push(
      ...papers.map((paper, index) => `  ${style.dim((index === 0 ? 'Papers' : '').padEnd(labelWidth))}${paper}`),
    );
  }
  return lines;
}

/** The command of the first step, with what else is open. */
function stepLines(register: Register, record: RecordEntry, open: readonly string[], style: Style): string[] {
  const [first, ...others] = open;
  if (first === undefined) return [];
  const command = commandTo(register, record, first);
  const to = command.endsWith(` ${first}`) ? '' : `   → ${first}`;
  const more = others.length === 0 ? '' : `   (or ${others.join(', ')})`;
  return [`  ${style.dim('Next'.padEnd(labelWidth))}${style.cyan(command)}${to}${more}`];
}

/** A step from the state as it is today, and not only from the one last recorded. */
function leadsOn(register: Register, record: RecordEntry, step: string): boolean {
  const state = register.state(record) ?? '';
  return transitionTo(register, record, step)?.from.includes(state) === true;
}

function labelled(label: string, text: string, width: number, style: Style): string[] {
  const padded = label.length < labelWidth + 1 ? label.padEnd(labelWidth + 2) : `${label}  `;
  const [first = '', ...rest] = wrapped(padded, text, width);
  return [style.dim(padded) + first.slice(padded.length), ...rest];
}

/** Words broken at the width of the terminal, further lines under the first. */
export function wrapped(lead: string, text: string, width: number): string[] {
  const room = Math.max(24, width - lead.length);
  const lines: string[] = [];
  let line = '';
  for (const word of lineSafe(text).split(' ')) {
    if (line !== '' && stringWidth(line) + stringWidth(word) + 1 > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map((each, index) => (index === 0 ? lead : ' '.repeat(lead.length)) + each);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
