import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRepository, type TestRepository, testEnvironment } from '../helpers/repository.ts';
import { type Ran, run } from '../helpers/run.ts';

const flags = [
  ...['--set', 'names.official.en=Ministry of Examples', '--set', 'seat=Addis Ababa'],
  ...['--set', 'posts={id: director, title: {en: Director}}'],
];

let base: string;
let env: NodeJS.ProcessEnv;

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'irc-init-')));
  mkdirSync(join(base, 'home'));
  env = testEnvironment(join(base, 'home'));
});

afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, env, encoding: 'utf8' });
}

async function irc(folder: string, ...args: string[]): Promise<Ran> {
  return run(folder, args, { env });
}

describe('irc init in a new folder', () => {
  it('makes the folder, the repository and one commit of all that belongs to a register', async () => {
    const made = await irc(base, 'init', 'reg', ...flags);
    expect(made).toMatchObject({ code: 0 });
    const reg = join(base, 'reg');
    expect(made.out).toContain(`A new register in ${reg}: Ministry of Examples`);
    expect(git(reg, 'rev-list', '--count', 'HEAD')).toBe('1\n');
    expect(git(reg, 'branch', '--show-current')).toBe('main\n');
    expect(git(reg, 'status', '--porcelain')).toBe('');
    const files = git(reg, 'ls-files').split('\n');
    for (const path of ['records/office.yaml', '.gitattributes', '.gitignore', '.editorconfig', 'README.md'])
      expect(files).toContain(path);
    for (const path of ['.vscode/settings.json', '.vscode/extensions.json', '.irc/copied.json'])
      expect(files).toContain(path);
    for (const path of ['schemas/partner.schema.json', 'schemas/codelists/currency.yaml', 'templates/clauses/entry.md'])
      expect(files).toContain(path);
    const attributes = git(reg, 'check-attr', 'diff', 'merge', 'eol', '--', 'records/partners/za.yaml');
    expect(attributes).toMatch(/diff: irc[\s\S]*merge: irc[\s\S]*eol: lf/);
    expect(git(reg, 'config', 'merge.irc.driver')).toContain('irc merge-driver %O %A %B %P');
    expect(git(reg, 'config', 'diff.irc.textconv')).toContain('irc textconv');
    expect(git(reg, 'config', 'diff.irc.xfuncname')).toContain('A-Za-z_');
    expect(await irc(reg, 'validate')).toMatchObject({ code: 0 });
  });

  it('makes records that name their schema in the first line, which fmt leaves first', async () => {
    await irc(base, 'init', 'reg', ...flags);
    const reg = join(base, 'reg');
    await irc(reg, 'new', 'country', '--set', 'country=KE', '--set', 'names.official.en=Republic of Kenya');
    const text = (): string => readFileSync(join(reg, 'records/partners/ke.yaml'), 'utf8');
    const first = '# yaml-language-server: $schema=../../.irc/editor/partner.schema.json\n';
    expect(text().startsWith(`${first}type: country\n`)).toBe(true);
    expect(existsSync(join(reg, 'records/partners', '../../.irc/editor/partner.schema.json'))).toBe(true);
    await irc(reg, 'set', 'ke', 'website=https://www.example.org');
    writeFileSync(
      join(reg, 'records/partners/ke.yaml'),
      text().replace('type: country\n', '').concat('type: country\n'),
    );
    git(reg, 'commit', '-qam', 'By hand');
    expect(await irc(reg, 'fmt')).toMatchObject({ code: 0 });
    expect(text().startsWith(`${first}type: country\n`)).toBe(true);
  });

  it('copies nothing of the program with --packaged', async () => {
    expect(await irc(base, 'init', 'reg', '--packaged', ...flags)).toMatchObject({ code: 0 });
    const files = git(join(base, 'reg'), 'ls-files');
    expect(files).not.toMatch(/^(schemas|templates)\//m);
    expect(files).not.toContain('.irc/copied.json');
    expect(files).toContain('.irc/editor/partner.schema.json');
  });

  it('names every missing flag where it may not ask, and leaves nothing behind', async () => {
    const refused = await irc(base, 'init', 'reg');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('--set names.official.en=TEXT');
    expect(refused.err).toContain('--set seat=TEXT');
    expect(refused.err).toContain("--set posts='{id: TEXT, title: TEXT},…'");
    expect(readdirSync(base)).toEqual(['home']);
  });

  it('asks in a terminal, each post with its title', async () => {
    const answers = [
      ...['Ministry of Examples', '', 'MEx', '', '', 'Cooperation Directorate', 'Addis Ababa', '', ''],
      ...['director', 'Director of Cooperation', 'desk', 'Desk for Africa', '', ''],
      'yes',
    ];
    const made = await run(base, ['init', 'reg'], { env, answers });
    expect(made).toMatchObject({ code: 0 });
    expect(made.err).toContain('the same without questions:\n    irc init reg --set ');
    const office = readFileSync(join(base, 'reg/records/office.yaml'), 'utf8');
    expect(office).toContain(
      '  - {id: director, title: {en: Director of Cooperation}}\n  - {id: desk, title: {en: Desk for Africa}}\n',
    );
    expect(office).toContain('languages: [en, am]\n');
  });

  it('is refused without an identity, before any question, and leaves nothing behind', async () => {
    const { PATH, HOME, GIT_CONFIG_NOSYSTEM } = env;
    const refused = await run(base, ['init', 'reg'], { env: { PATH, HOME, GIT_CONFIG_NOSYSTEM }, answers: [] });
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('error no-identity');
    expect(refused.err).toContain('git config --global user.name');
    expect(readdirSync(base)).toEqual(['home']);
  });

  it('shows what it would make and writes nothing under --dry-run', async () => {
    const shown = await irc(base, 'init', 'reg', '--dry-run', ...flags);
    expect(shown).toMatchObject({ code: 0 });
    expect(shown.out).toContain('Ministry of Examples');
    expect(shown.err).toMatch(/With it would come \d+ schemas, \d+ code lists/);
    expect(readdirSync(base)).toEqual(['home']);
  });

  it('takes folder and repository back when a hook refuses the commit, so that it can be done again', async () => {
    const hooks = join(base, 'home', 'hooks');
    mkdirSync(hooks);
    writeFileSync(join(hooks, 'pre-commit'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    writeFileSync(join(base, 'home', '.gitconfig'), `[core]\n\thooksPath = ${hooks}\n`);
    const refused = await irc(base, 'init', 'deep/reg', ...flags);
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('error hook-refused');
    expect(readdirSync(base)).toEqual(['home']);
    rmSync(join(base, 'home', '.gitconfig'));
    expect(await irc(base, 'init', 'deep/reg', ...flags)).toMatchObject({ code: 0 });
  });
});

describe('irc init where something is', () => {
  let repository: TestRepository;

  beforeEach(() => {
    repository = makeRepository({ 'notes.md': 'notes\n', 'README.md': 'Ours\n', '.gitattributes': '*.bin binary\n' });
  });

  afterEach(() => {
    repository.remove();
  });

  it('uses the repository as it is: staged and edited files stay, and files of the same name are left', async () => {
    repository.write('staged.txt', 'staged\n');
    repository.git('add', 'staged.txt');
    repository.write('notes.md', 'edited\n');
    const made = await run(repository.root, ['init', ...flags], { env: repository.env });
    expect(made).toMatchObject({ code: 0 });
    expect(repository.git('status', '--porcelain')).toBe(' M notes.md\nA  staged.txt\n');
    expect(repository.git('show', '--name-only', '--format=', 'HEAD')).not.toMatch(/staged|notes|README/);
    expect(repository.read('README.md')).toBe('Ours\n');
    expect(repository.read('.gitattributes')).toBe('*.bin binary\n');
    expect(made.err).toContain('README.md was there and is left as it is');
    expect(made.err).toMatch(/\.gitattributes was there .* add the lines: .*diff=irc/);
  });

  it('works in a folder of a repository, whose other files are not its own', async () => {
    expect(await run(repository.root, ['init', 'office/register', ...flags], { env: repository.env })).toMatchObject({
      code: 0,
    });
    expect(repository.exists('office/register/.git')).toBe(false);
    const files = repository.git('show', '--name-only', '--format=', 'HEAD').trim().split('\n');
    expect(files.every((file) => file.startsWith('office/register/'))).toBe(true);
  });

  it('leaves schemas that are there, and adds no kinds to them', async () => {
    const office = {
      title: 'House',
      description: 'Ours.',
      type: 'object',
      required: ['name'],
      properties: { name: { title: 'Name', type: 'string', 'x-irc': { ask: {} } } },
      'x-irc': { singleton: 'office', title: 'name' },
    };
    repository.commit({ 'schemas/office.schema.json': JSON.stringify(office) });
    const made = await run(repository.root, ['init', '--set', 'name=House'], { env: repository.env });
    expect(made).toMatchObject({ code: 0 });
    expect(repository.exists('schemas/partner.schema.json')).toBe(false);
    expect(repository.read('records/office.yaml')).toMatch(/\nname: House\n$/);
  });

  it('is refused in a register, below one, and where a file is in the way', async () => {
    await run(repository.root, ['init', ...flags], { env: repository.env });
    const before = repository.snapshot();
    for (const folder of ['.', 'records', 'new/one']) {
      const refused = await run(repository.root, ['init', folder, ...flags], { env: repository.env });
      expect(refused.code).toBe(3);
      expect(refused.err).toContain(`error register-exists: There is a register already: ${repository.root}`);
    }
    const other = makeRepository({ 'a.txt': 'a\n' });
    try {
      const refused = await run(other.root, ['init', 'a.txt', ...flags], { env: other.env });
      expect(refused.err).toContain('error not-a-folder');
    } finally {
      other.remove();
    }
    expect(repository.snapshot()).toEqual(before);
  });
});
