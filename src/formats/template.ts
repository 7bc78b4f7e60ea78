/** Templates in Handlebars that make Markdown. Values are escaped for Markdown; a missing one becomes a visible gap. */
import Handlebars from 'handlebars';
import { Gap } from '../core/gap.ts';
import { Markdown } from '../core/markdown-text.ts';
import { nearest } from '../core/suggest.ts';
import { exitCodes, IrcError } from '../errors.ts';
import { escapeMarkdown } from './escape.ts';
import { joinInWords, numberInWords, periodInWords } from './words.ts';

export interface TemplateOptions {
  /** Path of the template, for messages. */
  readonly name: string;
  readonly partials: Readonly<Record<string, string>>;
  readonly helpers: Readonly<Record<string, (...values: unknown[]) => unknown>>;
  readonly language: string;
}

export interface RenderedTemplate {
  readonly markdown: string;
  /** Paths of the values that were missing, in the order of their first use. */
  readonly gaps: readonly string[];
}

type Block = {
  readonly fn: (context: unknown, options?: unknown) => string;
  readonly inverse: (context: unknown) => string;
  readonly data?: object;
};

/**
 * Renders a template. The view holds every name that a template may use; any other is an error. Throws
 * `template-error` (exit 3) with the template, the line and the nearest name.
 */
export function renderTemplate(source: string, view: object, options: TemplateOptions): RenderedTemplate {
  const gaps = new Set<string>();
  const engine = Handlebars.create();
  const helpers = { ...builtInHelpers(engine, options.language), ...plainHelpers(options.helpers) };
  for (const [name, helper] of Object.entries(helpers))
    engine.registerHelper(name, helper as Handlebars.HelperDelegate);
  for (const [name, partial] of Object.entries(options.partials)) engine.registerPartial(name, partial);
  const knownHelpers = Object.fromEntries(Object.keys(helpers).map((name) => [name, true]));
  const print = Handlebars.Utils.escapeExpression;
  // One object serves all instances of the library, so it is put back as it was.
  Handlebars.Utils.escapeExpression = (value: unknown) => printValue(value, gaps);
  try {
    const template = engine.compile(source, {
      strict: true,
      knownHelpersOnly: true,
      knownHelpers,
      preventIndent: true,
    });
    return { markdown: template(view), gaps: [...gaps] };
  } catch (error) {
    throw templateError(error, view, options);
  } finally {
    Handlebars.Utils.escapeExpression = print;
  }
}

function printValue(value: unknown, gaps: Set<string>): string {
  if (value instanceof Gap) {
    gaps.add(value.path);
    return `:gap[${escapeMarkdown(value.path)}]`;
  }
  if (value instanceof Markdown) return value.text;
  if (Array.isArray(value)) return value.map((item) => printValue(item, gaps)).join(', ');
  return escapeMarkdown(String(value ?? ''));
}

function isThere(value: unknown): boolean {
  return (
    !(value instanceof Gap) &&
    value !== undefined &&
    value !== null &&
    value !== false &&
    value !== '' &&
    value !== 0 &&
    !(Array.isArray(value) && value.length === 0)
  );
}

/** Two values that print alike are equal: a code and its labelled form, a number and its text. */
function same(a: unknown, b: unknown): boolean {
  return !(a instanceof Gap) && !(b instanceof Gap) && comparable(a) === comparable(b);
}

function comparable(value: unknown): string {
  const code = typeof value === 'object' && value !== null ? (value as { code?: unknown }).code : undefined;
  return String(code ?? value);
}

function builtInHelpers(engine: typeof Handlebars, language: string): Record<string, (...values: never[]) => unknown> {
  const values = (all: readonly unknown[]): readonly unknown[] => all.slice(0, -1);
  return {
    if: function (this: unknown, value: unknown, block: Block) {
      return isThere(value) ? block.fn(this) : block.inverse(this);
    },
    unless: function (this: unknown, value: unknown, block: Block) {
      return isThere(value) ? block.inverse(this) : block.fn(this);
    },
    with: function (this: unknown, value: unknown, block: Block) {
      return isThere(value) ? block.fn(value) : block.inverse(this);
    },
    each: function (this: unknown, list: unknown, block: Block) {
      if (!Array.isArray(list) || list.length === 0) return block.inverse(this);
      return list
        .map((item, index) => {
          const data = engine.createFrame(block.data ?? {}) as Record<string, unknown>;
          Object.assign(data, { index, number: index + 1, first: index === 0, last: index === list.length - 1 });
          return block.fn(item, { data });
        })
        .join('');
    },
    eq: (a: unknown, b: unknown) => same(a, b),
    ne: (a: unknown, b: unknown) => !same(a, b),
    and: (...all: unknown[]) => values(all).every(isThere),
    or: (...all: unknown[]) => values(all).some(isThere),
    not: (value: unknown) => !isThere(value),
    more: (a: unknown, b: unknown) => Number(a) > Number(b),
    count: (list: unknown) => (Array.isArray(list) ? list.length : 0),
    includes: (list: unknown, value: unknown) => Array.isArray(list) && list.some((item) => same(item, value)),
    join: (list: unknown) => (Array.isArray(list) ? joinInWords(list.map(String), language) : list),
    words: (number: unknown) => (number instanceof Gap ? number : numberInWords(Number(number), language)),
    period: (months: unknown) => (months instanceof Gap ? months : periodInWords(Number(months), language)),
    upper: (text: unknown) => (text instanceof Gap ? text : String(text).toUpperCase()),
    capital: (text: unknown) =>
      text instanceof Gap ? text : String(text).replace(/^./u, (letter) => letter.toUpperCase()),
  };
}

/** Helpers from outside never see the library's own last argument. */
function plainHelpers(helpers: TemplateOptions['helpers']): Record<string, (...values: never[]) => unknown> {
  return Object.fromEntries(
    Object.entries(helpers).map(([name, helper]) => [name, (...all: unknown[]) => helper(...all.slice(0, -1))]),
  );
}

function templateError(error: unknown, view: object, options: TemplateOptions): Error {
  if (error instanceof IrcError) return error;
  const { message, lineNumber } = error as { message: string; lineNumber?: number };
  const place = lineNumber === undefined ? options.name : `${options.name}:${lineNumber}`;
  const unknown =
    /^"([^"]+)" not defined/.exec(message)?.[1] ??
    /(?:knownHelpersOnly.*?|unknown helper |Missing helper: ")(\w+)/.exec(message)?.[1];
  const partial = /The partial (\S+) could not be found/.exec(message)?.[1];
  if (partial !== undefined) {
    return failure(`${place}: there is no partial "${partial}"`, nearest(partial, Object.keys(options.partials)));
  }
  if (unknown !== undefined) {
    return failure(
      `${place}: there is no value or helper "${unknown}"`,
      nearest(unknown, [...Object.keys(view), ...Object.keys(options.helpers)]),
    );
  }
  return failure(`${place}: ${message.split('\n')[0] ?? ''}`, undefined);
}

function failure(message: string, near: string | undefined): IrcError {
  return new IrcError('template-error', `${message}.`, {
    exitCode: exitCodes.mendFirst,
    hint: near === undefined ? 'mend the template; docs/templates.md tells what it may use' : `did you mean ${near}?`,
  });
}
