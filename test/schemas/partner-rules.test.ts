import { describe } from 'vitest';
import type { Case, Change } from './provoke.ts';
import { testRules } from './rule-table.ts';

const base = 'records/partners/za.yaml';
/** A country of its own, so that the samples have no second one of that code. */
const full = { knowledge: undefined, country: 'NO', profile_reviewed: '2026-11-01' };
const figure = (more: Change): Change => ({
  ...full,
  indicators: [{ code: 'gerd_gdp', value: 0.27, unit: '% of GDP', year: 2024, source: 'UIS', ...more }],
});
const post = (more: Change): Change => ({ ...full, posts: [{ post: 'Head of unit', ...more }] });

const cases: readonly Case[] = [
  { code: 'partner-profile-old', change: { ...full, profile_reviewed: '2025-10-01' }, says: '1 Oct 2025' },
  { code: 'partner-profile-old', change: { ...full, profile_reviewed: undefined }, says: 'never reviewed' },
  { code: 'partner-profile-old', change: full, breaks: false },
  { code: 'partner-reviewed-future', change: { ...full, profile_reviewed: '2026-12-01' } },
  { code: 'partner-country', change: { country: undefined } },
  {
    code: 'reference-circle',
    id: 'part-a',
    change: { ...full, type: 'agency', parent: 'part-b' },
    also: {
      'records/partners/part-b.yaml':
        'type: agency\nnames: {official: {en: Part}, short: {en: Part}}\nparent: part-a\nhistory: [{date: 2026-01-05, to: prospect}]\n',
    },
  },
  { code: 'partner-partial-source', change: { sources: undefined } },
  { code: 'indicator-source', change: figure({ source: undefined }), says: '2024 has no source' },
  { code: 'indicator-old', change: figure({ year: 2013 }), says: 'is from 2013' },
  { code: 'indicator-old', change: figure({ year: 2021 }), breaks: false },
  { code: 'indicator-future', change: figure({ year: 2029 }) },
  { code: 'email-private', change: { ...full, email: 'someone@Gmail.com' }, says: 'someone@Gmail.com' },
  { code: 'email-private', change: post({ email: 'head@yahoo.co.uk' }) },
  { code: 'email-private', change: post({ email: 'head@dst.gov.za' }), breaks: false },
  { code: 'post-birth-date', change: post({ unit: 'born 3.4.1971' }) },
  { code: 'post-birth-date', change: post({ unit: 'Office for Agenda 2063' }), breaks: false },
  { code: 'source-empty', change: { sources: [{ accessed: '2026-11-24' }] } },
  { code: 'area-empty', change: { ...full, 'sti_system.priorities': [{ sdg: '9.5' }] } },
];

describe('the rules of a partner, and those that all kinds share', () => {
  testRules(base, cases, {
    schemas: ['partner', 'common', 'office'],
    // Those of money stand beside a project.
    except: ['money-negative', 'money-decimals'],
  });
});
