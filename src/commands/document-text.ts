/** A document of a record before it gets a format: template and clauses make Markdown, and that a document. */
import type { Workspace } from '../context.ts';
import { printedCel } from '../core/expressions/values.ts';
import { languagesInOrder } from '../core/papers/copies.ts';
import { recordFor, registerFor } from '../core/register/disclosure.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import type { DocumentAnnotation } from '../core/schemas/document-annotation.ts';
import type { DisclosureLevel } from '../core/schemas/meta-schema.ts';
import { findPlace } from '../core/schemas/place.ts';
import { valueAt } from '../core/value.ts';
import { exitCodes, IrcError } from '../errors.ts';
import type { Document, DocumentMeta, LoadAsset } from '../formats/document.ts';
import type { PaperStyle } from '../formats/paper-style.ts';
import type { TemplateOptions } from '../formats/template.ts';
import { articlesOf } from './document-articles.ts';
import { documentNamed } from './document-choice.ts';
import { assetsOf, paperStyle } from './paper-style.ts';

export interface DocumentText {
  readonly document: Document;
  /** Codes of its languages in their order, such as `am+en`. */
  readonly languages: string;
  readonly gaps: readonly string[];
  /** What the reader should know of it, a line each. */
  readonly remarks: readonly string[];
}

type LanguageText = Omit<DocumentText, 'languages'>;

type Parts = Pick<TemplateOptions, 'partials' | 'helpers'>;

/** Makes documents of the records of a register; what they share is read and compiled once, however many they are. */
export class DocumentMaker {
  readonly register: Register;
  readonly #workspace: Workspace;
  readonly #parts = new Map<string, Promise<Parts>>();
  readonly #assets = new Map<string, Promise<Uint8Array>>();
  #style: Promise<PaperStyle> | undefined;

  constructor(workspace: Workspace, register: Register) {
    this.#workspace = workspace;
    this.register = register;
  }

  readonly loadAsset: LoadAsset = (name) => {
    const known = this.#assets.get(name);
    if (known !== undefined) return known;
    const loaded = assetsOf(this.#workspace)(name);
    this.#assets.set(name, loaded);
    return loaded;
  };

  writeOutput(path: string, bytes: Uint8Array): Promise<string> {
    return this.#workspace.writeOutput(path, bytes);
  }

  /** A document in a language, or (`en+am`) with a text in each. Rejects with `template-error` and `template-missing`. */
  async make(record: RecordEntry, name: string, choice: string): Promise<DocumentText> {
    const { documentOfParts } = await import('../formats/document.ts');
    const languages = languagesInOrder(this.register, record, documentNamed(record, name), choice);
    const texts: LanguageText[] = [];
    for (const language of languages) texts.push(await this.#text(record, name, language));
    return {
      document: documentOfParts(texts.map((text) => text.document)),
      languages: languages.join('+'),
      gaps: [...new Set(texts.flatMap((text) => text.gaps))],
      remarks: [...new Set(texts.flatMap((text) => text.remarks))],
    };
  }

  async #text(record: RecordEntry, name: string, language: string): Promise<LanguageText> {
    const { register } = this;
    const { templates } = this.#workspace;
    const annotation = documentNamed(record, name);
    const { templateView, withValues } = await import('../views/template-data.ts');
    const { renderTemplate } = await import('../formats/template.ts');
    const { parseDocument } = await import('../formats/markdown-parse.ts');
    const source = await templates.read(`${annotation.template}.md.hbs`);
    const file = templates.pathOf(`${annotation.template}.md.hbs`);
    if (source === undefined) {
      throw new IrcError('template-missing', `The template ${file} is not there.`, { exitCode: exitCodes.mendFirst });
    }
    const readers = annotation.disclosure ?? 'restricted';
    const view = templateView(registerFor(register, readers), recordFor(register, record, readers), language);
    const parts = { ...(await this.#partsIn(language)), language };
    const articles = await articlesOf(register, record, annotation, { view, ...parts });
    const values = { articles: articles.list, unchecked: articles.unchecked };
    const { markdown, gaps } = renderTemplate(source, withValues(view, values), { name: file, ...parts });
    const { document, problems } = parseDocument(markdown, await this.#meta(record, annotation, language));
    if (problems.length > 0) {
      throw new IrcError('template-error', `${file}: ${problems[0]}`, {
        exitCode: exitCodes.mendFirst,
        details: problems.slice(1),
      });
    }
    const all = [...gaps, ...articles.gaps];
    const withheld = all.filter((gap) => isFilled(register, record, gap));
    return {
      document,
      gaps: all.filter((gap) => !withheld.includes(gap)),
      remarks: [
        ...articles.remarks,
        ...withheld.map((gap) => `withheld, since the paper is for ${readersOf[readers]}: ${gap}`),
      ],
    };
  }

  async #meta(record: RecordEntry, annotation: DocumentAnnotation, language: string): Promise<DocumentMeta> {
    const { register } = this;
    const { office } = register;
    const mark = annotation.mark === undefined ? undefined : register.evaluate(record, annotation.mark);
    this.#style ??= paperStyle(this.#workspace);
    return {
      title: register.title(record, language),
      language,
      mark: printedCel(mark),
      date: register.today,
      style: await this.#style,
      ...(office === undefined ? {} : { author: register.title(office, language) }),
      subject: `${annotation.title} · ${record.kind.title}`,
      keywords: [record.id, record.kind.title],
    };
  }

  #partsIn(language: string): Promise<Parts> {
    const known = this.#parts.get(language);
    if (known !== undefined) return known;
    const parts = this.#readParts(language);
    this.#parts.set(language, parts);
    return parts;
  }

  async #readParts(language: string): Promise<Parts> {
    const { templates } = this.#workspace;
    const { templateHelpers } = await import('../views/template-data.ts');
    const partials: Record<string, string> = {};
    for (const file of await templates.list('partials')) {
      const text = await templates.read(`partials/${file}`);
      if (text !== undefined) partials[file.replace(/\.md\.hbs$/, '')] = text;
    }
    return { partials, helpers: templateHelpers(language) };
  }
}

const readersOf: Readonly<Record<DisclosureLevel, string>> = {
  public: 'the public',
  office: 'the office',
  restricted: 'those concerned',
};

/** What a paper lacks and the record holds is withheld, and no gap. A gap of another record begins with its id. */
function isFilled(register: Register, record: RecordEntry, gap: string): boolean {
  const [, id, path = ''] = /^(?:([a-z0-9-]+) )?(.*)$/.exec(gap) ?? [];
  const holder = id === undefined ? record : register.record(id);
  if (holder === undefined) return false;
  try {
    return valueAt(holder.value, findPlace(holder.kind.root, holder.value, path).place) !== undefined;
  } catch (error) {
    // What is derived has no place of its own.
    if (error instanceof IrcError) return false;
    throw error;
  }
}
