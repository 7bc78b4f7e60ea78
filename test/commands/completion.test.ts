import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shellWords } from '../../src/core/shell-words.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
beforeAll(() => {
  workspace = sampleWorkspace();
});
afterAll(() => workspace.remove());

const offered = async (line: string, shell = 'zsh'): Promise<string[]> => {
  const ran = await run(workspace.root, ['complete', shell, line]);
  expect([ran.code, ran.err]).toEqual([0, '']);
  return ran.out.split('\n').slice(0, -1);
};
const values = async (line: string, shell?: string): Promise<string[]> =>
  (await offered(line, shell)).map((text) => text.split('\t')[0] ?? '');

describe('Tab offers', () => {
  it.each([
    ['commands', 'irc sh', ['show']],
    ['commands after options that count everywhere', 'irc --json -C . sho', ['show']],
    ['commands to the help', 'irc help valid', ['validate']],
    ['ids', 'irc show mou-2022', ['mou-2022-igad']],
    ['ids within quotes', 'irc show "mou-2022', ['mou-2022-igad']],
    ['kinds, plurals and presets', 'irc new p', ['partner', 'partners', 'project', 'projects']],
    ['presets', 'irc new org', ['organisation']],
    ['the steps that are open', 'irc advance water-igad co', ['completed']],
    ['papers of the kind', 'irc render water-igad --document ', ['sheet', 'evaluation', 'follow-up']],
    ['posts', 'irc advance water-igad completed --by direc', ['director']],
    ['fields, step by step', 'irc set mou-2022-igad termi', ['termination.']],
    ['items of a list by their keys', 'irc set mou-2022-igad parties.i', ['parties.igad.']],
    ['codes that a field takes', 'irc set mou-2022-igad entry.mode=on_s', ['entry.mode=on_signature']],
    ['entries of a list of the office', 'irc set za owner=desk-as', ['owner=desk-asia']],
    ['the same for an option of an action', 'irc approve mou-2022-igad --as fo', ['foreign_ministry']],
    ['ids that a field takes, of its kind only', 'irc set water-igad agreement=mou-2022', ['agreement=mou-2022-igad']],
    ['truth', 'irc set mou-2022-igad termination.savings=f', ['termination.savings=false']],
    ['fields of a kind as columns', 'irc list agreements --sort exp', ['expires']],
    ['codes of problems', 'irc explain reference-m', ['reference-missing']],
    ['shells', 'irc completion po', ['powershell']],
    ['what an option takes', 'irc validate --format git', ['github']],
    ['options', 'irc set za --dry', ['--dry-run']],
    ['files', 'irc validate records/p', [':files']],
    ['kinds, ids and folders where records are meant', 'irc validate pa', ['partners']],
    ['the folder of the records', 'irc fmt rec', ['records/']],
    ['fields of whom a log asks', 'irc log za --field websi', ['website']],
    ['nothing where nothing is known', 'irc shwo ', []],
    ['nothing outside of a register', 'irc -C / show ', []],
    ['nothing for what is no word of its own', 'irc show $(whoami', []],
  ])('%s', async (_what, line, expected) => {
    expect(await values(line)).toEqual(expected);
  });

  it('with what each is', async () => {
    expect(await offered('irc show mou-2022')).toEqual([
      'mou-2022-igad\tagreement · in force · Water harvesting in dry lands (illustrative)',
    ]);
    expect(await offered('irc set mou-2022-igad termi')).toEqual(['termination.\tTermination\topen']);
  });

  it('to bash only what follows the sign at which it parts words', async () => {
    expect(await values('irc set mou-2022-igad entry.mode=on_s', 'bash')).toEqual(['on_signature']);
  });

  it('every command that the help names', async () => {
    const help = (await run(workspace.root, ['--help'])).out;
    for (const name of (await values('irc ')).filter((value) => value !== 'help')) expect(help).toContain(`  ${name} `);
    expect(help).not.toMatch(/^ {2}complete /m);
  });
});

it.each([
  ['irc show ', ['irc', 'show'], ''],
  ['irc set za title.en="a b" x', ['irc', 'set', 'za', 'title.en=a b'], 'x'],
  ["irc 'it''s' a\\ b", ['irc', 'its'], 'a b'],
  ['irc "a \\" b', ['irc'], 'a " b'],
  ['', [], ''],
])('parts %j as a shell would', (line, words, current) => {
  expect(shellWords(line)).toEqual({ words, current });
});
