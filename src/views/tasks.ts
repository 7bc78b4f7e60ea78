/** What is to be done, a line each: when or why, what, and the command that deals with it. */
import stringWidth from 'string-width';
import type { Style } from '../context.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { cutTo, padTo } from './table.ts';

export interface Task {
  readonly when: string;
  readonly what: string;
  readonly command: string;
  readonly isLate?: boolean;
}

const widest = 100;

export function taskLines(tasks: readonly Task[], columns: number, style: Style): string[] {
  const width = Math.min(columns, widest);
  const whenWidth = Math.max(0, ...tasks.map((task) => stringWidth(task.when)));
  const commandWidth = Math.max(0, ...tasks.map((task) => task.command.length));
  const room = Math.max(24, width - whenWidth - commandWidth - 6);
  // Where there is no room beside it, the command stands beneath; what is to be done is never cut for it.
  const isBeneath = width < widest && tasks.some(({ what }) => stringWidth(lineSafe(what)) > room);
  return tasks.flatMap((task) => {
    const padded = padTo(task.when, whenWidth);
    const when = `  ${task.isLate === true ? style.red(padded) : style.yellow(padded)}  `;
    const command = style.cyan(task.command);
    if (isBeneath)
      return [when + cutTo(lineSafe(task.what), width - whenWidth - 4), ' '.repeat(whenWidth + 4) + command];
    return [`${when}${padTo(cutTo(lineSafe(task.what), room), room)}  ${command}`];
  });
}
