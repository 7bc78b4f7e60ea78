/** The edge: real clock, terminal and files; argv in, exit code out. The only reader of `process`. */
import { isMainThread } from 'node:worker_threads';
import { runCli } from './cli.ts';
import { realContext } from './io/context.ts';

if (isMainThread) {
  process.exitCode = await runCli(process.argv.slice(2), (globals) => realContext(process, globals));
} else {
  const { runOrder } = await import('./io/apart-thread.ts');
  await runOrder(runCli);
}
