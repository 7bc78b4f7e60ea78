/** Slips in the actions of a kind: names that are taken, paths that lead nowhere, expressions that do not fit. */
import { splitHoles } from '../expressions/text.ts';
import type { TypedExpressions } from '../expressions/types.ts';
import { wildcard } from '../paths.ts';
import {
  type ActionRoots,
  askedPaths,
  fixedStep,
  isTakenFlag,
  madePrefix,
  type NamedField,
  namedField,
  rootsOf,
  stepCases,
} from '../register/actions.ts';
import { pickedLists } from '../register/picked-items.ts';
import type { ActionAnnotation, AskedPath, EachAnnotation } from '../schemas/action-annotation.ts';
import { historyField } from '../schemas/common-fields.ts';
import { fieldAt, keyOf, propertyOf } from '../schemas/field.ts';
import type { Kind } from '../schemas/kind.ts';
import type { Place } from '../value.ts';

export interface ActionSlip {
  readonly code: 'schema-invalid' | 'schema-expression';
  /** Place below `x-irc`. */
  readonly place: Place;
  readonly message: string;
}

/** What is wrong with the actions of a kind. `commands` are the words that the program itself takes. */
export function actionSlips(
  kinds: readonly Kind[],
  kind: Kind,
  typed: TypedExpressions,
  commands: readonly string[],
): ActionSlip[] {
  return Object.entries(kind.annotations.actions ?? {}).flatMap(([name, annotation]) => {
    const slips = new Slips(kinds, kind, typed, ['actions', name]);
    if (commands.includes(name)) slips.add([], `"${name}" is a command of irc, and no action can be called so`);
    slips.check(annotation);
    return slips.found;
  });
}

class Slips {
  readonly found: ActionSlip[] = [];
  readonly #kinds: readonly Kind[];
  readonly #kind: Kind;
  readonly #typed: TypedExpressions;
  readonly #at: Place;

  constructor(kinds: readonly Kind[], kind: Kind, typed: TypedExpressions, at: Place) {
    this.#kinds = kinds;
    this.#kind = kind;
    this.#typed = typed;
    this.#at = at;
  }

  add(place: Place, message: string, code: ActionSlip['code'] = 'schema-invalid'): void {
    this.found.push({ code, place: [...this.#at, ...place], message });
  }

  check(annotation: ActionAnnotation): void {
    const roots = rootsOf(this.#kinds, this.#kind, annotation);
    if (annotation.adds !== undefined && roots.item?.type !== 'object') {
      this.add(['adds'], `there is no list of groups "${annotation.adds}" to add to`);
      return;
    }
    this.#picks(roots, annotation);
    if (annotation.each !== undefined) this.#each(roots, annotation, annotation.each);
    this.#flags(annotation);
    (annotation.asks ?? []).forEach((asked, index) => {
      this.#ask(roots, typeof asked === 'string' ? { path: asked } : asked, ['asks', index]);
    });
    for (const [path, expression] of Object.entries(annotation.sets ?? {})) {
      const place = ['sets', path];
      this.#field(roots, path, place);
      if (path.includes(wildcard)) this.add(place, 'what is set must be one field: * has no meaning here');
      if (path.startsWith(`${madePrefix}.`)) this.add(place, 'values of the new record stand under creates, with');
      this.#expression(roots, place, expression);
    }
    this.#steps(roots, annotation);
    this.#creates(roots, annotation);
    (annotation.needs ?? []).forEach((need, index) => {
      const at = ['needs', index];
      if (need.when !== undefined) this.#expression(roots, [...at, 'when'], need.when, 'bool');
      this.#expression(roots, [...at, 'rule'], need.rule, 'bool');
      for (const word of ['message', 'hint'] as const) {
        for (const part of splitHoles(need[word] ?? ''))
          if (part.hole) this.#expression(roots, [...at, word], part.text);
      }
    });
    this.#document(annotation);
  }

  /** What is done for each item of a list adds one item for it, told apart by that key and by the respondent. */
  #each(roots: ActionRoots, annotation: ActionAnnotation, each: EachAnnotation): void {
    const barred = (['sets', 'step', 'creates', 'needs', 'document'] as const).filter((word) => word in annotation);
    for (const word of barred) this.add([word], `what is done for each item only asks and adds: no ${word} here`);
    const { list, item } = roots;
    if (list === undefined || item === undefined) {
      this.add(['each'], 'what is done for each item adds to a list: adds is missing');
      return;
    }
    const through = fieldAt(roots.record, each.of.split('.'));
    if (through?.item?.type !== 'object' || keyOf(through).length !== 1)
      this.add(['each', 'of'], `there is no list "${each.of}" of groups with one key`);
    else if (each.wording !== undefined && propertyOf(through.item, each.wording) === undefined)
      this.add(['each', 'wording'], `an item of "${each.of}" has no field "${each.wording}"`);
    const key = keyOf(list);
    if (!key.includes(each.as) || key.length !== 2)
      this.add(
        ['each', 'as'],
        `the key of "${annotation.adds}" must be "${each.as}" and one field more, the respondent`,
      );
    for (const [index, { path }] of askedPaths(roots, annotation).entries()) {
      const asked = propertyOf(item, path);
      if (asked === undefined || ['object', 'list', 'money', 'fingerprints'].includes(asked.type))
        this.add(['asks', index], `"${path}": for each item single values of the item that is added are asked for`);
    }
  }

  /** What is picked lies in lists of groups, and each of them has what is asked for. */
  #picks(roots: ActionRoots, annotation: ActionAnnotation): void {
    const { picks } = annotation;
    if (picks === undefined) return;
    for (const word of ['adds', 'each'] as const)
      if (word in annotation) this.add([word], `what is done with an item that is there adds none: no ${word} here`);
    if (isTakenFlag(picks.flag)) this.add(['picks', 'flag'], `--${picks.flag} is an option that commands have`);
    for (const path of pickedLists(annotation)) {
      const item = fieldAt(this.#kind.root, path.split('.'))?.item;
      if (item?.type !== 'object') {
        this.add(['picks', 'from'], `there is no list of groups "${path}" to pick from`);
        continue;
      }
      if (picks.when !== undefined) this.#expression({ ...roots, item }, ['picks', 'when'], picks.when, 'bool');
      for (const [index, asked] of askedPaths({ ...roots, item }, annotation).entries())
        this.#ask({ ...roots, item }, asked, ['asks', index]);
    }
  }

  #flags({ asks = [] }: ActionAnnotation): void {
    const seen = new Set<string>();
    asks.forEach((asked, index) => {
      const flag = typeof asked === 'string' ? undefined : asked.flag;
      if (flag === undefined) return;
      const place = ['asks', index, 'flag'];
      if (isTakenFlag(flag))
        this.add(place, `--${flag} is an option that commands have, and no answer can be called so`);
      else if (seen.has(flag)) this.add(place, `--${flag} answers something else already`);
      else if ((asked as AskedPath).path.includes(wildcard)) {
        this.add(place, `--${flag} would answer for each item: * has no meaning here`);
      }
      seen.add(flag);
    });
  }

  #ask(roots: ActionRoots, asked: AskedPath, place: Place): void {
    const named = this.#field(roots, asked.path, place);
    if (named !== undefined && named.target !== 'record' && named.steps.includes(wildcard)) {
      this.add(place, `"${asked.path}": each item can be asked for of the record itself only`);
    }
    if (asked.when !== undefined) this.#expression(roots, [...place, 'when'], asked.when, 'bool');
    if (asked.default !== undefined) this.#expression(roots, [...place, 'default'], asked.default);
  }

  #field(roots: ActionRoots, path: string, place: Place): NamedField | undefined {
    const named = namedField(roots, path);
    if (named === undefined) this.add(place, `there is no field "${path}"`);
    else if (named.target !== 'item' && named.steps[0] === historyField) {
      this.add(place, 'steps are recorded by step, and not asked for or set');
    }
    return named;
  }

  #steps(roots: ActionRoots, annotation: ActionAnnotation): void {
    const states = this.#kind.annotations.lifecycle?.states ?? {};
    for (const state of annotation.from ?? []) {
      if (!Object.hasOwn(states, state)) this.add(['from'], `there is no state "${state}"`);
    }
    const fixed = fixedStep(annotation);
    if (fixed !== undefined) this.#recorded(fixed, ['step']);
    stepCases(annotation).forEach(({ to, answers, when, from }, index) => {
      const at = ['step', index];
      this.#recorded(to, [...at, 'to']);
      for (const path of Object.keys(answers ?? {})) this.#field(roots, path, [...at, 'answers', path]);
      if (when !== undefined) this.#expression(roots, [...at, 'when'], when, 'bool');
      for (const state of from ?? [])
        if (!Object.hasOwn(states, state)) this.add([...at, 'from'], `there is no state "${state}"`);
    });
  }

  /** What a step records is a state of the kind that does not follow from its fields. */
  #recorded(name: string, place: Place): void {
    const states = this.#kind.annotations.lifecycle?.states ?? {};
    if (!Object.hasOwn(states, name)) this.add(place, `there is no state "${name}"`);
    else if (states[name]?.when !== undefined)
      this.add(place, `"${name}" follows from the fields of the record, and no step records it`);
  }

  #creates(roots: ActionRoots, { creates }: ActionAnnotation): void {
    if (creates === undefined) return;
    const made = this.#kinds.find(({ name }) => name === creates.kind);
    if (made === undefined || made.annotations.singleton !== undefined) {
      this.add(['creates', 'kind'], `there is no kind "${creates.kind}" to make a record of`);
      return;
    }
    const own: ActionRoots = { record: made.root, list: undefined, item: undefined, made: undefined };
    for (const [path, expression] of Object.entries(creates.with ?? {})) {
      const place = ['creates', 'with', path];
      this.#field(own, path, place);
      if (path.includes(wildcard)) this.add(place, 'what is set must be one field: * has no meaning here');
      this.#expression(roots, place, expression);
    }
    if (creates.when !== undefined) this.#expression(roots, ['creates', 'when'], creates.when, 'bool');
    const initial = made.annotations.lifecycle?.initial ?? [];
    if (creates.start !== undefined && !initial.includes(creates.start)) {
      this.add(['creates', 'start'], `no record of the kind "${creates.kind}" begins with "${creates.start}"`);
    }
  }

  #document({ document, creates }: ActionAnnotation): void {
    if (document === undefined) return;
    const kind = creates === undefined ? this.#kind : this.#kinds.find(({ name }) => name === creates.kind);
    if (kind !== undefined && !Object.hasOwn(kind.annotations.documents ?? {}, document)) {
      this.add(['document'], `the kind "${kind.name}" has no document "${document}"`);
    }
  }

  #expression(roots: ActionRoots, place: Place, expression: string, expected: 'bool' | 'string' | 'any' = 'any'): void {
    const message = this.#typed.error(expression, roots.item ?? roots.record, roots.record, expected);
    if (message !== undefined) this.add(place, `${message} (in ${expression})`, 'schema-expression');
  }
}
