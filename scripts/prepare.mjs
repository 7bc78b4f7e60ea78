// Runs after `npm ci`: builds dist/ when it is missing or older than src/. It never fails where there is nothing to
// build with (an install without development packages, or `npx irc`, which runs this script again on some versions).
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function newest(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((latest, entry) => Math.max(latest, statSync(`${entry.parentPath}/${entry.name}`).mtimeMs), 0);
}

const entry = `${root}/dist/main.js`;
const canBuild =
  process.env.npm_command !== 'exec' && existsSync(`${root}/src`) && existsSync(`${root}/node_modules/esbuild`);
if (canBuild && !(existsSync(entry) && statSync(entry).mtimeMs > newest(`${root}/src`))) {
  await import('./build.mjs');
}
