/** The help of an action: what it does to each kind, what it asks for with its flag twins, where it can begin. */
import { wrapped } from '../core/line-breaks.ts';
import { wildcard } from '../core/paths.ts';
import {
  type ActionRoots,
  actionOf,
  answerFlags,
  anyOf,
  askedParts,
  askedPaths,
  fixedStep,
  type NamedAction,
  namedField,
  possibleSteps,
  rootsOf,
  startStates,
  statesInWords,
} from '../core/register/actions.ts';
import type { ActionAnnotation } from '../core/schemas/action-annotation.ts';
import { type Field, keyOf, propertyOf, shortProperties } from '../core/schemas/field.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { shellWord } from '../core/schemas/typed-text.ts';
import { valueShape } from '../core/schemas/value-shape.ts';
import { terminalSafe } from '../core/terminal-safe.ts';
import { promptOf } from './questions.ts';

/** As wide as the rest of a help text is. */
const helpWidth = 80;

/** One part for each kind that declares the action, and examples. */
export function actionHelp({ name, kinds: declaring }: NamedAction, kinds: readonly Kind[], today: string): string {
  const parts = declaring.map((kind) => {
    const annotation = actionOf(kind, name) as ActionAnnotation;
    return kindHelp(kind, annotation, rootsOf(kinds, kind, annotation), declaring.length > 1);
  });
  const examples = declaring.flatMap((kind) => {
    const annotation = actionOf(kind, name) as ActionAnnotation;
    return exampleLines(name, kind, annotation, rootsOf(kinds, kind, annotation), today);
  });
  const text = `${parts.join('\n\n')}\n\nExamples:\n${examples.map((line) => `  ${line}`).join('\n')}`;
  // The schemas may be a stranger's.
  return terminalSafe(text);
}

function kindHelp(kind: Kind, annotation: ActionAnnotation, roots: ActionRoots, isNamed: boolean): string {
  const lines = [
    ...(isNamed ? [`${kind.title}: ${annotation.title}.`] : []),
    ...(annotation.help === undefined ? [] : wrapped('', annotation.help, helpWidth)),
    ...factLines(kind, annotation),
  ];
  const asked = askedLines(roots, annotation);
  const codes = codePaths(kind, roots, annotation).map((path) => `irc kinds ${path}`);
  return [
    lines.join('\n'),
    ...(asked.length === 0 ? [] : [`Asks for (* must be answered):\n${asked.join('\n')}`]),
    ...(codes.length === 0 ? [] : [`What CODE may be:\n  ${codes.join('\n  ')}`]),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function factLines(kind: Kind, annotation: ActionAnnotation): string[] {
  const from = startStates(kind, annotation);
  const to = possibleSteps(kind, annotation);
  const { creates, document, each, picks } = annotation;
  const conditions = (annotation.needs ?? []).map(({ title }) => title.toLowerCase());
  return [
    ...wrapped(
      'For:       ',
      `${kind.plural}${from.length === 0 ? '' : ` in ${statesInWords(kind, from)}`}`,
      helpWidth,
    ),
    ...(to.length === 0
      ? []
      : [`Step:      ${fixedStep(annotation) === undefined ? 'by the answers ' : ''}${anyOf(kind, to)}`]),
    ...(each === undefined ? [] : [`Each:      one of ${each.of} after the other; for others to fill in: irc form ID`]),
    ...(picks === undefined
      ? []
      : [`With:      one that is open, named by --${picks.flag}; a few of its words will do`]),
    ...(creates === undefined ? [] : [`Makes:     a new ${creates.kind}; its fields are given as new.path=value`]),
    ...(conditions.length === 0 ? [] : [`Needs:     ${conditions.join('; ')}`]),
    ...(document === undefined ? [] : [`Document:  ${document}`]),
  ];
}

function askedLines(roots: ActionRoots, annotation: ActionAnnotation): string[] {
  const asked = askedPaths(roots, annotation).flatMap(({ path, optional, when, default: proposed, prompt }) => {
    const named = namedField(roots, path);
    if (named === undefined) return [];
    const free = optional === true || proposed !== undefined || when !== undefined;
    return leafPaths(path, named.field).map(([leaf, field]) => ({
      flag: `${answerLead(roots, annotation, leaf)}${valueShape(field)}`,
      what: `${prompt ?? titleOf(roots, leaf, field)}${free ? '' : ' *'}`,
    }));
  });
  const width = Math.min(44, Math.max(0, ...asked.map(({ flag }) => flag.length)));
  return asked.map(({ flag, what }) => `  ${flag.padEnd(width)}  ${what}`);
}

/** Where the codes are explained that it asks for: kind and path, as `irc kinds` takes them. */
function codePaths(kind: Kind, roots: ActionRoots, annotation: ActionAnnotation): string[] {
  return askedPaths(roots, annotation).flatMap(({ path }) => {
    const named = namedField(roots, path);
    if (named === undefined || named.target === 'made') return [];
    const holder = named.target === 'item' ? [kind.name, roots.list?.path ?? ''] : [kind.name];
    return leafPaths(named.steps.filter((step) => step !== wildcard).join('.'), named.field)
      .filter(([, field]) => valueShape(field).includes('CODE'))
      .map(([leaf]) => [...holder, leaf].join('.'));
  });
}

/** What stands before the value: `--as `, or `body=`. Before what is asked about each item stands its key in capitals, but not before whose answers they are. */
function answerLead(roots: ActionRoots, annotation: ActionAnnotation, path: string): string {
  const flag = answerFlags(annotation).find((each) => each.path === path)?.flag;
  if (flag !== undefined) return `--${flag} `;
  const { each } = annotation;
  const isOfAll = each === undefined || (roots.list !== undefined && keyOf(roots.list).includes(path));
  return `${isOfAll ? flagPath(roots, path) : `${each.as.toUpperCase()}.${path}`}=`;
}

/** The fields that a path asks for: those of a group one by one, but a text by language by its own name. */
function leafPaths(path: string, field: Field): [string, Field][] {
  if (field.type !== 'object' || shortProperties(field).length > 0) return [[path, field]];
  return askedParts(field).flatMap((part) => leafPaths(`${path}.${part.name}`, part));
}

/** The titles on the way to a field: "Signatory, post". */
function titleOf(roots: ActionRoots, path: string, field: Field): string {
  const steps = path.split('.');
  const titles = steps.flatMap((step, index) => {
    if (step === wildcard) return [];
    const holder = namedField(roots, steps.slice(0, index + 1).join('.'))?.field;
    const isShort = holder !== undefined && holder === field && shortOf(roots, steps.slice(0, index)) === field;
    return holder === undefined || isShort ? [] : [holder.title];
  });
  return promptOf(titles);
}

/** The property that plain text fills of the group at a path. */
function shortOf(roots: ActionRoots, steps: readonly string[]): Field | undefined {
  const holder = steps.length === 0 ? undefined : namedField(roots, steps.join('.'))?.field;
  return holder === undefined ? undefined : shortProperties(holder)[0];
}

/** `parties.PARTNER.signed_on`: the key of an item in capitals. */
function flagPath(roots: ActionRoots, path: string): string {
  const steps = path.split('.');
  return steps
    .map((step, index) => {
      if (step !== wildcard) return step;
      const list = namedField(roots, steps.slice(0, index).join('.'))?.field;
      return (list === undefined ? undefined : keyOf(list)[0])?.toUpperCase() ?? 'NUMBER';
    })
    .join('.');
}

/** A line to type, and one with the answers that it cannot do without. */
function exampleLines(
  name: string,
  kind: Kind,
  annotation: ActionAnnotation,
  roots: ActionRoots,
  today: string,
): string[] {
  const id = exampleId(kind);
  const needed = askedPaths(roots, annotation).filter(
    (asked) => asked.optional !== true && asked.default === undefined && asked.when === undefined,
  );
  const answers = needed.flatMap(({ path }) => {
    const named = namedField(roots, path)?.field;
    const leaves = named === undefined ? [] : leafPaths(path, named);
    return leaves.map(([leaf, field]) => `${answerLead(roots, annotation, leaf)}${shellWord(exampleOf(field, today))}`);
  });
  const on = fixedStep(annotation) === undefined ? [] : [`irc ${name} ${id} --on ${today} --dry-run`];
  return [
    `irc ${name} ${id}`,
    ...(answers.length === 0
      ? on
      : [`irc ${name} ${id} ${answers.slice(0, 4).join(' ')}${answers.length > 4 ? ' …' : ''}`]),
  ];
}

/** An id in the manner of the kind. */
function exampleId(kind: Kind): string {
  return `${kind.name.toUpperCase()}-ID`;
}

function exampleOf(field: Field, today: string): string {
  if (field.type === 'date' || field.type === 'partial-date') return today;
  const example = field.examples[0] ?? field.item?.examples[0];
  if (typeof example === 'string' || typeof example === 'number') return String(example);
  const short = shortProperties(field)[0] ?? (field.item === undefined ? undefined : shortProperties(field.item)[0]);
  if (short !== undefined) return exampleOf(short, today);
  const needed = field.type === 'object' ? propertyOf(field, field.properties[0]?.name ?? '') : undefined;
  return needed === undefined ? valueShape(field).replaceAll("'", '') : exampleOf(needed, today);
}
