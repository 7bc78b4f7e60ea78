/** What stopped a command, as text for a person and as JSON for a program. */
import type { Style } from '../context.ts';
import { terminalSafe } from '../core/terminal-safe.ts';
import { exitCodes, type IrcError } from '../errors.ts';

/** `error CODE: message`, the remedy and details beneath. Text of records in it is made harmless for a terminal. */
export function errorText(error: IrcError, style: Style): string {
  if (error.exitCode === exitCodes.bug) {
    return [
      'irc failed. This is a mistake in irc, not in your records. Nothing was changed.',
      `  unexpected: ${terminalSafe(error.message)}`,
      '  Details: the same command with IRC_DEBUG=1 before it',
      '',
    ].join('\n');
  }
  // What the user stopped is no error.
  const isStopped = error.exitCode === exitCodes.interrupted;
  const lines = [`${isStopped ? '' : `${style.red('error')} ${error.code}: `}${terminalSafe(error.message)}`];
  for (const detail of error.details) lines.push(`  ${terminalSafe(detail)}`);
  if (error.hint !== undefined)
    lines.push(...error.hint.split('\n').map((line) => `  ${style.dim(terminalSafe(line))}`));
  return `${lines.join('\n')}\n`;
}

export function errorJson(error: IrcError): object {
  return {
    error: {
      code: error.code,
      message: error.message,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      ...(error.details.length === 0 ? {} : { details: error.details }),
      ...(error.problems.length === 0 ? {} : { problems: error.problems.map(problemJson) }),
    },
  };
}

/** A problem as `validate --format json` prints it. */
export function problemJson(problem: IrcError['problems'][number]): object {
  const { code, severity, file, line, column, path, message, hint } = problem;
  return { code, severity, file, line, column, path, message, ...(hint === undefined ? {} : { hint }) };
}
