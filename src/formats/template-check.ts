/**
 * Finds what is wrong in templates before anyone renders them: names, helpers, partials, directives and articles that are
 * not there, values used as what they are not, and what is never printed. Templates are only parsed here, never run.
 */
import Handlebars from 'handlebars';
import type { Shape, Sureness } from '../core/papers/template-shape.ts';
import { nearest } from '../core/suggest.ts';
import { containers } from './directive-names.ts';
import type { Findings, PartialFile, TemplateSlip } from './template-findings.ts';
import { type Outline, type OutlinePart, outlineOf } from './template-outline.ts';
import { Facts } from './template-scope.ts';
import { isTooDeep, syntaxSlip } from './template-syntax.ts';
import { Walk } from './template-walk.ts';

export type { TemplateSlip } from './template-findings.ts';

interface SourceText {
  readonly source: string;
  readonly text: string;
}

export interface CheckedText extends SourceText {
  /** What its root may name. */
  readonly shape: Shape;
}

export interface CheckedDocument {
  readonly template: CheckedText;
  /** Texts that the document takes in as articles, each by itself. */
  readonly articles?: readonly CheckedText[];
  /** Ids of these articles, and whether an id may be that of an article beside them. */
  readonly articleIds?: readonly string[];
  readonly mayBeArticle?: (id: string) => boolean;
}

/** No real set of templates comes near: what a stranger made to hold the check up ends here. */
const mostSlips = 200;
const mostStatements = 100_000;
const mostWaysToPartial = 100;
const longestText = 256 * 1024;

/** Checks the documents of a workspace, which share partials; a partial is checked in the context of each call. */
export class TemplateChecker implements Findings {
  /** Partials that some template takes in. */
  readonly used = new Set<string>();
  readonly partialNames: readonly string[];
  readonly #partials: ReadonlyMap<string, string>;
  readonly #trees = new Map<string, hbs.AST.Program | undefined>();
  readonly #outlines = new Map<string, Outline>();
  readonly #slips = new Map<string, TemplateSlip>();
  readonly #conditions = new Map<string, { readonly slip: TemplateSlip; sure: Sureness | undefined }>();
  readonly #ways = new Map<string, (readonly unknown[])[]>();
  #taken = new Map<string, SourceText>();
  #statements = 0;
  #keys = 0;

  /** Texts of partials by their names. */
  constructor(partials: ReadonlyMap<string, string>) {
    this.#partials = partials;
    this.partialNames = [...partials.keys()];
  }

  /** All slips found so far, each once. */
  get slips(): readonly TemplateSlip[] {
    const sure = [...this.#conditions.values()].filter((condition) => condition.sure !== undefined);
    return [...this.#slips.values(), ...sure.map((condition) => condition.slip)].slice(0, mostSlips);
  }

  /** Checks a document: its template, the partials that it takes in, and its articles. */
  check({ template, articles = [], articleIds = [], mayBeArticle = () => false }: CheckedDocument): void {
    this.#taken = new Map();
    for (const text of [template, ...articles]) this.#walk(text);
    const taken = [...this.#taken.values()].map((file) => ({ file, outline: this.#outline(file) }));
    if (taken.some(({ outline }) => outline.hasWorkedOutArticles)) return;
    const ids = [...articleIds, ...taken.flatMap(({ outline }) => outline.articles)];
    for (const { file, outline } of taken) {
      for (const part of outline.references) {
        if (ids.includes(part.name) || mayBeArticle(part.name)) continue;
        const near = nearest(part.name, ids);
        const hint = near === undefined ? `articles: ${ids.join(', ') || 'none'}` : `did you mean ${near}?`;
        this.report(slipAt(file, part, `No article can have the id "${part.name}", so that this leads nowhere`, hint));
      }
    }
  }

  report(slip: TemplateSlip): void {
    const { source, line, column, code, message, once, calledAt } = slip;
    const place = once === undefined ? `${line}:${column}:${code}` : `${calledAt?.source}:${calledAt?.line}`;
    const key = `${source}:${place}:${once ?? message}`;
    if (this.#slips.size < mostSlips && !this.#slips.has(key)) this.#slips.set(key, slip);
  }

  condition(slip: TemplateSlip, sure: Sureness | undefined): void {
    const key = `${slip.source}:${slip.line}:${slip.column}`;
    const known = this.#conditions.get(key);
    if (known === undefined) this.#conditions.set(key, { slip, sure });
    else if (known.sure !== sure) known.sure = undefined;
  }

  partial(name: string, way: readonly unknown[]): PartialFile | 'missing' | undefined {
    const text = this.#partials.get(name);
    if (text === undefined) return 'missing';
    this.used.add(name);
    const source = partialSource(name);
    this.#taken.set(source, { source, text });
    const ways = this.#ways.get(name) ?? [];
    this.#ways.set(name, ways);
    const isKnown = ways.some(
      (known) => known.length === way.length && known.every((step, index) => step === way[index]),
    );
    if (isKnown || ways.length >= mostWaysToPartial) return undefined;
    ways.push(way);
    const tree = this.#tree({ source, text });
    return tree === undefined ? undefined : { source, text, tree };
  }

  newKey(): string {
    this.#keys += 1;
    return `#${this.#keys}`;
  }

  goOn(): boolean {
    this.#statements += 1;
    return this.#statements <= mostStatements;
  }

  #walk({ source, text, shape }: CheckedText): void {
    this.#taken.set(keyOf({ source, text }), { source, text });
    const tree = this.#tree({ source, text });
    if (tree === undefined) return;
    const root = { shape, key: '@' };
    const walk = new Walk(this, { source, text, root, calledAt: undefined, depth: 0 });
    const nothing = { outer: undefined, params: new Map(), inlines: new Map(), loops: 0, facts: new Facts() };
    walk.program(tree, { context: root, ...nothing });
  }

  #tree(file: SourceText): hbs.AST.Program | undefined {
    const key = keyOf(file);
    if (!this.#trees.has(key)) this.#trees.set(key, this.#parsed(file));
    return this.#trees.get(key);
  }

  #parsed({ source, text }: SourceText): hbs.AST.Program | undefined {
    try {
      if (text.length > longestText) throw new Error(`it is longer than ${longestText / 1024} KiB`);
      if (isTooDeep(text)) throw new Error('it is nested too deeply');
      return Handlebars.parseWithoutProcessing(text);
    } catch (error) {
      this.report(syntaxSlip(source, text, error));
      // What it takes in cannot be told, but is not left over.
      for (const [, name = ''] of text.matchAll(/\{\{~?#?>\s*([^\s}~]+)/g)) this.used.add(name);
      return undefined;
    }
  }

  #outline(file: SourceText): Outline {
    const key = keyOf(file);
    const known = this.#outlines.get(key);
    if (known !== undefined) return known;
    const outline = outlineOf(file.text);
    this.#outlines.set(key, outline);
    for (const part of outline.unknown) {
      const near = nearest(part.name, containers);
      const written = file.text.slice(part.offset, part.offset + part.length);
      const hint = near === undefined ? `directives: ${containers.join(', ')}` : `did you mean :::${near}?`;
      this.report(slipAt(file, part, `There is no directive "${written}"`, hint));
    }
    return outline;
  }
}

/** How slips name a partial. */
export function partialSource(name: string): string {
  return `partials/${name}.md.hbs`;
}

function keyOf({ source, text }: SourceText): string {
  return `${source}\n${text}`;
}

function slipAt({ source, text }: SourceText, part: OutlinePart, message: string, hint: string): TemplateSlip {
  const before = text.slice(0, part.offset).split('\n');
  const place = { source, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, length: part.length };
  return { ...place, code: 'template-directive', severity: 'error', message, hint };
}
