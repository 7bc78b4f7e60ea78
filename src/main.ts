/** The edge: real clock, terminal and files; argv in, exit code out. The only reader of `process`. */
import { runCli } from './cli.ts';
import { realContext } from './io/context.ts';

process.exitCode = await runCli(process.argv.slice(2), (globals) => realContext(process, globals));
