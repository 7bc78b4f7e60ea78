/** The terminal of a run: where text goes, how wide it is, and whether a person sits there. */
import { writeSync } from 'node:fs';
import { Chalk } from 'chalk';
import type { Style, Terminal } from '../context.ts';
import { usageError } from '../errors.ts';

interface TerminalOptions {
  readonly color: boolean | undefined;
  readonly quiet: boolean;
  readonly input: boolean;
  /** Instead of the width of the stream. */
  readonly columns?: number | undefined;
}

const inputLimit = 1024 * 1024;

/** A terminal over the streams of a process. `color` undefined: as the stream and NO_COLOR say. */
export function makeTerminal(streams: NodeJS.Process, options: TerminalOptions): Terminal {
  const wantsColor =
    options.color ?? (streams.stdout.isTTY === true && !streams.env.NO_COLOR && streams.env.TERM !== 'dumb');
  const chalk = new Chalk({ level: wantsColor ? 1 : 0 });
  const style: Style = {
    bold: (text) => chalk.bold(text),
    dim: (text) => chalk.dim(text),
    red: (text) => chalk.red(text),
    yellow: (text) => chalk.yellow(text),
    green: (text) => chalk.green(text),
    cyan: (text) => chalk.cyan(text),
  };
  return {
    out: (text) => {
      write(1, Buffer.from(text));
    },
    outBytes: (bytes) => {
      write(1, bytes);
    },
    say: (text) => {
      if (!options.quiet) write(2, Buffer.from(text));
    },
    err: (text) => {
      write(2, Buffer.from(text));
    },
    interactive: options.input && streams.stdin.isTTY === true && streams.stderr.isTTY === true,
    // A pipe has no width: nothing is cut there.
    columns: options.columns ?? streams.stdout.columns ?? 1000,
    style,
    readInput: () => readAll(streams),
  };
}

/**
 * Written at once and whole: an asynchronous stream may be cut off when the process ends, and a pipe that is full must
 * be waited for. A reader that went away (EPIPE) is no error of ours.
 */
function write(descriptor: 1 | 2, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
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
