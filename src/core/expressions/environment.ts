/** The environment in which expressions are read: our functions, and limits of size and depth. */
import { Environment } from '@marcbachmann/cel-js';
import type { StepBudget } from './budget.ts';
import { registerFunctions } from './functions.ts';
import type { Lookup } from './values.ts';

export function baseEnvironment(lookup: () => Lookup | undefined, budget: StepBudget, open: boolean): Environment {
  const environment = new Environment({
    unlistedVariablesAreDyn: open,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
    limits: { maxAstNodes: 2_000, maxDepth: 60, maxListElements: 200, maxMapEntries: 200, maxCallArguments: 12 },
  });
  registerFunctions(environment, lookup, budget);
  return environment;
}
