/** What is told of work that was stopped, from the files of the workspace. */
import type { StoppedRun } from '../context.ts';
import { type ExpressionFile, type StoppedCheck, stoppedBy, stoppedProblem } from '../core/checks/stopped.ts';
import type { ExpressionTooSlow } from '../core/expressions/budget.ts';
import { filesBelow } from './files.ts';
import { writeOutput } from './output.ts';
import { prefixInRepository, registerAbove } from './root.ts';

/** `cwd`: where the command was called, `root`: its workspace, where there is one. */
export function stoppedRun(cwd: string, root: string | undefined, stopped: StoppedCheck): StoppedRun {
  const problem = stoppedProblem(stopped, expressionFiles(root));
  const read = root === undefined ? undefined : filesBelow(root).read(problem.file);
  return {
    problem,
    text: read?.ok === true ? read.bytes.toString('utf8') : undefined,
    prefix: root === undefined ? '' : prefixInRepository(root),
    writeOutput: (path, bytes) => writeOutput(cwd, cwd, path, bytes),
  };
}

/** As `stoppedRun`, for what an expression has stopped. */
export function runStoppedBy(cwd: string, error: ExpressionTooSlow): StoppedRun {
  return stoppedRun(cwd, registerAbove(cwd), stoppedBy(error));
}

/** The schemas, clauses and reports of the workspace of a folder, or of one above it. */
export function filesWithExpressions(folder: string): readonly ExpressionFile[] {
  return expressionFiles(registerAbove(folder));
}

function expressionFiles(root: string | undefined): readonly ExpressionFile[] {
  if (root === undefined) return [];
  const files = filesBelow(root);
  return ['schemas', 'templates'].flatMap((folder) =>
    files.list(folder).flatMap(({ path }) => {
      if (!/\.(json|md|yaml)$/.test(path)) return [];
      const read = files.read(path);
      return read.ok ? [{ file: path, text: read.bytes.toString('utf8') }] : [];
    }),
  );
}
