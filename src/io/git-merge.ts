/** A merge under way: its files in git's index, and the commit with both parents that ends it. */
import { join } from 'node:path';
import { lineSafe } from '../core/terminal-safe.ts';
import { mendFirstError } from '../errors.ts';
import { notCommitted } from './apply-commit.ts';
import { underWriteLock } from './apply-write.ts';
import { removeIfThere, writeDurably } from './durable.ts';
import { runGit, withoutFilters } from './git.ts';
import { durableObjects, indexEntries } from './git-index.ts';
import { gitFailure } from './git-messages.ts';
import { headIn, type Repository } from './git-state.ts';
import type { TellProgress } from './lock.ts';
import { mergedPaths } from './merge-files.ts';
import { mergeHead, mergeMessage } from './merge-state.ts';
import { whileSaving } from './unfinished-save.ts';

/** Files below records/ that are not as HEAD has them, new ones included; below the top. */
export async function changedRecords(repository: Repository, env: NodeJS.ProcessEnv): Promise<string[]> {
  const args = [
    'status',
    '--porcelain=v1',
    '-z',
    '--no-renames',
    '--untracked-files=all',
    '--',
    `:(top,literal)${repository.prefix}records`,
  ];
  const variables = await withoutFilters(repository.top, env);
  const answer = await runGit(repository.top, env, args, { mode: 'read', variables });
  if (answer.exitCode !== 0) throw gitFailure('looking for changes', answer);
  return answer.text.split('\0').flatMap((line) => (line === '' ? [] : [line.slice(3)]));
}

/** Takes decided texts into git's index; undefined takes the file out. The working tree is not touched. */
export async function stageTexts(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  texts: ReadonlyMap<string, string | undefined>,
): Promise<void> {
  const known = await indexEntries(repository, env);
  const entries: string[] = [];
  for (const [path, text] of texts) {
    const { mode = '100644', blob = '' } = known.get(path) ?? {};
    const stored = text === undefined ? undefined : await storeText(repository, env, path, text);
    entries.push(
      stored === undefined ? `0 ${'0'.repeat(blob.length || 40)}\t${path}\0` : `${mode} ${stored}\t${path}\0`,
    );
  }
  await updateIndex(repository, env, ['-z', '--index-info'], entries.join(''));
}

async function storeText(repository: Repository, env: NodeJS.ProcessEnv, path: string, text: string): Promise<string> {
  const args = [...durableObjects, 'hash-object', '-w', '--stdin', `--path=${path}`];
  const answer = await runGit(repository.top, env, args, { mode: 'write', input: text });
  if (answer.exitCode !== 0) throw gitFailure('storing a decision', answer);
  return answer.text.trim();
}

/** Takes files as they are in the working tree; one that is gone leaves the index. This decides them. */
async function stage(repository: Repository, env: NodeJS.ProcessEnv, paths: readonly string[]): Promise<void> {
  const input = paths.map((path) => `${path}\0`).join('');
  if (input !== '') await updateIndex(repository, env, ['--add', '--remove', '-z', '--stdin'], input);
}

async function updateIndex(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  options: readonly string[],
  input: string,
): Promise<void> {
  const args = [...durableObjects, 'update-index', ...options];
  const answer = await runGit(repository.top, env, args, { mode: 'write', input });
  if (answer.exitCode !== 0) throw gitFailure('staging the merge', answer);
}

/**
 * Makes the commit with both parents, with the repository's hooks and signing, and all records as they are now. Rejects
 * with `no-merge`, with `uncommitted-changes` where a record was changed that has no part in a merge that git began, and
 * as `applyPlan`; then the merge waits.
 */
export async function finishMerge(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  { message, now, tell }: { readonly message: string; readonly now: string; readonly tell: TellProgress | undefined },
): Promise<string> {
  return underWriteLock(repository, env, { tell }, async () => {
    const theirs = mergeHead(repository);
    if (theirs === undefined) throw noMerge();
    const changed = await changedRecords(repository, env);
    // Where irc began it no record had been changed, and every change since belongs to it.
    if (mergeMessage(repository) === undefined) await refuseUnrelated(repository, env, theirs, changed);
    await stage(repository, env, changed);
    return commitMerge(repository, env, message, now);
  });
}

function noMerge(): Error {
  return mendFirstError('no-merge', 'No merge is under way here.', 'begin one: irc merge BRANCH, or irc sync');
}

async function refuseUnrelated(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  theirs: string,
  changed: readonly string[],
): Promise<void> {
  const related = await mergedPaths(repository, env, theirs);
  const args = ['diff-files', '--name-only', '-z'];
  const unstaged = await runGit(repository.top, env, args, { mode: 'read' });
  if (unstaged.exitCode !== 0) throw gitFailure('looking for changes', unstaged);
  const inIndex = await indexEntries(repository, env);
  const differs = new Set(unstaged.text.split('\0'));
  const found = changed.filter((path) => !related.has(path) && (differs.has(path) || !inIndex.has(path)));
  const [first] = found;
  if (first === undefined) return;
  throw mendFirstError(
    'uncommitted-changes',
    `${found.map(lineSafe).join(', ')}: changed, and no part of the merge that git began. Nothing was saved.`,
    `take it in: git add -- ${lineSafe(first)}        or put it away until the merge is done`,
  );
}

async function commitMerge(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  message: string,
  now: string,
): Promise<string> {
  const before = await headIn(repository, env);
  const file = join(repository.gitDir, 'irc-merge-message');
  const trace = join(repository.gitDir, 'irc-merge-trace');
  removeIfThere(file);
  removeIfThere(trace);
  try {
    writeDurably(file, Buffer.from(message));
    const date = now.replace(/\.\d+/, '');
    const config = ['-c', 'i18n.commitEncoding=UTF-8', '-c', 'user.useConfigOnly=true'];
    const args = [...durableObjects, ...config, 'commit', '--quiet', '--cleanup=whitespace', `--file=${file}`];
    const variables = {
      ...whileSaving,
      GIT_TRACE2_EVENT: trace,
      GIT_AUTHOR_DATE: env.GIT_AUTHOR_DATE ?? date,
      GIT_COMMITTER_DATE: env.GIT_COMMITTER_DATE ?? date,
    };
    const answer = await runGit(repository.top, env, args, { mode: 'write', variables, silenceLimit: 1_800_000 });
    const head = await headIn(repository, env);
    if (head !== undefined && head !== before && mergeHead(repository) === undefined) return head;
    throw notCommitted(answer, trace);
  } finally {
    removeIfThere(file);
    removeIfThere(trace);
  }
}
