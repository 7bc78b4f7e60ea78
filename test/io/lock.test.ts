import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../../src/io/lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'irc-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function leave(holder: object | string): void {
  writeFileSync(join(folder, 'irc.lock'), typeof holder === 'string' ? holder : JSON.stringify(holder));
}

const deadPid = spawnSync('true').pid;

describe('takeLock', () => {
  it('lets one in at a time and leaves nothing behind', async () => {
    let inside = 0;
    let most = 0;
    const told = { begun: [] as string[], ended: 0 };
    const tell = ({ doing }: { readonly doing: string }) => {
      told.begun.push(doing);
      const end = (): void => {
        told.ended += 1;
      };
      return { next: () => {}, end };
    };
    const work = async (): Promise<void> => {
      const lock = await takeLock(folder, 20_000, tell);
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside -= 1;
      lock.release();
    };
    await Promise.all(Array.from({ length: 8 }, work));
    expect(most).toBe(1);
    // Each that waits says so once, with the bound, and no longer.
    expect(told.begun).toContain('Waiting for another irc that is saving here, at most 20 s');
    expect(told.ended).toBe(told.begun.length);
    expect(told.begun.length).toBeLessThan(8);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes over from a process that is gone, and clears what it left', async () => {
    const dead = { pid: deadPid, host: hostname(), birth: '' };
    leave(dead);
    writeFileSync(join(folder, `irc.lock.${deadPid}.1`), JSON.stringify(dead));
    const lock = await takeLock(folder, 0);
    expect(readdirSync(folder)).toEqual(['irc.lock']);
    lock.release();
  });

  it('takes over when the number has gone to a later process', async () => {
    leave({ pid: process.pid, host: hostname(), birth: 'another boot/1' });
    (await takeLock(folder, 0)).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['a living process', { pid: process.ppid, host: hostname(), birth: '' }],
    ['another machine', { pid: deadPid, host: 'elsewhere', birth: '' }],
    ['who knows whom', 'not ours'],
  ])('refuses while it is held by %s', async (_, holder) => {
    leave(holder);
    const before = readFileSync(join(folder, 'irc.lock'), 'utf8');
    await expect(takeLock(folder, 60)).rejects.toMatchObject({ code: 'lock-held', exitCode: 3 });
    expect(readFileSync(join(folder, 'irc.lock'), 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['irc.lock']);
  });
});
