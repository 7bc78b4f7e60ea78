/** A repository whose own configuration would run programs: reading commands run none of them. */
import { chmodSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

let workspace: TestRepository;
let marks: string;

beforeEach(() => {
  workspace = travelWorkspace({
    '.gitattributes': '* filter=evil diff=evil merge=evil\n*.yaml filter=process diff=evil\n',
  });
  marks = join(workspace.root, '..', 'marks');
  workspace.write('../marks/.keep', '');
  /** A program that leaves a file of its name behind and answers nothing. */
  const program = (name: string): string => {
    workspace.write(`../bin/${name}`, `#!/bin/sh\ntouch '${marks}/${name}'\ncat >/dev/null 2>&1 </dev/null\nexit 1\n`);
    const path = join(workspace.root, '..', 'bin', name);
    chmodSync(path, 0o755);
    return path;
  };
  const settings: readonly (readonly [string, string])[] = [
    ['core.fsmonitor', program('fsmonitor')],
    ['core.sshCommand', program('ssh')],
    ['core.pager', program('pager')],
    ['core.editor', program('editor')],
    ['core.askPass', program('askpass')],
    ['core.gitProxy', program('proxy')],
    ['core.alternateRefsCommand', program('alternates')],
    ['pager.log', program('pager-log')],
    ['diff.external', program('diff-external')],
    ['diff.evil.command', program('diff-command')],
    ['diff.evil.textconv', program('textconv')],
    ['diff.irc.textconv', program('textconv-irc')],
    ['interactive.diffFilter', program('diff-filter')],
    ['filter.evil.clean', program('filter-clean')],
    ['filter.evil.smudge', program('filter-smudge')],
    ['filter.process.process', program('filter-process')],
    ['filter.process.required', 'true'],
    ['merge.evil.driver', program('merge-driver')],
    ['log.showSignature', 'true'],
    ['gpg.program', program('gpg')],
    ['credential.helper', `!${program('credential')}`],
    ['alias.log', `!${program('alias-log')}`],
    ['alias.status', `!${program('alias-status')}`],
    ['remote.origin.url', `ext::${program('ext')}`],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.partialCloneFilter', 'blob:none'],
    ['remote.origin.uploadpack', program('uploadpack')],
    ['protocol.ext.allow', 'always'],
    ['core.repositoryFormatVersion', '1'],
    ['extensions.partialClone', 'origin'],
  ];
  // A submodule, with settings of its own below: git status looks into it.
  workspace.git('init', '-q', 'vendor');
  workspace.write('vendor/file', 'x');
  workspace.git('-C', 'vendor', 'add', 'file');
  workspace.git('-C', 'vendor', 'commit', '-qm', 'x');
  workspace.git('-c', 'advice.addEmbeddedRepo=false', 'add', 'vendor');
  workspace.commit({ 'records/towns/harar.yaml': 'title: {en: Harar}\n' });
  const lost = workspace.git('rev-parse', 'HEAD:records/towns/harar.yaml').trim();
  const hooks = ['pre-commit', 'post-checkout', 'post-index-change', 'fsmonitor-watchman', 'reference-transaction'];
  for (const hook of hooks) workspace.hook(hook, `touch '${marks}/hook-${hook}'`);
  for (const [key, value] of settings) workspace.git('config', '--local', key, value);
  workspace.git('-C', 'vendor', 'config', 'core.fsmonitor', program('fsmonitor-submodule'));
  workspace.git('-C', 'vendor', 'config', 'filter.evil.clean', program('filter-submodule'));
  workspace.write('vendor/.git/info/attributes', '* filter=evil\n');
  utimesSync(join(workspace.root, 'vendor/file'), 1, 1);
  // Another time than in the index, so that git would have to read the file, and a content that is not here.
  utimesSync(join(workspace.root, 'records/towns/adama.yaml'), 1, 1);
  rmSync(join(workspace.root, '.git', 'objects', lost.slice(0, 2), lost.slice(2)));
  workspace.write('records/towns/jimma.yaml', 'title: {en: Other}\n');
});

afterEach(() => {
  workspace.remove();
});

const reading: readonly (readonly string[])[] = [
  [],
  ['list'],
  ['list', '--at', 'HEAD~1'],
  ['show', 'adama'],
  ['show', 'adama', '--at', 'HEAD'],
  ['search', 'Adama'],
  ['refs', 'adama'],
  ['kinds'],
  ['agenda'],
  ['ready', 'trip-adama', '--for', 'booked'],
  ['validate'],
  ['validate', '--changed', 'HEAD~1'],
  ['validate', '--changed', 'HEAD', '--format', 'markdown'],
  ['diff'],
  ['diff', 'HEAD~1..HEAD'],
  ['diff', '--format', 'markdown', 'HEAD~1..'],
  ['log'],
  ['log', 'adama', '--limit', '5'],
  ['fmt', '--check'],
  ['explain', 'reference-missing'],
  ['doctor'],
  ['inbox'],
  ['impact', 'adama'],
  ['match', 'adama'],
  ['rank'],
  ['report', '--list'],
  ['render', 'trip-adama', '--list'],
  ['clauses'],
  ['complete', 'zsh', 'irc show '],
  ['set', 'jimma', 'people=3', '--dry-run'],
];

describe('configuration of the repository that would run a program', () => {
  it.each(reading.map((args) => [args.join(' ') || '(alone)', args] as const))(
    'is not honoured by irc %s',
    async (_name, args) => {
      const { err } = await run(workspace.root, args, { env: workspace.env });
      expect(readdirSync(marks), err).toEqual(['.keep']);
    },
  );

  it('is what git itself would run', () => {
    workspace.tryGit('status');
    workspace.tryGit('-C', 'vendor', 'status');
    workspace.tryGit('diff');
    workspace.tryGit('cat-file', '-p', 'HEAD:records/towns/harar.yaml');
    workspace.tryGit('show', '--ext-diff', 'HEAD~1');
    expect(readdirSync(marks)).toEqual(
      expect.arrayContaining(['fsmonitor', 'filter-process', 'diff-command', 'ext', 'fsmonitor-submodule']),
    );
  });
});
