/** A flood of problems is cut to what can be read, and to what a log or a page can hold. Code: too-many-problems. */
import type { Problem } from '../../errors.ts';

export const problemLimits = { perFile: 100, perRun: 2_000 } as const;

/**
 * The problems in their order, at most 100 of a file and 2,000 in all; errors stay before warnings, and these before
 * notes. What is left out is counted, in a note at the file, or at the last one that is listed.
 */
export function limitProblems(problems: readonly Problem[]): Problem[] {
  const files = problemsByFile(problems);
  const shown: Problem[] = [];
  let leftOut = 0;
  for (const ofFile of files.values()) {
    const room = Math.max(0, problemLimits.perRun - shown.length);
    const most = Math.min(room, problemLimits.perFile);
    shown.push(...mostSerious(ofFile, most));
    if (most < problemLimits.perFile) leftOut += ofFile.length - Math.min(most, ofFile.length);
    else if (ofFile.length > most) shown.push(leftOutNote(ofFile[0], `of this file`, ofFile.length - most));
  }
  return leftOut === 0 ? shown : [...shown, leftOutNote(shown.at(-1), 'of this and other files', leftOut)];
}

/** Files in the order of their first problem. */
export function problemsByFile(problems: readonly Problem[]): Map<string, Problem[]> {
  const files = new Map<string, Problem[]>();
  for (const problem of problems) {
    const known = files.get(problem.file);
    if (known === undefined) files.set(problem.file, [problem]);
    else known.push(problem);
  }
  return files;
}

const order = { error: 0, warning: 1, info: 2 };

function mostSerious(problems: readonly Problem[], most: number): readonly Problem[] {
  if (problems.length <= most) return problems;
  const byWeight = problems.map((_, index) => index).sort((a, b) => weight(problems, a) - weight(problems, b) || a - b);
  const kept = new Set(byWeight.slice(0, most));
  return problems.filter((_, index) => kept.has(index));
}

function weight(problems: readonly Problem[], index: number): number {
  return order[problems[index]?.severity ?? 'info'];
}

function leftOutNote(at: Problem | undefined, where: string, number: number): Problem {
  return {
    ...{ code: 'too-many-problems', severity: 'info', file: at?.file ?? '', line: 1, column: 1, length: 1, path: '' },
    message: `${number} more problem${number === 1 ? '' : 's'} ${where} ${number === 1 ? 'is' : 'are'} not listed`,
    hint: 'mend those that are listed, then check again',
  };
}
