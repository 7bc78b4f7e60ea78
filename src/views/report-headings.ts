/** Headings and heads of tables in the language of a report, as far as the code list of headings knows them. */
import type { CodeList } from '../core/schemas/codelist.ts';

/** The code list, in `schemas/codelists/`, that an office fills with further words. */
export const headingsList = 'heading';

/**
 * A template with the English headings that the list has in the language; all else is left as it is, since a word that nobody
 * is sure of is better in English. Lines stay lines, so that places in the template are still right.
 */
export function withHeadings(template: string, language: string, list: CodeList | undefined): string {
  const words = new Map(
    (list?.items ?? []).flatMap(({ en, am }) => (language === 'am' && am !== undefined ? [[en, am]] : [])),
  );
  if (words.size === 0) return template;
  const lines = template.split('\n');
  const said = (text: string): string => words.get(text.trim()) ?? text.trim();
  return lines
    .map((line, index) => {
      const heading = /^(\s*#{1,6} +)(.*)$/.exec(line);
      if (heading !== null) return `${heading[1]}${said(heading[2] ?? '')}`;
      if (!isRow(line) || !isRule(lines[index + 1] ?? '')) return line;
      const cells = line.trim().slice(1, -1).split('|');
      return `${/^\s*/.exec(line)?.[0] ?? ''}| ${cells.map(said).join(' | ')} |`;
    })
    .join('\n');
}

function isRow(line: string): boolean {
  return /^\s*\|.*\|\s*$/.test(line) && !line.includes('{{');
}

/** The line under the head of a table. */
function isRule(line: string): boolean {
  return /^\s*\|[\s|:-]*-[\s|:-]*\|\s*$/.test(line);
}
