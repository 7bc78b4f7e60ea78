// Speed as ratios within one run: machines differ, and so do hours. Each figure is the median of several runs.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mergeShare } from './merge-share.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const irc = join(root, 'bin', 'irc.js');
const runs = Number(process.env.BENCH_RUNS ?? 7);

function milliseconds(args, cwd, times = runs) {
  const measured = Array.from({ length: times }, () => {
    const start = process.hrtime.bigint();
    const result = spawnSync(process.execPath, args, { cwd, stdio: 'ignore' });
    if (result.status !== 0 && result.status !== 1) throw new Error(`${args.join(' ')} ended with ${result.status}`);
    return Number(process.hrtime.bigint() - start) / 1e6;
  }).sort((a, b) => a - b);
  return measured[Math.floor(measured.length / 2)];
}

function row(name, time, base, baseName) {
  process.stdout.write(
    `${name.padEnd(38)} ${time.toFixed(0).padStart(7)} ms   ${(time / base).toFixed(2)} x ${baseName}\n`,
  );
}

/** A workspace with as many partly known records of the first kind that has a preset as wanted. */
function workspaceOf(count) {
  const folder = mkdtempSync(join(tmpdir(), 'irc-bench-'));
  cpSync(join(root, 'records'), join(folder, 'records'), { recursive: true });
  const target = join(folder, 'records', 'agreements');
  mkdirSync(target, { recursive: true });
  for (let index = 0; index < count; index += 1) {
    writeFileSync(
      join(target, `generated-${index}.yaml`),
      [
        'knowledge: partial',
        `title: {en: Agreement ${index} on cooperation in science and technology (illustrative)}`,
        'type: agreement',
        'binding: unclear',
        'parties:',
        '  - {partner: office, signed_on: 2014-11-06, signed_at: Addis Ababa}',
        '  - {partner: za, signed_on: 2014-11-06, signed_at: Addis Ababa, signatory: {post: Minister of Science and Technology}}',
        'areas: [{text: innovation hubs}, {text: water harvesting technologies}, {text: biotechnology, ford: "2.9"}]',
        'history:',
        '  - {date: 2014-11-06, to: signed, note: taken over from public sources}',
        'sources:',
        '  - {address: "https://www.example.org/agreements", accessed: 2026-11-24}',
        '',
      ].join('\n'),
    );
  }
  execFileSync('git', ['init', '--quiet', folder]);
  return folder;
}

/** A workspace with as many drafts as wanted, beside the sample records. */
function draftsOf(count) {
  const folder = workspaceOf(0);
  for (let index = 0; index < count; index += 1) {
    writeFileSync(
      join(folder, 'records', 'agreements', `draft-${index}.yaml`),
      [
        'type: mou',
        'binding: non_binding',
        `title: {en: Memorandum ${index} (illustrative)}`,
        'purpose: {en: To do research together.}',
        'parties: [{partner: office}, {partner: za}]',
        'areas: [{text: innovation hubs}, {text: biotechnology}]',
        'forms: [joint_research]',
        'entry: {mode: on_signature}',
        'duration: {mode: months, months: 60}',
        'renewal: {mode: tacit, months: 60, notice_months: 6}',
        'termination: {notice_months: 6, savings: true}',
        'costs: {rule: each_own, subject_to_funds: true}',
        'ip: {mode: per_project}',
        'disputes: [consultation]',
        'amendment: written_consent',
        'languages: [en]',
        'copies: 2',
        'history: [{date: 2026-11-24, to: drafting, by: director}]',
        '',
      ].join('\n'),
    );
  }
  return folder;
}

const parseOnce = `
  import { readdirSync, readFileSync } from 'node:fs';
  import { parse } from '${join(root, 'node_modules', 'yaml', 'dist', 'index.js')}';
  for (const entry of readdirSync('records', { recursive: true, withFileTypes: true }))
    if (entry.name.endsWith('.yaml')) parse(readFileSync(entry.parentPath + '/' + entry.name, 'utf8'));
`;

const small = workspaceOf(0);
const node = milliseconds(['-e', '0'], small);
process.stdout.write(`Node ${process.version}, median of ${runs} runs\n\n`);
row('node -e 0', node, node, 'node -e 0');
row('irc --version', milliseconds([irc, '--version'], small), node, 'node -e 0');
row('irc list', milliseconds([irc, 'list'], small), node, 'node -e 0');
rmSync(small, { recursive: true });
for (const count of [1_000, 10_000]) {
  const folder = workspaceOf(count);
  const parsed = milliseconds(['--input-type=module', '-e', parseOnce], folder);
  row(`parse ${count} records once with yaml`, parsed, parsed, 'parsing');
  row(`irc list, ${count} records`, milliseconds([irc, 'list'], folder), parsed, 'parsing');
  row(`irc validate, ${count} records`, milliseconds([irc, 'validate', '--format', 'json'], folder), parsed, 'parsing');
  rmSync(folder, { recursive: true });
}

// The typesetter, the fonts and the templates are loaded for the first paper, and not again.
const drafts = draftsOf(100);
for (const format of ['docx', 'pdf']) {
  const render = (where) => [
    ...[irc, 'render', '--all', 'agreements', '--document', 'draft', '--format', format, '--copy', 'office'],
    ...['--where', where],
  ];
  const one = milliseconds(render("id == 'draft-0'"), drafts, 3);
  row(`one draft as ${format}`, one, one, 'one');
  row(`100 drafts as ${format}`, milliseconds(render("id.startsWith('draft-')"), drafts, 1), one, 'one');
}
rmSync(drafts, { recursive: true });

const { pairs, same, conflicts, decided } = mergeShare(root, irc, 120);
process.stdout.write(
  `merges of random edits, ${pairs} pairs        git stops at ${conflicts}, irc decides ${decided} of these; both changed one value in ${same}\n`,
);
