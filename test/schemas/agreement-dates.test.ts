/** State and dates of an agreement on any day: terms, notice, suspension and succession at the edges of both calendars. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { type Change, changed } from './provoke.ts';

const file = 'records/agreements/mou-2022-igad.yaml';

/** Signed by both on a day, for a term; by itself it is not renewed. */
const signed = (day: string, months: number, more: Change = {}): Change => ({
  parties: ['office', 'igad'].map((partner) => ({ partner, signed_on: day, signed_at: 'Addis Ababa' })),
  entry: { mode: 'on_signature' },
  duration: { mode: 'months', months },
  renewal: { mode: 'none' },
  committee: undefined,
  history: [{ date: day, to: 'signed' }],
  knowledge: 'partial',
  ...more,
});
const tacit = (months: number, notice: number, more: Change = {}): Change => ({
  renewal: { mode: 'tacit', months, notice_months: notice, ...more },
});
const notified = (...days: string[]): Change => ({
  notifications: days.map((date, index) => ({ by: ['office', 'igad'][index], date })),
});
const denounced = (day: string, more: Change): Change => ({
  duration: { mode: 'open' },
  termination: more,
  end: { reason: 'denounced', notice_on: day },
});
const binding = (more: Change): Change => ({ binding: 'binding', ratification: { required: 'yes', ...more } });

/** What the record holds, the day, and what follows on it: state, first day, last day of the term, last day to object. */
const rows: readonly (readonly [string, Change, string, string, string?, string?, string?])[] = [
  // 8 July begins the fiscal year, 1 Hamle: a term of a year ends with 7 July.
  ['a fiscal year, last day', signed('2025-07-08', 12), '2026-07-07', 'in_force', '2025-07-08', '2026-07-07'],
  ['a fiscal year, day after', signed('2025-07-08', 12), '2026-07-08', 'expired', '2025-07-08', '2026-07-07'],
  [
    'a fiscal year, renewed',
    signed('2025-07-08', 12, tacit(12, 6)),
    '2026-07-08',
    'in_force',
    '2025-07-08',
    '2027-07-07',
    '2027-01-07',
  ],
  // 1 Meskerem is 11 September, and 12 September after a leap year, whose 6 Pagume is 11 September.
  ['from 1 Meskerem 2016', signed('2023-09-12', 12), '2024-09-11', 'in_force', '2023-09-12', '2024-09-11'],
  ['from 6 Pagume 2015', signed('2023-09-11', 12), '2024-09-10', 'in_force', '2023-09-11', '2024-09-10'],
  ['from 6 Pagume 2015, day after', signed('2023-09-11', 12), '2024-09-11', 'expired', '2023-09-11', '2024-09-10'],
  ['from 5 Pagume 2018', signed('2026-09-10', 60), '2026-09-10', 'in_force', '2026-09-10', '2031-09-09'],
  [
    'from 5 Pagume 2018, the day before',
    signed('2026-09-10', 60, { entry: { mode: 'fixed_date', date: '2026-09-11' } }),
    '2026-09-10',
    'signed',
    '2026-09-11',
    '2031-09-10',
  ],
  // 29 February: a year later there is none, so the term ends with that month; four years later there is one again.
  ['from 29 February, a year', signed('2024-02-29', 12), '2025-02-28', 'in_force', '2024-02-29', '2025-02-28'],
  [
    'from 29 February, a year, day after',
    signed('2024-02-29', 12),
    '2025-03-01',
    'expired',
    '2024-02-29',
    '2025-02-28',
  ],
  ['from 29 February, four years', signed('2024-02-29', 48), '2026-01-01', 'in_force', '2024-02-29', '2028-02-28'],
  [
    'from 29 February, renewed yearly',
    signed('2024-02-29', 12, tacit(12, 3)),
    '2027-06-01',
    'in_force',
    '2024-02-29',
    '2028-02-28',
    '2027-11-28',
  ],
  // Months of different length.
  ['from 31 January, one month', signed('2026-01-31', 1), '2026-02-28', 'in_force', '2026-01-31', '2026-02-28'],
  ['from 31 August, six months', signed('2025-08-31', 6), '2026-03-01', 'expired', '2025-08-31', '2026-02-28'],
  ['from 30 November, three months', signed('2025-11-30', 3), '2026-02-28', 'in_force', '2025-11-30', '2026-02-28'],
  [
    'to object by the end of February',
    signed('2021-08-31', 60, tacit(60, 6)),
    '2026-02-28',
    'in_force',
    '2021-08-31',
    '2026-08-30',
    '2026-02-28',
  ],
  // Tacit renewal: notice in time, a day late, and once renewed.
  [
    'objected on the last day',
    signed('2021-07-15', 60, tacit(60, 6, { notice_given: '2026-01-14' })),
    '2026-07-15',
    'expired',
    '2021-07-15',
    '2026-07-14',
  ],
  [
    'objected a day late',
    signed('2021-07-15', 60, tacit(60, 6, { notice_given: '2026-01-15' })),
    '2026-07-15',
    'in_force',
    '2021-07-15',
    '2031-07-14',
  ],
  [
    'not objected',
    signed('2021-07-15', 60, tacit(24, 6)),
    '2028-07-14',
    'in_force',
    '2021-07-15',
    '2028-07-14',
    '2028-01-14',
  ],
  [
    'renewed twice',
    signed('2021-07-15', 60, tacit(24, 6)),
    '2028-07-15',
    'in_force',
    '2021-07-15',
    '2030-07-14',
    '2030-01-14',
  ],
  // Termination: the period runs from the day of notice.
  [
    'notice of six months, last day',
    signed('2022-01-10', 60, denounced('2026-01-10', { notice_months: 6 })),
    '2026-07-09',
    'in_force',
    '2022-01-10',
    '2026-07-09',
  ],
  [
    'notice of six months, over',
    signed('2022-01-10', 60, denounced('2026-01-10', { notice_months: 6 })),
    '2026-07-10',
    'terminated',
    '2022-01-10',
    '2026-07-09',
  ],
  [
    'notice on 31 August',
    signed('2022-01-10', 60, denounced('2025-08-31', { notice_months: 6 })),
    '2026-02-28',
    'terminated',
    '2022-01-10',
    '2026-02-27',
  ],
  [
    'notice of 30 days over 29 February',
    signed('2022-01-10', 60, denounced('2024-02-10', { notice_days: 30 })),
    '2024-03-10',
    'in_force',
    '2022-01-10',
    '2024-03-10',
  ],
  [
    'by consent, last day',
    signed('2022-01-10', 60, { end: { reason: 'mutual_consent', date: '2026-09-11' } }),
    '2026-09-11',
    'in_force',
    '2022-01-10',
    '2026-09-11',
  ],
  [
    'by consent, over',
    signed('2022-01-10', 60, { end: { reason: 'mutual_consent', date: '2026-09-11' } }),
    '2026-09-12',
    'terminated',
    '2022-01-10',
    '2026-09-11',
  ],
  [
    'fulfilled before its term',
    signed('2022-01-10', 60, { end: { reason: 'fulfilled', date: '2026-07-07' } }),
    '2026-07-08',
    'expired',
    '2022-01-10',
    '2026-07-07',
  ],
  // Suspension, from day to day, and open.
  [
    'suspended, first day',
    signed('2022-01-10', 60, { suspensions: [{ from: '2026-02-28', to: '2026-09-11', document: 'd' }] }),
    '2026-02-28',
    'suspended',
    '2022-01-10',
    '2027-01-09',
  ],
  [
    'resumed',
    signed('2022-01-10', 60, { suspensions: [{ from: '2026-02-28', to: '2026-09-11', document: 'd' }] }),
    '2026-09-12',
    'in_force',
    '2022-01-10',
    '2027-01-09',
  ],
  [
    'suspended without an end',
    signed('2022-01-10', 60, { suspensions: [{ from: '2026-02-28', document: 'd' }] }),
    '2027-01-09',
    'suspended',
    '2022-01-10',
    '2027-01-09',
  ],
  [
    'its term ends while suspended',
    signed('2022-01-10', 60, { suspensions: [{ from: '2026-02-28', document: 'd' }] }),
    '2027-01-10',
    'expired',
    '2022-01-10',
    '2027-01-09',
  ],
  // Entry into force by notes, by ratification, and provisionally until then.
  [
    'one note only',
    signed('2026-01-10', 60, { entry: { mode: 'last_notification' }, ...notified('2026-02-28') }),
    '2026-07-08',
    'signed',
  ],
  [
    'both notes',
    signed('2026-01-10', 60, { entry: { mode: 'last_notification' }, ...notified('2026-02-28', '2026-03-31') }),
    '2026-07-08',
    'in_force',
    '2026-03-31',
    '2031-03-30',
  ],
  [
    'thirty days after the notes',
    signed('2026-01-10', 60, {
      entry: { mode: 'days_after_notification', days: 30 },
      ...notified('2026-01-30', '2026-01-30'),
    }),
    '2026-02-28',
    'signed',
    '2026-03-01',
    '2031-02-28',
  ],
  [
    'first of the second month',
    signed('2026-01-10', 60, {
      entry: { mode: 'month_after_notification', months: 2 },
      ...notified('2026-01-31', '2026-07-31'),
    }),
    '2026-09-01',
    'in_force',
    '2026-09-01',
    '2031-08-31',
  ],
  [
    'provisional from signature',
    signed('2026-01-10', 60, { entry: { mode: 'last_notification', provisional: true } }),
    '2026-01-10',
    'provisional',
  ],
  [
    'provisional no longer',
    signed('2026-01-10', 60, {
      entry: { mode: 'last_notification', provisional: true },
      ...notified('2026-02-28', '2026-03-31'),
    }),
    '2026-03-31',
    'in_force',
    '2026-03-31',
    '2031-03-30',
  ],
  ['not ratified', signed('2026-01-10', 60, binding({})), '2026-07-08', 'signed'],
  [
    'before parliament',
    signed('2026-01-10', 60, { ...binding({}), history: [{ date: '2026-01-10', to: 'ratification' }] }),
    '2026-07-08',
    'ratification',
  ],
  [
    'ratified after the signature',
    signed('2026-01-10', 60, binding({ approved_on: '2026-06-30', proclamation: '1/2026' })),
    '2026-07-08',
    'in_force',
    '2026-06-30',
    '2031-06-29',
  ],
  ['nobody knows whether to be ratified', signed('2026-01-10', 60, { binding: 'binding' }), '2026-07-08', 'signed'],
  [
    'in force on ratification',
    signed('2026-01-10', 60, {
      ...binding({ approved_on: '2026-06-30', proclamation: '1/2026' }),
      entry: { mode: 'on_ratification' },
    }),
    '2026-06-30',
    'in_force',
    '2026-06-30',
    '2031-06-29',
  ],
  [
    'in force on the note of ratification',
    signed('2026-01-10', 60, {
      ...binding({ approved_on: '2026-06-30', proclamation: '1/2026', notified_on: '2026-07-08' }),
      entry: { mode: 'on_ratification' },
    }),
    '2026-07-07',
    'signed',
    '2026-07-08',
    '2031-07-07',
  ],
  // A wrong step that was struck does not count.
  [
    'a signature that was struck',
    signed('2026-01-10', 60, {
      history: [
        { date: '2026-01-02', to: 'cleared' },
        { date: '2026-01-10', to: 'signed' },
        { date: '2026-01-12', to: 'cleared', voids: { date: '2026-01-10', to: 'signed' } },
      ],
    }),
    '2026-07-08',
    'cleared',
  ],
  [
    'signed again on the day of the strike',
    signed('2026-01-12', 60, {
      history: [
        { date: '2026-01-02', to: 'cleared' },
        { date: '2026-01-12', to: 'signed' },
        { date: '2026-01-12', to: 'cleared', voids: { date: '2026-01-12', to: 'signed' } },
        { date: '2026-01-12', to: 'signed' },
      ],
    }),
    '2026-07-08',
    'in_force',
    '2026-01-12',
    '2031-01-11',
  ],
];

describe('an agreement', () => {
  const listed = new Map<string, readonly Record<string, unknown>[]>();
  let workspace: TestRepository;
  beforeAll(async () => {
    workspace = sampleWorkspace();
    rows.forEach(([, change], index) => {
      workspace.write(`records/agreements/case-${index}.yaml`, changed(file, change));
    });
    for (const today of new Set(rows.map(([, , day]) => day))) {
      const { out } = await run(workspace.root, ['list', 'agreements', '--json'], { today });
      listed.set(today, JSON.parse(out));
    }
  });
  afterAll(() => workspace.remove());

  it.each(rows.map(([name, , today], index) => ({ name, today, index })))('$name, on $today', ({ today, index }) => {
    const [, , , state, from, until, actBy] = rows[index] ?? [];
    const found = listed.get(today)?.find(({ id }) => id === `case-${index}`);
    expect([found?.state, found?.in_force_from, found?.expires, found?.act_by]).toEqual([state, from, until, actBy]);
  });

  it('keeps a sound history where a step was struck', async () => {
    const { out } = await run(workspace.root, ['validate', '--format', 'json'], { today: '2026-11-24' });
    const { problems } = JSON.parse(out) as { problems: { file: string; code: string }[] };
    const struck = rows.flatMap(([name], index) => (/struck|strike/.test(name) ? [`case-${index}`] : []));
    expect(struck).toHaveLength(2);
    for (const id of struck)
      expect(
        problems.filter((problem) => problem.file.includes(`/${id}.`) && /^history|duplicate/.test(problem.code)),
      ).toEqual([]);
  });

  it.each(['renews', 'supersedes'])('gives way to the one that %s it, once that is in force', async (field) => {
    workspace.write('records/agreements/older.yaml', changed(file, signed('2022-01-10', 60)));
    workspace.write(
      'records/agreements/newer.yaml',
      changed(file, signed('2026-07-01', 60, { [field]: 'older', entry: { mode: 'fixed_date', date: '2026-07-08' } })),
    );
    const stateOn = async (today: string): Promise<unknown> => {
      const shown = await run(workspace.root, ['show', 'older', '--json'], { today });
      return (JSON.parse(shown.out) as { state: string }).state;
    };
    expect([await stateOn('2026-07-07'), await stateOn('2026-07-08')]).toEqual(['in_force', 'superseded']);
  });

  it.each([
    ['tacit', '2027-03-11'],
    ['none', undefined],
  ])('calls its committee for no day after its end, with renewal %s', async (mode, due) => {
    const meetings = [{ date: '2025-03-11' }];
    const change = signed('2022-02-01', 60, { committee: { frequency_months: 24, meetings } });
    const renewal = { mode, ...(mode === 'tacit' ? { months: 60, notice_months: 6 } : {}) };
    workspace.write('records/agreements/called.yaml', changed(file, { ...change, renewal }));
    const shown = await run(workspace.root, ['show', 'called', '--json'], { today: '2026-07-08' });
    expect((JSON.parse(shown.out) as { next_committee?: string }).next_committee).toBe(due);
  });
});
