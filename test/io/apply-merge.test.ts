/** Merging beside what else lies in a repository: the user's own work, other kinds of file, locks, hooks, settings. */
import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repositoryAt, type TestRepository } from '../helpers/repository.ts';
import { run as runIn } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

const jimma = 'records/towns/jimma.yaml';
const adama = 'records/towns/adama.yaml';
let repository: TestRepository;

beforeEach(() => {
  repository = travelWorkspace({ '.gitignore': 'out/\n', 'notes.txt': 'one\ntwo\nthree\nfour\nfive\n' });
});
afterEach(() => repository.remove());

async function run(args: readonly string[], at = repository) {
  return runIn(at.root, args, { env: at.env });
}

async function ok(...args: string[]): Promise<string> {
  const ran = await run(args);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  return ran.out;
}

/** A branch `other` with these files, and ours; each is one commit more than both share. */
function branches(other: Record<string, string | undefined>, ours: Record<string, string | undefined> = {}): void {
  const commit = (files: Record<string, string | undefined>): void => {
    for (const [path, text] of Object.entries(files)) {
      if (text === undefined) repository.git('rm', '--quiet', path);
      else repository.write(path, text);
    }
    repository.git('add', '--force', '--', ...Object.keys(files).filter((path) => files[path] !== undefined));
    repository.git('commit', '--quiet', '--message=Work');
  };
  repository.git('switch', '--quiet', '--create', 'other');
  commit(other);
  repository.git('switch', '--quiet', 'main');
  if (Object.keys(ours).length > 0) commit(ours);
}

const text = (title: string, people: number): string =>
  `title: {en: ${title}, am: አዳማ}\npeople: ${people}\nsize: big\n`;
const apart = { [jimma]: 'title: {en: Jimma}\npeople: 7\n' };
const came = { 'records/towns/harar.yaml': 'title: {en: Harar, am: ሐረር}\n' };

describe('what the user has beside a merge', () => {
  it.each(['out/paper.txt', 'new.txt'])('is not replaced where git does not know it (%s)', async (path) => {
    branches({ [path]: 'theirs\n' });
    repository.write(path, 'mine\n');
    const before = repository.snapshot();
    const refused = await run(['merge', 'other']);
    expect(refused.code).toBe(3);
    expect(refused.err).toContain(`error file-exists: ${path}: there already, and git does not know it`);
    expect(repository.snapshot()).toEqual(before);
  });

  it('stays staged and edited in a step forward', async () => {
    branches({ ...came, 'a b/ደብዳቤ.txt': 'a letter\n' });
    repository.write('notes.txt', 'staged\n');
    repository.git('add', 'notes.txt');
    repository.write('notes.txt', 'edited\n');
    repository.write(jimma, 'title: {en: Jimma}\npeople: 1\n');
    await ok('merge', 'other');
    expect(repository.git('status', '--porcelain')).toBe(`MM notes.txt\n M ${jimma}\n`);
    expect(repository.read('a b/ደብዳቤ.txt')).toBe('a letter\n');
  });

  it('is named where the merge would change it, or take it along', async () => {
    branches({ 'notes.txt': 'theirs\n' }, apart);
    repository.write('notes.txt', 'edited\n');
    expect((await run(['merge', 'other'])).err).toContain('error uncommitted-changes: notes.txt: changed by hand');
    repository.git('checkout', '--quiet', 'notes.txt');
    repository.write('staged.txt', 'mine\n');
    repository.git('add', 'staged.txt');
    const before = repository.snapshot();
    expect((await run(['merge', 'other'])).err).toContain('error uncommitted-changes: staged.txt: staged, but not');
    expect(repository.snapshot()).toEqual(before);
  });

  it('is kept when a merge is given up: what was written since, and what has no part in it', async () => {
    branches({ [adama]: 'title: {en: Nazret}\n' }, { [adama]: 'title: {en: Adama}\npeople: 1\n' });
    expect((await run(['merge', 'other'])).code).toBe(1);
    repository.write(adama, 'title: {en: "Adama, by hand"}\n');
    repository.write('records/towns/gondar.yaml', 'title: {en: Gondar}\n');
    const given = await run(['merge', '--abort']);
    expect(given.err).toContain('What you had written since is kept: .git/irc/adama.yaml.rescued');
    expect(repository.read('.git/irc/adama.yaml.rescued')).toContain('by hand');
    expect(repository.read(adama)).toBe('title: {en: Adama}\npeople: 1\n');
    expect(repository.git('status', '--porcelain')).toBe('?? records/towns/gondar.yaml\n');
    expect(repository.exists('.git/MERGE_HEAD')).toBe(false);
  });

  it('is not committed with a merge that git began', async () => {
    branches({ [adama]: 'title: {en: Nazret}\n' }, apart);
    repository.write('records/towns/gondar.yaml', 'title: {en: Gondar}\n');
    repository.git('merge', '--quiet', '--no-commit', 'other');
    const refused = await run(['merge', '--continue']);
    expect(refused.err).toContain('error uncommitted-changes: records/towns/gondar.yaml: changed, and no part');
    repository.git('add', 'records/towns/gondar.yaml');
    await ok('merge', '--continue');
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('is never put in a stash by a setting of git', async () => {
    repository.git('config', 'merge.autoStash', 'true');
    branches({ [adama]: 'title: {en: Nazret}\n' }, apart);
    repository.write('notes.txt', 'edited\n');
    await ok('merge', 'other');
    expect(repository.read('notes.txt')).toBe('edited\n');
    expect(repository.git('stash', 'list')).toBe('');
  });
});

describe('what refuses', () => {
  it('a hook or a signature at the commit of the merge leaves all as it was', async () => {
    branches({ ...came, [adama]: undefined, 'records/trips/trip-adama.yaml': undefined }, apart);
    // Of the index what it says: git notes times of files in it, too.
    const state = () => {
      const { '.git/index': _, ...files } = repository.snapshot();
      return { ...files, index: repository.git('ls-files', '--stage') };
    };
    const before = state();
    repository.hook('pre-commit', 'echo "not today"; exit 1');
    const refused = await run(['merge', 'other']);
    expect(refused.code).toBe(3);
    expect(refused.err).toContain("error hook-refused: The repository's pre-commit hook refused");
    expect(refused.err).toContain('pre-commit | not today');
    expect(state()).toEqual(before);
    repository.hook('pre-commit', 'exit 0');
    repository.git('config', 'commit.gpgSign', 'true');
    repository.git('config', 'gpg.program', 'false');
    expect((await run(['merge', 'other'])).err).toContain('error signing-failed');
    repository.git('config', '--unset', 'commit.gpgSign');
    repository.git('config', '--unset', 'gpg.program');
    expect(repository.git('status', '--porcelain')).toBe('');
    await ok('merge', 'other');
  });

  it('a hook that runs irc does not wait for the save that it is a part of', async () => {
    branches(came, apart);
    const irc = join(import.meta.dirname, '..', '..', 'bin', 'irc.js');
    repository.hook('pre-commit', `exec '${process.execPath}' '${irc}' validate`);
    const start = performance.now();
    await ok('merge', 'other');
    await ok('set', 'jimma', 'people=8');
    expect(performance.now() - start).toBeLessThan(20_000);
    repository.write(jimma, 'title: 5\n');
    expect(repository.tryGit('commit', '--all', '--message=Wrong').status).not.toBe(0);
  });

  it('a lock that git left is named, never removed, and in the way of nothing afterwards', async () => {
    branches(came, apart);
    repository.write('.git/index.lock', '');
    const before = repository.snapshot();
    const refused = await run(['merge', 'other']);
    expect(refused.err).toContain('error index-locked: Another git command is at work here, or one was cut off');
    expect(refused.err).toMatch(/rm \S+\/\.git\/index\.lock/);
    expect(repository.snapshot()).toEqual(before);
    rmSync(join(repository.root, '.git/index.lock'));
    await ok('merge', 'other');
  });

  it('a link that one side brings, or a folder in the place of a file', async () => {
    repository.git('switch', '--quiet', '--create', 'other');
    symlinkSync('notes.txt', join(repository.root, 'link'));
    repository.git('add', 'link');
    repository.git('commit', '--quiet', '--message=Link');
    repository.git('switch', '--quiet', 'main');
    expect((await run(['merge', 'other'])).err).toContain('error path-is-link: link is a link');
    repository.git('branch', '--quiet', '-D', 'other');
    branches({ 'notes.txt': undefined, 'notes.txt/a': 'x\n' });
    expect((await run(['merge', 'other'])).err).toContain('error file-exists');
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('branches without a common commit', async () => {
    repository.git('switch', '--quiet', '--orphan', 'other');
    repository.commit({ 'a.txt': 'a\n' });
    repository.git('switch', '--quiet', 'main');
    expect((await run(['merge', 'other'])).err).toContain('error no-common-commit');
  });
});

describe('files that are no records', () => {
  it('are joined line by line, by the attributes', async () => {
    repository.commit({
      '.gitattributes': 'log.txt merge=union\nscan.txt -merge\n',
      'log.txt': 'a\n',
      'scan.txt': 'a\n',
    });
    branches(
      { 'notes.txt': 'ONE\ntwo\nthree\nfour\nfive\n', 'log.txt': 'a\nb\n' },
      { 'notes.txt': 'one\ntwo\nthree\nfour\nFIVE\n', 'log.txt': 'a\nc\n' },
    );
    await ok('merge', 'other');
    expect(repository.read('notes.txt')).toBe('ONE\ntwo\nthree\nfour\nFIVE\n');
    expect(repository.read('log.txt').split('\n').sort()).toEqual(['', 'a', 'b', 'c']);
  });

  it('wait for a person where both sides changed them: lines, one gone, both new, no text', async () => {
    repository.commit({ 'gone.txt': 'a\n', 'here.txt': 'a\n', 'scan.bin': 'a\0b' });
    branches(
      { 'notes.txt': 'x\n', 'new.txt': 'theirs\n', 'gone.txt': 'b\n', 'here.txt': undefined, 'scan.bin': 'c\0d' },
      { 'notes.txt': 'y\n', 'new.txt': 'ours\n', 'gone.txt': undefined, 'here.txt': 'b\n', 'scan.bin': 'e\0f' },
    );
    const waits = await run(['merge', 'other']);
    expect(waits.code).toBe(1);
    const open = ['gone.txt', 'here.txt', 'new.txt', 'notes.txt', 'scan.bin'];
    for (const path of open) expect(waits.out).toContain(`${path}    changed on both sides: mend it by hand`);
    expect(repository.git('diff', '--name-only', '--diff-filter=U').trim().split('\n')).toEqual(open);
    expect(repository.read('new.txt')).toBe('<<<<<<< ours\nours\n=======\ntheirs\n>>>>>>> theirs\n');
    expect([repository.read('gone.txt'), repository.read('here.txt')]).toEqual(['b\n', 'b\n']);
    expect(repository.read('scan.bin')).toBe('e\0f');
    for (const path of open) repository.write(path, 'done\n');
    repository.git('add', ...open);
    await ok('merge', '--continue');
    expect(repository.git('log', '-1', '--format=%P').trim().split(' ')).toHaveLength(2);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('keep what makes them programs, and folders go with their last file', async () => {
    repository.commit({ 'bin/tool': '#!/bin/sh\n', 'old/a.txt': 'a\n' });
    repository.git('switch', '--quiet', '--create', 'other');
    chmodSync(join(repository.root, 'bin/tool'), 0o755);
    repository.git('rm', '--quiet', 'old/a.txt');
    repository.git('commit', '--quiet', '--all', '--message=Program');
    repository.git('switch', '--quiet', 'main');
    repository.commit(apart);
    await ok('merge', 'other');
    expect(statSync(join(repository.root, 'bin/tool')).mode & 0o111).toBe(0o111);
    expect(repository.exists('old')).toBe(false);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('of a submodule are left where they are; its commit is noted', async () => {
    const inner = travelWorkspace();
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'inner');
    repository.git('commit', '--quiet', '--message=Submodule');
    const commit = inner.git('rev-parse', 'HEAD').trim();
    inner.commit({ 'b.txt': 'b\n' });
    repository.git('switch', '--quiet', '--create', 'other');
    repository.git('update-index', '--cacheinfo', `160000,${inner.git('rev-parse', 'HEAD').trim()},inner`);
    repository.git('commit', '--quiet', '--message=Newer');
    repository.git('switch', '--quiet', 'main');
    repository.commit(apart);
    await ok('merge', 'other');
    expect(repository.git('rev-parse', 'HEAD:inner')).toBe(inner.git('rev-parse', 'HEAD'));
    expect(repository.git('-C', 'inner', 'rev-parse', 'HEAD').trim()).toBe(commit);
    inner.remove();
  });
});

describe('settings and places', () => {
  it('core.autocrlf: the working tree has its line ends, git its own', async () => {
    const crlf = (lines: string): string => lines.replaceAll('\n', '\r\n');
    repository.git('config', 'core.autocrlf', 'true');
    repository.git('rm', '--quiet', '--cached', '-r', '.');
    repository.git('reset', '--quiet', '--hard');
    branches(
      { 'notes.txt': 'ONE\r\ntwo\r\nthree\r\nfour\r\nfive\r\n', [adama]: crlf(text('Nazret', 300000)) },
      { [adama]: crlf(text('Adama', 5)) },
    );
    await ok('merge', 'other');
    expect(repository.read('notes.txt')).toContain('ONE\r\ntwo\r\n');
    expect(repository.git('show', 'HEAD:notes.txt')).toContain('ONE\ntwo\n');
    expect(repository.read(adama)).toBe(crlf(text('Nazret', 5)));
    expect(repository.git('status', '--porcelain')).toBe('');
    expect(repository.git('diff-files', '--name-only')).toBe('');
  });

  it('a linked working tree, and a workspace below the top with a folder of an Amharic name', async () => {
    const place = join(repository.root, '..', 'የስራ ቦታ');
    repository.git('worktree', 'add', '--quiet', '-b', 'desk', place);
    const desk = repositoryAt(place, repository.env);
    desk.commit({ [jimma]: 'title: {en: Jimma}\npeople: 7\n' });
    repository.commit({ ...came, 'notes.txt': 'x\n' });
    expect((await run(['merge', 'main'], desk)).err).toBe('');
    expect(desk.git('log', '-1', '--format=%P').trim().split(' ')).toHaveLength(2);
    expect([desk.git('status', '--porcelain'), repository.git('status', '--porcelain')]).toEqual(['', '']);

    mkdirSync(join(desk.root, 'መዝገብ'));
    desk.git('mv', 'records', 'schemas', 'መዝገብ/');
    desk.git('commit', '--quiet', '--message=Below');
    desk.git('switch', '--quiet', '--create', 'other');
    desk.commit({ [`መዝገብ/${adama}`]: text('Nazret', 300000), 'beside.txt': 'x\n' });
    desk.git('switch', '--quiet', 'desk');
    desk.commit({ [`መዝገብ/${adama}`]: text('Adama', 5) });
    const below = repositoryAt(join(desk.root, 'መዝገብ'), desk.env);
    expect((await run(['merge', 'other'], below)).code).toBe(0);
    expect(desk.read(`መዝገብ/${adama}`)).toBe(text('Nazret', 5));
    expect(desk.read('beside.txt')).toBe('x\n');
    expect(desk.git('status', '--porcelain')).toBe('');
  });

  it('a sparse checkout: what is left out stays out', async () => {
    repository.commit({ 'far/a.txt': 'a\n' });
    branches({ 'far/a.txt': 'b\n' }, apart);
    repository.git('sparse-checkout', 'set', '--no-cone', '/*', '!/far/');
    await ok('merge', 'other');
    expect(repository.exists('far/a.txt')).toBe(false);
    expect(repository.git('status', '--porcelain')).toBe('');
    expect(repository.git('show', 'HEAD:far/a.txt')).toBe('b\n');
  });

  it('branches that were merged crosswise', async () => {
    branches({ 'notes.txt': 'theirs\n', [adama]: text('Nazret', 300000) }, apart);
    repository.git('branch', '--quiet', 'old');
    await ok('merge', 'other');
    repository.git('switch', '--quiet', 'other');
    await ok('merge', 'old');
    repository.commit({ 'notes.txt': 'later\n' });
    repository.git('switch', '--quiet', 'main');
    repository.commit({ [jimma]: 'title: {en: Jimma}\npeople: 8\n' });
    await ok('merge', 'other');
    expect(repository.read('notes.txt')).toBe('later\n');
    expect(repository.read(jimma)).toContain('people: 8');
  });

  it('two at once: one of them merges, the other says so', async () => {
    branches(came, apart);
    const both = await Promise.all([run(['merge', 'other']), run(['merge', 'other'])]);
    expect(both.map(({ code }) => code).sort()).not.toContain(70);
    expect(both.some(({ code }) => code === 0)).toBe(true);
    expect(repository.git('rev-list', '--count', '--merges', 'HEAD')).toBe('1\n');
    expect(repository.git('status', '--porcelain')).toBe('');
  });
});
