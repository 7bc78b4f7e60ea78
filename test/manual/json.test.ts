/** What --json prints is what docs/commands.md says: each row of its table is run. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { Story } from '../helpers/story.ts';
import { misfits, parseShape } from './json-shape.ts';

const page = readFileSync('docs/commands.md', 'utf8').replaceAll('\r', '');
const section = page.slice(page.indexOf('## JSON'), page.indexOf('## Exit codes'));
const rows = new Map(
  [...section.matchAll(/^\| (.+?) \| `([[{].*?[\]}])`/gm)].map(([, label = '', shape = '']) => [label, shape]),
);

/** Lines that print the value of a row, in an order in which each can be typed. */
const lines: readonly (readonly [label: string, line: string])[] = [
  ['any that fails', 'irc show nobody'],
  ['any that fails', 'irc set za type=planet'],
  ['`irc`', 'irc'],
  ['`irc list`', 'irc list'],
  ['`irc list --group FIELD`', 'irc list agreements --group state'],
  ['`irc show ID`', 'irc show mou-2022-igad'],
  ['`irc search WORDS`', 'irc search water'],
  ['`irc refs ID`', 'irc refs mou-2022-igad'],
  ['`irc impact ID`', 'irc impact igad'],
  ['`irc kinds`', 'irc kinds'],
  ['`irc kinds KIND`', 'irc kinds agreement'],
  ['`irc kinds KIND.FIELD`', 'irc kinds agreement.areas'],
  ['`irc clauses`', 'irc clauses'],
  ['`irc clauses CLAUSE`', 'irc clauses purpose'],
  ['`irc clauses ID`', 'irc clauses mou-2026-african-union'],
  ['the same with `--dry-run`', 'irc set mou-2022-igad renewal.notice_months=3 areas+=vaccines --dry-run'],
  ['the same with `--dry-run`', 'irc new country --set names.official.en=Kenya --set country=KE --dry-run'],
  ['`irc ready ID`', 'irc ready mou-2026-african-union'],
  ['`irc validate`', 'irc validate'],
  ['`irc explain CODE`', 'irc explain field-needed'],
  ['`irc explain CODE`', 'irc explain agreement-renews-soon'],
  ['`irc fmt`', 'irc fmt --check'],
  ['`irc doctor`', 'irc doctor'],
  ['`irc agenda`', 'irc agenda'],
  ['`irc inbox`', 'irc inbox --post desk-africa'],
  ['`irc match ID`', 'irc match leather-enzymes'],
  ['`irc rank`', 'irc rank'],
  ['`irc report NAME`', 'irc report pipeline'],
  ['`irc report --list`', 'irc report --list'],
  ['`irc render ID`, `draft`, `profile`', 'irc profile unesco --format md'],
  ['`irc render ID --list`', 'irc render mou-2022-igad --list'],
  ['`irc render --all`', 'irc render --all areas --document sheet --format md'],
  ['`irc set`', 'irc set za website=https://www.gov.za'],
  ['`irc set`', 'irc new country --set names.official.en=Kenya --set country=KE'],
  ['`irc set`', 'irc advance ke active'],
  ['`irc set`', 'irc strike ke --note wrong'],
  ['`irc set`', 'irc rename ke kenya'],
  ['`irc set`', 'irc remove kenya'],
  ['`irc set`', 'irc undo'],
  ['`irc set`', "irc answer request-2026-protocol-za answer.en='As in 2024.' --no-document"],
  ['`irc form ID`', 'irc form need-2026-remote-sensing --copies 2'],
  ['`irc form ID --read FILE`', 'irc form need-2026-remote-sensing --read r2.csv'],
  ['`irc save`', 'irc save'],
  ['`irc diff`', 'irc diff HEAD~3..'],
  ['`irc log`', 'irc log'],
  ['`irc log ID --field FIELD`', 'irc log za --field website'],
  [
    '`irc init`',
    "irc init ../other --set names.official.en=Other --set seat=Town --set posts='{id: desk, title: {en: Desk}}'",
  ],
  ['`irc sync`', 'irc sync'],
  ['`irc propose`', 'irc propose --onto origin/main --dry-run'],
  ['`irc merge`', 'irc merge nearby'],
  ['`irc sync`, `merge`, `resolve --list`', 'irc merge apart'],
];

/** What must have been done before a line. */
const before: Readonly<Record<string, readonly string[]>> = {
  'irc form need-2026-remote-sensing --read r2.csv': [
    "printf 'irc form,need-2026-remote-sensing,rate\\nirc columns,,current,desired,importance\\n' > r2.csv",
    "printf 'irc respondent,,r2\\nitem: Reading radar images,Reading radar images,2,4,5\\n' >> r2.csv",
  ],
  'irc save': ["sed -i 's,^website: .*,website: https://www.gov.za/en,' records/partners/za.yaml"],
  'irc sync': [
    'git clone --quiet --bare . ../shared.git',
    'git remote add origin ../shared.git',
    'git fetch --quiet',
    'git branch --quiet --set-upstream-to origin/main',
  ],
  'irc propose --onto origin/main --dry-run': ['irc set za remarks=one'],
  'irc merge nearby': [
    'git switch --quiet --create nearby HEAD~1',
    'irc set igad remarks=near',
    'git switch --quiet main',
  ],
  'irc merge apart': ['git switch --quiet --create apart HEAD~2', 'irc set za remarks=two', 'git switch --quiet main'],
};

let workspace: TestRepository;
let story: Story;
beforeAll(() => {
  workspace = sampleWorkspace();
  story = new Story(workspace);
});
afterAll(() => workspace.remove());

describe('--json', () => {
  it.each(lines)('of %s: %s', async (label, line) => {
    const shape = [...rows].find(([row]) => row === label || row.startsWith(`${label},`))?.[1];
    expect(shape, `no row ${label} in docs/commands.md`).toBeDefined();
    for (const each of before[line] ?? []) expect(await story.run(each)).toMatchObject({ code: 0 });
    const { out } = await story.run(`${line} --json`);
    const value: unknown = JSON.parse(out);
    expect(misfits(value, parseShape(shape ?? '')), `docs/commands.md, ${label}: ${shape}`).toEqual([]);
  });

  it('has a line for each row, and a row for each command that prints data', () => {
    const run = new Set(lines.map(([label]) => label));
    const unrun = [...rows.keys()].filter(
      (row) => ![...run].some((label) => row === label || row.startsWith(`${label},`)),
    );
    expect(unrun).toEqual([]);
    const told = [...rows.keys()].join(' ');
    const silent = ['completion'];
    const missing = commands
      .filter(({ name, isHidden }) => isHidden !== true && !silent.includes(name))
      .filter(({ name }) => !new RegExp(`\`(irc )?${name}[ \`]`).test(told));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
});
