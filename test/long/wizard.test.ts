/** The wizard in a real terminal: what a person types, and what the screen shows. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRepository, type TestRepository } from '../helpers/repository.ts';

const root = join(import.meta.dirname, '..', '..');
const hasTmux = spawnSync('tmux', ['-V']).status === 0;

class Screen {
  readonly #socket: string;

  constructor(workspace: TestRepository, command: string) {
    this.#socket = `irc-test-${process.pid}-${Math.round(performance.now())}`;
    const env = Object.entries(workspace.env).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
    this.#tmux(
      'new-session',
      '-d',
      '-x',
      '110',
      '-y',
      '60',
      ...env,
      '-c',
      workspace.root,
      `${command}; echo "exit $?"; sleep 60`,
    );
  }

  #tmux(...args: string[]): string {
    return execFileSync('tmux', ['-L', this.#socket, ...args], {
      encoding: 'utf8',
      env: { ...process.env, LANG: 'C.UTF-8' },
    });
  }

  read(): string {
    return this.#tmux('capture-pane', '-p', '-J').replace(/[ \t]+$/gm, '');
  }

  /** Types a text and a key once the screen shows what is waited for. */
  async type(waitFor: string, text: string, key = 'Enter'): Promise<void> {
    await this.wait(waitFor);
    if (text !== '') this.#tmux('send-keys', '-l', text);
    await pause(150);
    if (key !== '') this.#tmux('send-keys', key);
    await pause(150);
  }

  async wait(text: string): Promise<string> {
    for (let waited = 0; waited < 30_000; waited += 100) {
      const screen = this.read();
      if (screen.includes(text)) return screen;
      await pause(100);
    }
    throw new Error(`the screen never showed "${text}":\n${this.read()}`);
  }

  /** Sends a signal to the program that the shell has started. */
  kill(signal: NodeJS.Signals): void {
    const shell = this.#tmux('list-panes', '-F', '#{pane_pid}').trim();
    process.kill(Number(readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8')), signal);
  }

  close(): void {
    spawnSync('tmux', ['-L', this.#socket, 'kill-server']);
  }
}

describe.skipIf(!hasTmux)('irc new mou in a terminal', () => {
  let workspace: TestRepository;
  let screen: Screen | undefined;

  beforeEach(() => {
    workspace = makeRepository();
    cpSync(join(root, 'records'), join(workspace.root, 'records'), { recursive: true });
    workspace.git('add', '-A');
    workspace.git('commit', '-qm', 'records');
  });

  afterEach(() => {
    screen?.close();
    workspace.remove();
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)('ends at %s as at Ctrl-C, and gives the terminal back as it was', async (signal, code) => {
    const terminal = "stty -a | tr ' ' '\\n' | grep -x -e echo -e -echo";
    screen = new Screen(workspace, `node ${root}/bin/irc.js --today 2026-11-24 new mou; echo "exit $?"; ${terminal}`);
    await screen.type('? With whom', 'Cuba');
    await screen.wait('2nd (Enter: no more)');
    screen.kill(signal);
    const stopped = await screen.wait(`exit ${code}\necho\n`);
    expect(stopped).toContain('2 answers are kept on this computer');
    expect(stopped).toContain('go on: irc new mou --resume');
    expect(workspace.git('status', '--porcelain')).toBe('');
  });

  it('asks, takes dates of both calendars, goes back, saves, and stops at Ctrl-C with the answers kept', async () => {
    const irc = `node ${root}/bin/irc.js --today 2026-11-24 new mou`;
    screen = new Screen(workspace, irc);
    await screen.type('? With whom', 'Cuba');
    await screen.type('2nd (Enter: no more)', '');
    await screen.type('? Title', 'Biotechnology training (illustrative)');
    await screen.type('? Purpose', '<');
    await screen.type('? Title (Biotechnology', '');
    await screen.type('? Purpose', 'To train researchers.');
    await screen.type('? Areas', 'industrial bio');
    await screen.type('2nd (Enter: no more)', '', 'C-c');
    const stopped = await screen.wait('exit 130');
    expect(stopped).toContain('go on: irc new mou --resume');
    expect(workspace.git('status', '--porcelain')).toBe('');
    screen.close();

    screen = new Screen(workspace, `${irc} --resume`);
    await screen.type('? Areas', 'industrial bio');
    await screen.type('2nd (Enter: no more)', '');
    await screen.type('? Forms', ' ');
    await screen.type('effect', '', 'End');
    for (let step = 0; step < 6; step += 1) await screen.type('effect', '', 'Down');
    await screen.type('On a fixed date', '');
    await screen.type('? On which date', '6 Pagume 2018');
    await screen.wait('Pagume 2018 E.C. has 5 days');
    await screen.type('has 5 days', '', 'C-u');
    await screen.type('? On which date', '7 Tir 2019');
    await screen.wait('15 Jan 2027 (7 Tir 2019 E.C.)');
    await screen.type('? Duration in months', '48');
    for (const question of ['? Renewal', '? Renewed for months', '? Notice', '? Joint committee', '? Costs'])
      await screen.type(question, '');
    await screen.type('? Save', '');
    const saved = await screen.wait('exit 0');
    expect(saved).toContain('✓ Saved mou-2026-cu (drafting)');
    expect(saved).toContain('the same without questions:');
    expect(workspace.read('records/agreements/mou-2026-cu.yaml')).toContain(
      'entry: {mode: fixed_date, date: 2027-01-15}\nduration: {mode: months, months: 48}\n',
    );
    expect(workspace.git('log', '-1', '--format=%s').trim()).toBe(
      'New mou-2026-cu: Biotechnology training (illustrative)',
    );
    expect(workspace.exists('out/mou-2026-cu/draft-cu-en.docx')).toBe(true);
  });
});

describe.skipIf(!hasTmux)('irc init in a terminal', () => {
  let workspace: TestRepository;
  let screen: Screen | undefined;

  beforeEach(() => {
    workspace = makeRepository();
  });

  afterEach(() => {
    screen?.close();
    workspace.remove();
  });

  it('asks about the own house, and Enter takes what is offered also out of a long list', async () => {
    screen = new Screen(workspace, `node ${root}/bin/irc.js init register`);
    await screen.type('? Name of the ministry or office', 'Ministry of Examples');
    for (const question of ['? Short name', '? Acronym', '? Government', '? Country', '? Directorate'])
      await screen.type(question, '');
    await screen.type('? City of the seat', 'Addis Ababa');
    for (const question of ['? E-mail', '? Website']) await screen.type(question, '');
    await screen.type('? Posts that record steps', 'director');
    await screen.type('? Title of director', 'Director of Cooperation');
    await screen.type('2nd (Enter: no more)', '');
    await screen.type('? Bodies that must clear a text', '');
    await screen.type('? Save', '');
    expect(await screen.wait('exit 0')).toContain('✓ A new register in');
    const office = workspace.read('register/records/office.yaml');
    expect(office).toContain('country: ET\n');
    expect(office).toContain('  - {id: director, title: {en: Director of Cooperation}}\n');
    expect(office).toContain('languages: [en, am]\n');
  });
});
