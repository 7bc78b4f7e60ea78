/** Every step of an agreement's life cycle, taken with its guards met, and refused without each of them. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Change, refusalsOf } from './provoke.ts';

const file = 'records/agreements/mou-2022-igad.yaml';
const way = ['idea', 'drafting', 'negotiation', 'clearance', 'cleared', 'signed', 'ratification'];
const party = (partner: string, more: Change = {}): Change => ({ partner, ...more });
const signature = { signed_on: '2022-07-15', signed_at: 'Addis Ababa', signatory: { post: 'Minister' } };
const full = { ...signature, signatory: { post: 'Minister', full_power: true } };

/** The memorandum as it stood at a state: signed only where it was. */
function at(state: string, change: Change = {}): Change {
  const steps = way.slice(0, way.indexOf(state) + 1);
  const isSigned = way.indexOf(state) >= way.indexOf('signed');
  const signed = isSigned ? signature : { signatory: { post: 'Minister' } };
  return {
    history: steps.map((to, index) => ({ date: `2022-0${index + 1}-05`, to })),
    parties: [party('office', signed), party('igad', signed)],
    'entry.date': undefined,
    ...change,
  };
}

const binding: Change = { binding: 'binding', 'ratification.required': 'yes' };
const signing = (office: Change, igad: Change): Change => ({ parties: [party('office', office), party('igad', igad)] });
const answers = (...results: string[]): Change => ({
  clearances: ['legal_office', 'foreign_ministry'].flatMap((body, index) => {
    const result = results[index];
    return result === undefined || result === '' ? [] : [{ body, answered: '2022-05-10', result }];
  }),
});

interface Row {
  readonly from: string;
  readonly to: string;
  readonly with: Change;
  /** Each thing that is missing, and a part of what is said then. */
  readonly without: readonly (readonly [string, Change, string])[];
}

const rows: readonly Row[] = [
  {
    from: 'idea',
    to: 'drafting',
    with: {},
    without: [
      ['a partner', { parties: [party('office')] }, 'no partner is named'],
      ['a purpose', { purpose: undefined }, 'Purpose: missing'],
      ['an area', { areas: undefined }, 'Areas of cooperation: missing'],
      ['a form', { forms: undefined }, 'Forms of cooperation: missing'],
      ['the legal force', { binding: undefined }, 'Legal force: missing'],
    ],
  },
  {
    from: 'drafting',
    to: 'negotiation',
    with: {},
    without: (
      [
        ['entry', 'Coming into effect'],
        ['duration', 'Duration'],
        ['renewal', 'Renewal'],
        ['termination', 'Termination'],
        ['costs', 'Costs'],
        ['ip', 'Intellectual property'],
        ['disputes', 'Settling of differences'],
        ['amendment', 'Amendment'],
        ['languages', 'Languages'],
        ['copies', 'Originals'],
      ] as const
    ).map(([field, title]) => [field, { [field]: undefined }, `${title}: missing`]),
  },
  {
    from: 'negotiation',
    to: 'clearance',
    with: {},
    without: [
      ['comments of the partner', { negotiation: undefined }, 'no comments are recorded of igad'],
      ['a frozen text', { frozen_text: undefined }, 'the final text is not recorded'],
      ['its day', { 'frozen_text.date': undefined }, 'the final text is not recorded'],
      ['the text that was frozen', { 'frozen_text.covers': { title: '0' } }, 'it was changed since 20 Apr 2022'],
    ],
  },
  { from: 'clearance', to: 'negotiation', with: answers('changes'), without: [] },
  { from: 'cleared', to: 'negotiation', with: {}, without: [] },
  {
    from: 'clearance',
    to: 'cleared',
    with: answers('yes'),
    without: [
      ['any answer', answers(), 'the yes of legal_office is missing'],
      ['a yes', answers('changes'), 'legal_office did not say yes'],
      ['a yes, after a no', answers('no'), 'legal_office did not say yes'],
      [
        'the body that is asked where a text binds',
        { ...binding, ...answers('yes') },
        'the yes of foreign_ministry is missing',
      ],
    ],
  },
  { from: 'clearance', to: 'cleared', with: { ...binding, ...answers('yes', 'yes') }, without: [] },
  {
    from: 'cleared',
    to: 'signed',
    with: signing(signature, signature),
    without: [
      ['our signature', signing({ signatory: signature.signatory }, signature), 'missing of office'],
      ['the partner’s', signing(signature, { signatory: signature.signatory }), 'missing of igad'],
      ['a place', signing({ ...signature, signed_at: undefined }, signature), 'missing of office'],
      [
        'the approval',
        { ...signing(signature, signature), clearances: undefined },
        'the yes of legal_office is missing',
      ],
      ['a full power', { ...binding, ...answers('yes', 'yes'), ...signing(signature, signature) }, 'authority to sign'],
    ],
  },
  {
    from: 'cleared',
    to: 'signed',
    with: { ...binding, ...answers('yes', 'yes'), ...signing(full, signature) },
    without: [],
  },
  {
    from: 'signed',
    to: 'ratification',
    with: { ...binding, ...signing(full, signature) },
    without: [
      [
        'the need of it',
        {
          'ratification.required': 'no',
          ...signing(full, signature),
          binding: 'binding',
          'entry.mode': 'last_notification',
        },
        'cannot go from signed',
      ],
      ['a word on it', { 'ratification.required': undefined }, 'does not say that it needs ratification'],
    ],
  },
  ...['idea', 'drafting', 'negotiation', 'clearance', 'cleared'].map(
    (from): Row => ({ from, to: 'dropped', with: {}, without: [['a reason', {}, 'nobody wrote down why']] }),
  ),
];

/** Steps that no guard opens. */
const never: readonly (readonly [string, string])[] = [
  ['idea', 'negotiation'],
  ['idea', 'signed'],
  ['drafting', 'clearance'],
  ['negotiation', 'cleared'],
  ['clearance', 'signed'],
  ['signed', 'dropped'],
  ['signed', 'negotiation'],
  ['ratification', 'signed'],
];

const named = rows.flatMap(({ from, to, with: met, without }) => [
  { name: `${from} → ${to}`, to, change: at(from, met), says: undefined },
  ...without.map(([what, change, says]) => ({
    name: `${from} → ${to} without ${what}`,
    to,
    change: at(from, { ...met, ...change }),
    says,
  })),
]);
const derived = ['in_force', 'provisional', 'suspended', 'expired', 'terminated', 'superseded'];
const refused = [
  ...never.map(([from, to]) => ({ name: `${from} → ${to}`, to, change: at(from), says: 'cannot go from' })),
  ...derived.map((to) => ({ name: `signed → ${to}`, to, change: at('signed'), says: 'it follows from the dates' })),
];

describe('a step of an agreement', () => {
  let refusals: readonly string[] = [];
  const cases = [...named, ...refused];
  beforeAll(async () => {
    const steps = cases.map(({ to, change, says }) => ({
      to,
      change,
      note: to === 'dropped' && says === undefined ? 'The partner withdrew' : undefined,
    }));
    refusals = await refusalsOf(file, steps);
  });

  it.each(cases.map((entry, index) => ({ ...entry, index })))('$name', ({ says, index }) => {
    if (says === undefined) expect(refusals[index]).toBe('');
    else {
      expect(refusals[index]).not.toBe('');
      expect(refusals[index]).toContain(says);
    }
  });
});
