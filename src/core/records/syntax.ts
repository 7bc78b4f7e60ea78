/** What is wrong with a YAML text, in the words of someone who writes it by hand. */
import { Lexer, type YAMLError } from 'yaml';
import type { Problem } from '../../errors.ts';
import { problemAt } from './guard.ts';

interface Slip {
  readonly message: string;
  readonly hint?: string;
  readonly start?: number;
  readonly end?: number;
}

/**
 * The problem behind the errors of the YAML library: the first by place, since the others mostly follow from it.
 * Codes: `yaml-syntax`, `yaml-documents`, `yaml-tag`, `yaml-anchor`.
 */
export function syntaxProblem(file: string, text: string, errors: readonly YAMLError[]): Problem {
  const first = errors.reduce((best, error) => (error.pos[0] < best.pos[0] ? error : best));
  const slip = describe(text, first);
  return problemAt(
    file,
    text,
    slip.start ?? first.pos[0],
    slip.end ?? first.pos[1],
    codeOf(first),
    slip.message,
    slip.hint,
  );
}

function codeOf(error: YAMLError): string {
  if (error.code === 'MULTIPLE_DOCS') return 'yaml-documents';
  if (error.code === 'TAG_RESOLVE_FAILED' || error.code === 'MULTIPLE_TAGS') return 'yaml-tag';
  if (error.code === 'BAD_ALIAS' || error.code === 'MULTIPLE_ANCHORS' || error.code === 'ALIAS_PROPS')
    return 'yaml-anchor';
  return 'yaml-syntax';
}

const inQuotes = 'put the whole text in "double quotes"';
const align = 'give the fields of one map the same indentation, with spaces';

function describe(text: string, error: YAMLError): Slip {
  const [start] = error.pos;
  switch (error.code) {
    case 'MULTIPLE_DOCS':
      return {
        message: 'A second document begins here; a file holds one record.',
        hint: 'move it to a file of its own, or remove the line ---',
      };
    case 'TAG_RESOLVE_FAILED':
    case 'MULTIPLE_TAGS':
      return { message: 'Tags such as !name are not used in records.', hint: `remove it; if it is text, ${inQuotes}` };
    case 'BAD_ALIAS':
    case 'MULTIPLE_ANCHORS':
    case 'ALIAS_PROPS':
      return {
        message: 'Anchors and aliases are not used in records.',
        hint: 'a text that begins with & or * stands in quotes',
      };
    case 'TAB_AS_INDENT':
      return { message: 'A tab stands where YAML wants spaces.', hint: 'indent with two spaces for each level' };
    case 'BAD_SCALAR_START':
      return {
        message: `A text cannot begin with ${text[start] ?? 'this sign'} unless it is in quotes.`,
        hint: inQuotes,
        end: start + 1,
      };
    case 'BAD_DQ_ESCAPE':
      return {
        message: 'In "double quotes" a backslash begins an escape, and this is none.',
        hint: "write the backslash twice, or use 'single quotes'",
      };
    case 'KEY_OVER_1024_CHARS':
      return {
        message: 'A name of more than 1,024 characters stands here.',
        hint: 'is a quote or a line break missing?',
      };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return secondColon(text, start);
    case 'RESOURCE_EXHAUSTION':
      return { message: 'This cannot be read: it is nested too deeply.' };
    default:
      return describeByMessage(text, error);
  }
}

/** A colon within a value: a text with a colon in it, or a further field that is indented too far. */
function secondColon(text: string, start: number): Slip {
  const lineEnd = endOfLine(text, start);
  const colon = /:(?=[ \t]|$)/.exec(text.slice(start, lineEnd));
  if (colon) {
    return {
      message: 'This text contains a colon with a space after it, which would begin a field of its own.',
      hint: inQuotes,
      end: lineEnd,
    };
  }
  const next = /[^\s]/.exec(text.slice(lineEnd));
  const at = next ? lineEnd + next.index : start;
  return {
    message: 'This line is indented more than the field above it, which already has a value.',
    hint: align,
    start: at,
    end: endOfLine(text, at),
  };
}

function describeByMessage(text: string, error: YAMLError): Slip {
  const [start] = error.pos;
  const { message } = error;
  if (/closing .quote/.test(message)) {
    const at = openQuote(text, start);
    return {
      message: 'The quote that opens here is not closed.',
      hint: 'close it on the same line',
      start: at,
      end: at + 1,
    };
  }
  if (/^Flow (?:map|sequence)|Expected flow/.test(message)) {
    const at = openBracket(text, start);
    const closing = text[at] === '[' ? ']' : '}';
    return {
      message: `The ${text[at]} that opens here is not closed.`,
      hint: `close it with ${closing}, and indent what stands between`,
      start: at,
      end: at + 1,
    };
  }
  if (/flow-(?:map|seq)-end/.test(message)) {
    return { message: `This ${text[start]} closes nothing.`, hint: `remove it; if it belongs to a text, ${inQuotes}` };
  }
  if (
    /block-seq-ind on same line/.test(message) ||
    (/^- /.test(text.slice(start, start + 2)) && isLineStart(text, start))
  ) {
    return isLineStart(text, start)
      ? {
          message: 'A list item stands here beside the fields.',
          hint: 'put the list under a field with no other value',
        }
      : {
          message: 'A list cannot begin on the line of its field.',
          hint: `begin it on the next line, or write [one, two]; if it is text, ${inQuotes}`,
        };
  }
  if (/must start at the same column/.test(message)) {
    return {
      message: 'This line is indented differently from those it belongs to.',
      hint: align,
      end: endOfLine(text, start),
    };
  }
  if (/block scalar header|Not a YAML token/i.test(message)) {
    return {
      message: 'After | or > the text begins on the next line.',
      hint: `move the text to the next line, indented; if the sign belongs to the text, ${inQuotes}`,
    };
  }
  if (/Implicit (?:map )?keys? need/.test(message)) return missingColon(text, start);
  if (/at node end|in YAML stream/.test(message)) return afterTheEnd(text, start);
  return { message: `This is not valid YAML: ${message.slice(0, 150)}.`.replace(/\.\.$/, '.'), hint: 'irc help yaml' };
}

function missingColon(text: string, start: number): Slip {
  const from = text.lastIndexOf('\n', Math.max(0, start - 1)) + 1;
  const line = text.slice(from, endOfLine(text, from));
  const at = from + (line.length - line.trimStart().length);
  const glued = /^[\w-]+:(?=\S)/.exec(line.trimStart());
  return {
    message: glued
      ? 'A space is missing after the colon.'
      : 'This line is neither a field nor part of one: a colon is missing.',
    hint: glued ? 'write name: value' : 'write name: value; a text of several lines is indented under its field',
    start: at,
    end: from + line.length,
  };
}

function afterTheEnd(text: string, start: number): Slip {
  const before = text.slice(0, start).trimEnd();
  const end = endOfLine(text, start);
  if (!isLineStart(text, start) && /["']$/.test(before)) {
    return {
      message: 'Text stands after the closing quote.',
      hint: `put all of it in quotes; within 'single quotes' a ' is written twice, within "double quotes" a " as \\"`,
      end,
    };
  }
  if (!isLineStart(text, start)) {
    return { message: 'Text stands here after the end of the value.', hint: inQuotes, end };
  }
  return { message: 'This line does not belong to what stands above it.', hint: align, end };
}

function isLineStart(text: string, at: number): boolean {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trim() === '';
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end === -1) return text.length;
  return text[end - 1] === '\r' ? Math.max(at, end - 1) : end;
}

/** Where the last quoted text before `before` begins, by the words of YAML. */
function openQuote(text: string, before: number): number {
  let found = before;
  for (const { token, offset } of tokensOf(text)) {
    if (offset > before) break;
    if (token.startsWith('"') || token.startsWith("'")) found = offset;
  }
  return found;
}

/** Where the innermost bracket opens that is still open at `before`. */
function openBracket(text: string, before: number): number {
  const open: number[] = [];
  for (const { token, offset } of tokensOf(text)) {
    if (offset >= before) break;
    if (token === '[' || token === '{') open.push(offset);
    else if ((token === ']' || token === '}') && open.length > 1) open.pop();
  }
  return open.at(-1) ?? before;
}

function* tokensOf(text: string): Generator<{ token: string; offset: number }> {
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '\u0002' || token === '\u0018' || token === '\u001F') continue;
    yield { token, offset };
    offset += token.length;
  }
}
