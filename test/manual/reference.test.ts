/** The reference pages are what the program says of itself now. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { referenceCommand, referencePages } from '../../scripts/reference-pages.ts';
import { StepBudget } from '../../src/core/expressions/budget.ts';
import { registerFunctions } from '../../src/core/expressions/functions.ts';

const folder = join('docs', 'reference');
const outdated = `docs/reference/ is not what the program says now. Write it anew: ${referenceCommand}`;

it('docs/reference/ is as the program would write it', async () => {
  const pages = await referencePages();
  const there = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) =>
      join(file.parentPath, file.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
  expect(there.sort(), outdated).toEqual([...pages.keys()].sort());
  for (const path of there) {
    const text = readFileSync(join(folder, path), 'utf8').replaceAll('\r', '');
    expect(text, `${path}: ${outdated}`).toBe(pages.get(path));
  }
});

it('docs/expressions.md has every function', () => {
  const names: string[] = [];
  const environment = {
    registerFunction: (signature: string) => names.push(/([A-Za-z]+)\(/.exec(signature)?.[1] ?? ''),
    registerOperator: () => undefined,
  };
  registerFunctions(environment as never, () => undefined, new StepBudget());
  const page = readFileSync(join('docs', 'expressions.md'), 'utf8');
  // `matches` of CEL is carried out by matchesLinear.
  const told = (name: string): boolean => page.includes(`\`${name}(`) || name === 'matchesLinear';
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !told(name))).toEqual([]);
});
