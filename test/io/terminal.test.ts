/** The terminal of a run: what waits for a pager, what is told of long work, and what leads somewhere. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hyperlink, takesHyperlinks, withoutHyperlinks } from '../../src/io/hyperlinks.ts';
import { isLongerThan, pagerOf } from '../../src/io/pager.ts';
import { progressOn } from '../../src/io/progress.ts';
import { makeTerminal } from '../../src/io/terminal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'irc-terminal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Streams {
  readonly env: NodeJS.ProcessEnv;
  readonly outIsTerminal?: boolean;
  readonly errIsTerminal?: boolean;
}

/** A terminal of 5 lines and 20 columns, and all that is written to it, stderr in brackets. */
function terminalOf({ env, outIsTerminal = true, errIsTerminal = true }: Streams, options = {}) {
  const written: string[] = [];
  const streams = {
    ...{ stdin: { isTTY: true }, env: { PATH: process.env.PATH, ...env } },
    stdout: { isTTY: outIsTerminal, rows: 5, columns: outIsTerminal ? 20 : undefined },
    stderr: { isTTY: errIsTerminal, columns: 40 },
  } as unknown as NodeJS.Process;
  const settings = { ...{ color: false, quiet: false, input: true, pager: true }, ...options };
  const terminal = makeTerminal(streams, settings, {
    write: (to, bytes) => {
      const text = Buffer.from(bytes).toString('utf8');
      written.push(to === 1 ? text : `[${text}]`);
    },
  });
  return { terminal, written };
}

const long = 'one\ntwo\nthree\nfour\nfive\nsix\n';
const intoFile = (): NodeJS.ProcessEnv => ({ IRC_PAGER: `cat > '${folder}/paged'` });
const paged = (): string => readFileSync(join(folder, 'paged'), 'utf8');

describe('lines longer than the terminal', () => {
  const words = 'These are more words than fit';
  const json = '{ "message": "These are more words than fit" }';

  it('are broken between words, on each stream by its own width, but for what programs read', () => {
    const { terminal, written } = terminalOf({ env: {} });
    terminal.out(words);
    terminal.data(json);
    terminal.err(`${words} even on the other stream`);
    expect(written).toEqual([
      'These are more words\nthan fit',
      json,
      '[These are more words than fit even on\n  the other stream]',
    ]);
  });

  it('stay one line where no terminal is', () => {
    const { terminal, written } = terminalOf({ env: {}, outIsTerminal: false, errIsTerminal: false });
    terminal.out(words);
    terminal.say(words.repeat(20));
    expect(written).toEqual([words, `[${words.repeat(20)}]`]);
  });
});

describe('long output', () => {
  it('goes through the pager, with what was said between', () => {
    const { terminal, written } = terminalOf({ env: intoFile() });
    terminal.hold();
    terminal.out(long);
    terminal.say('6 lines\n');
    expect(written).toEqual([]);
    terminal.release();
    expect([paged(), written]).toEqual([`${long}6 lines\n`, []]);
  });

  it('is printed at once where it fits the screen, and with what was said in its order', () => {
    const { terminal, written } = terminalOf({ env: intoFile() });
    terminal.hold();
    terminal.say('first\n');
    terminal.out('one\ntwo\n');
    terminal.release();
    expect(written).toEqual(['[first\n]', 'one\ntwo\n']);
  });

  it.each<[string, Streams, object]>([
    ['there is no terminal', { env: { IRC_PAGER: 'true' }, outIsTerminal: false }, {}],
    ['--no-pager was given', { env: { IRC_PAGER: 'true' } }, { pager: false }],
    ['the pager is empty', { env: { IRC_PAGER: '', PAGER: 'true' } }, {}],
    ['the pager is cat', { env: { PAGER: 'cat' } }, {}],
    ['the terminal is dumb', { env: { PAGER: 'true', TERM: 'dumb' } }, {}],
    ['the pager is not there', { env: { PAGER: 'irc-no-such-pager 2>/dev/null' } }, {}],
    ['the pager fails', { env: { PAGER: 'exit 1' } }, {}],
  ])('is printed plainly where %s', (_why, streams, options) => {
    const { terminal, written } = terminalOf(streams, options);
    terminal.hold();
    terminal.out(long);
    terminal.release();
    expect(written).toEqual([long]);
  });

  it('leaves out of the pager what goes elsewhere', () => {
    const { terminal, written } = terminalOf({ env: intoFile(), errIsTerminal: false });
    terminal.hold();
    terminal.out(long);
    terminal.err('a warning\n');
    terminal.release();
    expect([paged(), written]).toEqual([long, ['[a warning\n]']]);
  });

  it('is left to a pager that has seen enough', () => {
    const { terminal, written } = terminalOf({ env: { PAGER: `head -1 > '${folder}/paged'` } });
    terminal.hold();
    terminal.out('line\n'.repeat(200_000));
    terminal.release();
    expect([paged(), written]).toEqual(['line\n', []]);
  });
});

it('the pager is that of irc, then that of all programs, then less', () => {
  expect(pagerOf({ IRC_PAGER: 'most', PAGER: 'more' }, 'linux')).toBe('most');
  expect(pagerOf({ PAGER: 'more', GIT_PAGER: 'delta' }, 'linux')).toBe('more');
  expect(pagerOf({}, 'linux')).toBe('less -FRX');
  expect(pagerOf({}, 'win32')).toBeUndefined();
});

it('a line that is wider than the screen counts as several, a colour or a link as nothing', () => {
  expect(isLongerThan('a\n'.repeat(3), 5, 20)).toBe(false);
  expect(isLongerThan(`${'a'.repeat(50)}\n${'b'.repeat(30)}\n`, 5, 20)).toBe(true);
  expect(isLongerThan(`\u001b[1m${hyperlink('ab', `https://example.org/${'x'.repeat(200)}`)}\u001b[22m\n`, 2, 20)).toBe(
    false,
  );
});

describe('long work', () => {
  function told(streams: Streams, options = {}): string[] {
    const { terminal, written } = terminalOf(streams, options);
    const progress = terminal.progress({ doing: 'Checking', all: 4000, of: 'records' });
    // The clock of a real run cannot be turned, so this work is slow by itself.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_050);
    progress.next();
    progress.next();
    terminal.out('found\n');
    progress.end();
    return written;
  }

  it('is told after a second, on a line that goes before anything else is printed', () => {
    expect(told({ env: {} })).toEqual(['[\r\u001b[K  Checking  1 of 4,000 records  0 %]', '[\r\u001b[K]', 'found\n']);
  });

  it.each<[string, Streams, object]>([
    ['under --quiet', { env: {} }, { quiet: true }],
    ['where stderr is no terminal', { env: {}, errIsTerminal: false }, {}],
  ])('is not told %s', (_where, streams, options) => {
    expect(told(streams, options)).toEqual(['found\n']);
  });

  it('is told by its pieces, as often as a person can read', () => {
    const shown: string[] = [];
    let now = 0;
    const line = { wasShown: false, show: (text: string) => shown.push(text), clear: () => shown.push('') };
    const progress = progressOn(line, { doing: 'Making', all: 40 }, () => now);
    for (let piece = 1; piece <= 40; piece += 1) {
      progress.next(`paper-${piece}\u001b[2J`);
      now += 50;
    }
    progress.end();
    expect(shown[0]).toBe('Making  21 of 40  paper-21\\u001b[2J');
    expect(shown).toHaveLength(11);
    expect(shown.at(-1)).toBe('');
  });

  it('is told once it has waited for others', async () => {
    const shown: string[] = [];
    const line = { wasShown: true, show: (text: string) => shown.push(text), clear: () => shown.push('') };
    const progress = progressOn(line, { doing: 'Fetching from origin' });
    await new Promise((resolve) => setTimeout(resolve, 400));
    progress.end();
    expect(shown).toEqual(['Fetching from origin …', '']);
  });
});

describe('a link', () => {
  const at = { isTerminal: true, hasColor: true, platform: 'linux' as const };

  it.each<[NodeJS.ProcessEnv, boolean, Partial<typeof at>?]>([
    [{ FORCE_HYPERLINK: '1' }, true, { isTerminal: false, hasColor: false }],
    [{ FORCE_HYPERLINK: '' }, true],
    [{ FORCE_HYPERLINK: '0', WT_SESSION: 'x' }, false],
    [{}, false],
    [{ VTE_VERSION: '7006' }, true],
    [{ VTE_VERSION: '0.50.0' }, false],
    [{ VTE_VERSION: '0.50.1' }, true],
    [{ VTE_VERSION: '4205' }, false],
    [{ WT_SESSION: 'x' }, true],
    [{ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.0.10' }, false],
    [{ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.4.0' }, true],
    [{ TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.95.3' }, true],
    [{ TERM_PROGRAM: 'WezTerm', TERM_PROGRAM_VERSION: '20240203-110809-5046fc22' }, true],
    [{ TERM_PROGRAM: 'Apple_Terminal', TERM_PROGRAM_VERSION: '455' }, false],
    [{ TERM: 'xterm-kitty' }, true],
    [{ TERM: 'xterm-kitty', CI: 'true' }, false],
    [{ TERM: 'xterm-kitty' }, false, { isTerminal: false }],
    [{ TERM: 'xterm-kitty' }, false, { hasColor: false }],
  ])('with %j is taken: %s', (env, takes, where = {}) => {
    expect(takesHyperlinks(env, { ...at, ...where })).toBe(takes);
  });

  it('leads to an address of plain letters, and to nothing but the web, mail and files', () => {
    expect(hyperlink('page', 'https://example.org/ሀ b')).toBe(
      '\u001b]8;;https://example.org/%E1%88%80%20b\u001b\\page\u001b]8;;\u001b\\',
    );
    for (const address of ['javascript:alert(1)', 'x-man-page://ls', 'ssh://host'])
      expect(hyperlink('x', address)).toBe('x');
  });

  it('cannot be ended by its address', () => {
    const link = hyperlink('page', 'https://example.org/\u001b\\\u0007\u001b]0;title\u0007\n\ud800');
    const address = link.slice('\u001b]8;;'.length, link.indexOf('\u001b\\'));
    expect(address).toMatch(/^[\x21-\x7e]+$/);
    expect(link).toBe(`\u001b]8;;${address}\u001b\\page\u001b]8;;\u001b\\`);
    expect(withoutHyperlinks(`see ${link}!`)).toBe('see page!');
  });
});
