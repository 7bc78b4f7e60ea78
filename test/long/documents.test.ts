/** Documents as other programs open them: Word by LibreOffice, PDF by poppler, the page by Chromium. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { papersWorkspace, sampleWorkspace } from '../helpers/samples.ts';

const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

let workspace: TestRepository;
let folder: string;

beforeAll(async () => {
  workspace = sampleWorkspace();
  folder = join(workspace.root, 'out', 'mou-2026-african-union');
  const made = await run(
    workspace.root,
    ['draft', 'mou-2026-african-union', '--copy', 'office', '--lang', 'en,am,en+am'],
    {
      env: workspace.env,
    },
  );
  expect(made.code).toBe(0);
});

afterAll(() => {
  workspace.remove();
});

function pdfText(file: string): string {
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
}

describe.skipIf(!has('pdftotext'))('the PDF', () => {
  it('holds the articles, page numbers, the mark and the signatures, in English and Amharic', () => {
    const english = pdfText(join(folder, 'draft-office-en.pdf'));
    for (const words of [
      'MEMORANDUM OF UNDERSTANDING',
      'Article 1',
      'Article 14',
      '12.1',
      'Page 1 of',
      'For and on behalf of',
      'African Union',
    ]) {
      expect(english).toContain(words);
    }
    expect(pdfText(join(folder, 'draft-office-am.pdf'))).toContain('አንቀጽ 1');
    const fonts = execFileSync('pdffonts', [join(folder, 'draft-office-am.pdf')], { encoding: 'utf8' });
    expect(fonts).toContain('AbyssinicaSIL');
    const isEmbedded = fonts
      .trimEnd()
      .split('\n')
      .slice(2)
      .map((line) => / yes (?:yes|no) +yes /.test(line));
    expect(isEmbedded.every(Boolean)).toBe(true);
  });

  it('is tagged, has an outline, and tells its house', () => {
    const file = join(folder, 'draft-office-en.pdf');
    const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
    expect(info).toMatch(/Tagged: +yes/);
    expect(info).toMatch(/Author: +Ministry of Innovation and Technology/);
    const structure = execFileSync('pdfinfo', ['-struct-text', file], { encoding: 'utf8', stdio: 'pipe' });
    expect(structure).toMatch(/H1 .*\n +"MEMORANDUM/);
    expect(structure).toMatch(/LI \(block\)\n +Lbl \(block\)\n +"1\.1"/);
    const outline = execFileSync('pdftohtml', ['-xml', '-stdout', '-i', file], { encoding: 'utf8' });
    expect(outline).toMatch(
      /<item page="1">MEMORANDUM OF UNDERSTANDING<\/item>\n<outline>\n<item page="\d">Article.1 /,
    );
  });

  it('keeps its mark out of the words', () => {
    const words = pdfText(join(folder, 'draft-office-en.pdf'))
      .split('\n')
      .map((line) => line.trim());
    expect(words.filter((line) => /^[DRAFT]$/.test(line))).toEqual([]);
    expect(words.filter((line) => line.includes('DRAFT')).every((line) => line.startsWith('DRAFT · '))).toBe(true);
  });
});

describe.skipIf(!has('pdfinfo'))('the pages of a paper', () => {
  it.each([
    ['sn', 'profile', 2, 6],
    ['drylands', 'profile', 2, 6],
    ['am', 'profile', 1, 2],
    ['ida', 'profile', 1, 2],
    ['mou-2026-sn-space', 'checklist', 1, 1],
    ['mou-2026-sn-space', 'transmittal', 1, 1],
    ['agreement-2022-sn', 'brief', 1, 1],
    ['seeds', 'sheet', 1, 2],
  ])('of %s, %s, are from %d to %d', async (id, document, least, most) => {
    const papers = papersWorkspace();
    try {
      const made = await run(papers.root, ['render', id, '--document', document, '--format', 'pdf'], {
        env: papers.env,
      });
      expect(made.code).toBe(0);
      const file = join(papers.root, 'out', id, `${document}-en.pdf`);
      const pages = Number(/Pages: +(\d+)/.exec(execFileSync('pdfinfo', [file], { encoding: 'utf8' }))?.[1]);
      expect(pages).toBeGreaterThanOrEqual(least);
      expect(pages).toBeLessThanOrEqual(most);
    } finally {
      papers.remove();
    }
  });

  it('hold the Amharic name of the partner', async () => {
    const papers = papersWorkspace();
    try {
      await run(papers.root, ['render', 'sn', '--document', 'profile', '--format', 'pdf'], { env: papers.env });
      expect(pdfText(join(papers.root, 'out', 'sn', 'profile-en.pdf'))).toContain('ሴኔጋል ሪፐብሊክ');
    } finally {
      papers.remove();
    }
  });
});

describe.skipIf(!has('soffice') || !has('pdftotext'))('the Word file in LibreOffice', () => {
  it('opens with the numbers that Word counts, references, and embedded Amharic', () => {
    const home = join(workspace.root, 'office-home');
    for (const language of ['en', 'am', 'en+am']) {
      execFileSync(
        'soffice',
        [
          `-env:UserInstallation=file://${home}`,
          '--headless',
          '--convert-to',
          'pdf',
          '--outdir',
          join(folder, 'word'),
          join(folder, `draft-office-${language}.docx`),
        ],
        { stdio: 'ignore' },
      );
    }
    const english = pdfText(join(folder, 'word', 'draft-office-en.pdf'));
    for (const words of ['Article 1 ', 'Article 14 ', '2.1', '(a)', 'in the areas of Article 2', 'Page 1 of']) {
      expect(english.replace(/\s+/g, ' ')).toContain(words);
    }
    expect(pdfText(join(folder, 'word', 'draft-office-am.pdf'))).toContain('አንቀጽ 1');
  });

  it('counts the articles of each of two texts from 1', () => {
    const both = pdfText(join(folder, 'word', 'draft-office-en+am.pdf'));
    expect(both.match(/^ *Article 1 /gm)).toHaveLength(1);
    expect(both.match(/^ *አንቀጽ 1 /gm)).toHaveLength(1);
    expect(both.indexOf('አንቀጽ 1 ')).toBeGreaterThan(both.indexOf('Article 14 '));
  });
});

describe.skipIf(!has('chromium'))('the page in Chromium', () => {
  it.each([1000, 420])('is drawn at a width of %d and loads nothing', (width) => {
    const page = join(folder, 'draft-office-en.html');
    const picture = join(folder, `page-${width}.png`);
    execFileSync(
      'chromium',
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        `--window-size=${width},1200`,
        `--screenshot=${picture}`,
        `file://${page}`,
      ],
      { stdio: 'ignore' },
    );
    expect(statSync(picture).size).toBeGreaterThan(10_000);
    const html = readFileSync(page, 'utf8');
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.)/);
  });
});
