/** A page of the manual, which is Markdown, as text for a terminal. */
import stringWidth from 'string-width';
import type { TextStyle } from './text.ts';
import { textTable, wrap } from './text-table.ts';

/** Headings bold, tables in columns, code as it stands, all else in lines of at most `width` columns. */
export function manualText(markdown: string, width: number, style: TextStyle): string {
  const blocks = blocksOf(markdown).map((lines) => blockText(lines, width, style));
  return `${blocks.join('\n\n')}\n`;
}

/** The lines between empty ones; a block of code keeps its own. */
function blocksOf(markdown: string): string[][] {
  const blocks: string[][] = [];
  let open: string[] | undefined;
  let isCode = false;
  for (const line of markdown.split('\n')) {
    const isFence = line.startsWith('```');
    if (line === '' && !isCode) open = undefined;
    else if (open === undefined || (isFence && !isCode)) {
      open = [line];
      blocks.push(open);
    } else open.push(line);
    if (isFence) {
      isCode = !isCode;
      if (!isCode) open = undefined;
    }
  }
  return blocks;
}

function blockText(lines: readonly string[], width: number, style: TextStyle): string {
  const [first = ''] = lines;
  const heading = /^#+ (.*)/.exec(first)?.[1];
  if (heading !== undefined) {
    const rest = lines.slice(1);
    return [style.bold(plain(heading)), ...(rest.length === 0 ? [] : [blockText(rest, width, style)])].join('\n');
  }
  if (first.startsWith('```'))
    return lines
      .slice(1, -1)
      .map((line) => `  ${style.cyan(line)}`)
      .join('\n');
  if (first.startsWith('|')) return tableOf(lines, width, style);
  return paragraphs(lines)
    .flatMap(({ lead, text }) => {
      const hang = ' '.repeat(stringWidth(lead));
      return wrap(plain(text), width - hang.length).map((line, index) => (index === 0 ? lead : hang) + line);
    })
    .join('\n');
}

function tableOf(lines: readonly string[], width: number, style: TextStyle): string {
  const [header = [], , ...rows] = lines.map((line) =>
    line
      .replace(/^\| ?|\s*\|$/g, '')
      .split(/(?<!\\)\|/)
      .map((cell) => plain(cell.trim())),
  );
  return textTable(
    header,
    rows,
    header.map(() => 'left'),
    width,
    style.dim,
  );
}

/** Lines that belong together, and the items of a list each by itself. */
function paragraphs(lines: readonly string[]): { readonly lead: string; readonly text: string }[] {
  const found: { lead: string; text: string }[] = [];
  for (const line of lines) {
    const [, lead, text = line] = /^((?:-|\d+\.) )(.*)/.exec(line) ?? [];
    const last = found.at(-1);
    if (lead !== undefined || last === undefined) found.push({ lead: lead?.replace('-', '·') ?? '', text });
    else last.text += ` ${text.trim()}`;
  }
  return found;
}

/** Without the signs of Markdown; what stands in code is as it is. */
function plain(text: string): string {
  return text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .split(/(`[^`]+`)/)
    .map((part) =>
      /^`.+`$/.test(part)
        ? part.slice(1, -1).replaceAll('\\|', '|')
        : part.replaceAll('**', '').replace(/\\([|*_[\]<>])/g, '$1'),
    )
    .join('');
}
