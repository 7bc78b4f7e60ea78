/** What people do with forms: cells filled in, as a spreadsheet program would leave them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** Writes values into cells of an Excel file: numbers as numbers, texts as texts; `=…` as a formula. */
export function fillIn(file: string, cells: Readonly<Record<string, string | number>>, to = file): void {
  const parts = unzipSync(readFileSync(file));
  const name = 'xl/worksheets/sheet1.xml';
  let sheet = strFromU8(parts[name] ?? new Uint8Array());
  for (const [cell, value] of Object.entries(cells)) {
    const empty = new RegExp(`<c r="${cell}"( s="\\d+")?(?:/>|[^>]*[^/]>.*?</c>|>.*?</c>)`);
    if (!empty.test(sheet)) throw new Error(`${file} has no cell ${cell}`);
    sheet = sheet.replace(
      empty,
      (_found, style: string | undefined) => `<c r="${cell}"${style ?? ''}${content(value)}</c>`,
    );
  }
  parts[name] = strToU8(sheet);
  writeFileSync(to, zipSync(parts));
}

function content(value: string | number): string {
  if (typeof value === 'number') return `><v>${value}</v>`;
  if (value.startsWith('=')) return `><f>${value.slice(1)}</f><v>4</v>`;
  return ` t="inlineStr"><is><t>${value.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</t></is>`;
}

/** The texts of a part of an Excel file. */
export function partOf(file: string, part: string): string {
  return strFromU8(unzipSync(readFileSync(file))[part] ?? new Uint8Array());
}
