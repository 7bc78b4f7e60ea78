/** Problems as a compiler prints them: place, code frame with caret, message, hint. */
import type { Style } from '../context.ts';
import { problemsByFile } from '../core/checks/limit.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import type { Problem, Severity } from '../errors.ts';

const widestFrame = 100;
/** The number of the line and the bar before it. */
const frameLead = 8;

/** Text for a person. `texts` holds each file's text by path, for the frames. */
export function problemsText(
  problems: readonly Problem[],
  texts: ReadonlyMap<string, string>,
  columns: number,
  style: Style,
): string {
  const width = Math.max(24, Math.min(widestFrame, columns - frameLead));
  const blocks: string[] = [];
  for (const [file, ofFile] of problemsByFile(problems)) {
    const lines = texts.get(file)?.split(/\r?\n/);
    for (const problem of ofFile) blocks.push(problemBlock(problem, lines, width, style));
  }
  return blocks.join('\n');
}

/** Warnings and errors that a write meets, short: place, code and message. */
export function problemLine(problem: Problem, style: Style): string {
  const place = `${lineSafe(problem.file)}:${problem.line}:${problem.column}`;
  return `${place}: ${colored(problem.severity, style)} ${problem.code}: ${cut(lineSafe(problem.message), 400)}`;
}

function problemBlock(problem: Problem, lines: readonly string[] | undefined, width: number, style: Style): string {
  const parts = [problemLine(problem, style)];
  const line = lines?.[problem.line - 1];
  if (line !== undefined && line.trim() !== '') parts.push(...frame(problem, line, width, style));
  if (problem.hint !== undefined) parts.push(`  ${style.dim('hint:')} ${cut(lineSafe(problem.hint), 400)}`);
  return `${parts.join('\n')}\n`;
}

/** The line with a caret beneath; a long line is cut to the part around the place. */
function frame(problem: Problem, line: string, width: number, style: Style): string[] {
  const start = problem.column - 1 > width - 20 ? problem.column - 1 - Math.floor(width * 0.4) : 0;
  const shown = lineSafe(line.slice(start, start + width)).replaceAll('\t', ' ');
  const number = String(problem.line).padStart(4);
  const length = Math.max(
    1,
    Math.min(problem.length, width - (problem.column - 1 - start), line.length - problem.column + 1),
  );
  const caret = `${' '.repeat(problem.column - 1 - start)}${tint(problem.severity, style)('^'.repeat(length))}`;
  return [
    `${style.dim(`${number} |`)} ${start > 0 ? '…' : ''}${shown}`,
    `${style.dim('     |')} ${start > 0 ? ' ' : ''}${caret}`,
  ];
}

function tint(severity: Severity, style: Style): (text: string) => string {
  return severity === 'error' ? style.red : severity === 'warning' ? style.yellow : style.dim;
}

function colored(severity: Severity, style: Style): string {
  return tint(severity, style)(severity);
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

export interface Counts {
  readonly records: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

export function countProblems(problems: readonly Problem[], records: number): Counts {
  const of = (severity: Severity): number => problems.filter((problem) => problem.severity === severity).length;
  return { records, errors: of('error'), warnings: of('warning'), infos: of('info') };
}

/** "3 errors and 1 warning in 4 files, 64 records checked"; of templates, where no record was asked for. */
export function countsText(counts: Counts, problems: readonly Problem[], templates = 0): string {
  const ofTemplates = counts.records === 0 && templates > 0;
  const checked = ofTemplates ? count(templates, 'template') : count(counts.records, 'record');
  if (problems.length === 0) return `${checked}, no errors, no warnings`;
  const files = new Set(problems.map((problem) => problem.file)).size;
  const parts = [
    counts.errors > 0 ? count(counts.errors, 'error') : '',
    counts.warnings > 0 ? count(counts.warnings, 'warning') : '',
    counts.infos > 0 ? count(counts.infos, 'note') : '',
  ].filter((part) => part !== '');
  const found = parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts.join('');
  return `${found} in ${count(files, 'file')}, ${checked} checked`;
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/**
 * Workflow commands for GitHub: one line a problem. Text of records cannot end the command, start another, or unhide
 * a mask: per cent signs and line ends are encoded, and in properties colons and commas too. `prefix` leads from the top
 * of the repository to the workspace.
 */
export function problemsGithub(problems: readonly Problem[], prefix: string): string {
  return problems
    .map((problem) => {
      const level = problem.severity === 'info' ? 'notice' : problem.severity;
      const properties = [
        `file=${property(`${prefix}${problem.file}`)}`,
        `line=${problem.line}`,
        `col=${problem.column}`,
        `title=${property(problem.code)}`,
      ].join(',');
      const parts = [problem.message, ...(problem.hint === undefined ? [] : [problem.hint])];
      return `::${level} ${properties}::${data(parts.map(lineSafe).join('\n'))}\n`;
    })
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(lineSafe(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
