/** The pictures of the manual: what commands print on the sample records, on a fixed day. */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { shellWords } from '../src/core/shell-words.ts';
import type { TestRepository } from '../test/helpers/repository.ts';
import { run } from '../test/helpers/run.ts';
import { sampleWorkspace } from '../test/helpers/samples.ts';
import { terminalPicture } from './terminal-picture.ts';

/** The command that draws the pictures anew. */
export const picturesCommand = 'npm run pictures';

export const pictureFolder = join(import.meta.dirname, '..', 'docs', 'pictures');

const columns = 100;
const marked = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`;
const style = {
  ...{ bold: marked(1, 22), dim: marked(2, 22), red: marked(31, 39), yellow: marked(33, 39) },
  ...{ green: marked(32, 39), cyan: marked(36, 39), link: (text: string) => text },
};

const shown = [
  { name: 'home', line: 'irc', title: 'What is to be done in this register' },
  {
    name: 'list',
    line: `irc list agreements --where "type == 'mou'"`,
    title: 'A list of memoranda with their states and dates',
  },
  { name: 'show', line: 'irc show request-2026-protocol-za', title: 'One record as a page' },
  { name: 'validate', line: 'irc validate water-igad', title: 'A mistake in a record, with its place and what helps' },
] as const;

/** Each picture that is the same on every computer, by its file name. */
export async function pictures(): Promise<Map<string, string>> {
  const workspace = sampleWorkspace();
  const drawn = new Map<string, string>();
  try {
    for (const { name, line, title } of shown) {
      if (name === 'validate') misspell(workspace);
      let printed = '';
      await run(workspace.root, shellWords(`${line} `).words.slice(1), {
        ...{ env: workspace.env, width: columns, style },
        printed: (text) => {
          printed += text;
        },
      });
      drawn.set(`${name}.svg`, terminalPicture(`${style.dim('$')} ${line}\n${printed}`, columns, title));
    }
    return drawn;
  } finally {
    workspace.remove();
  }
}

/** A slip of the keys, for the picture of a problem. */
function misspell(workspace: TestRepository): void {
  const path = 'records/projects/water-igad.yaml';
  workspace.write(path, workspace.read(path).replace('partner: igad', 'partner: igat'));
}

/** The questions of a new memorandum, in a real terminal; undefined where there is no tmux. */
export async function wizardPicture(): Promise<string | undefined> {
  if (spawnSync('tmux', ['-V']).status !== 0) return undefined;
  const workspace = sampleWorkspace();
  const socket = `irc-picture-${process.pid}`;
  const tmux = (...args: string[]): string =>
    execFileSync('tmux', ['-L', socket, ...args], { encoding: 'utf8', env: { ...process.env, LANG: 'C.UTF-8' } });
  try {
    const variables = Object.entries(workspace.env).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
    const line = 'irc new mou';
    tmux(
      'new-session',
      '-d',
      '-x',
      `${columns}`,
      '-y',
      '30',
      ...variables,
      '-c',
      workspace.root,
      `node ${join(import.meta.dirname, '..', 'bin', 'irc.js')} new mou --today 2026-11-24; sleep 60`,
    );
    const screen = async (waited: string): Promise<string> => {
      for (let time = 0; time < 30_000; time += 100) {
        const now = tmux('capture-pane', '-p', '-e', '-J');
        if (now.includes(waited)) return now;
        await pause(100);
      }
      throw new Error(`the screen never showed "${waited}":\n${tmux('capture-pane', '-p')}`);
    };
    const type = async (waited: string, text: string): Promise<void> => {
      await screen(waited);
      if (text !== '') tmux('send-keys', '-l', text);
      await pause(300);
      tmux('send-keys', 'Enter');
    };
    await type('With whom', 'cub');
    await type('2nd', '');
    await type('Title', 'Biotechnology training (illustrative)');
    await type('Purpose', 'To train researchers.');
    await screen('Areas');
    tmux('send-keys', '-l', 'biotech');
    await pause(600);
    const text = (await screen('biotech')).replace(/\s+$/g, '');
    return terminalPicture(`${style.dim('$')} ${line}\n${text}`, columns, 'Questions about a new memorandum');
  } finally {
    spawnSync('tmux', ['-L', socket, 'kill-server']);
    workspace.remove();
  }
}
