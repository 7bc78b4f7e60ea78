/** Own articles of a record: small Markdown, of which only what a person at a desk needs keeps its meaning. */

/**
 * Text whose paragraphs, lists, emphasis and `:ref[id]` stay; headings, rules, directives, links, tables, code, HTML and
 * braces are made literal, so that an article cannot reach out of its place.
 */
export function ownText(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map((line) => {
      const [, indent = '', marker = '', rest = ''] = /^(\s*)((?:[-*+]|\d{1,3}[.)])[ \t]+)?(.*)$/.exec(line) ?? [];
      return `${indent.slice(0, 12)}${marker}${notARule(literal(rest))}`;
    })
    .join('\n');
}

function literal(line: string): string {
  const references: string[] = [];
  const kept = line.replaceAll('\u0000', '').replace(/:ref\[([a-z0-9-]+)\]/g, (found) => {
    references.push(found);
    return '\u0000';
  });
  const escaped = kept.replace(/\\/g, '\\\\').replace(/[#<>&[\]{}|`~!:$=_]/g, '\\$&');
  return escaped.replaceAll('\u0000', () => references.shift() ?? '');
}

/** "---" would end the article, and beneath a line make it a heading; "* * *" likewise. */
function notARule(rest: string): string {
  return rest.replace(/^(?=[-+]|[*](?:\s|$|[*\s]+$))/, '\\');
}
