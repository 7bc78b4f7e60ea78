import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { FileEdit, Plan } from '../../src/core/changes/plan.ts';
import { IrcError } from '../../src/errors.ts';
import { type ApplyOptions, applyPlan } from '../../src/io/apply.ts';
import { makeRepository, repositoryAt, type TestRepository } from '../helpers/repository.ts';

const za = 'records/partners/za.yaml';
const pk = 'records/partners/pk.yaml';
const first = { 'records/office.yaml': 'name: Office\n', [za]: 'name: South Africa\n', [pk]: 'name: Pakistan\n' };
const edit: FileEdit = { path: za, before: 'name: South Africa\n', after: 'name: ZA\n' };
const fresh: FileEdit = { path: 'records/partners/cu.yaml', before: undefined, after: 'name: Cuba\n' };

const made: TestRepository[] = [];
afterEach(() => {
  for (const repository of made.splice(0)) repository.remove();
});

function repositoryOf(files: Record<string, string> = first): TestRepository {
  const repository = makeRepository(files);
  made.push(repository);
  return repository;
}

function planOf(...edits: FileEdit[]): Plan {
  return { edits, message: { subject: 'Change records', body: '# of parties: 2', trailers: [] } };
}

function apply(repository: TestRepository, plan: Plan, options: Partial<ApplyOptions> = {}) {
  const now = '2026-11-24T08:00:00.000Z';
  return applyPlan(repository.root, plan, { commit: true, env: repository.env, now, ...options });
}

/** The write is refused with this code and exit code, and leaves files, index and HEAD as they are. */
async function refused(
  repository: TestRepository,
  plan: Plan,
  code: string,
  options: Partial<ApplyOptions> = {},
): Promise<IrcError> {
  const before = repository.snapshot();
  const error = await apply(repository, plan, options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(IrcError);
  const found = error as IrcError;
  expect({ code: found.code, exitCode: found.exitCode }).toEqual({ code, exitCode: 3 });
  expect(repository.snapshot()).toEqual(before);
  return found;
}

describe('a write that goes well', () => {
  it('writes new, changed and removed files and commits exactly these', async () => {
    const repository = repositoryOf();
    const removal: FileEdit = { path: pk, before: 'name: Pakistan\n', after: undefined };
    const { commit } = await apply(repository, planOf(edit, fresh, removal));
    expect(repository.git('rev-parse', 'HEAD').trim()).toBe(commit);
    expect(repository.git('show', '--name-status', '--format=%s|%b|%an|%aI|%cI', 'HEAD').trim().split('\n')).toEqual([
      'Change records|# of parties: 2',
      '|Desk for Africa|2026-11-24T08:00:00+00:00|2026-11-24T08:00:00+00:00',
      '',
      'A\trecords/partners/cu.yaml',
      'D\trecords/partners/pk.yaml',
      'M\trecords/partners/za.yaml',
    ]);
    expect(repository.read(za)).toBe('name: ZA\n');
    expect(repository.exists(pk)).toBe(false);
    expect(repository.git('status', '--porcelain')).toBe('');
    expect(repository.git('diff-files')).toBe('');
    expect(repository.exists('.git/irc')).toBe(false);
    expect(repository.exists('.git/irc.lock')).toBe(false);
    expect(repository.exists('.git/index.lock')).toBe(false);
  });

  it('makes the first commit of a branch', async () => {
    const repository = repositoryOf({});
    const { commit } = await apply(repository, planOf(fresh));
    expect(repository.git('rev-list', 'HEAD').trim()).toBe(commit);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('neither takes nor touches what is staged, edited or untracked elsewhere', async () => {
    const repository = repositoryOf();
    repository.write(pk, 'name: Staged\n');
    repository.git('add', pk);
    repository.write(pk, 'name: Edited\n');
    repository.write('notes.txt', 'mine');
    repository.write('later.txt', 'intended');
    repository.git('add', '--intent-to-add', 'later.txt');
    const status = repository.git('status', '--porcelain');
    const staged = repository.git('ls-files', '-s', pk, 'later.txt');
    await apply(repository, planOf(edit));
    expect(repository.git('status', '--porcelain')).toBe(status);
    expect(repository.git('ls-files', '-s', pk, 'later.txt')).toBe(staged);
    expect(repository.read(pk)).toBe('name: Edited\n');
    expect(repository.git('show', '--name-only', '--format=', 'HEAD').trim()).toBe(za);
  });

  it('does not hide an edit of the same length made in the moment of staging', async () => {
    const repository = repositoryOf();
    repository.write(pk, 'name: Staged\n');
    repository.git('add', pk);
    repository.write(pk, 'name: Edited\n');
    // Times as if all had happened in the same tick of the clock.
    const index = join(repository.root, '.git/index');
    const { mtime } = statSync(index);
    utimesSync(index, mtime, mtime);
    utimesSync(join(repository.root, pk), mtime, mtime);
    await apply(repository, planOf(edit));
    expect(repository.git('status', '--porcelain')).toBe(`MM ${pk}\n`);
  });

  it('works with a detached HEAD, in a subfolder, and in a linked working tree', async () => {
    const repository = repositoryOf({ 'sub/records/office.yaml': 'name: Office\n', 'other.txt': 'x' });
    repository.git('checkout', '--quiet', '--detach');
    const { remarks } = await applyPlan(join(repository.root, 'sub'), planOf(fresh), {
      ...{ commit: true, env: repository.env, now: '2026-11-24T08:00:00Z' },
    });
    expect(remarks).toEqual([expect.stringContaining('HEAD stands at no branch')]);
    expect(repository.git('show', '--name-only', '--format=', 'HEAD').trim()).toBe('sub/records/partners/cu.yaml');
    repository.git('worktree', 'add', '--quiet', '-b', 'side', '../side');
    const side = repositoryAt(join(dirname(repository.root), 'side'), repository.env);
    const main = repository.snapshot();
    await apply(side, planOf({ ...fresh, path: 'records/partners/ke.yaml' }));
    expect(side.git('log', '-1', '--format=%s %D').trim()).toBe('Change records HEAD -> side');
    expect(side.git('status', '--porcelain')).toBe('');
    expect(repository.snapshot()['.git/index']).toBe(main['.git/index']);
  });

  it('writes without a commit when told so, and leaves index and HEAD alone', async () => {
    const repository = repositoryOf();
    const before = repository.snapshot();
    expect(await apply(repository, planOf(edit, fresh), { commit: false })).toEqual({
      ...{ commit: undefined, remarks: [], recovered: undefined },
    });
    const after = repository.snapshot();
    expect(after['.git/index']).toBe(before['.git/index']);
    expect(after['.git/refs/heads/main']).toBe(before['.git/refs/heads/main']);
    expect(repository.git('status', '--porcelain')).toBe(` M ${za}\n?? records/partners/cu.yaml\n`);
  });

  it('commits edits by hand as they are', async () => {
    const repository = repositoryOf();
    repository.write(za, 'name: ZA\n');
    await apply(repository, planOf(edit), { isInPlace: true });
    expect(repository.git('show', `HEAD:${za}`)).toBe('name: ZA\n');
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('commits bytes that are not text', async () => {
    const repository = repositoryOf();
    const bytes = Buffer.from([0, 255, 13, 10, 128]);
    await apply(repository, planOf(edit), { files: [{ path: 'files/za/scan.pdf', bytes }] });
    expect(readFileSync(join(repository.root, 'files/za/scan.pdf')).equals(bytes)).toBe(true);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('writes the text as given and lets git convert line ends', async () => {
    const repository = repositoryOf({ ...first, '.gitattributes': '*.yaml text eol=crlf\n' });
    await apply(repository, planOf({ ...fresh, after: 'name: Cuba\r\n' }));
    expect(repository.read(fresh.path)).toBe('name: Cuba\r\n');
    expect(repository.git('show', `HEAD:${fresh.path}`)).toBe('name: Cuba\n');
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('keeps a file that was committed with CRLF, whatever the attributes say since', async () => {
    const repository = repositoryOf({ ...first, [za]: 'name: South Africa\r\n' });
    repository.write('.git/info/attributes', '*.yaml text=auto\n');
    await apply(repository, planOf({ path: za, before: 'name: South Africa\r\n', after: 'name: ZA\r\n' }));
    expect(repository.git('show', `HEAD:${za}`)).toBe('name: ZA\r\n');
  });

  it('makes no commit of a plan that changes nothing', async () => {
    const repository = repositoryOf();
    const before = repository.snapshot();
    expect((await apply(repository, planOf({ ...edit, after: edit.before }))).commit).toBeUndefined();
    expect(repository.snapshot()).toEqual(before);
  });

  it('takes no leaked GIT_DIR or GIT_INDEX_FILE for its own', async () => {
    const repository = repositoryOf();
    const other = repositoryOf();
    const before = other.snapshot();
    const env = {
      ...repository.env,
      GIT_DIR: join(other.root, '.git'),
      GIT_INDEX_FILE: join(other.root, '.git/index'),
    };
    await apply(repository, planOf(edit), { env });
    expect(repository.git('show', `HEAD:${za}`)).toBe('name: ZA\n');
    expect(other.snapshot()).toEqual(before);
  });

  it('commits a file that is marked as unchanged or to be skipped', async () => {
    const repository = repositoryOf();
    repository.git('update-index', '--assume-unchanged', za);
    repository.git('update-index', '--skip-worktree', pk);
    await apply(repository, planOf(edit, { path: pk, before: 'name: Pakistan\n', after: 'name: PK\n' }));
    expect(repository.git('show', `HEAD:${za}`)).toBe('name: ZA\n');
    expect(repository.git('show', `HEAD:${pk}`)).toBe('name: PK\n');
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('says when a hook changed what was committed', async () => {
    const repository = repositoryOf();
    repository.hook('pre-commit', `echo 'name: Hook' > ${za} && git add ${za}`);
    const { commit, remarks } = await apply(repository, planOf(edit));
    expect(repository.git('rev-parse', 'HEAD').trim()).toBe(commit);
    expect(remarks).toEqual(['A hook changed what was committed; see: git show']);
    expect(repository.git('status', '--porcelain')).toBe('');
  });
});

describe('a write that is refused leaves everything as it is', () => {
  it('outside a repository, and in a bare one', async () => {
    const repository = repositoryOf();
    const bare = repositoryOf({});
    bare.git('config', 'core.bare', 'true');
    await refused(bare, planOf(fresh), 'bare-repository');
    rmSync(join(repository.root, '.git'), { recursive: true });
    await refused(repository, planOf(fresh), 'not-a-repository');
  });

  it('while a merge is not finished', async () => {
    const repository = repositoryOf();
    repository.git('checkout', '--quiet', '-b', 'side');
    repository.write(pk, 'name: Side\n');
    repository.git('commit', '--quiet', '-am', 'Side');
    repository.git('checkout', '--quiet', 'main');
    repository.write(pk, 'name: Main\n');
    repository.git('commit', '--quiet', '-am', 'Main');
    repository.tryGit('merge', 'side');
    const error = await refused(repository, planOf(edit), 'merge-under-way');
    expect(error.message).toBe('A git merge is not finished here, so nothing can be saved yet.');
    expect(error.hint).toBe('finish: irc resolve        give up: irc merge --abort');
    expect(error.details).toEqual(['1 file waits: pk']);
    await apply(repository, planOf(edit), { commit: false, duringMerge: true });
    expect(repository.read(za)).toBe('name: ZA\n');
    expect(repository.exists('.git/MERGE_HEAD')).toBe(true);
  });

  it.each([
    ['rebase', 'rebase-merge'],
    ['cherry-pick', 'CHERRY_PICK_HEAD'],
    ['revert', 'REVERT_HEAD'],
  ])('while a %s is not finished', async (name, marker) => {
    const repository = repositoryOf();
    repository.write(`.git/${marker}`, repository.git('rev-parse', 'HEAD'));
    const error = await refused(repository, planOf(edit), 'merge-under-way');
    expect(error.message).toBe(`A git ${name} is not finished here, so nothing can be saved yet.`);
  });

  it('without an identity, which is never guessed', async () => {
    const repository = repositoryOf();
    const env = { PATH: repository.env.PATH, HOME: repository.env.HOME, GIT_CONFIG_NOSYSTEM: '1' };
    const error = await refused(repository, planOf(edit), 'no-identity', { env });
    expect(error.hint).toContain("git config user.name 'Desk for Africa' && git config user.email desk@example.org\n");
    repository.git('config', 'user.name', 'Desk');
    repository.git('config', 'user.email', 'desk@example.org');
    await apply(repository, planOf(edit), { env });
    expect(repository.git('log', '-1', '--format=%an %ce').trim()).toBe('Desk desk@example.org');
  });

  it('when a new file is there in any case of letters, or as a folder', async () => {
    const repository = repositoryOf();
    const at = (path: string) => planOf({ ...fresh, path });
    await refused(repository, at(za), 'file-exists');
    await refused(repository, at('records/partners/ZA.yaml'), 'file-exists');
    await refused(repository, at('records/Partners/cu.yaml'), 'file-exists');
    await refused(repository, at('records/partners'), 'file-exists');
    await refused(repository, at(`${za}/x.yaml`), 'file-exists');
    await refused(repository, planOf(fresh, { ...fresh, path: 'records/partners/CU.yaml' }), 'file-exists');
  });

  it('when the file is not what the edit was made from', async () => {
    const repository = repositoryOf();
    await refused(repository, planOf(fresh, { ...edit, before: 'name: Old\n' }), 'file-changed');
    await refused(repository, planOf({ ...edit, path: 'records/partners/ke.yaml' }), 'file-changed');
  });

  it('when the file has changes that are not committed, staged or not', async () => {
    const repository = repositoryOf();
    repository.write(za, 'name: Half done\n');
    const fromThere = planOf(fresh, { ...edit, before: 'name: Half done\n' });
    const error = await refused(repository, fromThere, 'uncommitted-changes');
    expect(error.message).toBe(`${za}: changed by hand, and not saved yet. Nothing was done.`);
    repository.git('add', za);
    await refused(repository, fromThere, 'uncommitted-changes');
    repository.write(za, 'name: South Africa\n');
    await refused(repository, planOf(edit), 'uncommitted-changes');
    repository.git('reset', '--quiet');
    repository.git('update-index', '--assume-unchanged', za);
    repository.write(za, 'name: Half done\n');
    await refused(repository, fromThere, 'uncommitted-changes');
  });

  it('through links and out of the workspace', async () => {
    const repository = repositoryOf();
    const outside = join(dirname(repository.root), 'outside');
    mkdirSync(outside);
    symlinkSync(outside, join(repository.root, 'records/agreements'));
    symlinkSync('za.yaml', join(repository.root, 'records/partners/link.yaml'));
    const at = (path: string) => planOf({ ...fresh, path });
    await refused(repository, at('records/agreements/mou.yaml'), 'path-is-link');
    await refused(repository, at('records/partners/link.yaml'), 'path-is-link');
    for (const path of ['../x.yaml', '/etc/x.yaml', 'a/../../x', '.git/config', '.GIT/x', 'a//b', 'a\nb', '']) {
      await refused(repository, at(path), 'path-outside');
    }
  });

  it('when git ignores a new file', async () => {
    const repository = repositoryOf({ ...first, '.gitignore': 'cu.yaml\n' });
    await refused(repository, planOf(edit, fresh), 'path-ignored');
  });

  it('into another repository', async () => {
    const repository = repositoryOf();
    repository.git('init', '--quiet', 'records/agreements');
    await refused(repository, planOf({ ...fresh, path: 'records/agreements/x.yaml' }), 'path-in-other-repository');
  });

  it("while git's index, HEAD or branch is locked", async () => {
    const repository = repositoryOf();
    repository.write('.git/index.lock', '');
    const error = await refused(repository, planOf(edit), 'index-locked');
    expect(error.hint).toBe(`Wait until it ends. If no git runs: rm ${repository.root}/.git/index.lock`);
    rmSync(join(repository.root, '.git/index.lock'));
    repository.write('.git/HEAD.lock', '');
    await refused(repository, planOf(edit, fresh), 'ref-locked');
    rmSync(join(repository.root, '.git/HEAD.lock'));
    await apply(repository, planOf(edit, fresh));
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('by a hook, whose words are shown without their control characters', async () => {
    const repository = repositoryOf();
    repository.hook('pre-commit', `printf 'records: trailing space\\n\\033[31mred\\n'; echo out; exit 7`);
    const error = await refused(repository, planOf(edit, fresh), 'hook-refused');
    expect(error.message).toBe("The repository's pre-commit hook refused (exit 7). Nothing was saved.");
    expect(error.details).toEqual([
      'pre-commit | records: trailing space',
      'pre-commit | \\u001b[31mred',
      'pre-commit | out',
    ]);
    rmSync(join(repository.root, '.git/hooks/pre-commit'));
    repository.hook('commit-msg', 'exit 1');
    const other = await refused(repository, planOf(edit, fresh), 'hook-refused');
    expect(other.message).toBe("The repository's commit-msg hook refused (exit 1). Nothing was saved.");
  });

  it('when the commit cannot be signed', async () => {
    const repository = repositoryOf();
    repository.git('config', 'commit.gpgSign', 'true');
    repository.git('config', 'gpg.program', '/bin/false');
    await refused(repository, planOf(edit, fresh), 'signing-failed');
  });

  it('when HEAD is broken, which is never taken for an empty repository', async () => {
    const repository = repositoryOf();
    writeFileSync(join(repository.root, '.git/refs/heads/main'), '');
    await refused(repository, planOf(fresh), 'broken-head');
    writeFileSync(join(repository.root, '.git/refs/heads/main'), `${'1'.repeat(40)}\n`);
    await refused(repository, planOf(fresh), 'broken-head');
  });

  it('when another irc is saving, which is named', async () => {
    const repository = repositoryOf();
    const before = repository.snapshot();
    let inner: unknown;
    const waiting: Promise<void>[] = [];
    await apply(repository, planOf(fresh), {
      onStep(step) {
        if (step !== 'locked') return;
        waiting.push(
          apply(repository, planOf(edit), { lockPatience: 0 }).then(
            () => {},
            (error: unknown) => {
              inner = error;
            },
          ),
        );
      },
    });
    await Promise.all(waiting);
    expect((inner as IrcError).code).toBe('lock-held');
    expect((inner as IrcError).message).toContain(`process ${process.pid}`);
    expect(repository.read(za)).toBe(before[za]);
  });
});

describe('a write that fails on the way', () => {
  const steps = [
    ...['begin', 'locked', 'journal', 'stage 0', 'stage 1', 'staged', 'make folder', 'keep 0', 'place 0', 'placed 0'],
    ...['place 1', 'placed 1', 'keep 2', 'placed 2', 'prepared'],
  ];
  it.each(steps)('at "%s" is taken back whole', async (where) => {
    const repository = repositoryOf();
    const removal: FileEdit = { path: pk, before: 'name: Pakistan\n', after: undefined };
    const plan = planOf(edit, { ...fresh, path: 'records/calls/x/new.yaml' }, removal);
    const before = repository.snapshot();
    const full = Object.assign(new Error('no room'), { code: 'ENOSPC' });
    const onStep = (step: string): void => {
      if (step === where) throw full;
    };
    await expect(apply(repository, plan, { onStep })).rejects.toMatchObject({ code: 'disk-full', exitCode: 3 });
    expect(repository.snapshot()).toEqual(before);
    await apply(repository, plan);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it.each(['committed', 'index'])('after the commit, at "%s", is no failure', async (where) => {
    const repository = repositoryOf();
    const onStep = (step: string): void => {
      if (step === where) throw new Error('late');
    };
    const { commit } = await apply(repository, planOf(edit), { onStep });
    expect(repository.git('rev-parse', 'HEAD').trim()).toBe(commit);
    expect(repository.git('show', `HEAD:${za}`)).toBe('name: ZA\n');
  });

  it('does not overwrite a file that appears meanwhile', async () => {
    const repository = repositoryOf();
    const onStep = (step: string): void => {
      if (step === 'place 1') repository.write(fresh.path, 'name: Mine\n');
    };
    await expect(apply(repository, planOf(edit, fresh), { onStep })).rejects.toMatchObject({ code: 'file-exists' });
    expect(repository.read(fresh.path)).toBe('name: Mine\n');
    expect(repository.read(za)).toBe('name: South Africa\n');
  });
});
