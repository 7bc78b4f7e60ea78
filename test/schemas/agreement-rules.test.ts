import { describe } from 'vitest';
import type { Case, Change } from './provoke.ts';
import { testRules } from './rule-table.ts';

const base = 'records/agreements/mou-2022-igad.yaml';
const party = (partner: string, more: Change = {}): Change => ({
  partner,
  signed_on: '2022-07-15',
  signed_at: 'Addis Ababa',
  ...more,
});
const parties = (office: Change, igad: Change): Change => ({ parties: [party('office', office), party('igad', igad)] });
const binding: Change = {
  binding: 'binding',
  'ratification.required': 'no',
  ...parties({ signatory: { post: 'Minister', full_power: true } }, {}),
};
const drafting: Change = {
  history: [{ date: '2022-01-05', to: 'drafting' }],
  ...parties({ signed_on: undefined }, { signed_on: undefined }),
};
const until = (state: string): Change => ({
  history: ['drafting', 'negotiation', 'clearance', 'cleared']
    .slice(0, ['drafting', 'negotiation', 'clearance', 'cleared'].indexOf(state) + 1)
    .map((to, index) => ({ date: `2022-0${index + 1}-05`, to })),
  ...parties({ signed_on: undefined }, { signed_on: undefined }),
  'entry.date': undefined,
});
const other = (id: string, more: string): Record<string, string> => ({
  [`records/agreements/${id}.yaml`]: `knowledge: partial
type: agreement
title: {en: Other}
parties: [{partner: office, signed_on: 2011-03-04}, {partner: igad, signed_on: 2011-03-04}]
sources: [{address: example.org, accessed: 2026-11-24}]
${more}
`,
});
const signedOther = 'history: [{date: 2011-03-04, to: signed}]';
const draftOther = 'history: [{date: 2011-03-04, to: drafting}]';
/** A circle of three, told at the first of them. */
const loop = (first: string, second: string, says: string): Case => ({
  code: 'reference-circle',
  id: `${first}-1`,
  change: { [first]: `${first}-2` },
  says,
  also: {
    ...other(`${first}-2`, `${second}: ${first}-3\n${signedOther}`),
    ...other(`${first}-3`, `${first}: ${first}-1\n${signedOther}`),
  },
});

const cases: readonly Case[] = [
  { code: 'agreement-parties', change: { parties: [party('igad'), party('unesco')] }, says: 'None of the parties' },
  { code: 'agreement-parties', change: { parties: [party('office')], copies: 1 }, says: 'us and at least one partner' },
  { code: 'agreement-unsigned', change: parties({}, { signed_on: undefined }), says: 'IGAD' },
  { code: 'agreement-full-power', change: { binding: 'binding', 'ratification.required': 'no' } },
  { code: 'agreement-not-cleared', change: { ...until('cleared'), clearances: undefined }, says: 'legal_office' },
  {
    code: 'agreement-signature-unrecorded',
    change: { ...until('cleared'), ...parties({}, {}) },
    says: 'it is only cleared',
  },
  {
    code: 'agreement-signature-unrecorded',
    change: { ...until('cleared'), ...parties({}, { signed_on: undefined }) },
    breaks: false,
  },
  { code: 'agreement-early', change: { 'entry.date': '2022-07-01' }, says: 'mark it retroactive' },
  { code: 'agreement-early', change: { 'entry.date': '2022-07-01', retroactive: true }, breaks: false },
  { code: 'agreement-retroactive', change: { 'entry.date': '2022-07-01', retroactive: true } },
  {
    code: 'agreement-notifications',
    change: { 'entry.mode': 'last_notification', notifications: [{ by: 'igad', date: '2022-07-15' }] },
    says: 'missing: Ministry of Innovation and Technology',
  },
  {
    code: 'agreement-entry-date',
    change: {
      'entry.mode': 'last_notification',
      notifications: [
        { by: 'igad', date: '2022-08-15' },
        { by: 'office', date: '2022-07-20' },
      ],
    },
  },
  ...(['2022-09-30', '2022-10-01'] as const).map(
    (date): Case => ({
      code: 'agreement-entry-date',
      change: {
        entry: { mode: 'month_after_notification', months: 2, date },
        notifications: [
          { by: 'igad', date: '2022-08-15' },
          { by: 'office', date: '2022-07-20' },
        ],
      },
      ...(date === '2022-10-01' ? { breaks: false } : { says: 'only on 1 Oct 2022' }),
    }),
  ),
  {
    code: 'agreement-unapproved',
    change: { ...binding, 'ratification.required': 'yes' },
    says: 'approval of parliament',
  },
  {
    code: 'agreement-approved-early',
    change: { ...binding, ratification: { required: 'yes', approved_on: '2022-01-10', proclamation: '1/2022' } },
  },
  { code: 'agreement-registered-early', change: { registration: { number: '1', date: '2022-07-01' } } },
  { code: 'agreement-ratification-unknown', change: { ...binding, 'ratification.required': undefined } },
  { code: 'agreement-binding-unclear', change: { binding: 'unclear' } },
  { code: 'agreement-not-binding', change: { disputes: ['consultation', 'arbitration'] } },
  { code: 'agreement-not-binding', change: { 'ratification.required': 'yes' } },
  { code: 'agreement-notice', change: { renewal: { mode: 'tacit', months: 60 } } },
  { code: 'agreement-notice-long', change: { renewal: { mode: 'tacit', months: 6, notice_months: 6 } } },
  { code: 'agreement-notice-twice', change: { 'termination.notice_days': 60 } },
  { code: 'agreement-open-renewal', change: { duration: { mode: 'open' } } },
  { code: 'agreement-lapsed', change: { 'duration.months': 24, renewal: { mode: 'none' } }, says: 'Ended 14 Jul 2024' },
  { code: 'agreement-ends-soon', change: { 'duration.months': 54, renewal: { mode: 'none' } } },
  { code: 'agreement-renews-soon', change: {}, says: 'write by 14 Jan 2027' },
  { code: 'agreement-renews-soon', change: { 'renewal.notice_given': '2026-11-02' }, breaks: false },
  { code: 'agreement-dormant', change: { 'committee.meetings': undefined, 'duration.months': 120 }, says: '24 months' },
  { code: 'agreement-committee', change: { 'committee.frequency_months': 12 }, says: 'every 12 months' },
  { code: 'agreement-language', change: { languages: ['en', 'am'] } },
  { code: 'agreement-prevailing-unnamed', change: { languages: ['en', 'am'], authenticity: 'prevailing' } },
  { code: 'agreement-prevailing', change: { prevailing: 'fr' }, says: 'French' },
  { code: 'agreement-equal-prevailing', change: { languages: ['en', 'am'], authenticity: 'equal', prevailing: 'en' } },
  {
    code: 'agreement-translation',
    change: { ...until('negotiation'), languages: ['en', 'am'], authenticity: 'equal' },
    says: 'no Amharic title',
  },
  {
    code: 'agreement-translation',
    change: { ...until('negotiation'), languages: ['en', 'am'], title: { en: 'Water', am: 'ውሃ' } },
    says: 'No speaker has checked',
  },
  {
    code: 'agreement-translation',
    change: { ...until('negotiation'), languages: ['en', 'am'], title: { en: 'Water', am: 'ውሃ', checked: ['am'] } },
    breaks: false,
  },
  { code: 'agreement-copies', change: { copies: 1 }, says: '2 parties, one original: name the keeper' },
  { code: 'agreement-copies', change: { copies: 1, depositary: 'igad' }, breaks: false },
  { code: 'agreement-depositary', change: { copies: 1, depositary: 'unesco' } },
  { code: 'agreement-annex', change: { 'ip.mode': 'annex' } },
  { code: 'agreement-funds', change: { costs: { rule: 'donor', amount: { amount: '1000', currency: 'USD' } } } },
  loop('renews', 'renews', 'renews-1 renews renews-2, which renews renews-3, which renews renews-1'),
  loop('supersedes', 'amends', 'supersedes-2, which amends supersedes-3, which'),
  loop('amends', 'renews', 'amends-1 amends amends-2, which renews amends-3, which amends amends-1'),
  {
    code: 'reference-circle',
    change: { renews: 'chain-a' },
    breaks: false,
    also: { ...other('chain-a', `renews: chain-b\n${signedOther}`), ...other('chain-b', signedOther) },
  },
  { code: 'agreement-renews-unsigned', change: { renews: 'draft-a' }, also: other('draft-a', draftOther) },
  { code: 'agreement-amends-unsigned', change: { amends: 'draft-b' }, also: other('draft-b', draftOther) },
  {
    code: 'agreement-outlives',
    change: { based_on: 'ended-a' },
    says: 'ended-a is terminated',
    also: other('ended-a', `end: {reason: denounced, date: 2023-01-31}\n${signedOther}`),
  },
  {
    code: 'agreement-outlives',
    change: { based_on: 'ended-b' },
    breaks: false,
    also: other('ended-b', `termination: {savings: true}\nend: {reason: denounced, date: 2023-01-31}\n${signedOther}`),
  },
  { code: 'agreement-end-undated', change: { end: { reason: 'breach' } } },
  {
    code: 'agreement-notice-short',
    change: { end: { reason: 'denounced', notice_on: '2026-01-10', date: '2026-03-10' } },
    says: '6 months',
  },
  { code: 'agreement-end-unsigned', change: { ...drafting, end: { reason: 'breach', date: '2026-03-10' } } },
  { code: 'agreement-end-order', change: { end: { reason: 'breach', date: '2022-01-10' } } },
  {
    code: 'agreement-dropped-reason',
    change: {
      ...drafting,
      history: [
        { date: '2022-01-05', to: 'drafting' },
        { date: '2022-02-05', to: 'dropped' },
      ],
    },
  },
  { code: 'agreement-partial-source', change: { knowledge: 'partial' } },
  {
    code: 'agreement-signature-future',
    change: parties({}, { signed_on: '2026-12' }),
    says: 'IGAD is said to have signed',
  },
  { code: 'agreement-signature-early', change: parties({}, { signed_on: '2020' }) },
  {
    code: 'agreement-signatory-post',
    change: { parties: [party('office'), party('posted', { signatory: { post: 'Director' } })] },
    says: 'No post "Director"',
    also: {
      'records/partners/posted.yaml': `type: ngo
names: {official: {en: Posted}, short: {en: Posted}}
country: KE
posts: [{post: Director, from: 2023-01}, {post: Head, from: 2020, to: 2022}]
history: [{date: 2022-01-05, to: prospect}]
`,
    },
  },
  { code: 'agreement-party-language', change: parties({}, { language: 'fr' }), says: 'French' },
  { code: 'agreement-not-a-party', change: { obligations: [{ party: 'unesco', text: 'pay' }] }, says: 'unesco' },
  { code: 'agreement-not-a-party', change: { 'costs.donor': 'unesco' }, says: 'unesco' },
  {
    code: 'agreement-terms-due',
    change: { amendments: [{ date: '2026-10-01', summary: 'shorter notice', terms: ['termination.notice_months=3'] }] },
    says: 'its terms are not written yet',
  },
  { code: 'agreement-not-yet', change: { 'renewal.notice_given': '2026-12-24' } },
  { code: 'agreement-clearance-undated', change: { clearances: [{ body: 'legal_office', result: 'yes' }] } },
  {
    code: 'agreement-approval-void',
    change: {
      ...until('cleared'),
      clearances: [{ body: 'legal_office', answered: '2022-04-10', result: 'yes', covers: { title: '0' } }],
    },
    says: 'Approval of Legal office of the ministry (2022-04-10) no longer holds: ',
  },
  {
    code: 'agreement-frozen-text-changed',
    change: { ...until('negotiation'), frozen_text: { date: '2022-02-20', covers: { title: '0' } } },
    says: 'The text frozen on 20 Feb 2022',
  },
  {
    code: 'agreement-approval-unbound',
    change: { ...until('cleared'), clearances: [{ body: 'legal_office', answered: '2022-04-10', result: 'yes' }] },
  },
  {
    code: 'agreement-clearance-refused',
    change: {
      ...until('clearance'),
      clearances: [{ body: 'legal_office', answered: '2022-04-10', result: 'changes' }],
    },
  },
  { code: 'agreement-suspension-undocumented', change: { suspensions: [{ from: '2023-01-10', to: '2023-02-10' }] } },
  {
    code: 'agreement-suspension-early',
    change: { suspensions: [{ from: '2022-01-10', to: '2022-02-10', document: 'files/x.pdf' }] },
  },
];

/** Their items are told apart by key, so the general check (value-duplicate) speaks before these can. */
const beforehand = ['agreement-party-twice', 'agreement-clearance-twice'];

describe('the rules of an agreement', () => {
  testRules(base, cases, { schemas: ['agreement'], except: beforehand });
});
