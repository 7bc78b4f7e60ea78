import { Command, InvalidArgumentError } from 'commander';
import type { Context, Workspace } from '../context.ts';
import { slug } from '../core/expressions/functions.ts';
import {
  nextRespondent,
  type Questionnaire,
  questioningActions,
  questionnaireOf,
  respondentFault,
  respondentsOf,
} from '../core/forms/questionnaire.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { withArticle } from '../core/schemas/place.ts';
import { usageError } from '../errors.ts';
import { fileLink } from '../views/hyperlinks.ts';
import { recordNamed } from './lookup.ts';
import { type WriteOptions, withWriteOptions } from './write.ts';

export interface FormOptions extends WriteOptions {
  readonly for?: readonly string[];
  readonly copies?: number;
  readonly out?: string;
  readonly action?: string;
  readonly read?: readonly string[];
  readonly replace?: boolean;
}

export function formCommand(context: Context): Command {
  const listed = (value: string, all: readonly string[] = []): string[] => [
    ...all,
    ...value.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()])),
  ];
  const command = new Command('form')
    .summary('make a spreadsheet form for others to fill in, and read it back')
    .description(
      'Makes an Excel form of what an action asks about each item of a record, such as the topics of an assessment. Who fills it in needs neither irc nor git. --read takes the answers out of the files that came back.',
    )
    .usage('ID [options]\n       irc form ID --read FILE… [options]')
    .argument('<id>', 'id of the record')
    .option('--for <names>', 'who fills them in, with commas between: a form for each', listed)
    .option('--copies <number>', 'so many forms, for the next ones who have not answered', wholeNumber)
    .option('--out <file>', 'where the form is written; of several each name is added')
    .option('--action <action>', 'whose questions, where the kind has several such actions')
    .option('--read <file...>', 'read the answers out of forms, Excel or CSV')
    .option('--replace', 'with --read: let answers take the place of earlier ones')
    .addHelpText(
      'after',
      `
Examples:
  irc form need-2026-tanneries                             one form without a name in it
  irc form need-2026-tanneries --copies 5                  five, for the next five raters
  irc form need-2026-tanneries --for r7,r8 --out ~/form.xlsx
  irc form need-2026-tanneries --read ~/Downloads/*.xlsx --dry-run
  irc form need-2026-tanneries --read r2.xlsx --replace    r2 has thought again`,
    );
  return withWriteOptions(command).action((id: string, options: FormOptions) => form(context, id, options));
}

function wholeNumber(text: string): number {
  if (!/^\d{1,3}$/.test(text) || Number(text) === 0) throw new InvalidArgumentError('It is a number from 1 to 999.');
  return Number(text);
}

/** Makes forms, or reads them. Rejects with `unknown-record`, `no-form`, and with what either refuses. */
export async function form(context: Context, id: string, options: FormOptions): Promise<void> {
  const workspace = await context.openWorkspace();
  const record = recordNamed(workspace, id);
  const questionnaire = questionnaireNamed(workspace, record, options.action);
  const making = (['for', 'copies', 'out'] as const).find((name) => options[name] !== undefined);
  if (options.read === undefined) {
    if (options.replace === true) throw usageError('option-invalid', '--replace goes with --read.');
    return makeForms(context, workspace, questionnaire, options);
  }
  if (making !== undefined) {
    throw usageError('option-invalid', `--${making} is for making forms, and --read reads them.`, 'one at a time');
  }
  const { readForms } = await import('./form-read.ts');
  return readForms(context, workspace, questionnaire, options.read, options);
}

/** Throws `no-form` where the kind has no such action, or has several and none is named. */
function questionnaireNamed(workspace: Workspace, record: RecordEntry, action: string | undefined): Questionnaire {
  const names = questioningActions(record.kind);
  const [only] = names;
  const name = action ?? (names.length === 1 ? only : undefined);
  const found =
    name === undefined || !names.includes(name) ? undefined : questionnaireOf(workspace.kinds.kinds, record, name);
  if (found !== undefined) return found;
  const kind = withArticle(record.kind.title);
  if (names.length > 0) {
    throw usageError('no-form', `Whose questions? ${kind} has forms of ${names.join(', ')}.`, `--action ${names[0]}`);
  }
  const able = workspace.kinds.kinds.filter((each) => questioningActions(each).length > 0).map((each) => each.plural);
  throw usageError('no-form', `${kind} has no form.`, `what has one: ${able.join(', ') || 'nothing'}`);
}

async function makeForms(
  context: Context,
  workspace: Workspace,
  questionnaire: Questionnaire,
  options: FormOptions,
): Promise<void> {
  const { record, name, items, each } = questionnaire;
  if (items.length === 0) {
    throw usageError(
      'no-form',
      `${record.id} has nothing to ask about: ${each.of} is empty.`,
      `irc set ${record.id} ${each.of}+='FIRST,SECOND'`,
    );
  }
  const names = namesFor(questionnaire, options);
  const { formSheet } = await import('../views/form-sheet.ts');
  const { writeXlsx } = await import('../formats/xlsx-write.ts');
  const made: { readonly file: string; readonly for: string | null }[] = [];
  for (const respondent of names) {
    const path = pathOf(questionnaire, options.out, respondent, names.length > 1);
    const bytes = writeXlsx(formSheet(workspace.register, questionnaire, respondent));
    made.push({ file: await workspace.writeOutput(path, bytes), for: respondent ?? null });
  }
  const { terminal } = context;
  if (context.options.json) {
    terminal.out(
      `${JSON.stringify({ id: record.id, action: name, items: items.length, forms: made }, undefined, 2)}\n`,
    );
    return;
  }
  for (const { file } of made) terminal.out(`${fileLink(terminal.style, context.cwd, file)}\n`);
  terminal.say(terminal.style.dim(`When they are back: irc form ${record.id} --read FILE…\n`));
}

/** Who fills the forms in; undefined for one without a name. Throws `option-invalid`. */
function namesFor(questionnaire: Questionnaire, options: FormOptions): (string | undefined)[] {
  const given = options.for ?? [];
  const taken = respondentsOf(questionnaire);
  for (const name of given) {
    const fault = respondentFault(questionnaire, name);
    if (fault !== undefined) throw usageError('option-invalid', `--for: ${fault}.`);
  }
  const names: (string | undefined)[] = [...new Set(given)];
  for (let count = 0; count < (options.copies ?? 0); count += 1) {
    const next = nextRespondent(questionnaire, [...taken, ...names.filter((name) => name !== undefined)]);
    if (next === undefined) {
      throw usageError('option-invalid', 'The names here cannot be counted on.', 'name those who answer: --for');
    }
    names.push(next);
  }
  return names.length === 0 ? [undefined] : names;
}

function pathOf(
  { record, name }: Questionnaire,
  out: string | undefined,
  respondent: string | undefined,
  isOneOfMany: boolean,
): string {
  const ending = '.xlsx';
  const added = respondent === undefined ? '' : `-${slug(respondent)}`;
  if (out === undefined) return `out/${record.id}/${name}-form${added}${ending}`;
  const stem = out.toLowerCase().endsWith(ending) ? out.slice(0, -ending.length) : out;
  return `${stem}${isOneOfMany ? added : ''}${ending}`;
}
