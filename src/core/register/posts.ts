/** The posts of the office: who may act, and to whom work falls. */
import { isMap, valueAt } from '../value.ts';
import type { Register } from './register.ts';

export interface Post {
  readonly id: string;
  readonly title: string;
  readonly email: string | undefined;
}

/** Posts of the office, as it lists them. */
export function officePosts(register: Register): readonly Post[] {
  const posts = valueAt(register.office?.value, ['posts']);
  return (Array.isArray(posts) ? posts : []).flatMap((post) => {
    if (!isMap(post) || typeof post.id !== 'string') return [];
    const title = isMap(post.title) ? post.title.en : post.title;
    return [
      {
        id: post.id,
        title: typeof title === 'string' ? title : post.id,
        email: typeof post.email === 'string' ? post.email : undefined,
      },
    ];
  });
}
