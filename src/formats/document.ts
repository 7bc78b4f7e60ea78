/** A document between template and formats: what a writer needs, and nothing of records. */
import type { PaperStyle } from './paper-style.ts';
import { type Script, scriptOf } from './scripts.ts';
import { unbroken, unbrokenTitle } from './typography.ts';

export interface DocumentMeta {
  readonly title: string;
  /** BCP 47; words such as "Article" and the way of breaking lines depend on it. */
  readonly language: string;
  /** Printed across each page; empty for none. */
  readonly mark: string;
  /** ISO date of the document: no writer looks at a clock. */
  readonly date: string;
  /** At the foot of each page beside its number; without it, the mark and the date of a marked document. */
  readonly footer?: string;
  readonly style: PaperStyle;
  /** The house, for the properties of a file. */
  readonly author?: string;
  /** What sort of paper it is of what: "Draft, agreement". */
  readonly subject?: string;
  readonly keywords?: readonly string[];
}

export interface TextRun {
  readonly type: 'text';
  readonly value: string;
  readonly strong: boolean;
  readonly emphasis: boolean;
}

export type Inline =
  | TextRun
  /** A value that is missing. */
  | { readonly type: 'gap'; readonly path: string }
  /** A reference to an article, by its id. */
  | { readonly type: 'reference'; readonly id: string }
  /** A mark that leads to the note of this number. */
  | { readonly type: 'footnote'; readonly number: number }
  | { readonly type: 'link'; readonly url: string; readonly runs: readonly TextRun[] }
  | { readonly type: 'break' };

export type Inlines = readonly Inline[];

export interface ListItem {
  /** "1.1", "(a)", "2." or "•". */
  readonly label: string;
  readonly blocks: readonly Block[];
}

/** `clauses` are numbered 1.1, (a), (i) within an article; `numbers` and `bullets` stand by themselves. */
export type ListStyle = 'clauses' | 'numbers' | 'bullets';

export interface Article {
  readonly type: 'article';
  readonly id: string;
  readonly number: number;
  /** "Article 7" in the language of the document. */
  readonly label: string;
  readonly title: Inlines;
  readonly blocks: readonly Block[];
}

/** Begins on a page of its own. */
export interface Annex {
  readonly type: 'annex';
  readonly number: number;
  /** "Annex 1" in the language of the document. */
  readonly label: string;
  readonly title: Inlines;
  readonly blocks: readonly Block[];
}

export interface Party {
  readonly name: Inlines;
  readonly lines: readonly Inlines[];
}

export interface Definition {
  /** Bold and in the quotes of the language. */
  readonly term: Inlines;
  readonly meaning: readonly Block[];
}

export interface Signature {
  readonly party: Inlines;
  /** A line with a label: empty ones are drawn to write on. */
  readonly lines: readonly { readonly label: string; readonly value: Inlines }[];
}

export type CellAlign = 'left' | 'center' | 'right';

export interface TableBlock {
  readonly type: 'table';
  /** Empty for none. */
  readonly caption: Inlines;
  /** Empty for a table without a head, such as names beside values. */
  readonly header: readonly Inlines[];
  readonly rows: readonly (readonly Inlines[])[];
  /** One for each column. */
  readonly align: readonly CellAlign[];
  /** Shares of the width, one for each column: as the template says, else by what the cells hold. */
  readonly widths: readonly number[];
}

/** Values beside labels, to be drawn; a writer that cannot draw prints the table. */
export interface ChartBlock {
  readonly type: 'chart';
  /** From 1 in the document. */
  readonly number: number;
  readonly kind: 'line' | 'bars';
  /** Empty for none. */
  readonly caption: Inlines;
  /** Of all values: "%", "USD million"; may be empty. */
  readonly unit: string;
  readonly labels: readonly string[];
  /** A value for each label; null where there is none. */
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  readonly table: TableBlock;
}

export type Block =
  /** The head of the office's own paper, beside its emblem: the house, its further names, and last its address. */
  | { readonly type: 'letterhead'; readonly lines: readonly Inlines[] }
  /** The head of a paper: its first line is the title. */
  | { readonly type: 'title'; readonly lines: readonly Inlines[] }
  | { readonly type: 'heading'; readonly level: number; readonly inlines: Inlines }
  | { readonly type: 'paragraph'; readonly role: 'body' | 'recital' | 'note'; readonly inlines: Inlines }
  | Article
  | { readonly type: 'list'; readonly style: ListStyle; readonly depth: number; readonly items: readonly ListItem[] }
  | { readonly type: 'parties'; readonly parties: readonly Party[] }
  | { readonly type: 'definitions'; readonly definitions: readonly Definition[] }
  | TableBlock
  | ChartBlock
  | Annex
  | { readonly type: 'signatures'; readonly signatures: readonly Signature[] };

export interface Document {
  readonly meta: DocumentMeta;
  readonly blocks: readonly Block[];
  /** The paragraphs of each footnote; the first is note 1. */
  readonly notes: readonly (readonly Inlines[])[];
  /** The texts of a document that holds several, such as one in each language; then it has no blocks of its own. */
  readonly parts?: readonly Document[];
  /** Stands before the ids of its articles, so that those of two texts in one file are not the same. */
  readonly scope?: string;
}

/** One document of several texts, one after the other: each begins a page, and its articles are counted from 1. */
export function documentOfParts(documents: readonly Document[]): Document {
  const [first, ...others] = documents;
  if (first === undefined) throw new Error('a document has a text at least');
  if (others.length === 0) return first;
  const parts = documents.map((document) => ({ ...document, scope: `${document.meta.language}-` }));
  return { meta: first.meta, blocks: [], notes: [], parts };
}

/** The texts of a document: itself, where it holds one only. */
export function partsOf(document: Document): readonly Document[] {
  return document.parts ?? [document];
}

/** The id of an article in the whole file. */
export function anchorOf(document: Document, id: string): string {
  return `${document.scope ?? ''}${id}`;
}

/** Bytes of a file that a writer embeds or runs, by its name: a font of assets/fonts, or the WebAssembly of a library. */
export type LoadAsset = (name: string) => Promise<Uint8Array>;

/** How a missing value looks on paper. */
export const gapText = '[____]';

/** What stands at the foot of each page beside the number; may be empty. */
export function footerText(meta: DocumentMeta): string {
  if (meta.footer !== undefined) return meta.footer;
  const words = meta.style.footer[meta.language] ?? '';
  return [words, ...(meta.mark === '' ? [] : [meta.mark, meta.date])].filter((word) => word !== '').join(' · ');
}

/** A line in the head of a paper: its title, a name (of a party, the subject), or small words between names. */
export interface TitleLine {
  readonly role: 'title' | 'name' | 'word';
  readonly inlines: Inlines;
}

/** Lines of a head, with no small word at the end of a line. Plain lines are the words between the names. */
export function titleLines(lines: readonly Inlines[]): TitleLine[] {
  return lines.map((line, index) => {
    const isPlain = line.every((inline) => inline.type !== 'text' || !(inline.strong || inline.emphasis));
    const inlines = line.map((inline) =>
      inline.type === 'text' ? { ...inline, value: unbrokenTitle(inline.value) } : inline,
    );
    return { role: index === 0 ? 'title' : isPlain ? 'word' : 'name', inlines };
  });
}

/** Lines of a letterhead by what they are: the first the house, the last of several its address. */
export function letterheadLines(
  lines: readonly Inlines[],
): { readonly role: 'house' | 'further' | 'address'; readonly inlines: Inlines }[] {
  return lines.map((inlines, index) => ({
    role: index === 0 ? 'house' : index === lines.length - 1 ? 'address' : 'further',
    inlines,
  }));
}

/** All articles of a document, in order. */
export function articlesIn(document: Document): readonly Article[] {
  return document.blocks.filter((block) => block.type === 'article');
}

/** What a reference prints: "Article 7". */
export function referenceLabel(document: Document, id: string): string {
  return articlesIn(document).find((article) => article.id === id)?.label ?? id;
}

/** The words of inlines without their looks and the marks of notes. */
export function plainText(inlines: Inlines, label: (id: string) => string = (id) => id): string {
  return inlines
    .map((inline) => {
      if (inline.type === 'text') return inline.value;
      if (inline.type === 'gap') return gapText;
      if (inline.type === 'reference') return label(inline.id);
      if (inline.type === 'footnote') return '';
      return inline.type === 'link' ? inline.runs.map((run) => run.value).join('') : ' ';
    })
    .join('');
}

/** The same words in bold: Amharic needs another font for it, so that bold must be known run by run. */
export function strengthened(inlines: Inlines): Inlines {
  return inlines.map((inline) => (inline.type === 'text' ? { ...inline, strong: true } : inline));
}

export interface ScriptPart {
  readonly text: string;
  readonly script: Script;
  readonly ethiopic: boolean;
}

/**
 * Splits a text where its script changes, so that each part gets a font that has its letters. Spaces and signs go with
 * what stands before. Spaces within amounts, dates and the like do not break.
 */
export function splitByScript(text: string): ScriptPart[] {
  const parts: { text: string; script: Script }[] = [];
  for (const letter of unbroken(text)) {
    const last = parts.at(-1);
    const script = neutral.test(letter) && last !== undefined ? last.script : scriptOf(letter);
    if (last !== undefined && last.script === script) last.text += letter;
    else parts.push({ text: letter, script });
  }
  return parts.flatMap(endOfScript).map((part) => ({ ...part, ethiopic: part.script === 'ethiopic' }));
}

const neutral = /[\s\d.,;:()[\]/–—-]/u;

/** A bracket or comma behind words that run from right to left belongs to the sentence around them. */
function endOfScript(part: { text: string; script: Script }): { text: string; script: Script }[] {
  if (part.script !== 'arabic' && part.script !== 'hebrew') return [part];
  const letters = [...part.text];
  const end = letters.findLastIndex((letter) => !neutral.test(letter)) + 1;
  if (end === letters.length) return [part];
  return [
    { ...part, text: letters.slice(0, end).join('') },
    { text: letters.slice(end).join(''), script: 'latin' },
  ];
}
