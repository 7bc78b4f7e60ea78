import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, type RunOptions, run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { travelWorkspace } from '../helpers/travel.ts';

let workspace: TestRepository;

beforeEach(() => {
  workspace = sampleWorkspace();
});
afterEach(() => workspace.remove());

async function inbox(args: readonly string[] = [], options: RunOptions = {}): Promise<Ran> {
  return run(workspace.root, ['inbox', ...args], { env: workspace.env, ...options });
}

interface Item {
  readonly sort: string;
  readonly id: string | null;
  readonly lastDayToAct: string | null;
  readonly what: string;
  readonly command: string;
}

async function items(args: readonly string[] = []): Promise<Item[]> {
  const ran = await inbox([...args, '--json']);
  expect(ran).toMatchObject({ code: 0, err: '' });
  return JSON.parse(ran.out).items;
}

describe('irc inbox', () => {
  it('shows what falls to the post that git says, the late first', async () => {
    const shown = await inbox([], { width: 110 });
    expect(shown.code).toBe(0);
    expect(shown.err).toContain('Desk for Africa\n');
    expect(shown.out).toMatch(/^ {2}by 15 Dec 2026 +Answer the request +irc answer request-2026-protocol-za\n/);
    expect(shown.out).toMatch(/\n {2}assigned +Seating and order .* irc ready request-2026-protocol-za\n/);
    const late = await inbox(['--today', '2027-01-02']);
    expect(late.out).toMatch(/^ {2}late since 15 Dec 2026 +Answer the request/);
    const sorts = (await items(['--today', '2027-01-02', '--within', '12m'])).map(({ sort }) => sort);
    expect(sorts).toEqual([...sorts].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(new Set(sorts)).toEqual(new Set(['late', 'problem', 'due', 'waiting']));
  });

  const order = ['late', 'conflict', 'unsaved', 'unfinished', 'problem', 'due', 'waiting'];

  it('shows what falls to another post, and refuses one that is none', async () => {
    const all = await items(['--within', '24m', '--post', 'desk-asia']);
    expect(all.every(({ id }) => id !== 'request-2026-protocol-za')).toBe(true);
    expect((await inbox(['--post', 'desk-afrika'])).err).toContain('did you mean desk-africa?');
    expect((await inbox(['--within', 'soon'])).err).toContain('error option-invalid');
  });

  it('takes the post of git configuration before the name, and says where git does not know it', async () => {
    workspace.git('config', 'irc.post', 'director');
    expect(JSON.parse((await inbox(['--json'])).out).post).toBe('director');
    workspace.git('config', '--unset', 'irc.post');
    const env = { ...workspace.env, GIT_AUTHOR_NAME: 'Someone' };
    workspace.write('records/partners/za.yaml', `${workspace.read('records/partners/za.yaml')}# seen\n`);
    const nobody = await inbox([], { env });
    expect(nobody).toMatchObject({ code: 0 });
    expect(nobody.out).toMatch(/^ {2}unsaved {2}records\/partners\/za\.yaml, changed by hand +irc save\n$/);
    expect(nobody.err).toContain('git does not say which post you hold');
    expect(nobody.err).toContain('git config irc.post POST (director, desk-africa, desk-asia, desk-organisations)');
  });

  it('shows conflicts, and what is wrong with records of the post', async () => {
    const file = 'records/requests/request-2026-protocol-za.yaml';
    const text = workspace.read(file);
    workspace.commit({
      [file]: text.replace(/owner: .*/, 'owner: desk-africa').replace(/^title:.*$/m, 'title: {xx: No language}'),
    });
    const wrong = (await items()).filter(({ sort }) => sort === 'problem');
    expect(wrong.map(({ id, command }) => [id, command])).toContainEqual([
      'request-2026-protocol-za',
      'irc validate request-2026-protocol-za',
    ]);
    workspace.commit({ [file]: `conflicts:\n  - {path: title.en, ours: A, theirs: B}\n${text}` });
    expect((await items()).find(({ sort }) => sort === 'conflict')).toMatchObject({
      id: 'request-2026-protocol-za',
      command: 'irc resolve request-2026-protocol-za',
    });
  });

  it('says so where nothing waits', async () => {
    const travel = travelWorkspace();
    const quiet = await run(travel.root, ['inbox'], { env: travel.env });
    travel.remove();
    expect(quiet.out).toBe('Nothing waits for you.\n');
  });
});
