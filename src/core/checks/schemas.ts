/**
 * Check of the schemas themselves: their vocabulary, the names they use of one another, and every expression, typed
 * by the fields it reads. Codes: schema-invalid, schema-expression.
 */
import type { Problem } from '../../errors.ts';
import { splitHoles } from '../expressions/text.ts';
import { TypedExpressions } from '../expressions/types.ts';
import { readRecord } from '../records/record.ts';
import { actionOf } from '../register/actions.ts';
import type { CodeLists } from '../schemas/code-lists.ts';
import { type Field, fieldAt, propertyOf, targetsOf } from '../schemas/field.ts';
import type { AnnotatedNode, KindSet } from '../schemas/kind.ts';
import type { SchemaSource } from '../schemas/source.ts';
import { firstHidden } from '../terminal-safe.ts';
import { isMap, type Place, type Value, type ValueMap } from '../value.ts';
import type { Watch } from '../watch.ts';
import { actionSlips } from './actions.ts';
import { comparisonSlips } from './comparisons.ts';

/**
 * Gives the check of one schema: every slip in it, located in its file. A kind with one is read, but not written. `commands` are
 * the words that the program itself takes, which no action may have. What was found in a schema is kept.
 */
export function schemaChecks(
  kinds: KindSet,
  codeLists: CodeLists,
  commands: readonly string[],
  watch?: Watch,
): (source: SchemaSource) => readonly Problem[] {
  const typed = new TypedExpressions();
  const known = new Map<SchemaSource, readonly Problem[]>();
  const check = (source: SchemaSource): Problem[] => {
    watch?.at(source.file);
    const problems = [
      ...hiddenSigns(source),
      ...kinds.slips(source).map((slip) => schemaProblem(source, 'schema-invalid', slip.place, slip.message)),
    ];
    if (problems.length > 0) return problems;
    const kind = kinds.kind(source.name);
    const actions = kind === undefined ? [] : actionSlips(kinds.kinds, kind, typed, commands);
    return [
      ...kinds
        .annotatedNodes(source)
        .flatMap((node) => [
          ...nameSlips(kinds, codeLists, source, node),
          ...expressionSlips(kinds, typed, source, node),
          ...comparisonSlips(kinds, typed, node).map(({ code, place, message }) =>
            schemaProblem(source, code, place, message),
          ),
        ]),
      ...actions.map(({ code, place, message }) => schemaProblem(source, code, ['x-irc', ...place], message)),
    ];
  };
  return (source) => {
    const problems = known.get(source) ?? check(source);
    known.set(source, problems);
    return problems;
  };
}

/** A sign in a text or a name that does not show: what is displayed of it is escaped. */
function hiddenSigns(source: SchemaSource): Problem[] {
  const found = firstHidden(JSON.parse(source.text) as Value);
  if (found === undefined) return [];
  const number = found.sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return [schemaProblem(source, 'schema-invalid', found.place, `this holds a sign that does not show (U+${number})`)];
}

function schemaProblem(source: SchemaSource, code: string, place: Place, message: string, hint?: string): Problem {
  const position = readRecord(source.file, source.text).positionOf(place);
  return {
    code,
    severity: 'error',
    file: source.file,
    ...position,
    path: place.join('.'),
    message,
    ...(hint === undefined ? {} : { hint }),
  };
}

function officeList(kinds: KindSet, name: string): Field | undefined {
  const office = kinds.kinds.find((kind) => kind.annotations.singleton !== undefined);
  const field = office === undefined ? undefined : propertyOf(office.root, name);
  return field?.type === 'list' ? field : undefined;
}

/** Names that point nowhere: kinds, code lists, fields and states. */
function nameSlips(kinds: KindSet, codeLists: CodeLists, source: SchemaSource, node: AnnotatedNode): Problem[] {
  const { words, place, field, record } = node;
  const problems: Problem[] = [];
  const slip = (word: string | number, message: string): void => {
    problems.push(schemaProblem(source, 'schema-invalid', [...place, word], message));
  };
  const listed = (value: Value | undefined): string[] => [value ?? []].flat().map(String);
  for (const target of listed(words.references)) {
    if (target !== '*' && kinds.kind(target) === undefined) slip('references', `there is no kind "${target}"`);
  }
  if (typeof words.codelist === 'string' && !codeLists.has(words.codelist)) {
    slip('codelist', `there is no code list "${words.codelist}"`);
  }
  if (typeof words.setting === 'string' && officeList(kinds, words.setting) === undefined) {
    slip('setting', `the office record has no list "${words.setting}"`);
  }
  for (const key of listed(words.key)) {
    if (field.item !== undefined && !field.item.properties.some((property) => property.name === key)) {
      slip('key', `the items of ${field.path} have no "${key}"`);
    }
  }
  const own = kinds.kinds.find(({ root }) => root === record);
  (Array.isArray(words.agenda) ? words.agenda : []).forEach((entry, index) => {
    for (const name of listed(isMap(entry) ? entry.action : undefined)) {
      if (own === undefined || actionOf(own, name) !== undefined) continue;
      const at = [...place, 'agenda', index, 'action'];
      problems.push(schemaProblem(source, 'schema-invalid', at, `the kind "${own.name}" has no action "${name}"`));
    }
  });
  if (place.length === 1) {
    for (const path of [...listed(words.columns), ...listed(words.title)]) {
      const known =
        ['id', 'kind', 'state', 'recorded'].includes(path) ||
        (isMap(words.derived) && Object.hasOwn(words.derived, path));
      if (!known && fieldAt(record, path.split('.')) === undefined) slip('columns', `there is no field "${path}"`);
    }
    for (const [name, document] of mapEntries(words.documents)) {
      const path = isMap(document.copies) ? document.copies.of : document.copies;
      if (path === undefined || fieldAt(record, String(path).split('.'))?.type === 'list') continue;
      const at = [...place, 'documents', name, 'copies'];
      problems.push(schemaProblem(source, 'schema-invalid', at, `there is no list "${path}" to make copies for`));
    }
    problems.push(...stateSlips(source, node), ...articleSlips(source, node));
  }
  return problems;
}

function stateSlips(source: SchemaSource, { words, place }: AnnotatedNode): Problem[] {
  const lifecycle = words.lifecycle;
  if (!isMap(lifecycle) || !isMap(lifecycle.states)) return [];
  const states = lifecycle.states;
  const unknown = (at: Place, names: Value | undefined): Problem[] =>
    [names ?? []]
      .flat()
      .map(String)
      .filter((name) => !Object.hasOwn(states, name))
      .map((name) =>
        schemaProblem(source, 'schema-invalid', [...place, 'lifecycle', ...at], `there is no state "${name}"`),
      );
  const transitions = Array.isArray(lifecycle.transitions) ? lifecycle.transitions : [];
  return [
    ...unknown(['initial'], lifecycle.initial),
    ...transitions.flatMap((transition, index) => [
      ...unknown(['transitions', index, 'from'], (transition as ValueMap).from),
      ...unknown(['transitions', index, 'to'], (transition as ValueMap).to),
    ]),
  ];
}

/** A misspelt path of the list of clauses would leave each record with the articles of the house. */
function articleSlips(source: SchemaSource, { words, place, record }: AnnotatedNode): Problem[] {
  return mapEntries(words.documents).flatMap(([name, document]) =>
    ['field', 'languages'].flatMap((word) => {
      const path = isMap(document.clauses) ? document.clauses[word] : undefined;
      if (typeof path !== 'string' || fieldAt(record, path.split('.'))?.type === 'list') return [];
      const at = [...place, 'documents', name, 'clauses', word];
      return [schemaProblem(source, 'schema-invalid', at, `there is no list "${path}"`)];
    }),
  );
}

function expressionSlips(
  kinds: KindSet,
  typed: TypedExpressions,
  source: SchemaSource,
  node: AnnotatedNode,
): Problem[] {
  const [target] = targetsOf(node.field);
  return expressionsOf(node.words, node.place.length === 1).flatMap(({ at, expression, expected, onRecord }) => {
    const self = onRecord ? node.record : node.field;
    const other = at[0] === 'offersFirst' && target !== undefined ? kinds.kind(target)?.root : undefined;
    const message = typed.error(expression, self, node.record, expected, other);
    return message === undefined
      ? []
      : [schemaProblem(source, 'schema-expression', [...node.place, ...at], `${message} (in ${expression})`)];
  });
}

interface FoundExpression {
  readonly at: Place;
  readonly expression: string;
  readonly expected: 'bool' | 'any';
  /** The expression is asked of the record so far, and not of the node. */
  readonly onRecord: boolean;
}

function expressionsOf(words: ValueMap, isKind: boolean): FoundExpression[] {
  const found: FoundExpression[] = [];
  const add = (at: Place, value: Value | undefined, expected: 'bool' | 'any', onRecord = false): void => {
    if (typeof value === 'string') found.push({ at, expression: value, expected, onRecord });
  };
  const addHoles = (at: Place, value: Value | undefined): void => {
    if (typeof value !== 'string') return;
    for (const part of splitHoles(value)) if (part.hole) add(at, part.text, 'any');
  };
  const addConditions = (at: Place, entry: Value): void => {
    if (!isMap(entry)) return;
    add([...at, 'when'], entry.when, 'bool');
    add([...at, 'rule'], entry.rule, 'bool');
    addHoles([...at, 'message'], entry.message);
    addHoles([...at, 'hint'], entry.hint);
  };
  const list = (value: Value | undefined): Value[] => (Array.isArray(value) ? value : []);
  list(words.rules).forEach((rule, index) => {
    addConditions(['rules', index], rule);
  });
  for (const [name, derived] of mapEntries(words.derived)) add(['derived', name, 'value'], derived.value, 'any');
  list(words.agenda).forEach((entry, index) => {
    if (!isMap(entry)) return;
    const at = ['agenda', index];
    for (const word of ['date', 'act', 'who', 'with']) add([...at, word], entry[word], 'any');
    add([...at, 'unless'], entry.unless, 'bool');
    addHoles([...at, 'what'], entry.what);
  });
  // What rests on another is the whole record, wherever in it the name of the other stands.
  if (typeof words.restsOn === 'string') {
    for (const part of splitHoles(words.restsOn)) if (part.hole) add(['restsOn'], part.text, 'any', true);
  }
  add(['offersFirst'], words.offersFirst, 'bool', true);
  if (isMap(words.ask)) {
    add(['ask', 'when'], words.ask.when, 'bool', true);
    add(['ask', 'default'], words.ask.default, 'any', true);
  }
  if (isMap(words.unique)) add(['unique', 'when'], words.unique.when, 'bool', true);
  if (!isKind) return found;
  addHoles(['id'], words.id);
  add(['stake'], words.stake, 'any');
  add(['disclosure'], words.disclosure, 'any');
  for (const [name, document] of mapEntries(words.documents)) {
    add(['documents', name, 'mark'], document.mark, 'any');
    add(['documents', name, 'when'], document.when, 'bool');
    add(['documents', name, 'languages'], document.languages, 'any');
    addHoles(['documents', name, 'message'], document.message);
    if (isMap(document.copies)) {
      add(['documents', name, 'copies', 'unless'], document.copies.unless, 'bool');
      add(['documents', name, 'copies', 'language'], document.copies.language, 'any');
    }
    if (isMap(document.clauses)) add(['documents', name, 'clauses', 'variant'], document.clauses.variant, 'any');
  }
  if (isMap(words.lifecycle)) {
    for (const [name, state] of mapEntries(words.lifecycle.states))
      add(['lifecycle', 'states', name, 'when'], state.when, 'bool');
    list(words.lifecycle.transitions).forEach((transition, index) => {
      list((transition as ValueMap).needs).forEach((need, position) => {
        addConditions(['lifecycle', 'transitions', index, 'needs', position], need);
      });
    });
  }
  return found;
}

function mapEntries(value: Value | undefined): [string, ValueMap][] {
  return isMap(value) ? Object.entries(value).filter((entry): entry is [string, ValueMap] => isMap(entry[1])) : [];
}
