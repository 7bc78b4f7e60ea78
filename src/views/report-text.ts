/** The report of a check in each of its formats. */
import type { Style } from '../context.ts';
import { jsonSafe } from '../core/terminal-safe.ts';
import type { CheckReport } from './check-report.ts';
import { problemJson } from './error-text.ts';
import { problemsGithub, problemsText } from './problems.ts';
import { problemsJunit } from './problems-junit.ts';
import { problemsMarkdown } from './problems-markdown.ts';
import { problemsSarif } from './problems-sarif.ts';

export const reportFormats = ['text', 'json', 'github', 'sarif', 'junit', 'markdown'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** The report as the format has it; each format escapes what comes from records in its own way. */
export function reportText(format: ReportFormat, report: CheckReport, columns: number, style: Style): string {
  switch (format) {
    case 'text':
      return problemsText(report.problems, report.texts, columns, style);
    case 'json': {
      const { base, problems, counts } = report;
      const data = { ...(base === undefined ? {} : { base }), problems: problems.map(problemJson), summary: counts };
      return `${jsonSafe(JSON.stringify(data, undefined, 2))}\n`;
    }
    case 'github':
      return problemsGithub(report.problems, report.prefix);
    case 'sarif':
      return problemsSarif(report);
    case 'junit':
      return problemsJunit(report);
    case 'markdown':
      return problemsMarkdown(report);
  }
}
