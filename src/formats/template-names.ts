/** What the names and calls in a template mean at their place, and what is wrong with them. */
import { type Lacking, value } from '../core/papers/template-shape.ts';
import { nearest } from '../core/suggest.ts';
import { callFaults, nameHint, resultOf } from './template-calls.ts';
import type { Ground, Reporter } from './template-findings.ts';
import { type Given, nameBelow, type Scope, unknown } from './template-scope.ts';
import { arityFault, signatureOf, signatures } from './template-signatures.ts';

const loopNames = ['index', 'number', 'first', 'last', 'left'];
const helpers = Object.keys(signatures);

export class Names {
  readonly #reporter: Reporter;
  readonly #ground: Ground;

  constructor(reporter: Reporter, ground: Ground) {
    this.#reporter = reporter;
    this.#ground = ground;
  }

  /** The value of an expression. */
  value(node: hbs.AST.Expression, scope: Scope): Given {
    if (node.type === 'PathExpression') return this.#path(node as hbs.AST.PathExpression, scope);
    if (node.type === 'SubExpression') {
      const call = node as hbs.AST.SubExpression;
      if (call.path.type === 'PathExpression') return this.call(call, call.path as hbs.AST.PathExpression, scope);
      this.#reporter.error(node, 'template-helper', 'A call begins with the name of a helper');
      return unknown;
    }
    const literal = 'value' in node ? node.value : '';
    return { shape: value, key: undefined, literal: isLiteral(literal) ? literal : '' };
  }

  /** What a tag or a call stands for: the result of a helper where there is one of that name, else a value. */
  call(
    node: hbs.AST.MustacheStatement | hbs.AST.BlockStatement | hbs.AST.SubExpression,
    path: hbs.AST.PathExpression,
    scope: Scope,
  ): Given {
    const name = path.original;
    const isSimple = path.parts.length === 1 && path.depth === 0 && !path.data && !isScoped(path);
    const signature = isSimple && !scope.params.has(name) ? signatureOf(name) : undefined;
    const given = node.params.map((param) => this.value(param, scope));
    const fault = (message: string, hint?: string): Given => {
      this.#reporter.error(path, 'template-helper', message, hint);
      return unknown;
    };
    for (const pair of node.hash?.pairs ?? [])
      this.#reporter.error(pair, 'template-helper', `"${name}" takes no named values; only partials do`);
    if (signature === undefined) {
      if (given.length === 0 && node.type !== 'SubExpression') return this.#path(path, scope);
      return fault(`There is no helper "${name}"`, nameHint(name, helpers));
    }
    const isBlock = node.type === 'BlockStatement';
    if (signature.isBlock === true && !isBlock) return fault(`"${name}" is a block: {{#${name} …}} … {{/${name}}}`);
    const wrongNumber = arityFault(signature, given.length);
    if (wrongNumber !== undefined) {
      const isField = given.length === 0 && 'shape' in nameBelow(scope.context, name, scope.facts);
      return fault(`"${name}" ${wrongNumber}`, isField ? `for the value of that name write this.${name}` : undefined);
    }
    const call = { name, given, written: node.params.map(writtenAs) };
    for (const { at, code, message, hint } of callFaults(signature, call, scope.facts))
      this.#reporter.error(node.params[at] ?? node, code, message, hint);
    return isBlock ? (given[0] ?? unknown) : resultOf(call, scope.facts);
  }

  #path(path: hbs.AST.PathExpression, scope: Scope): Given {
    const [first = '', ...rest] = path.parts;
    const fault = (message: string, hint?: string): Given => {
      this.#reporter.error(path, 'template-name', message, hint);
      return unknown;
    };
    if (path.data) {
      if (first === 'root') return this.#below(path, this.#ground.root, rest, scope);
      if (!loopNames.includes(first)) return fault(`There is no "@${first}"`, nameHint(first, ['root', ...loopNames]));
      if (scope.loops <= path.depth) return fault(`"@${first}" is there only within {{#each}}`);
      return { shape: value, key: undefined };
    }
    const param = path.depth === 0 && !isScoped(path) ? scope.params.get(first) : undefined;
    if (param !== undefined) return this.#below(path, param, rest, scope);
    let at: Scope | undefined = scope;
    for (let depth = 0; depth < path.depth; depth += 1) at = at?.outer;
    if (at !== undefined) return this.#below(path, at.context, path.parts, scope);
    const where = this.#ground.calledAt === undefined ? 'the template' : 'the partial';
    return fault(`"${path.original}" leads out of ${where}`, 'begin with @root');
  }

  #below(path: hbs.AST.PathExpression, from: Given, parts: readonly string[], scope: Scope): Given {
    let at = from;
    for (const [index, part] of parts.entries()) {
      const found = nameBelow(at, part, scope.facts);
      if (!('shape' in found)) {
        // A partial that is taken in at a wrong place lacks the same name again and again.
        const once = this.#ground.calledAt !== undefined && index === 0 ? part : undefined;
        this.#reporter.error(path, 'template-name', ...lackMessage(path, at, parts.slice(index), found), once);
        return unknown;
      }
      at = found;
    }
    return at;
  }
}

/** Message and hint for a path, the rest of which, from its first name on, is not there. */
function lackMessage(
  path: hbs.AST.PathExpression,
  at: Given,
  rest: readonly string[],
  { lacking, having, names }: Lacking,
): [message: string, hint: string | undefined] {
  const [name = ''] = rest;
  const isAlone = name === path.original;
  const within = isAlone ? '' : ` (in ${path.original})`;
  const { shape } = at;
  if (having.length > 0) {
    if (shape.type !== 'either' || shape.tag === undefined)
      return [`Not every kind that may stand here has a value "${name}"${within}`, undefined];
    const owner = path.original.slice(0, path.original.length - rest.join('.').length);
    const question = `{{#if (eq ${owner}${shape.tag} "${having[0]}")}}`;
    return [`Of ${lacking.join(', ')} there is no value "${name}"${within}`, `ask before: ${question}`];
  }
  if (shape.type === 'list') return [`A list has no value "${name}"${within}`, 'go through it with {{#each}}'];
  if (shape.type === 'value') return [`There is nothing here that has a value "${name}"${within}`, undefined];
  const near = nearest(name, isAlone ? [...names, ...helpers] : names);
  const hint = near === undefined ? nameHint(name, names) : `did you mean ${near}?`;
  return [`There is no value "${name}"${within}`, hint];
}

/** An expression as the template has it, in short. */
export function writtenAs(node: hbs.AST.Node): string {
  if (node.type === 'SubExpression') return `(${writtenAs((node as hbs.AST.SubExpression).path)} …)`;
  return 'original' in node ? String(node.original) : '';
}

function isScoped(path: hbs.AST.PathExpression): boolean {
  return /^\.|^this\b/.test(path.original);
}

function isLiteral(given: unknown): given is string | number | boolean {
  return typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean';
}
