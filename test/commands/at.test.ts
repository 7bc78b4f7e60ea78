import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repositoryAt, type TestRepository } from '../helpers/repository.ts';
import { type Ran, run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

let workspace: TestRepository;
const trip = 'records/trips/trip-adama.yaml';

beforeEach(() => {
  workspace = travelWorkspace();
  const commit = (day: string, from: string, to: string): void => {
    workspace.write(trip, workspace.read(trip).replace(from, to));
    const date = `${day}T22:30:00Z`;
    const env = { ...workspace.env, GIT_AUTHOR_DATE: '2020-01-01T00:00:00Z', GIT_COMMITTER_DATE: date };
    commitWith(env, day);
  };
  const commitWith = (env: NodeJS.ProcessEnv, message: string): void => {
    const git = repositoryAt(workspace.root, env);
    git.git('commit', '-qam', message);
  };
  workspace.git('commit', '--amend', '-q', '--no-edit', '--date=2026-09-01T00:00:00Z');
  repositoryAt(workspace.root, { ...workspace.env, GIT_COMMITTER_DATE: '2026-09-01T00:00:00Z' }).git(
    ...['commit', '--amend', '-q', '--no-edit'],
  );
  commit('2026-09-10', 'nights: 2', 'nights: 3');
  commit(
    '2026-09-20',
    '  - {date: 2026-09-01, to: idea}',
    '  - {date: 2026-09-01, to: idea}\n  - {date: 2026-09-20, to: booked}',
  );
});

afterEach(() => {
  workspace.remove();
});

const irc = (...args: string[]): Promise<Ran> => run(workspace.root, args, { env: workspace.env });

describe('--at', () => {
  it('shows a record as it stood at the end of a day, in either calendar', async () => {
    for (const day of ['2026-09-12', '2 Meskerem 2019 EC']) {
      const { out, err } = await irc('show', 'trip-adama', '--at', day);
      expect(out).toContain('nights 3');
      expect(out).toContain('trip-adama · trip · idea');
      expect(err).toMatch(/^As of 12 Sep 2026 \(2 Meskerem 2019 E\.C\.\), commit [0-9a-f]{7}\n$/);
    }
    expect((await irc('show', 'trip-adama', '--at', '2026-09-09')).out).toContain('nights 2');
  });

  it('works out states for that day, unless --today says another', async () => {
    const state = async (...args: string[]): Promise<string> =>
      JSON.parse((await irc('list', 'trips', '--json', ...args)).out)[0].state;
    expect(await state()).toBe('over');
    expect(await state('--at', '2026-09-30')).toBe('booked');
    expect(await state('--at', 'HEAD')).toBe('booked');
    expect(await state('--at', 'HEAD', '--today', '2026-11-24')).toBe('over');
    expect(await state('--at', 'HEAD~1')).toBe('idea');
  });

  it.each([
    [['show', 'trip-adama', '--at', '2026-08-01'], 'There is no commit of 2026-08-01 or before.'],
    [['list', '--at', 'nowhere'], 'git knows no revision "nowhere".'],
    [['show', 'nazret', '--at', 'HEAD'], 'There is no record "nazret".'],
  ])('answers irc %j with what would do', async (args, message) => {
    const { err, code } = await irc(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
