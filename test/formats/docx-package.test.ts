import { readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { documentOf, quickDocx } from './documents.ts';
import { packageProblems, parseXml } from './docx-package.ts';

const allBlocks = readFileSync('test/formats/all-blocks.md', 'utf8');
const memorandum = readFileSync('test/formats/sample-mou.md', 'utf8');

describe('a Word file', () => {
  it.each([
    ['of all blocks', allBlocks, ''],
    ['of all blocks with a mark', allBlocks, 'DRAFT'],
    ['of a memorandum', memorandum, ''],
    ['of nothing', '', ''],
    [
      'of a table in an item of a list in a definition',
      ':::definitions\n- A\n\n  - x\n\n    | a |\n    | - |\n    | b |\n:::',
      '',
    ],
    ['of a cell without words', '| a | b |\n| --- | --- |\n| | |', ''],
    ['of signatures without lines', '::::signatures\n:::signature\n:::\n::::', ''],
  ])('%s is sound', async (_name, markdown, mark) => {
    for (const language of ['en', 'am'])
      expect(packageProblems(await quickDocx(documentOf(markdown, { language, mark })))).toEqual([]);
  });
});

describe('the check', () => {
  /** A sound file with a change in one of its parts. */
  async function broken(part: string, from: string | RegExp, to: string): Promise<string[]> {
    const files = unzipSync(await quickDocx(documentOf(allBlocks)));
    const before = strFromU8(files[part] as Uint8Array);
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    return packageProblems(zipSync({ ...files, [part]: strToU8(after) }));
  }

  it.each([
    ['[Content_Types].xml', /<Override [^>]*footnotes[^>]*\/>/, '', /footnotes.xml has only the content type/],
    ['word/_rels/document.xml.rels', 'charts/chart1.xml', 'charts/chart9.xml', /chart9.xml is not there/],
    ['word/document.xml', /r:id="rId\d+"/, 'r:id="rId0"', /rId0 is used and not there/],
    ['word/document.xml', /<w:bookmarkEnd w:id="1"\/>/, '', /bookmark 1 has no end/],
    ['word/document.xml', /w:name="article_definitions"/, 'w:name="annex_1"', /two bookmarks annex_1/],
    ['word/document.xml', /<wp:docPr id="2"/, '<wp:docPr id="1"', /two drawings have the id 1/],
    [
      'word/document.xml',
      /<w:footnoteReference w:id="2"\/>/,
      '<w:footnoteReference w:id="7"/>',
      /footnote 7 is not there/,
    ],
    ['word/document.xml', /<w:numId w:val="\d+"\/>/, '<w:numId w:val="99"/>', /numbering 99 is not declared/],
    ['word/document.xml', '"AnnexHeading"', '"Gone"', /style Gone is not declared/],
    ['word/footer1.xml', 'w:fldCharType="end"', 'w:fldCharType="begin"', /a field has no end/],
  ])('finds what is wrong in %s', async (part, from, to, problem) => {
    expect((await broken(part, from, to)).join('\n')).toMatch(problem);
  });

  it.each([
    '<a>',
    '<a></b>',
    '<a b="1" b="2"/>',
    '<a>&nbsp;</a>',
    '<a>&</a>',
    '<a b="<"/>',
    '<a/><b/>',
    '<a>\u0001</a>',
    '<a>]]></a>',
  ])('takes no %s for XML', (xml) => {
    expect(() => parseXml(xml)).toThrow();
  });
});
