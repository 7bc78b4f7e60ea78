import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

let workspace: TestRepository;

beforeEach(() => {
  workspace = travelWorkspace();
});

afterEach(() => {
  workspace.remove();
});

const makeTrip = ['new', 'trip', '--set', 'title=East', '--set', 'stops=jimma'];

describe('a write', () => {
  it('is refused without an identity, with the two lines to type', async () => {
    const { GIT_AUTHOR_NAME, GIT_AUTHOR_EMAIL, GIT_COMMITTER_NAME, GIT_COMMITTER_EMAIL, ...env } = workspace.env;
    expect([GIT_AUTHOR_NAME, GIT_AUTHOR_EMAIL, GIT_COMMITTER_NAME, GIT_COMMITTER_EMAIL]).not.toContain(undefined);
    const before = workspace.snapshot();
    const refused = await run(workspace.root, makeTrip, { env });
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('error no-identity: git does not know who you are');
    expect(refused.err).toContain('git config user.name');
    expect(refused.err).toContain('git config user.email');
    expect(workspace.snapshot()).toEqual(before);
  });

  it('leaves what is staged and edited elsewhere alone, and commits only its own file', async () => {
    workspace.write('records/towns/adama.yaml', 'title: {en: Adama}\npeople: 1\n');
    workspace.git('add', 'records/towns/adama.yaml');
    workspace.write('notes.txt', 'mine\n');
    expect((await run(workspace.root, makeTrip, { env: workspace.env })).code).toBe(0);
    expect(workspace.git('show', '--name-only', '--format=', 'HEAD').trim()).toBe('records/trips/trip-jimma.yaml');
    expect(workspace.git('status', '--porcelain')).toBe('M  records/towns/adama.yaml\n?? notes.txt\n');
  });

  it('is refused whole by a hook, whose words are shown behind a bar', async () => {
    workspace.hook('pre-commit', 'echo "not today" >&2; exit 1');
    const refused = await run(workspace.root, makeTrip, { env: workspace.env });
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('error hook-refused');
    expect(refused.err).toContain('pre-commit | not today');
    expect(workspace.exists('records/trips/trip-jimma.yaml')).toBe(false);
  });

  it('is refused during a merge', async () => {
    workspace.git('checkout', '-q', '-b', 'other');
    workspace.write('records/towns/adama.yaml', 'title: {en: Nazret}\n');
    workspace.git('commit', '-qam', 'other');
    workspace.git('checkout', '-q', 'main');
    workspace.write('records/towns/adama.yaml', 'title: {en: Adaamaa}\n');
    workspace.git('commit', '-qam', 'ours');
    workspace.tryGit('merge', 'other');
    const refused = await run(workspace.root, ['set', 'jimma', 'people=5'], { env: workspace.env });
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('error merge-under-way: A git merge is not finished here');
  });

  it('shows the change and writes nothing under --dry-run, also as JSON', async () => {
    const before = workspace.snapshot();
    const shown = await run(workspace.root, ['set', 'trip-adama', 'starts=in 2 days', '--dry-run'], {
      env: workspace.env,
    });
    expect(shown.out).toContain('Starts');
    expect(shown.out).toContain('1 Oct 2026 (21 Meskerem 2019 E.C.) → 26 Nov 2026 (17 Hidar 2019 E.C.)');
    expect(shown.out).toContain('so Last day: 2026-10-02 → 2026-11-27');
    const json = await run(workspace.root, ['set', 'trip-adama', 'starts=2026-11-26', '-n', '--json'], {
      env: workspace.env,
    });
    expect(JSON.parse(json.out)).toEqual({
      records: [
        {
          id: 'trip-adama',
          kind: 'trip',
          change: 'changed',
          fields: [{ path: 'starts', label: 'Starts', before: '2026-10-01', after: '2026-11-26' }],
        },
      ],
    });
    expect(workspace.snapshot()).toEqual(before);
  });

  it('leaves the commit to the user under --no-commit', async () => {
    const head = workspace.git('rev-parse', 'HEAD');
    expect((await run(workspace.root, [...makeTrip, '--no-commit'], { env: workspace.env })).code).toBe(0);
    expect(workspace.git('rev-parse', 'HEAD')).toBe(head);
    expect(workspace.exists('records/trips/trip-jimma.yaml')).toBe(true);
  });

  it('prints its result as JSON', async () => {
    const made = JSON.parse((await run(workspace.root, [...makeTrip, '--json'], { env: workspace.env })).out);
    expect(made).toEqual({
      id: 'trip-jimma',
      file: 'records/trips/trip-jimma.yaml',
      records: [{ id: 'trip-jimma', kind: 'trip', file: 'records/trips/trip-jimma.yaml', change: 'added' }],
      commit: workspace.git('rev-parse', 'HEAD').trim(),
      documents: [],
    });
  });

  it('works in a repository without commits, and not outside of one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'irc-plain-'));
    try {
      const files = ['schemas', 'records', 'templates'];
      const { cpSync } = await import('node:fs');
      for (const file of files) cpSync(join(workspace.root, file), join(folder, file), { recursive: true });
      const outside = await run(folder, makeTrip, { env: workspace.env });
      expect(outside.code).toBe(3);
      expect(outside.err).toContain('error not-a-repository');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('names a taken id and how to choose another', async () => {
    await run(workspace.root, makeTrip, { env: workspace.env });
    const again = await run(workspace.root, makeTrip, { env: workspace.env });
    expect(again.code).toBe(2);
    expect(again.err).toBe(
      'error id-taken: trip-jimma is taken.\n  name another with --id, such as --id trip-jimma-2\n',
    );
  });

  it.skipIf(process.getuid?.() === 0)('says that a folder cannot be written', async () => {
    chmodSync(join(workspace.root, 'records/trips'), 0o555);
    expect((await run(workspace.root, makeTrip, { env: workspace.env })).code).toBe(3);
  });

  it('reads what stands in braces and brackets as if it were typed alone', async () => {
    for (const change of ['stops+={town: Jimma, nights: 2}', 'stops+=[{town: Jimma, nights: 2}]']) {
      const ran = await run(workspace.root, ['set', 'trip-adama', change, '--dry-run', '--json'], {
        env: workspace.env,
      });
      expect(ran.out).toContain('"town": "jimma"');
    }
  });
});

describe('a wrong call', () => {
  it.each([
    [['lst'], 'error unknown-command: There is no command "lst".\n  did you mean: irc list\n'],
    [['show', 'adma'], 'error unknown-record: There is no record "adma".\n  did you mean adama?\n'],
    [
      ['list', 'trip', '--sort', 'strats'],
      'error unknown-field: There is no field "strats" in trips.\n  did you mean starts?\n',
    ],
    [
      ['new', 'trp'],
      'error unknown-kind: There is no kind "trp" to make.\n  did you mean trip? Kinds: town, trip, tour\n',
    ],
    [
      ['set', 'adama', 'peple=3'],
      'error unknown-field: The record has no "peple" (in peple).\n  did you mean people?\n',
    ],
    [
      ['set', 'adama', 'people=many'],
      'error value-invalid: People (people): "many" is no whole number.\n  expected: a whole number, at least 0\n',
    ],
    [['set', 'adama', 'people'], 'error assignment-invalid: "people" is no change.\n'],
    [['set', 'trip-adama', 'starts=31 Pagume 2018'], 'Pagume 2018 E.C. has 5 days'],
    [['set', 'trip-adama', 'history+={to: booked}'], 'error history-is-kept'],
    [['edit', 'adama'], 'error no-terminal'],
    [['validate', '--format', 'xml'], 'error usage: '],
    [['list', '--today', 'tomorrow'], 'error option-invalid: --today tomorrow is no date.\n'],
    [
      ['render', 'trip-adama', '--document', 'plann'],
      'error unknown-document: A trip has no document "plann".\n  did you mean plan? Documents: plan\n',
    ],
    [['render', 'trip-adama', '--document', 'plan', '--format', 'odt'], 'error unknown-format'],
    [['list', '--where', 'people >'], 'error where-invalid'],
  ] as const)('irc %j is answered with what would do', async (args, message) => {
    const before = workspace.snapshot();
    const result = await run(workspace.root, args, { env: workspace.env });
    expect(result.code).toBe(2);
    expect(result.err).toContain(message);
    expect(workspace.snapshot()).toEqual(before);
  });

  it('says where a register was looked for', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'irc-none-'));
    const result = await run(folder, ['list']);
    expect(result.code).toBe(3);
    expect(result.err).toContain(
      'error no-workspace: No register here or in a folder above (looked for records/office.yaml).',
    );
    rmSync(folder, { recursive: true });
  });
});
