/** One line of the table of commands. */
import type { Command } from 'commander';
import type { Context } from '../context.ts';

export interface CommandEntry {
  readonly name: string;
  /** What it is for: a heading of the help. */
  readonly group: string;
  readonly summary: string;
  /** Not named in the help: nobody types it. */
  readonly isHidden?: boolean;
  /** Reads records and schemas that strangers may have written, asks nothing and writes nothing: it may run apart. */
  readonly mayRunApart?: boolean;
  /** It only reads, and may print more than a screen holds: then a pager shows it. */
  readonly isPaged?: boolean;
  readonly load: () => Promise<(context: Context) => Command>;
}
