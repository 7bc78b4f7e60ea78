/** How papers look in PDF: the Typst functions that `pdf.ts` calls with text as data. */
export const typstStyle = `
#let serif = ("Source Serif 4", "Abyssinica SIL")
#let soft = luma(90)
#let navy = rgb("#1f3a5f")

// Abyssinica is darker and larger than Source Serif and has no bold, so it is set a little smaller, and bold in Noto.
// Lines have one height in both scripts, that of Latin capitals, so that a label stands level with its text.
#let run(value, strong: false, emphasis: false, ethiopic: false) = {
  if ethiopic and strong { text(font: "Noto Sans Ethiopic", weight: "bold", size: 0.9em, top-edge: 0.67em / 0.9, lang: "am", value) }
  else if ethiopic { text(font: "Abyssinica SIL", size: 0.95em, top-edge: 0.67em / 0.95, lang: "am", value) }
  else if strong and emphasis { text(weight: "bold", style: "italic", value) }
  else if strong { text(weight: "bold", value) }
  else if emphasis { text(style: "italic", value) }
  else { text(value) }
}
#let note(paragraphs) = footnote({ h(0.25em); paragraphs.join(parbreak()) })
#let gap(value) = box(fill: rgb("#fff1b8"), outset: (y: 2pt), value)
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

#let paper(lang: "en", title: "", mark: "", foot: "", page-words: ("", "", ""), body) = {
  set page(
    paper: "a4",
    margin: (top: 28mm, bottom: 27mm, x: 27mm),
    background: if mark != "" { rotate(-35deg, text(size: 105pt, weight: "bold", tracking: 8pt, fill: luma(243), mark)) },
    header: context if counter(page).get().first() > 1 {
      set text(size: 8.5pt, fill: soft)
      block(width: 100%, inset: (bottom: 4pt), stroke: (bottom: 0.4pt + luma(180)), title)
    },
    footer: context {
      set text(size: 8.5pt, fill: soft)
      block(width: 100%, inset: (top: 5pt), stroke: (top: 0.4pt + luma(180)), grid(
        columns: (1fr, auto), foot,
        [#page-words.at(0)#counter(page).display()#page-words.at(1)#counter(page).final().first()#page-words.at(2)],
      ))
    },
  )
  set text(font: serif, size: 10.8pt, top-edge: 0.67em, lang: lang, hyphenate: lang != "am", costs: (runt: 400%, widow: 300%, orphan: 300%))
  set par(justify: lang != "am", leading: 0.7em, spacing: 1em, linebreaks: "optimized")
  show heading: set text(hyphenate: false, fill: navy)
  show heading: set par(justify: false)
  show heading.where(level: 1): set text(size: 17pt, tracking: 0.5pt)
  show heading.where(level: 2): set text(size: 11.8pt)
  show heading.where(level: 2): set block(above: 1.9em, below: 0.85em)
  show heading.where(level: 3): set text(size: 11pt)
  show heading.where(level: 3): set block(above: 1.5em, below: 0.7em)
  set footnote.entry(separator: line(length: 30mm, stroke: 0.4pt + luma(150)), gap: 0.6em, indent: 0em)
  show footnote.entry: set text(size: 8.8pt, weight: "regular", fill: black)
  show footnote.entry: set par(justify: false, leading: 0.55em, spacing: 0.55em)
  body
}

#let title-block(lines) = {
  set par(justify: false, leading: 0.65em)
  set text(hyphenate: false)
  v(6mm)
  for (index, line) in lines.enumerate() {
    if index == 0 { align(center, block(below: 1.6em, heading(level: 1, balanced(line)))) }
    else { block(above: 0.9em, below: 0.9em, width: 100%, text(size: 11.6pt, balanced(line))) }
  }
  v(8mm)
}

#let section-heading(level, body) = heading(level: calc.min(calc.max(level, 1), 3), body)

#let paragraph(role, body) = {
  if role == "note" {
    block(width: 100%, inset: (left: 9pt, y: 3pt), stroke: (left: 2pt + rgb("#c9a227")), text(size: 9.6pt, fill: soft, body))
  } else if role == "recital" { pad(left: 7mm, par(body)) }
  else if role == "closing" { block(width: 100%, sticky: true, par(body)) }
  else { par(body) }
}

#let article(id, label-text, title, body) = {
  [#heading(level: 2, { label-text; h(0.9em); title })#label("article-" + id)]
  body
}

#let annex(label-text, title, body) = {
  pagebreak(weak: true)
  heading(level: 2, text(size: 1.2em, { label-text; title }))
  body
}

#let items(style, list) = {
  let width = if style == "bullets" { 5mm } else if style == "numbers" { 8mm } else { 12mm }
  for (label-text, body) in list {
    block(above: 0.95em, below: 0.95em, grid(columns: (width, 1fr), label-text, body))
  }
}
// Below the first level labels are short.
#let inner-items(style, list) = {
  for (label-text, body) in list {
    block(above: 0.8em, below: 0.8em, grid(columns: (if style == "bullets" { 5mm } else { 9mm }, 1fr), label-text, body))
  }
}

// Stays on one page, unless it is so tall that it would run out of the page's foot.
#let unparted(body, tallest: 200mm, ..look) = layout(size => {
  block(breakable: measure(width: size.width, body).height > tallest, width: 100%, ..look, body)
})

#let parties(list) = {
  v(0.2em)
  for (name, lines) in list {
    block(above: 1.2em, below: 1.2em, width: 100%, unparted(inset: (left: 7mm), {
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
  let (gutter, names) = (6mm, 44mm)
  for (term, first, rest) in list {
    let beside = grid(columns: (names, 1fr), column-gutter: gutter, par(justify: false, text(hyphenate: false, term)), first)
    let beneath = if rest != none { pad(left: names + gutter, rest) }
    block(above: 1.15em, below: 1.15em, width: 100%, unparted(tallest: 110mm, { block(width: 100%, sticky: true, unparted(beside)); beneath }))
  }
}

#let caption-above(caption) = if caption != none {
  block(below: 0.7em, sticky: true, text(size: 9.6pt, fill: soft, style: "italic", caption))
}

#let chart(caption, drawing, description) = block(above: 1.4em, below: 1.6em, width: 100%, {
  set par(justify: false)
  caption-above(caption)
  block(breakable: false, image(bytes(drawing), format: "svg", width: 100%, alt: description))
})

#let plain-table(caption, header, rows, alignments, widths) = {
  set par(justify: false, leading: 0.6em)
  set text(size: 9.8pt, hyphenate: true)
  let has-head = header.len() > 0
  let stroke-below(y) = if has-head and y == 0 { 0.8pt + navy } else { 0.3pt + luma(185) }
  block(above: 1.2em, below: 1.4em, width: 100%, {
    caption-above(caption)
    show table.cell: it => if not has-head and it.x == 0 and widths.len() == 2 { text(fill: soft, it) } else { it }
    layout(size => table(
      columns: widths.map(width => width * 1fr), align: (x, _) => alignments.at(x), inset: (x: 4pt, y: 5pt),
      stroke: (x, y) => (bottom: stroke-below(y), top: if y == 0 { 0.3pt + luma(185) }),
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
        text(size: 9.2pt, fill: soft, label-text),
        if value == none { box(width: 1fr, height: 0.75em, stroke: (bottom: 0.5pt + luma(120))) } else { value },
      )).flatten(),
    )
  }
  block(above: 2.6em, width: 100%, unparted(tallest: if list.len() > 4 { 0mm } else { 200mm }, {
    for pair in list.chunks(2) {
      block(below: 13mm, width: 100%, unparted(grid(
        columns: (1fr, 1fr), column-gutter: 12mm, row-gutter: 12mm,
        ..pair.map(name), ..if pair.len() == 1 { ([],) }, ..pair.map(rows),
      )))
    }
  }))
}
`;
