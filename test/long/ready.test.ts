/** What `irc ready` names is typed as it stands, from the first state of a fresh record to the last: each command works. */
import { afterEach, expect, it } from 'vitest';
import { shellWords } from '../../src/core/shell-words.ts';
import { makeRepository, type TestRepository } from '../helpers/repository.ts';
import { type Ran, run } from '../helpers/run.ts';

let workspace: TestRepository;
afterEach(() => workspace.remove());

/** Each step is taken on a day of its own, as a step of the same name can be taken once a day. */
let day = 24;
const today = (): string => (day <= 30 ? `2026-11-${day}` : `2026-12-${String(day - 30).padStart(2, '0')}`);
const irc = (line: string): Promise<Ran> =>
  run(workspace.root, shellWords(`${line} `).words.slice(1), { env: workspace.env, today: today() });

async function begin(...lines: readonly string[]): Promise<void> {
  workspace = makeRepository({});
  workspace.git('config', 'irc.post', 'director');
  day = 24;
  const init = `irc init . --set names.official.en='Ministry of Examples' --set names.short.en=Ministry --set seat='Addis Ababa' --set posts='{id: director, title: {en: Director}, unit: directorate, email: director@example.org},{id: planner, title: {en: Planner}, unit: planning}' --set country=ET --set clearances='{body: legal_office, title: {en: Legal office}},{body: foreign_ministry, title: {en: Foreign ministry}, applies_to: binding}'`;
  for (const line of [
    init,
    "irc new country --set country=KE --set names.official.en='Republic of Kenya' --set names.short.en=Kenya",
    ...lines,
  ]) {
    const ran = await irc(line);
    expect([line, ran.code, ran.code === 0 ? '' : ran.err]).toEqual([line, 0, '']);
  }
  workspace.write('final.pdf', 'a paper');
}

/** What a person types for the words in capitals, by the field or the word. */
const typed: Readonly<Record<string, string>> = {
  purpose: "'To train researchers.'",
  areas: "'hot water'",
  forms: 'training',
  'parties.office.signatory.post': 'Minister',
  summary: "'Two wells are drilled.'",
  objective: "'A town has hot water.'",
  partners: `'{partner: ke, role: "4"}'`,
  budget: "'{from: 2026-11-24, to: 2027-11-23, money: 1000 USD}'",
  results: `'{type: "1", title: Wells, indicators: [{title: Wells drilled, measure: "1", unit: wells, baseline: {year: 2026, value: 0}, periods: [{from: 2026-11-24, to: 2027-11-23, target: 2}]}]}'`,
  proposal: "'Water unit'",
  dac_sector: '32182',
  'dates.planned_end': '2027-11-23',
};
const words: Readonly<Record<string, string>> = {
  PLACE: 'Nairobi',
  GROUND: 'objectives_met',
  REASON: "'a small trial'",
  FILE: 'final.pdf',
  ID: 'office',
  PARTNER: 'ke',
  TEXT: 'words',
};
/** What an action asks in a terminal for. */
const asked: Readonly<Record<string, string>> = {
  evaluate: `by=planner ${['relevance', 'coherence', 'effectiveness', 'efficiency', 'impact', 'sustainability'].map((name) => `scores.${name}=3`).join(' ')}`,
  fund: "partner=ke money='1000 USD'",
  decide: 'by=director final_report=final.pdf',
};

function asTyped(hint: string): string {
  const command = hint.split(/, (?:or|and) /).findLast((part) => part.startsWith('irc ')) ?? '';
  const set = /^(irc set \S+ )([\w.]+)=\S/.exec(command);
  const value = set === null ? undefined : typed[set[2] ?? ''];
  if (set !== null && value !== undefined) return `${set[1]}${set[2]}=${value}`;
  const filled = Object.entries({ ...words, DATE: today() }).reduce(
    (line, [word, text]) => line.replaceAll(word, text),
    command,
  );
  const action = filled.split(' ')[1] ?? '';
  const given = asked[action] ?? '';
  const kind = action === 'fund' && !filled.includes('kind=') ? 'kind=commitment' : '';
  return [filled, given, kind].filter((part) => part !== '').join(' ');
}

interface Told {
  readonly conditions: readonly { readonly title: string; readonly met: boolean; readonly hint?: string }[];
}

/** Takes a record through states, each time doing what is named as missing; gives the commands. */
async function walk(id: string, states: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  for (const state of states) {
    day += 1;
    const tried = new Set<string>();
    for (;;) {
      const { conditions } = JSON.parse((await irc(`irc ready ${id} --for ${state} --json`)).out) as Told;
      const open = conditions.find(({ met }) => !met);
      if (open === undefined) break;
      expect([state, open.title, open.hint?.startsWith('irc ')]).toEqual([state, open.title, true]);
      const line = asTyped(open.hint ?? '');
      // What was typed must have mended it.
      expect(tried.has(line), `${state}: ${line} did not mend "${open.title}"`).toBe(false);
      tried.add(line);
      lines.push(line);
      const ran = await irc(`${line} --yes`.replace(/^(irc (?:attach) .*) --yes$/, '$1'));
      expect([line, ran.code, ran.code === 0 ? '' : ran.err]).toEqual([line, 0, '']);
    }
    const { recorded, state: now } = JSON.parse((await irc(`irc show ${id} --json`)).out) as Record<string, string>;
    if (![recorded, now].includes(state)) {
      const ran = await irc(`irc advance ${id} ${state} --yes --note 'as agreed'`);
      expect([state, ran.code, ran.code === 0 ? '' : ran.err]).toEqual([state, 0, '']);
    }
  }
  return lines;
}

it('a fresh agreement that binds comes to its ratification', async () => {
  await begin(
    "irc new agreement --set type=agreement --set binding=binding --set title.en='Hot water' --set parties=ke",
  );
  const lines = await walk('agreement-2026-ke', [
    ...['drafting', 'negotiation', 'clearance', 'cleared', 'signed', 'ratification'],
  ]);
  expect(lines).toContain('irc freeze agreement-2026-ke');
  expect(lines.filter((line) => line.includes(' approve '))).toHaveLength(2);
});

it('a fresh agreement is given up', async () => {
  await begin("irc new agreement --set type=mou --set binding=non_binding --set title.en='Hot water' --set parties=ke");
  expect(await walk('mou-2026-ke', ['dropped'])).toEqual([]);
});

const toEvaluation = 'concept proposal evaluation';
it.each([
  `${toEvaluation} approved seeking_funds funded implementation suspended implementation completed closed`,
  `${toEvaluation} returned proposal evaluation rejected`,
  `${toEvaluation} approved funded terminated`,
  'concept cancelled',
])('a fresh project goes %s', async (states) => {
  await begin("irc new project --set title.en='Hot water'");
  await walk('hot-water', states.split(' '));
});
