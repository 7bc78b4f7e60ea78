/** The post that a step is recorded under. */
import type { Context, Workspace } from '../context.ts';
import { actingPost } from '../core/changes/acting-post.ts';
import { officePosts } from '../core/register/posts.ts';
import { nearest } from '../core/suggest.ts';
import { usageError } from '../errors.ts';

/**
 * `--by`, else what git says of the user, else asked in a terminal. Undefined where the office lists no posts at all.
 * Throws `unknown-post` and, without a terminal, `post-missing`.
 */
export async function postOf(
  context: Context,
  workspace: Workspace,
  by: string | undefined,
): Promise<string | undefined> {
  const posts = officePosts(workspace.register);
  if (by !== undefined) {
    const post = posts.find((entry) => entry.id === by || entry.title.toLowerCase() === by.toLowerCase());
    if (post !== undefined) return post.id;
    const near = nearest(
      by,
      posts.map((entry) => entry.id),
    );
    throw usageError(
      'unknown-post',
      `The office has no post "${by}".`,
      `${near === undefined ? '' : `did you mean ${near}? `}Posts: ${posts.map((entry) => entry.id).join(', ')}`,
    );
  }
  if (posts.length === 0) return undefined;
  const hints = { configured: await workspace.gitConfig('irc.post'), identity: await workspace.identity() };
  const known = actingPost(workspace.register, hints);
  if (known !== undefined || posts.length === 1) return known ?? posts[0]?.id;
  if (!context.terminal.interactive) {
    throw usageError(
      'post-missing',
      'Which post records this step?',
      `--by POST, or once: git config irc.post POST. Posts: ${posts.map((entry) => entry.id).join(', ')}`,
    );
  }
  const prompt = await context.openPrompt();
  const answer = await prompt.select({
    message: 'Which post records this step',
    help: 'Kept for next time by: git config irc.post POST',
    canGoBack: false,
    choices: posts.map((post) => ({ value: post.id, name: post.title })),
    default: undefined,
  });
  return 'answer' in answer ? answer.answer : undefined;
}
