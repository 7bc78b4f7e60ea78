/** The shapes of docs/commands.md: `{a, b?, c: [{d}], …}`. A word or `[]` says nothing of what it holds. */

export type Shape =
  | { readonly sort: 'any' }
  | { readonly sort: 'list'; readonly item: Shape }
  | {
      readonly sort: 'map';
      readonly fields: ReadonlyMap<string, { readonly shape: Shape; readonly isOptional: boolean }>;
      readonly isOpen: boolean;
    };

const any: Shape = { sort: 'any' };

/** Reads a shape. Throws where it is none. */
export function parseShape(text: string): Shape {
  const tokens = text.match(/[A-Za-z_]+|[{}[\],:?…]/g) ?? [];
  let at = 0;
  const take = (wanted?: string): string => {
    const token = tokens[at] ?? 'the end';
    if (wanted !== undefined && token !== wanted) throw new Error(`${wanted} expected at ${token} in ${text}`);
    at += 1;
    return token;
  };
  const shape = (): Shape => {
    if (tokens[at] === '[') {
      take('[');
      const item = tokens[at] === ']' ? any : shape();
      take(']');
      return { sort: 'list', item };
    }
    if (tokens[at] !== '{') {
      take();
      return any;
    }
    take('{');
    const fields = new Map<string, { shape: Shape; isOptional: boolean }>();
    let isOpen = false;
    while (tokens[at] !== '}') {
      const name = take();
      const isOptional = tokens[at] === '?';
      if (isOptional) take();
      if (name === '…') isOpen = true;
      else if (tokens[at] === ':') {
        take();
        fields.set(name, { shape: shape(), isOptional });
      } else fields.set(name, { shape: any, isOptional });
      if (tokens[at] === ',') take();
    }
    take('}');
    return { sort: 'map', fields, isOpen };
  };
  return shape();
}

/** Where a value is not of the shape, in words. */
export function misfits(value: unknown, shape: Shape, path = 'it'): string[] {
  if (shape.sort === 'any' || value === null) return [];
  if (shape.sort === 'list') {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((item, index) => misfits(item, shape.item, `${path}[${index}]`));
  }
  if (typeof value !== 'object' || Array.isArray(value)) return [`${path} is no map`];
  const entries = value as Readonly<Record<string, unknown>>;
  const extra = shape.isOpen ? [] : Object.keys(entries).filter((name) => !shape.fields.has(name));
  return [
    ...extra.map((name) => `${path}.${name} is not told of`),
    ...[...shape.fields].flatMap(([name, field]) => {
      if (Object.hasOwn(entries, name)) return misfits(entries[name], field.shape, `${path}.${name}`);
      return field.isOptional ? [] : [`${path}.${name} is missing`];
    }),
  ];
}
