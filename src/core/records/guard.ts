/**
 * What is refused before a YAML parser sees it. The parser is exact but not made for hostile text: its time grows with
 * the square of some texts, deep nesting can end the whole process, a second document or a conflict inside a block of
 * text passes without a word. All limits are far above what a record needs.
 */
import { Lexer } from 'yaml';
import type { Problem } from '../../errors.ts';
import { positionIn } from './position.ts';

export const recordLimits = {
  /** A file of more than 1 MiB is refused. */
  bytes: 1_048_576,
  lines: 50_000,
  /** Maps and lists within one another. */
  depth: 64,
  /** Words, texts and signs (`:`, `-`, `,`) of YAML: about 20,000 entries. */
  tokens: 60_000,
} as const;

/**
 * The problem that forbids parsing a text, or undefined. Codes: `file-too-large`, `file-control-character`,
 * `merge-conflict`, `file-lfs-pointer`, `yaml-directive`, `yaml-too-deep`, `yaml-too-many-entries`.
 */
export function guardText(file: string, text: string): Problem | undefined {
  return (
    refuseSize(file, text) ??
    controlCharacterProblem(file, text) ??
    refuseMarkers(file, text) ??
    (needsMeasuring(text) ? measure(file, text) : undefined)
  );
}

/**
 * The first character that no text has and that YAML, terminals and editors treat in different ways: a control
 * character other than tab and line feed, a carriage return that ends no line. Code: `file-control-character`.
 */
export function controlCharacterProblem(file: string, text: string): Problem | undefined {
  const at = text.search(controlCharacter);
  if (at === -1) return undefined;
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  const name = code === '000D' ? 'A carriage return without a line feed' : `The control character U+${code}`;
  const hint =
    code === '0000'
      ? 'the file seems not to be text; take it back from git or write it again'
      : 'remove the character; in "double quotes" it can be written with a backslash';
  return problemAt(file, text, at, at + 1, 'file-control-character', `${name} cannot stand in a record.`, hint);
}

/** Warnings for characters that nobody sees and that make two texts differ. At most ten for each file. Code: `text-invisible`. */
export function invisibleProblems(file: string, text: string): Problem[] {
  // The mark at the very beginning says only that the file is UTF-8.
  const found = [...text.matchAll(invisible)].filter(({ index }) => index > 0 || text.charCodeAt(0) !== 0xfeff);
  return found.slice(0, 10).map((match) => ({
    ...problemAt(
      file,
      text,
      match.index,
      match.index + match[0].length,
      'text-invisible',
      `The character U+${(match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')} is not seen: this text is another than it looks.`,
      'remove the character',
    ),
    severity: 'warning',
  }));
}

/**
 * Warnings for characters that make a text look different from what it says: the bidirectional controls, plain or
 * escaped. At most ten for each file. Code: `text-bidi`.
 */
export function bidiProblems(file: string, text: string): Problem[] {
  if (text.search(bidiControl) === -1) return [];
  return [...text.matchAll(new RegExp(bidiControl, 'g'))].slice(0, 10).map((match) => {
    const character = match[0].codePointAt(0)!;
    const code = match[0].length === 1 ? character.toString(16).toUpperCase() : match[0].slice(-4).toUpperCase();
    return {
      ...problemAt(
        file,
        text,
        match.index,
        match.index + match[0].length,
        'text-bidi',
        `The invisible character U+${code} changes the direction of the text: it may look different from what it says.`,
        'remove the character',
      ),
      severity: 'warning',
    };
  });
}

/** An error at a range of the text; the whole file has no path. */
export function problemAt(
  file: string,
  text: string,
  start: number,
  end: number,
  code: string,
  message: string,
  hint?: string,
): Problem {
  const problem = { code, severity: 'error' as const, file, ...positionIn(text, start, end), path: '', message };
  return hint === undefined ? problem : { ...problem, hint };
}

/** Not the joiners U+200C and U+200D, which some scripts need. */
const invisible = /[\u00AD\u180E\u200B\u2060-\u2064\uFEFF\u{E0000}-\u{E007F}]/gu;
const controlCharacter = /(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]|\r(?!\n)/u;
const bidiControl = /[\u202A-\u202E\u2066-\u2069]|\\u20(?:2[A-Ea-e]|6[6-9])|\\U000020(?:2[A-Ea-e]|6[6-9])/;

function refuseSize(file: string, text: string): Problem | undefined {
  if (text.length > recordLimits.bytes) {
    return tooLarge(file, `The file has ${text.length.toLocaleString('en')} characters; a record has at most 1 MiB.`);
  }
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  if (lines <= recordLimits.lines) return undefined;
  return tooLarge(file, `The file has ${lines.toLocaleString('en')} lines; a record has at most 50,000.`);
}

/** Code `file-too-large`, placed at the beginning of the file, for whoever sees a file's size before its text. */
export function tooLarge(file: string, message: string): Problem {
  const hint = 'keep long papers as files beside the record, and name them under documents';
  return { code: 'file-too-large', severity: 'error', file, line: 1, column: 1, length: 1, path: '', message, hint };
}

function refuseMarkers(file: string, text: string): Problem | undefined {
  const conflict = /^(?:<{7,}|={7,}|>{7,}|\|{7,})(?=[ \r]|$)/m.exec(text);
  if (conflict) {
    return problemAt(
      file,
      text,
      conflict.index,
      conflict.index + conflict[0].length,
      'merge-conflict',
      'A merge conflict is not resolved here.',
      'choose what shall stand between the <<<<<<< and >>>>>>> lines, and remove the three marker lines',
    );
  }
  if (/^\uFEFF?version https:\/\/git-lfs\.github\.com\/spec\//.test(text)) {
    const message = 'This is a pointer of Git LFS, not the record itself.';
    return problemAt(
      file,
      text,
      0,
      7,
      'file-lfs-pointer',
      message,
      'fetch the file with git lfs pull; keep records out of Git LFS',
    );
  }
  const directive = /^\uFEFF?%[^\r\n]*/m.exec(text);
  if (directive) {
    const start = directive.index + directive[0].indexOf('%');
    const message =
      'A line that begins with % is an instruction to the YAML reader, which could read the rest differently.';
    const hint = 'remove the line; a text that begins with % stands in quotes';
    return problemAt(file, text, start, directive.index + directive[0].length, 'yaml-directive', message, hint);
  }
  return undefined;
}

/**
 * Whether a text could pass a limit at all: so few brackets, so little indentation and so few signs that it cannot are
 * counted at a fraction of the cost of the exact measure. True for hardly any real record.
 */
function needsMeasuring(text: string): boolean {
  return (
    text.length > recordLimits.tokens ||
    countOf(text, '[') + countOf(text, '{') > recordLimits.depth ||
    countOf(text, ': ') > countOf(text, '\n') + recordLimits.depth ||
    wideStructure.test(text)
  );
}

// Every level within a block takes at least one column before the first word of the line.
const wideStructure = new RegExp(`^[ \\t?:-]{${recordLimits.depth},}`, 'm');

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) count++;
  return count;
}

/** Nesting and size, by the words of YAML: brackets within quoted text do not count, as they must not. */
function measure(file: string, text: string): Problem | undefined {
  let offset = 0;
  let lineStart = 0;
  let tokens = 0;
  let brackets = 0;
  let colons = 0;
  let isText = false;
  const columns: number[] = [];
  for (const token of new Lexer().lex(text)) {
    const sign = isText ? 'text' : token[0]!;
    isText = false;
    if (sign === '\u001F') isText = true;
    // These mark the beginning of a document, and flow text that ends too early; neither stands in the text.
    if (sign === '\u001F' || sign === '\u0002' || sign === '\u0018') continue;
    if (!' \t#\r\n'.includes(sign)) tokens++;
    if (sign === '[' || sign === '{') brackets++;
    else if (sign === ']' || sign === '}') brackets = Math.max(0, brackets - 1);
    else if (sign === ':') colons++;
    else if (brackets === 0 && (sign === 'text' || sign === '-' || sign === '?')) {
      while (columns.length > 0 && columns[columns.length - 1]! > offset - lineStart) columns.pop();
      if (columns[columns.length - 1] !== offset - lineStart) columns.push(offset - lineStart);
    }
    if (columns.length + brackets > recordLimits.depth || (brackets === 0 && colons > recordLimits.depth)) {
      const message = `More than ${recordLimits.depth} maps or lists stand within one another here.`;
      return problemAt(
        file,
        text,
        offset,
        offset + 1,
        'yaml-too-deep',
        message,
        'a text with many brackets stands in quotes',
      );
    }
    if (tokens > recordLimits.tokens) {
      const message = 'The record has more than about 20,000 entries.';
      return problemAt(
        file,
        text,
        offset,
        offset + 1,
        'yaml-too-many-entries',
        message,
        'split it into several records',
      );
    }
    offset += token.length;
    if (token.includes('\n')) {
      lineStart = offset - (token.length - 1 - token.lastIndexOf('\n'));
      colons = 0;
    }
  }
  return undefined;
}

/** The comments of a text, in order, each from its `#`: what looks like one within a text is none. */
export function commentsOf(text: string): string[] {
  return commentSpots(text).map((spot) => spot.comment);
}

/** Each comment and where its `#` stands. */
export function commentSpots(text: string): { readonly comment: string; readonly at: number }[] {
  if (!text.includes('#')) return [];
  const spots: { comment: string; at: number }[] = [];
  let isText = false;
  let at = 0;
  for (const token of new Lexer().lex(text)) {
    if (!isText && token.startsWith('#')) spots.push({ comment: token.trimEnd(), at });
    isText = token === '\u001F';
    if (!lexerSigns.has(token)) at += token.length;
  }
  return spots;
}

/** Tokens of the lexer's own, which stand for nothing in the text: a document, the end of a block, a text. */
const lexerSigns = new Set(['\u0002', '\u0018', '\u001F']);
