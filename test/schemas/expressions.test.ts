import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

const bases = [
  'records/agreements/mou-2022-igad.yaml',
  'records/agreements/mou-2026-african-union.yaml',
  'records/projects/water-igad.yaml',
  'records/projects/leather-enzymes.yaml',
  'records/partners/igad.yaml',
];

/** Numbers from 0 to 1 that are the same in each run. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The value without that share of its fields and items, at any depth. */
function thinned(value: unknown, share: number, random: () => number): unknown {
  if (Array.isArray(value)) return value.filter(() => random() > share).map((item) => thinned(item, share, random));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(() => random() > share);
  return Object.fromEntries(kept.map(([name, entry]) => [name, thinned(entry, share, random)]));
}

it('no expression of the packaged schemas fails on a record that lacks fields', async () => {
  const workspace = sampleWorkspace();
  try {
    const random = numbersFrom(20261124);
    for (const base of bases) {
      const whole = parse(readFileSync(base, 'utf8')) as Record<string, unknown>;
      for (let index = 0; index < 60; index += 1) {
        const record = thinned(whole, random() * 0.12, random) as Record<string, unknown>;
        // What the kind cannot be without stays, so that the rules are reached.
        for (const name of ['title', 'type', 'names']) if (whole[name] !== undefined) record[name] = whole[name];
        const history = whole.history as unknown[];
        record.history = history.slice(Math.floor(random() * history.length));
        record.knowledge = random() > 0.5 ? 'full' : 'partial';
        workspace.write(base.replace('.yaml', `-${index}.yaml`), stringify(record));
      }
    }
    const validated = await run(workspace.root, ['validate', '--format', 'json']);
    const { problems, summary } = JSON.parse(validated.out) as {
      problems: { file: string; code: string }[];
      summary: { records: number };
    };
    expect(summary.records).toBeGreaterThan(350);
    expect(problems.filter((problem) => problem.file.startsWith('schemas/'))).toEqual([]);
    // Rules are asked only of a record that fits its schema: enough of these must.
    const unfit = new Set(
      problems
        .filter((problem) => /^(field-missing|value-|reference-)/.test(problem.code))
        .map((problem) => problem.file),
    );
    expect(summary.records - unfit.size).toBeGreaterThan(150);
    for (const plural of ['agreements', 'projects', 'partners']) {
      const listed = await run(workspace.root, ['list', plural, '--json']);
      expect([listed.code, listed.err]).toEqual([0, expect.not.stringContaining('expression')]);
    }
  } finally {
    workspace.remove();
  }
});
