/** Text in a cell of a Markdown table: it means nothing to Markdown, ends no row and calls nobody by name. */
import { lineSafe } from '../core/terminal-safe.ts';

export function markdownCell(text: string): string {
  return lineSafe(text)
    .replace(/[\\|`*_~<>[\]&#]/g, '\\$&')
    .replace(/@(?=\w)/g, '@<!-- -->');
}
