/** The one canonical layout of a record, with its comments. */
import { type Place, sameValue, type ValueMap } from '../value.ts';
import { commentSpots } from './guard.ts';
import { type LayoutItem, type LayoutNode, layoutOf, lineEnd, lineStart, nextLine } from './layout.ts';
import { printRecord } from './print.ts';
import { readRecord } from './read.ts';

/** Comment lines and blank lines before an item, and the comment at the end of its first line. */
interface Notes {
  readonly lead: string[];
  trailing: string | undefined;
}

interface FoundItem {
  readonly place: Place;
  readonly item: LayoutItem;
}

/**
 * The text laid out as new records are, its keys in the order that `order` gives them. Every comment stays with what it
 * stood above or beside, and one blank line where there were some. A text that cannot be read, or that would not keep
 * its value and comments, comes back as it is. Laying out twice gives the same as once.
 */
export function formatRecord(file: string, text: string, order: (value: ValueMap) => ValueMap): string {
  const read = readRecord(file, text);
  if (read.value === undefined || read.problems.length > 0) return text;
  const canonical = printRecord(order(read.value));
  // Without comments and blank lines there is nothing to find a place for.
  if (!mayHoldNotes.test(text)) return keepsAll(file, text, read.value, canonical) ? canonical : text;
  const notes = notesOf(text);
  for (const withBlanks of [true, false]) {
    const formatted = withNotes(canonical, notes, withBlanks);
    if (keepsAll(file, text, read.value, formatted)) return formatted;
  }
  return text;
}

const mayHoldNotes = /#|(?:^|\n)[ \t\uFEFF]*\r?\n/;

function keepsAll(file: string, text: string, value: ValueMap, formatted: string): boolean {
  const again = readRecord(file, formatted);
  const comments = (of: string): string =>
    JSON.stringify(
      commentSpots(of)
        .map((spot) => spot.comment)
        .sort(),
    );
  return again.value !== undefined && sameValue(again.value, value) && comments(text) === comments(formatted);
}

interface FileNotes {
  /** Above the first line of content: they speak of the file, and stay first whatever that line is. */
  readonly head: readonly string[];
  readonly items: ReadonlyMap<string, Notes>;
  readonly tail: readonly string[];
}

/** Where each comment and blank line belongs: to the outermost item that begins on the next line of content. */
function notesOf(text: string): FileNotes {
  const { root } = layoutOf(text);
  const items = itemsOf(root, []);
  const comments = new Map(commentSpots(text).map((spot) => [lineStart(text, spot.at), spot]));
  const notes = new Map<string, Notes>();
  let head: readonly string[] | undefined;
  let lead: string[] = [];
  for (let line = 0; line < text.length; line = nextLine(text, line)) {
    const comment = comments.get(line);
    const words = text
      .slice(line, comment?.at ?? lineEnd(text, line))
      .replace('\uFEFF', '')
      .trim();
    if (words === '' && !isWithinText(root, line)) {
      lead.push(comment?.comment ?? '');
      continue;
    }
    const owner = ownerOf(text, items, line);
    if (owner === undefined) continue;
    if (head === undefined) {
      head = lead;
      lead = [];
    }
    const known = notes.get(keyOf(owner)) ?? { lead: [], trailing: undefined };
    known.lead.push(...lead);
    lead = [];
    if (comment !== undefined) {
      const isFirstLine = lineStart(text, owner.item.start) === line;
      if (isFirstLine && known.trailing === undefined) known.trailing = comment.comment;
      else known.lead.push(comment.comment);
    }
    notes.set(keyOf(owner), known);
  }
  return { head: head ?? [], items: notes, tail: lead };
}

/** The outermost item that begins on the line; on a line where none does, the innermost around it. */
function ownerOf(text: string, items: readonly FoundItem[], line: number): FoundItem | undefined {
  const end = lineEnd(text, line);
  return (
    items.find(({ item }) => item.start >= line && item.start <= end) ??
    items.findLast(({ item }) => item.start < line && item.end >= line) ??
    items.findLast(({ item }) => item.start < line)
  );
}

/** Whether a line belongs to a text of several lines: a blank line or a `#` there is a part of it. */
function isWithinText(node: LayoutNode, at: number): boolean {
  if (node.kind === 'scalar') return node.start < at && at < node.end;
  return node.items.some((item) => item.node !== undefined && isWithinText(item.node, at));
}

/** Items in the order of the text, each before those within it. */
function itemsOf(node: LayoutNode, place: Place): FoundItem[] {
  return node.items.flatMap((item, index) => {
    const at = [...place, item.key ?? index];
    return [{ place: at, item }, ...(item.node === undefined ? [] : itemsOf(item.node, at))];
  });
}

function withNotes(canonical: string, notes: FileNotes, withBlanks: boolean): string {
  const items = itemsOf(layoutOf(canonical).root, []);
  const before = new Map<number, string[]>([[0, [...notes.head]]]);
  const after = new Map<number, string>();
  let nearest: FoundItem | undefined;
  for (const found of items) {
    if (beginsLine(canonical, found.item)) nearest = found;
    const own = notes.items.get(keyOf(found));
    if (own === undefined || nearest === undefined) continue;
    const line = lineStart(canonical, nearest.item.start);
    const lines = before.get(line) ?? [];
    lines.push(...own.lead);
    // Beside a line that holds more than the item, a comment would seem to speak of all of it.
    if (own.trailing !== undefined && nearest === found && !after.has(line)) after.set(line, own.trailing);
    else if (own.trailing !== undefined) lines.push(own.trailing);
    before.set(line, lines);
  }
  let text = '';
  for (let line = 0; line < canonical.length; line = nextLine(canonical, line)) {
    const words = canonical.slice(line, lineEnd(canonical, line));
    const indent = /^ */.exec(words)?.[0] ?? '';
    for (const note of tidied(before.get(line) ?? [], withBlanks, text === ''))
      text += note === '' ? '\n' : `${indent}${note}\n`;
    const comment = after.get(line);
    text += `${words}${comment === undefined ? '' : ` ${comment}`}\n`;
  }
  const tail = notes.tail.slice(0, notes.tail.findLastIndex((note) => note !== '') + 1);
  return (
    text +
    tidied(tail, withBlanks, false)
      .map((note) => `${note}\n`)
      .join('')
  );
}

/** No blank line first in the file, and never two. */
function tidied(lines: readonly string[], withBlanks: boolean, isFirst: boolean): string[] {
  return lines.filter((line, index) => {
    if (line !== '') return true;
    return withBlanks && (index === 0 ? !isFirst : lines[index - 1] !== '');
  });
}

function beginsLine(text: string, item: LayoutItem): boolean {
  return text.slice(lineStart(text, item.start), item.start).trim() === '';
}

function keyOf(found: FoundItem): string {
  return JSON.stringify(found.place);
}
