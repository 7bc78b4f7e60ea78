/** What a terminal shows as an SVG drawing: text with ANSI colours, in cells of one width. */
import stringWidth from 'string-width';

const cell = { width: 8.4, height: 19 };
const margin = 18;
const head = 34;
const colours: Readonly<Record<number, string>> = {
  31: '#f38ba8',
  32: '#a6e3a1',
  33: '#f9e2af',
  36: '#89dceb',
  90: '#7f849c',
};
const fonts =
  "ui-monospace, 'Cascadia Mono', Menlo, 'DejaVu Sans Mono', Consolas, 'Noto Sans Ethiopic', 'Abyssinica SIL', monospace";

/** A change of the look: ESC [ numbers m. */
const sequence = new RegExp(`(${String.fromCharCode(27)}\\[[0-9;]*m)`);

interface Look {
  readonly bold: boolean;
  readonly dim: boolean;
  readonly underline: boolean;
  readonly colour: string | undefined;
}

const plain: Look = { bold: false, dim: false, underline: false, colour: undefined };

/** A window with the text, `columns` wide; longer lines go on in the next row. `title` is for readers who cannot see it. */
export function terminalPicture(text: string, columns: number, title: string): string {
  const rows = rowsOf(text.trimEnd(), columns);
  const width = Math.ceil(columns * cell.width + 2 * margin);
  const height = head + rows.length * cell.height + margin;
  const dots = ['#f38ba8', '#f9e2af', '#a6e3a1'].map(
    (colour, index) => `<circle cx="${margin + 6 + index * 18}" cy="18" r="5" fill="${colour}"/>`,
  );
  const drawn = rows.flatMap((runs, index) =>
    runs.length === 0 ? [] : [`<text y="${head + index * cell.height + 14}">${runs.map(drawnRun).join('')}</text>`],
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="#1e1e2e"/>`,
    dots.join(''),
    `<g font-family="${escaped(fonts)}" font-size="14" fill="#cdd6f4">`,
    ...drawn,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** Letters of one look that follow each other, without more than one space between them. */
interface Run {
  readonly column: number;
  readonly text: string;
  readonly look: Look;
}

/** The text as a terminal lays it out. */
function rowsOf(text: string, columns: number): Run[][] {
  const rows: Run[][] = [];
  let look = plain;
  for (const line of text.split('\n')) {
    let row: Run[] = [];
    rows.push(row);
    let column = 0;
    for (const [place, part] of line.split(sequence).entries()) {
      if (place % 2 === 1) {
        look = lookAfter(look, part);
        continue;
      }
      let run = '';
      let from = column;
      const close = (): void => {
        const lead = run.length - run.trimStart().length;
        if (run.trim() !== '') row.push({ column: from + lead, text: run.trim(), look });
        run = '';
        from = column;
      };
      for (const { segment } of letters.segment(part)) {
        const size = stringWidth(segment);
        if (column + size > columns) {
          close();
          row = [];
          rows.push(row);
          column = 0;
          from = 0;
        }
        // Spaces are no letters of a drawing: what stands behind two of them is placed by itself.
        if (segment === ' ' && run.endsWith(' ')) close();
        run += segment;
        column += size;
      }
      close();
    }
  }
  return rows;
}

const letters = new Intl.Segmenter('en');

/** Its length is fixed, so that columns stay columns whatever font the reader has. */
function drawnRun({ column, text, look }: Run): string {
  const attributes = [
    `x="${(margin + column * cell.width).toFixed(1)}"`,
    `textLength="${(stringWidth(text) * cell.width).toFixed(1)}"`,
    'lengthAdjust="spacingAndGlyphs"',
    ...(look.bold ? ['font-weight="bold"'] : []),
    ...(look.underline ? ['text-decoration="underline"'] : []),
    ...(look.colour === undefined ? (look.dim ? ['fill="#7f849c"'] : []) : [`fill="${look.colour}"`]),
  ];
  return `<tspan ${attributes.join(' ')}>${escaped(text)}</tspan>`;
}

function lookAfter(look: Look, change: string): Look {
  let next = look;
  for (const code of change.slice(2, -1).split(';').map(Number)) {
    if (code === 0) next = plain;
    else if (code === 1) next = { ...next, bold: true };
    else if (code === 2) next = { ...next, dim: true };
    else if (code === 4) next = { ...next, underline: true };
    else if (code === 22) next = { ...next, bold: false, dim: false };
    else if (code === 24) next = { ...next, underline: false };
    else if (code === 39) next = { ...next, colour: undefined };
    else if (colours[code] !== undefined) next = { ...next, colour: colours[code] };
  }
  return next;
}

/** Text for XML: what XML cannot hold is left out. */
function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/\p{Cc}/gu, '').replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
}
