/** Templates in Handlebars that make Markdown. Values are escaped for Markdown; a missing one becomes a visible gap. */
import Handlebars from 'handlebars';
import { nearest } from '../core/suggest.ts';
import { exitCodes, IrcError } from '../errors.ts';
import { builtInHelpers, printValue } from './template-helpers.ts';
import { guarded, UnknownName, unguarded } from './template-view.ts';

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

/** Partials that take each other in would else run for ever, or for hours: no paper needs as many, or as deep. */
const mostPartials = 5_000;
const deepestPartial = 50;

/**
 * Renders a template. The view holds every name that a template may use, and any other is an error, also within `{{#if}}`;
 * below a gap every name is a gap. `{{{x}}}` prints as `{{x}}`: only a value of class Markdown goes in unescaped. Throws
 * `template-error` (exit 3) with the template, the line, the name, and the nearest right one.
 */
export function renderTemplate(source: string, view: object, options: TemplateOptions): RenderedTemplate {
  const gaps = new Set<string>();
  const program = programOf(options);
  const print = Handlebars.Utils.escapeExpression;
  // One object serves all instances of the library, so it is put back as it was.
  Handlebars.Utils.escapeExpression = (value: unknown) => printValue(unguarded(value), (gap) => gaps.add(gap.path));
  try {
    return { markdown: program.render(options.name, source, guarded(view)), gaps: [...gaps] };
  } finally {
    Handlebars.Utils.escapeExpression = print;
  }
}

const programs = new WeakMap<TemplateOptions['partials'], Program>();

/** Many documents are made with the same partials and helpers: what was compiled for one serves the others. */
function programOf(options: TemplateOptions): Program {
  const known = programs.get(options.partials);
  if (known !== undefined && known.helpers === options.helpers && known.language === options.language) return known;
  const program = new Program(options);
  programs.set(options.partials, program);
  return program;
}

const blockHelpers = new Set(['if', 'unless', 'with', 'each', 'blockHelperMissing']);

/** Helpers work on values themselves, not on their guards; all but blocks never see the library's own last argument. */
function plainHelper(helper: (...values: never[]) => unknown, name: string): Handlebars.HelperDelegate {
  return function (this: unknown, ...all: unknown[]): unknown {
    const values = all.map(unguarded) as never[];
    return helper.apply(this, blockHelpers.has(name) ? values : values.slice(0, -1));
  };
}

type Compiled = (context: unknown, options?: Handlebars.RuntimeOptions) => string;

class Program {
  readonly helpers: TemplateOptions['helpers'];
  readonly language: string;
  readonly #engine = Handlebars.create();
  readonly #names: readonly string[];
  readonly #partialNames: readonly string[];
  readonly #compiled = new Map<string, Compiled>();
  #name = '';
  #partials = 0;
  #depth = 0;

  constructor({ partials, helpers, language }: TemplateOptions) {
    this.helpers = helpers;
    this.language = language;
    const all = { ...builtInHelpers(this.#engine, language), ...helpers };
    for (const [name, helper] of Object.entries(all)) this.#engine.registerHelper(name, plainHelper(helper, name));
    this.#names = Object.keys(all);
    this.#partialNames = Object.keys(partials);
    for (const [name, partial] of Object.entries(partials)) {
      this.#engine.registerPartial(name, this.#partial(name, partial));
    }
  }

  render(name: string, source: string, view: unknown): string {
    this.#name = name;
    this.#partials = 0;
    this.#depth = 0;
    const key = `${name}\n${source}`;
    let compiled = this.#compiled.get(key);
    if (compiled === undefined) {
      compiled = this.#compile(name, source);
      this.#compiled.set(key, compiled);
    }
    return compiled(view);
  }

  /** A source as a function; what goes wrong in it is told with its name and line. */
  #compile(name: string, source: string): Compiled {
    let tree: hbs.AST.Program | undefined;
    try {
      tree = this.#engine.parse(source);
      new EscapeAll().accept(tree);
      const template = this.#engine.compile(tree, {
        strict: true,
        knownHelpersOnly: true,
        knownHelpers: Object.fromEntries(this.#names.map((helper) => [helper, true])),
        preventIndent: true,
      }) as Compiled;
      return (context, options) => {
        try {
          return template(context, {
            ...options,
            allowProtoPropertiesByDefault: false,
            allowProtoMethodsByDefault: false,
          });
        } catch (error) {
          throw this.#failure(error, name, tree);
        }
      };
    } catch (error) {
      throw this.#failure(error, name, tree);
    }
  }

  /** Compiled at its first use, so that a partial that nobody takes in need not be right. */
  #partial(name: string, source: string): Compiled {
    let compiled: Compiled | undefined;
    return (context, options) => {
      this.#partials += 1;
      this.#depth += 1;
      if (this.#partials > mostPartials || this.#depth > deepestPartial)
        throw templateError(`${this.#name}: partials take each other in without end`);
      compiled ??= this.#compile(`partial ${name}`, source);
      const text = compiled(guarded(unguarded(context)), options);
      this.#depth -= 1;
      return text;
    };
  }

  #failure(error: unknown, name: string, tree: hbs.AST.Program | undefined): Error {
    if (error instanceof IrcError) return error;
    if (error instanceof UnknownName) {
      const place = placeOf(name, lineOf(tree, error.unknown));
      return templateError(
        `${place}: there is no value "${error.unknown}"`,
        nearest(error.unknown, [...error.known, ...this.#names]),
      );
    }
    const { message, lineNumber } = error as { message: string; lineNumber?: number };
    const partial = /^The partial (\S+) could not be found/.exec(message)?.[1];
    if (partial !== undefined) {
      return templateError(
        `${placeOf(name, lineOf(tree, partial))}: there is no partial "${partial}"`,
        nearest(partial, this.#partialNames),
      );
    }
    const helper = /^You specified knownHelpersOnly, but used the unknown helper (\S+)/.exec(message)?.[1];
    if (helper !== undefined) {
      return templateError(
        `${placeOf(name, lineNumber ?? lineOf(tree, helper))}: there is no helper "${helper}"`,
        nearest(helper, this.#names),
      );
    }
    const unset = /^"([^"]+)" not defined|^Cannot use 'in' operator to search for '([^']+)'/.exec(message);
    const inner = unset?.[1] ?? unset?.[2] ?? /\(reading '([^']+)'\)/.exec(message)?.[1];
    if (inner !== undefined) {
      const line = lineNumber ?? lineOf(tree, inner);
      return templateError(`${placeOf(name, line)}: there is nothing here that has a value "${inner}"`);
    }
    const line = lineNumber ?? Number(/^Parse error on line (\d+)/.exec(message)?.[1] ?? 0);
    return templateError(`${placeOf(name, line)}: ${readable(message)}`);
  }
}

/** The library's messages with a picture of the place, as one line. */
function readable(message: string): string {
  const [first = '', ...rest] = message.split('\n');
  const expected = rest.find((line) => line.startsWith('Expecting'));
  return expected === undefined
    ? first.replace(/ - \d+:\d+$/, '')
    : `this cannot be read as a template (${rest[0]?.trim()})`;
}

function placeOf(name: string, line: number | undefined): string {
  return line === undefined || line === 0 ? name : `${name}:${line}`;
}

function templateError(message: string, near?: string): IrcError {
  return new IrcError('template-error', `${message}.`, {
    exitCode: exitCodes.mendFirst,
    hint: near === undefined ? 'mend the template; docs/templates.md tells what it may use' : `did you mean ${near}?`,
  });
}

/** Makes every expression one that escapes. */
class EscapeAll extends Handlebars.Visitor {
  override MustacheStatement(node: hbs.AST.MustacheStatement): void {
    node.escaped = true;
    super.MustacheStatement(node);
  }
}

/** The first line of a source that uses a name, which the library forgets to tell. */
function lineOf(tree: hbs.AST.Program | undefined, name: string): number | undefined {
  if (tree === undefined) return undefined;
  const lines: number[] = [];
  class Finder extends Handlebars.Visitor {
    override PathExpression(node: hbs.AST.PathExpression): void {
      if (node.parts.includes(name) || node.original === name) lines.push(node.loc.start.line);
    }
  }
  new Finder().accept(tree);
  return lines[0];
}
