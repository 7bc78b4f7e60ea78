import { Command } from 'commander';
import type { Context, Workspace } from '../context.ts';
import { type Field, fieldAt } from '../core/schemas/field.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { nearest } from '../core/suggest.ts';
import { usageError } from '../errors.ts';
import { codesOf, fieldReference } from '../views/field-reference.ts';
import { kindReference, type ReferenceWorld } from '../views/reference.ts';
import { kindMarkdown } from '../views/reference-markdown.ts';
import { fieldText, kindText } from '../views/reference-text.ts';
import { type Column, tableText } from '../views/table.ts';
import { kindNamed } from './lookup.ts';
import { reportsOf } from './report-maker.ts';

interface KindsOptions {
  readonly markdown?: boolean;
}

export function kindsCommand(context: Context): Command {
  return new Command('kinds')
    .summary('say what a record may hold: fields, codes, states, rules')
    .description('Lists the kinds of records, or explains one kind or one field, out of the schemas of this workspace.')
    .argument('[kind]', 'a kind, or a field as KIND.FIELD')
    .option('--markdown', 'print as a chapter of a manual')
    .addHelpText('after', '\nExamples:\n  irc kinds\n  irc kinds agreement\n  irc kinds agreement.parties')
    .action((word: string | undefined, options: KindsOptions) => kinds(context, word, options));
}

/** Prints the reference. Rejects with `unknown-kind` and `unknown-field`. */
export async function kinds(context: Context, word: string | undefined, options: KindsOptions): Promise<void> {
  const workspace = await context.openWorkspace('read');
  if (word === undefined) return listKinds(context, workspace, options);
  const [name = '', ...path] = word.split('.');
  const kind = kindNamed(workspace, name);
  if (path.length > 0) return showField(context, workspace, kind, path);
  const reference = kindReference(kind, await worldOf(workspace));
  const { terminal } = context;
  if (context.options.json) terminal.out(`${JSON.stringify(reference, undefined, 2)}\n`);
  else if (options.markdown === true) terminal.data(kindMarkdown(reference));
  else terminal.out(kindText(reference, terminal.columns, terminal.style));
}

async function worldOf(workspace: Workspace): Promise<ReferenceWorld> {
  return { kinds: workspace.kinds.kinds, reports: await reportsOf(workspace) };
}

async function listKinds(context: Context, workspace: Workspace, options: KindsOptions): Promise<void> {
  const { terminal } = context;
  const world = await worldOf(workspace);
  const references = workspace.kinds.kinds.map((kind) => kindReference(kind, world));
  if (context.options.json) {
    const rows = references.map((kind) => ({
      name: kind.name,
      plural: kind.plural,
      title: kind.title,
      description: kind.description,
      records: workspace.register.ofKind(kind.name).length,
      presets: kind.presets.map((preset) => preset.name),
      states: kind.states.map((state) => state.name),
      documents: kind.documents.map((document) => document.name),
    }));
    terminal.out(`${JSON.stringify(rows, undefined, 2)}\n`);
    return;
  }
  if (options.markdown === true) {
    terminal.data(references.map(kindMarkdown).join('\n'));
    return;
  }
  const columns: Column[] = ['KIND', 'RECORDS', 'PRESETS', 'WHAT IT IS'].map((heading) => ({
    path: heading,
    heading,
    alignRight: heading === 'RECORDS',
  }));
  const rows = references.map((kind) => [
    kind.name,
    String(workspace.register.ofKind(kind.name).length),
    kind.presets.map((preset) => preset.name).join(', ') || '–',
    kind.description,
  ]);
  terminal.out(tableText(columns, rows, terminal.columns, terminal.style));
  terminal.say(`${references.length} kinds · one in full: irc kinds ${references[0]?.name ?? 'KIND'}\n`);
}

function showField(context: Context, workspace: Workspace, kind: Kind, path: readonly string[]): void {
  const field = fieldOf(kind, path);
  const codes = codesOf(field, workspace.register);
  const inner = field.type === 'list' ? field.item : field;
  const below = inner?.type === 'object' ? inner.properties.map((property) => fieldReference(kind, property)) : [];
  const { terminal } = context;
  if (context.options.json) {
    const data = { ...fieldReference(kind, field), ...(codes === undefined ? {} : { codes }), fields: below };
    terminal.out(`${JSON.stringify(data, undefined, 2)}\n`);
  } else terminal.out(fieldText(fieldReference(kind, field), codes, below, terminal.style));
}

/** The field of a path; the `*` of list items may be left out. */
function fieldOf(kind: Kind, path: readonly string[]): Field {
  let field: Field = kind.root;
  for (const name of path) {
    const holder: Field = field.type === 'list' && name !== '*' ? (field.item ?? field) : field;
    const found = fieldAt(holder, [name]);
    if (found === undefined) {
      const names = holder.properties.map((property) => property.name);
      const near = nearest(name, names);
      throw usageError(
        'unknown-field',
        `${holder.path === '' ? kind.title : holder.title} has no field "${name}".`,
        near === undefined ? `fields here: ${names.join(', ') || 'none'}` : `did you mean ${near}?`,
      );
    }
    field = found;
  }
  return field;
}
