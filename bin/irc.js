#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const entry = new URL('../dist/main.js', import.meta.url);
if (existsSync(fileURLToPath(entry))) {
  try {
    await import(entry.href);
  } catch (error) {
    // What comes later irc tells itself; here there is no irc yet.
    if (!/^E(MFILE|NFILE|IO|NOMEM|ACCES)$/.test(error.code)) throw error;
    process.stderr.write(`error not-started: irc cannot be read from its folder. Nothing was changed.\n`);
    process.stderr.write(`  ${error.message}\n`);
    if (error.code === 'EMFILE')
      process.stderr.write('  Raise the limit (ulimit -n 1024), then the same command again.\n');
    process.exitCode = 3;
  }
} else {
  process.stderr.write('irc is not built yet. In its folder, run: npm ci\n');
  process.exitCode = 3;
}
