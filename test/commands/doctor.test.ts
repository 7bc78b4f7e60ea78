import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { programFolder } from '../helpers/program.ts';
import { makeRepository, type TestRepository, wayBack } from '../helpers/repository.ts';
import { type Ran, run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

const flags = [
  ...['--set', 'names.official.en=Ministry of Examples', '--set', 'seat=Addis Ababa'],
  ...['--set', 'posts={id: africa, title: {en: Desk for Africa}}, {id: asia, title: {en: Desk for Asia}}'],
];

let workspace: TestRepository;

async function irc(...args: string[]): Promise<Ran> {
  return run(workspace.root, args, { env: workspace.env });
}

/** A commit by hand, past what irc would say. */
function commit(path: string, text: string): void {
  workspace.write(path, text);
  workspace.git('add', path);
  workspace.git('commit', '-qm', 'By hand');
}

describe('irc doctor in a register just begun', () => {
  let back: () => void;
  beforeAll(async () => {
    workspace = makeRepository();
    await irc('init', ...flags);
    back = wayBack(workspace);
  });
  afterEach(() => back());
  afterAll(() => workspace.remove());

  it('finds nothing to mend, and says who saves as which post', async () => {
    const program = programFolder();
    const well = await run(workspace.root, ['doctor'], { env: program.on(workspace.env) });
    program.remove();
    expect(well.code).toBe(0);
    expect(well.out).toMatch(/^✓ Node \d/);
    expect(well.out).toContain('you save as Desk for Africa, post africa');
    expect(well.out).not.toMatch(/[!✗]/);
    expect(await irc('doctor', '--fix')).toMatchObject({ code: 0 });
    expect(workspace.git('rev-list', '--count', 'HEAD')).toBe('1\n');
  });

  it('sets up a clone so that git joins and shows records by their fields', async () => {
    workspace.git('config', '--unset', 'diff.irc.xfuncname');
    const found = await irc('doctor');
    expect(found.code).toBe(3);
    expect(found.out).toMatch(/✗ git does not yet join and show records by their fields +irc doctor --fix/);
    expect(found.err).toBe('1 to mend, 1 of them by irc doctor --fix\n');
    const fixed = await irc('doctor', '--fix');
    expect(fixed.code).toBe(0);
    expect(fixed.out).toContain('✓ Mended: let git join and show records by their fields');
    expect(workspace.git('config', 'diff.irc.xfuncname')).toContain('A-Za-z_');
  });

  it('makes old schemas for editors anew, and puts the schema line into records that lack it', async () => {
    commit('.irc/editor/partner.schema.json', '{}\n');
    commit('records/office.yaml', workspace.read('records/office.yaml').replace(/^#.*\n/, ''));
    expect((await irc('doctor')).out).toContain('✗ what editors know of the schemas is old');
    expect(await irc('doctor', '--fix')).toMatchObject({ code: 0 });
    expect(JSON.parse(workspace.read('.irc/editor/partner.schema.json')).title).toBe('Partner');
    expect(workspace.read('records/office.yaml')).toMatch(/^# yaml-language-server: \$schema=\.\.\/\.irc/);
    expect(workspace.git('status', '--porcelain')).toBe('');
    expect(workspace.git('log', '-1', '--format=%s%n%(trailers)')).toContain('Irc-Action: doctor');
  });

  it('tells old copies from own ones, takes over what is new, and leaves what is changed here', async () => {
    const copied = JSON.parse(workspace.read('.irc/copied.json'));
    // As if an older irc had copied another wording, and the office had since changed one clause of its own.
    const old = '---\nold\n';
    workspace.write('templates/clauses/entry.md', old);
    workspace.write('templates/clauses/law.md', `${workspace.read('templates/clauses/law.md')}\nOurs.\n`);
    const { createHash } = await import('node:crypto');
    copied.files['templates/clauses/entry.md'] = createHash('sha256').update(old).digest('hex');
    copied.irc = '0.0.1';
    workspace.write('.irc/copied.json', JSON.stringify(copied));
    workspace.git('commit', '-qam', 'An older register');
    const found = await irc('doctor');
    expect(found.code).toBe(3);
    expect(found.out).toContain(
      '✗ 1 file of schemas and templates is of irc 0.0.1 and older than irc 0.1.0: templates/clauses/entry.md',
    );
    expect(await irc('doctor', '--fix')).toMatchObject({ code: 0 });
    expect(workspace.read('templates/clauses/entry.md')).not.toBe(old);
    expect(workspace.read('templates/clauses/law.md')).toMatch(/Ours\.\n$/);
    const after = await irc('doctor');
    expect(after).toMatchObject({ code: 0 });
    expect(after.out).toContain('schemas of irc 0.1.0, 1 file changed here');
  });

  it('leaves all schemas where one was changed here and in the program', async () => {
    const copied = JSON.parse(workspace.read('.irc/copied.json'));
    const path = 'schemas/partner.schema.json';
    copied.files[path] = '0'.repeat(64);
    copied.files['schemas/project.schema.json'] = '1'.repeat(64);
    workspace.write('.irc/copied.json', JSON.stringify(copied));
    workspace.write(path, workspace.read(path).replace('"What sort of partner it is."', '"What sort it is."'));
    workspace.git('commit', '-qam', 'Ours');
    const found = await irc('doctor', '--fix');
    expect(found.out).toContain(`! changed here and in irc 0.1.0: ${path}; yours counts`);
    expect(workspace.read(path)).toContain('"What sort it is."');
    // What editors know follows the schema that counts.
    expect(workspace.read('.irc/editor/partner.schema.json')).toContain('What sort it is.');
  });

  it('gives records LF again, tells git what records are, and leaves documents out', async () => {
    workspace.git('rm', '-q', '.gitattributes', '.gitignore');
    commit('records/office.yaml', workspace.read('records/office.yaml').replaceAll('\n', '\r\n'));
    const found = await irc('doctor');
    expect(found.out).toContain('✗ .gitattributes does not tell git what records are');
    expect(found.out).toContain('✗ 1 record has CRLF at the ends of lines, such as records/office.yaml');
    expect(found.out).toContain('! documents in out/ are not ignored by git');
    const fixed = await irc('doctor', '--fix');
    expect(fixed).toMatchObject({ code: 0 });
    expect(workspace.read('records/office.yaml')).not.toContain('\r');
    expect(workspace.read('.gitignore')).toBe('out/\n');
    expect(workspace.git('check-attr', 'diff', 'merge', 'eol', '--', 'records/office.yaml')).toMatch(
      /irc[\s\S]*irc[\s\S]*lf/,
    );
    expect(workspace.git('status', '--porcelain')).toBe('');
  });

  it('takes the place of the line that an earlier irc wrote', async () => {
    const now = workspace.read('.gitattributes');
    commit('.gitattributes', now.replace(' merge=irc', ''));
    expect(await irc('doctor', '--fix')).toMatchObject({ code: 0 });
    expect(workspace.read('.gitattributes').split('\n').sort()).toEqual(now.split('\n').sort());
  });

  it('says that git cannot find irc, which breaks nothing and is for the reader to do', async () => {
    const env = { ...workspace.env, PATH: (workspace.env.PATH ?? '').replace(/[^:]*irc[^:]*:?/g, '') };
    const found = await run(workspace.root, ['doctor'], { env });
    expect(found.code).toBe(0);
    expect(found.out).toContain('! git cannot find irc, and joins and shows records by lines instead');
    expect(found.err).toBe('Nothing is broken; what stands at ! is for you to do.\n');
  });

  it('adds to the attributes that are there', async () => {
    commit('.gitattributes', '*.bin binary');
    expect(await irc('doctor', '--fix')).toMatchObject({ code: 0 });
    expect(workspace.read('.gitattributes')).toMatch(/^\*\.bin binary\n\* text=auto/);
  });

  it('names a lock that git left with its age, and never removes it', async () => {
    const lock = join(workspace.root, '.git', 'index.lock');
    workspace.write('.git/index.lock', '');
    const then = Date.now() / 1000 - 3 * 3600 - 60;
    utimesSync(lock, then, then);
    const found = await irc('doctor', '--fix');
    expect(found.code).toBe(3);
    expect(found.out).toContain('✗ .git/index.lock is 3 hours old: a git command was cut off');
    expect(found.out).toContain('if no git runs: rm .git/index.lock');
    expect(workspace.exists('.git/index.lock')).toBe(true);
  });

  it('tells of a missing identity, of a post that fits nobody, and of hooks that are not there', async () => {
    const { PATH, HOME, GIT_CONFIG_NOSYSTEM } = workspace.env;
    const nobody = await run(workspace.root, ['doctor'], { env: { PATH, HOME, GIT_CONFIG_NOSYSTEM } });
    expect(nobody.code).toBe(3);
    expect(nobody.out).toContain('✗ git does not know who you are');
    expect(nobody.out).toContain("git config user.name 'Desk for Africa' && git config user.email");
    workspace.git('config', 'core.hooksPath', 'nowhere');
    const env = { ...workspace.env, GIT_AUTHOR_NAME: 'Someone' };
    const other = await run(workspace.root, ['doctor'], { env });
    expect(other.code).toBe(0);
    expect(other.out).toContain('! you save as Someone, which is no post of the office (africa, asia)');
    expect(other.out).toContain('! hooks are looked for in nowhere, which is not there');
  });

  it('says that a merge is not finished, and why nothing could be mended then', async () => {
    workspace.git('config', '--unset', 'diff.irc.xfuncname');
    commit('.irc/editor/partner.schema.json', '{}\n');
    workspace.git('checkout', '-q', '-b', 'other');
    commit('README.md', 'other\n');
    workspace.git('checkout', '-q', 'main');
    commit('README.md', 'ours\n');
    workspace.tryGit('merge', 'other');
    const refused = await irc('doctor', '--fix');
    expect(refused.code).toBe(3);
    expect(refused.out).toContain('✗ A git merge is not finished here');
    expect(refused.err).toContain('error merge-under-way');
    expect(workspace.tryGit('config', 'diff.irc.xfuncname').status).toBe(1);
  });

  it('names a template that cannot be read, and a schema with a slip', async () => {
    commit('templates/partner/profile.md.hbs', '{{#if a}}\n');
    const template = await irc('doctor');
    expect(template.out).toContain(
      '✗ 1 slip in templates, such as templates/partner/profile.md.hbs:1: {{#if a}} has no end',
    );
    const schema = workspace
      .read('schemas/partner.schema.json')
      .replace('"codelist": "country"', '"codelst": "country"');
    commit('schemas/partner.schema.json', schema);
    expect((await irc('doctor')).out).toMatch(
      /✗ a schema has a slip, schemas\/partner\.schema\.json:\d+: x-irc has no word/,
    );
  });

  it('is data with --json', async () => {
    workspace.git('config', '--unset', 'diff.irc.xfuncname');
    const { checks, left, mended } = JSON.parse((await irc('doctor', '--json')).out);
    expect(left).toBe(1);
    expect(mended).toEqual([]);
    expect(checks).toContainEqual({
      check: 'drivers',
      status: 'fault',
      detail: 'git does not yet join and show records by their fields',
      remedy: 'irc doctor --fix',
      fix: 'let git join and show records by their fields',
    });
  });
});

describe('irc doctor elsewhere', () => {
  afterEach(() => {
    workspace.remove();
  });

  it('looks at the computer also where there is no register', async () => {
    workspace = makeRepository();
    const found = await irc('doctor');
    expect(found.code).toBe(3);
    expect(found.out).toMatch(/^✓ Node /);
    expect(found.out).toContain('✗ No register here or in a folder above');
    expect(found.out).toContain('irc init FOLDER');
  });

  it('lets editors know kinds that nobody foresaw', async () => {
    workspace = travelWorkspace();
    expect((await irc('doctor')).out).toContain('! editors do not know the schemas (there is no .irc/editor)');
    expect(await irc('doctor', '--fix')).toMatchObject({ code: 0 });
    const trip = JSON.parse(workspace.read('.irc/editor/trip.schema.json'));
    expect(trip.properties.history.items.properties.to.enum).toContain('idea');
    expect(workspace.read('records/trips/trip-adama.yaml')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/\.irc\/editor\/trip\.schema\.json\n# by hand\n/,
    );
    expect(JSON.parse(workspace.read('.vscode/settings.json'))['yaml.schemas']).toMatchObject({
      '.irc/editor/town.schema.json': 'records/towns/*.yaml',
    });
  });
});
