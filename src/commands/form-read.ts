/** `irc form ID --read FILE…`: the answers in forms that came back, into the record. */
import { basename } from 'node:path';
import type { Context, Workspace } from '../context.ts';
import { commitMessage } from '../core/changes/commit-message.ts';
import { propose } from '../core/changes/proposal.ts';
import { differences } from '../core/differences/diff.ts';
import { type ReadForm, readForm, refuseFaults } from '../core/forms/answers.ts';
import { cellName } from '../core/forms/grid.ts';
import { answersOf, type Questionnaire, saysTheSame, withResponse } from '../core/forms/questionnaire.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import type { ValueMap } from '../core/value.ts';
import { usageError } from '../errors.ts';
import { proposalText, writeJson } from '../views/write-text.ts';
import { refuseIfElsewhere } from './action.ts';
import { entryWith } from './action-write.ts';
import { nextCommand } from './next-step.ts';
import { carryOut, tellWritten, type WriteOptions } from './write.ts';

interface ReadOptions extends WriteOptions {
  readonly replace?: boolean;
}

interface NamedForm extends ReadForm {
  readonly name: string;
}

/**
 * Adds the answers of all files, or of none. Rejects with `form-invalid`, `form-cells`, `answered-already`, and with what a
 * write refuses.
 */
export async function readForms(
  context: Context,
  workspace: Workspace,
  questionnaire: Questionnaire,
  files: readonly string[],
  options: ReadOptions,
): Promise<void> {
  const { record, name, annotation } = questionnaire;
  const { register } = workspace;
  refuseIfElsewhere(workspace, record, name, annotation);
  const forms: NamedForm[] = [];
  for (const file of [...new Set(files)]) forms.push(await formIn(workspace, questionnaire, file));
  refuseFaults(forms);
  refuseTwoOfOne(questionnaire, forms);
  if (options.replace !== true) refuseAnswered(questionnaire, forms);
  const value = forms.reduce((filled, { response }) => withResponse(questionnaire, filled, response), record.value);
  const after = entryWith(workspace, record, value);
  const changes = differences(record.kind.root, record.value, after.value);
  tellForms(context, questionnaire, forms);
  const told = { forms: forms.map((form) => formJson(questionnaire, form)) };
  if (changes.length === 0) {
    if (context.options.json) context.terminal.out(`${JSON.stringify({ records: [], ...told }, undefined, 2)}\n`);
    return context.terminal.say(`${record.id} reads so already. Nothing was changed.\n`);
  }
  const by = forms.flatMap((form) => (isBlank(form) ? [] : [form.response.respondent]));
  const message = commitMessage(register, {
    action: 'form',
    subject: `${annotation.title}: ${record.id}, ${[...new Set(by)].join(', ')}`,
    records: [{ entry: record, changes }],
  });
  const proposal = propose(register, [{ before: record, after }], message);
  const { terminal } = context;
  if (terminal.interactive && options.yes !== true && options.dryRun !== true)
    terminal.say(proposalText(proposal, terminal.style));
  const written = await carryOut(context, workspace, proposal, options, [], { question: 'Save these answers' });
  if (written === undefined) return;
  if (!context.options.json) return tellWritten(context, proposal, written, nextCommand(proposal.next, after));
  context.terminal.out(`${JSON.stringify({ ...writeJson.written(proposal, written), ...told }, undefined, 2)}\n`);
}

async function formIn(workspace: Workspace, questionnaire: Questionnaire, file: string): Promise<NamedForm> {
  const { bytes } = await workspace.readAttachment(file);
  const { readSheet } = await import('../formats/sheet-read.ts');
  const grid = await readSheet(bytes);
  const name = basename(file);
  if (grid === 'too-large') {
    throw usageError(
      'form-invalid',
      `${name} is larger than any form. Nothing was saved.`,
      'read the form as it came back',
    );
  }
  if (grid === 'broken') {
    throw usageError(
      'form-invalid',
      `${name} cannot be read as a spreadsheet. Nothing was saved.`,
      'open it in a spreadsheet program, and save it as Excel (.xlsx) or as CSV in UTF-8',
    );
  }
  return { name, ...readForm(workspace.register, questionnaire, grid, name) };
}

/** Two forms with one name would overwrite each other: one of them is most likely somebody else's. */
function refuseTwoOfOne(questionnaire: Questionnaire, forms: readonly NamedForm[]): void {
  const faults = forms.flatMap((form, index) => {
    const earlier = forms
      .slice(0, index)
      .find((other) => !isBlank(form) && other.response.respondent === form.response.respondent);
    if (earlier === undefined || answeredAlike(questionnaire, earlier, form)) return [];
    const message = `${form.response.respondent} stands in ${earlier.name} ${cellName(earlier.namedAt.row, earlier.namedAt.column)} too, with other answers`;
    return [{ name: form.name, faults: [{ ...form.namedAt, message }] }];
  });
  refuseFaults(faults);
}

function answeredAlike(questionnaire: Questionnaire, one: NamedForm, other: NamedForm): boolean {
  return [...one.response.answers].every(([key, answer]) =>
    saysTheSame(questionnaire, answer, other.response.answers.get(key) ?? answer),
  );
}

/** Throws `answered-already` where somebody had answered otherwise. */
function refuseAnswered(questionnaire: Questionnaire, forms: readonly NamedForm[]): void {
  const { record } = questionnaire;
  const others = forms.flatMap((form) => {
    const known = answersOf(questionnaire, form.response.respondent);
    return [...form.response.answers].flatMap(([key, answer]) => {
      const old = known.get(key);
      if (old === undefined || Object.keys(answer).length === 0 || saysTheSame(questionnaire, old, answer)) return [];
      return [`${form.name}, ${form.response.respondent}: ${key}: ${changesIn(questionnaire, old, answer)}`];
    });
  });
  if (others.length === 0) return;
  const files = [...new Set(others.map((line) => line.slice(0, line.indexOf(','))))];
  throw usageError(
    'answered-already',
    `${record.id} has other answers of the same people already. Nothing was saved.`,
    `--replace lets the form count; if somebody else filled in ${files.join(', ')}, write another name into it`,
    others.map(lineSafe),
  );
}

/** "current 2 → 3, importance 4 → –". */
function changesIn({ asks }: Questionnaire, old: ValueMap, answer: ValueMap): string {
  return asks
    .filter(({ field }) => old[field.name] !== answer[field.name])
    .map(({ field, prompt }) => `${prompt.toLowerCase()} ${old[field.name] ?? '–'} → ${answer[field.name] ?? '–'}`)
    .join(', ');
}

function isBlank({ response }: ReadForm): boolean {
  return response.respondent === '';
}

/** A line a form: whose it is, how much was answered, and what was left open. */
function tellForms({ terminal }: Context, questionnaire: Questionnaire, forms: readonly NamedForm[]): void {
  const { style } = terminal;
  const width = Math.max(...forms.map(({ name }) => name.length));
  for (const form of forms) {
    const { name, rows, empty, partial, unasked, response } = form;
    const remarks = isBlank(form)
      ? ['nothing is filled in, so it is left out']
      : [
          `${response.respondent} answered ${rows.size - empty.length} of ${rows.size}`,
          ...(empty.length === 0 ? [] : [`left empty: ${empty.join('; ')}`]),
          ...(partial.length === 0 ? [] : [`answered in part: ${partial.join('; ')}`]),
          ...(unasked.length === 0 ? [] : [`not in the form: ${unasked.join('; ')}`]),
        ];
    const [first = '', ...rest] = remarks;
    terminal.say(`${style.bold(lineSafe(name).padEnd(width))}  ${lineSafe(first)}\n`);
    for (const remark of rest) terminal.say(`${' '.repeat(width)}  ${style.yellow('!')} ${lineSafe(remark)}\n`);
  }
  if (questionnaire.items.length > 0) terminal.say('\n');
}

function formJson({ items }: Questionnaire, form: NamedForm): object {
  const { name, response, empty, partial, unasked } = form;
  const answered = items.flatMap(({ key }) => (Object.keys(response.answers.get(key) ?? {}).length > 0 ? [key] : []));
  return { file: name, by: isBlank(form) ? null : response.respondent, answered, empty, partial, unasked };
}
