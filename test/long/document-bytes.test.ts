/** Documents made by other processes, in other time zones and languages of the machine, are the same bytes. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';

// Below the project, so that the bundle finds the libraries.
const folder = mkdtempSync('node_modules/.document-bytes-');
const bundle = join(folder, 'make.mjs');

beforeAll(async () => {
  await build({
    stdin: {
      contents: `
        import { documentOf, loadAsset } from './test/formats/documents.ts';
        import { formats } from './src/formats/index.ts';
        import { readFileSync, writeFileSync } from 'node:fs';
        const document = documentOf(readFileSync('test/formats/sample-mou.md', 'utf8'), { mark: 'DRAFT' });
        for (const { name, write } of formats) writeFileSync(process.argv[2] + '.' + name, await write(document, loadAsset));
      `,
      resolveDir: '.',
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile: bundle,
    logLevel: 'error',
  });
});

afterAll(() => rmSync(folder, { recursive: true }));

function hashes(name: string, env: Record<string, string>): string[] {
  const path = join(folder, name);
  writeFileSync(path, '');
  execFileSync(process.execPath, [bundle, path], { env: { ...process.env, ...env } });
  return ['md', 'html', 'docx', 'pdf'].map((format) =>
    createHash('sha256')
      .update(readFileSync(`${path}.${format}`))
      .digest('hex'),
  );
}

it('are the same bytes', () => {
  const here = hashes('here', { TZ: 'UTC', LC_ALL: 'C' });
  expect(hashes('addis', { TZ: 'Africa/Addis_Ababa', LC_ALL: 'am_ET.UTF-8' })).toEqual(here);
  expect(hashes('honolulu', { TZ: 'Pacific/Honolulu' })).toEqual(here);
});
