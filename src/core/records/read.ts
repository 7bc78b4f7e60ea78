/**
 * YAML text → record. What is read is a subset of YAML 1.2 that every reader takes for the same: one map, no tags,
 * anchors, directives or second document.
 */
import type { Problem } from '../../errors.ts';
import type { Place, Value, ValueMap } from '../value.ts';
import { bidiProblems, guardText, invisibleProblems } from './guard.ts';
import { firstPosition, locator } from './locate.ts';
import { readPlain } from './plain.ts';
import type { Position } from './position.ts';
import { readValue } from './value.ts';

/** A record's text and what it holds. */
export interface RecordText {
  /** Path below the workspace root, with forward slashes. */
  readonly file: string;
  /** The text of the file, byte order mark and line ends included. */
  readonly text: string;
  /** Undefined if one of the problems is an error: half a record is not a record. */
  readonly value: ValueMap | undefined;
  readonly problems: readonly Problem[];
  /**
   * Where a place stands in the text: its value (the default) or its key. Where nothing stands at the place, the key of
   * the nearest place above it; of the whole record, the beginning. The text is read again at the first call only,
   * so that thousands of records without problems hold no trees.
   */
  readonly positionOf: (place: Place, part?: 'key' | 'value') => Position;
}

/**
 * Reads a record. Never throws, whatever the text: what is wrong stands in `problems`, all of one file at once where
 * the YAML can be read, else the first. Codes: those of `guardText`, `bidiProblems`, `invisibleProblems` and `syntaxProblem`, and
 * `yaml-duplicate-key`, `yaml-tag`, `yaml-anchor`, `yaml-not-a-map`, `yaml-key`, `yaml-comma` (a warning),
 * `number-too-large`.
 */
export function readRecord(file: string, text: string): RecordText {
  const refused = guardText(file, text);
  if (refused) return { file, text, value: undefined, problems: [refused], positionOf: () => firstPosition };
  const problems: Problem[] = [...bidiProblems(file, text), ...invisibleProblems(file, text)];
  const value = readPlain(text) ?? readValue(file, text, problems);
  return { ...recordText(file, text, value), problems };
}

/**
 * The record of a text whose value is already known, from a cache of texts that were read without a problem. The value
 * must be what `readRecord` gave.
 */
export function recordText(file: string, text: string, value: ValueMap | undefined): RecordText {
  let locate: ((place: Place, part?: 'key' | 'value') => Position) | undefined;
  const positionOf = (place: Place, part?: 'key' | 'value') => {
    locate ??= locator(text);
    return locate(place, part);
  };
  return { file, text, value, problems: [], positionOf };
}

/**
 * A value typed as YAML, such as `[one, two]` or `{amount: "5"}`; undefined if it is not valid, or uses what records do
 * not use.
 */
export function readFlow(text: string): Value | undefined {
  // As the value of a field, so that what is typed can neither begin a second document nor stand at the line start.
  const problems: Problem[] = [];
  const wrapped = `value: ${text.trim().replaceAll('\n', '\n  ')}\n`;
  if (guardText('', wrapped)) return undefined;
  const value = readValue('', wrapped, problems);
  if (value === undefined || Object.keys(value).length !== 1) return undefined;
  return problems.some((problem) => problem.severity === 'error') ? undefined : value.value;
}
