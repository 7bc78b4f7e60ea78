import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conflictsIn } from '../../src/core/merge-conflicts.ts';
import { readRecord } from '../../src/core/record.ts';
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
      expect(said).toContain(`${trip}:2:5: error merge-conflict: Title, english was changed on both sides of a merge`);
      expect(said).toContain('decide: irc resolve trip-adama');
    }
    workspace.git('merge', '--abort');
  });
});
