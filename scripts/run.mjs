// Runs a script that is written in TypeScript, which Node 20 does not read: node scripts/run.mjs scripts/reference.ts
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

for (const script of process.argv.slice(2)) await runnerImport(resolve(script), { logLevel: 'error' });
