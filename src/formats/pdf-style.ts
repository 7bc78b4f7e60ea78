/** How papers look in PDF: the Typst functions that `pdf.ts` calls with text as data. */
import { gapColour, indents, type PaperStyle, scale } from './paper-style.ts';

/** The style's settings as constants of Typst, each a checked number, colour or name of a font. */
function constants(style: PaperStyle): string {
  const { fonts, colours, page, margins, emblem } = style;
  const families = [fonts.text, fonts.ethiopic, ...fonts.others].map((family) => JSON.stringify(family.name));
  const { labels, ...insets } = indents(style);
  const values: Readonly<Record<string, string>> = {
    serif: `(${families.join(', ')},)`,
    'ethiopic-font': JSON.stringify(fonts.ethiopic.name),
    'ethiopic-bold-font': JSON.stringify(fonts.ethiopicBold.name),
    'text-size': `${style.size}pt`,
    'line-spacing': `${style.lineSpacing}em`,
    'page-size': `(width: ${page.width}mm, height: ${page.height}mm)`,
    margins: `(top: ${margins.top}mm, bottom: ${margins.bottom}mm, left: ${margins.left}mm, right: ${margins.right}mm)`,
    'emblem-height': emblem === undefined ? 'none' : `${emblem.height}mm`,
    'gap-colour': `rgb("${gapColour}")`,
    scale: `(${Object.entries(scale)
      .map(([name, share]) => `${name}: ${share}`)
      .join(', ')})`,
    insets: `(${Object.entries(insets)
      .map(([name, points]) => `${name}: ${points}pt`)
      .join(', ')})`,
    'label-widths': `(${Object.entries(labels)
      .map(([name, widths]) => `${name}: (${widths.map((points) => `${points}pt`).join(', ')})`)
      .join(', ')})`,
    ...Object.fromEntries(
      Object.entries(colours).map(([name, value]) => [name === 'mark' ? 'mark-colour' : name, `rgb("${value}")`]),
    ),
  };
  return Object.entries(values)
    .map(([name, value]) => `#let ${name} = ${value}\n`)
    .join('');
}

/** Settings and functions, before the words of a document. */
export function typstStyle(style: PaperStyle): string {
  return constants(style) + functions;
}

const functions = `
#let sized(share) = text-size * share

// Abyssinica is darker and larger than Source Serif and has no bold, so it is set a little smaller, and bold in Noto.
// Lines have one height in both scripts, that of Latin capitals, so that a label stands level with its text.
#let run(value, strong: false, emphasis: false, ethiopic: false, lang: none) = {
  if ethiopic and strong { text(font: ethiopic-bold-font, weight: "bold", size: 0.9em, top-edge: 0.67em / 0.9, lang: "am", value) }
  else if ethiopic { text(font: ethiopic-font, size: 0.95em, top-edge: 0.67em / 0.95, lang: "am", value) }
  else if lang != none { text(lang: lang, weight: if strong { "bold" } else { "regular" }, style: if emphasis { "italic" } else { "normal" }, value) }
  else if strong and emphasis { text(weight: "bold", style: "italic", value) }
  else if strong { text(weight: "bold", value) }
  else if emphasis { text(style: "italic", value) }
  else { text(value) }
}
#let note(paragraphs) = footnote({ h(0.25em); paragraphs.join(parbreak()) })
#let gap(value) = box(fill: gap-colour, outset: (y: 2pt), text(lang: "en", dir: ltr, value))
#let reference(id, label-text) = link(label("article-" + id), label-text)

// As many lines as the text needs, all about as long, so that no word stands alone under a name.
#let balanced(body) = layout(size => {
  let height = measure(width: size.width, body).height
  let (low, high) = (size.width * 0.3, size.width)
  for _ in range(9) {
    let middle = (low + high) / 2
    if measure(width: middle, body).height > height { low = middle } else { high = middle }
  }
  align(center, block(width: high, body))
})

// A pattern, not text: neither a reader's selection nor a program that reads the words comes upon it.
#let watermark(words) = {
  let word = text(size: 105pt, weight: "bold", tracking: 8pt, fill: mark-colour, words)
  context {
    let (width, height) = measure(word)
    // Larger than what it fills, so that no second one begins at the edge.
    let size = (width + 60pt, height + 100pt)
    rotate(-calc.atan2(page-size.width / 1mm, page-size.height / 1mm), reflow: false, rect(
      width: size.at(0) - 40pt, height: size.at(1) - 40pt, fill: tiling(size: size, align(center + horizon, word)),
    ))
  }
}

#let paper(lang: "en", title: "", mark: "", foot: "", page-words: ("", "", ""), body) = {
  set page(
    ..page-size,
    margin: margins,
    background: if mark != "" { watermark(mark) },
    header: context if not ((1,) + query(<text-part>).map(part => part.location().page())).contains(here().page()) {
      set text(size: sized(scale.edge), fill: soft)
      block(width: 100%, inset: (bottom: 4pt), stroke: (bottom: 0.4pt + rule), title)
    },
    footer: context {
      set text(size: sized(scale.edge), fill: soft)
      block(width: 100%, inset: (top: 5pt), stroke: (top: 0.4pt + rule), grid(
        columns: (1fr, auto), foot,
        [#page-words.at(0)#counter(page).display()#page-words.at(1)#counter(page).final().first()#page-words.at(2)],
      ))
    },
  )
  set text(font: serif, size: text-size, top-edge: 0.67em, lang: lang, hyphenate: lang != "am", costs: (hyphenation: 200%, runt: 400%, widow: 300%, orphan: 300%))
  set par(justify: lang != "am", leading: line-spacing - 0.67em, spacing: line-spacing - 0.67em + 0.35em, linebreaks: "optimized")
  show heading: set text(hyphenate: false, fill: ink)
  show heading: set par(justify: false)
  show heading.where(level: 1): set text(size: sized(scale.title), tracking: 0.5pt)
  show heading.where(level: 2): set text(size: sized(scale.heading))
  show heading.where(level: 2): set block(above: 1.9em, below: 0.85em)
  show heading.where(level: 3): set text(size: sized(scale.subheading))
  show heading.where(level: 3): set block(above: 1.5em, below: 0.7em)
  set footnote.entry(separator: line(length: 30mm, stroke: 0.4pt + rule), gap: 0.6em, indent: 0em)
  show footnote.entry: set text(size: sized(scale.note), weight: "regular", fill: black)
  show footnote.entry: set par(justify: false, leading: 0.55em, spacing: 0.55em)
  body
}

// A text of several in one paper: its first page has its head and no running title.
#let text-part(body) = { [#metadata("text")<text-part>]; counter(footnote).update(0); body }

#let title-block(lines) = {
  set par(justify: false, leading: 0.65em)
  set text(hyphenate: false)
  v(6mm)
  for (role, line) in lines {
if role == "title" { show heading: it => block(below: 1.6em, width: 100%, balanced(it.body)); heading(level: 1, line) }
    else if role == "name" { block(above: 0.95em, below: 0.95em, width: 100%, text(size: sized(scale.name), balanced(par(line)))) }
    else { block(above: 0.95em, below: 0.95em, width: 100%, text(size: sized(scale.word), fill: soft, balanced(par(line)))) }
  }
  v(8mm)
}

#let letterhead(house, lines) = {
  set par(justify: false, leading: 0.55em, spacing: 0.6em)
  set text(hyphenate: false)
  let names = for (role, line) in lines {
    if role == "house" { block(below: 0.6em, text(size: sized(scale.house), weight: "bold", fill: ink, par(line))) }
    else if role == "further" { block(below: 0.6em, text(size: sized(scale.houseFurther), fill: ink, par(line))) }
    else { block(above: 0.9em, text(size: sized(scale.houseAddress), fill: soft, par(line))) }
  }
  block(width: 100%, below: 4mm, inset: (bottom: 3mm), stroke: (bottom: 0.8pt + ink), if emblem-height == none { names } else {
    grid(
      columns: (auto, 1fr), column-gutter: 5mm, align: horizon,
      image("/emblem.svg", height: emblem-height, alt: house), names,
    )
  })
}

#let section-heading(level, body) = heading(level: calc.min(calc.max(level, 1), 3), body)

#let paragraph(role, body) = {
  if role == "note" {
    block(width: 100%, inset: (left: 9pt, y: 3pt), stroke: (left: 2pt + accent), text(size: sized(scale.note), fill: soft, body))
  } else if role == "recital" { pad(left: insets.recital, par(body)) }
  else if role == "kept" { block(width: 100%, sticky: true, par(body)) }
  else { par(body) }
}

#let article(id, label-text, title, body) = {
  // The number hangs before the title, as in Word.
  show heading: it => block(sticky: true, pad(left: insets.article, { h(-insets.article); it.body }))
  [#heading(level: 2, { box(width: insets.article, label-text + [ ]); title })#label("article-" + id)]
  body
}

#let annex(label-text, title, body) = {
  pagebreak(weak: true)
  heading(level: 2, text(size: sized(scale.annex), { label-text; title }))
  body
}

// Lists are lists also to those who hear the paper read.
#let items(style, depth, list) = {
  let gap = if depth == 0 { line-spacing - 0.67em + 0.3em } else { line-spacing - 0.67em + 0.15em }
  let width = label-widths.at(style).at(depth)
  block(above: gap, below: gap, enum(
    indent: 0pt, body-indent: 0pt, spacing: gap, number-align: start + top,
    numbering: number => box(width: width, list.at(number - 1).at(0)),
    ..list.map(((_, body)) => enum.item(body)),
  ))
}

// Stays on one page, unless it is so tall that it would run out of the page's foot.
#let unparted(body, tallest: 200mm, ..look) = layout(size => {
  block(breakable: measure(width: size.width, body).height > tallest, width: 100%, ..look, body)
})

#let parties(list) = {
  v(0.2em)
  for (name, lines) in list {
    block(above: 1.2em, below: 1.2em, width: 100%, unparted(inset: (left: insets.party), {
      set par(justify: false, spacing: 0.65em)
      set text(hyphenate: false)
      par(text(weight: "bold", name))
      for line in lines { par(line) }
    }))
  }
  v(0.2em)
}

// A term with its meaning beside it. No page parts a definition of usual length; one that fills most of a page keeps its
// term and the first paragraph together.
#let definitions(list) = {
  let (gutter, names) = (4%, 28%)
  for (term, first, rest) in list {
    let beside = grid(columns: (names, 1fr), column-gutter: gutter, par(justify: false, text(hyphenate: false, term)), first)
    let beneath = if rest != none { pad(left: names + gutter, rest) }
    block(above: 1.15em, below: 1.15em, width: 100%, unparted(tallest: 110mm, { block(width: 100%, sticky: true, unparted(beside)); beneath }))
  }
}

#let caption-above(caption) = if caption != none {
  block(below: 0.7em, sticky: true, text(size: sized(scale.note), fill: soft, style: "italic", caption))
}

#let chart(caption, drawing, description) = block(above: 1.4em, below: 1.6em, width: 100%, {
  set par(justify: false)
  caption-above(caption)
  block(breakable: false, image(bytes(drawing), format: "svg", width: 100%, alt: description))
})

#let plain-table(caption, header, rows, alignments, widths) = {
  set par(justify: false, leading: 0.6em)
  set text(size: sized(scale.table), hyphenate: true)
  let has-head = header.len() > 0
  let stroke-below(y) = if has-head and y == 0 { 0.8pt + ink } else { 0.3pt + rule }
  block(above: 1.2em, below: 1.4em, width: 100%, {
    caption-above(caption)
    show table.cell: it => if not has-head and it.x == 0 and widths.len() == 2 { text(fill: soft, it) } else { it }
    layout(size => table(
      columns: widths.map(width => width * 1fr), align: (x, _) => alignments.at(x), inset: (x: 4pt, y: 5pt),
      stroke: (x, y) => (bottom: stroke-below(y), top: if y == 0 { 0.3pt + rule }),
      ..if has-head { (table.header(..header.map(cell => text(weight: "bold", cell))),) },
      // A row stays on one page, unless it is taller than most of one.
      ..rows.map(row => {
        let heights = row.zip(widths).map(((cell, width)) => measure(width: size.width * width / widths.sum() - 8pt, cell).height)
        row.map(cell => table.cell(breakable: calc.max(..heights) > 180mm, cell))
      }).flatten(),
    ))
  })
}

// No pair of signatures is parted by a page, nor a whole block of a few.
#let signatures(list) = {
  set par(justify: false, spacing: 0.6em)
  set text(hyphenate: false)
  let name((party, lines)) = text(weight: "bold", party)
  let rows((party, lines)) = {
    grid(
      columns: (auto, 1fr), column-gutter: 8pt, row-gutter: 5.2mm,
      ..lines.map(((label-text, value)) => (
        text(size: sized(scale.label), fill: soft, label-text),
        if value == none { box(width: 1fr, height: 0.75em, stroke: (bottom: 0.5pt + soft)) } else { value },
      )).flatten(),
    )
  }
  block(above: 2.6em, width: 100%, unparted(tallest: if list.len() > 6 { 0mm } else { 200mm }, {
    for pair in list.chunks(2) {
      block(below: 13mm, width: 100%, unparted(grid(
        columns: (1fr, 1fr), column-gutter: 12mm, row-gutter: 12mm,
        ..pair.map(name), ..if pair.len() == 1 { ([],) }, ..pair.map(rows),
      )))
    }
  }))
}
`;
