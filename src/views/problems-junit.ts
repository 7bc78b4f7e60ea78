/** Problems as JUnit XML: a case for each file, and one for each error. */
import { lineSafe } from '../core/terminal-safe.ts';
import type { Problem } from '../errors.ts';
import type { CheckReport } from './check-report.ts';
import { xmlText } from './xml.ts';

/** A suite for each folder. What does not fail the check stands as output of the case of its file. */
export function problemsJunit({ problems, files, prefix, isStrict }: CheckReport): string {
  const fails = ({ severity }: Problem): boolean => severity === 'error' || (isStrict && severity === 'warning');
  const folders = new Map<string, string[]>();
  for (const file of [...new Set([...files, ...problems.map((problem) => problem.file)])].sort()) {
    const folder = file.slice(0, Math.max(0, file.lastIndexOf('/'))) || '.';
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  let failures = 0;
  let tests = 0;
  const suites = [...folders].map(([folder, ofFolder]) => {
    const cases = ofFolder.flatMap((file) => {
      const found = problems.filter((problem) => problem.file === file);
      const failed = found.filter(fails);
      const noted = found.filter((problem) => !fails(problem));
      return [
        ...failed.map((problem) => failedCase(folder, problem, prefix)),
        ...(failed.length > 0 && noted.length === 0 ? [] : [passedCase(folder, file, noted, prefix)]),
      ];
    });
    const failedHere = problems.filter((problem) => ofFolder.includes(problem.file) && fails(problem)).length;
    failures += failedHere;
    tests += cases.length;
    return `  <testsuite name="${name(folder)}" tests="${cases.length}" failures="${failedHere}" errors="0" skipped="0">\n${cases.join('')}  </testsuite>\n`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites name="irc validate" tests="${tests}" failures="${failures}" errors="0">\n`,
    ...suites,
    '</testsuites>\n',
  ].join('');
}

function failedCase(folder: string, problem: Problem, prefix: string): string {
  const { file, line, code, path, message } = problem;
  const title = [baseName(file), `line ${line}`, code, path].filter((part) => part !== '').join(' · ');
  const failure = `<failure type="${name(code)}" message="${name(message)}">${xmlText(line1(problem, prefix))}</failure>`;
  return `    <testcase classname="${name(folder)}" name="${name(title)}" file="${name(prefix + file)}" line="${line}">\n      ${failure}\n    </testcase>\n`;
}

function passedCase(folder: string, file: string, noted: readonly Problem[], prefix: string): string {
  const start = `    <testcase classname="${name(folder)}" name="${name(baseName(file))}" file="${name(prefix + file)}"`;
  if (noted.length === 0) return `${start}/>\n`;
  const text = noted.map((problem) => xmlText(line1(problem, prefix))).join('\n');
  return `${start}>\n      <system-out>${text}</system-out>\n    </testcase>\n`;
}

/** One problem as a compiler prints it. */
function line1({ file, line, column, severity, code, message, hint }: Problem, prefix: string): string {
  const told = `${prefix}${file}:${line}:${column}: ${severity} ${code}: ${message}`;
  return lineSafe(hint === undefined ? told : `${told} (${hint})`);
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

function name(text: string): string {
  return xmlText(lineSafe(text));
}
