/** A workspace of two invented kinds, towns and trips: nothing that the program could have been written for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRepository, type TestRepository } from './repository.ts';

const fixture = join(import.meta.dirname, '..', 'fixtures', 'travel');

const records: Readonly<Record<string, string>> = {
  'records/office.yaml': 'names: {en: Our office}\nposts:\n  - {id: director, title: {en: Director}}\n',
  'records/towns/adama.yaml': 'title: {en: Adama, am: አዳማ}\npeople: 300000\nsize: big\n',
  'records/towns/jimma.yaml': 'title: {en: Jimma}\n',
  'records/trips/trip-adama.yaml':
    '# by hand\ntitle: {en: "To Adama"}   # the lake\nstarts: 2026-10-01\nstops:\n  - town: adama\n    nights: 2\n\nhistory:\n  - {date: 2026-09-01, to: idea}\n',
};

/** A fresh repository with the fixture's schemas and templates and the records, in one commit. */
export function travelWorkspace(more: Readonly<Record<string, string>> = {}): TestRepository {
  const files: Record<string, string> = { ...records, ...more };
  for (const file of readdirSync(fixture, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    files[path.slice(fixture.length + 1)] ??= readFileSync(path, 'utf8');
  }
  return makeRepository(files);
}
