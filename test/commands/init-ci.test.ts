import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { makeRepository, type TestRepository, testEnvironment } from '../helpers/repository.ts';
import { type Ran, run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

let workspace: TestRepository;

beforeEach(() => {
  workspace = travelWorkspace();
});

afterEach(() => {
  workspace.remove();
});

const irc = (...args: string[]): Promise<Ran> => run(workspace.root, args, { env: workspace.env });
const file = '.github/workflows/records.yml';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
}
interface Workflow {
  readonly permissions: unknown;
  readonly on: Record<string, unknown>;
  readonly jobs: { readonly validate: { readonly env: Record<string, string>; readonly steps: readonly Step[] } };
}

describe('irc init --ci in a register that is there', () => {
  it('adds a workflow in one commit, once, and leaves one that is there', async () => {
    const added = await irc('init', '--ci', 'github');
    expect(added).toMatchObject({ code: 0 });
    expect(added.out).toContain(`✓ written: ${file}\n`);
    expect(added.err).toContain('the checks take irc from .irc/irc-');
    expect(workspace.git('log', '-1', '--format=%s')).toBe('Check the records on GitHub\n');
    expect(workspace.git('show', '--name-only', '--format=', 'HEAD').trim()).toBe(file);
    const again = await irc('init', '--ci', 'github');
    expect(again.err).toContain('All is there already.');
    const other = await irc('init', '--ci', 'github', '--irc', '@ministry/irc@0.1.0');
    expect(other.err).toContain(`${file} was there and is left as it is`);
    expect(workspace.git('rev-list', '--count', 'HEAD')).toBe('2\n');
  });

  it('shows what it would add, and says it as data', async () => {
    expect((await irc('init', '--ci', 'gitlab', '-n')).out).toBe(
      '✓ would be written: .gitlab/records.yml\n✓ would be written: .gitlab-ci.yml\n',
    );
    expect(workspace.exists('.gitlab-ci.yml')).toBe(false);
    const { out } = await irc('init', '--ci', 'gitlab', '--json');
    expect(JSON.parse(out)).toMatchObject({ files: ['.gitlab/records.yml', '.gitlab-ci.yml'], left: [] });
    expect(parse(workspace.read('.gitlab-ci.yml'))).toEqual({ include: [{ local: '.gitlab/records.yml' }] });
  });

  it('takes irc only from one version of it', async () => {
    for (const place of [
      'irc',
      'irc@latest',
      '../x.tgz',
      'git+ssh://x',
      "a@1.0.0'; touch x #",
      '.irc/../x.tgz',
      '--help',
    ]) {
      const refused = await irc('init', '--ci', 'github', `--irc=${place}`);
      expect(refused, place).toMatchObject({ code: 2 });
      expect(refused.err).toContain('option-invalid');
    }
    expect(await irc('init', '--irc', 'irc@1.0.0')).toMatchObject({ code: 2 });
    expect(workspace.exists(file)).toBe(false);
  });

  it('says what to do where the register is a folder of a repository', async () => {
    const outer = makeRepository();
    const [below] = ['office/register'];
    for (const path of workspace.git('ls-files').trim().split('\n'))
      outer.write(`${below}/${path}`, workspace.read(path));
    const refused = await run(join(outer.root, below), ['init', '--ci', 'github'], { env: outer.env });
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('lies in the folder office/register/ of its repository');
    outer.remove();
  });
});

describe('the workflow for GitHub', () => {
  let workflow: Workflow;
  beforeEach(async () => {
    await irc('init', '--ci', 'github');
    workflow = parse(workspace.read(file)) as Workflow;
  });

  it('has no rights but to read, no secrets, and actions named by their commits', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(Object.keys(workflow.on)).toEqual(['push', 'pull_request']);
    expect(workspace.read(file)).not.toMatch(/secrets\.|pull_request_target|write-all/);
    const uses = workflow.jobs.validate.steps.flatMap((step) => step.uses ?? []);
    expect(uses).toHaveLength(3);
    for (const action of uses) expect(action).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
    expect(workflow.jobs.validate.steps[0]?.with).toMatchObject({ 'persist-credentials': false, 'fetch-depth': 0 });
    for (const { run: script } of workflow.jobs.validate.steps) expect(script ?? '').not.toContain('${{');
  });

  it('checks a pull request as its steps say: annotations, a summary, SARIF and JUnit', () => {
    const base = workspace.git('rev-parse', 'HEAD').trim();
    workspace.git('checkout', '-q', '-b', 'theirs');
    const trip = 'records/trips/trip-adama.yaml';
    workspace.write(trip, workspace.read(trip).replace('2026-09-01', '2026-09-02'));
    workspace.git('commit', '-qam', 'theirs');
    const { status, stdout, temporary, summary } = runStep('Check what changed', base);
    expect(status, stdout).toBe(1);
    expect(stdout).toMatch(
      /^::error file=records\/trips\/trip-adama.yaml,line=\d+,col=\d+,title=history-rewritten::Step 1/m,
    );
    expect(summary).toContain('**history-rewritten** Step 1 (idea, 2026-09-01) was rewritten');
    expect(summary).toContain('| trip-adama | History, 1st, date | 1 Sep 2026');
    expect(readFileSync(join(temporary, 'irc-junit.xml'), 'utf8')).toContain('failures="1"');
    expect(JSON.parse(readFileSync(join(temporary, 'irc.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
    const first = runStep('Check what changed', '0000000000000000000000000000000000000000');
    expect(first.status, first.stdout).toBe(0);
    expect(runStep('Check all records', base).status).toBe(0);
  });

  it('takes irc from the base, and never from the pull request', () => {
    const place = workflow.jobs.validate.env.IRC_PACKAGE ?? '';
    const missing = runStep('Install irc', workspace.git('rev-parse', 'HEAD').trim());
    expect(missing.status).toBe(1);
    expect(missing.stderr).toContain('is not on the branch that this goes into');
    workspace.commit({ [place]: 'of the base' });
    const base = workspace.git('rev-parse', 'HEAD').trim();
    workspace.commit({ [place]: 'of the pull request', '.npmrc': 'ignore-scripts=false\n' });
    const { status, stdout, temporary } = runStep('Install irc', base);
    expect(status, stdout).toBe(0);
    expect(readFileSync(join(temporary, 'irc.tgz'), 'utf8')).toBe('of the base');
    expect(stdout).toContain(`npm in ${temporary}: install --global --ignore-scripts`);
  });

  /** Runs a step as a runner does, with the built program as `irc` and an npm that only says what it would do. */
  function runStep(name: string, base: string) {
    const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'irc-runner-')));
    const bin = join(temporary, 'bin');
    mkdirSync(bin);
    const program = (word: string, text: string): void => {
      writeFileSync(join(bin, word), `#!/bin/sh\n${text}\n`);
      chmodSync(join(bin, word), 0o755);
    };
    program('irc', `exec '${process.execPath}' '${join(process.cwd(), 'bin', 'irc.js')}' --today 2026-11-24 "$@"`);
    program('npm', 'echo "npm in $(pwd): $*"');
    const script = workflow.jobs.validate.steps.find((step) => step.name === name)?.run ?? 'exit 99';
    const summary = join(temporary, 'summary.md');
    writeFileSync(summary, '');
    const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      cwd: workspace.root,
      encoding: 'utf8',
      env: {
        ...{ ...testEnvironment(temporary), PATH: `${bin}:${process.env.PATH}`, CI: 'true', RUNNER_TEMP: temporary },
        ...{ GITHUB_STEP_SUMMARY: summary, BASE: base, TRUSTED: base },
        ...{ IRC_PACKAGE: workflow.jobs.validate.env.IRC_PACKAGE },
      },
    });
    folders.push(temporary);
    return { ...ran, temporary, summary: readFileSync(summary, 'utf8') };
  }
});

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

it('a new register can begin with the workflow', async () => {
  const empty = makeRepository();
  const flags = ['names.official.en=Ministry', 'seat=Addis Ababa', 'posts={id: director, title: {en: Director}}'];
  const made = await run(
    empty.root,
    ['init', '--packaged', '--ci', 'github', ...flags.flatMap((flag) => ['--set', flag])],
    {
      env: empty.env,
    },
  );
  expect(made).toMatchObject({ code: 0 });
  expect(empty.git('ls-files').split('\n')).toContain(file);
  expect(empty.git('rev-list', '--count', 'HEAD')).toBe('1\n');
  empty.remove();
});
