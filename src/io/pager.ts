/** Long output in a program that turns its pages. */
import { spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { withoutHyperlinks } from './hyperlinks.ts';

/**
 * The pager that the user wishes: IRC_PAGER, else PAGER, else less; undefined where there shall be none (empty, `cat`, or a
 * terminal that cannot turn pages). What git is told of pagers says nothing of irc.
 */
export function pagerOf(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  if (env.TERM === 'dumb') return undefined;
  const command = (env.IRC_PAGER ?? env.PAGER ?? (platform === 'win32' ? '' : 'less -FRX')).trim();
  return command === '' || command === 'cat' ? undefined : command;
}

/** Whether the text takes more lines than a screen has. */
export function isLongerThan(text: string, rows: number, columns: number): boolean {
  let lines = 0;
  for (const line of withoutHyperlinks(text)
    .split('\n')
    .slice(0, rows + 1)) {
    lines += Math.max(1, Math.ceil(stripVTControlCharacters(line).length / Math.max(1, columns)));
  }
  // The text ends with a line end, and the prompt of the shell takes a line.
  return lines > rows;
}

/** Shows the text until the pager is left. False where the pager cannot be started or fails: nothing was shown then. */
export function showInPager(text: string, command: string, env: NodeJS.ProcessEnv): boolean {
  const [shell, args] = process.platform === 'win32' ? ['cmd.exe', ['/c', command]] : ['sh', ['-c', command]];
  // Ctrl-C is for the pager: irc waits until it is left, or the terminal would be in two hands.
  const ignore = (): void => {};
  process.on('SIGINT', ignore);
  try {
    const { status, error } = spawnSync(shell as string, args as string[], {
      // An old less would print the signs of a link as they are.
      ...{ input: withoutHyperlinks(text), stdio: ['pipe', 'inherit', 'inherit'] },
      // Colours are kept by a less that was given no options of its own.
      env: { LESS: 'FRX', LV: '-c', ...env },
    });
    // A pager that is left before it has read all is no failure.
    return status === 0 && (error === undefined || (error as NodeJS.ErrnoException).code === 'EPIPE');
  } finally {
    process.off('SIGINT', ignore);
  }
}
