/** The terminal of a run: where text goes, how wide it is, and whether a person sits there. */
import { writeSync } from 'node:fs';
import { Chalk } from 'chalk';
import type { Style, Terminal } from '../context.ts';
import { withLineBreaks } from '../core/line-breaks.ts';
import { mendFirstError, usageError } from '../errors.ts';
import { hyperlink, takesHyperlinks } from './hyperlinks.ts';
import { isLongerThan, pagerOf, showInPager } from './pager.ts';
import { type ProgressLine, progressOn } from './progress.ts';

interface TerminalOptions {
  readonly color: boolean | undefined;
  readonly quiet: boolean;
  readonly input: boolean;
  readonly pager: boolean;
}

/** The terminal of a process. */
export interface RealTerminal extends Terminal {
  /** The line on which work is told. */
  readonly line: ProgressLine;
}

/** A terminal that another thread writes to. */
export interface ApartTerminal {
  readonly columns: number;
  readonly write: Write;
  readonly line: ProgressLine;
}

const inputLimit = 1024 * 1024;
/** A pipe has no width: nothing is cut or broken there. */
const noWidth = 1000;

/** A terminal over the streams of a process. `color` undefined: as the stream and NO_COLOR say. */
export function makeTerminal(
  streams: NodeJS.Process,
  options: TerminalOptions,
  apart?: Partial<ApartTerminal>,
): RealTerminal {
  const { env, stdout, stderr } = streams;
  const write = apart?.write ?? writeWhole;
  const wantsColor = options.color ?? (stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb');
  const chalk = new Chalk({ level: wantsColor ? 1 : 0 });
  const style: Style = {
    bold: (text) => chalk.bold(text),
    dim: (text) => chalk.dim(text),
    red: (text) => chalk.red(text),
    yellow: (text) => chalk.yellow(text),
    green: (text) => chalk.green(text),
    cyan: (text) => chalk.cyan(text),
    link: takesHyperlinks(env, { isTerminal: stdout.isTTY === true, hasColor: wantsColor, platform: process.platform })
      ? hyperlink
      : (text) => text,
  };
  const line = apart?.line ?? progressLine(streams, options.quiet, write);
  const columns = apart?.columns ?? stdout.columns ?? noWidth;
  const fitted = (text: string, width: number): Buffer =>
    Buffer.from(width < noWidth ? withLineBreaks(text, width) : text);
  const told = (text: string): void =>
    print(2, fitted(text, stderr.isTTY === true ? (stderr.columns ?? noWidth) : noWidth));
  const pager = options.pager && stdout.isTTY === true ? pagerOf(env, process.platform) : undefined;
  let held: Piece[] | undefined;
  const print = (to: 1 | 2, bytes: Uint8Array): void => {
    if (held !== undefined) held.push({ to, bytes });
    else {
      line.clear();
      write(to, bytes);
    }
  };
  return {
    out: (text) => print(1, fitted(text, columns)),
    data: (text) => print(1, Buffer.from(text)),
    outBytes: (bytes) => print(1, bytes),
    say: (text) => {
      if (!options.quiet) told(text);
    },
    err: told,
    interactive: options.input && streams.stdin.isTTY === true && stderr.isTTY === true,
    columns,
    style,
    line,
    progress: (work) => progressOn(line, work),
    hold: () => {
      if (pager !== undefined) held ??= [];
    },
    release: () => {
      const pieces = held ?? [];
      held = undefined;
      line.clear();
      // Talk that goes elsewhere stays out of the pager.
      const isPaged = ({ to }: Piece): boolean => to === 1 || stderr.isTTY === true;
      const text = Buffer.concat(pieces.filter(isPaged).map(({ bytes }) => bytes)).toString('utf8');
      const shown =
        pager !== undefined && isLongerThan(text, stdout.rows ?? 24, columns) && showInPager(text, pager, env);
      for (const piece of pieces) if (!shown || !isPaged(piece)) write(piece.to, piece.bytes);
    },
    readInput: () => readAll(streams),
  };
}

type Write = (to: 1 | 2, bytes: Uint8Array) => void;

interface Piece {
  readonly to: 1 | 2;
  readonly bytes: Uint8Array;
}

/** The line of stderr on which work is told; where that is no terminal it says nothing. */
function progressLine(streams: NodeJS.Process, quiet: boolean, write: Write): ProgressLine {
  const { stderr, env } = streams;
  let isShown = false;
  let wasShown = false;
  const put = (text: string): void => write(2, Buffer.from(`\r\u001b[K${text}`));
  return {
    get wasShown() {
      return wasShown;
    },
    show: (text) => {
      if (quiet || stderr.isTTY !== true || env.TERM === 'dumb') return;
      isShown = true;
      wasShown = true;
      put(`  ${text}`.slice(0, (stderr.columns ?? 80) - 1));
    },
    clear: () => {
      if (isShown) put('');
      isShown = false;
    },
  };
}

/**
 * Written at once and whole: an asynchronous stream may be cut off when the process ends, and a pipe that is full must
 * be waited for. A reader that went away (EPIPE) is no error of ours.
 */
function writeWhole(descriptor: 1 | 2, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw outputFailed(error);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** The command may have done its work by then; that must not read as if nothing had been. */
function outputFailed(error: unknown): Error {
  return mendFirstError(
    'output-failed',
    `What is printed cannot be written: ${error instanceof Error ? error.message : String(error)}.`,
    'What was saved stays saved: irc log --limit 1',
  );
}

async function readAll(streams: NodeJS.Process): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of streams.stdin) {
    const bytes = Buffer.from(chunk as Buffer);
    size += bytes.length;
    if (size > inputLimit) throw usageError('input-too-large', 'The answers on standard input are larger than 1 MiB.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
