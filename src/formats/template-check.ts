/**
 * Finds what is wrong in a template before anyone renders it: names, helpers and partials that are not there, lists that
 * are none, blocks that do nothing. Templates are only parsed here, never run.
 */
import Handlebars from 'handlebars';
import { nearest } from '../core/suggest.ts';
import { anything, group, listOf, type Shape, value } from '../core/template-shape.ts';
import type { Severity } from '../errors.ts';
import { helperArity } from './template-helpers.ts';

export interface TemplateSlip {
  /** The template, or the partial in which it stands. */
  readonly source: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly code: 'template-syntax' | 'template-name' | 'template-helper' | 'template-partial' | 'template-unused';
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
}

export interface CheckedTemplate {
  readonly source: string;
  readonly text: string;
  /** What its root may name. */
  readonly shape: Shape;
}

/** Where a path begins, and what lies around it for `../`. */
interface Scope {
  readonly context: Shape;
  readonly outer: Scope | undefined;
  readonly params: ReadonlyMap<string, Shape>;
}

/** Calls of partials within partials, and slips of all together: no real set of templates comes near. */
const deepestPartial = 20;
const mostSlips = 200;

/** Checks templates that share partials; a partial is checked in the context of each call. */
export class TemplateChecker {
  /** Partials that some template took in. */
  readonly used = new Set<string>();
  readonly #partials: ReadonlyMap<string, string>;
  readonly #helpers: readonly string[];
  readonly #trees = new Map<string, hbs.AST.Program | undefined>();
  readonly #slips = new Map<string, TemplateSlip>();
  readonly #done = new Map<string, Set<Shape>>();

  constructor(partials: ReadonlyMap<string, string>, helpers: readonly string[]) {
    this.#partials = partials;
    this.#helpers = helpers;
  }

  /** All slips found so far, each once. */
  get slips(): readonly TemplateSlip[] {
    return [...this.#slips.values()];
  }

  check(template: CheckedTemplate): void {
    const tree = this.#tree(template.source, template.text);
    if (tree === undefined) return;
    const scope = { context: template.shape, outer: undefined, params: new Map() };
    new Walk(this, template.source, template.shape, 0).program(tree, scope);
  }

  /** Checks a partial as it is called. */
  partial(name: string, at: hbs.AST.Node, from: Walk, scope: Scope): void {
    const text = this.#partials.get(name);
    if (text === undefined) {
      const near = nearest(name, this.#partials.keys());
      from.slip(at, 'template-partial', `There is no partial "${name}"`, near);
      return;
    }
    this.used.add(name);
    const source = partialSource(name);
    const seen = this.#done.get(name) ?? new Set<Shape>();
    this.#done.set(name, seen);
    if (seen.has(scope.context) || from.depth >= deepestPartial) return;
    seen.add(scope.context);
    const tree = this.#parse(source, text);
    if (tree !== undefined) new Walk(this, source, from.root, from.depth + 1).program(tree, scope);
  }

  isHelper(name: string): boolean {
    return this.#helpers.includes(name);
  }

  get helpers(): readonly string[] {
    return this.#helpers;
  }

  report(slip: TemplateSlip): void {
    const key = `${slip.source}:${slip.line}:${slip.column}:${slip.message}`;
    if (this.#slips.size < mostSlips) this.#slips.set(key, slip);
  }

  #parse(source: string, text: string): hbs.AST.Program | undefined {
    if (!this.#trees.has(source)) this.#trees.set(source, this.#tree(source, text));
    return this.#trees.get(source);
  }

  #tree(source: string, text: string): hbs.AST.Program | undefined {
    try {
      return Handlebars.parse(text);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const line = Number(/line (\d+)/.exec(message)?.[1] ?? 1);
      const expected = /\n(.*)\n-*\^/.exec(message)?.[1]?.trim();
      this.report({
        ...{ source, line, column: 1, code: 'template-syntax', severity: 'error' },
        message: `This cannot be read as a template${expected === undefined ? `: ${message.split('\n')[0]}` : ` (${expected})`}`,
      });
      return undefined;
    }
  }
}

/** How slips name a partial. */
export function partialSource(name: string): string {
  return `partials/${name}.md.hbs`;
}

const blocks = new Set(['if', 'unless', 'each', 'with']);
const dataNames = new Set(['root', 'index', 'number', 'first', 'last', 'left', 'key']);

/** One template or partial, from its beginning to its end. */
class Walk {
  readonly depth: number;
  readonly root: Shape;
  readonly #checker: TemplateChecker;
  readonly #source: string;

  constructor(checker: TemplateChecker, source: string, root: Shape, depth: number) {
    this.#checker = checker;
    this.#source = source;
    this.root = root;
    this.depth = depth;
  }

  program(program: hbs.AST.Program, scope: Scope): void {
    for (const statement of program.body) this.#statement(statement, scope);
  }

  slip(
    node: hbs.AST.Node,
    code: TemplateSlip['code'],
    message: string,
    near?: string,
    severity: Severity = 'error',
  ): void {
    const { line, column } = node.loc?.start ?? { line: 1, column: 0 };
    this.#checker.report({
      ...{ source: this.#source, line, column: column + 1, code, severity, message },
      ...(near === undefined ? {} : { hint: `did you mean ${near}?` }),
    });
  }

  #statement(statement: hbs.AST.Statement, scope: Scope): void {
    switch (statement.type) {
      case 'MustacheStatement':
        this.#printed(statement as hbs.AST.MustacheStatement, scope);
        break;
      case 'BlockStatement':
        this.#block(statement as hbs.AST.BlockStatement, scope);
        break;
      case 'PartialStatement':
        this.#partial(statement as hbs.AST.PartialStatement, scope);
        break;
      case 'DecoratorBlock':
      case 'Decorator':
      case 'PartialBlockStatement':
        this.slip(statement, 'template-syntax', 'Partials within templates are not used here: make a file of it');
        break;
      default:
    }
  }

  #printed(node: hbs.AST.MustacheStatement, scope: Scope): void {
    const shape = this.#call(node, node.path, node.params, scope);
    const name = node.path.type === 'PathExpression' ? (node.path as hbs.AST.PathExpression).original : '';
    if (shape.type === 'group' && !shape.prints && !shape.names.has('title_text')) {
      const names = [...shape.names.keys()].slice(0, 12).join(', ');
      this.slip(node, 'template-name', `"${name}" is a group and cannot be printed as a whole; name one of ${names}`);
    }
  }

  #block(node: hbs.AST.BlockStatement, scope: Scope): void {
    const name = node.path.original;
    if (!blocks.has(name)) {
      this.slip(node, 'template-helper', `A block begins with if, unless, each or with, not with "${name}"`);
      return;
    }
    const [param] = node.params;
    if (param === undefined || node.params.length !== 1) {
      this.slip(node, 'template-helper', `{{#${name}}} takes one value, and here are ${node.params.length}`);
      return;
    }
    const shape = this.#value(param, scope);
    if (isEmpty(node.program) && isEmpty(node.inverse))
      this.slip(node, 'template-unused', `{{#${name}}} holds nothing`, undefined, 'warning');
    if (node.program !== undefined) this.program(node.program, this.#inside(node, name, shape, scope));
    if (node.inverse !== undefined) this.program(node.inverse, scope);
  }

  #inside(node: hbs.AST.BlockStatement, name: string, shape: Shape, scope: Scope): Scope {
    if (name === 'if' || name === 'unless') return scope;
    let context = shape;
    if (name === 'each') {
      if (shape.type === 'list') context = shape.item();
      else {
        context = anything;
        if (shape.type !== 'any') this.slip(node, 'template-name', '{{#each}} takes a list, and this is none');
      }
    }
    const [item, index] = node.program?.blockParams ?? [];
    const params = new Map(scope.params);
    if (item !== undefined) params.set(item, context);
    if (index !== undefined) params.set(index, value);
    return { context, outer: scope, params };
  }

  #partial(node: hbs.AST.PartialStatement, scope: Scope): void {
    if (node.name.type !== 'PathExpression') {
      this.slip(node, 'template-partial', 'A partial is named as it is called, not worked out');
      return;
    }
    const [param] = node.params;
    const context = param === undefined ? scope.context : this.#value(param, scope);
    const added = (node.hash?.pairs ?? []).map((pair) => [pair.key, this.#value(pair.value, scope)] as const);
    const names = context.type === 'group' ? context.names : [];
    const within: Shape =
      added.length === 0 || context.type === 'any'
        ? context
        : group([...names, ...added.map(([key, shape]) => [key, () => shape] as const)]);
    const inner =
      param === undefined && added.length === 0 ? scope : { context: within, outer: scope, params: scope.params };
    this.#checker.partial(String((node.name as hbs.AST.PathExpression).original), node, this, inner);
  }

  #value(node: hbs.AST.Expression, scope: Scope): Shape {
    if (node.type === 'SubExpression') {
      const call = node as hbs.AST.SubExpression;
      return this.#call(call, call.path, call.params, scope, true);
    }
    return node.type === 'PathExpression' ? this.#path(node as hbs.AST.PathExpression, scope) : value;
  }

  /** A name with or without arguments: a helper where there is one of that name, else a value. */
  #call(
    node: hbs.AST.Node,
    path: hbs.AST.PathExpression | hbs.AST.Literal,
    params: readonly hbs.AST.Expression[],
    scope: Scope,
    isCall = params.length > 0,
  ): Shape {
    if (path.type !== 'PathExpression') return value;
    const named = path as hbs.AST.PathExpression;
    const name = named.original;
    const isHelper = named.parts.length === 1 && named.depth === 0 && !named.data && this.#checker.isHelper(name);
    if (!isHelper && isCall) {
      this.slip(node, 'template-helper', `There is no helper "${name}"`, nearest(name, this.#checker.helpers));
      for (const param of params) this.#value(param, scope);
      return anything;
    }
    if (!isHelper) return this.#path(named, scope);
    const shapes = params.map((param) => this.#value(param, scope));
    const [least, most] = helperArity[name] ?? [0, Number.POSITIVE_INFINITY];
    if (params.length < least || params.length > most) {
      const wanted =
        least === most ? `${least}` : most === Number.POSITIVE_INFINITY ? `${least} or more` : `${least} to ${most}`;
      this.slip(
        node,
        'template-helper',
        `"${name}" takes ${wanted} value${wanted === '1' ? '' : 's'}, and here are ${params.length}`,
      );
    }
    return resultOf(name, shapes[0] ?? anything);
  }

  #path(path: hbs.AST.PathExpression, scope: Scope): Shape {
    const [first, ...rest] = path.parts;
    if (path.data) {
      if (first === undefined || !dataNames.has(first)) {
        this.slip(path, 'template-name', `There is no "@${first ?? ''}"`, nearest(first ?? '', dataNames));
        return anything;
      }
      return first === 'root' ? this.#below(path, this.root, rest) : value;
    }
    const param = first === undefined ? undefined : scope.params.get(first);
    if (param !== undefined && path.depth === 0 && !path.original.startsWith('this.'))
      return this.#below(path, param, rest);
    let at: Scope | undefined = scope;
    for (let depth = 0; depth < path.depth && at !== undefined; depth += 1) at = at.outer;
    if (at === undefined) {
      this.slip(path, 'template-name', `"${path.original}" leads out of the template`);
      return anything;
    }
    return this.#below(path, at.context, path.parts);
  }

  #below(path: hbs.AST.PathExpression, from: Shape, parts: readonly string[]): Shape {
    let shape = from;
    for (const part of parts) {
      if (shape.type === 'any') return anything;
      const names = shape.type === 'group' ? shape.names : new Map<string, () => Shape>();
      const next = names.get(part);
      if (next === undefined) {
        const near = nearest(part, [...names.keys(), ...(parts.length === 1 ? this.#checker.helpers : [])]);
        const what =
          shape.type === 'group' ? `There is no value "${part}"` : `There is nothing here that has a value "${part}"`;
        this.slip(path, 'template-name', `${what}${part === path.original ? '' : ` (in ${path.original})`}`, near);
        return anything;
      }
      shape = next();
    }
    return shape;
  }
}

/** What a helper gives, as far as names below it matter. */
function resultOf(name: string, first: Shape): Shape {
  if (name === 'sort' || name === 'where') return first;
  if (name === 'group')
    return listOf(() =>
      group([
        ['key', () => anything],
        ['items', () => first],
      ]),
    );
  if (name === 'totals') return listOf(() => anything);
  if (name === 'absent' || name === 'lower') return anything;
  if (name === 'shared') return anything;
  return value;
}

function isEmpty(program: hbs.AST.Program | undefined): boolean {
  if (program === undefined) return true;
  return program.body.every(
    (statement) =>
      statement.type === 'CommentStatement' ||
      (statement.type === 'ContentStatement' && /^(\s*\n\s*)?$/.test((statement as hbs.AST.ContentStatement).value)),
  );
}
