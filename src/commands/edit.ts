import { Command } from 'commander';
import type { Context, Workspace } from '../context.ts';
import type { ValueChange } from '../core/changes/assignment.ts';
import { commitMessage, fieldsInWords } from '../core/changes/commit-message.ts';
import { propose } from '../core/changes/proposal.ts';
import { changeText } from '../core/changes/record-change.ts';
import { differences } from '../core/differences/diff.ts';
import { printField } from '../core/fields/index.ts';
import { likelyTwins } from '../core/finding/twins.ts';
import { clausesOf } from '../core/register/articles.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { distinctFromField, historyField } from '../core/schemas/common-fields.ts';
import { type Field, propertyOf } from '../core/schemas/field.ts';
import { labelOf } from '../core/schemas/place.ts';
import { isMap, type Place, sameValue, type Value, valueAt } from '../core/value.ts';
import { usageError } from '../errors.ts';
import { proposalText } from '../views/write-text.ts';
import { askFieldOf } from './ask-articles.ts';
import { askTwin, withDistinct } from './ask-twin.ts';
import { recordNamed } from './lookup.ts';
import { Wizard } from './wizard.ts';
import { carryOut, tellWritten, type WriteOptions, withWriteOptions } from './write.ts';

interface EditOptions extends WriteOptions {
  readonly editor?: boolean;
  readonly from?: string;
}

export function editCommand(context: Context): Command {
  const command = new Command('edit')
    .summary('change a record by questions')
    .description(
      'Changes a record by questions: choose a field, give the new value, save. The rest of the file stays as it is.',
    )
    .argument('<id>', 'id of the record: its file name without .yaml')
    .option('--editor', 'open the file in your editor (VISUAL or EDITOR), and check it on return')
    .option('--from <file>', 'with --editor: begin with the text of a file, such as one kept before')
    .addHelpText(
      'after',
      '\nExamples:\n  irc edit za\n  irc edit za --editor\nWithout a terminal: irc set za website=https://www.gov.za',
    );
  return withWriteOptions(command).action((id: string, options: EditOptions) => edit(context, id, options));
}

/** Changes a record in a conversation. Rejects with `no-terminal` where nobody can be asked. */
export async function edit(context: Context, id: string, options: EditOptions): Promise<void> {
  const workspace = await context.openWorkspace();
  let before = recordNamed(workspace, id);
  if (options.editor === true) {
    const { editByHand } = await import('./edit-editor.ts');
    await editByHand(context, workspace, before, options, options.from && (await context.readFile(options.from)));
    return;
  }
  if (!context.terminal.interactive) {
    throw usageError(
      'no-terminal',
      'irc edit asks questions, and there is no terminal to ask in.',
      `irc set ${before.id} path=value…`,
    );
  }
  const wizard = new Wizard(context, workspace, [], async () => undefined);
  let after = before;
  for (;;) {
    const choice = await chooseField(context, wizard, after, after !== before);
    if (choice === undefined) return context.terminal.say('Nothing was changed.\n');
    if (choice === 'save') break;
    const changed = await changeField(workspace, wizard, after, choice);
    const settled = changed === after ? after : await settleTwins(workspace, wizard, after, changed);
    if (settled.id !== before.id) {
      context.terminal.say(
        `${before.id} stays as it is. This is ${settled.id}, ${wizard.register().title(settled)}:\n`,
      );
      before = settled;
    }
    after = settled;
  }
  const changes = differences(before.kind.root, before.value, after.value);
  if (changes.length === 0) return context.terminal.say('Nothing was changed.\n');
  const others = wizard.inPassing.map((entry) => ({ before: undefined, after: entry }));
  const message = commitMessage(wizard.register(), {
    action: 'edit',
    subject: `Change ${before.id}: ${fieldsInWords(changes)}`,
    records: [{ entry: before, changes }, ...others.map((other) => ({ entry: other.after, changes: [] }))],
  });
  const proposal = propose(workspace.register, [{ before, after }, ...others], message);
  context.terminal.say(proposalText(proposal, context.terminal.style));
  const written = await carryOut(context, workspace, proposal, options);
  if (written !== undefined) tellWritten(context, proposal, written);
}

/** A field to change, `save`, or undefined to leave all as it was. */
async function chooseField(
  context: Context,
  wizard: Wizard,
  record: RecordEntry,
  changed: boolean,
): Promise<Place | 'save' | undefined> {
  const { prompt } = await wizard.asking();
  const fields = editablePlaces(record);
  const world = { register: wizard.register(), language: 'en' };
  const width = context.terminal.columns - 6;
  const choice = await prompt.search({
    message: changed ? 'Another field, or save' : `Which field of ${record.id}`,
    help: 'Type a part of a field’s name. Fields that are empty stand last.',
    canGoBack: false,
    default: changed ? 'save' : 'leave',
    find: (text) => {
      const wanted = text.toLowerCase();
      const fitting = fields.filter(({ label }) => label.toLowerCase().includes(wanted));
      // "am" means Amharic before it means names.
      const isBegun = ({ label }: EditablePlace): boolean => ` ${label.toLowerCase()}`.includes(` ${wanted}`);
      const found = [...fitting.filter(isBegun), ...fitting.filter((entry) => !isBegun(entry))];
      const labelWidth = Math.min(36, Math.max(0, ...found.map(({ label }) => label.length)));
      const shown = found.map(({ place, label, field, empty }) => {
        const value = valueAt(record.value, place);
        const printed = value === undefined ? empty : printField(field, value, world);
        const name = `${label.padEnd(labelWidth)}   ${printed.slice(0, Math.max(12, width - labelWidth))}`;
        return { value: JSON.stringify(place), name, short: label };
      });
      const end = changed
        ? { value: 'save', name: 'save the changes' }
        : { value: 'leave', name: 'leave all as it is' };
      const ends = end.name.includes(wanted) ? [end] : [];
      return [...ends, ...shown];
    },
  });
  if ('back' in choice || choice.answer === 'leave') return undefined;
  return choice.answer === 'save' ? 'save' : (JSON.parse(choice.answer) as Place);
}

interface EditablePlace {
  readonly place: Place;
  readonly label: string;
  readonly field: Field;
  /** What is shown where there is no value. */
  readonly empty: string;
}

/** Each field that can be asked for by itself: groups are opened, lists are asked whole; filled ones stand first. */
function editablePlaces(record: RecordEntry): EditablePlace[] {
  const places: EditablePlace[] = [];
  const walk = (parent: Field, place: Place): void => {
    for (const field of parent.properties) {
      if (place.length === 0 && field.name === historyField) continue;
      const at = [...place, field.name];
      const value = valueAt(record.value, at);
      if (field.type === 'object') walk(field, at);
      else if (field.type === 'list' && field.item?.type === 'object' && Array.isArray(value)) {
        const item = field.item;
        value.forEach((entry, index) => {
          if (isMap(entry)) walk(item, [...at, index]);
        });
        places.push(placeOf(record, field, at, ' (whole list)'));
      } else places.push(placeOf(record, field, at, ''));
    }
  };
  walk(record.kind.root, []);
  const filled = (entry: EditablePlace): boolean => valueAt(record.value, entry.place) !== undefined;
  return [...places.filter(filled), ...places.filter((entry) => !filled(entry))];
}

/** The list of articles goes by the name of its question, and where it is absent the house decides. */
function placeOf(record: RecordEntry, field: Field, place: Place, ending: string): EditablePlace {
  if (clausesOf(record.kind)?.clauses.field === field.path)
    return { place, field, label: field.annotations.ask?.prompt ?? field.title, empty: 'the house standard' };
  return { place, field, label: `${labelOf(record.kind.root, record.value, place)}${ending}`, empty: '–' };
}

async function changeField(
  workspace: Workspace,
  wizard: Wizard,
  record: RecordEntry,
  place: Place,
): Promise<RecordEntry> {
  const field = fieldOf(record, place);
  const current = valueAt(record.value, place);
  const answer = await askFieldOf(await wizard.asking(), record, {
    field,
    prompt: placeOf(record, field, place, '').label,
    fallback: current,
    required: field.required,
    canGoBack: true,
  });
  if ('back' in answer || sameValue(answer.answer, current)) return record;
  return withAnswer(workspace, record, place, answer.answer);
}

/** The record with a value at a place, by an edit of the lines that this concerns. */
function withAnswer(workspace: Workspace, record: RecordEntry, place: Place, value: Value | undefined): RecordEntry {
  return changesFor(valueAt(record.value, place), value, place).reduce((entry, change) => {
    const text = changeText(entry.kind.root, entry.source.text, entry.value, change);
    return workspace.entryOfText(entry.file, text) ?? entry;
  }, record);
}

/**
 * Asks about records that may be the same since the change. Gives the changed record, which then names those that are
 * others; the record before the change, where the value is to be given again; or the other record, to be edited instead.
 */
async function settleTwins(
  workspace: Workspace,
  wizard: Wizard,
  before: RecordEntry,
  changed: RecordEntry,
): Promise<RecordEntry> {
  const register = wizard.register();
  const known = new Set(likelyTwins(register, before).map(({ other }) => other.id));
  let record = changed;
  for (const twin of likelyTwins(register, changed)) {
    if (known.has(twin.other.id)) continue;
    const choice = await askTwin(await wizard.asking(), register, twin, true, `edit ${twin.other.id} instead`);
    if (choice === 'open') return twin.other;
    if (choice === 'change') return before;
    const distinct = withDistinct(record.kind, record.value, twin.other.id);
    record = withAnswer(workspace, record, [distinctFromField], distinct[distinctFromField]);
  }
  return record;
}

/** A list that only grew is added to, so that the lines of its other items stay as they are. */
function changesFor(before: Value | undefined, after: Value | undefined, place: Place): ValueChange[] {
  if (Array.isArray(before) && Array.isArray(after) && before.every((item, index) => sameValue(item, after[index]))) {
    return after.slice(before.length).map((value) => ({ place, value, append: true }));
  }
  return [{ place, value: after }];
}

function fieldOf(record: RecordEntry, place: Place): Field {
  let field = record.kind.root;
  for (const step of place) {
    field = (field.type === 'list' ? field.item : propertyOf(field, String(step))) ?? field;
  }
  return field;
}
