import { basename } from 'node:path';
import { Command } from 'commander';
import type { Context, Workspace } from '../context.ts';
import { commitMessage } from '../core/changes/commit-message.ts';
import { propose } from '../core/changes/proposal.ts';
import { changeText } from '../core/changes/record-change.ts';
import { differences } from '../core/differences/diff.ts';
import { choicesOf } from '../core/fields/choice.ts';
import { FieldFault } from '../core/fields/field-type.ts';
import { parseField } from '../core/fields/index.ts';
import { attachmentFolder, attachmentName, attachmentsOf } from '../core/register/attachments.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { documentsField } from '../core/schemas/common-fields.ts';
import { type Field, propertyOf } from '../core/schemas/field.ts';
import { withArticle } from '../core/schemas/place.ts';
import { emptyMap, type Value, type ValueMap } from '../core/value.ts';
import { usageError } from '../errors.ts';
import { recordNamed } from './lookup.ts';
import { carryOut, tellWritten, type WriteOptions, withWriteOptions } from './write.ts';

interface AttachOptions extends WriteOptions {
  readonly role?: string;
  readonly lang?: string;
  readonly note?: string;
}

export function attachCommand(context: Context): Command {
  const command = new Command('attach')
    .summary('keep a scan or letter with a record')
    .description(
      'Copies a file to files/<id>/, notes it in the record with its fingerprint, and commits both. If the file changes later, validate says so.',
    )
    .argument('<id>', 'id of the record')
    .argument('<file>', 'the file, of at most 50 MB')
    .option('--role <role>', 'what it is, such as signed_text, minutes or note_verbale')
    .option('--lang <code>', 'its language')
    .option('--note <text>', 'what there is to know of it')
    .addHelpText('after', '\nExample:\n  irc attach mou-2026-unesco ~/scan.pdf --role signed_text --lang en');
  return withWriteOptions(command).action((id: string, file: string, options: AttachOptions) =>
    attach(context, id, file, options),
  );
}

/**
 * Keeps a file with a record. Rejects with `unknown-record`, `file-unreadable`, `file-too-large`, `value-invalid`,
 * `role-missing` and `attached-already`.
 */
export async function attach(context: Context, id: string, file: string, options: AttachOptions): Promise<void> {
  const workspace = await context.openWorkspace();
  const before = recordNamed(workspace, id);
  const item = propertyOf(before.kind.root, documentsField)?.item;
  if (item === undefined)
    throw usageError('no-documents', `${withArticle(before.kind.title)} keeps no documents.`, 'attach it elsewhere');
  const { bytes, sha256 } = await workspace.readAttachment(file);
  const known = attachmentsOf(before).find((attachment) => attachment.sha256 === sha256);
  if (known !== undefined)
    throw usageError('attached-already', `${before.id} has this very file already: ${known.path}.`);
  const path = freePath(workspace, before, attachmentName(basename(file)));
  const document = await describe(context, workspace, item, path, sha256, options);
  const text = changeText(before.kind.root, before.source.text, before.value, {
    place: [documentsField],
    value: document,
    append: true,
  });
  const after = workspace.entryOfText(before.file, text) ?? before;
  const message = commitMessage(workspace.register, {
    action: 'attach',
    subject: `Attach ${basename(path)} to ${before.id}`,
    records: [{ entry: before, changes: differences(before.kind.root, before.value, after.value) }],
  });
  const proposal = propose(workspace.register, [{ before, after }], message);
  const written = await carryOut(context, workspace, proposal, options, [{ path, bytes }]);
  if (written !== undefined) tellWritten(context, proposal, written);
}

/** The item of the record's list, its values typed by the schema. */
async function describe(
  context: Context,
  workspace: Workspace,
  item: Field,
  path: string,
  sha256: string,
  options: AttachOptions,
): Promise<ValueMap> {
  const role = options.role ?? (await askedRole(context, workspace, item));
  const typed = (name: string, text: string | undefined): Record<string, Value> => {
    const field = propertyOf(item, name);
    if (text === undefined || field === undefined) return {};
    try {
      return { [name]: parseField(field, text, { register: workspace.register, language: 'en' }) };
    } catch (error) {
      if (!(error instanceof FieldFault)) throw error;
      throw usageError('value-invalid', `--${name}: ${error.message}`);
    }
  };
  return Object.assign(
    emptyMap(),
    typed('role', role),
    typed('lang', options.lang),
    { path, sha256 },
    typed('note', options.note),
  );
}

async function askedRole(context: Context, workspace: Workspace, item: Field): Promise<string> {
  const field = propertyOf(item, 'role');
  const choices = field === undefined ? [] : choicesOf(field, { register: workspace.register, language: 'en' });
  if (!context.terminal.interactive) {
    throw usageError(
      'role-missing',
      'What is the file?',
      `--role, one of ${choices.map((choice) => choice.code).join(', ')}`,
    );
  }
  const prompt = await context.openPrompt();
  const answer = await prompt.select({
    message: 'What is it',
    help: field?.description ?? '',
    canGoBack: false,
    choices: choices.map((choice) => ({ value: choice.code, name: choice.en })),
    default: undefined,
  });
  return 'answer' in answer ? answer.answer : '';
}

/** A path that no file of the record has: `scan.pdf`, then `scan-2.pdf`. */
function freePath(workspace: Workspace, record: RecordEntry, name: string): string {
  const taken = new Set(workspace.register.records.flatMap((other) => attachmentsOf(other).map((entry) => entry.path)));
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let number = 1; ; number += 1) {
    const path = `${attachmentFolder(record.id)}/${stem}${number === 1 ? '' : `-${number}`}${ending}`;
    if (!taken.has(path) && !workspace.hasFile(path)) return path;
  }
}
