/** Why a template cannot be read, and where: the parser tells the line, and what it met in place of what it wanted. */
import type { TemplateSlip } from './template-findings.ts';

const tags = 'a tag is {{name}}, {{helper value}}, {{#block}} … {{/block}} or {{> partial}}';

/** The slip that an error of the parser is. */
export function syntaxSlip(source: string, text: string, error: unknown): TemplateSlip {
  const told = error instanceof Error ? error.message : String(error);
  const slip = (line: number, column: number, length: number, message: string, hint?: string): TemplateSlip => ({
    ...{ source, line, column, length: Math.max(1, length), code: 'template-syntax', severity: 'error', message, hint },
  });
  const mismatch = /^(\S+) doesn't match (\S+) - (\d+):(\d+)/.exec(told);
  if (mismatch !== null) {
    const [, opened = '', closed, line, column] = mismatch;
    const hint = `end it with {{/${opened}}}`;
    return slip(Number(line), Number(column) + 1, opened.length, `{{#${opened}}} is ended by {{/${closed}}}`, hint);
  }
  const [first = '', picture = '', arrow = '', expecting = ''] = told.split('\n');
  const line = Number(/line (\d+)/.exec(first)?.[1] ?? 0);
  if (line === 0) return slip(1, 1, 1, `This cannot be read as a template: ${first}`);
  const open = expecting.includes("got 'EOF'") ? lastOpen(text) : undefined;
  if (open !== undefined)
    return slip(open.line, open.column, open.tag.length, `${open.tag} has no end`, `end it with {{/${open.name}}}`);
  const at = arrow.indexOf('^');
  const next =
    at < 0
      ? ''
      : picture
          .slice(at)
          .replace(/\.\.\.$/, '')
          .slice(0, 12);
  const written = text.split(/\r?\n/)[line - 1] ?? '';
  const column = next === '' ? -1 : written.indexOf(next);
  return slip(
    line,
    Math.max(column, 0) + 1,
    column < 0 ? written.length : 1,
    'This cannot be read as a template',
    tags,
  );
}

/** The parser takes the square of the depth: what is nested deeper than a person could follow is not given to it. */
const deepestNesting = 200;

/** How deep blocks, chains of `{{else if}}` and calls are nested, at most as far as makes no difference any more. */
export function isTooDeep(text: string): boolean {
  const blocks: number[] = [];
  let depth = 0;
  for (const [tag, sign = ''] of text.matchAll(/\{\{~?(#|\/|\^(?=\s*\w)|else\s+\w)?[^{}]*/g)) {
    if (sign === '#' || sign === '^') {
      blocks.push(depth);
      depth += 1;
    } else if (sign === '/') depth = blocks.pop() ?? 0;
    else if (sign !== '') depth += 1;
    let calls = 0;
    for (const letter of tag) {
      if (letter === '(') calls += 1;
      else if (letter === ')') calls -= 1;
      if (depth + calls > deepestNesting) return true;
    }
  }
  return false;
}

interface Open {
  readonly tag: string;
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

/** The last block that begins and does not end. */
function lastOpen(text: string): Open | undefined {
  const open: { readonly tag: string; readonly name: string; readonly offset: number }[] = [];
  for (const match of text.matchAll(/\{\{~?!--[\s\S]*?--~?\}\}|\{\{~?([#/^])[*>]?\s*([^\s}~]+)[^}]*\}\}/g)) {
    const [tag, sign, name = ''] = match;
    if (sign === '/') open.pop();
    else if (sign !== undefined) open.push({ tag, name, offset: match.index });
  }
  const last = open.at(-1);
  if (last === undefined) return undefined;
  const before = text.slice(0, last.offset).split('\n');
  return { tag: last.tag, name: last.name, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
