/** Tests made of a table: each case of a rule, each step with and without what it asks. */
import { beforeAll, expect, it } from 'vitest';
import type { Problem } from '../../src/errors.ts';
import { type Case, problemsOf, refusalsOf, ruleCodes, type StepCase } from './provoke.ts';

interface RuleTable {
  /** Schemas whose rules must all be provoked by a case. */
  readonly schemas: readonly string[];
  /** Codes that are provoked elsewhere, or that another check speaks before. */
  readonly except?: readonly string[];
}

/** One test a case, and one that no rule of the schemas goes without. */
export function testRules(base: string, cases: readonly Case[], { schemas, except = [] }: RuleTable): void {
  let problems: readonly Problem[][] = [];
  beforeAll(async () => {
    problems = await problemsOf(base, cases);
  });

  it.each(cases.map((entry, index) => ({ ...entry, index })))(
    '$code: $change',
    ({ code, index, says = '', breaks }) => {
      const found = (problems[index] ?? []).filter((problem) => problem.code === code);
      expect(found.length > 0, JSON.stringify(problems[index])).toBe(breaks !== false);
      if (breaks !== false) expect(found[0]?.message).toContain(says);
    },
  );

  it('are all provoked here', () => {
    const provoked = new Set(cases.filter((entry) => entry.breaks !== false).map((entry) => entry.code));
    const missing = schemas.flatMap(ruleCodes).filter((code) => !provoked.has(code) && !except.includes(code));
    expect(missing).toEqual([]);
  });
}

/** One test a step: refused with the words that the case names, or taken. */
export function testSteps(base: string, steps: readonly StepCase[]): void {
  let refusals: readonly string[] = [];
  beforeAll(async () => {
    refusals = await refusalsOf(base, steps);
  });

  it.each(steps.map((entry, index) => ({ ...entry, index })))('$to: $change', ({ index, says }) => {
    if (says === undefined) expect(refusals[index]).toBe('');
    else expect(refusals[index]).toContain(says);
  });
}
