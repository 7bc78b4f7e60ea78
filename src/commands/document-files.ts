/** Makes the files of a document: its copies, languages and formats. */
import type { Progress } from '../context/progress.ts';
import type { Context, Workspace } from '../context.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { usageError } from '../errors.ts';
import type { Format } from '../formats/index.ts';
import { copiesNamed, documentNamed, languagesNamed, refuseUnready } from './document-choice.ts';
import { DocumentMaker } from './document-text.ts';

export interface DocumentRequest {
  readonly document: string;
  readonly formats: readonly string[];
  /** Undefined: those of the record. */
  readonly languages?: readonly string[] | undefined;
  /** Whose copies; none named: all. */
  readonly copies?: readonly string[];
  /** Folder for the files, or `-` for stdout. */
  readonly out?: string | undefined;
}

export interface MadeFile {
  readonly path: string;
  /** Whose copy it is. */
  readonly copy: string | undefined;
  readonly language: string;
}

export interface MadeDocument {
  readonly files: readonly MadeFile[];
  /** Paths of the values that were missing; before them the record, where it is another. */
  readonly gaps: readonly string[];
  /** What the reader should know, a line each. */
  readonly remarks: readonly string[];
}

/**
 * Renders a document of a record in each copy, language and format, and writes the files. On stdout, without `copies`,
 * goes the text in the order of the record. Rejects with `unknown-document`, `unknown-format`, `unknown-copy`,
 * `language-invalid`, `one-document`, `document-refused` and `template-error`. `progress`: told by someone else.
 */
export async function makeDocument(
  context: Context,
  maker: DocumentMaker,
  record: RecordEntry,
  request: DocumentRequest,
  progress?: Progress,
): Promise<MadeDocument> {
  const annotation = documentNamed(record, request.document);
  const writers = await formatsNamed(request.formats);
  const languages = languagesNamed(maker.register, record, annotation, request.languages);
  refuseUnready(maker.register, record, annotation);
  const isStdout = request.out === '-';
  const asked = request.copies ?? [];
  const copies = isStdout && asked.length === 0 ? [] : copiesNamed(maker.register, record, annotation, asked);
  const papers = copies.length === 0 ? [{ name: undefined, record }] : copies;
  if (isStdout && papers.length * writers.length * languages.length !== 1) {
    throw usageError(
      'one-document',
      'Standard output takes one document.',
      'name one format, one language and one copy, such as --format md --lang en',
    );
  }
  const files: MadeFile[] = [];
  const gaps = new Set<string>();
  const remarks = new Set<string>();
  const folder = request.out ?? `out/${record.id}`;
  const steps = progress ?? context.terminal.progress({ doing: 'Making', all: papers.length * languages.length });
  try {
    for (const paper of papers) {
      for (const language of languages) {
        steps.next([record.id, paper.name, language].filter((part) => part !== undefined).join(' '));
        const text = await maker.make(paper.record, request.document, language);
        for (const gap of text.gaps) gaps.add(gap);
        for (const remark of text.remarks) remarks.add(remark);
        const name = [request.document, paper.name, text.languages].filter((part) => part !== undefined).join('-');
        for (const { extension, write, remarks: remarksOf } of writers) {
          for (const remark of (await remarksOf?.(text.document, maker.loadAsset)) ?? []) remarks.add(remark);
          const bytes = await write(text.document, maker.loadAsset);
          if (isStdout) context.terminal.outBytes(bytes);
          else {
            const path = await maker.writeOutput(`${folder}/${name}.${extension}`, bytes);
            files.push({ path, copy: paper.name, language: text.languages });
          }
        }
      }
    }
  } finally {
    steps.end();
  }
  return { files, gaps: [...gaps], remarks: [...remarks] };
}

/** A document as Markdown for reading in the terminal. */
export async function draftMarkdown(
  workspace: Workspace,
  register: Register,
  record: RecordEntry,
  document: string,
): Promise<string> {
  const [language = 'en'] = languagesNamed(register, record, documentNamed(record, document), undefined);
  const text = await new DocumentMaker(workspace, register).make(record, document, language);
  const { writeMarkdown } = await import('../formats/markdown.ts');
  return writeMarkdown(text.document);
}

/** Says what the reader should know of a document: what it lacks, each with the command that adds it, and other remarks. */
export function tellShortcomings({ terminal }: Context, id: string, { gaps, remarks }: MadeDocument): void {
  for (const remark of remarks) terminal.err(`${terminal.style.yellow('!')} ${lineSafe(remark)}\n`);
  if (gaps.length === 0) return;
  const number = gaps.length === 1 ? '1 gap' : `${gaps.length} gaps`;
  terminal.err(`${terminal.style.yellow('!')} ${number} in the document, shown as [____]:\n`);
  for (const gap of gaps) terminal.err(`    irc set ${lineSafe(/^[a-z0-9-]+ /.test(gap) ? gap : `${id} ${gap}`)}=…\n`);
}

export async function formatsNamed(names: readonly string[]): Promise<readonly Format[]> {
  const { formats } = await import('../formats/index.ts');
  return names.map((name) => {
    const format = formats.find((entry) => entry.name === name);
    if (format !== undefined) return format;
    throw usageError(
      'unknown-format',
      `There is no format "${name}".`,
      `formats: ${formats.map((entry) => entry.name).join(', ')}`,
    );
  });
}
