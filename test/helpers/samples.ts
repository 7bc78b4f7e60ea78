/** A workspace of the sample records, with the packaged schemas and templates. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRepository, type TestRepository } from './repository.ts';

const root = join(import.meta.dirname, '..', '..');

export function sampleWorkspace(): TestRepository {
  const files: Record<string, string> = { '.gitignore': 'out/\n' };
  for (const file of readdirSync(join(root, 'records'), { recursive: true, withFileTypes: true })) {
    // The README's first command leaves its record in the checkout that the tests run in.
    if (!file.isFile() || file.name === 'mou-2026-unesco.yaml') continue;
    const path = join(file.parentPath, file.name);
    files[path.slice(root.length + 1)] = readFileSync(path, 'utf8');
  }
  return makeRepository(files);
}
