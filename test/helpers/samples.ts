/** A workspace of the sample records, with the packaged schemas and templates. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRepository, type TestRepository } from './repository.ts';

const root = join(import.meta.dirname, '..', '..');

export function sampleWorkspace(): TestRepository {
  return makeRepository({ '.gitignore': 'out/\n', ...recordsIn(root) });
}

/** The sample records, and with them invented ones that fill every part of a paper. */
export function papersWorkspace(): TestRepository {
  const invented = recordsIn(join(root, 'test', 'fixtures', 'papers'));
  return makeRepository({ '.gitignore': 'out/\n', ...recordsIn(root), ...invented });
}

/** The texts of `records/` in a folder, by their path from it. */
function recordsIn(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const file of readdirSync(join(folder, 'records'), { recursive: true, withFileTypes: true })) {
    // The README's first command leaves its record in the checkout that the tests run in.
    if (!file.isFile() || file.name === 'mou-2026-unesco.yaml') continue;
    const path = join(file.parentPath, file.name);
    files[path.slice(folder.length + 1)] = readFileSync(path, 'utf8');
  }
  return files;
}
