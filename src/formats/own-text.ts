/** Own articles of a record: small Markdown, of which only what a person at a desk needs keeps its meaning. */

/**
 * Text whose paragraphs, lists, emphasis and `:ref[id]` stay; headings, rules, directives, links, tables, code, HTML and
 * braces are made literal, so that an article cannot reach out of its place.
 */
export function ownText(text: string): string {
  const outline = new Outline();
  return text
    .split(/\r\n?|\n/)
    .map((line) => {
      const [, indent = '', marker = '', rest = ''] =
        /^(\s*)((?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S))?(.*)$/.exec(line) ?? [];
      if (marker === '' && rest === '') return outline.blank();
      return `${outline.indent(widthOf(indent), marker.trim())}${notAMarker(literal(rest))}`;
    })
    .join('\n');
}

interface OpenItem {
  /** Columns from which a line belongs to the item: as written. */
  readonly from: number;
  /** Columns where its words begin: as given out. */
  readonly column: number;
}

/**
 * Which items of lists are open, line by line. Lines get exactly the indent of the item that they belong to: with four
 * columns more Markdown would make code of them.
 */
class Outline {
  #open: OpenItem[] = [];
  #isAfterBlank = true;

  blank(): string {
    this.#isAfterBlank = true;
    return '';
  }

  /** The beginning of a line: its indent, and the marker of its item if it begins one. */
  indent(width: number, marker: string): string {
    const within = this.#open.filter((item) => item.from <= width);
    const column = within.at(-1)?.column ?? 0;
    if (marker !== '') this.#open = [...within, { from: width + 2, column: column + marker.length + 1 }];
    // Without a blank line before it, a line goes on with the item above, wherever it begins.
    else if (this.#isAfterBlank) this.#open = within;
    this.#isAfterBlank = false;
    return `${' '.repeat(column)}${marker === '' ? '' : `${marker} `}`;
  }
}

function widthOf(indent: string): number {
  return indent.replaceAll('\t', '    ').length;
}

function literal(line: string): string {
  const references: string[] = [];
  const kept = line.replaceAll('\u0000', '').replace(/:ref\[([a-z0-9-]+)\]/g, (found) => {
    references.push(found);
    return '\u0000';
  });
  // "@" and "www." would begin links, within which escapes are read as signs.
  const escaped = kept.replace(/\\/g, '\\\\').replace(/[#<>&[\]{}|`~!:$=_@]|(?<=www)\./gi, '\\$&');
  return escaped.replaceAll('\u0000', () => references.shift() ?? '');
}

/**
 * "---" would end the article, and beneath a line make it a heading; "* * *" likewise. A year at the beginning of a line
 * ("2026. …") would be lost as the number of a list.
 */
function notAMarker(rest: string): string {
  return rest.replace(/^(?=[-+]|[*](?:\s|$|[*\s]+$))/, '\\').replace(/^(\d+)(?=[.)](?:\s|$))/, '$1\\');
}
