/** Commands that a workspace declares for itself: they are looked for where a word is no command of the program. */
import type { Context } from '../context.ts';
import { IrcError } from '../errors.ts';
import type { CommandEntry } from './command-entry.ts';
import { declaredReportCommand } from './report.ts';
import { reportsOf } from './report-maker.ts';

/** All of them; none where there is no workspace. */
export async function declaredCommands(context: Context, folder?: string): Promise<CommandEntry[]> {
  try {
    const workspace = await context.openWorkspace('read', folder);
    return (await reportsOf(workspace)).flatMap((report) =>
      report.command === undefined
        ? []
        : [
            {
              name: report.command,
              group: 'Plan',
              summary: report.description,
              load: async () => declaredReportCommand(report),
            },
          ],
    );
  } catch (error) {
    if (error instanceof IrcError) return [];
    throw error;
  }
}
