import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, type RunOptions, run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

const trip = 'records/trips/trip-adama.yaml';
const jimma = 'records/towns/jimma.yaml';
let workspace: TestRepository;

beforeEach(() => {
  workspace = travelWorkspace();
});
afterEach(() => workspace.remove());

async function save(args: readonly string[] = [], options: RunOptions = {}): Promise<Ran> {
  return run(workspace.root, ['save', ...args], { env: workspace.env, ...options });
}

function edit(path: string, from: string, to: string): void {
  workspace.write(path, workspace.read(path).replace(from, to));
}

describe('irc save', () => {
  it('says what differs, and commits it with a message of the fields', async () => {
    edit(trip, 'nights: 2', 'nights: 3');
    const saved = await save();
    expect(saved.code, saved.err).toBe(0);
    expect(saved.err).toBe('trip-adama · To Adama\n  Stops, adama, nights  2 → 3\n');
    expect(saved.out).toMatch(
      /^✓ Saved trip-adama\n {2}commit {5}[0-9a-f]{7} Change trip-adama: stops, adama, nights\n {2}share {6}irc sync\n/,
    );
    expect(workspace.git('log', '-1', '--format=%B')).toBe(
      'Change trip-adama: stops, adama, nights\n\nStops, adama, nights: 2 → 3\n\nIrc-Record: trip-adama\nIrc-Action: save\n\n',
    );
    expect(workspace.git('status', '--porcelain')).toBe('');
  });

  it('says plainly that there is nothing to save', async () => {
    const head = workspace.git('rev-parse', 'HEAD');
    expect(await save()).toEqual({
      code: 0,
      err: '',
      out: 'Nothing to save. All records are as they were saved last.\n',
    });
    expect((await save(['jimma'])).out).toBe('Nothing to save. What you named is as it was saved last.\n');
    expect(JSON.parse((await save(['--json'])).out)).toEqual({ records: [], files: [], left: [], commit: null });
    expect(workspace.git('rev-parse', 'HEAD')).toBe(head);
  });

  it('takes only what is named, and leaves alone what is staged or changed elsewhere', async () => {
    edit(trip, 'nights: 2', 'nights: 3');
    edit(jimma, 'Jimma', 'Jima');
    workspace.write('notes.txt', 'mine\n');
    workspace.git('add', 'notes.txt', trip);
    edit(trip, 'nights: 3', 'nights: 4');
    const saved = await save(['jimma']);
    expect(saved.code, saved.err).toBe(0);
    expect(saved.err).toContain(`Not saved: ${trip}`);
    expect(workspace.git('show', '--format=', '--name-only', 'HEAD')).toBe(`${jimma}\n`);
    expect(workspace.git('status', '--porcelain').split('\n').sort()).toEqual(['', 'A  notes.txt', `MM ${trip}`]);
    expect(workspace.git('show', `:${trip}`)).toContain('nights: 3');
    expect((await save(['nowhere'])).err).toContain('error unknown-path');
    expect(await save(['notes.txt'])).toEqual({
      code: 2,
      out: '',
      err: 'error unknown-path: "notes.txt" is no part of the register (records/, schemas/, templates/, files/), and irc saves only that.\n  a paper of a record: irc attach ID notes.txt        anything else: git add -- notes.txt, then git commit\n',
    });
    expect((await save(['../'])).err).toContain('  name a record, or a file of the register\n');
  });

  it('saves new, removed and renamed records, and comments and layout alone', async () => {
    workspace.write('records/towns/harar.yaml', 'title: {en: Harar}\n');
    workspace.git('rm', '--quiet', '--cached', jimma);
    workspace.write('records/towns/jima.yaml', workspace.read(jimma));
    workspace.write(trip, `${workspace.read(trip)}# seen\n`);
    const { rmSync } = await import('node:fs');
    rmSync(`${workspace.root}/${jimma}`);
    const { records, files, left, commit } = JSON.parse((await save(['--json'])).out);
    expect(records.map(({ id, change }: { id: string; change: string }) => [id, change])).toEqual([
      ['harar', 'added'],
      ['jima', 'changed'],
      ['trip-adama', 'changed'],
    ]);
    expect([files, left]).toEqual([[], []]);
    expect(commit).toBe(workspace.git('rev-parse', 'HEAD').trim());
    expect(workspace.git('log', '-1', '--format=%s')).toBe('Change 3 records: harar, jima, trip-adama\n');
    expect(workspace.git('status', '--porcelain')).toBe('');
  });

  it('refuses the errors that an edit adds, with the list, and changes nothing', async () => {
    edit(trip, 'town: adama', 'town: nowhere');
    edit(jimma, 'Jimma', 'Jima');
    const before = workspace.snapshot();
    const refused = await save();
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(
      'error records-have-errors: This would add 1 error to the records. Nothing was saved.',
    );
    expect(refused.err).toContain(`${trip}: reference-missing`);
    expect(workspace.snapshot()).toEqual(before);
    // The other one stands by itself.
    expect(await save(['jimma'])).toMatchObject({ code: 0 });
  });

  it('refuses a record that cannot be read, or that another file has to be saved with', async () => {
    edit(trip, 'stops:', 'stops: [');
    expect((await save()).err).toMatch(/trip-adama\.yaml: yaml-/);
    workspace.git('checkout', '--quiet', '--', trip);
    workspace.write('records/towns/harar.yaml', 'title: {en: Harar}\n');
    edit(trip, 'town: adama', 'town: harar');
    expect((await save(['trip-adama'])).err).toContain('reference-missing');
    expect(await save()).toMatchObject({ code: 0 });
  });

  it('lets an error stand that was there before, and refuses conflicts of a merge', async () => {
    workspace.commit({ [trip]: workspace.read(trip).replace('town: adama', 'town: nowhere') });
    edit(trip, 'To Adama', 'To the lake');
    expect(await save()).toMatchObject({ code: 0 });
    workspace.write(trip, `conflicts:\n  - {path: title.en, base: A, ours: B, theirs: C}\n${workspace.read(trip)}`);
    expect((await save()).err).toContain('merge-conflict');
  });

  it('asks once in a terminal, and leaves all as it is after a no', async () => {
    edit(jimma, 'Jimma', 'Jima');
    const before = workspace.snapshot();
    const no = await save([], { answers: ['no'] });
    expect(no.err).toContain('Title, English  Jimma → Jima\nNothing was saved; your files are as they were.\n');
    expect(workspace.snapshot()).toEqual(before);
    expect((await save(['-n'])).err).toContain('Nothing was saved (--dry-run).');
    expect(workspace.snapshot()).toEqual(before);
    expect((await save(['--message', 'As they write it'], { answers: ['yes'] })).out).toContain('✓ Saved jimma');
    expect(workspace.git('log', '-1', '--format=%s')).toBe('As they write it\n');
    edit(jimma, 'Jima', 'Jimma');
    expect((await save(['-y'], { answers: [] })).out).toContain('✓ Saved jimma');
  });

  it('takes schemas, templates and scans where they are named, and checks them', async () => {
    const schema = 'schemas/town.schema.json';
    edit(schema, '"title": "People"', '"title": "Inhabitants"');
    workspace.write('files/jimma/map.bin', Buffer.from([0, 255, 13, 10]));
    edit(jimma, 'Jimma', 'Jima');
    expect((await save()).err).toContain(
      `Not saved: files/jimma/map.bin, ${schema}        save it too: irc save --all`,
    );
    expect((await save(['files'])).out).toContain('✓ Saved 1 file');
    const inbox = await run(workspace.root, ['inbox'], { env: workspace.env });
    expect(inbox.out).toMatch(/town\.schema\.json, changed by hand +irc save --all\n/);
    expect((await save(['--all'])).out).toContain('✓ Saved 1 file');
    expect(workspace.git('status', '--porcelain')).toBe('');
    edit(schema, '"plural"', '"plurall"');
    expect((await save(['schemas'])).err).toContain(`${schema}:`);
    workspace.git('checkout', '--quiet', '--', schema);
    // A schema that makes a record wrong which nobody touched.
    edit(schema, '"required": [', '"required": ["people", ');
    expect((await save(['--all'])).err).toContain('records/towns/jimma.yaml: field-missing');
  });

  it('works in a folder of a repository, and is refused during a merge', async () => {
    workspace.git('switch', '--quiet', '-c', 'other');
    workspace.commit({ [jimma]: 'title: {en: A}\n' });
    workspace.git('switch', '--quiet', 'main');
    workspace.commit({ [jimma]: 'title: {en: B}\n' });
    workspace.tryGit('merge', 'other');
    expect((await save()).err).toContain('error merge-under-way');
    workspace.git('merge', '--abort');
    const names = ['records', 'schemas', 'templates'];
    const { mkdirSync } = await import('node:fs');
    mkdirSync(`${workspace.root}/register`);
    workspace.git('mv', ...names, 'register');
    workspace.git('commit', '--quiet', '--message=Move');
    edit(`register/${jimma}`, '{en: B}', '{en: C}');
    const saved = await run(`${workspace.root}/register`, ['save', 'jimma'], { env: workspace.env });
    expect(saved.out).toContain('✓ Saved jimma');
    expect(workspace.git('status', '--porcelain')).toBe('');
  });
});
