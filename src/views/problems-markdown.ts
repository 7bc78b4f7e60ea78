/** Problems as Markdown, for the page of a pull request or of a run: the counts, each problem, and what changes. */
import { lineSafe } from '../core/terminal-safe.ts';
import type { Problem } from '../errors.ts';
import type { CheckReport } from './check-report.ts';
import { diffMarkdown } from './diff-text.ts';
import { markdownCell } from './markdown-cell.ts';
import { cutPage } from './markdown-page.ts';

/** In bytes: pages of code hosts take at most 1 MiB. */
const longestPage = 900_000;

export function problemsMarkdown(report: CheckReport): string {
  const { problems, told, base, comparison, prefix } = report;
  const rows = problems.map((problem) => row(problem, prefix));
  const blocks = [
    `## Records: ${markdownCell(told)}`,
    ...(base === undefined ? [] : [`Compared with \`${base.slice(0, 10)}\`, where the branch begins.`]),
    ...(rows.length === 0 ? [] : [['| | where | what |', '| --- | --- | --- |', ...rows].join('\n')]),
    ...(comparison === undefined ? [] : ['### What changes', diffMarkdown(comparison).trimEnd()]),
  ];
  return cutPage(`${blocks.join('\n\n')}\n`, longestPage);
}

function row({ severity, code, file, line, column, message, hint }: Problem, prefix: string): string {
  const what = `**${code}** ${markdownCell(message)}${hint === undefined ? '' : `<br>${markdownCell(hint)}`}`;
  return `| ${severity} | ${markdownCell(lineSafe(`${prefix}${file}:${line}:${column}`))} | ${what} |`;
}
