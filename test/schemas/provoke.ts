/** Provokes the rules of the packaged schemas: a sound record of the samples, one change, and the problems it gives. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { readsOld } from '../../src/core/expressions/text.ts';
import type { Problem } from '../../src/errors.ts';
import { openWorkspace } from '../../src/io/workspace.ts';
import { withCovers } from '../helpers/approve.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

/** What a case changes: values by dotted path; `undefined` removes the field. */
export type Change = Readonly<Record<string, unknown>>;

export interface Case {
  readonly code: string;
  readonly change: Change;
  /** Id of the record, where another one names it. */
  readonly id?: string;
  /** A part of the message. */
  readonly says?: string;
  /** Other records of the case, by path. */
  readonly also?: Readonly<Record<string, string>>;
  /** False: the rule must be silent. */
  readonly breaks?: false;
}

/** The record of the samples with the change made, as YAML. */
export function changed(file: string, change: Change): string {
  const root = parse(readFileSync(join(import.meta.dirname, '..', '..', file), 'utf8')) as Record<string, unknown>;
  for (const [path, value] of Object.entries(change)) {
    const steps = path.split('.');
    const last = steps.pop() as string;
    let at = root;
    for (const step of steps) {
      at[step] ??= {};
      at = at[step] as Record<string, unknown>;
    }
    if (value === undefined) delete at[last];
    else at[last] = value;
  }
  return stringify(root, { aliasDuplicateObjects: false });
}

/** The problems of each case, in its order. All cases stand in one register, so that the schemas are read once. */
export async function problemsOf(
  file: string,
  cases: readonly Case[],
  today = '2026-11-24',
): Promise<readonly Problem[][]> {
  const workspace = sampleWorkspace();
  try {
    const folder = file.slice(0, file.lastIndexOf('/'));
    const paths = cases.map((entry, index) => {
      const path = `${folder}/${entry.id ?? `case-${index}`}.yaml`;
      workspace.write(path, changed(file, entry.change));
      for (const [other, text] of Object.entries(entry.also ?? {})) workspace.write(other, text);
      return path;
    });
    const ran = await run(workspace.root, ['validate', '--format', 'json'], { today });
    const { problems } = JSON.parse(ran.out) as { problems: Problem[] };
    const failed = problems.filter((problem) => problem.file.startsWith('schemas/'));
    if (failed.length > 0) throw new Error(failed.map((problem) => problem.message).join('\n'));
    return paths.map((path) => problems.filter((problem) => problem.file === path));
  } finally {
    workspace.remove();
  }
}

/** Codes of the rules of a schema that look at a record alone, and not at a change of it, at whatever field they stand. */
export function ruleCodes(schema: string): string[] {
  const codes = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { rules } = node as { rules?: unknown };
    const one = (rules ?? []) as { code: string; when?: string; rule: string }[];
    if (Array.isArray(one)) {
      for (const { code, when = '', rule } of one) if (!readsOld(when) && !readsOld(rule)) codes.add(code);
    }
    for (const child of Object.values(node)) walk(child);
  };
  walk(JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'schemas', `${schema}.schema.json`), 'utf8')));
  return [...codes].sort();
}

/** A step of a changed record, and what it is refused for; without words it is taken. */
export interface StepCase {
  readonly to: string;
  readonly change: Change;
  readonly says?: string | undefined;
  /** The remark of the step. */
  readonly note?: string | undefined;
}

/** What `irc advance` says of each step of a record whose approvals cover its text, in the order of the cases; `''` where it takes the step. */
export async function refusalsOf(file: string, steps: readonly StepCase[], today = '2026-11-24'): Promise<string[]> {
  const workspace = sampleWorkspace();
  try {
    const refusals: string[] = [];
    const { root, env } = workspace;
    const opened = await openWorkspace({ cwd: root, env, today, now: () => `${today}T09:00:00Z` });
    const path = `${file.slice(0, file.lastIndexOf('/'))}/case.yaml`;
    for (const { to, change, note } of steps) {
      workspace.write(path, withCovers(opened, path, changed(file, change)));
      const args = ['advance', 'case', to, '--by', 'director', '--dry-run', '--yes'];
      const noted = note === undefined ? args : [...args, '--note', note];
      const ran = await run(workspace.root, noted, { today });
      refusals.push(ran.code === 0 ? '' : ran.err);
    }
    return refusals;
  } finally {
    workspace.remove();
  }
}
