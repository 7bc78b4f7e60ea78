/** The edge: real clock, terminal and files; argv in, exit code out. The only reader of `process`. */
import { isMainThread } from 'node:worker_threads';
import { runCli } from './cli.ts';
import { realContext } from './io/context.ts';

if (isMainThread) {
  const exitCode = await runCli(process.argv.slice(2), (globals) => realContext(process, globals));
  // All is written by now, and a timer of simple-git would keep the process for a second after its last git.
  process.exit(exitCode);
} else {
  const { runOrder } = await import('./io/apart-thread.ts');
  await runOrder(runCli);
}
