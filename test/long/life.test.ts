import { afterEach, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { type Change, changed } from '../schemas/provoke.ts';

const mou = 'records/agreements/mou-2022-igad.yaml';
const project = 'records/projects/water-igad.yaml';

let workspace: TestRepository | undefined;
afterEach(() => workspace?.remove());

async function agreement(change: Change, today: string, also: Readonly<Record<string, string>> = {}) {
  workspace = sampleWorkspace();
  workspace.write('records/agreements/changed.yaml', changed(mou, change));
  for (const [path, text] of Object.entries(also)) workspace.write(path, text);
  const shown = await run(workspace.root, ['show', 'changed', '--json'], { today });
  return JSON.parse(shown.out) as Record<string, unknown>;
}

it.each([
  // Signed 15 Jul 2022 for 60 months; renews itself unless a side writes 6 months before the end.
  [{}, '2022-07-15', 'in_force', '2027-07-14', '2027-01-14'],
  [{}, '2027-07-14', 'in_force', '2027-07-14', '2027-01-14'],
  [{}, '2027-07-15', 'in_force', '2032-07-14', '2032-01-14'],
  [{ 'renewal.notice_given': '2027-01-14' }, '2027-07-14', 'in_force', '2027-07-14', undefined],
  [{ 'renewal.notice_given': '2027-01-14' }, '2027-07-15', 'expired', '2027-07-14', undefined],
  [{ 'renewal.notice_given': '2027-01-15' }, '2027-07-15', 'in_force', '2032-07-14', undefined],
  [{ renewal: { mode: 'none' } }, '2027-07-15', 'expired', '2027-07-14', undefined],
  [{ renewal: undefined, duration: { mode: 'open' } }, '2099-01-01', 'in_force', undefined, undefined],
  [{ end: { reason: 'denounced', notice_on: '2026-01-10' } }, '2026-07-09', 'in_force', '2026-07-09', undefined],
  [{ end: { reason: 'denounced', notice_on: '2026-01-10' } }, '2026-07-10', 'terminated', '2026-07-09', undefined],
  [
    { suspensions: [{ from: '2026-01-10', to: '2026-02-10', document: 'd' }] },
    '2026-02-10',
    'suspended',
    '2027-07-14',
    '2027-01-14',
  ],
  [
    { suspensions: [{ from: '2026-01-10', to: '2026-02-10', document: 'd' }] },
    '2026-02-11',
    'in_force',
    '2027-07-14',
    '2027-01-14',
  ],
  // The last of the notifications, and so many days more.
  [{ entry: { mode: 'last_notification' } }, '2026-11-24', 'signed', undefined, undefined],
  [{ entry: { mode: 'last_notification', provisional: true } }, '2026-11-24', 'provisional', undefined, undefined],
  [
    {
      entry: { mode: 'days_after_notification', days: 30 },
      notifications: [
        { by: 'igad', date: '2022-09-01' },
        { by: 'office', date: '2022-10-01' },
      ],
    },
    '2026-11-24',
    'in_force',
    '2027-10-30',
    '2027-04-30',
  ],
  // The first of the month that comes two months after that of the last notification.
  [
    {
      entry: { mode: 'month_after_notification', months: 2 },
      notifications: [
        { by: 'igad', date: '2022-09-01' },
        { by: 'office', date: '2022-11-30' },
      ],
    },
    '2026-11-24',
    'in_force',
    '2027-12-31',
    '2027-06-30',
  ],
  [{ binding: 'binding', ratification: { required: 'yes' } }, '2026-11-24', 'signed', undefined, undefined],
] as const)(
  'an agreement with %j is on %s %s, to %s, with notice by %s',
  async (change, today, state, expires, actBy) => {
    const shown = await agreement(change, today);
    expect([shown.state, shown.expires, shown.act_by]).toEqual([state, expires, actBy]);
  },
);

it('an agreement is superseded once the newer one is in force, and not before', async () => {
  const newer = changed(mou, { supersedes: 'changed', entry: { mode: 'fixed_date', date: '2026-12-01' } });
  const also = { 'records/agreements/newer.yaml': newer };
  expect(await agreement({}, '2026-11-30', also)).toMatchObject({ state: 'in_force' });
  workspace?.remove();
  expect(await agreement({}, '2026-12-01', also)).toMatchObject({ state: 'superseded' });
});

const toFunds = ['idea', 'concept', 'proposal', 'evaluation', 'approved', 'funded', 'implementation', 'suspended'];
const reached = (state: string): object[] =>
  toFunds.slice(0, toFunds.indexOf(state) + 1).map((to, index) => ({ date: `2023-0${index + 1}-05`, to }));

async function advance(from: string, to: string, change: Change, office: Change = {}): Promise<Ran> {
  workspace = sampleWorkspace();
  const record = { ...change, history: reached(from) };
  workspace.write('records/projects/stepping.yaml', changed(project, record));
  const house = parse(workspace.read('records/office.yaml')) as Change;
  workspace.write('records/office.yaml', stringify({ ...house, ...office }));
  workspace.git('add', '--all');
  workspace.git('commit', '--quiet', '--message=A project');
  return run(workspace.root, ['advance', 'stepping', to, '--by', 'director', '--dry-run', '-y'], {
    env: workspace.env,
  });
}

const part = { partner: 'igad', kind: 'commitment', money: { amount: '80000', currency: 'USD' }, date: '2023-11-20' };
const stop = { date: '2025-01-10', kind: 'suspend', grounds: ['funds_short'], by: 'State Minister' };

it.each([
  ['approved', 'funded', {}, {}, 0, ''],
  [
    'approved',
    'funded',
    { funding: [part] },
    {},
    1,
    'Enough is committed: USD 80,000.00 of USD 160,000.00 is committed; 100 % is asked',
  ],
  ['approved', 'funded', { funding: [part] }, { commitment_share: 50 }, 0, ''],
  ['approved', 'funded', { funding: [part] }, { commitment_share: 51 }, 1, '51 % is asked'],
  ['approved', 'funded', { funding: undefined }, {}, 1, 'A funder'],
  ['proposal', 'evaluation', {}, {}, 1, 'The proposal itself'],
  ['proposal', 'evaluation', { 'proposal.document': 'files/stepping/proposal.pdf' }, {}, 0, ''],
  ['evaluation', 'approved', { decisions: undefined }, {}, 1, 'Decision to approve'],
  ['evaluation', 'approved', { evaluations: undefined }, {}, 1, 'Six scores before approval'],
  ['evaluation', 'rejected', {}, {}, 1, 'Decision to reject'],
  ['implementation', 'suspended', {}, {}, 1, 'Decision to suspend'],
  ['implementation', 'suspended', { decisions: [stop] }, {}, 0, ''],
  [
    'implementation',
    'suspended',
    { decisions: [stop, { ...stop, date: '2025-06-10', kind: 'resume' }] },
    {},
    1,
    'Decision to suspend',
  ],
  ['suspended', 'implementation', { decisions: [stop] }, {}, 1, 'Decision to resume'],
  ['suspended', 'implementation', { decisions: [stop, { ...stop, date: '2025-06-10', kind: 'resume' }] }, {}, 0, ''],
  ['funded', 'implementation', { agreement: undefined }, {}, 1, 'Agreement in effect'],
  ['funded', 'implementation', { agreement: undefined, agreement_exemption: 'own budget' }, {}, 0, ''],
  ['implementation', 'completed', {}, {}, 1, 'Dates, actual end'],
  ['concept', 'proposal', { dates: undefined }, {}, 1, 'Dates'],
] as const)('a project goes from %s to %s with %j, %j: exit %i %s', async (from, to, change, office, code, says) => {
  const ran = await advance(from, to, change, office);
  expect(ran.code, ran.err).toBe(code);
  expect(ran.err).toContain(says);
});
