// Bundles src/ into dist/ as split ES modules: the entry holds what every command needs, and each command and each
// heavy library lies in a chunk of its own that is loaded only when it is used. Start-up time is why.
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
await rm(`${root}/dist`, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.20',
  minifySyntax: true,
  legalComments: 'none',
  // Small libraries of the first steps are bundled, since finding each file of a package costs more than reading it.
  // The large ones stay where npm put them.
  external: ['@myriaddreamin/*', 'docx', 'handlebars', 'inquirer', 'simple-git'],
  banner: {
    js: "import { createRequire as irc_require } from 'node:module'; const require = irc_require(import.meta.url);",
  },
  logLevel: 'warning',
});
