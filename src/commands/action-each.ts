/** An action that is done for each item of a list: one respondent's answers, from the command line or asked for in a terminal. */
import type { Context, Workspace } from '../context.ts';
import { parseAssignment } from '../core/changes/assignment.ts';
import { commitMessage } from '../core/changes/commit-message.ts';
import { type Proposal, propose } from '../core/changes/proposal.ts';
import { differences } from '../core/differences/diff.ts';
import { FieldFault } from '../core/fields/field-type.ts';
import { fieldType, parseField } from '../core/fields/index.ts';
import {
  answersOf,
  type Questionnaire,
  questionnaireOf,
  type Response,
  respondentFault,
  respondentsOf,
  withResponse,
} from '../core/forms/questionnaire.ts';
import { parsePath } from '../core/paths.ts';
import type { RecordEntry } from '../core/register/register.ts';
import type { Field } from '../core/schemas/field.ts';
import { shellWord } from '../core/schemas/typed-text.ts';
import { withValue } from '../core/schemas/value-edit.ts';
import { nearest } from '../core/suggest.ts';
import { emptyMap, type Value, type ValueMap } from '../core/value.ts';
import { usageError } from '../errors.ts';
import { eachQuestions, gatheringValue, responseOf } from '../views/each-questions.ts';
import { flagLine } from '../views/questions.ts';
import { equivalentCommand } from '../views/summary.ts';
import { confirm, greet } from './action-wizard.ts';
import { type ActOptions, entryWith } from './action-write.ts';
import { askOneOf } from './asked-action.ts';
import { answersMissing } from './new.ts';
import { nextCommand } from './next-step.ts';
import { type Conversation, Wizard } from './wizard.ts';
import { carryOut, tellWritten } from './write.ts';

/**
 * Adds the answers of one respondent. Rejects with `nothing-asked`, `answers-missing`, `unknown-item`, `unknown-field`,
 * `value-invalid`, and with what a write refuses.
 */
export async function actOnEach(
  context: Context,
  workspace: Workspace,
  before: RecordEntry,
  name: string,
  texts: readonly string[],
  options: ActOptions,
): Promise<void> {
  const questionnaire = questionnaireOf(workspace.kinds.kinds, before, name);
  if (questionnaire === undefined || questionnaire.items.length === 0) {
    const { of = '' } = questionnaire?.each ?? {};
    throw usageError(
      'nothing-asked',
      `${before.id} has nothing to ask about: ${of} is empty.`,
      `irc set ${before.id} ${of}+='FIRST,SECOND'`,
    );
  }
  const given = givenResponse(workspace, questionnaire, texts);
  const asks = context.terminal.interactive && options.yes !== true;
  if (asks) return askEach(context, workspace, questionnaire, given, options);
  refuseMissing(context, questionnaire, given);
  const proposal = proposalOf(workspace, questionnaire, given);
  if (proposal === undefined) return context.terminal.say(`${before.id} reads so already. Nothing was changed.\n`);
  const written = await carryOut(context, workspace, proposal, options);
  if (written !== undefined)
    tellWritten(context, proposal, written, nextCommand(proposal.next, proposal.next.record(before.id) ?? before));
}

/** What stands on the line: `rater=r3`, and `TOPIC.current=2` for each answer. */
function givenResponse(workspace: Workspace, questionnaire: Questionnaire, texts: readonly string[]): Response {
  const { respondent: who, items, asks, about, name, record } = questionnaire;
  let respondent = '';
  const answers = new Map<string, ValueMap>();
  for (const text of texts) {
    const { path, operator, text: written } = parseAssignment(text);
    const [key = '', property, ...rest] = parsePath(path);
    if (operator !== '=' || written === '' || rest.length > 0) {
      throw usageError(
        'assignment-invalid',
        `"${text}" is no answer.`,
        `write ${about.name.toUpperCase()}.${asks[0]?.field.name}=…`,
      );
    }
    if (property === undefined && key === who.name) {
      respondent = String(typed(workspace, who, path, written));
      const fault = respondentFault(questionnaire, respondent);
      if (fault !== undefined) throw usageError('value-invalid', `${who.title} (${path}): ${fault}.`);
      continue;
    }
    const item = items.find((each) => each.key.toLowerCase() === key.toLowerCase());
    if (item === undefined) {
      const keys = items.map((each) => each.key);
      const near = nearest(key, keys);
      const hint = near === undefined ? `there are ${keys.join('; ')}` : `did you mean "${near}"?`;
      throw usageError('unknown-item', `irc ${name} asks ${record.id} nothing about "${key}".`, hint);
    }
    const asked = asks.find(({ field }) => field.name === property);
    if (asked === undefined) {
      const fields = asks.map(({ field }) => field.name).join(', ');
      throw usageError('unknown-field', `"${path}" names no answer.`, `answers about "${item.key}": ${fields}`);
    }
    const answer = Object.assign(emptyMap(), answers.get(item.key));
    answer[asked.field.name] = typed(workspace, asked.field, path, written);
    answers.set(item.key, answer);
  }
  return { respondent, answers };
}

function typed({ register }: Workspace, field: Field, path: string, text: string): Value {
  try {
    return parseField(field, text, { register, language: 'en' });
  } catch (error) {
    if (!(error instanceof FieldFault)) throw error;
    throw usageError(
      'value-invalid',
      `${field.title} (${path}): ${error.message}`,
      `expected: ${fieldType(field).expects(field)}`,
    );
  }
}

/** Where nobody is asked, somebody must have answered something. Throws `answers-missing`. */
function refuseMissing(context: Context, questionnaire: Questionnaire, given: Response): void {
  const { name, record } = questionnaire;
  const missing = eachQuestions(questionnaire, gatheringValue(questionnaire)).filter(({ required }) =>
    required ? given.respondent === '' : given.answers.size === 0,
  );
  const [first] = missing;
  if (first === undefined) return;
  throw answersMissing(
    missing.map((question) => flagLine({ ...question, path: shellWord(question.path) }, '')),
    context.terminal.interactive,
    `add to the line: irc ${name} ${record.id} ${shellWord(first.path)}=…. Nothing was saved.`,
  );
}

/** The write of the answers, beside what the same person had answered; undefined where all reads so already. */
function proposalOf(workspace: Workspace, questionnaire: Questionnaire, given: Response): Proposal | undefined {
  const { record, annotation, name } = questionnaire;
  const known = respondentsOf(questionnaire).find((each) => each.toLowerCase() === given.respondent.toLowerCase());
  const respondent = known ?? given.respondent;
  const earlier = answersOf(questionnaire, respondent);
  const answers = [...given.answers].map(([key, answer]): [string, ValueMap] => [
    key,
    Object.assign(emptyMap(), earlier.get(key), answer),
  ]);
  const value = withResponse(questionnaire, record.value, { respondent, answers: new Map(answers) });
  const after = entryWith(workspace, record, value);
  const changes = differences(record.kind.root, record.value, after.value);
  if (changes.length === 0) return undefined;
  const message = commitMessage(workspace.register, {
    action: name,
    subject: `${annotation.title}: ${record.id}, ${respondent}`,
    records: [{ entry: record, changes }],
  });
  return propose(workspace.register, [{ before: record, after }], message);
}

/** The whole conversation. Rejects with `interrupted` (130); nothing is kept. */
async function askEach(
  context: Context,
  workspace: Workspace,
  questionnaire: Questionnaire,
  given: Response,
  options: ActOptions,
): Promise<void> {
  const { terminal } = context;
  const { record, annotation, name } = questionnaire;
  const wizard = new Wizard(context, workspace, [], async () => undefined);
  const conversation: Conversation = {
    kind: record.kind,
    start: undefined,
    record,
    answers: withGiven(questionnaire, given),
    answered: [],
    ask: (_register, answers) => {
      const questions = eachQuestions(questionnaire, answers);
      const { respondent } = responseOf(questionnaire, answers);
      // Who cannot stand there is told so before anything else is asked.
      const isRefused = respondent !== '' && respondentFault(questionnaire, respondent) !== undefined;
      const asked = isRefused ? questions.slice(0, 1) : questions;
      return asked.filter(({ path }) => givenAt(questionnaire, given, path) === undefined);
    },
  };
  greet(context, { annotation, before: record, register: workspace.register }, undefined);
  for (;;) {
    await wizard.fill(conversation);
    const response = responseOf(questionnaire, conversation.answers);
    const fault = respondentFault(questionnaire, response.respondent);
    if (fault !== undefined) {
      terminal.say(`  ${terminal.style.yellow('!')} ${fault}\n`);
      conversation.answers = gatheringValue(questionnaire);
      conversation.answered = [];
      continue;
    }
    const proposal = proposalOf(workspace, questionnaire, response);
    if (proposal === undefined) return terminal.say(`${record.id} reads so already. Nothing was changed.\n`);
    const choice = await confirm(context, wizard, { proposal }, true);
    if (choice === 'no') return terminal.say('Nothing was saved.\n');
    if (choice === 'change') {
      await askOneOf(wizard, [conversation]);
      continue;
    }
    // What is warned of stood above the question that was just answered.
    const written = await carryOut(context, workspace, proposal, { ...options, yes: options.dryRun !== true });
    if (written === undefined) return;
    tellWritten(context, proposal, written, nextCommand(proposal.next, proposal.next.record(record.id) ?? record));
    const asked = eachQuestions(questionnaire, conversation.answers).map((question) => ({
      ...question,
      path: shellWord(question.path),
      fallback: undefined,
    }));
    terminal.say(`  ${terminal.style.dim('the same without questions:')}\n`);
    terminal.say(
      `${equivalentCommand(`irc ${name} ${record.id}`, conversation.answers, asked, (path) => `${path}=`)}\n`,
    );
    return;
  }
}

/** The value to begin with: what stands on the line is answered. */
function withGiven(questionnaire: Questionnaire, given: Response): ValueMap {
  const start = gatheringValue(questionnaire);
  return eachQuestions(questionnaire, start).reduce((value, { place, path }) => {
    const answer = givenAt(questionnaire, given, path);
    return answer === undefined ? value : withValue(value, place, answer);
  }, start);
}

/** What the line says at the path of a question. */
function givenAt({ respondent }: Questionnaire, given: Response, path: string): Value | undefined {
  if (path === respondent.name) return given.respondent === '' ? undefined : given.respondent;
  const [key = '', property = ''] = parsePath(path);
  return given.answers.get(key)?.[property];
}
