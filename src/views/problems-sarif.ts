/** Problems as SARIF 2.1.0, which code hosts and editors read. */
import { lineSafe } from '../core/terminal-safe.ts';
import type { Problem, Severity } from '../errors.ts';
import type { CheckReport } from './check-report.ts';

/** One run; the rules are the codes that were found. Paths are relative to the top of the repository. */
export function problemsSarif({ problems, prefix, version, explain }: CheckReport): string {
  const codes = [...new Set(problems.map(({ code }) => code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'irc',
            version,
            rules: codes.map((code) => ({
              id: code,
              shortDescription: { text: plain(explain(code) ?? code) },
              help: { text: `irc explain ${code}` },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: problems.map((problem) => result(problem, codes.indexOf(problem.code), prefix)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

function result(problem: Problem, ruleIndex: number, prefix: string): object {
  const { code, severity, file, line, column, length, path, message, hint } = problem;
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: [message, ...(hint === undefined ? [] : [hint])].map(plain).join('\n') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(`${prefix}${file}`), uriBaseId: '%SRCROOT%' },
          region: { startLine: line, startColumn: column, endColumn: column + Math.max(1, length) },
        },
        ...(path === '' ? {} : { logicalLocations: [{ fullyQualifiedName: lineSafe(path) }] }),
      },
    ],
  };
}

/** A path as a relative URI; halves of letters, which a name on disk may have, are no text. */
function uriOf(path: string): string {
  return path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

/** In a message of SARIF `[…](…)` is a link. */
function plain(text: string): string {
  return lineSafe(text).replaceAll('](', '] (');
}
