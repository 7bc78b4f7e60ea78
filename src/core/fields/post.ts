import { officePosts } from '../register/posts.ts';
import { nearest } from '../suggest.ts';
import { FieldFault, type FieldTypeRules } from './field-type.ts';
import { plain } from './text.ts';

/** A post of the office, typed as its id or its title; any word where the office lists none. */
export const postType: FieldTypeRules = {
  parse: (text, _field, world) => {
    const written = text.trim();
    const posts = officePosts(world.register);
    const found = posts.find(({ id, title }) =>
      [id, title].some((name) => name.toLowerCase() === written.toLowerCase()),
    );
    if (found !== undefined) return found.id;
    if (posts.length === 0 && written !== '') return written;
    const ids = posts.map(({ id }) => id);
    const near = nearest(written, ids);
    throw new FieldFault(
      `The office has no post "${written}".${near === undefined ? '' : ` Did you mean ${near}?`} Possible: ${ids.join(', ')}.`,
    );
  },
  print: plain,
  expects: () => 'a post of the office',
};
