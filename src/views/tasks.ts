/** What is to be done, a line each: when or why, what, and the command that deals with it. */
import stringWidth from 'string-width';
import type { Style } from '../context.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { cutTo } from './table.ts';

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
  return tasks.map((task) => {
    const when = task.when.padEnd(whenWidth);
    const what = cutTo(lineSafe(task.what), room);
    const space = ' '.repeat(Math.max(0, room - stringWidth(what)));
    return `  ${task.isLate === true ? style.red(when) : style.yellow(when)}  ${what}${space}  ${style.cyan(task.command)}`;
  });
}
