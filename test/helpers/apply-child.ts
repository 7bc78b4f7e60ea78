/**
 * A process of its own that applies one plan, for tests that kill it or run several. The last argument is JSON. It prints
 * `{commit, recovered}` or `{code}` and ends with the exit code of the error.
 */
import type { Plan } from '../../src/core/changes/plan.ts';
import { IrcError } from '../../src/errors.ts';
import { applyPlan } from '../../src/io/apply.ts';
import { recover } from '../../src/io/apply-recover.ts';

export interface ChildOrder {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  /** Without a plan, only what an earlier run left is looked for. */
  readonly plan?: Plan;
  readonly commit?: boolean;
  /** The step, or the number of the step, at which the process is killed as by `kill -9`. */
  readonly killAt?: string | number;
}

const order = JSON.parse(process.argv[2] ?? '') as ChildOrder;
let steps = 0;

function onStep(step: string): void {
  steps += 1;
  if (order.killAt === step || order.killAt === steps) process.kill(process.pid, 'SIGKILL');
}

async function run(): Promise<Record<string, unknown>> {
  const { root, env, plan } = order;
  if (plan === undefined) return { recovered: await recover(root, env) };
  return {
    ...(await applyPlan(root, plan, { commit: order.commit ?? true, env, now: '2026-11-24T08:00:00Z', onStep })),
  };
}

run().then(
  (result) => process.stdout.write(JSON.stringify(result)),
  (error: unknown) => {
    process.exitCode = error instanceof IrcError ? error.exitCode : 70;
    process.stdout.write(JSON.stringify(error instanceof IrcError ? { code: error.code } : { bug: String(error) }));
  },
);
