/** Who acts: the post that a step names. */
import { officePosts } from '../register/posts.ts';
import type { Register } from '../register/register.ts';

export interface ActingHints {
  /** `irc.post` of git's configuration. */
  readonly configured: string | undefined;
  readonly identity: { readonly name: string; readonly email: string } | undefined;
}

/**
 * The id of the post that acts: what git's configuration says, else the post with the e-mail of git's identity, else
 * the one whose title is git's name; undefined where none fits.
 */
export function actingPost(register: Register, hints: ActingHints): string | undefined {
  const posts = officePosts(register);
  const byConfiguration = posts.find((post) => post.id === hints.configured || post.title === hints.configured);
  const byEmail = posts.find((post) => post.email !== undefined && post.email === hints.identity?.email);
  const byName = posts.find((post) => post.title === hints.identity?.name || post.id === hints.identity?.name);
  return (byConfiguration ?? byEmail ?? byName)?.id;
}

/** The two commands that give git an identity: for this repository, or for the whole computer. */
export function identityRemedy(hasRepository: boolean): string {
  const config = hasRepository ? 'git config' : 'git config --global';
  return `${config} user.name 'Desk for Africa' && ${config} user.email desk@example.org`;
}
