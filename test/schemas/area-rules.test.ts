import { describe, expect, it } from 'vitest';
import { step } from './advance.ts';
import type { Case, Change } from './provoke.ts';
import { testRules } from './rule-table.ts';

const base = 'records/areas/area-enzymes-for-leather.yaml';
/** A title of its own, so that the sample is no twin of the case. */
const own = (title: string, more: Change): Change => ({ 'title.en': title, ...more });
const steps = (...to: string[]) => to.map((state, index) => ({ date: `2026-0${index + 1}-05`, to: state }));

const cases: readonly Case[] = [
  {
    code: 'area-not-agreed',
    change: own('Tides', { history: steps('identified', 'explored', 'agreed') }),
    says: 'no candidate agrees',
  },
  {
    code: 'area-not-agreed',
    change: own('Winds', {
      history: steps('identified', 'explored', 'agreed'),
      candidates: [{ partner: 'za', interest: 'agreed' }],
    }),
    breaks: false,
  },
  { code: 'area-dropped-reason', change: own('Clouds', { history: steps('identified', 'dropped') }) },
  {
    code: 'area-dropped-reason',
    change: own('Rain', { history: [...steps('identified'), { date: '2026-03-05', to: 'dropped', note: 'too dear' }] }),
    breaks: false,
  },
  {
    code: 'reference-circle',
    id: 'tides-a',
    change: own('Tides of all seas', { broader: 'tides-b' }),
    also: {
      'records/areas/tides-b.yaml':
        'title: {en: Tides B}\nbroader: tides-c\nhistory: [{date: 2026-01-05, to: identified}]\n',
      'records/areas/tides-c.yaml':
        'title: {en: Tides C}\nbroader: tides-a\nhistory: [{date: 2026-01-05, to: identified}]\n',
    },
    says: 'tides-a is part of tides-b, which is part of tides-c, which is part of tides-a',
  },
  { code: 'reference-circle', change: own('Dunes', {}), breaks: false },
  { code: 'area-partial-source', change: own('Snow', { knowledge: 'partial' }) },
  { code: 'value-range', change: own('Fog', { priority: 6 }) },
];

describe('the rules of an area', () => {
  testRules(base, cases, { schemas: ['area'] });
});

describe('a step of an area', () => {
  const identified = { history: steps('identified') };

  it('to explored asks for a candidate, and that one was asked', async () => {
    const none = await step(base, { ...identified, candidates: undefined }, 'explored');
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('no candidate is named') });
    const silent = await step(base, { ...identified, candidates: [{ partner: 'za', interest: 'none' }] }, 'explored');
    expect(silent.err).toContain('no candidate has been asked');
    expect(silent.err).toContain('irc explore area-enzymes-for-leather partner=za interest=asked');
  });

  it('to explored asks for field, reason and priority', async () => {
    const bare = await step(base, { ...identified, ford: undefined, why: undefined, priority: undefined }, 'explored');
    expect(bare.code).toBe(1);
    for (const field of ['Field of research', 'Why', 'Priority']) expect(bare.err).toContain(field);
  });

  it('to agreed asks for one who agrees, and says who is furthest', async () => {
    const shown = await step(base, {}, 'agreed');
    expect(shown).toMatchObject({ code: 1, err: expect.stringContaining('the furthest: Shown') });
    const agreed = await step(base, {}, ['agreed', 'candidates.za.interest=agreed']);
    expect(agreed).toMatchObject({ code: 0 });
  });
});
