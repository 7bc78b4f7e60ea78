/** What a check has found, in each format that it is told in. */
import type { Style } from '../context.ts';
import type { Comparison } from '../core/comparison.ts';
import { jsonSafe } from '../core/terminal-safe.ts';
import type { Problem } from '../errors.ts';
import { problemJson } from './error-text.ts';
import { type Counts, problemsGithub, problemsText } from './problems.ts';
import { problemsJunit } from './problems-junit.ts';
import { problemsMarkdown } from './problems-markdown.ts';
import { problemsSarif } from './problems-sarif.ts';

export interface CheckReport {
  /** In the order in which they are told, cut to what can be read. */
  readonly problems: readonly Problem[];
  /** Of all problems. */
  readonly counts: Counts;
  /** The counts in words. */
  readonly told: string;
  /** Text of each file, by path, for code frames. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files that were checked, below the workspace. */
  readonly files: readonly string[];
  /** From the top of the repository to the workspace, with a final slash; empty where they are the same. */
  readonly prefix: string;
  readonly isStrict: boolean;
  /** Of the program. */
  readonly version: string;
  /** The commit that the records were compared with. */
  readonly base?: string | undefined;
  readonly comparison?: Comparison | undefined;
  /** What a code means, in a sentence. */
  readonly explain: (code: string) => string | undefined;
}

export const reportFormats = ['text', 'json', 'github', 'sarif', 'junit', 'markdown'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** The report as the format has it; each format escapes what comes from records in its own way. */
export function reportText(format: ReportFormat, report: CheckReport, style: Style): string {
  switch (format) {
    case 'text':
      return problemsText(report.problems, report.texts, style);
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
