/** The reference of a kind or a field for the terminal, and as Markdown for the manual. */
import type { Style } from '../context.ts';
import type { FieldReference, KindReference } from './reference.ts';
import { cutTo } from './table.ts';

/** One kind in full. */
export function kindText(kind: KindReference, columns: number, style: Style): string {
  const width = Math.min(34, Math.max(...kind.fields.map((field) => nameOf(field).length + 2 * field.depth)));
  const fields = kind.fields.map((field) => {
    const name = `${'  '.repeat(field.depth)}${nameOf(field)}`;
    const padded = name.length > width ? name : name.padEnd(width);
    const what = `${field.title} · ${field.type}${neededText(field)}${seenText(field)}`;
    return `  ${style.cyan(padded)}  ${cutTo(what, Math.max(24, columns - padded.length - 4))}`;
  });
  const codeWidth = Math.max(0, ...kind.rules.map((rule) => rule.code.length));
  const stateWidth = Math.max(0, ...kind.states.map((state) => state.name.length));
  const actionWidth = Math.max(0, ...kind.actions.map((action) => action.name.length));
  return joined([
    [`${style.bold(kind.title)} · ${kind.name} · ${kind.place}`, `  ${kind.description}`],
    titled(
      'Presets',
      kind.presets.map((preset) => `  irc new ${preset.name}  ${style.dim(preset.title)}`),
      style,
    ),
    titled('Fields (* needed for a state or a paper; office, restricted: who may see it)', fields, style),
    titled('Who may see a record', kind.disclosure === undefined ? [] : [`  ${kind.disclosure}`], style),
    titled(
      'Worked out',
      kind.derived.map((entry) => `  ${entry.name}  ${style.dim(`${entry.title}. ${entry.description}`)}`),
      style,
    ),
    titled(
      'States',
      kind.states.map(
        (state) =>
          `  ${state.name.padEnd(stateWidth)}  ${style.dim(`${state.title}${state.isDerived ? ' (follows from dates)' : ''}`)}`,
      ),
      style,
    ),
    titled(
      'Steps',
      kind.steps.map((step) => `  ${step.from.join(', ')} → ${step.to}${needsText(step.needs, style)}`),
      style,
    ),
    titled(
      'Actions',
      kind.actions.map(
        (action) =>
          `  ${`irc ${action.name}`.padEnd(actionWidth + 4)}  ${action.title}${style.dim(wayText(action.from, action.to))}`,
      ),
      style,
    ),
    titled(
      'Rules',
      kind.rules.map((rule) => `  ${rule.code.padEnd(codeWidth)}  ${style.dim(`${rule.severity}: ${rule.why}`)}`),
      style,
    ),
    titled(
      'Papers',
      kind.documents.map((entry) => `  ${entry.name}  ${style.dim(`${entry.title}${seenText(entry)}`)}`),
      style,
    ),
  ]);
}

/** One field in full, with the codes that it takes. */
export function fieldText(
  field: FieldReference,
  codes: readonly { readonly code: string; readonly label: string }[] | undefined,
  below: readonly FieldReference[],
  style: Style,
): string {
  const facts = [
    ['type', field.type],
    ['example', field.example],
    ['needed for', whatNeeds(field)],
    ['disclosure', field.disclosure],
  ].filter(([, text]) => text !== '');
  const width = Math.max(0, ...(codes ?? []).map((item) => item.code.length));
  return joined([
    [`${style.bold(field.title)} · ${field.path}`, `  ${field.description}`],
    facts.map(([label = '', text = '']) => `  ${style.dim(label.padEnd(11))}${text}`),
    titled(
      'Fields',
      below.map((entry) => `  ${style.cyan(entry.path)}  ${entry.title} · ${entry.type}`),
      style,
    ),
    titled(
      'Codes',
      (codes ?? []).map((item) => `  ${item.code.padEnd(width)}  ${item.label}`),
      style,
    ),
  ]);
}

/** One kind as a chapter of the manual. */
export function kindMarkdown(kind: KindReference): string {
  const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ');
  const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string[] =>
    rows.length === 0
      ? []
      : [
          [heads, heads.map(() => '---'), ...rows.map((row) => row.map(cell))]
            .map((row) => `| ${row.join(' | ')} |`)
            .join('\n'),
        ];
  const section = (heading: string, body: readonly string[]): string[] =>
    body.length === 0 ? [] : [`### ${heading}`, ...body];
  const code = (text: string): string => `\`${text}\``;
  const parts = [
    `## ${kind.title}`,
    kind.description,
    `${kind.place.endsWith('/') ? 'Folder' : 'File'} \`${kind.place}\`, schema \`${kind.schemaFile}\`.${kind.presets.length === 0 ? '' : ` Presets: ${kind.presets.map((preset) => `\`irc new ${preset.name}\` (${preset.title})`).join(', ')}.`}`,
    ...section(
      'Fields',
      table(
        ['field', 'what it is', 'type', 'needed for'],
        kind.fields.map((field) => [
          code(field.path),
          `**${field.title}.** ${field.description}`,
          `${field.type}${seenText(field)}`,
          whatNeeds(field),
        ]),
      ),
    ),
    ...section(
      'Worked out',
      table(
        ['field', 'what it is'],
        kind.derived.map((entry) => [code(entry.name), `**${entry.title}.** ${entry.description}`]),
      ),
    ),
    ...section('Who may see a record', kind.disclosure === undefined ? [] : [code(kind.disclosure)]),
    ...section('Life cycle', [
      ...table(
        ['state', 'what it means'],
        kind.states.map((state) => [
          code(state.name),
          `**${state.title}.** ${state.description}${state.isDerived ? ' Follows from dates; never recorded.' : ''}`.trim(),
        ]),
      ),
      ...table(
        ['from', 'to', 'needs'],
        kind.steps.map((step) => [step.from.map(code).join(', '), code(step.to), step.needs.join('; ')]),
      ),
    ]),
    ...section(
      'Actions',
      table(
        ['action', 'what it does', 'from', 'step', 'asks for'],
        kind.actions.map((action) => [
          code(`irc ${action.name}`),
          `**${action.title}.** ${action.help}`.trim(),
          action.from.map(code).join(', '),
          action.to.map(code).join(', '),
          action.asks.map(code).join(', '),
        ]),
      ),
    ),
    ...section(
      'Rules',
      table(
        ['code', 'severity', 'field', 'why'],
        kind.rules.map((rule) => [code(rule.code), rule.severity, rule.at === '' ? '' : code(rule.at), rule.why]),
      ),
    ),
    ...section(
      'Papers',
      table(
        ['paper', 'what it is'],
        kind.documents.map((entry) => [code(entry.name), `${entry.title}${seenText(entry)}`]),
      ),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function nameOf(field: FieldReference): string {
  return field.path.split('.').at(-1) ?? field.path;
}

function neededText(field: FieldReference): string {
  return field.required || field.neededFor.length > 0 ? ' *' : '';
}

/** What cannot be without the field, in words. */
function whatNeeds(field: FieldReference): string {
  const holder = field.path.split('.').at(-2);
  const always = holder === undefined ? 'every record' : holder === '*' ? 'every item' : 'its group';
  return [...(field.required ? [always] : []), ...field.neededFor].join(', ');
}

/** "  cleared → signed". */
function wayText(from: readonly string[], to: readonly string[]): string {
  const start = from.join(', ');
  if (to.length > 0) return `  ${start === '' ? 'any' : start} → ${to.join(', ')}`;
  return start === '' ? '' : `  ${start}`;
}

/** Who may see it, where that is not everybody. */
function seenText({ disclosure }: { readonly disclosure: string | undefined }): string {
  return disclosure === undefined || disclosure === 'public' ? '' : ` · ${disclosure}`;
}

function needsText(needs: readonly string[], style: Style): string {
  return needs.length === 0 ? '' : style.dim(`  needs: ${needs.join('; ').toLowerCase()}`);
}

function titled(heading: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : [style.dim(heading), ...lines];
}

function joined(parts: readonly (readonly string[])[]): string {
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
