/** Goes through one template or partial, with what is known at each place of it. Nothing of it is run. */
import {
  anything,
  either,
  group,
  isList,
  itemOf,
  prints,
  type Shape,
  type Sureness,
  value,
} from '../core/papers/template-shape.ts';
import { groupHint, groupMessage, nameHint } from './template-calls.ts';
import { type Findings, type Ground, Reporter } from './template-findings.ts';
import { Names, writtenAs } from './template-names.ts';
import { type Condition, conditionOf, type Given, narrowed, opposite, type Scope } from './template-scope.ts';
import { signatureOf } from './template-signatures.ts';

/** A partial that stands in a template itself, or what stands between `{{#> name}}` and its end. */
interface Inline {
  readonly program: hbs.AST.Program;
  readonly walk: Walk;
  readonly scope: WalkScope;
  used: boolean;
}

interface WalkScope extends Scope {
  readonly inlines: ReadonlyMap<string, Inline>;
}

/** No template that a person wrote takes partials in as deep. */
const deepestPartial = 20;
const blockName = '@partial-block';

export class Walk {
  readonly #findings: Findings;
  readonly #ground: Ground;
  readonly #reporter: Reporter;
  readonly #names: Names;
  #nested = 0;

  constructor(findings: Findings, ground: Ground) {
    this.#findings = findings;
    this.#ground = ground;
    this.#reporter = new Reporter(findings, ground);
    this.#names = new Names(this.#reporter, ground);
  }

  program(program: hbs.AST.Program, scope: WalkScope): void {
    this.#nested += 1;
    const within = this.#withInlines(program, scope);
    for (const statement of program.body) if (this.#findings.goOn()) this.#statement(statement, within);
    this.#tellUnused(program, scope, within);
    this.#nested -= 1;
  }

  #statement(statement: hbs.AST.Statement, scope: WalkScope): void {
    switch (statement.type) {
      case 'MustacheStatement':
        this.#printed(statement as hbs.AST.MustacheStatement, scope);
        break;
      case 'BlockStatement':
        this.#block(statement as hbs.AST.BlockStatement, scope);
        break;
      case 'PartialStatement':
      case 'PartialBlockStatement':
        this.#partial(statement as hbs.AST.PartialBlockStatement, scope);
        break;
      case 'Decorator':
      case 'DecoratorBlock':
        if (inlineName(statement) === undefined)
          this.#reporter.error(
            statement,
            'template-syntax',
            'A partial in a template is written {{#*inline "name"}} … {{/inline}}',
          );
        break;
      default:
    }
  }

  #printed(node: hbs.AST.MustacheStatement, scope: WalkScope): void {
    const { path } = node;
    if (path.type !== 'PathExpression') {
      this.#reporter.error(node, 'template-syntax', 'A text is written without braces');
      return;
    }
    const given = this.#names.call(node, path as hbs.AST.PathExpression, scope);
    if (!prints(narrowed(given, scope.facts)) && scope.facts.isThere(given.key) !== false)
      this.#reporter.error(path, 'template-value', groupMessage(writtenAs(path)), groupHint(given.shape));
  }

  #block(node: hbs.AST.BlockStatement, scope: WalkScope): void {
    const name = writtenAs(node.path);
    if (signatureOf(name)?.isBlock !== true) {
      const message = `A block begins with if, unless, each or with, not with "${name}"`;
      this.#reporter.error(node, 'template-helper', message);
      return;
    }
    const given = this.#names.call(node, node.path as hbs.AST.PathExpression, scope);
    if (node.params.length !== 1) return;
    if (isEmpty(node.program) && isEmpty(node.inverse))
      this.#reporter.unused(node, `{{#${name}}} holds nothing`, 'fill it, or take it out');
    const condition = name === 'unless' ? opposite(conditionOf(given, scope.facts)) : conditionOf(given, scope.facts);
    this.#tellSure(node, name, condition.sure);
    if (node.program !== undefined) this.program(node.program, this.#inside(node, name, given, condition, scope));
    if (node.inverse !== undefined) this.program(node.inverse, { ...scope, facts: scope.facts.with(condition.no) });
  }

  /** That a list of `{{#each}}` is there is no condition that could be left out. */
  #tellSure(node: hbs.AST.BlockStatement, name: string, sure: Sureness | undefined): void {
    const [param = node] = node.params;
    const never = name === 'each' ? 'This list is always empty' : `This {{#${name}}} never holds`;
    const told = name === 'each' && sure === 'always' ? undefined : sure;
    if (told === 'always')
      this.#reporter.condition(param, told, `This {{#${name}}} always holds`, 'what stands in it needs no condition');
    else
      this.#reporter.condition(
        ...([
          param,
          told,
          `${never}, so that what stands in it is never printed`,
          'take it out, or correct the condition',
        ] as const),
      );
  }

  #inside(node: hbs.AST.BlockStatement, name: string, given: Given, condition: Condition, scope: WalkScope): WalkScope {
    const facts = scope.facts.with(condition.yes);
    if (name === 'if' || name === 'unless') return { ...scope, facts };
    const isEach = name === 'each';
    const key = this.#findings.newKey();
    const context = isEach ? { shape: isList(given.shape) ? itemOf(given.shape) : anything, key } : given;
    const [item, index] = node.program?.blockParams ?? [];
    const params = new Map(scope.params);
    if (item !== undefined) params.set(item, context);
    if (index !== undefined) params.set(index, { shape: value, key: undefined });
    return {
      ...{ inlines: scope.inlines, context, outer: scope, params, loops: scope.loops + (isEach ? 1 : 0) },
      facts: isEach ? facts.with(given.ofItems?.(key) ?? []) : facts,
    };
  }

  #partial(node: hbs.AST.PartialBlockStatement, scope: WalkScope): void {
    if (node.name.type !== 'PathExpression') {
      this.#reporter.error(node.name, 'template-partial', 'A partial is named as it is called, not worked out');
      return;
    }
    const name = writtenAs(node.name);
    const [param] = node.params;
    const context = param === undefined ? scope.context : this.#names.value(param, scope);
    const added = new Map((node.hash?.pairs ?? []).map((pair) => [pair.key, this.#names.value(pair.value, scope)]));
    const given = added.size === 0 ? context : { ...context, shape: withNames(narrowed(context, scope.facts), added) };
    // What was known of a value says nothing of the one that the call gives under its name.
    const facts = [...added.keys()].reduce((known, key) => known.without(`${context.key}.${key}`), scope.facts);
    const { program } = node;
    const body = program === undefined ? scope : this.#withInlines(program, scope);
    const block: Inline | undefined = program === undefined ? undefined : { program, walk: this, scope, used: false };
    const inlines = block === undefined ? scope.inlines : new Map([...body.inlines, [blockName, block]]);
    const inline = inlines.get(name);
    const within = { ...scope, inlines, facts };
    if (inline === undefined || inline === block) this.#file(node, name, given, within);
    else this.#inline(inline, given, within, param === undefined && added.size === 0);
    if (block === undefined) return;
    if (!block.used && !isEmpty(block.program))
      this.#reporter.unused(
        node,
        `What stands in {{#> ${name}}} is never printed`,
        'the partial prints it with {{> @partial-block}}',
      );
    this.#tellUnused(block.program, scope, body);
  }

  #file(node: hbs.AST.PartialBlockStatement, name: string, context: Given, scope: WalkScope): void {
    const { root, depth, source } = this.#ground;
    if (depth >= deepestPartial) return;
    const told = [scope.facts.told(context.key), scope.facts.told(root.key)];
    const way = [root.shape, context.shape, ...told, scope.loops > 0, ...scope.inlines.keys()];
    const partial = this.#findings.partial(name, way);
    if (partial === 'missing') {
      const hint = nameHint(name, [...this.#findings.partialNames, ...scope.inlines.keys()]);
      this.#reporter.error(node.name, 'template-partial', `There is no partial "${name}"`, hint);
    } else if (partial === undefined) {
      for (const known of scope.inlines.values()) known.used = true;
    } else {
      const calledAt = { source, line: node.loc.start.line };
      const walk = new Walk(this.#findings, { ...partial, root, calledAt, depth: depth + 1 });
      walk.program(partial.tree, { ...scope, context, outer: undefined, params: new Map() });
    }
  }

  #inline(inline: Inline, context: Given, scope: WalkScope, isSameContext: boolean): void {
    inline.used = true;
    const { walk } = inline;
    if (walk.#nested > deepestPartial) return;
    const outer = isSameContext && context.key === inline.scope.context.key ? inline.scope.outer : inline.scope;
    walk.program(inline.program, { ...inline.scope, context, outer, loops: scope.loops, facts: scope.facts });
  }

  #withInlines(program: hbs.AST.Program, scope: WalkScope): WalkScope {
    const found = program.body.flatMap((statement): [string, Inline][] => {
      const name = inlineName(statement);
      if (name === undefined) return [];
      return [[name, { program: (statement as hbs.AST.DecoratorBlock).program, walk: this, scope, used: false }]];
    });
    return found.length === 0 ? scope : { ...scope, inlines: new Map([...scope.inlines, ...found]) };
  }

  #tellUnused(program: hbs.AST.Program, outer: WalkScope, inner: WalkScope): void {
    for (const [name, inline] of inner.inlines) {
      if (inline.used || outer.inlines.get(name) === inline) continue;
      const statement = program.body.find((each) => inlineName(each) === name);
      if (statement !== undefined)
        this.#reporter.unused(statement, `Nothing takes the partial "${name}" in`, `{{> ${name}}} does`);
    }
  }
}

function withNames(shape: Shape, added: ReadonlyMap<string, Given>): Shape {
  if (added.size === 0 || shape.type === 'any') return shape;
  if (shape.type === 'either')
    return either(new Map([...shape.of].map(([key, one]) => [key, withNames(one, added)])), shape.tag);
  const own = shape.type === 'group' ? [...shape.names] : [];
  return group([...own, ...[...added].map(([key, given]) => [key, () => given.shape] as const)]);
}

function inlineName(statement: hbs.AST.Statement): string | undefined {
  if (statement.type !== 'DecoratorBlock') return undefined;
  const { path, params } = statement as hbs.AST.DecoratorBlock;
  const [name] = params;
  if (writtenAs(path) !== 'inline' || name?.type !== 'StringLiteral') return undefined;
  return (name as hbs.AST.StringLiteral).value;
}

/** Nothing, or an empty line; a remark is something. */
function isEmpty(program: hbs.AST.Program | undefined): boolean {
  return (program?.body ?? []).every(
    (statement) =>
      statement.type === 'DecoratorBlock' ||
      (statement.type === 'ContentStatement' && /^(\s*\n\s*)?$/.test((statement as hbs.AST.ContentStatement).value)),
  );
}
