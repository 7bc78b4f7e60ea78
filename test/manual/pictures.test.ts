/** The pictures show what the program prints now, and are drawings that any reader opens. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pictureFolder, pictures, picturesCommand } from '../../scripts/picture-pages.ts';
import { terminalPicture } from '../../scripts/terminal-picture.ts';

const textOf = (name: string): string => readFileSync(join(pictureFolder, name), 'utf8').replaceAll('\r', '');

/** Names of elements that are not closed in their order, and signs that XML does not hold. */
function faultsOf(svg: string): string[] {
  const open: string[] = [];
  const faults: string[] = [];
  for (const [, end, name = '', self] of svg.matchAll(/<(\/?)([a-z]+)(?:\s[a-zA-Z:-]+="[^"<]*")*\s*(\/?)>/g)) {
    if (end === '/') {
      if (open.pop() !== name) faults.push(`</${name}>`);
    } else if (self !== '/') open.push(name);
  }
  const words = svg.replace(/<\/?[a-z]+(?:\s[a-zA-Z:-]+="[^"<]*")*\s*\/?>/g, '').replace(/&(amp|lt|gt|quot);/g, '');
  const left = /[<&]|(?!\n)\p{Cc}/u.exec(words);
  return [...faults, ...open, ...(left === null ? [] : [`"${left[0]}"`])];
}

describe('docs/pictures/', () => {
  it('is as the program would draw it', async () => {
    for (const [name, svg] of await pictures())
      expect(textOf(name), `${name} shows what was printed once. Draw it anew: ${picturesCommand}`).toBe(svg);
  });

  it.each(readdirSync(pictureFolder))('%s is well formed, and shown somewhere', (name) => {
    expect(faultsOf(textOf(name))).toEqual([]);
    const pages = [
      'README.md',
      ...readdirSync('docs')
        .filter((file) => file.endsWith('.md'))
        .map((file) => join('docs', file)),
    ];
    expect(pages.filter((page) => readFileSync(page, 'utf8').includes(`pictures/${name}`))).not.toEqual([]);
  });
});

describe('a picture', () => {
  it('holds text of any sort as text', () => {
    const svg = terminalPicture('</text><script>alert("1")</script> & \u001b]0;title\u0007\u0000', 80, 'a "title" <b>');
    expect(faultsOf(svg)).toEqual([]);
    expect(svg).not.toContain('<script');
  });

  it('places what stands in columns, in colour, and goes on in the next row', () => {
    const svg = terminalPicture('ab    \u001b[31mred\u001b[39m\n0123456789abc', 10, 'columns');
    expect(svg).toContain('>ab</tspan>');
    expect(svg).toContain('fill="#f38ba8">red</tspan>');
    expect(svg).toContain(`x="${(18 + 6 * 8.4).toFixed(1)}"`);
    expect(svg).toContain('>0123456789</tspan></text>\n<text y="86"><tspan x="18.0"');
    expect(svg).toContain('>abc</tspan>');
  });
});
