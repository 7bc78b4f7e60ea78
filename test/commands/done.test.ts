/** An action done with an item that is open (`picks`): which, by its words; and where its command is named. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, type RunOptions, run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

const visit = 'joint-committee-2025-igad';
const visitFile = `records/visits/${visit}.yaml`;
const projectFile = 'records/projects/water-igad.yaml';

let workspace: TestRepository;
let visitText: string;

beforeAll(() => {
  workspace = sampleWorkspace();
  const added = '  - {what: write to the districts, who: desk-africa, due: 2026-12-01}\n';
  visitText = workspace.read(visitFile).replace('report: {', `${added}report: {`);
  const project = workspace.read(projectFile);
  const followups = [
    'followups:',
    '  - date: 2026-11-20',
    '    findings: The pumps run.',
    '    actions: [{what: "train the operators, both of them", due: 2026-12-10}, {what: order parts, due: 2026-12-11}]',
    '',
  ].join('\n');
  workspace.commit({ [visitFile]: visitText, [projectFile]: project.replace('followups:\n', followups) });
  workspace.git('config', 'irc.post', 'desk-africa');
});
afterAll(() => workspace.remove());

function irc(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return run(workspace.root, args, { env: workspace.env, ...options });
}

describe('irc measure', () => {
  it('calls an item without words of its own by what it lies in and its key', async () => {
    const ran = await irc(['measure', 'water-igad', '--period', 'sites in use', 'actual=2', '-n', '-y']);
    expect([ran.code, ran.out]).toEqual([0, expect.stringContaining('2025-07-08 2027-06-30, actual  2')]);
    const offered = await irc(['complete', 'zsh', 'irc measure water-igad --period ']);
    expect(offered.out).toBe('sites-in-use-2025\tSites in use 2025-07-08 2027-06-30\n');
    const agenda = await irc(['agenda', '--json', '--within', '12m', '--about', 'water-igad']);
    expect(agenda.out).toContain('"irc measure water-igad --period sites-in-use-2025"');
  });
});

describe('irc done', () => {
  it('says with which item it is done where it asks', async () => {
    const ran = await irc(['done', 'water-igad', '--action', 'sites in use'], { answers: ['', 'no'] });
    expect(ran.err).toContain('water-igad · All sites in use\n');
  });

  it('says which are open where several are, by a command for each', async () => {
    const ran = await irc(['done', visit, '-y']);
    expect(ran.code).toBe(2);
    expect(ran.err).toBe(
      `error answers-missing: Say which action: 2 are open.\n  irc done ${visit} --action write-a-common-guide   write a common guide to the methods\n  irc done ${visit} --action write-to-the-districts   write to the districts\n`,
    );
    expect((await irc(['done', visit, '--action', 'write', '-y'])).err).toContain('"write" fits 2 open ones');
    expect((await irc(['done', visit, '--action', 'sing', '-y'])).err).toContain('has no open action "sing"');
  });

  it('is named with its item by the inbox, the agenda and the page, and offered by Tab', async () => {
    const command = `irc done ${visit} --action write-to-the-districts`;
    expect((await irc(['inbox'])).out).toMatch(new RegExp(`by 1 Dec 2026 +write to the districts +${command}\n`));
    const agenda = JSON.parse((await irc(['agenda', '--json'])).out) as { what: string; command: string | null }[];
    expect(agenda.find(({ what }) => what === 'write to the districts')?.command).toBe(command);
    expect((await irc(['show', visit])).out).toContain(`Due                       1 Dec 2026   ${command}\n`);
    const offered = await irc(['complete', 'zsh', `irc done ${visit} --action write-t`]);
    expect(offered.out).toBe('write-to-the-districts\twrite to the districts\n');
  });

  it('writes the day into that item and nothing else, whatever words name it', async () => {
    for (const words of ['write-to-the-districts', 'Write to the districts', 'districts']) {
      const ran = await irc(['done', visit, '--action', words, '--on', '2026-11-23', '-y', '-n']);
      expect(ran.out).toContain('Actions, write to the districts, done  23 Nov 2026');
    }
    const ran = await irc(['done', visit, '--action', 'districts', '--on', '2026-11-23', '-y']);
    expect(ran.code).toBe(0);
    expect(workspace.read(visitFile)).toBe(visitText.replace('due: 2026-12-01}', 'due: 2026-12-01, done: 2026-11-23}'));
  });

  it('takes the only one that is left, and says where none is', async () => {
    const ran = await irc(['done', visit, '-y']);
    expect(ran.out).toContain('Actions, write a common guide to the methods, done: 24 Nov 2026');
    const none = await irc(['done', visit, '-y']);
    expect([none.code, none.err]).toEqual([
      1,
      `error nothing-open: ${visit} has no open action, so irc done has nothing to do.\n  see what it holds: irc show ${visit}\n`,
    ]);
  });

  it('reaches lists within lists and several of them, and asks in a terminal', async () => {
    const asked: string[] = [];
    const ran = await irc(['done', 'water-igad'], {
      answers: ['train-the-operators-both', '2026-11-22', 'yes'],
      asked: ({ message, choices }) => asked.push(`${message}: ${choices.map(({ name }) => name).join(' | ')}`),
    });
    expect(ran.code).toBe(0);
    expect(asked[0]).toBe(
      'Which action or milestone: train the operators, both of them | order parts | All sites in use',
    );
    expect(ran.err + ran.out).toContain('irc done water-igad --action train-the-operators-both done=2026-11-22');
    expect(workspace.read(projectFile)).toContain('due: 2026-12-10, done: 2026-11-22}');
    const milestone = await irc(['done', 'water-igad', '--action', 'all sites', '-n', '-y']);
    expect(milestone.out).toContain('Milestones, All sites in use, done  24 Nov 2026');
  });
});

describe('what was agreed when a visit was held', () => {
  it('is asked for with the post in charge and the day', async () => {
    const held = 'joint-committee-2027-za';
    const file = `records/visits/${held}.yaml`;
    const asked: string[] = [];
    const ran = await irc(['hold', held, '--today', '2027-02-18', 'outcomes.en=They agreed'], {
      answers: ['send the list', 'desk-asia', '24 Mar 2027', '', 'yes'],
      showsQuestions: true,
      asked: ({ message }) => asked.push(message),
    });
    expect(asked[0]).toBe('Post in charge of send the list');
    expect(ran.err).toContain('? Due of send the list > 24 Mar 2027');
    expect(workspace.read(file)).toMatch(/what: send the list, who: desk-asia, due: 2027-03-24/);
    const inbox = await irc(['inbox', '--post', 'desk-asia', '--today', '2027-02-18']);
    expect(inbox.out).toMatch(new RegExp(`send the list +irc done ${held} --action send-the-list\n`));
  });

  it('falls only to a post that the office has', async () => {
    const ran = await irc(['set', visit, 'owner=desk-afrika']);
    expect(ran.err).toContain(`"desk-afrika" is none of the office's posts. Did you mean desk-africa?`);
    expect((await irc(['set', visit, 'owner=Desk for Asia', '-n', '-y'])).out).toContain('Desk for Asia');
  });
});

it('a step sent back may be taken again on the same day, but not twice in a row', async () => {
  const request = 'request-2026-protocol-za';
  const answer = ['answer', request, 'answer.en=Yes', '-y', '--no-document'];
  for (const args of [answer, ['advance', request, 'assigned', '-y'], answer])
    expect(await irc(args)).toMatchObject({ code: 0 });
  expect((await irc(['validate', request])).code).toBe(0);
  const file = `records/requests/${request}.yaml`;
  const text = workspace.read(file);
  const last = /^ {2}- \{date: 2026-11-24, to: answered.*\}\n(?! {2}- )/m.exec(text)?.[0] ?? '';
  workspace.write(file, text.replace(new RegExp(`(${last.replace(/[{}]/g, '\\$&')})(?! {2}- )`), '$1$1'));
  expect((await irc(['validate', request])).out).toContain('value-duplicate');
  workspace.write(file, text);
});

it('answers that belong to another state are refused', async () => {
  const text = workspace.read(projectFile);
  workspace.write(projectFile, text.replace(/^ {2}- \{date: 2024-01-15, to: implementation.*\n/m, ''));
  const ran = await irc(['decide', 'water-igad', 'kind=resume', 'grounds=other', '-y']);
  workspace.write(projectFile, text);
  expect([ran.code, ran.err.split('\n')[0]]).toEqual([
    2,
    'error no-such-step: water-igad is in the state funded; irc decide kind=resume is for projects in the state suspended.',
  ]);
});

it('a follow-up is offered the visits of its own partners first', async () => {
  const ran = await irc(['follow-up', 'water-igad', 'findings=The pumps run.', '-n'], {
    answers: ['joint', '', '', '', 'yes'],
    showsQuestions: true,
  });
  // The title of another visit begins with the word.
  expect(ran.out + ran.err).toContain('visit First joint committee on water harvesting');
});
