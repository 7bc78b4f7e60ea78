/** The reference of a kind or a field for the terminal, and the words that its Markdown shares. */
import type { Style } from '../context.ts';
import { wrapped } from '../core/line-breaks.ts';
import type { FieldReference } from './field-reference.ts';
import type { KindReference } from './reference.ts';
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
  const stateWidth = Math.max(0, ...kind.states.map((state) => state.name.length));
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
      told(
        kind.derived.map((entry) => [entry.name, `${entry.title}. ${entry.description}`]),
        columns,
        style,
      ),
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
      kind.steps.flatMap((step) =>
        wrapped('  ', `${step.from.join(', ')} → ${step.to}${needsText(step.needs)}`, columns),
      ),
      style,
    ),
    titled(
      'Actions',
      told(
        kind.actions.map((action) => [`irc ${action.name}`, `${action.title}${wayText(action.from, action.to)}`]),
        columns,
        style,
      ),
      style,
    ),
    titled(
      'Rules',
      told([...new Map(kind.rules.map((rule) => [rule.code, `${rule.severity}: ${rule.why}`]))], columns, style),
      style,
    ),
    titled(
      'Falls due (irc agenda)',
      kind.deadlines.flatMap((what) => wrapped('  · ', what, columns)),
      style,
    ),
    ...kind.matches.map((match) =>
      titled(
        `${match.title} (irc match, among ${match.kind})`,
        told(
          match.criteria.map((criterion) => [criterion.title, pointsText(criterion)]),
          columns,
          style,
        ),
        style,
      ),
    ),
    titled('Put in order (irc rank)', kind.ranking === undefined ? [] : [`  ${rankingText(kind.ranking)}`], style),
    titled(
      'Papers',
      told(
        kind.documents.map((entry) => [entry.name, `${entry.title}${seenText(entry)}`]),
        columns,
        style,
      ),
      style,
    ),
    titled(
      'Reports',
      told(
        kind.reports.map((entry) => [entry.command, entry.description]),
        columns,
        style,
      ),
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

/** Names with what is to be said of each beside them; the lines of one stand below each other. */
function told(rows: readonly (readonly [name: string, text: string])[], columns: number, style: Style): string[] {
  const width = Math.min(30, Math.max(0, ...rows.map(([name]) => name.length)));
  return rows.flatMap(([name, text]) => {
    const lead = `  ${name.padEnd(width)}  `;
    return wrapped(lead, text, columns).map((line) => line.slice(0, lead.length) + style.dim(line.slice(lead.length)));
  });
}

/** "3 points; who does not fit is out". */
export function pointsText({ points, excludes }: KindReference['matches'][number]['criteria'][number]): string {
  const worth = points === 0 ? [] : [points === 1 ? '1 point' : `${points} points`];
  return [...worth, ...(excludes ? ['what does not fit is out'] : [])].join('; ');
}

export function rankingText({ title, most }: NonNullable<KindReference['ranking']>): string {
  return most === undefined ? title : `${title}, ${most} at most`;
}

function nameOf(field: FieldReference): string {
  return field.path.split('.').at(-1) ?? field.path;
}

function neededText(field: FieldReference): string {
  return field.required || field.neededFor.length > 0 ? ' *' : '';
}

/** What cannot be without the field, in words. */
export function whatNeeds(field: FieldReference): string {
  const holder = field.path.split('.').at(-2);
  const always = holder === undefined ? 'every record' : holder === '*' ? 'every item' : 'its group';
  return [...(field.required ? [always] : []), ...field.neededFor].join(', ');
}

/** " · cleared → signed". */
function wayText(from: readonly string[], to: readonly string[]): string {
  const start = from.join(', ');
  if (to.length > 0) return ` · ${start === '' ? 'any' : start} → ${to.join(', ')}`;
  return start === '' ? '' : ` · ${start}`;
}

/** Who may see it, where that is not everybody. */
export function seenText({ disclosure }: { readonly disclosure: string | undefined }): string {
  return disclosure === undefined || disclosure === 'public' ? '' : ` · ${disclosure}`;
}

function needsText(needs: readonly string[]): string {
  return needs.length === 0 ? '' : ` · needs: ${needs.join('; ').toLowerCase()}`;
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
