/** What `irc new` does with and without questions: the entry, its write, its document, and what is told. */
import type { Context, NewFile, Workspace } from '../context.ts';
import { commitMessage } from '../core/changes/commit-message.ts';
import { newEntry, proposedId, withoutUnasked } from '../core/changes/draft-record.ts';
import { type Proposal, propose } from '../core/changes/proposal.ts';
import { idFault } from '../core/checks/files.ts';
import { differences } from '../core/differences/diff.ts';
import type { RecordEntry } from '../core/register/register.ts';
import type { PresetAnnotation } from '../core/schemas/annotations.ts';
import { historyField } from '../core/schemas/common-fields.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { findPlace } from '../core/schemas/place.ts';
import { withValue } from '../core/schemas/value-edit.ts';
import { emptyMap, type ValueMap } from '../core/value.ts';
import { IrcError, usageError } from '../errors.ts';
import { filesInShort } from '../views/file-names.ts';
import { postOf } from './acting.ts';
import { copiesInWords, documentNamed } from './document-choice.ts';
import { type MadeFile, makeDocument, tellShortcomings } from './document-files.ts';
import { DocumentMaker } from './document-text.ts';
import { nextCommand } from './next-step.ts';
import { tellWritten, type WriteOptions, type Written } from './write.ts';

export interface NewOptions extends WriteOptions {
  readonly set?: readonly string[];
  readonly from?: string;
  readonly like?: string;
  readonly id?: string;
  readonly by?: string;
  readonly resume?: boolean;
  readonly discard?: boolean;
  readonly document: boolean;
}

/** What is made: a kind, with the values of a preset, what is saved along with it, and what is said at the end. */
export interface Beginning {
  /** What its kept answers are called. */
  readonly word: string;
  /** The command that makes it, without its options. */
  readonly command: string;
  readonly kind: Kind;
  readonly preset: PresetAnnotation | undefined;
  readonly start: string | undefined;
  /** Files that are saved together with the record. */
  readonly files: (entry: RecordEntry) => readonly NewFile[];
  readonly tell: (proposal: Proposal, written: Written) => Promise<void>;
}

/** The answers with those that the preset stands for. */
export function presetValues({ kind, preset }: Pick<Beginning, 'kind' | 'preset'>, answers: ValueMap): ValueMap {
  let value = answers;
  for (const [path, entry] of Object.entries(preset?.values ?? {})) {
    value = withValue(value, findPlace(kind.root, value, path).place, entry);
  }
  return value;
}

/** The record as it will be written: with its first step, its id, and only what applies. Throws `id-taken`, `id-invalid`. */
export async function finishEntry(
  context: Context,
  workspace: Workspace,
  { kind, start }: Beginning,
  answers: ValueMap,
  given: ValueMap,
  options: Pick<NewOptions, 'id' | 'by'>,
): Promise<RecordEntry> {
  let value = withoutUnasked(workspace.register, kind, answers, given);
  if (start !== undefined && !Object.hasOwn(value, historyField)) {
    const by = await postOf(context, workspace, options.by);
    const step = Object.assign(emptyMap(), {
      date: context.clock.today(),
      to: start,
      ...(by === undefined ? {} : { by }),
    });
    value = withValue(value, [historyField], [step]);
  }
  const id = options.id ?? freeId(context, workspace, kind, value);
  const fault = idFault(id);
  if (fault !== undefined) throw usageError('id-invalid', `"${id}" is no id: ${fault}.`, 'name another with --id');
  const holder = workspace.register.record(id);
  if (holder !== undefined) throw usageError('id-taken', `${id} is taken: ${holder.file}.`, 'name another with --id');
  return newEntry(kind, value, id, workspace.recordPath(kind, id));
}

function freeId(context: Context, workspace: Workspace, kind: Kind, value: ValueMap): string {
  const proposed = proposedId(workspace.register, kind, value);
  if (proposed === undefined)
    throw usageError('id-missing', `No id can be made for this ${kind.title.toLowerCase()}.`, 'name one with --id');
  if (proposed.taken === undefined || context.terminal.interactive) return proposed.id;
  throw usageError('id-taken', `${proposed.taken} is taken.`, `name another with --id, such as --id ${proposed.id}`);
}

/** The write of a new record, with those that were made in passing. */
export function proposeNew(workspace: Workspace, entry: RecordEntry, others: readonly RecordEntry[]): Proposal {
  const entries = [entry, ...others];
  const register = workspace.register.with(new Map(entries.map((each) => [each.file, each])));
  const message = commitMessage(register, {
    action: 'new',
    subject: `New ${entry.id}: ${register.title(entry)}`,
    records: entries.map((each) => ({ entry: each, changes: differences(each.kind.root, emptyMap(), each.value) })),
  });
  return propose(
    workspace.register,
    entries.map((after) => ({ before: undefined, after })),
    message,
  );
}

/** Makes the preset's document and says what was done. The record is saved whatever becomes of the document. */
export async function tellNew(
  context: Context,
  workspace: Workspace,
  proposal: Proposal,
  written: Written,
  preset: PresetAnnotation | undefined,
  options: Pick<NewOptions, 'document'>,
): Promise<void> {
  const id = proposal.changes[0]?.id ?? '';
  const document = options.document ? preset?.document : undefined;
  const made = await documentAlong(context, workspace, proposal, id, document);
  const record = proposal.next.record(id);
  tellWritten(context, proposal, { ...written, ...made }, record && nextCommand(proposal.next, record));
}

/** Makes a document of a record that was just saved; what goes wrong with it is told, and no more. */
export async function documentAlong(
  context: Context,
  workspace: Workspace,
  proposal: Proposal,
  id: string,
  document: string | undefined,
): Promise<Pick<Written, 'documents' | 'inShort'>> {
  const record = proposal.next.record(id);
  if (document === undefined || record === undefined) return { documents: [] };
  let files: readonly MadeFile[] = [];
  try {
    const maker = new DocumentMaker(workspace, proposal.next);
    const made = await makeDocument(context, maker, record, { document, formats: ['docx', 'pdf'] });
    files = made.files;
    tellShortcomings(context, id, made);
  } catch (error) {
    if (!(error instanceof IrcError)) throw error;
    context.terminal.err(`The record is saved, but its ${document} could not be made: ${error.message}\n`);
  }
  if (files.length === 0) return { documents: [] };
  const copies = new Set(files.map((file) => file.copy).filter((copy) => copy !== undefined)).size;
  const inShort = [filesInShort(files), copiesInWords(record, documentNamed(record, document), copies)]
    .filter((part) => part !== '')
    .join(' · ');
  return { documents: files.map((file) => file.path), inShort };
}
