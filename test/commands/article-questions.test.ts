import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Choice } from '../../src/context/prompt.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, type RunOptions, run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
const record = 'mou-2026-african-union';
const file = `records/agreements/${record}.yaml`;
let standard: readonly string[] = [];

beforeEach(async () => {
  workspace = sampleWorkspace();
  standard = await articles();
});

afterEach(() => workspace.remove());

const irc = (args: readonly string[], options: RunOptions = {}): Promise<Ran> =>
  run(workspace.root, args, { env: workspace.env, ...options });

/** The ids of the articles that the draft will have. */
async function articles(): Promise<string[]> {
  const { out } = await irc(['clauses', record, '--json']);
  return (JSON.parse(out) as { articles: { id: string }[] }).articles.map(({ id }) => id);
}

describe('irc edit, the articles', () => {
  it('writes an article of our own in its place, in each language of the agreement', async () => {
    await irc(['set', record, 'languages=en,am', '-y']);
    const edited = await irc(['edit', record, '-y'], {
      answers: [
        'Articles',
        'add an article',
        ...['Sharing of data', '', 'Data are shared, as :ref[purpose] allows.', 'Within one year.', ''],
        ...['የመረጃ ልውውጥ', 'መረጃ ይጋራል።', ''],
        'after purpose',
        'keep them so',
        'save',
      ],
    });
    expect(edited.code).toBe(0);
    expect(await articles()).toEqual(['purpose', 'own-sharing-of-data', ...standard.slice(1)]);
    expect(workspace.read(file)).toContain(
      '  - {clause: purpose}\n  - clause: own-sharing-of-data\n    title: {en: Sharing of data, am: የመረጃ ልውውጥ}\n    text:\n      en: |-\n        Data are shared, as :ref[purpose] allows.\n\n        Within one year.\n      am: መረጃ ይጋራል።\n',
    );
    expect((await irc(['validate', file])).code).toBe(0);
  });

  it('takes articles out and in, where the library has them, and moves them', async () => {
    const without = standard.filter((id) => id !== 'committee' && id !== 'costs');
    const edited = await irc(['edit', record, '-y'], {
      answers: [
        'Articles',
        ...['choose which', without.join(',')],
        ...['choose which', [...without, 'costs'].join(',')],
        ...['put an article', 'languages', 'at the beginning'],
        'keep them so',
        'save',
      ],
    });
    expect(edited.code).toBe(0);
    expect(edited.err).toContain('1 languages · 2 purpose · ');
    expect(await articles()).toEqual([
      'languages',
      ...standard.filter((id) => id !== 'committee' && id !== 'languages'),
    ]);
  });

  it('writes nothing for the house standard, and leaves the list where it is left', async () => {
    const shown: string[] = [];
    const same = await irc(['edit', record], {
      answers: ['Articles', 'choose which', '', 'keep them so', '=> leave all'],
      asked: ({ message, choices }) =>
        message === 'Which articles' ? shown.push(...choices.map(({ name }) => name)) : undefined,
    });
    expect(same.err).toContain('Nothing was changed.');
    expect(shown.filter((name) => /^(Purpose|Joint committee)/.test(name))).toEqual([
      expect.stringMatching(/ {3}mandatory$/),
      expect.not.stringContaining('mandatory'),
    ]);
    await irc(['set', record, 'clauses-=costs', '-y']);
    const back = await irc(['edit', record], {
      answers: ['Articles', 'add an article', '<', 'house standard', 'keep them so', 'save'],
    });
    expect(back.code).toBe(0);
    expect(workspace.read(file)).not.toContain('clauses:');
  });
});

describe('irc new mou', () => {
  it('does not ask for the articles, but lets them be changed from the summary', async () => {
    const made = await irc(['new', 'mou', '--from', '-', '--no-document', '--id', 'one'], {
      input:
        'parties: unesco\ntitle.en: Open science\npurpose.en: To open it.\nareas: "1.2"\nforms: training\nclauses:\n  - purpose\n  - {clause: own-data, title: {en: Data}, text: {en: Shared.}}\n',
    });
    expect(made.code).toBe(0);
    expect(workspace.read('records/agreements/one.yaml')).toContain(
      'clauses:\n  - {clause: purpose}\n  - clause: own-data\n    title: {en: Data}\n    text: {en: Shared.}\n',
    );
    const answers = {
      ...{
        parties: 'unesco',
        'title.en': 'Open science',
        'purpose.en': 'To open it.',
        areas: '1.2',
        forms: 'training',
      },
      ...{ 'entry.mode': 'on_signature', 'duration.months': '60', 'renewal.mode': 'none' },
      ...{ 'committee.frequency_months': '12', 'costs.rule': 'each_own' },
    };
    const flags = Object.entries(answers).flatMap(([path, value]) => ['--set', `${path}=${value}`]);
    const wizard = await irc(['new', 'mou', '--no-document', '--id', 'two', ...flags], {
      answers: [
        ...['change an answer', 'Articles', 'choose which', 'purpose,languages', 'add an article'],
        ...['Sharing', '', 'Shared.', '', 'after languages', 'keep them so', 'yes'],
      ],
    });
    expect(wizard.code).toBe(0);
    expect(workspace.read('records/agreements/two.yaml')).toContain(
      'clauses:\n  - {clause: purpose}\n  - {clause: languages}\n  - clause: own-sharing\n    title: {en: Sharing}\n    text: {en: Shared.}\n',
    );
    expect(wizard.err).toMatch(/\n {2}Articles +purpose · languages · own-sharing, title Sharing/);
    expect(`${wizard.out}${wizard.err}`).toContain('--set clauses=');
  });
});

describe('irc set, the articles', () => {
  it('starts from those of the house, so that an article that is added is not the only one', async () => {
    const set = await irc([
      'set',
      record,
      'clauses+=own-data-sharing',
      'clauses.own-data-sharing.title.en=Sharing of data',
      'clauses.own-data-sharing.text.en=Data are shared within one year.',
    ]);
    expect(set.code).toBe(0);
    expect(await articles()).toEqual([...standard, 'own-data-sharing']);
    await irc(['set', record, 'clauses=']);
    expect((await irc(['set', record, 'clauses.costs.variant=binding'])).code).toBe(0);
    expect(await articles()).toEqual(standard);
    expect(workspace.read(file)).toContain('  - {clause: costs, variant: binding}\n');
    expect((await irc(['set', record, 'clauses=purpose,languages', '-y'])).code).toBe(0);
    expect(await articles()).toEqual(['purpose', 'languages']);
  });
});

describe('a choice that a clause has advice for', () => {
  it('shows it where the choice is made', async () => {
    workspace.write(
      'templates/clauses/extra.md',
      `---
id: extra
version: 1
order: 900
title: {en: Extra}
when: "false"
choices:
  entry.mode: {on_signature: Work can begin at once.}
  retroactive: {"true": Rarely wise.}
  disputes: {arbitration: It costs.}
---
# binding en

Nothing.
`,
    );
    const shown = new Map<string, readonly Choice[]>();
    await irc(['edit', record], {
      answers: ['Comes into effect', '', 'Retroactive', '', 'Settling', '', '=> leave all'],
      asked: ({ message, choices }) => shown.set(message, choices),
    });
    const advice = (part: string, value: string): string | undefined =>
      [...shown].find(([message]) => message.includes(part))?.[1].find((choice) => choice.value === value)?.description;
    expect(advice('omes into effect', 'on_signature')).toContain('Work can begin at once.');
    expect(advice('omes into effect', 'on_ratification') ?? '').not.toContain('Work can begin');
    expect(advice('etroactive', 'yes')).toContain('Rarely wise.');
    expect(advice('ettling', 'arbitration')).toContain('It costs.');
  });
});
