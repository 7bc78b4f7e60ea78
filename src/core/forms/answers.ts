/** The answers in a form that came back, and what is wrong with it, cell by cell. */
import { IrcError, usageError } from '../../errors.ts';
import { FieldFault } from '../fields/field-type.ts';
import { fieldType, parseField } from '../fields/index.ts';
import type { Register } from '../register/register.ts';
import type { Field } from '../schemas/field.ts';
import { emptyMap, type Value, type ValueMap } from '../value.ts';
import { cellAt, cellName, type Grid } from './grid.ts';
import { formMarks, itemOfMark } from './marks.ts';
import { type Questionnaire, type Response, respondentFault, respondentsOf, versionOf } from './questionnaire.ts';

/** A cell that cannot be taken; row and column count from 0. */
export interface CellFault {
  readonly row: number;
  readonly column: number;
  readonly message: string;
}

export interface ReadForm {
  readonly response: Response;
  /** Where the respondent is named. */
  readonly namedAt: { readonly row: number; readonly column: number };
  /** Where the row of an item begins. */
  readonly rows: ReadonlyMap<string, number>;
  /** Keys of items with no answer at all. */
  readonly empty: readonly string[];
  /** Keys of items of which something that is not optional was left open. */
  readonly partial: readonly string[];
  /** Items that the record has and the form does not ask about. */
  readonly unasked: readonly string[];
  readonly faults: readonly CellFault[];
}

/** The longest text that is taken out of a cell. */
const longestAnswer = 2000;

/**
 * Reads a form against what the record asks today. `name` is the file, for messages. Throws `form-invalid` for what is no
 * form of irc, and for the form of another record or of items that are no longer asked about.
 */
export function readForm(register: Register, questionnaire: Questionnaire, grid: Grid, name: string): ReadForm {
  const { items, asks } = questionnaire;
  refuseOther(questionnaire, grid, name);
  const columns = columnsOf(questionnaire, grid, name);
  const rows = rowsOf(grid);
  refuseChanged(questionnaire, grid, rows, name);
  const faults: CellFault[] = [];
  const answers = new Map<string, ValueMap>();
  for (const [key, row] of rows) {
    const answer = emptyMap();
    for (const { field } of asks) {
      const column = columns.get(field.name) ?? 0;
      const value = valueIn(register, field, grid, row, column, faults);
      if (value !== undefined) answer[field.name] = value;
    }
    answers.set(key, answer);
  }
  const hasAnswer = (key: string): boolean => Object.keys(answers.get(key) ?? {}).length > 0;
  const namedAt = {
    row: grid.findIndex((cells) => cells[0]?.text === formMarks.respondent),
    column: Math.min(...columns.values()),
  };
  const isBlank = faults.length === 0 && ![...rows.keys()].some(hasAnswer);
  const respondent = isBlank ? '' : respondentOf(register, questionnaire, grid, namedAt, faults);
  const partial = [...rows.keys()].filter(
    (key) =>
      hasAnswer(key) &&
      asks.some(({ field, isOptional }) => !isOptional && !Object.hasOwn(answers.get(key) ?? {}, field.name)),
  );
  return {
    response: { respondent, answers },
    namedAt,
    rows,
    empty: [...rows.keys()].filter((key) => !hasAnswer(key)),
    partial,
    unasked: items.filter(({ key }) => !rows.has(key)).map(({ key }) => key),
    faults,
  };
}

function refuseOther({ name: action, record }: Questionnaire, grid: Grid, name: string): void {
  const row = grid.findIndex((cells) => cells[0]?.text === formMarks.form);
  if (row < 0) {
    throw refusal(
      name,
      'is no form of irc, or its hidden first column was taken out',
      `a form is made by: irc form ${record.id}`,
    );
  }
  const [id, asked] = [cellAt(grid, row, 1).text, cellAt(grid, row, 2).text];
  if (id === record.id && asked === action) return;
  const former = record.value.formerly;
  if (Array.isArray(former) && former.includes(id) && asked === action) return;
  const other = asked === action ? '' : ` --action ${asked}`;
  throw refusal(
    name,
    `is a form of ${id}${other === '' ? '' : ` (${asked})`}, not of ${record.id}`,
    `irc form ${id}${other} --read ${name}`,
  );
}

/** The column of each field that is asked for. */
function columnsOf({ asks, record }: Questionnaire, grid: Grid, name: string): Map<string, number> {
  const row = grid.findIndex((cells) => cells[0]?.text === formMarks.columns);
  const columns = new Map(
    (grid[row] ?? []).flatMap(({ text }, index) => (index === 0 || text === '' ? [] : [[text, index]])),
  );
  const missing = asks.filter(({ field }) => !columns.has(field.name)).map(({ prompt }) => prompt.toLowerCase());
  if (missing.length === 0) return columns;
  throw refusal(name, `does not ask for ${missing.join(', ')}, as the record does today`, newForm(record.id));
}

/** The row of each item. */
function rowsOf(grid: Grid): Map<string, number> {
  return new Map(
    grid.flatMap((cells, index): [string, number][] => {
      const key = itemOfMark(cells[0]?.text ?? '');
      return key === undefined ? [] : [[key, index]];
    }),
  );
}

/** An answer belongs to the words that were read with it: the form of an item that is gone, or reads otherwise, is refused. */
function refuseChanged(
  questionnaire: Questionnaire,
  grid: Grid,
  rows: ReadonlyMap<string, number>,
  name: string,
): void {
  const { items, record } = questionnaire;
  const mark = grid.find((cells) => cells[0]?.text === formMarks.form);
  if (mark?.[3]?.text === versionOf(questionnaire)) return;
  const gone = [...rows.keys()].filter((key) => !items.some((item) => item.key === key));
  const reworded = items.filter(({ key, words }) => {
    const row = rows.get(key);
    return row !== undefined && squeezed(cellAt(grid, row, 1).text) !== squeezed(words.join('\n'));
  });
  const parts = [
    ...gone.map((key) => `"${key}" is no longer asked about`),
    ...reworded.map(({ key }) => `"${key}" reads otherwise now`),
  ];
  if (parts.length === 0) return;
  throw refusal(
    name,
    `is of an earlier version: ${parts.join('; ')}`,
    `undo the change of the record, or let it be filled in anew: irc form ${record.id}`,
  );
}

function squeezed(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/^'(?=[=+\-@])/, '')
    .trim();
}

function newForm(id: string): string {
  return `make the form anew and let it be filled in: irc form ${id}`;
}

function respondentOf(
  register: Register,
  questionnaire: Questionnaire,
  grid: Grid,
  { row, column }: { readonly row: number; readonly column: number },
  faults: CellFault[],
): string {
  const { respondent } = questionnaire;
  const found = row < 0 ? undefined : valueIn(register, respondent, grid, row, column, faults);
  if (found === undefined) {
    if (!faults.some((fault) => fault.row === row && fault.column === column))
      faults.push({ row: Math.max(0, row), column, message: `${respondent.title} is missing` });
    return '';
  }
  // The same code in other letters is the same one.
  const known = respondentsOf(questionnaire).find((name) => name.toLowerCase() === String(found).toLowerCase());
  const fault = known === undefined ? respondentFault(questionnaire, String(found)) : undefined;
  if (fault !== undefined) faults.push({ row, column, message: fault });
  return known ?? String(found);
}

/** What a cell holds for a field; undefined where it is empty, or at fault. */
function valueIn(
  register: Register,
  field: Field,
  grid: Grid,
  row: number,
  column: number,
  faults: CellFault[],
): Value | undefined {
  const { text, isWorkedOut } = cellAt(grid, row, column);
  const slip = (message: string): undefined => {
    faults.push({ row, column, message });
    return undefined;
  };
  if (isWorkedOut === true) return slip(`a formula, or an error of one; write ${fieldType(field).expects(field)}`);
  if (text.trim() === '') return undefined;
  if (text.length > longestAnswer) return slip(`${text.length} letters; at most ${longestAnswer}`);
  const isNumber = ['number', 'integer'].includes(field.type);
  try {
    return parseField(field, isNumber ? text.trim().replace(/^(-?\d+),(\d+)$/, '$1.$2') : text, {
      register,
      language: 'en',
    });
  } catch (error) {
    if (!(error instanceof FieldFault)) throw error;
    return slip(isNumber ? `${shortened(text)} is not ${fieldType(field).expects(field)}` : error.message);
  }
}

function shortened(text: string): string {
  return text.length > 40 ? `"${text.slice(0, 40)}…"` : /^-?[\d.,]+$/.test(text) ? text : `"${text}"`;
}

function refusal(name: string, what: string, hint: string): IrcError {
  return usageError('form-invalid', `${name} ${what}. Nothing was saved.`, hint);
}

/** Throws `form-cells` with a line for each cell at fault, file by file. */
export function refuseFaults(forms: readonly { readonly name: string; readonly faults: readonly CellFault[] }[]): void {
  const all = forms.flatMap(({ name, faults }) => faults.map((fault) => ({ name, ...fault })));
  if (all.length === 0) return;
  const number = all.length === 1 ? '1 cell' : `${all.length} cells`;
  throw new IrcError('form-cells', `${number} cannot be taken. Nothing was saved.`, {
    exitCode: 2,
    hint: 'mend the cells and read the file again, or leave the file out',
    details: all.map(({ name, row, column, message }) => `${name} ${cellName(row, column)}: ${message}`),
    problems: all.map(({ name, row, column, message }) => ({
      ...{ code: 'form-cells', severity: 'error' as const, file: name, line: row + 1, column: column + 1, length: 1 },
      ...{ path: cellName(row, column), message },
    })),
  });
}
