/**
 * Every step that a packaged schema knows: open where all that it needs is there, closed without each thing that it needs, and
 * no way but those. The schemas say which steps and needs there are; a new one without its case here fails.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Workspace } from '../../src/context.ts';
import { type ActionDraft, finished, stepOf, withItem } from '../../src/core/changes/action-draft.ts';
import { checkHistory } from '../../src/core/checks/history.ts';
import { canStart, commandTo, rootsOf } from '../../src/core/register/actions.ts';
import { conditionsOf } from '../../src/core/register/lifecycle.ts';
import type { RecordEntry, Register } from '../../src/core/register/register.ts';
import type { Kind } from '../../src/core/schemas/kind.ts';
import { dottedPath } from '../../src/core/schemas/place.ts';
import type { ValueMap } from '../../src/core/value.ts';
import { openWorkspace } from '../../src/io/workspace.ts';
import { withCovers } from '../helpers/approve.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { type Change, changed } from './provoke.ts';

interface KindCase {
  /** The record of the samples that is changed. */
  readonly file: string;
  /** Makes of it a record that lacks nothing for any step. */
  readonly whole: Change;
  /** What a step needs beside, by `from → to`, `→ to`, or `from →`; the last that fits counts. */
  readonly steps?: Readonly<Record<string, Change>>;
  /** What breaks a need, by the state that has it and its title. */
  readonly broken?: Readonly<Record<string, Change | 'unnamed'>>;
  /** Another record that names it, and how. */
  readonly namedBy?: { readonly file: string; readonly change: Change };
  /** Fields of which the schema asks only in cases that the record is none of. */
  readonly unasked?: readonly string[];
}

const scores = { relevance: 3, coherence: 3, effectiveness: 3, efficiency: 3, impact: 3, sustainability: 3 };
const judged = (kind: string): object => ({
  kind,
  by: 'planning-expert',
  unit: 'planning',
  date: '2023-05-02',
  scores,
});
const decided = (...kinds: string[]): Change => ({
  decisions: kinds.map((kind, index) => ({
    ...{ date: `2026-0${index + 1}-10`, kind, grounds: ['other'], by: 'State Minister' },
    ...(kind === 'terminate' ? { partner_informed: '2026-01-09' } : {}),
  })),
});
const funded = (amount: string): Change => ({
  funding: [{ partner: 'igad', kind: 'commitment', money: { amount, currency: 'USD' }, date: '2023-11-20' }],
});
const signature = { signed_on: '2022-07-15', signed_at: 'Addis Ababa', signatory: { post: 'Minister' } };
const parties = (own: object, other: object): Change => ({
  parties: [
    { partner: 'office', ...own },
    { partner: 'igad', ...other },
  ],
});
const cleared = (...results: string[]): Change => ({
  clearances: ['legal_office', 'foreign_ministry'].flatMap((body, index) =>
    results[index] === undefined ? [] : [{ body, answered: '2022-05-10', result: results[index] }],
  ),
});
const binding: Change = { binding: 'binding', 'ratification.required': 'yes', ...cleared('yes', 'yes') };
const asked = (interest: string): Change => ({ candidates: [{ partner: 'za', interest }] });

const cases: Readonly<Record<string, KindCase>> = {
  agreement: {
    file: 'records/agreements/mou-2022-igad.yaml',
    whole: { ...parties(signature, signature), entry: { mode: 'last_notification' } },
    steps: {
      '→ signed': {
        ...binding,
        ...parties({ ...signature, signatory: { post: 'Minister', full_power: true } }, signature),
      },
      '→ ratification': { 'ratification.required': 'yes', 'entry.provisional': true },
    },
    broken: {
      'drafting: A partner to sign with': { parties: [{ partner: 'office' }] },
      'clearance: Comments of every partner': { negotiation: [] },
      'clearance: Frozen text': { 'frozen_text.date': undefined },
      'cleared: Cleared by every body': cleared(),
      'cleared: No body asks for changes': cleared('changes'),
      'signed: The approvals hold': cleared('yes'),
      'signed: Full power': parties(signature, signature),
      'signed: Every party has signed': parties({ ...signature, signed_at: undefined }, signature),
      'ratification: Ratification is needed': { 'ratification.required': 'no' },
    },
    unasked: ['entry.days', 'entry.months', 'entry.date', 'costs.donor', 'costs.amount', 'parties.*.signatory.post'],
  },
  area: {
    file: 'records/areas/area-enzymes-for-leather.yaml',
    whole: asked('agreed'),
    broken: { 'explored: A partner was asked': asked('none'), 'agreed: A partner agrees': asked('shown') },
  },
  need: {
    file: 'records/needs/need-2026-tanneries.yaml',
    whole: { actions: [{ what: 'Train two technicians', horizon: 'short', done: '2026-11-02' }] },
    broken: {
      'analysed: A scored item': { items: [{ topic: 'Measuring sulphide' }] },
      'addressed: Every action done': { actions: [{ what: 'Train two technicians', horizon: 'short' }] },
    },
  },
  note: {
    file: 'records/notes/note-2026-unesco-in-figures.yaml',
    whole: {},
    broken: {
      'reviewed: A source': { sources: [] },
      'issued: Good until a day to come': { valid_until: '2026-11-23' },
    },
  },
  opportunity: {
    file: 'records/opportunities/call-2027-joint-research.yaml',
    whole: { opens: '2026-12-01' },
    steps: { 'open →': { opens: '2026-10-01' } },
    namedBy: { file: 'records/projects/leather-enzymes.yaml', change: { opportunity: 'case' } },
    broken: { 'applied: A project to apply with': 'unnamed' },
  },
  partner: { file: 'records/partners/igad.yaml', whole: { type: 'country', country: 'DJ' } },
  project: {
    file: 'records/projects/water-igad.yaml',
    whole: {
      ...{ 'proposal.document': 'files/case/proposal.pdf', ...funded('160000') },
      ...{ evaluations: [judged('ex_ante'), judged('final')], ...decided('approve', 'reject', 'return', 'terminate') },
      ...{ 'dates.actual_end': '2026-06-30', final_report: 'files/case/final.pdf', accounts_settled: '2026-10-01' },
    },
    steps: {
      'implementation → suspended': decided('suspend'),
      'suspended → implementation': decided('suspend', 'resume'),
    },
    broken: {
      'evaluation: The proposal itself': { 'proposal.document': undefined },
      'approved: Six scores before approval': { evaluations: [judged('final')] },
      'approved: Decision to approve': decided('reject'),
      'rejected: Decision to reject': decided('approve'),
      'returned: Decision to return': decided('approve'),
      'funded: A funder': { funding: [] },
      'funded: Enough is committed': funded('159999'),
      'funded: Answerable and implementing partner': { partners: [{ partner: 'office', role: '2' }] },
      'implementation: Agreement in effect': { agreement: 'mou-2026-african-union' },
      'suspended: Decision to suspend': decided('suspend', 'resume'),
      'implementation: Decision to resume': decided('suspend'),
      'closed: Final evaluation': { evaluations: [judged('ex_ante')] },
      'terminated: Decision to terminate': decided('approve'),
    },
  },
  request: {
    file: 'records/requests/request-2026-data-clause.yaml',
    whole: {},
  },
  visit: {
    file: 'records/visits/joint-committee-2025-igad.yaml',
    whole: { 'report.document': 'files/case/report.pdf' },
    broken: {
      'held: It has begun': { from: '2026-11-25', to: '2026-11-26' },
      'reported: Report': { report: undefined, documents: undefined },
    },
  },
};

let repository: TestRepository;
let workspace: Workspace;
beforeAll(async () => {
  repository = sampleWorkspace();
  const surroundings = { cwd: repository.root, env: repository.env, today: '2026-11-24', now: () => '' };
  workspace = await openWorkspace(surroundings);
});
afterAll(() => repository.remove());

/** The record of a case as it stands after the states, in the register with it, and with the one that names it. */
function standing(
  kind: Kind,
  states: readonly string[],
  change: Change,
  isNamed = true,
): { register: Register; record: RecordEntry } {
  const { file, namedBy } = cases[kind.name] as KindCase;
  const history = states.map((to, index) => ({ date: dayOf(index), to }));
  const path = `${file.slice(0, file.lastIndexOf('/'))}/case.yaml`;
  const record = workspace.entryOfText(path, withCovers(workspace, path, changed(file, { ...change, history })));
  if (record === undefined) throw new Error(`${path} is no record`);
  const changes = new Map<string, RecordEntry | undefined>([[path, record]]);
  if (namedBy !== undefined && isNamed)
    changes.set(namedBy.file, workspace.entryOfText(namedBy.file, changed(namedBy.file, namedBy.change)));
  return { register: workspace.register.with(changes), record };
}

/** One day in each month from 2022 on. */
function dayOf(index: number): string {
  return `${2022 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-05`;
}

/** The shortest way of recorded states to one. */
function wayTo(kind: Kind, state: string): readonly string[] {
  const { initial = [], states = {}, transitions = [] } = kind.annotations.lifecycle ?? {};
  let ways = initial.map((first): readonly string[] => [first]);
  for (const seen = new Set<string>(); ways.length > 0; ) {
    const found = ways.find((way) => way.at(-1) === state);
    if (found !== undefined) return found;
    ways = ways.flatMap((way) => {
      const at = way.at(-1) ?? '';
      if (seen.has(at)) return [];
      seen.add(at);
      return transitions.filter(({ from }) => from.includes(at)).map(({ to }) => [...way, to]);
    });
  }
  // A derived state follows from dates: the record stands at the first state that it may follow.
  return wayTo(kind, states[state]?.from?.[0] ?? initial[0] ?? '');
}

function kindsWithSteps(): Kind[] {
  return workspace.kinds.kinds.filter(({ annotations }) => annotations.lifecycle !== undefined);
}

/** The record before a step, with what the step needs but for the change. */
function recordBefore(
  kind: Kind,
  from: string,
  to: string,
  change: Change | 'unnamed',
): { register: Register; record: RecordEntry } {
  const { whole, steps = {} } = cases[kind.name] as KindCase;
  const own = Object.entries(steps).filter(
    ([step]) => step === `${from} → ${to}` || step === `→ ${to}` || step === `${from} →`,
  );
  const beside = Object.assign({}, ...own.map(([, extra]) => extra)) as Change;
  return standing(
    kind,
    wayTo(kind, from),
    { ...whole, ...beside, ...(change === 'unnamed' ? {} : change) },
    change !== 'unnamed',
  );
}

/** What a step of a record lacks, by the titles and paths of its conditions. */
function lacking(kind: Kind, from: string, to: string, change: Change | 'unnamed'): string[] {
  const { register, record } = recordBefore(kind, from, to, change);
  const title = ({ title: name, place }: { title: string; place: readonly (string | number)[] }): string =>
    place.length === 0 ? name : `${name} (${dottedPath(kind.root, record.value, place)})`;
  return conditionsOf(register, record, to)
    .filter(({ met }) => !met)
    .map(title);
}

it('every kind with a life has its case here', () => {
  expect(Object.keys(cases).sort()).toEqual(
    kindsWithSteps()
      .map(({ name }) => name)
      .sort(),
  );
});

describe('a step that the schema knows', () => {
  it('is open where nothing is missing', () => {
    const refused = kindsWithSteps().flatMap((kind) =>
      (kind.annotations.lifecycle?.transitions ?? []).flatMap(({ from, to }) =>
        from.flatMap((state) => lacking(kind, state, to, {}).map((what) => `${kind.name} ${state} → ${to}: ${what}`)),
      ),
    );
    expect(refused).toEqual([]);
  });

  it('is closed without each of its conditions', () => {
    const open = kindsWithSteps().flatMap((kind) =>
      (kind.annotations.lifecycle?.transitions ?? []).flatMap(({ from, to, needs = [] }) =>
        needs.flatMap(({ title }) => {
          const change = cases[kind.name]?.broken?.[`${to}: ${title}`];
          return from.flatMap((state) => {
            const lacks = change === undefined ? [] : lacking(kind, state, to, change);
            return lacks.some((what) => what.startsWith(title)) ? [] : [`${kind.name} ${state} → ${to}: ${title}`];
          });
        }),
      ),
    );
    expect(open).toEqual([]);
  });

  it('is closed without each field that its state needs', () => {
    const open = kindsWithSteps().flatMap((kind) => {
      const { unasked = [] } = cases[kind.name] as KindCase;
      return (kind.annotations.lifecycle?.transitions ?? []).flatMap(({ from, to }) =>
        fieldsNeededFor(kind, to)
          .filter((path) => !unasked.includes(path))
          .flatMap((path) =>
            lacking(kind, from[0] ?? '', to, { [path]: undefined }).length > 0 ? [] : [`${kind.name} → ${to}: ${path}`],
          ),
      );
    });
    expect(open).toEqual([]);
  });
});

describe('the command that is named for a step', () => {
  it('carries it out, with the answers named, whatever of its conditions is not met yet', () => {
    const wrong = kindsWithSteps().flatMap((kind) =>
      (kind.annotations.lifecycle?.transitions ?? []).flatMap(({ from, to, needs = [] }) =>
        from.flatMap((state) =>
          [{}, ...needs.map(({ title }) => cases[kind.name]?.broken?.[`${to}: ${title}`] ?? {})].flatMap((change) => {
            const { register, record } = recordBefore(kind, state, to, change);
            const command = commandTo(register, record, to);
            const reached = stateAfter(register, record, command);
            return reached === to ? [] : [`${kind.name} ${state} → ${to}: ${command} leads to ${reached}`];
          }),
        ),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('is that of an action only where the state that it starts from fits', () => {
    const named = (state: string, to: string, change: Change = {}): string => {
      const kind = kindsWithSteps().find(({ name }) => name === 'project') as Kind;
      const { register, record } = recordBefore(kind, state, to, change);
      return commandTo(register, record, to);
    };
    const unfinished = { agreement: 'mou-2026-african-union' };
    expect(named('funded', 'implementation', unfinished)).toBe('irc advance case implementation');
    expect(named('suspended', 'implementation', decided('suspend'))).toBe('irc decide case kind=resume');
    expect(named('evaluation', 'rejected', decided('approve'))).toBe('irc decide case kind=reject');
  });
});

/** What is answered beside what the command says: one item after the other. */
const besides: Readonly<Record<string, readonly ValueMap[]>> = {
  approve: [{ body: 'legal_office' }, { body: 'foreign_ministry' }],
  explore: [{ partner: 'za', interest: 'shown' }],
};

/** The state that a command records for the record, or why none. */
function stateAfter(register: Register, record: RecordEntry, command: string): string {
  const [, name = '', , ...texts] = command.split(' ');
  if (name === 'advance') return texts[0] ?? '';
  const annotation = record.kind.annotations.actions?.[name];
  if (annotation === undefined || !canStart(register, record, annotation)) return `nothing: irc ${name} cannot begin`;
  const given = Object.fromEntries(texts.map((text) => text.split('=')));
  let now = record;
  let step: string | undefined;
  for (const item of besides[name] ?? [{}]) {
    const draft: ActionDraft = {
      ...{ register: register.with(new Map([[now.file, now]])), name, annotation, before: now },
      ...{ roots: rootsOf(workspace.kinds.kinds, record.kind, annotation), on: '2026-11-24', by: undefined },
    };
    const state = finished(draft, withItem(draft, now.value, { ...item, ...given }));
    step = stepOf(draft, state);
    now = workspace.entryOfText(now.file, stringify(state.value)) ?? now;
  }
  return step ?? 'nothing';
}

it('no other step is taken by any kind', () => {
  const taken = kindsWithSteps().flatMap((kind) => {
    const { states = {}, transitions = [] } = kind.annotations.lifecycle ?? {};
    const recorded = Object.keys(states).filter((name) => states[name]?.when === undefined);
    return recorded.flatMap((from) =>
      recorded
        .filter((to) => !transitions.some((step) => step.to === to && reaches(kind, step.from, from)))
        .flatMap((to) => {
          const { register, record } = standing(kind, [...wayTo(kind, from), to], { knowledge: undefined });
          const codes = checkHistory(register, record).map(({ code }) => code);
          return codes.includes('history-step') ? [] : [`${kind.name} ${from} → ${to}`];
        }),
    );
  });
  expect(taken).toEqual([]);
});

/** Whether a step from these states, derived ones too, begins where the record is recorded to stand. */
function reaches(kind: Kind, from: readonly string[], recorded: string): boolean {
  return from.some(
    (name) => name === recorded || (kind.annotations.lifecycle?.states[name]?.from ?? []).includes(recorded),
  );
}

function fieldsNeededFor(kind: Kind, state: string): string[] {
  const found: string[] = [];
  const walk = (field: Kind['root']): void => {
    if ([field.annotations.neededFor ?? []].flat().includes(state)) found.push(field.path);
    for (const below of [...field.properties, ...(field.item === undefined ? [] : [field.item])]) walk(below);
  };
  walk(kind.root);
  return found;
}
