import { strFromU8, unzipSync } from 'fflate';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { writeDocx } from '../../src/formats/docx.ts';
import { documentOf, loadAsset, partsOf } from './documents.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A font of the file as its reader sees it: the first 32 bytes are hidden by the key of the table. */
function openedFont(docx: Uint8Array, index: number): Uint8Array {
  const files = unzipSync(docx);
  const table = strFromU8(files['word/fontTable.xml'] as Uint8Array);
  const key = [...table.matchAll(/w:fontKey="\{([^}]+)\}"/g)][index - 1]?.[1]?.replaceAll('-', '') ?? '';
  const mask = Buffer.from(key, 'hex').reverse();
  return (files[`word/fonts/font${index}.odttf`] as Uint8Array).map((byte, at) =>
    at < 32 ? byte ^ (mask[at % 16] ?? 0) : byte,
  );
}

describe('the fonts in a Word file', () => {
  it('open with the keys that the file tells', async () => {
    const docx = await writeDocx(documentOf('ሰነድ'), loadAsset);
    const font = await loadAsset('SourceSerif4_400Regular.ttf');
    expect(Buffer.compare(Buffer.from(openedFont(docx, 1)), Buffer.from(font))).toBe(0);
    const count = Object.keys(unzipSync(docx)).filter((name) => name.endsWith('.odttf')).length;
    // TrueType begins with 00 01 00 00.
    for (let index = 1; index <= count; index += 1) {
      expect([...openedFont(docx, index).slice(0, 4)]).toEqual([0, 1, 0, 0]);
    }
  });
});

describe('the date of a Word file', () => {
  it('may lie before all that a zip can tell', async () => {
    const parts = partsOf(await writeDocx(documentOf('x', { date: '1975-05-01' }), loadAsset));
    expect(parts['docProps/core.xml']).toContain('>1975-05-01T00:00:00Z<');
  });

  it('leaves the bytes alone where clocks skip the midnight of that day', async () => {
    const document = documentOf('x', { date: '2026-04-24' });
    vi.stubEnv('TZ', 'Africa/Cairo');
    expect(new Date('2026-04-24T00:00:00').getHours()).toBe(1);
    const inCairo = await writeDocx(document, loadAsset);
    vi.stubEnv('TZ', 'UTC');
    const inUtc = await writeDocx(document, loadAsset);
    expect(Buffer.compare(Buffer.from(inCairo), Buffer.from(inUtc))).toBe(0);
  });
});

describe('the mark across a page of Word', () => {
  const marks = async (mark: string): Promise<string> =>
    partsOf(await writeDocx(documentOf('x', { mark, language: 'am' }), loadAsset))['word/header1.xml'] ?? '';

  it('is set in a font that has its letters', async () => {
    expect(await marks('ረቂቅ')).toMatch(/Noto Sans Ethiopic[^>]*string="ረቂቅ"|string="ረቂቅ"[^>]*Noto Sans Ethiopic/);
    expect(await marks('DRAFT')).not.toContain('Noto Sans Ethiopic');
  });

  it('is text, whatever it holds', async () => {
    expect(await marks('"/><w:x>')).toContain('string="&quot;/&gt;&lt;w:x&gt;"');
  });
});
