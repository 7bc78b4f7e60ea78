/** Each action of the packaged kinds, once where it can be done and once where its guard forbids it. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workspace } from '../../src/context.ts';
import { openWorkspace } from '../../src/io/workspace.ts';
import { withCovers } from '../helpers/approve.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { type Change, changed } from './provoke.ts';

interface Case {
  readonly action: string;
  /** The record of the samples that is changed, below records/. */
  readonly file: string;
  readonly change?: Change;
  /** A project that names the record. */
  readonly named?: string;
  readonly answers?: readonly string[];
  /** Lines of what would be written. */
  readonly writes: readonly string[];
  /** What is done otherwise, and what is said to it. */
  readonly but: {
    readonly change?: Change;
    readonly answers?: readonly string[];
    readonly says: string;
    readonly code?: number;
  };
}

const cleared = {
  clearances: [{ body: 'legal_office', answered: '2026-11-10', result: 'yes' }],
  negotiation: [{ date: '2026-11-05', by: 'african-union', summary: 'no comments' }],
  frozen_text: { sha256: '9'.repeat(64), date: '2026-11-06' },
  history: steps('drafting', 'negotiation', 'clearance', 'cleared'),
};
const inForce = 'agreements/mou-2022-igad.yaml';
const draft = 'agreements/mou-2026-african-union.yaml';
const project = 'projects/water-igad.yaml';
const proposal = 'projects/leather-enzymes.yaml';
const signed = {
  ...cleared,
  history: steps('drafting', 'negotiation', 'clearance', 'cleared', 'signed'),
  parties: ['office', 'african-union'].map((partner) => ({
    partner,
    signed_on: '2026-11-18',
    signed_at: 'Addis Ababa',
  })),
  entry: { mode: 'last_notification' },
};
const scores = ['relevance', 'coherence', 'effectiveness', 'efficiency', 'impact', 'sustainability'].map(
  (name) => `scores.${name}=3`,
);
const suspended = { suspensions: [{ from: '2026-10-01', document: 'files/x/note.pdf' }] };

function steps(...states: readonly string[]): readonly object[] {
  return states.map((to, index) => ({ date: `2026-11-${String(index + 2).padStart(2, '0')}`, to }));
}

const cases: readonly Case[] = [
  {
    action: 'comment',
    file: draft,
    answers: ['summary=asks for a shorter notice'],
    writes: ['Negotiation  asks for a shorter notice, date 24 Nov 2026', 'by African Union'],
    but: { answers: ['summary=none', 'by=za'], says: 'agreement-not-a-party', code: 1 },
  },
  {
    action: 'freeze',
    file: draft,
    change: { documents: [{ role: 'frozen_text', path: 'files/case/final.docx', sha256: '7'.repeat(64) }] },
    writes: ['Frozen text  24 Nov 2026', 'file files/case/final.docx', '7'.repeat(64)],
    but: { change: { history: steps('drafting') }, says: 'is in the state drafting' },
  },
  {
    action: 'amend-by-notes',
    file: inForce,
    answers: ['summary=notice shortened', 'effective=2026-11-01', 'termination.notice_months=3'],
    writes: ['notice shortened, date 24 Nov 2026', 'months  6 → 3'],
    but: { change: { amendment: 'as_entry' }, says: '✗ Notes can change it', code: 1 },
  },
  {
    action: 'approve',
    file: draft,
    change: { ...cleared, clearances: undefined, history: steps('idea', 'drafting', 'negotiation', 'clearance') },
    answers: ['--as', 'legal_office'],
    writes: ['Clearances  Legal office of the ministry', 'so State: clearance → cleared'],
    but: { answers: ['--answer', 'yes'], says: '--as CODE' },
  },
  {
    action: 'sign',
    file: draft,
    change: cleared,
    answers: ['parties.office.signed_at=Addis Ababa'],
    writes: ['Parties, african-union, signed at  Addis Ababa', 'so State: cleared → in force'],
    but: {
      change: {
        binding: 'binding',
        clearances: [...cleared.clearances, { body: 'foreign_ministry', answered: '2026-11-10', result: 'yes' }],
      },
      says: '✗ Full power: the written authority to sign is not recorded',
      code: 1,
    },
  },
  {
    action: 'ratify',
    file: draft,
    change: { ...signed, binding: 'binding', ratification: { required: 'yes' } },
    answers: ['ratification.proclamation=1/2026'],
    writes: ['Ratification, approved on   24 Nov 2026', '+ ratification'],
    but: { change: { ratification: { required: 'no' } }, says: '✗ Ratification is needed', code: 1 },
  },
  {
    action: 'notify',
    file: draft,
    change: signed,
    answers: ['by=african-union', 'ref=AU/7'],
    writes: ['Notifications  African Union, date 24 Nov 2026', 'reference AU/7'],
    but: { answers: ['by=za'], says: 'agreement-not-a-party', code: 1 },
  },
  {
    action: 'register',
    file: inForce,
    answers: ['registration.number=UNTS 7'],
    writes: ['Registration  UNTS 7, date 24 Nov 2026'],
    but: { answers: [], says: 'registration.number=TEXT' },
  },
  {
    action: 'meeting',
    file: inForce,
    answers: ['place=Djibouti', 'date=2026-11-20'],
    writes: ['Joint committee, meetings  + 20 Nov 2026', 'so Committee due: 2027-03-11 → 2028-11-20'],
    but: { change: { history: steps('drafting') }, says: 'is in the state drafting' },
  },
  {
    action: 'object',
    file: inForce,
    writes: ['Renewal, notice given  24 Nov 2026', 'so Act by: 2027-01-14 → –'],
    but: { change: { renewal: { mode: 'none' } }, says: '✗ It renews by itself: it does not renew by itself', code: 1 },
  },
  {
    action: 'renew',
    file: inForce,
    change: { renewal: { mode: 'mutual', months: 60 } },
    writes: ['(new agreement)', 'Renews                   Water harvesting', 'History                  drafting'],
    but: {
      change: { renewal: { mode: 'tacit', months: 60, notice_months: 6 } },
      says: 'it renews by itself for 60 months',
      code: 1,
    },
  },
  {
    action: 'amend',
    file: inForce,
    answers: ['new.purpose.en=To add two districts.'],
    writes: ['Amendment of: Water harvesting', 'Amends'],
    but: { answers: [], says: 'new.purpose.en=TEXT' },
  },
  {
    action: 'suspend',
    file: inForce,
    answers: ['document=files/x/decision.pdf'],
    writes: ['Suspensions  24 Nov 2026', 'so State: in force → suspended'],
    but: { answers: [], says: 'document=TEXT' },
  },
  {
    action: 'resume',
    file: inForce,
    change: suspended,
    writes: ['Suspensions, 2026-10-01, to  23 Nov 2026', 'so State: suspended → in force'],
    but: { change: { suspensions: undefined }, says: 'is in the state in force' },
  },
  {
    action: 'terminate',
    file: inForce,
    answers: ['end.reason=denounced'],
    writes: ['End  A side gave notice, notice on 24 Nov 2026', 'so Ends early: – → 2027-05-23'],
    but: { change: { history: steps('drafting') }, says: 'is in the state drafting' },
  },
  {
    action: 'evaluate',
    file: proposal,
    answers: ['by=planning-expert', 'unit=planning', ...scores],
    writes: ['Evaluations  ', 'Before it starts', 'so Score before the start: – → 3'],
    but: {
      change: { 'proposal.unit': 'planning' },
      says: 'evaluation-own-unit: planning proposed it and cannot evaluate it',
      code: 1,
    },
  },
  {
    action: 'decide',
    file: project,
    answers: ['kind=terminate', 'grounds=priority_changed', 'partner_informed=2026-11-23'],
    writes: ['grounds Priorities changed', 'so State: implementation → terminated'],
    // Nobody but the desk knows whether the partner was told.
    but: { answers: ['kind=terminate', 'grounds=priority_changed'], says: 'partner_informed=DATE' },
  },
  {
    action: 'decide',
    file: project,
    answers: ['kind=suspend', 'grounds=funds_short', 'by=State Minister'],
    writes: ['+ Suspend, date 24 Nov 2026', 'so State: implementation → suspended'],
    but: { answers: ['kind=suspend'], says: 'grounds=CODE,…' },
  },
  {
    action: 'decide',
    file: project,
    answers: ['kind=extend', 'grounds=other', 'new_end=2027-12-31'],
    writes: ['Dates, revised end  31 Dec 2027', 'so Ends: 2027-06-30 → 2027-12-31'],
    but: { answers: ['kind=extend', 'grounds=other'], says: 'new_end=DATE' },
  },
  {
    action: 'decide',
    file: project,
    answers: ['kind=continue', 'grounds=objectives_met'],
    writes: ['+ Continue, date 24 Nov 2026'],
    but: { answers: ['kind=approve', 'grounds=objectives_met'], says: 'cannot go from implementation to approved' },
  },
  {
    action: 'fund',
    file: project,
    answers: ['partner=koica', 'kind=pledge', 'money=5000 USD'],
    writes: ['Funding   + KOICA, kind Pledge', 'Partners  + KOICA, role Funding'],
    but: { answers: ['partner=koica', 'kind=pledge', 'money=5000'], says: 'value-invalid' },
  },
  {
    action: 'pay',
    file: project,
    answers: ['type=4', 'money=100 USD', 'provider=office', 'receiver=igad', 'ref=r-7'],
    writes: ['Payments  +', 'r-7'],
    but: { change: { history: steps('idea', 'concept') }, says: 'is in the state concept' },
  },
  {
    action: 'follow-up',
    file: project,
    answers: [
      'findings=two sites stand',
      'rating=4',
      'actions={what: mend the pump, who: director, due: 2027-01-31}',
      'next_visit=2027-05-31',
    ],
    writes: ['Follow-up  + two sites stand', 'rating High', 'actions mend the pump'],
    but: { answers: ['rating=4'], says: 'findings=TEXT' },
  },
  {
    action: 'hold',
    file: 'visits/joint-committee-2025-igad.yaml',
    change: { history: steps('planned', 'approved'), outcomes: undefined, actions: undefined, report: undefined },
    answers: ['outcomes=Both sides were content.'],
    writes: ['Outcomes  Both sides were content.', 'so State: approved → held'],
    but: { change: { from: '2027-03-11', to: '2027-03-11' }, says: '✗ It has begun', code: 1 },
  },
  {
    action: 'done',
    file: 'visits/joint-committee-2025-igad.yaml',
    writes: ['Actions, write a common guide to the methods, done  24 Nov 2026'],
    but: { change: { actions: undefined }, says: 'nothing-open', code: 1 },
  },
  {
    action: 'done',
    file: project,
    answers: ['--action', 'sites in use'],
    writes: ['Milestones, All sites in use, done  24 Nov 2026'],
    but: { answers: ['--action', 'sing'], says: 'has no open action "sing"' },
  },
  {
    action: 'measure',
    file: project,
    answers: ['--period', 'sites in use', 'actual=2'],
    writes: ['Sites in use, periods, 2025-07-08 2027-06-30, actual  2'],
    but: { answers: ['note=soon'], says: 'actual=NUMBER' },
  },
  {
    action: 'done',
    file: 'needs/need-2026-tanneries.yaml',
    change: {
      history: steps('planned', 'collecting', 'analysed', 'approved'),
      actions: [{ what: 'Train two technicians', horizon: 'short' }],
    },
    answers: ['done=2026-11-20'],
    writes: ['Actions, Train two technicians, done  20 Nov 2026'],
    but: { change: { history: steps('planned', 'collecting', 'analysed') }, says: 'irc done is for needs' },
  },
  {
    action: 'take-effect',
    file: inForce,
    change: {
      amendments: [
        { date: '2026-11-02', effective: '2026-11-20', summary: 'shorter', terms: ['termination.notice_months=3'] },
      ],
    },
    answers: ['termination.notice_months=3'],
    writes: ['months  6 → 3', 'covers'],
    but: { answers: [], says: '✗ The new terms', code: 1 },
  },
  {
    action: 'debrief',
    file: 'visits/joint-committee-2025-igad.yaml',
    change: { history: steps('planned', 'approved', 'held'), report: undefined },
    answers: ['report.document=files/x/report.pdf'],
    writes: ['so State: held → reported'],
    but: { answers: [], says: 'report.document=TEXT' },
  },
  {
    action: 'review',
    file: 'notes/note-2026-cooperation-with-china.yaml',
    writes: ['so State: draft → reviewed'],
    but: { change: { sources: undefined }, says: '✗ A source: it names no source', code: 1 },
  },
  {
    action: 'review',
    file: 'partners/za.yaml',
    writes: ['Profile reviewed  24 Nov 2026'],
    but: { answers: ['--on', 'in 2 months'], says: 'partner-reviewed-future', code: 1 },
  },
  {
    action: 'issue',
    file: 'notes/note-2026-unesco-in-figures.yaml',
    change: { history: steps('draft', 'reviewed'), issued: undefined, valid_until: undefined },
    writes: ['Valid until  24 Nov 2027', 'so State: reviewed → issued'],
    but: { answers: ['valid_until=2026-11-01'], says: '✗ Good until a day to come', code: 1 },
  },
  {
    action: 'assign',
    file: 'requests/request-2026-protocol-za.yaml',
    change: { history: steps('received'), owner: undefined },
    answers: ['owner=desk-africa'],
    writes: ['Responsible post  Desk for Africa', 'so State: received → assigned'],
    but: { answers: [], says: 'owner=CODE                         Post that answers it' },
  },
  {
    action: 'answer',
    file: 'requests/request-2026-protocol-za.yaml',
    answers: ['answer=Two speeches for each side.', 'hours=3'],
    writes: ['Answered  24 Nov 2026', 'so State: assigned → answered'],
    but: { answers: ['hours=3'], says: 'answer.en=TEXT' },
  },
  {
    action: 'close',
    file: 'requests/request-2026-protocol-za.yaml',
    change: { history: steps('received', 'assigned', 'answered'), answer: { en: 'Two.' }, answered_on: '2026-11-20' },
    answers: ['satisfaction=4'],
    writes: ['Satisfaction  4', 'so State: answered → closed'],
    but: { change: { history: steps('received', 'assigned') }, says: 'is in the state assigned' },
  },
  {
    action: 'rate',
    file: 'needs/need-2026-remote-sensing.yaml',
    answers: ['rater=r2', 'Reading radar images.current=2', 'Reading radar images.desired=4'],
    writes: ['+ rater r2, topic Reading radar images, current 2, desired 4'],
    but: { change: { history: steps('planned') }, says: 'is for needs in the states collecting or analysed' },
  },
  {
    action: 'repeat',
    file: 'needs/need-2026-tanneries.yaml',
    answers: ['new.title.en=Clean tanning again', 'new.period.from=2028-08-01'],
    writes: [
      'need-2028-two-tanneries',
      'Follows           Clean tanning',
      'Measuring sulphide in waste water, core issue',
    ],
    but: { change: { history: steps('planned', 'collecting') }, says: 'is for needs in the states analysed, approved' },
  },
  {
    action: 'score',
    file: 'needs/need-2026-tanneries.yaml',
    answers: ['topic=Upkeep of instruments', 'current=2', 'desired=4', 'importance=4', 'raters=7'],
    writes: ['Items, Upkeep of instruments, desired  3.5 → 4', 'raters   2 → 7'],
    but: { answers: ['topic=New', 'current=2', 'desired=9', 'importance=4'], says: 'value-invalid' },
  },
  {
    action: 'apply',
    file: 'opportunities/call-2027-joint-research.yaml',
    named: 'title: {en: Named}\nopportunity: case\nhistory: [{date: 2026-01-05, to: idea}]\n',
    writes: ['so State: open → applied'],
    but: { change: { history: steps('watched', 'applied', 'lost') }, says: 'is in the state' },
  },
  {
    action: 'win',
    file: 'opportunities/call-2027-joint-research.yaml',
    change: { history: steps('watched', 'applied') },
    writes: ['so State: applied → won'],
    but: { change: { history: steps('watched') }, says: 'is in the state open' },
  },
  {
    action: 'lose',
    file: 'opportunities/call-2027-joint-research.yaml',
    change: { history: steps('watched', 'applied') },
    answers: ['--note', 'others were nearer'],
    writes: ['so State: applied → lost', 'note others were nearer'],
    but: { change: { history: steps('watched') }, says: 'what comes first: irc apply' },
  },
  {
    action: 'explore',
    file: 'areas/area-water-harvesting.yaml',
    change: { history: steps('identified'), candidates: undefined },
    answers: ['partner=za', 'interest=shown', 'why=Both sides are dry.', 'priority=3'],
    writes: ['Candidates  South Africa', 'so State: identified → explored'],
    but: { answers: ['partner=za', 'interest=shown'], says: 'priority=NUMBER' },
  },
];

let workspace: TestRepository;
let opened: Workspace;
beforeAll(async () => {
  workspace = sampleWorkspace();
  const { root, env } = workspace;
  opened = await openWorkspace({ cwd: root, env, today: '2026-11-24', now: () => '2026-11-24T09:00:00Z' });
});
afterAll(() => workspace.remove());

async function done({ file, action, named }: Case, change: Change, answers: readonly string[]) {
  const path = `records/${file.slice(0, file.indexOf('/'))}/case.yaml`;
  workspace.write(path, withCovers(opened, path, changed(`records/${file}`, change)));
  if (named !== undefined) workspace.write('records/projects/named.yaml', named);
  const args = [action, 'case', ...answers, '--dry-run', '--yes', '--by', 'director'];
  const ran = await run(workspace.root, args, { env: workspace.env });
  rmSync(join(workspace.root, path));
  rmSync(join(workspace.root, 'records/projects/named.yaml'), { force: true });
  return ran;
}

describe('an action of a packaged kind', () => {
  it.each(cases.map((entry) => [entry.action, entry.file, entry] as const))('%s: %s', async (_action, _file, entry) => {
    const ran = await done(entry, entry.change ?? {}, entry.answers ?? []);
    expect([ran.code, ran.code === 0 ? '' : ran.err]).toEqual([0, '']);
    for (const words of entry.writes) expect(ran.out).toContain(words);
    const { change, answers, says, code } = entry.but;
    const refused = await done(entry, { ...entry.change, ...change }, answers ?? entry.answers ?? []);
    expect([refused.code, refused.err]).toEqual([code ?? 2, expect.stringContaining(says)]);
  });

  it('is tried here, whatever its kind', async () => {
    const kinds = JSON.parse((await run(workspace.root, ['kinds', '--json'])).out) as {
      name: string;
      plural: string;
    }[];
    const all = await Promise.all(
      kinds.map(async ({ name, plural }) => {
        const text = (await run(workspace.root, ['kinds', name, '--json'])).out;
        const { actions } = JSON.parse(text) as { actions: { name: string }[] };
        return actions.map((action) => `${plural} ${action.name}`);
      }),
    );
    const tried = new Set(cases.map(({ file, action }) => `${file.slice(0, file.indexOf('/'))} ${action}`));
    expect(all.flat().filter((name) => !tried.has(name))).toEqual([]);
  });
});
