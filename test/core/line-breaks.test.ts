/** Lines for a terminal: where they break, under what they go on, and what stays whole. */
import { describe, expect, it } from 'vitest';
import { withLineBreaks, wrapped } from '../../src/core/line-breaks.ts';

const at = (width: number, line: string): string[] => withLineBreaks(line, width).split('\n');

describe('a line that is too long', () => {
  it('breaks between words and hangs under what it says', () => {
    expect(at(50, 'error not-ready: mou-2026-unesco cannot go from cleared to signed: 2 of 4 are not met.')).toEqual([
      'error not-ready: mou-2026-unesco cannot go from',
      '  cleared to signed: 2 of 4 are not met.',
    ]);
    expect(at(50, '  commit     8c41f0e New MoU with Cuba and the NAM S&T Centre: biotechnology')).toEqual([
      '  commit     8c41f0e New MoU with Cuba and the NAM',
      '             S&T Centre: biotechnology',
    ]);
    expect(at(50, '! The draft will show two gaps: the title in Amharic, the executing unit')).toEqual([
      '! The draft will show two gaps: the title in',
      '  Amharic, the executing unit',
    ]);
  });

  it('keeps what fits, spaces and all', () => {
    expect(withLineBreaks('  a    b\n\nc   \n', 20)).toBe('  a    b\n\nc   \n');
  });

  it('keeps a command whole, to be copied, and a path', () => {
    expect(at(50, "  The others: irc set mou-2026-unesco title.en='Open science for all' or later.")).toEqual([
      '  The others:',
      "    irc set mou-2026-unesco title.en='Open science for all'",
      '    or later.',
    ]);
    expect(at(50, 'Set it: irc new partner --set name.en=NAME, then irc save takes it in with the others.')).toEqual([
      'Set it: irc new partner --set name.en=NAME, then',
      '  irc save takes it in with the others.',
    ]);
    for (const line of [
      `    irc new mou --set parties=unesco --set areas=1.5 --set title.en='On water' \\`,
      "      --set purpose.en='To train researchers of both countries in it'",
    ])
      expect(at(50, line)).toEqual([line]);
    const path = `records/agreements/${'long-'.repeat(12)}id.yaml`;
    expect(at(50, `  files      ${path}`)).toEqual([`  files      ${path}`]);
  });

  it('counts what the terminal shows: colours and links have no width, Ethiopic letters one, Chinese two', () => {
    const dim = '\u001b[2mand these words are dim up to the end of what is said\u001b[22m';
    const link = '\u001b]8;;https://example.org/a/long/address/of/a/page\u001b\\page\u001b]8;;\u001b\\';
    expect(at(40, `${link} says more, and`)).toEqual([`${link} says more, and`]);
    expect(at(40, `  First ${dim}`)).toEqual([
      '  First \u001b[2mand these words are dim up to',
      '    the end of what is said\u001b[22m',
    ]);
    const ethiopic = 'በኢትዮጵያ ፌዴራላዊ ዴሞክራሲያዊ ሪፐብሊክ መንግሥት እና በኩባ መካከል';
    expect(at(40, ethiopic)).toEqual(['በኢትዮጵያ ፌዴራላዊ ዴሞክራሲያዊ ሪፐብሊክ መንግሥት እና በኩባ', '  መካከል']);
    const chinese = '中华人民共和国科学技术部与埃塞俄比亚联邦民主共和国创新与技术部';
    expect(at(40, chinese)).toEqual([chinese.slice(0, 20), `  ${chinese.slice(20)}`]);
  });

  it('has the same lines whoever lays out its lead', () => {
    expect(wrapped('  Purpose   ', 'To train researchers of both countries in the use of water', 44)).toEqual([
      '  Purpose   To train researchers of both',
      '            countries in the use of water',
    ]);
  });
});
