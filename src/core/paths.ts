/**
 * Dotted paths: the one way in which fields are named, in flags, problems, differences and schemas. `title.en` is a
 * property of a property, `parties.za.signed_on` a list item by its key, `parties.0` by its position, `parties.*` each
 * item. A dot inside a key is doubled: `fields.2..9` is the item `2.9` of `fields`.
 */
import { usageError } from '../errors.ts';

/** The step that stands for every item of a list or every property of a map. */
export const wildcard = '*';

/**
 * The segments of a dotted path, from the root. Text in, text out: whether `0` is a position or a key is for whoever
 * knows the value. Throws `path-invalid` for an empty path, an empty segment, and for brackets, which other tools use.
 */
export function parsePath(text: string): string[] {
  const segments: string[] = [];
  let segment = '';
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (character !== '.') {
      segment += character;
    } else if (text[index + 1] === '.') {
      segment += '.';
      index++;
    } else {
      segments.push(segment);
      segment = '';
    }
  }
  segments.push(segment);
  refuseInvalid(text, segments);
  return segments;
}

/** A path as it is written: the inverse of `parsePath`. The empty list gives the empty text, the whole record. */
export function formatPath(segments: readonly (string | number)[]): string {
  return segments.map((segment) => String(segment).replaceAll('.', '..')).join('.');
}

/** Whether two paths, as written, name the same place or one within the other; the empty one is the whole record. */
export function pathsOverlap(one: string, other: string): boolean {
  if (one === '' || other === '' || one === other) return true;
  return one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}

function refuseInvalid(text: string, segments: readonly string[]): void {
  if (text === '') {
    throw usageError('path-invalid', 'The name of a field is missing.', 'name it with dots, such as title.en');
  }
  if (segments.includes('')) {
    throw usageError(
      'path-invalid',
      `"${text}" is not a path: a name is missing before or after a dot.`,
      'write names joined by single dots, such as title.en; a dot inside a key is doubled',
    );
  }
  const brackets = /^(.+)\[([^[\]]*)\](.*)$/.exec(text);
  if (brackets) {
    const [, before = '', inside = '', after = ''] = brackets;
    const key = inside.replace(/^(['"])(.*)\1$/, '$2');
    throw usageError(
      'path-invalid',
      `"${text}" is not a path: paths have dots, not brackets.`,
      `write ${before}.${formatPath([key === '' ? wildcard : key])}${after}`,
    );
  }
}
