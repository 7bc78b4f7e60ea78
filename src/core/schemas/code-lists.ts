/** The code lists of a workspace by name. A list is read when it is first asked for: most commands need few. */
import type { CodeList } from './codelist.ts';

export interface CodeLists {
  get(name: string): CodeList | undefined;
  has(name: string): boolean;
}

/** Lists by a function that reads one; each is read once. */
export function lazyCodeLists(read: (name: string) => CodeList | undefined): CodeLists {
  const known = new Map<string, CodeList | undefined>();
  const get = (name: string): CodeList | undefined => {
    if (!known.has(name)) known.set(name, read(name));
    return known.get(name);
  };
  return { get, has: (name) => get(name) !== undefined };
}
