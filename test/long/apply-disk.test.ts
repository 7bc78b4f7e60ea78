/** A disk that is full or read-only: the old state whole, the reason told, and it works again afterwards. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/changes/plan.ts';
import { IrcError } from '../../src/errors.ts';
import { applyPlan } from '../../src/io/apply.ts';
import { recover } from '../../src/io/apply-recover.ts';
import { repositoryAt, testEnvironment } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

const base = mkdtempSync(join(tmpdir(), 'irc-disk-'));
const disk = join(base, 'disk');
mkdirSync(disk);
mkdirSync(join(base, 'home'));
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]).status === 0;
afterAll(() => {
  if (isMounted) spawnSync('umount', [disk]);
  rmSync(base, { recursive: true, force: true });
  travelled.remove();
});

const za = 'records/partners/za.yaml';
const old = `name: South Africa\n${'note: old\n'.repeat(500)}`;
const plan: Plan = {
  edits: [
    { path: za, before: old, after: `name: ZA\n${'note: new\n'.repeat(3000)}` },
    { path: 'records/partners/cu.yaml', before: undefined, after: `name: Cuba\n${'note: x\n'.repeat(3000)}` },
  ],
  message: { subject: 'Change records', body: '', trailers: [] },
};
const repository = repositoryAt(join(disk, 'work'), testEnvironment(join(base, 'home')));
const travelled = travelWorkspace();
travelled.git('switch', '--quiet', '--create', 'other');
travelled.commit({ 'records/towns/jimma.yaml': 'title: {en: Jimma}\npeople: 5\n' });
travelled.git('switch', '--quiet', 'main');
travelled.commit({ 'records/towns/jimma.yaml': 'title: {en: Jimma town}\n' });
const options = { commit: true, env: repository.env, now: '2026-11-24T08:00:00Z' };

function fresh(): void {
  rmSync(repository.root, { recursive: true, force: true });
  rmSync(join(disk, 'fill'), { force: true });
  mkdirSync(repository.root);
  repository.git('init', '--quiet', '--template=', '--initial-branch=main');
  repository.write(za, old);
  repository.git('add', '--all');
  repository.git('commit', '--quiet', '--message=First');
}

const jimma = 'records/towns/jimma.yaml';

/** The travel fixture with two branches that both changed one town. */
function travel(): void {
  rmSync(repository.root, { recursive: true, force: true });
  rmSync(join(disk, 'fill'), { force: true });
  cpSync(travelled.root, repository.root, { recursive: true, filter: (file) => !file.endsWith('.sample') });
}

/** Leaves this many pages of the disk free. */
function fill(pages: number): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, 'fill'), Buffer.alloc(Math.max(0, bavail - pages) * bsize));
}

async function outcome(): Promise<string> {
  try {
    await applyPlan(repository.root, plan, options);
    return 'in';
  } catch (error) {
    return error instanceof IrcError ? error.code : String(error);
  }
}

describe.skipIf(!isMounted)('a disk', () => {
  it('that fills at any point of a write leaves the old state whole', async () => {
    const outcomes = new Set<string>();
    for (let pages = 0; pages < 70; pages += 1) {
      fresh();
      const before = repository.snapshot();
      fill(pages);
      const found = await outcome();
      outcomes.add(found);
      if (found !== 'in') {
        expect(found).toBe('disk-full');
        expect(repository.snapshot()).toEqual(before);
        rmSync(join(disk, 'fill'));
        expect(await outcome()).toBe('in');
      } else {
        rmSync(join(disk, 'fill'));
      }
      await recover(repository.root, repository.env);
      expect(repository.git('status', '--porcelain')).toBe('');
      expect(repository.git('show', `HEAD:${za}`)).toBe(plan.edits[0]?.after);
    }
    expect([...outcomes].sort()).toEqual(['disk-full', 'in']);
  });

  it('that fills at any point of a merge leaves what was before, or all of it', async () => {
    const merge = () => run(repository.root, ['merge', 'other'], { env: repository.env });
    const outcomes = new Set<string>();
    for (let pages = 0; pages < 120; pages += 7) {
      travel();
      const before = repository.git('rev-parse', 'HEAD');
      const town = repository.read(jimma);
      fill(pages);
      const { code, err } = await merge();
      outcomes.add(code === 0 ? 'in' : (/^error (\S+):/.exec(err)?.[1] ?? err));
      rmSync(join(disk, 'fill'));
      if (code !== 0) {
        expect(repository.git('rev-parse', 'HEAD')).toBe(before);
        // Only begun, where the room was enough for that and not for the commit.
        if (!repository.exists('.git/MERGE_HEAD')) expect(repository.read(jimma)).toBe(town);
        await run(repository.root, ['merge', '--abort'], { env: repository.env });
        expect([repository.read(jimma), repository.git('status', '--porcelain')]).toEqual([town, '']);
        expect((await merge()).code).toBe(0);
      }
      expect(repository.git('log', '-1', '--format=%P').trim().split(' ')).toHaveLength(2);
      expect(repository.git('status', '--porcelain')).toBe('');
    }
    expect([...outcomes].sort()).toEqual(['disk-full', 'in']);
  });

  it('that is read-only is named, and nothing changes', async () => {
    fresh();
    const before = repository.snapshot();
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    expect(await outcome()).toBe('read-only');
    execFileSync('mount', ['-o', 'remount,rw', disk]);
    expect(repository.snapshot()).toEqual(before);
    expect(await outcome()).toBe('in');
    travel();
    const unmerged = repository.snapshot();
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    const { err } = await run(repository.root, ['merge', 'other'], { env: repository.env });
    execFileSync('mount', ['-o', 'remount,rw', disk]);
    expect(err).toContain('error read-only: This disk can be read but not written');
    expect(repository.snapshot()).toEqual(unmerged);
  });
});
