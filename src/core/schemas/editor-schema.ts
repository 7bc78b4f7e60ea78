/** A kind's schema as editors read it: plain draft-07 with codes and labels written out, and without our annotations. */
import { isMap, type Value, type ValueMap } from '../value.ts';
import type { CodeLists } from './code-lists.ts';
import type { CodeList } from './codelist.ts';
import { historyField } from './common-fields.ts';
import type { Kind, KindSet } from './kind.ts';

/** The folder of a workspace that holds what is made for editors. */
export const editorFolder = '.irc/editor';

/** Where the plain schema of a kind lies, below the workspace. */
export function editorSchemaPath(kind: string): string {
  return `${editorFolder}/${kind}.schema.json`;
}

/** The first line of a record, by which editors find its schema: a comment with the way from the record's folder. */
export function schemaLine(kind: string, recordFile: string): string {
  const up = '../'.repeat(recordFile.split('/').length - 1);
  return `${schemaLineStart}${up}${editorSchemaPath(kind)}`;
}

/** How such a line begins, whatever schema it names. */
export const schemaLineStart = '# yaml-language-server: $schema=';

/**
 * The plain schema of a kind as JSON text: codes as `enum` with their labels, references as text that says what it
 * names, steps of the life cycle as a choice of states. The same schemas and code lists give the same bytes.
 */
export function editorSchema(kinds: KindSet, kind: Kind, codeLists: CodeLists): string {
  const { $schema, ...rest } = plainNode(kinds.wholeSchema(kind), [], { kind, codeLists });
  const schema = {
    $schema: $schema ?? 'http://json-schema.org/draft-07/schema#',
    $comment: `Made by irc from ${kind.schemaFile} for editors. Change that file, then: irc doctor --fix`,
    ...rest,
  };
  return `${JSON.stringify(schema, undefined, 1)}\n`;
}

interface Making {
  readonly kind: Kind;
  readonly codeLists: CodeLists;
}

function plainNode(node: ValueMap, path: readonly string[], making: Making): ValueMap {
  const plain: ValueMap = {};
  for (const [word, value] of Object.entries(node)) {
    if (word === 'x-irc') continue;
    if (word === 'properties' && isMap(value)) plain[word] = plainProperties(value, path, making);
    else if ((word === 'items' || word === 'additionalProperties') && isMap(value))
      plain[word] = plainNode(value, [...path, '*'], making);
    else if (word === 'format') Object.assign(plain, plainFormat(String(value)));
    else plain[word] = value;
  }
  const words = isMap(node['x-irc']) ? node['x-irc'] : {};
  const sentences = [node.description, referenceSentence(words.references), neededSentence(words.neededFor)];
  const description = sentences.filter((sentence) => typeof sentence === 'string' && sentence !== '').join(' ');
  if (description !== '') plain.description = description;
  if (typeof words.codelist === 'string') Object.assign(plain, codeChoice(making.codeLists.get(words.codelist)));
  if (path[0] === historyField && path.at(-1) === 'to') Object.assign(plain, stateChoice(making.kind));
  return plain;
}

function plainProperties(properties: ValueMap, path: readonly string[], making: Making): ValueMap {
  const plain: ValueMap = {};
  for (const [name, property] of Object.entries(properties)) {
    plain[name] = isMap(property) ? plainNode(property, [...path, name], making) : property;
  }
  return plain;
}

/** Formats of our own have no meaning to an editor; a pattern does. */
function plainFormat(format: string): ValueMap {
  if (format === 'partial-date') return { pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' };
  if (format === 'decimal') return { pattern: '^-?\\d{1,18}(\\.\\d{1,6})?$' };
  return { format };
}

/** Where a list is only a part of a public one, its codes are offered and others are taken. */
function codeChoice(list: CodeList | undefined): ValueMap {
  if (list === undefined) return {};
  const choice = {
    enum: list.items.map((item) => item.code),
    enumDescriptions: list.items.map(
      (item) =>
        `${item.en}${item.am === undefined ? '' : ` · ${item.am}`}${item.retired === true ? ' (no longer used)' : ''}`,
    ),
  };
  return list.partial === true ? { anyOf: [choice, { type: 'string' }] } : choice;
}

/** States that a step may record: those that are worked out are never written. */
function stateChoice(kind: Kind): ValueMap {
  const states = Object.entries(kind.annotations.lifecycle?.states ?? {}).filter(
    ([, state]) => state.when === undefined,
  );
  if (states.length === 0) return {};
  return {
    enum: states.map(([name]) => name),
    enumDescriptions: states.map(([, state]) =>
      state.description === undefined ? state.title : `${state.title}: ${state.description}`,
    ),
  };
}

function referenceSentence(references: Value | undefined): string | undefined {
  const kinds = listOf(references);
  if (kinds.length === 0) return undefined;
  return kinds.includes('*') ? 'The id of a record.' : `The id of a record: ${kinds.join(' or ')}.`;
}

function neededSentence(states: Value | undefined): string | undefined {
  const names = listOf(states).map((name) => name.replaceAll('_', ' '));
  return names.length === 0 ? undefined : `Needed for: ${names.join(', ')}.`;
}

function listOf(value: Value | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).filter((entry) => typeof entry === 'string');
}
