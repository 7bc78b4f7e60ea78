/** Expressions as text: holes in a text, and names that are changed before an expression is read. */

/** Splits a text at its holes; `{{` and `}}` are literal braces. */
export function splitHoles(text: string): { readonly text: string; readonly hole: boolean }[] {
  const parts: { text: string; hole: boolean }[] = [];
  let literal = '';
  let index = 0;
  while (index < text.length) {
    const two = text.slice(index, index + 2);
    if (two === '{{' || two === '}}') {
      literal += two[0];
      index += 2;
    } else if (text[index] === '{') {
      const end = holeEnd(text, index);
      if (literal !== '') parts.push({ text: literal, hole: false });
      literal = '';
      parts.push({ text: text.slice(index + 1, end), hole: true });
      index = end + 1;
    } else {
      literal += text[index];
      index += 1;
    }
  }
  if (literal !== '') parts.push({ text: literal, hole: false });
  return parts;
}

/** The closing brace of the hole that opens at `start`, outside of quotes and inner braces. */
function holeEnd(text: string, start: number): number {
  let depth = 0;
  let quote = '';
  for (let index = start; index < text.length; index += 1) {
    const letter = text[index] as string;
    if (quote !== '') {
      if (letter === '\\') index += 1;
      else if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '{') depth += 1;
    else if (letter === '}') {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return text.length;
}

/** Whether an expression reads the value before the change: without one it cannot be evaluated. */
export function readsOld(expression: string): boolean {
  return [...expression.matchAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?<![\w.?])old\b(?!\s*\()/g)].some(
    ([found]) => found === 'old',
  );
}

/** Whether one of the names stands in an expression, be it in quotes: `self['state']` reads the field too. */
export function readsAny(expression: string, names: ReadonlySet<string>): boolean {
  return [...expression.matchAll(/[A-Za-z_]\w*/g)].some(([found]) => names.has(found));
}

/**
 * Names of CEL's own types are also names of fields: `type == 'country'` and `duration.months > 24` mean the fields,
 * unless the name is called as a function.
 */
export function withFieldsOfTypeNames(expression: string): string {
  return expression.replace(
    /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?<![\w.?])(type|duration|timestamp|list|map|bool|int|uint|double|string|bytes)\b(?!\s*\()/g,
    (found, quoted: string | undefined, name: string) => (quoted === undefined ? `self.${name}` : found),
  );
}

/**
 * The library's `matches` runs the native engine, which a pattern can hang, and cannot be replaced: so the name is
 * changed to ours outside of quoted text.
 */
export function withLinearMatches(expression: string): string {
  return expression.replace(
    /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\.matches\s*\(/g,
    (found, quoted: string | undefined) => (quoted === undefined ? '.matchesLinear(' : found),
  );
}

/** The line of a message of the library that says what is wrong; the rest shows the expression. */
export function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}

/** What is wrong with an expression, and where in it: positions from 0, the end not included. */
export interface ExpressionFault {
  readonly message: string;
  readonly start?: number;
  readonly end?: number;
}

/** A failure of the library. Where names were changed before it read the expression (`read`), its places are not ours. */
export function faultOf(error: unknown, typed: string, read: string): ExpressionFault {
  const message = error instanceof Error ? firstLine(error.message) : 'cannot be read';
  const range = (error as { readonly range?: { readonly start: number; readonly end: number } } | undefined)?.range;
  return range === undefined || read !== typed ? { message } : { message, start: range.start, end: range.end };
}
