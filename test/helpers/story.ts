/**
 * A conversation with a terminal: `irc …` runs in this process, all else in a real shell, one line after the other. A line
 * may change the folder (`cd`), set variables (`EDITOR=… irc …`) and send what is printed to a file (`irc … > FILE`).
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { shellWords } from '../../src/core/shell-words.ts';
import type { TestRepository } from './repository.ts';
import { run } from './run.ts';

/** What a line printed, on either stream. */
interface Printed {
  readonly code: number;
  readonly all: string;
  readonly out: string;
}

/** In place of each fingerprint of a file: that of the words "a scan". */
const fingerprint = '5bb626f4973a4d80adb3d956673807597303a694d5124d9c2298b1fa2811810f';

const day = '2026-11-24T09:00:00Z';

export class Story {
  #folder: string;
  readonly #above: string;
  readonly #env: NodeJS.ProcessEnv;

  constructor(workspace: Pick<TestRepository, 'root' | 'env'>) {
    this.#folder = workspace.root;
    this.#above = dirname(workspace.root);
    this.#env = { ...workspace.env, GIT_AUTHOR_DATE: day, GIT_COMMITTER_DATE: day };
  }

  /** The folder that the last `cd` led to. */
  get folder(): string {
    return this.#folder;
  }

  /**
   * Runs a line. `answers` are typed at its questions, in turn; each question is then printed as `? QUESTION > ANSWER`.
   * What differs between computers and runs is masked: commits, the temporary folder, versions.
   */
  async run(
    line: string,
    answers?: readonly string[],
  ): Promise<{ readonly code: number; readonly text: string; readonly out: string }> {
    const { code, all, out } = /^(\w+=('[^']*'|"[^"]*"|\S*) )*irc( |$)/.test(line)
      ? await this.#irc(line, answers)
      : this.#shell(line);
    return { code, text: this.#masked(all), out };
  }

  async #irc(line: string, answers: readonly string[] | undefined): Promise<Printed> {
    const [, command = line, file] = /^(.*?)(?: > ([\w./-]+))?$/s.exec(line) ?? [];
    const words = shellWords(`${command.replaceAll('\\\n', ' ')} `).words;
    const start = words.indexOf('irc');
    const variables = Object.fromEntries(words.slice(0, start).map((word) => word.split(/=(.*)/s).slice(0, 2)));
    let all = '';
    const { code, out, err } = await run(this.#folder, words.slice(start + 1), {
      env: { ...this.#env, ...variables },
      printed: (text) => {
        all += text;
      },
      ...(answers === undefined ? {} : { answers, showsQuestions: true }),
    });
    if (file === undefined) return { code, all, out };
    writeFileSync(resolve(this.#folder, file), out);
    return { code, all: err, out: '' };
  }

  #shell(line: string): Printed {
    const [, folder] = /^cd (\S+)$/.exec(line) ?? [];
    if (folder !== undefined) {
      this.#folder = resolve(this.#folder, folder);
      return { code: 0, all: '', out: '' };
    }
    const { status, stdout, stderr } = spawnSync('sh', ['-c', line], {
      ...{ cwd: this.#folder, env: this.#env, encoding: 'utf8' },
    });
    return { code: status ?? 1, all: stdout + stderr, out: stdout };
  }

  #masked(text: string): string {
    return text
      .replaceAll(this.#above, '/home/desk')
      .replace(/\S*irc-edit-\w+/g, '/tmp/irc-edit-XXXXXX')
      .replace(/\b[0-9a-f]{64}\b/g, fingerprint)
      .replace(/\b[0-9a-f]{40}\b/g, 'COMMIT')
      .replace(/(?<=[ -])[0-9a-f]{7}\b(?=[ :.,]|$)|^[0-9a-f]{7}\b(?= )/gm, 'COMMIT')
      .replace(/Node \d+\.\d+\.\d+ · git [\w.]+/g, 'Node 20.20.2 · git 2.39.5');
  }
}
