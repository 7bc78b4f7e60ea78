/** How papers look in PDF: the Typst functions that `pdf.ts` calls with text as data. */
export const typstStyle = `
#let serif = ("Source Serif 4", "Abyssinica SIL")
#let soft = luma(90)

#let run(value, strong: false, emphasis: false, ethiopic: false) = {
  if ethiopic and strong { text(font: "Noto Sans Ethiopic", weight: "bold", size: 0.92em, lang: "am", value) }
  else if ethiopic { text(font: "Abyssinica SIL", size: 0.96em, lang: "am", value) }
  else if strong and emphasis { text(weight: "bold", style: "italic", value) }
  else if strong { text(weight: "bold", value) }
  else if emphasis { text(style: "italic", value) }
  else { text(value) }
}
#let gap(value) = box(fill: rgb("#fff1b8"), outset: (y: 2pt), value)
#let reference(id, label-text) = link(label("article-" + id), label-text)

#let paper(lang: "en", title: "", mark: "", page-words: ("", "", ""), body) = {
  set page(
    paper: "a4",
    margin: (top: 27mm, bottom: 25mm, x: 27mm),
    background: if mark != "" { rotate(-35deg, text(size: 105pt, weight: "bold", tracking: 8pt, fill: luma(242), mark)) },
    header: context if counter(page).get().first() > 1 {
      set text(size: 8.5pt, fill: soft)
      grid(columns: (1fr, auto), title, if mark != "" { mark })
      v(-6pt)
      line(length: 100%, stroke: 0.4pt + luma(180))
    },
    footer: context {
      set text(size: 8.5pt, fill: soft)
      align(center)[#page-words.at(0)#counter(page).display()#page-words.at(1)#counter(page).final().first()#page-words.at(2)]
    },
  )
  set text(font: serif, size: 10.8pt, lang: lang, hyphenate: lang != "am", fallback: true)
  set par(justify: lang != "am", leading: 0.68em, spacing: 0.95em, linebreaks: "optimized")
  show link: it => it
  body
}

#let title-block(lines) = {
  set align(center)
  set text(hyphenate: false)
  set par(justify: false, leading: 0.62em)
  v(4mm)
  for (index, line) in lines.enumerate() {
    if index == 0 { block(below: 1.5em, text(size: 16pt, weight: "bold", tracking: 0.6pt, line)) }
    else { block(above: 0.75em, below: 0.75em, text(size: 11.4pt, line)) }
  }
  v(7mm)
}

#let section-heading(level, body) = block(
  above: if level <= 2 { 1.7em } else { 1.3em }, below: 0.7em, sticky: true,
  text(weight: "bold", size: if level == 1 { 16pt } else if level == 2 { 12.4pt } else { 11pt }, body),
)

#let paragraph(role, body) = {
  if role == "note" {
    block(width: 100%, inset: (left: 9pt, y: 3pt), stroke: (left: 2pt + rgb("#c9a227")), text(size: 9.6pt, fill: soft, body))
  } else if role == "recital" { pad(left: 7mm, par(body)) }
  else if role == "closing" { block(sticky: true, above: 0.95em, below: 0.95em, par(body)) }
  else { par(body) }
}

#let article(id, label-text, title, body) = {
  block(above: 1.75em, below: 0.8em, sticky: true, {
    [#figure(kind: "article", supplement: none, numbering: none, []) #label("article-" + id)]
    v(-1.2em)
    set par(justify: false)
    text(weight: "bold", size: 11.6pt)[#label-text#h(0.8em)#title]
  })
  body
}

#let items(style, list) = {
  let width = if style == "bullets" { 5mm } else if style == "numbers" { 7mm } else { 11mm }
  for (label-text, body) in list {
    block(above: 0.8em, below: 0.8em, grid(columns: (width, 1fr), label-text, body))
  }
}

#let parties(list) = {
  for (name, lines) in list {
    block(inset: (left: 7mm), above: 1.1em, below: 1.1em, breakable: false, {
      set par(justify: false, spacing: 0.6em)
      set text(hyphenate: false)
      par(text(weight: "bold", name))
      for line in lines { par(line) }
    })
  }
}

#let plain-table(header, rows) = {
  set par(justify: false)
  set text(size: 9.8pt)
  table(
    columns: header.len(), align: left, inset: (x: 4pt, y: 4.5pt),
    stroke: (x, y) => (bottom: if y == 0 { 0.8pt } else { 0.3pt + luma(180) }),
    table.header(..header.map(cell => strong(cell))),
    ..rows.flatten(),
  )
}

#let signatures(list) = {
  set par(justify: false, spacing: 0.6em)
  set text(hyphenate: false)
  block(breakable: false, above: 2em, grid(
    columns: (1fr, 1fr), column-gutter: 12mm, row-gutter: 10mm,
    ..list.map(((party, lines)) => {
      block(height: 3.4em, text(weight: "bold", party))
      v(6mm)
      for (label-text, value) in lines {
        grid(columns: (auto, 1fr), column-gutter: 6pt, row-gutter: 0pt,
          text(size: 9.2pt, fill: soft, label-text),
          if value == none { v(0.85em); line(length: 100%, stroke: 0.5pt + luma(120)) } else { value })
        v(2mm)
      }
    }),
  ))
}
`;
