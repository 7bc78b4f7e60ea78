/** Values → YAML text, in the one layout of new records, and of new parts within a hand-laid one. */
import { isMap, type Value, type ValueMap } from '../value.ts';
import { foldedLines, literalLines, printScalar, type Quoting } from './scalar.ts';

/** How a file is laid out: found in the text that is edited, or the layout of new records. */
export interface PrintStyle {
  /** Columns of indentation for each level. */
  readonly step: number;
  /** Columns of indentation of a list under its field: 0 or more. */
  readonly listInset: number;
}

/** A value beneath a field or a list sign: what follows on that line, and the lines below. */
export interface Printed {
  /** Empty, or beginning with a space. */
  readonly inline: string;
  readonly below: readonly string[];
}

export interface Setting {
  /** `map`: after `name:`; `list`: after `-`. */
  readonly parent: 'map' | 'list';
  /** Column, from 0, of the name or of the `-`. */
  readonly column: number;
  /** Columns of the line that are taken before the value, the colon or sign and one space included. */
  readonly used: number;
  readonly style: PrintStyle;
  /** `auto` (if absent): between brackets if short and flat. Only for this level. `flow` keeps a text on one line. */
  readonly layout?: 'auto' | 'flow' | 'block' | undefined;
  readonly quoting?: Quoting | undefined;
  /** Whether text that could stand on one line keeps standing below, as the text that it replaces does. */
  readonly below?: '|' | '>' | undefined;
}

export const lineWidth = 100;
export const newRecordStyle: PrintStyle = { step: 2, listInset: 2 };

/**
 * A record as text, ending with a line feed: fields in the order of the map, 2 spaces, short flat maps and lists between
 * brackets, each item of a list of maps on its own line, long text folded, at most 100 columns where there is a place to
 * break. Reading it gives the same value; writing it again the same text. Throws RangeError for numbers that are not
 * finite.
 */
export function printRecord(value: ValueMap): string {
  const lines = Object.keys(value).length === 0 ? ['{}'] : printBlock(value, 0, newRecordStyle);
  return `${lines.join('\n')}\n`;
}

/** The lines of a map or list that is not empty, each indented to `column`. */
export function printBlock(value: ValueMap | Value[], column: number, style: PrintStyle): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => printItem(item, column, style));
  return Object.entries(value).flatMap(([key, entry]) => printEntry(key, entry, column, style));
}

/** The lines of one field, indented to `column`. */
export function printEntry(
  key: string,
  value: Value,
  column: number,
  style: PrintStyle,
  layout?: Setting['layout'],
): string[] {
  const indent = ' '.repeat(column);
  const name = printScalar(key, 'flow');
  if (name.length > longestKey) {
    const printed = printNode(value, { parent: 'list', column, used: column + 2, style, layout });
    return [`${indent}? ${name}`, `${indent}:${printed.inline}`, ...printed.below];
  }
  const used = column + name.length + 2;
  const printed = printNode(value, { parent: 'map', column, used, style, layout });
  return [`${indent}${name}:${printed.inline}`, ...printed.below];
}

/** The lines of one list item, its `-` at `column`. */
export function printItem(value: Value, column: number, style: PrintStyle, layout?: Setting['layout']): string[] {
  const printed = printNode(value, { parent: 'list', column, used: column + 2, style, layout });
  return [`${' '.repeat(column)}-${printed.inline}`, ...printed.below];
}

/** A value where it stands. */
export function printNode(value: Value, setting: Setting): Printed {
  if (Array.isArray(value) || isMap(value)) return printCollection(value, setting);
  const text = typeof value === 'string' && setting.layout !== 'flow' ? printText(value, setting) : undefined;
  return text ?? { inline: ` ${printScalar(value, 'block', setting.quoting)}`, below: [] };
}

/** A value on one line, between brackets if it is a map or a list. */
export function printFlow(value: Value): string {
  if (Array.isArray(value)) return `[${value.map((item) => printFlow(item)).join(', ')}]`;
  if (!isMap(value)) return printScalar(value, 'flow');
  return `{${Object.entries(value)
    .map(([key, entry]) => printFlowEntry(key, entry))
    .join(', ')}}`;
}

/** One field between braces. */
export function printFlowEntry(key: string, value: Value): string {
  const name = printScalar(key, 'flow');
  return `${name.length > longestKey ? '? ' : ''}${name}: ${printFlow(value)}`;
}

// YAML allows 1,024 characters before the colon.
const longestKey = 1000;

function printText(text: string, setting: Setting): Printed | undefined {
  const column = setting.column + setting.style.step;
  const isLong = setting.used + text.length > lineWidth;
  const wantsBelow = text.includes('\n') || setting.below === '|';
  const folded = isLong || setting.below === '>' ? foldedLines(text, lineWidth - column) : undefined;
  const block = (wantsBelow ? literalLines(text) : undefined) ?? folded;
  if (block === undefined) return undefined;
  const indent = ' '.repeat(column);
  return { inline: ` ${block.header}`, below: block.lines.map((line) => (line === '' ? '' : indent + line)) };
}

function printCollection(value: ValueMap | Value[], setting: Setting): Printed {
  const { parent, column, style, used, layout = 'auto' } = setting;
  const isEmpty = Object.keys(value).length === 0;
  if (isEmpty || layout === 'flow' || (layout === 'auto' && isFlat(value))) {
    const flow = printFlow(value);
    if (isEmpty || layout === 'flow' || used + flow.length <= lineWidth) return { inline: ` ${flow}`, below: [] };
  }
  if (parent === 'list') {
    // The first line of what stands in a list stands beside the sign.
    const lines = printBlock(value, column + 2, style);
    return { inline: ` ${lines[0]!.trimStart()}`, below: lines.slice(1) };
  }
  return {
    inline: '',
    below: printBlock(value, column + (Array.isArray(value) ? style.listInset : style.step), style),
  };
}

/**
 * Whether a map or list reads well between brackets: a list of maps has a line for each, which also merges better, and
 * so has a map of several groups.
 */
function isFlat(value: Value): boolean {
  if (Array.isArray(value))
    return value.every((item) => typeof item !== 'object' || item === null) && value.every(isShort);
  if (isMap(value)) {
    const entries = Object.entries(value);
    return (
      entries.filter(([, entry]) => isMap(entry)).length < 2 &&
      entries.every(([key, entry]) => isShort(key) && isFlat(entry))
    );
  }
  return isShort(value);
}

function isShort(value: Value): boolean {
  return typeof value !== 'string' || (value.length <= lineWidth && !value.includes('\n'));
}
