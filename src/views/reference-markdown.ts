/** The reference of a kind as a chapter of the manual. */
import type { KindReference } from './reference.ts';
import { pointsText, rankingText, seenText, whatNeeds } from './reference-text.ts';

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
      'Falls due',
      kind.deadlines.length === 0 ? [] : [kind.deadlines.map((what) => `- ${escaped(what)}`).join('\n')],
    ),
    ...kind.matches.flatMap((match) =>
      section(`${match.title} (irc match)`, [
        `Compared with the kind \`${match.kind}\`.`,
        ...table(
          ['criterion', 'what it is worth'],
          match.criteria.map((criterion) => [criterion.title, pointsText(criterion)]),
        ),
      ]),
    ),
    ...section('Put in order (irc rank)', kind.ranking === undefined ? [] : [`${rankingText(kind.ranking)}.`]),
    ...section(
      'Papers',
      table(
        ['paper', 'what it is'],
        kind.documents.map((entry) => [code(entry.name), `${entry.title}${seenText(entry)}`]),
      ),
    ),
    ...section(
      'Reports',
      table(
        ['report', 'what it shows'],
        kind.reports.map((entry) => [code(entry.command), entry.description]),
      ),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Brackets in running text of Markdown are no links. */
function escaped(text: string): string {
  return text.replace(/[\\`*_<>[\]]/g, '\\$&');
}
