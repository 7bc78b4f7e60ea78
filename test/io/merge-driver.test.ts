import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conflictsIn } from '../../src/core/merge/conflicts.ts';
import { readRecord } from '../../src/core/records/record.ts';
import { runFaulty } from '../helpers/faulty-irc.ts';
import { makeRepository, type TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

const trip = 'records/trips/trip-adama.yaml';
// Beside node_modules, where the program finds its libraries.
const folder = join(import.meta.dirname, '..', '..', 'out', `merge-driver-${process.pid}`);
const program = join(folder, 'irc.mjs');
let workspace: TestRepository;

beforeAll(async () => {
  const banner =
    "import { createRequire as irc_require } from 'node:module'; const require = irc_require(import.meta.url);";
  await build({
    entryPoints: ['src/main.ts'],
    ...{ outfile: program, bundle: true, platform: 'node', format: 'esm', target: 'node20.20', logLevel: 'error' },
    ...{ banner: { js: banner }, external: ['@myriaddreamin/*', 'docx', 'handlebars', 'inquirer', 'simple-git'] },
  });
  workspace = travelWorkspace({ '.gitattributes': 'records/**/*.yaml text eol=lf merge=irc\n' });
  workspace.git('config', 'merge.irc.driver', `'${process.execPath}' '${program}' merge-driver %O %A %B %P`);
});
afterAll(() => {
  workspace.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Commits a text on a branch that begins at the first commit. */
function branch(name: string, path: string, text: string): void {
  workspace.git('switch', '--quiet', '--force-create', name, 'main');
  workspace.commit({ [path]: text });
}

describe('git merge with the driver', () => {
  it('merges dozens of pairs of sides: what is left open is in the record, and git knows of it', () => {
    const night = fc.option(fc.nat({ max: 2 }), { nil: undefined });
    const side = fc.record({
      title: fc.constantFrom('To Adama', 'To the lake'),
      nights: night,
      days: night,
      starts: fc.constantFrom('2026-10-01', '2026-11-01'),
    });
    const text = ({
      title,
      nights,
      days,
      starts,
    }: {
      title: string;
      nights?: number | undefined;
      days?: number | undefined;
      starts: string;
    }): string =>
      `title: {en: ${title}}\nstarts: ${starts}\n${days === undefined ? '' : `days: ${days}\n`}stops:\n  - town: adama\n${nights === undefined ? '' : `    nights: ${nights}\n`}history:\n  - {date: 2026-09-01, to: idea}\n`;
    let turn = 0;
    fc.assert(
      fc.property(side, side, (one, other) => {
        turn += 1;
        if (text(one) === text(other)) return;
        branch('theirs', trip, `${text(other)}# ${turn}\n`);
        branch('ours', trip, `# ${turn}\n${text(one)}`);
        const merged = workspace.tryGit('merge', '--no-edit', 'theirs');
        const value = readRecord(trip, workspace.read(trip)).value ?? {};
        const open = conflictsIn(value).length;
        const unmerged = workspace.git('ls-files', '--unmerged');
        if (merged.status !== 0) workspace.tryGit('merge', '--abort');
        expect([merged.status, merged.stderr]).toEqual([open > 0 ? 1 : 0, merged.stderr]);
        expect(unmerged !== '').toBe(open > 0);
        expect(open).toBeLessThanOrEqual(4);
      }),
      { numRuns: 12, seed: 3 },
    );
  });

  it('leaves what is no record to git, and never half a file', async () => {
    const plain = makeRepository({
      'a.txt': 'one\ntwo\nthree\n',
      ours: 'ONE\ntwo\nthree\n',
      theirs: 'one\ntwo\nTHREE\n',
    });
    const ran = await run(plain.root, ['merge-driver', 'a.txt', 'ours', 'theirs', 'notes/a.txt'], { env: plain.env });
    expect(ran.code).toBe(0);
    expect(plain.read('ours')).toBe('ONE\ntwo\nTHREE\n');
    plain.write('theirs', 'Eins\ntwo\nthree\n');
    expect((await run(plain.root, ['merge-driver', 'a.txt', 'ours', 'theirs', 'a.txt'], { env: plain.env })).code).toBe(
      1,
    );
    expect(plain.read('ours')).toContain('<<<<<<< ours');
    plain.remove();
  });

  it('writes conflicts that validate names with place and remedy', () => {
    branch('theirs', trip, 'title: {en: B}\nstops:\n  - {town: adama}\n');
    branch('ours', trip, 'title: {en: A}\nstops:\n  - {town: adama}\n');
    expect(workspace.tryGit('merge', 'theirs').status).toBe(1);
    const checked = (): string =>
      execFileSync(process.execPath, [program, 'validate'], {
        cwd: workspace.root,
        encoding: 'utf8',
        env: workspace.env,
      });
    expect(checked).toThrow(/Command failed/);
    try {
      checked();
    } catch (error) {
      const said = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
      expect(said).toContain(`${trip}:2:5: error merge-conflict: Title, English was changed on both sides of a merge`);
      expect(said).toContain('decide: irc resolve trip-adama');
    }
    workspace.git('merge', '--abort');
  });
});

describe('the driver, as git calls it', () => {
  const title = (en: string, people: number): string => `title: {en: ${en}}\npeople: ${people}\n`;
  const commit = (repository: TestRepository, name: string, files: Record<string, string>): void => {
    repository.git('switch', '--quiet', '--force-create', name, 'main');
    repository.commit(files);
  };

  it('works for a register below the top, on odd paths, and where git saw a file move', () => {
    const below = 'የስራ ቦታ/a b';
    const files: Record<string, string> = {
      '.gitattributes': 'records/**/*.yaml merge=irc\n**/records/**/*.yaml merge=irc\n',
    };
    for (const path of workspace.git('ls-files', 'schemas').trim().split('\n')) {
      files[`${below}/${path}`] = workspace.read(path);
    }
    const lines = Array.from({ length: 12 }, (_, index) => `# line ${index}\n`).join('');
    const record = (name: string): string => `${below}/records/towns/${name}.yaml`;
    const repository = makeRepository({ ...files, [record('adama')]: title('Adama', 1) + lines });
    const driver = workspace.git('config', 'merge.irc.driver').trim();
    repository.git('config', 'merge.irc.driver', driver);
    commit(repository, 'theirs', { [record('adama')]: title('Nazret', 1) + lines });
    repository.git('switch', '--quiet', '--force-create', 'ours', 'main');
    repository.git('mv', record('adama'), record('nazret'));
    repository.commit({ [record('nazret')]: title('Adama', 2) + lines });
    const merged = repository.tryGit('merge', '--no-edit', 'theirs');
    expect(merged.status, merged.stdout + merged.stderr).toBe(0);
    expect(repository.read(record('nazret'))).toBe(title('Nazret', 2) + lines);
    repository.remove();
  });

  it('is not asked where one side took the record out; irc then waits for a word', async () => {
    const path = 'records/towns/jimma.yaml';
    workspace.git('switch', '--quiet', '--force-create', 'theirs', 'main');
    workspace.git('rm', '--quiet', path);
    workspace.git('commit', '--quiet', '--message=Away');
    commit(workspace, 'ours', { [path]: title('Jimma', 5) });
    expect(workspace.tryGit('merge', 'theirs').status).toBe(1);
    const waits = await run(workspace.root, ['merge', '--continue'], { env: workspace.env });
    expect(waits.code).toBe(1);
    expect(waits.out).toContain(`${path}    changed on both sides: mend it by hand, then git add it`);
    workspace.git('add', path);
    expect((await run(workspace.root, ['merge', '--continue'], { env: workspace.env })).code).toBe(0);
    expect(workspace.read(path)).toBe(title('Jimma', 5));
  });

  it('leaves ours whole, or the merged record whole, wherever it is killed', () => {
    const sides = { base: title('A', 1), ours: title('A', 2), theirs: title('B', 1) };
    const outcomes = new Set<string>();
    for (let call = 1; ; call += 1) {
      for (const [name, text] of Object.entries(sides)) workspace.write(name, text);
      const args = ['merge-driver', 'base', 'ours', 'theirs', 'records/towns/x.yaml'];
      const { hadFault } = runFaulty(workspace.root, args, workspace.env, `kill:${call}`);
      expect([sides.ours, title('B', 2)]).toContain(workspace.read('ours'));
      outcomes.add(workspace.read('ours'));
      if (!hadFault) break;
    }
    expect(outcomes.size).toBe(2);
    // And git takes a driver that was killed for a conflict.
    const path = 'records/towns/adama.yaml';
    commit(workspace, 'theirs', { [path]: title('B', 1) });
    commit(workspace, 'ours', { [path]: title('A', 2) });
    const driver = workspace.git('config', 'merge.irc.driver').trim();
    workspace.git('config', 'merge.irc.driver', 'kill -9 $$');
    expect(workspace.tryGit('merge', 'theirs').status).toBe(1);
    expect(workspace.git('ls-files', '--unmerged')).toContain(path);
    expect(workspace.read(path)).toBe(title('A', 2));
    workspace.git('merge', '--abort');
    workspace.git('config', 'merge.irc.driver', driver);
  });
});
