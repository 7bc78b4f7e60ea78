/** What a template's own text tells without data: its directives, the articles it has, and those it refers to. */
import { containers, signatureDirective } from './directive-names.ts';

/** A part of a text, by its place in it. */
export interface OutlinePart {
  readonly name: string;
  readonly offset: number;
  readonly length: number;
}

export interface Outline {
  /** Directives that the dialect does not have. */
  readonly unknown: readonly OutlinePart[];
  readonly references: readonly OutlinePart[];
  readonly articles: readonly string[];
  /** An article's id is put together from values, so that no reference can be said to lead nowhere. */
  readonly hasWorkedOutArticles: boolean;
}

/** Reads the outline. What stands in braces is blanked first: a block tag is nothing on its line, a value some word. */
export function outlineOf(text: string): Outline {
  const plain = text.replace(/\{\{~?!--[\s\S]*?--~?\}\}|\{\{[\s\S]*?\}\}/g, (tag) =>
    tag.replace(/[^\n]/g, /^\{\{~?[#/!^]|^\{\{~?\s*else\b/.test(tag) ? ' ' : 'x'),
  );
  const parts = (pattern: RegExp): OutlinePart[] =>
    [...plain.matchAll(pattern)].map((match) => {
      const [found, name = ''] = match;
      const start = found.indexOf(':');
      return { name, offset: match.index + start, length: found.length - start };
    });
  return {
    unknown: [
      ...parts(/^[ \t]*:{3,}[ \t]*([a-z][\w-]*)/gim).filter(
        ({ name }) => name !== signatureDirective && !containers.includes(name),
      ),
      ...parts(/^[ \t]*::([a-z][\w-]*)/gim),
    ],
    references: parts(/(?<![\\:]):ref\[([a-z0-9-]+)\]/g),
    articles: [...plain.matchAll(/^ {0,3}##(?!#).*\{#([^{}\n]*)\}[ \t]*#*[ \t]*$/gm)].map(([, id = '']) => id),
    hasWorkedOutArticles: /^ {0,3}##(?!#).*\{#[^}\n]*\{\{/m.test(text),
  };
}
