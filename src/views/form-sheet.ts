/** What an action asks about each item, as the sheet that one respondent fills in. */
import { choicesOf } from '../core/fields/choice.ts';
import { fieldType } from '../core/fields/index.ts';
import { formMarks, markOfItem } from '../core/forms/marks.ts';
import { type AskedField, type AskedItem, type Questionnaire, versionOf } from '../core/forms/questionnaire.ts';
import type { Allowed, CellLook, Sheet, SheetCell, SheetRow } from '../core/forms/sheet.ts';
import type { Register } from '../core/register/register.ts';
import type { Field } from '../core/schemas/field.ts';

/** The first column is hidden, the second holds the words, and each of the others takes one answer. */
const answersFrom = 2;

/** `respondent` is written into the form where it is known; else whoever fills it in writes it. */
export function formSheet(register: Register, questionnaire: Questionnaire, respondent: string | undefined): Sheet {
  const { record, name, asks, items, annotation } = questionnaire;
  const rows: SheetRow[] = [
    { isHidden: true, cells: plain(formMarks.form, record.id, name, versionOf(questionnaire)) },
    { isHidden: true, cells: plain(formMarks.columns, '', ...asks.map(({ field }) => field.name)) },
    { spreadsFrom: 1, cells: [undefined, cell(titleOf(register, questionnaire), 'title')] },
    { spreadsFrom: 1, cells: [undefined, cell(originOf(register, questionnaire), 'small')] },
    ...instructions(questionnaire).map((text) => ({ spreadsFrom: 1, cells: [undefined, cell(text, 'wrapped')] })),
    respondentRow(register, questionnaire, respondent),
    { cells: [] },
  ];
  const headings = rows.length;
  rows.push(
    {
      cells: [
        undefined,
        cell(questionnaire.about.title, 'heading'),
        ...asks.map(({ prompt }) => cell(prompt, 'heading')),
      ],
    },
    { cells: [undefined, cell('', 'hint'), ...asks.map(({ field }) => cell(field.description, 'hint'))] },
    ...items.map((item) => itemRow(register, asks, item)),
  );
  const widths = asks.map(({ field }) => (isShort(field) ? 16 : 30));
  return {
    name: annotation.title,
    columns: [undefined, Math.max(36, 84 - widths.reduce((sum, width) => sum + width, 0)), ...widths],
    rows,
    headings: [headings, headings + 1],
  };
}

function titleOf(register: Register, { record }: Questionnaire): string {
  return [...new Set([register.title(record, 'en'), register.title(record, 'am')])].join('\n');
}

function originOf(register: Register, { record }: Questionnaire): string {
  const { office } = register;
  return [...(office === undefined ? [] : [register.title(office, 'en')]), record.id].join(' · ');
}

/** What to do, a text a language; the schema has the words. */
function instructions({ each }: Questionnaire): string[] {
  const texts = Object.values(each.instruction ?? {});
  return texts.length > 0 ? texts : ['Write your answers into the yellow cells, and send the file back.'];
}

function respondentRow(register: Register, { respondent }: Questionnaire, known: string | undefined): SheetRow {
  const help = respondent.description === '' ? '' : ` (${respondent.description.replace(/\.$/, '')})`;
  const filled = known ?? '';
  // What the office wrote is not to be changed: the next form of the same person is known by it.
  const look = filled === '' ? 'text-answer' : 'heading';
  const label = cell(`${respondent.title}${help}`, 'label');
  return {
    cells: [cell(formMarks.respondent, 'plain'), label, cell(filled, look)],
    ...(filled === '' ? rulesOf(register, [respondent]) : {}),
  };
}

function itemRow(register: Register, asks: readonly AskedField[], { key, words }: AskedItem): SheetRow {
  const fields = asks.map(({ field }) => field);
  return {
    cells: [
      cell(markOfItem(key), 'plain'),
      cell(words.join('\n'), 'item'),
      ...fields.map((field) => cell('', isShort(field) ? 'answer' : 'text-answer')),
    ],
    ...rulesOf(register, fields),
  };
}

function rulesOf(register: Register, fields: readonly Field[]): Pick<SheetRow, 'allows'> {
  const allows = fields.flatMap((field, index): [number, Allowed][] => {
    const allowed = allowedIn(register, field);
    return allowed === undefined ? [] : [[answersFrom + index, allowed]];
  });
  return allows.length === 0 ? {} : { allows: new Map(allows) };
}

/** The longest list of choices that a spreadsheet keeps with a cell, in letters. */
const longestChoices = 250;

function allowedIn(register: Register, field: Field): Allowed | undefined {
  const expects = fieldType(field).expects(field);
  const words = { title: field.title, message: `${field.description} Write ${expects}.`.trim() };
  if (
    (field.type === 'number' || field.type === 'integer') &&
    field.minimum !== undefined &&
    field.maximum !== undefined
  ) {
    const type = field.type === 'integer' ? 'whole' : 'decimal';
    return { is: { type, from: field.minimum, to: field.maximum }, ...words };
  }
  const choices =
    field.type === 'boolean'
      ? ['yes', 'no']
      : field.type === 'choice'
        ? choicesOf(field, { register, language: 'en' }).map(({ en, code }) => (en.includes(',') ? code : en))
        : [];
  const fits = choices.length > 0 && choices.join(',').length <= longestChoices;
  return fits ? { is: { type: 'list', of: choices }, title: field.title, message: words.message } : undefined;
}

function isShort(field: Field): boolean {
  return field.type !== 'text' && field.type !== 'long-text';
}

function plain(...texts: readonly string[]): SheetCell[] {
  return texts.map((text) => cell(text, 'plain'));
}

function cell(text: string, look: CellLook): SheetCell {
  return { text, look };
}
