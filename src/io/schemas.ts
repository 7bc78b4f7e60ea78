/** Loads the schemas of a workspace, or the packaged ones, and finds code lists beside them. */
import { readRecord } from '../core/records/record.ts';
import { type CodeLists, lazyCodeLists } from '../core/schemas/code-lists.ts';
import { type CodeList, countryList, parseCodeList } from '../core/schemas/codelist.ts';
import { editorSchemaPath } from '../core/schemas/editor-schema.ts';
import { KindSet } from '../core/schemas/kind.ts';
import type { SchemaSource } from '../core/schemas/source.ts';
import { harmless, mayHide } from '../core/terminal-safe.ts';
import { isMap, type Value } from '../core/value.ts';
import { mendFirstError, type Problem } from '../errors.ts';
import { type FileSource, filesBelow } from './files.ts';
import { packageRoot } from './package-files.ts';

export interface LoadedSchemas {
  readonly kinds: KindSet;
  readonly codeLists: CodeLists;
  /** Slips in code lists that were read. */
  readonly codeListProblems: () => readonly Problem[];
}

const ending = '.schema.json';

/** Whether a workspace has schemas of its own. */
function hasSchemas(source: FileSource): boolean {
  return source.list('schemas').some((file) => file.path.endsWith(ending));
}

/**
 * The workspace's own `schemas/` where it has one, else those that come with the program. Throws `schema-unreadable`
 * for a file that is no JSON. `isNew`: the workspace is being made, and will have schemas for editors.
 */
export async function loadSchemas(workspace: FileSource, isNew = false): Promise<LoadedSchemas> {
  const packaged = filesBelow(packageRoot());
  const own = hasSchemas(workspace);
  const base = own ? workspace : packaged;
  const texts = base
    .list('schemas')
    .filter((file) => file.kind === 'file' && file.path.endsWith(ending) && file.path.split('/').length === 2)
    .map(({ path }) => schemaText(base, path))
    .map((text) => ({ ...text, hasEditorSchema: isNew || workspace.has(editorSchemaPath(text.name)) }));
  const kinds = kindsOf(texts);
  const countries = await countryList();
  const problems: Problem[] = [];
  const codeLists = lazyCodeLists((name) => {
    if (name === countries.name) return countries;
    for (const source of own ? [workspace, packaged] : [packaged]) {
      const list = readCodeList(source, name, problems);
      if (list !== undefined) return list;
    }
    return undefined;
  });
  return { kinds, codeLists, codeListProblems: () => problems };
}

interface SchemaText extends Omit<SchemaSource, 'schema'> {
  /** The file's name in messages. */
  readonly shown: string;
}

function schemaText(base: FileSource, path: string): SchemaText {
  const read = base.read(path);
  const text = read.ok ? read.bytes.toString('utf8') : '';
  return { name: path.slice('schemas/'.length, -ending.length), file: path, text, shown: base.nameOf(path) };
}

const kindSets = new Map<string, KindSet>();
const mostKept = 3;

/** The kinds of some texts. One run reads the schemas of several commits, and of a register before and after: mostly the same. */
function kindsOf(texts: readonly SchemaText[]): KindSet {
  const key = JSON.stringify(texts.map(({ name, text, hasEditorSchema }) => [name, text, hasEditorSchema]));
  const kinds = kindSets.get(key) ?? readKindSet(texts);
  kindSets.delete(key);
  kindSets.set(key, kinds);
  for (const oldest of kindSets.keys()) if (kindSets.size > mostKept) kindSets.delete(oldest);
  return kinds;
}

function readKindSet(texts: readonly SchemaText[]): KindSet {
  const sources = texts.map(readSchema);
  const common = sources.find((source) => source.name === 'common');
  return new KindSet(
    sources.filter((source) => source !== common),
    common,
  );
}

function readSchema({ shown, ...source }: SchemaText): SchemaSource {
  const { text } = source;
  if (depthOf(text) > deepest) {
    throw mendFirstError(
      'schema-too-large',
      `${shown} has more than ${deepest} brackets within one another.`,
      'mend the file; nothing can be checked without it',
    );
  }
  try {
    const schema = JSON.parse(text) as Value;
    if (!isMap(schema)) throw new Error('a schema stands in { }');
    return { ...source, schema: mayHide(text) ? harmless(schema) : schema };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw mendFirstError(
      'schema-unreadable',
      `${shown}${placeOf(text, reason)} is no JSON: ${reason}`,
      'mend the file; nothing can be checked without it',
    );
  }
}

/** Far deeper than any schema; what goes through one does so by calling itself. */
const deepest = 200;

/** How many brackets of a JSON text stand within one another, outside of its texts. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [sign] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}

/** `:LINE:COLUMN` of the position that a message of JSON names; nothing where it names none. */
function placeOf(text: string, reason: string): string {
  const position = /at position (\d+)/.exec(reason)?.[1];
  if (position === undefined) return '';
  const before = text.slice(0, Number(position)).split('\n');
  return `:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

function readCodeList(base: FileSource, name: string, problems: Problem[]): CodeList | undefined {
  const path = `schemas/codelists/${name}.yaml`;
  const read = base.read(path);
  if (!read.ok) return undefined;
  const source = readRecord(path, read.bytes.toString('utf8'));
  problems.push(...source.problems);
  if (source.value === undefined) return undefined;
  const parsed = parseCodeList(name, harmless(source.value));
  if ('problems' in parsed) {
    for (const slip of parsed.problems) {
      problems.push({
        code: 'codelist-invalid',
        severity: 'error',
        file: path,
        ...source.positionOf(slip.place),
        path: '',
        message: slip.message,
      });
    }
    return undefined;
  }
  return parsed;
}
