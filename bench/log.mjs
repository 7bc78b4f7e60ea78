// How long `irc log` takes in a repository with 2,000 commits, each of which changes one of the sample records.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const irc = join(root, 'bin', 'irc.js');
const commits = Number(process.env.BENCH_COMMITS ?? 2_000);
const runs = Number(process.env.BENCH_RUNS ?? 5);

const folder = mkdtempSync(join(tmpdir(), 'irc-bench-log-'));
const git = (args, input) => execFileSync('git', args, { cwd: folder, input, encoding: 'utf8' });
git(['init', '--quiet', '--initial-branch=main']);
git(['config', 'user.name', 'Bench']);
git(['config', 'user.email', 'bench@example.org']);
cpSync(join(root, 'records'), join(folder, 'records'), { recursive: true });
git(['add', '--', 'records']);
git(['commit', '--quiet', '--message=Records']);

const partners = join(folder, 'records', 'partners');
const files = readdirSync(partners).map((name) => ({
  path: `records/partners/${name}`,
  text: readFileSync(join(partners, name), 'utf8').replace(/^remarks:.*\n/m, ''),
}));
const stream = Array.from({ length: commits }, (_, index) => {
  const { path, text } = files[index % files.length];
  const content = `${text}remarks: {en: Seen ${index} times}\n`;
  const date = 1_780_000_000 + index * 60;
  const from = index === 0 ? 'from refs/heads/main^0\n' : '';
  return `commit refs/heads/main\ncommitter Bench <bench@example.org> ${date} +0000\ndata 6\nChange\n${from}M 100644 inline ${path}\ndata ${Buffer.byteLength(content)}\n${content}\n`;
});
git(['fast-import', '--quiet'], stream.join(''));
git(['reset', '--hard', '--quiet']);

for (const args of [
  ['list'],
  ['log'],
  ['log', 'unesco'],
  ['log', 'unesco', '--field', 'remarks'],
  ['log', 'unesco', '--field', 'website', '--limit', '9'],
  ['diff', 'HEAD~50..'],
  ['show', 'unesco', '--at', 'HEAD~1000'],
]) {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [irc, ...args], { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)];
  process.stdout.write(`irc ${args.join(' ').padEnd(44)} ${median.toFixed(0).padStart(6)} ms\n`);
}
rmSync(folder, { recursive: true });
