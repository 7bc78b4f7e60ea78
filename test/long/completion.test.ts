/** Tab in real shells: each sources the script of irc and completes over a register. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
let bin: string;
beforeAll(() => {
  workspace = sampleWorkspace();
  bin = mkdtempSync(join(tmpdir(), 'irc-bin-'));
  symlinkSync(join(import.meta.dirname, '..', '..', 'bin', 'irc.js'), join(bin, 'irc'));
});
afterAll(() => {
  workspace.remove();
  rmSync(bin, { recursive: true });
});

const isThere = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
const environment = (): NodeJS.ProcessEnv => ({
  PATH: `${bin}:${process.env.PATH}`,
  HOME: bin,
  LANG: 'C.UTF-8',
  TERM: 'xterm',
});

describe('bash', () => {
  const completed = (line: string): string =>
    execFileSync(
      'bash',
      [
        '--norc',
        '-c',
        `eval "$(irc completion bash)"; COMP_LINE=$1; COMP_POINT=\${#1}; _irc 2>/dev/null; printf '%s\\n' "\${COMPREPLY[@]}"`,
        'bash',
        line,
      ],
      { cwd: workspace.root, env: environment(), encoding: 'utf8' },
    );

  it.each([
    ['irc show mou-2022', 'mou-2022-igad\n'],
    ['irc set mou-2022-igad entry.mode=on_s', 'on_signature\n'],
    ['irc shwo ', '\n'],
  ])('completes %s', (line, expected) => {
    expect(completed(line)).toBe(expected);
  });

  it('evaluates nothing that is typed', () => {
    completed('irc show $(touch evaluated) `touch evaluated` ;touch evaluated; ');
    expect(existsSync(join(workspace.root, 'evaluated'))).toBe(false);
  });
});

const shells = [
  ['bash', 'bash --norc -i', 'eval "$(irc completion bash)"'],
  ['zsh', 'zsh -f -i', 'source <(irc completion zsh)'],
  ['fish', 'fish --no-config', 'irc completion fish | source'],
] as const;

describe.each(shells)('%s in a terminal', (shell, start, source) => {
  const session = `irc-${shell}-${process.pid}`;
  const tmux = (...args: string[]): string => execFileSync('tmux', ['-L', session, ...args], { encoding: 'utf8' });
  afterAll(() => {
    if (isThere('tmux')) spawnSync('tmux', ['-L', session, 'kill-server']);
  });

  it.skipIf(!isThere(shell) || !isThere('tmux'))('puts the rest of an id and of a value on the line', async () => {
    const variables = Object.entries(environment()).map(([name, value]) => `${name}=${value}`);
    tmux(
      'new-session',
      '-d',
      '-x',
      '120',
      '-y',
      '30',
      `cd ${workspace.root} && env -i ${variables.join(' ')} ${start}`,
    );
    const shows = async (words: string): Promise<void> => {
      for (let tries = 0; tries < 100; tries += 1) {
        if (tmux('capture-pane', '-p').includes(words)) return;
        await pause(100);
      }
      expect(tmux('capture-pane', '-p')).toContain(words);
    };
    const type = (...keys: string[]): string => tmux('send-keys', ...keys);
    await pause(500);
    type(`${source}; echo rea''dy`, 'Enter');
    await shows('ready');
    type('irc show mou-2022', 'Tab');
    await shows('irc show mou-2022-igad');
    type('C-u', 'irc set mou-2022-igad entry.mode=on_s', 'Tab');
    await shows('irc set mou-2022-igad entry.mode=on_signature');
    type('C-u', 'irc set mou-2022-igad termi', 'Tab');
    await shows('irc set mou-2022-igad termination.');
  });
});

it.skipIf(!isThere('pwsh'))('powershell reads its script without an error', () => {
  const parse =
    '$errors = $null; [void][System.Management.Automation.Language.Parser]::ParseInput((irc completion powershell | Out-String), [ref]$null, [ref]$errors); $errors.Count';
  const ran = execFileSync('pwsh', ['-NoProfile', '-Command', parse], { env: environment(), encoding: 'utf8' });
  expect(ran.trim()).toBe('0');
});
