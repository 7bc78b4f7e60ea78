/** Commands that a workspace declares for itself: they are looked for where a word is no command of the program. */
import type { Context } from '../context.ts';
import { actionsOf, actionTitle } from '../core/register/actions.ts';
import { lowerFirst } from '../core/schemas/place.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { IrcError } from '../errors.ts';
import type { CommandEntry } from './command-entry.ts';

/** The actions of the kinds. Rejects where the schemas cannot be read. */
export async function actionCommands(context: Context): Promise<CommandEntry[]> {
  const kinds = (await context.readDeclarations())?.kinds.kinds ?? [];
  return actionsOf(kinds).map((action) => ({
    name: action.name,
    group: 'Actions of this register',
    summary: `${lineSafe(lowerFirst(actionTitle(action)))} (${action.kinds.map((kind) => kind.name).join(', ')})`,
    load: async () => {
      const { actionCommand } = await import('./action.ts');
      return (context) => actionCommand(context, action, kinds);
    },
  }));
}

/** The reports that have a command of their own; none where there is no workspace. */
export async function reportCommands(context: Context, folder?: string): Promise<CommandEntry[]> {
  try {
    const declarations = await context.readDeclarations(folder);
    if (declarations === undefined) return [];
    const [{ declaredReportCommand }, { reportsOf }] = await Promise.all([
      import('./report.ts'),
      import('./report-maker.ts'),
    ]);
    return (await reportsOf(declarations)).flatMap((report): CommandEntry[] =>
      report.command === undefined
        ? []
        : [
            {
              name: report.command,
              group: 'Reports of this register',
              summary: lineSafe(report.description),
              load: async () => declaredReportCommand(report),
            },
          ],
    );
  } catch (error) {
    if (error instanceof IrcError) return [];
    throw error;
  }
}
