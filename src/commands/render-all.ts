/** `irc render --all`: one document of many records, made in one process. */
import type { Progress } from '../context/progress.ts';
import type { Context, Workspace } from '../context.ts';
import { filterRecords } from '../core/finding/where.ts';
import { whyNot } from '../core/papers/documents.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { lowerFirst } from '../core/schemas/place.ts';
import { nearest } from '../core/suggest.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { exitCodes, IrcError, usageError } from '../errors.ts';
import { fileLink } from '../views/hyperlinks.ts';
import { count } from '../views/problems.ts';
import { makeDocument } from './document-files.ts';
import { DocumentMaker } from './document-text.ts';
import { kindNamed } from './lookup.ts';

export interface RenderAllRequest {
  readonly document?: string;
  readonly formats: readonly string[];
  readonly languages: readonly string[] | undefined;
  readonly copy?: readonly string[];
  readonly out?: string;
  readonly where?: string;
}

interface Failure {
  readonly id: string;
  readonly code: string;
  readonly message: string;
}

/**
 * Makes the document of every record that has it and prints the paths. Those that it cannot be made of now are left out; a
 * record that fails is told at the end with exit code 1, and the others are made. Rejects with `document-missing`,
 * `unknown-document`, `unknown-kind`, `where-invalid`, and with `one-document` for stdout.
 */
export async function renderAll(context: Context, word: string | undefined, request: RenderAllRequest): Promise<void> {
  if (request.out === '-') throw usageError('one-document', 'Standard output takes one document.', 'leave --all out');
  const workspace = await context.openWorkspace('read');
  const { register } = workspace;
  const document = documentOfAll(workspace, word, request.document);
  const having = recordsWith(workspace, word, document);
  const chosen = request.where === undefined ? having : filterRecords(register, having, request.where);
  const ready = chosen.filter((record) => {
    const annotation = record.kind.annotations.documents?.[document];
    return annotation !== undefined && whyNot(register, record, annotation) === undefined;
  });
  const { terminal } = context;
  const maker = new DocumentMaker(workspace, register);
  const progress = terminal.progress({ doing: 'Making', all: ready.length });
  const made: { id: string; documents: readonly string[]; gaps: number }[] = [];
  const failures: Failure[] = [];
  for (const record of ready) {
    progress.next(record.id);
    try {
      const one = {
        document,
        formats: request.formats,
        languages: request.languages,
        copies: request.copy ?? [],
        out: request.out === undefined ? undefined : `${request.out}/${record.id}`,
      };
      const { files, gaps } = await makeDocument(context, maker, record, one, silent);
      made.push({ id: record.id, documents: files.map((file) => file.path), gaps: gaps.length });
    } catch (error) {
      // A wrong flag is wrong for all.
      if (!(error instanceof IrcError) || error.exitCode === exitCodes.wrongUsage) {
        progress.end();
        throw error;
      }
      failures.push({ id: record.id, code: error.code, message: error.message });
    }
  }
  progress.end();
  if (failures.length > 0) context.outcome.exitCode = exitCodes.recordsHaveErrors;
  if (context.options.json) {
    const leftOut = chosen.filter((record) => !ready.includes(record)).map((record) => record.id);
    terminal.out(`${JSON.stringify({ records: made, failed: failures, leftOut }, undefined, 2)}\n`);
    return;
  }
  for (const path of made.flatMap(({ documents }) => documents))
    terminal.out(`${fileLink(terminal.style, context.cwd, path)}\n`);
  const gaps = made.filter((record) => record.gaps > 0);
  const left = chosen.length - ready.length;
  const parts = [
    `${count(made.length, 'record')} made`,
    ...(gaps.length > 0 ? [`${gaps.length} with gaps`] : []),
    ...(left > 0 ? [`${left} left out that cannot be made now`] : []),
    ...(failures.length > 0 ? [`${failures.length} failed`] : []),
  ];
  terminal.say(`${parts.join(', ')}\n`);
  for (const { id, code, message } of failures) {
    terminal.err(`${terminal.style.red('error')} ${code}: ${id}: ${lineSafe(message)}\n`);
  }
}

/** All records are told of together. */
const silent: Progress = { next: () => {}, end: () => {} };

/** The document that all are to become. Throws `document-missing` and `unknown-document`. */
function documentOfAll(workspace: Workspace, word: string | undefined, name: string | undefined): string {
  const kinds = word === undefined ? workspace.kinds.kinds : [kindNamed(workspace, word)];
  const names = [...new Set(kinds.flatMap((kind) => Object.keys(kind.annotations.documents ?? {})))];
  if (name !== undefined && names.includes(name)) return name;
  if (name === undefined) {
    throw usageError('document-missing', 'Which document?', `name it with --document: ${names.join(', ')}`);
  }
  const near = nearest(name, names);
  const where = word === undefined ? 'No kind' : `No ${lowerFirst(kinds[0]?.title ?? word)}`;
  throw usageError(
    'unknown-document',
    `${where} has a document "${name}".`,
    near === undefined ? `documents: ${names.join(', ') || 'none'}` : `did you mean ${near}?`,
  );
}

function recordsWith(workspace: Workspace, word: string | undefined, document: string): readonly RecordEntry[] {
  const { register } = workspace;
  const records = word === undefined ? register.records : register.ofKind(kindNamed(workspace, word).name);
  return records.filter((record) => Object.hasOwn(record.kind.annotations.documents ?? {}, document));
}
