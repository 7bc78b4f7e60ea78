/** A document as one HTML page: no scripts, nothing loaded, good to print. */
import { chartDescription, chartSvg } from './chart.ts';
import {
  anchorOf,
  type Block,
  type ChartBlock,
  type Document,
  gapText,
  type Inlines,
  letterheadLines,
  partsOf,
  plainText,
  referenceLabel,
  splitByScript,
  type TableBlock,
  titleLines,
} from './document.ts';
import { escapeHtml } from './escape.ts';
import { keptWithNext } from './kept-with-next.ts';
import { gapColour, type PaperStyle, scale } from './paper-style.ts';
import { languageOf, scriptTraits } from './scripts.ts';
import { wordsOf } from './words.ts';

export function writeHtml(document: Document): string {
  const { meta } = document;
  const mark = meta.mark === '' ? '' : `<p class="mark" aria-hidden="true">${escapeHtml(meta.mark)}</p>\n`;
  return `<!doctype html>
<html lang="${escapeHtml(meta.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeHtml(meta.title)}</title>
<style>${css(meta.style)}</style>
</head>
<body>
${mark}<main>
${partsOf(document).map(partHtml).join('\n')}
</main>
</body>
</html>
`;
}

function partHtml(part: Document): string {
  const kept = keptWithNext(part.blocks);
  const blocks = [...part.blocks.map((block) => blockHtml(part, block, kept)), ...notesHtml(part)].join('\n');
  if (part.scope === undefined) return blocks;
  return `<section class="text" lang="${escapeHtml(part.meta.language)}">\n${blocks}\n</section>`;
}

/** The notes at the end, each with a way back. Ids hold an underscore, which no article's does. */
function notesHtml(document: Document): string[] {
  if (document.notes.length === 0) return [];
  const { notes, back } = wordsOf(document.meta.language);
  const items = document.notes.map((paragraphs, index) => {
    const number = index + 1;
    const link = `<a href="#${anchorOf(document, `mark_${number}`)}" aria-label="${escapeHtml(back(number))}">↑</a>`;
    const texts = paragraphs.map((inlines) => inlineHtml(document, inlines)).join('<br>');
    return `<li id="${anchorOf(document, `note_${number}`)}"><span class="label">${number}</span><div>${texts} ${link}</div></li>`;
  });
  return [`<section class="notes" aria-label="${escapeHtml(notes)}">\n<ul>\n${items.join('\n')}\n</ul>\n</section>`];
}

/** `kept`: the words that stay on the page of what follows, in print. */
function blockHtml(document: Document, block: Block, kept: ReadonlySet<Block>): string {
  const text = (inlines: Inlines): string => inlineHtml(document, inlines);
  switch (block.type) {
    case 'title': {
      const [first, ...rest] = titleLines(block.lines);
      const lines = rest.map(({ role, inlines }) => `<p${role === 'word' ? ' class="word"' : ''}>${text(inlines)}</p>`);
      return `<header>\n<h1>${text(first?.inlines ?? [])}</h1>\n${lines.join('\n')}\n</header>`;
    }
    case 'letterhead': {
      const lines = letterheadLines(block.lines).map(({ role, inlines }) => `<p class="${role}">${text(inlines)}</p>`);
      return `<div class="letterhead">\n${emblem(document.meta.style, plainText(block.lines[0] ?? []))}<div>\n${lines.join('\n')}\n</div>\n</div>`;
    }
    case 'heading':
      return `<h${block.level}>${text(block.inlines)}</h${block.level}>`;
    case 'paragraph': {
      const look = block.role === 'body' ? (kept.has(block) ? 'kept' : '') : block.role;
      return `<p${look === '' ? '' : ` class="${look}"`}>${text(block.inlines)}</p>`;
    }
    case 'article':
      return `<section id="${escapeHtml(anchorOf(document, block.id))}">\n<h2><span class="number">${escapeHtml(block.label)}</span> ${text(block.title)}</h2>\n${block.blocks.map((child) => blockHtml(document, child, kept)).join('\n')}\n</section>`;
    case 'annex':
      return `<section class="annex" id="${anchorOf(document, `annex_${block.number}`)}">\n<h2>${escapeHtml(block.label)} – ${text(block.title)}</h2>\n${block.blocks.map((child) => blockHtml(document, child, kept)).join('\n')}\n</section>`;
    case 'list':
      return `<ul class="${block.style}">\n${block.items
        .map(
          (item) =>
            `<li><span class="label">${escapeHtml(item.label)}</span><div>${item.blocks.map((child) => blockHtml(document, child, kept)).join('\n')}</div></li>`,
        )
        .join('\n')}\n</ul>`;
    case 'parties':
      return `<div class="parties">\n${block.parties
        .map(
          (party) =>
            `<div class="party"><p class="name">${text(party.name)}</p>${party.lines.map((line) => `<p>${text(line)}</p>`).join('')}</div>`,
        )
        .join('\n')}\n</div>`;
    case 'definitions':
      return `<dl>\n${block.definitions
        .map(
          ({ term, meaning }) =>
            `<div><dt>${text(term)}</dt><dd>${meaning.map((child) => blockHtml(document, child, kept)).join('\n')}</dd></div>`,
        )
        .join('\n')}\n</dl>`;
    case 'chart':
      return chartHtml(document, block, text);
    case 'table':
      return tableHtml(block, text);
    case 'signatures':
      return `<div class="signatures">\n${block.signatures
        .map(
          (signature) =>
            `<div class="signature"><p class="name">${text(signature.party)}</p>${signature.lines
              .map(
                (line) =>
                  `<p class="line"><span>${escapeHtml(line.label)}</span><span class="value">${text(line.value)}</span></p>`,
              )
              .join('')}</div>`,
        )
        .join('\n')}\n</div>`;
  }
}

/** As an image, in which a drawing can neither run nor load anything. */
function emblem({ emblem }: PaperStyle, house: string): string {
  if (emblem === undefined) return '';
  const data = Buffer.from(emblem.svg).toString('base64');
  return `<img src="data:image/svg+xml;base64,${data}" alt="${escapeHtml(house)}">\n`;
}

/** The drawing, and its figures in a table that opens when asked for. */
function chartHtml(document: Document, chart: ChartBlock, text: (inlines: Inlines) => string): string {
  const { figures, noFigures } = wordsOf(document.meta.language);
  const title = {
    id: anchorOf(document, `chart_${chart.number}`),
    text: plainText(chart.caption),
    description: chartDescription(chart),
  };
  return [
    '<figure>',
    ...(chart.caption.length === 0 ? [] : [`<figcaption>${text(chart.caption)}</figcaption>`]),
    chartSvg(document.meta.style, chart, { noFigures, title }),
    `<details><summary>${figures}</summary>`,
    tableHtml({ ...chart.table, caption: [] }, text),
    '</details>',
    '</figure>',
  ].join('\n');
}

/** Names beside values, in a table without a head, are heads of their rows. */
function tableHtml(table: TableBlock, text: (inlines: Inlines) => string): string {
  const all = table.widths.reduce((sum, width) => sum + width, 0);
  const columns = table.widths.map((width) => `<col style="width:${Math.round((width * 100) / all)}%">`).join('');
  const look = (column: number): string => {
    const align = table.align[column] ?? 'left';
    return align === 'left' ? '' : ` style="text-align:${align}"`;
  };
  const hasNames = table.header.length === 0 && table.widths.length === 2;
  const cell = (inlines: Inlines, column: number): string =>
    hasNames && column === 0 ? `<th scope="row">${text(inlines)}</th>` : `<td${look(column)}>${text(inlines)}</td>`;
  const head = table.header.map((inlines, column) => `<th scope="col"${look(column)}>${text(inlines)}</th>`).join('');
  return [
    '<table>',
    ...(table.caption.length === 0 ? [] : [`<caption>${text(table.caption)}</caption>`]),
    `<colgroup>${columns}</colgroup>`,
    ...(head === '' ? [] : [`<thead><tr>${head}</tr></thead>`]),
    '<tbody>',
    ...table.rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`),
    '</tbody>',
    '</table>',
  ].join('\n');
}

function inlineHtml(document: Document, inlines: Inlines): string {
  return inlines
    .map((inline) => {
      if (inline.type === 'gap') return `<mark title="${escapeHtml(inline.path)}">${gapText}</mark>`;
      if (inline.type === 'reference')
        return `<a class="ref" href="#${escapeHtml(anchorOf(document, inline.id))}">${escapeHtml(referenceLabel(document, inline.id))}</a>`;
      if (inline.type === 'footnote')
        return `<sup><a id="${anchorOf(document, `mark_${inline.number}`)}" href="#${anchorOf(document, `note_${inline.number}`)}">${inline.number}</a></sup>`;
      if (inline.type === 'break') return '<br>';
      if (inline.type === 'link')
        return `<a href="${escapeHtml(inline.url)}" rel="noreferrer">${escapeHtml(plainText(inline.runs))}</a>`;
      const words = scripted(document.meta.language, inline.value);
      const emphasized = inline.emphasis ? `<em>${words}</em>` : words;
      return inline.strong ? `<strong>${emphasized}</strong>` : emphasized;
    })
    .join('');
}

/** Words of another script are marked with its language, so that they are read and set as such. */
function scripted(language: string, text: string): string {
  return splitByScript(text)
    .map(({ text: words, script }) => {
      const traits = script === 'latin' ? undefined : scriptTraits[script];
      if (traits === undefined || languageOf(traits.tag) === language) return escapeHtml(words);
      const direction = traits.isRightToLeft === true ? ' dir="rtl"' : '';
      return `<span lang="${languageOf(traits.tag)}"${direction}>${escapeHtml(words)}</span>`;
    })
    .join('');
}

/** Only checked settings come in: colours, numbers, names of fonts. */
function css(style: PaperStyle): string {
  const { fonts, colours, page, margins } = style;
  const names = [fonts.text, fonts.ethiopic, fonts.ethiopicBold, ...fonts.others].map((family) => `"${family.name}"`);
  const settings = Object.entries(colours).map(([name, value]) => `--${name}: ${value};`);
  const box = [margins.top, margins.right, margins.bottom, margins.left].map((margin) => `${margin}mm`).join(' ');
  return `
:root { --black: #1c1c1c; ${settings.join(' ')} --gap: ${gapColour}; }
body { font: ${style.size}pt/${style.lineSpacing} ${names.join(', ')}, Georgia, "Noto Serif Ethiopic", Nyala, Kefa, serif; }
@page { size: ${page.width}mm ${page.height}mm; margin: ${box}; }
h1 { font-size: ${scale.title}em; }
h2 { font-size: ${scale.heading}em; }
h3 { font-size: ${scale.subheading}em; }
header p { font-size: ${scale.name}em; }
header .word { font-size: ${scale.word}em; }
.letterhead img { height: ${style.emblem?.height ?? 0}mm; }
.house { font-size: ${scale.house}em; }
.further { font-size: ${scale.houseFurther}em; }
.address { font-size: ${scale.houseAddress}em; }
table { font-size: ${scale.table}em; }
caption, figcaption, .note, .notes { font-size: ${scale.note}em; }
.annex > h2 { font-size: ${scale.annex}em; }
details { font-size: ${scale.label}em; }
.line > span:first-child { font-size: ${scale.label}em; }
${rules}`;
}

const rules = `body { margin: 0; background: #f4f3f0; color: var(--black); }
main { box-sizing: border-box; max-width: 46rem; margin: 2rem auto; padding: 3.5rem 4rem; background: #fff; box-shadow: 0 1px 6px #0002; overflow-wrap: anywhere; }
header { text-align: center; margin-bottom: 2.5rem; }
header p { margin: .35rem 0; text-wrap: balance; }
header .word { color: var(--soft); }
.letterhead { display: flex; gap: 1.2rem; align-items: center; padding-bottom: .7rem; margin-bottom: 1.8rem; border-bottom: 1.5px solid var(--ink); }
.letterhead p { margin: 0; line-height: 1.3; color: var(--ink); }
.letterhead .house { font-weight: 700; }
.letterhead .address { margin-top: .3rem; color: var(--soft); }
h1, h2, h3 { color: var(--ink); }
h1 { text-wrap: balance; line-height: 1.3; letter-spacing: .03em; margin: 0 0 1.2rem; }
h2 { margin: 1.9rem 0 .5rem; break-after: avoid; }
h2 .number { margin-right: .5em; }
.annex { margin-top: 3.5rem; break-before: page; }
.annex > h2 { text-wrap: balance; }
h3 { margin: 1.3rem 0 .4rem; break-after: avoid; }
p { margin: .5rem 0; }
.recital { padding-left: 1.5rem; }
.note { color: var(--soft); border-left: 3px solid var(--accent); padding-left: .8rem; }
ul { list-style: none; margin: .4rem 0; padding: 0; }
li { display: flex; gap: .6rem; margin: .3rem 0; }
li > .label { flex: 0 0 2.4rem; }
ul.bullets > li > .label { flex-basis: 1rem; }
li > div { flex: 1; min-width: 0; }
li p { margin: 0 0 .3rem; }
mark { background: var(--gap); padding: 0 .15em; }
.party { margin: 1rem 0 1rem 1.5rem; }
.party .name { font-weight: 600; }
.party p, .signature p { margin: .1rem 0; }
dl { margin: .8rem 0; }
dl > div { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 7fr); gap: 0 1.2rem; margin: .6rem 0; break-inside: avoid; }
dd { margin: 0; }
dd p:first-child { margin-top: 0; }
table { border-collapse: collapse; width: 100%; margin: .8rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--rule); }
thead th { border-bottom: 1.5px solid var(--ink); }
tbody th { color: var(--soft); font-weight: 400; }
caption { text-align: left; color: var(--soft); font-style: italic; padding-bottom: .3rem; }
tr { break-inside: avoid; }
.text + .text { break-before: page; margin-top: 4rem; padding-top: 3rem; border-top: 1px solid #ddd; }
sup { font-size: .7em; line-height: 0; }
sup a { text-decoration: none; color: var(--ink); }
.notes { margin-top: 2.5rem; padding-top: .5rem; border-top: 1px solid var(--rule); }
.notes li > .label { flex-basis: 1.4rem; color: var(--ink); }
.notes a { text-decoration: none; }
.notes :target, sup:has(:target) { background: var(--gap); }
figure { margin: 1.2rem 0; break-inside: avoid; }
figure svg { display: block; overflow: visible; width: 100%; height: auto; }
figcaption { color: var(--soft); font-style: italic; margin-bottom: .6rem; }
details { margin-top: .3rem; color: var(--soft); }
summary { cursor: pointer; }
.kept { break-after: avoid; }
.signatures { display: grid; grid-template-columns: 1fr 1fr; gap: 2.2rem 2.5rem; margin-top: 2.5rem; break-inside: avoid; }
.signature .name { min-height: 3.2em; font-weight: 600; }
.line { display: flex; gap: .5rem; align-items: baseline; margin-top: .8rem !important; }
.line > span:first-child { color: var(--soft); }
.value { flex: 1; border-bottom: 1px solid var(--soft); min-height: 1.3em; }
.mark { position: fixed; inset: 35% 0 auto; text-align: center; font-size: 8rem; font-weight: 700; letter-spacing: .1em; color: var(--mark); mix-blend-mode: multiply; transform: rotate(-30deg); pointer-events: none; z-index: 1; margin: 0; }
.ref { white-space: nowrap; }
a { color: inherit; text-decoration-color: #aaa; }
@media (max-width: 40rem) { main { margin: 0; padding: 1.5rem; box-shadow: none; } .signatures, dl > div { grid-template-columns: 1fr; } }
@media print { body { background: none; } main { margin: 0; padding: 0; max-width: none; box-shadow: none; } .text + .text { margin: 0; padding: 0; border: 0; } }
`;
