/** What a Word file must be so that Word opens it without a word of repair: checked on the package itself. */
import { dirname, posix } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

/** The parts that are XML, by their names. Throws at the first that is not well-formed. */
export function xmlParts(docx: Uint8Array): Map<string, Element> {
  const files = Object.entries(unzipSync(docx)).filter(([name]) => /\.(xml|rels)$/.test(name));
  return new Map(
    files.map(([name, bytes]) => {
      try {
        return [name, parseXml(strFromU8(bytes))];
      } catch (error) {
        throw new Error(`${name}: ${String(error)}`);
      }
    }),
  );
}

/** All elements of a name, in order. */
export function elements(root: Element, name: string): Element[] {
  return [
    ...(root.name === name ? [root] : []),
    ...root.children.flatMap((child) => (typeof child === 'string' ? [] : elements(child, name))),
  ];
}

/** What is wrong with a Word file; empty for a sound one. */
export function packageProblems(docx: Uint8Array): string[] {
  const parts = xmlParts(docx);
  const names = Object.keys(unzipSync(docx));
  return [
    ...contentTypeProblems(names, parts),
    ...relationshipProblems(names, parts),
    ...idProblems(parts),
    ...declarationProblems(parts),
    ...[...parts].flatMap(([name, root]) => fieldProblems(root).map((problem) => `${name}: ${problem}`)),
  ];
}

function contentTypeProblems(names: readonly string[], parts: ReadonlyMap<string, Element>): string[] {
  const types = parts.get('[Content_Types].xml');
  if (types === undefined) return ['there is no list of content types'];
  const extensions = new Set(elements(types, 'Default').map((entry) => entry.attributes.Extension));
  const overrides = new Set(elements(types, 'Override').map((entry) => entry.attributes.PartName));
  return [
    ...names
      .filter((name) => name !== '[Content_Types].xml')
      .filter((name) => !overrides.has(`/${name}`) && !extensions.has(name.split('.').at(-1) ?? ''))
      .map((name) => `${name} has no content type`),
    // A part of Word that has only the type of any XML is none to it.
    ...names
      .filter((name) => /^word\/[^_].*\.xml$/.test(name) && !overrides.has(`/${name}`))
      .map((name) => `${name} has only the content type of its extension`),
    ...[...overrides]
      .filter((name) => !names.includes((name ?? '').slice(1)))
      .map((name) => `a content type is told for ${name}, which is not there`),
  ];
}

function relationshipProblems(names: readonly string[], parts: ReadonlyMap<string, Element>): string[] {
  const problems: string[] = [];
  for (const [name, root] of parts) {
    if (!name.endsWith('.rels')) continue;
    const folder = dirname(dirname(name));
    const relationships = elements(root, 'Relationship').map((entry) => entry.attributes);
    problems.push(...twice(relationships.map((entry) => entry.Id ?? '')).map((id) => `${name}: ${id} stands twice`));
    for (const { Target = '', TargetMode } of relationships) {
      const target = Target.startsWith('/') ? Target.slice(1) : posix.normalize(posix.join(folder, Target));
      if (TargetMode !== 'External' && !names.includes(target)) problems.push(`${name}: ${target} is not there`);
    }
    const owner = parts.get(posix.normalize(posix.join(folder, name.split('/').at(-1)?.replace('.rels', '') ?? '')));
    const used = owner === undefined ? [] : attributesOf(owner, /^r:(id|embed|link)$/);
    const known = new Set(relationships.map((entry) => entry.Id));
    problems.push(...used.filter((id) => !known.has(id)).map((id) => `${name}: ${id} is used and not there`));
  }
  return problems;
}

function idProblems(parts: ReadonlyMap<string, Element>): string[] {
  const all = (name: string): Element[] => [...parts.values()].flatMap((root) => elements(root, name));
  const ids = (name: string, attribute = 'w:id'): string[] =>
    all(name).map((entry) => entry.attributes[attribute] ?? '');
  const starts = ids('w:bookmarkStart');
  const ends = ids('w:bookmarkEnd');
  return [
    ...twice(starts).map((id) => `two bookmarks have the id ${id}`),
    ...twice(ends).map((id) => `bookmark ${id} ends twice`),
    ...starts.filter((id) => !ends.includes(id)).map((id) => `bookmark ${id} has no end`),
    ...ends.filter((id) => !starts.includes(id)).map((id) => `bookmark ${id} has no beginning`),
    ...twice(ids('w:bookmarkStart', 'w:name').map((name) => name.toLowerCase())).map((name) => `two bookmarks ${name}`),
    ...ids('w:bookmarkStart', 'w:name')
      .filter((name) => !/^[A-Za-z_]\w{0,39}$/.test(name))
      .map((name) => `no name of a bookmark: ${name}`),
    ...twice(ids('wp:docPr', 'id')).map((id) => `two drawings have the id ${id}`),
    ...['footnote', 'endnote', 'comment'].flatMap((note) => {
      const [notes, used] = [ids(`w:${note}`), ids(`w:${note}Reference`)];
      return [
        ...twice(notes).map((id) => `two of w:${note} have the id ${id}`),
        ...twice(used).map((id) => `w:${note} ${id} is used twice`),
        ...used.filter((id) => !notes.includes(id)).map((id) => `w:${note} ${id} is not there`),
      ];
    }),
  ];
}

function declarationProblems(parts: ReadonlyMap<string, Element>): string[] {
  const empty: Element = { name: '', attributes: {}, children: [] };
  const numbering = parts.get('word/numbering.xml') ?? empty;
  const values = (root: Element, name: string, attribute: string): string[] =>
    elements(root, name).map((entry) => entry.attributes[attribute] ?? '');
  const numbers = new Set(values(numbering, 'w:num', 'w:numId'));
  const lists = new Set(values(numbering, 'w:abstractNum', 'w:abstractNumId'));
  const styles = new Set(values(parts.get('word/styles.xml') ?? empty, 'w:style', 'w:styleId'));
  const problems = values(numbering, 'w:abstractNumId', 'w:val')
    .filter((id) => !lists.has(id))
    .map((id) => `list ${id} is not declared`);
  for (const [name, root] of parts) {
    const used = elements(root, 'w:numPr').flatMap((entry) => values(entry, 'w:numId', 'w:val'));
    problems.push(...used.filter((id) => !numbers.has(id)).map((id) => `${name}: numbering ${id} is not declared`));
    for (const kind of ['w:pStyle', 'w:rStyle', 'w:tblStyle', 'w:basedOn', 'w:next', 'w:link']) {
      const missing = values(root, kind, 'w:val').filter((id) => !styles.has(id));
      problems.push(...new Set(missing.map((id) => `${name}: style ${id} is not declared`)));
    }
    const cells = elements(root, 'w:tc').filter((cell) => lastElement(cell)?.name !== 'w:p');
    problems.push(...cells.map(() => `${name}: a cell does not end with a paragraph`));
  }
  return problems;
}

function lastElement(parent: Element): Element | undefined {
  return parent.children.filter((child) => typeof child !== 'string').at(-1);
}

/** Fields have a beginning and an end, and within them at most one separator. */
function fieldProblems(root: Element): string[] {
  const problems: string[] = [];
  const open: boolean[] = [];
  for (const { attributes } of elements(root, 'w:fldChar')) {
    const type = attributes['w:fldCharType'];
    if (type === 'begin') open.push(false);
    else if (open.length === 0) problems.push(`a field has ${type} without a beginning`);
    else if (type === 'end') open.pop();
    else if (open.at(-1) === true) problems.push('a field has two separators');
    else open[open.length - 1] = true;
  }
  return open.length === 0 ? problems : [...problems, 'a field has no end'];
}

function attributesOf(root: Element, name: RegExp): string[] {
  const own = Object.entries(root.attributes).flatMap(([key, value]) => (name.test(key) ? [value] : []));
  return [...own, ...root.children.flatMap((child) => (typeof child === 'string' ? [] : attributesOf(child, name)))];
}

function twice(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

/** XML as a tree, strictly: elements in pairs, no attribute twice, no sign that XML does not know, no entity but its five. */
export function parseXml(xml: string): Element {
  const root = { name: '', attributes: {}, children: [] as (Element | string)[] };
  const open: { name: string; attributes: Record<string, string>; children: (Element | string)[] }[] = [root];
  const token =
    /<\?[^>]*\?>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)|([\s\S])/g;
  for (const [all, closing, name, attributes = '', empty, text, wrong] of xml.replace(/^\ufeff/, '').matchAll(token)) {
    const current = open.at(-1);
    if (current === undefined || wrong !== undefined) throw new Error(`this is no XML: ${all}`);
    if (text !== undefined) {
      current.children.push(decoded(text));
    } else if (closing === '/') {
      if (current.name !== name) throw new Error(`${name} ends within ${current.name}`);
      open.pop();
    } else if (name !== undefined) {
      const element = { name, attributes: attributesIn(attributes), children: [] };
      current.children.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  const [first, ...others] = root.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  if (open.length !== 1 || first === undefined || typeof first === 'string' || others.length > 0)
    throw new Error('there is not one element that holds all');
  return first;
}

function attributesIn(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    if (Object.hasOwn(found, name)) throw new Error(`the attribute ${name} stands twice`);
    found[name] = decoded(double ?? single ?? '');
  }
  return found;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  const plain = text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));|&/gi, (all, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    const sign = entities[name];
    if (sign === undefined) throw new Error(`${all} is no entity of XML`);
    return sign;
  });
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(plain))
    throw new Error('a sign that XML does not know');
  if (plain.includes(']]>') && text.includes(']]>')) throw new Error(']]> stands in text');
  return plain;
}
