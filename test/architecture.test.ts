import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typesOnly: boolean;
}

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** Every import between our own files; `import(…)` counts like the others. */
const imports: Import[] = sources.flatMap((from) => {
  const text = readFileSync(join('src', from), 'utf8');
  const statics = [...text.matchAll(/^(import|export)( type)? [^;]*?from '(\.[^']+)'/gms)];
  const dynamics = [...text.matchAll(/import\('(\.[^']+)'\)/g)];
  return [
    ...statics.map((match) => ({
      from,
      to: normalize(join(dirname(from), match[3] ?? '')),
      typesOnly: match[2] !== undefined,
    })),
    ...dynamics.map((match) => ({ from, to: normalize(join(dirname(from), match[1] ?? '')), typesOnly: false })),
  ];
});

function layerOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : file.replace(/\.ts$/, '');
}

const allowed: Readonly<Record<string, readonly string[]>> = {
  main: ['cli', 'io'],
  cli: ['commands', 'views', 'core', 'version'],
  commands: ['commands', 'views', 'formats', 'core', 'version'],
  views: ['views', 'core'],
  formats: ['formats', 'core'],
  io: ['io', 'core'],
  core: ['core'],
  context: ['context', 'core'],
  errors: [],
  version: [],
};

/** The folders of core/, each of which may import from those before it; the files that lie in core/ itself stand below all. */
const coreFolders = [
  'explanations',
  'measures',
  'schemas',
  'expressions',
  'records',
  'register',
  'papers',
  'merge',
  'fields',
  'finding',
  'forms',
  'differences',
  'checks',
  'changes',
  'setup',
  'work',
];

function coreLevel(file: string): number {
  const [, folder, name] = file.split('/');
  return name === undefined ? -1 : coreFolders.indexOf(folder ?? '');
}

describe('imports', () => {
  it('go one way', () => {
    const wrong = imports.filter(({ from, to, typesOnly }) => {
      const [source, target] = [layerOf(from), layerOf(to)];
      if (target === 'errors' || to.endsWith('.json')) return false;
      if (target === 'context') return !typesOnly || source === 'core' || source === 'formats';
      return !(allowed[source] ?? []).includes(target);
    });
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('go one way within core, too', () => {
    const within = imports.filter(({ from, to }) => layerOf(from) === 'core' && layerOf(to) === 'core');
    const wrong = within.filter(({ from, to }) => coreLevel(to) > coreLevel(from));
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
    const folders = sources.filter((file) => /^core\/.*\//.test(file)).map((file) => file.split('/')[1] ?? '');
    expect(coreFolders).toEqual(expect.arrayContaining([...new Set(folders)]));
  });

  it('have no circles', () => {
    const targets = new Map<string, string[]>();
    for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
    const circles: string[] = [];
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (done.has(file) || path.includes(file)) return;
      for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of sources) visit(file, []);
    expect(circles).toEqual([]);
  });

  it('give each library one home', () => {
    const homes: Readonly<Record<string, RegExp>> = {
      yaml: /^core\/records\//,
      ajv: /^core\/schemas\/validator\.ts$/,
      '@marcbachmann/cel-js': /^core\/expressions\//,
      inquirer: /^io\/prompt\.ts$/,
      'simple-git': /^io\/git\.ts$/,
      diff: /^core\/differences\/word-diff\.ts$/,
      chalk: /^io\/terminal\.ts$/,
      handlebars: /^formats\/template/,
      docx: /^formats\/docx/,
      saxen: /^formats\/xlsx-read\.ts$/,
      'csv-parse': /^formats\/csv-read\.ts$/,
      unified: /^formats\/(markdown-parse|html)/,
    };
    const wrong = sources.flatMap((file) => {
      const text = readFileSync(join('src', file), 'utf8');
      return Object.entries(homes)
        .filter(([library, home]) => new RegExp(`(from|import\\() ?'${library}['/]`).test(text) && !home.test(file))
        .map(([library]) => `${file} imports ${library}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe('src/', () => {
  const schemas = readdirSync('schemas').filter((file) => file.endsWith('.schema.json'));
  const kinds = schemas
    .map((file) => file.replace('.schema.json', ''))
    .filter((name) => name !== 'common' && name !== 'office');
  /** Each kind and its plural; but `needs` is also the word of a schema for what a step asks. */
  const names = kinds.flatMap((kind) => {
    const schema = JSON.parse(readFileSync(join('schemas', `${kind}.schema.json`), 'utf8')) as {
      'x-irc': { plural: string };
    };
    return [kind, schema['x-irc'].plural].filter((name) => name !== 'needs');
  });

  /** A step has a note, and a paper has notes at the side: that word alone names no kind, only beside what asks for one. */
  const naming = (name: string): RegExp =>
    ['note', 'notes'].includes(name)
      ? /\b(kinds?|records|related)\b[^\n;]{0,12}['".]notes?\b/
      : new RegExp(`['"\`.]${name}\\b['"\`.(]`);

  it('names no kind', () => {
    const wrong = sources.flatMap((file) => {
      const text = readFileSync(join('src', file), 'utf8');
      return names.filter((name) => naming(name).test(text)).map((name) => `${file} names ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  it('leaves process, the clock and files to the edge', () => {
    const wrong = sources.filter((file) => {
      const text = readFileSync(join('src', file), 'utf8');
      const pure = /^(core|views|formats)\//.test(file);
      return pure && /\bprocess\.|new Date\(\)|Date\.now\(|from 'node:fs/.test(text);
    });
    expect(wrong).toEqual([]);
  });
});
