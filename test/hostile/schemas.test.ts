/** Schemas of strangers: no crash, no hang, nothing read outside, and a message that names the place. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runApart } from '../../src/io/apart.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { plainStyle, run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

interface Schema {
  properties: Record<string, unknown>;
  'x-irc': Record<string, unknown>;
  [word: string]: unknown;
}

let workspace: TestRepository;

beforeEach(() => {
  workspace = travelWorkspace();
});

afterEach(() => {
  workspace.remove();
});

const town = 'schemas/town.schema.json';
const common = 'schemas/common.schema.json';

function edit(change: (schema: Schema, definitions: Record<string, unknown>) => void): void {
  const schema = JSON.parse(workspace.read(town)) as Schema;
  const shared = JSON.parse(workspace.read(common)) as { definitions: Record<string, unknown> };
  change(schema, shared.definitions);
  workspace.write(town, JSON.stringify(schema, undefined, 2));
  workspace.write(common, JSON.stringify(shared, undefined, 2));
}

const named = (name: string): object => ({ allOf: [{ $ref: `#/definitions/${name}` }] });
const fromCommon = (name: string): object => ({
  title: 'L',
  allOf: [{ $ref: `common.schema.json#/definitions/${name}` }],
});
const extra = (schema: object) => (whole: Schema) => {
  whole.properties.extra = { title: 'Extra', ...schema };
};

const refused: Readonly<Record<string, readonly [code: string, change: Parameters<typeof edit>[0]]>> = {
  'a definition that is itself': [
    'schema-too-large',
    (schema, definitions) => {
      definitions.loop = named('loop');
      schema.properties.extra = fromCommon('loop');
    },
  ],
  'a definition that holds itself': [
    'schema-too-large',
    (schema, definitions) => {
      definitions.tree = { type: 'object', properties: { a: named('tree') } };
      schema.properties.extra = fromCommon('tree');
    },
  ],
  'definitions that double each other': [
    'schema-too-large',
    (schema, definitions) => {
      for (let index = 0; index < 30; index += 1) {
        definitions[`d${index}`] = {
          type: 'object',
          properties: { a: named(`d${index + 1}`), b: named(`d${index + 1}`) },
        };
      }
      definitions.d30 = { type: 'string' };
      schema.properties.extra = fromCommon('d0');
    },
  ],
  'a pattern that RE2 has not': ['schema-invalid', extra({ type: 'string', pattern: '^(?=a)(b' })],
  'an address to fetch': ['schema-invalid', extra({ allOf: [{ $ref: 'https://example.org/x.json' }] })],
  'a file to read': ['schema-invalid', extra({ allOf: [{ $ref: 'file:///etc/passwd' }] })],
  'a reference to data': ['schema-invalid', extra({ type: 'string', pattern: { $data: '1/title' } })],
  'a folder outside': [
    'schema-invalid',
    (schema) => {
      schema['x-irc'].plural = '../../etc';
    },
  ],
  'fields that are none': [
    'schema-invalid',
    (schema) => {
      schema.properties = { title: null, people: 3 };
    },
  ],
  'words that are a text': [
    'schema-invalid',
    (schema) => {
      schema['x-irc'] = 'towns' as unknown as Record<string, unknown>;
    },
  ],
  'rules that are no list': [
    'schema-invalid',
    (schema) => {
      schema['x-irc'].rules = { a: 1 };
    },
  ],
  'a life cycle without states': [
    'schema-invalid',
    (schema) => {
      schema['x-irc'].lifecycle = { states: 5 };
    },
  ],
  'an expression that cannot be read': [
    'schema-expression',
    (schema) => {
      schema['x-irc'].rules = [{ code: 'x', severity: 'error', rule: 'self.(', message: 'm', why: 'w' }];
    },
  ],
};

/** Texts of the file of the schema as it is, for what JSON.stringify cannot write. */
const texts: Readonly<Record<string, readonly [code: string, text: string]>> = {
  'no JSON': ['schema-unreadable', '{"title": '],
  'a list': ['schema-unreadable', '[1, 2]'],
  nothing: ['schema-unreadable', ''],
  'brackets without end': ['schema-too-large', '['.repeat(400_000)],
  'groups without end': ['schema-too-large', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
};

describe('a schema of a stranger', () => {
  it.each(Object.entries(refused))('with %s is refused', async (_name, [code, change]) => {
    edit(change);
    await isRefused(code);
  });

  it.each(Object.entries(texts))('that holds %s is refused', async (_name, [code, text]) => {
    workspace.write(town, text);
    await isRefused(code);
  });

  async function isRefused(code: string): Promise<void> {
    for (const args of [['validate'], ['validate', '--changed', 'HEAD']]) {
      const { code: exit, out, err } = await run(workspace.root, args, { env: workspace.env });
      expect([1, 3], `${out}${err}`).toContain(exit);
      expect(`${out}${err}`).toContain(code);
      expect(`${out}${err}`).not.toContain('root:');
    }
    const { code: listed, err } = await run(workspace.root, ['list', 'towns'], { env: workspace.env });
    expect([0, 2, 3], err).toContain(listed);
  }

  it('with a name of an object has that field and no other', async () => {
    const schema = workspace
      .read(town)
      .replace('"properties": {', '"properties": { "__proto__": {"title": "P", "type": "object"},');
    workspace.write(town, schema);
    const { code, out } = await run(workspace.root, ['validate'], { env: workspace.env });
    expect(code, out).toBe(0);
  });

  it('commands no terminal by its texts and names, and is told', async () => {
    const evil = '\u001b[31m\u202e\u009b';
    edit((schema) => {
      const walk = (value: unknown): unknown => {
        if (Array.isArray(value)) return value.map(walk);
        if (typeof value !== 'object' || value === null) return value;
        return Object.fromEntries(
          Object.entries(value).map(([name, part]) => [
            name,
            typeof part === 'string' &&
            ['title', 'description', 'help', 'prompt'].includes(name) &&
            / |^[A-Z]/.test(part)
              ? part + evil
              : walk(part),
          ]),
        );
      };
      Object.assign(schema, walk(schema));
      schema.properties[`odd${evil}`] = { title: 'Odd', type: 'string' };
    });
    const list = 'schemas/codelists/size.yaml';
    workspace.write(list, workspace.read(list).replace(/en: (\w+)/g, 'en: "$1\\e[31m"'));
    for (const args of [
      [],
      ['list', 'towns'],
      ['list', 'towns', '--csv'],
      ['list', '--json'],
      ['show', 'adama'],
      ['search', 'adama'],
      ['kinds'],
      ['kinds', 'town'],
      ['kinds', 'town', '--markdown'],
      ['refs', 'adama'],
      ['new', 'town', '--no-input'],
      ['set', 'adama', 'size=no'],
      ['set', 'adama', 'people=5', '-n'],
      ['complete', 'zsh', 'irc set adama size='],
      ['complete', 'zsh', 'irc list t'],
      ['validate'],
      ['--help'],
    ]) {
      const { out, err } = await run(workspace.root, args, { env: workspace.env });
      expect((out + err).replaceAll('\r\n', '\n'), args.join(' ')).not.toMatch(/(?![\t\n])[\p{Cc}\p{Bidi_Control}]/u);
    }
    const { out } = await run(workspace.root, ['validate'], { env: workspace.env });
    expect(out).toMatch(
      /town.schema.json:\d+:\d+: error schema-invalid: this holds a sign that does not show \(U\+001B\)/,
    );
  });

  it('with a pattern that hangs other engines is checked at once', async () => {
    edit(extra({ type: 'string', pattern: '^(a+)+$' }));
    workspace.write('records/towns/adama.yaml', `title: {en: A}\nextra: "${'a'.repeat(50_000)}!"\n`);
    const start = Date.now();
    const { out } = await run(workspace.root, ['validate'], { env: workspace.env });
    expect(out).toContain('value-format');
    expect(Date.now() - start).toBeLessThan(5_000);
  });
});

describe('a check that would not end', () => {
  const numbers = `[${Array.from({ length: 200 }, (_, index) => index).join(',')}]`;
  const nested = (depth: number, macro: string, last: string): string =>
    depth === 0 ? last : `${numbers}.${macro}(x${depth}, ${nested(depth - 1, macro, last)})`;
  const limits = { expression: 0.3, file: 2, run: 60, memory: 1024 };
  const printed: string[] = [];
  const terminal = {
    ...{ columns: 80, style: plainStyle, err: (text: string) => printed.push(`[${text}]`) },
    outBytes: (bytes: Uint8Array) => printed.push(Buffer.from(bytes).toString('utf8')),
    line: {
      wasShown: false,
      show: (text: string) => printed.push(`(${text})`),
      clear: () => printed.push('()'),
    },
  };
  afterEach(() => {
    printed.length = 0;
  });
  const apart = (args: readonly string[], more = {}) =>
    runApart(args, workspace.root, workspace.env, terminal, { ...limits, ...more });

  it('is stopped, and the rule is named with its place and the record', async () => {
    edit((schema) => {
      schema['x-irc'].rules = [
        { code: 'town-loop', severity: 'error', rule: nested(6, 'all', 'true'), message: 'm', why: 'w' },
      ];
    });
    const ended = await apart(['-C', workspace.root, 'validate']);
    expect(ended).toMatchObject({
      stopped: {
        problem: {
          code: 'check-too-slow',
          file: town,
          message:
            'The rule town-loop takes more time than it may (0.3 seconds) on records/towns/adama.yaml. The check was stopped there, and the rest is not checked',
        },
      },
    });
  });

  it('is stopped where it fills the memory', async () => {
    edit((schema) => {
      schema['x-irc'].derived = {
        all: { title: 'All', type: 'list', value: nested(4, 'map', "{'a': {'b': 1}}") },
      };
      schema['x-irc'].rules = [
        { code: 'town-all', severity: 'error', rule: 'size(self.all) > 0', message: 'm', why: 'w' },
      ];
    });
    const ended = await apart(['-C', workspace.root, 'validate'], { expression: 60, file: 60, memory: 48 });
    expect(ended).toMatchObject({ stopped: { problem: { code: 'check-too-large', severity: 'error', file: town } } });
  });

  it('is told in the format that was asked for, also in files', () => {
    edit((schema) => {
      schema['x-irc'].rules = [
        { code: 'town-loop', severity: 'error', rule: nested(6, 'all', 'true'), message: 'm', why: 'w' },
      ];
    });
    const args = ['validate', '--format', 'github', '--report', 'sarif=irc.sarif'];
    const ran = spawnSync(process.execPath, [join('bin', 'irc.js'), '-C', workspace.root, ...args], {
      env: workspace.env,
      encoding: 'utf8',
      timeout: 50_000,
    });
    expect(ran.status, ran.stderr).toBe(1);
    expect(ran.stdout).toMatch(
      /^::error file=schemas\/town.schema.json,line=\d+,col=\d+,title=expression-too-slow::The rule town-loop takes more work than it may \(20 million steps\) on adama/,
    );
    const sarif = JSON.parse(readFileSync(join(workspace.root, 'irc.sarif'), 'utf8')) as {
      runs: { results: { ruleId: string }[] }[];
    };
    expect(sarif.runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(['expression-too-slow']);
  });

  it('is ended by its steps in a command that is no check', async () => {
    edit((schema) => {
      schema['x-irc'].derived = { all: { title: 'All', type: 'boolean', value: nested(6, 'all', 'true') } };
      (schema['x-irc'].columns as string[]).push('all');
    });
    const message =
      'error expression-too-slow: The derived field all takes more work than it may (20 million steps) on adama, so the command was stopped.\n  schemas/town.schema.json:';
    for (const args of [
      ['list', 'towns'],
      ['show', 'adama'],
    ]) {
      const { code, out, err } = await run(workspace.root, args, { env: workspace.env });
      expect({ code, out, err: err.slice(0, message.length) }).toEqual({ code: 1, out: '', err: message });
    }
    edit((schema) => {
      schema['x-irc'].lifecycle = {
        initial: ['a'],
        states: { a: {}, b: { from: ['a'], when: nested(6, 'all', 'true') } },
        transitions: [],
      };
      schema.properties.history = { title: 'History', type: 'array', items: { type: 'object' } };
    });
    workspace.write('records/towns/adama.yaml', 'title: {en: A}\nhistory: [{date: 2026-01-01, to: a}]\n');
    // Tab is no place for errors.
    const tab = await run(workspace.root, ['complete', 'zsh', 'irc show '], { env: workspace.env });
    expect(tab).toEqual({ code: 0, out: '', err: '' });
    const typed = await run(workspace.root, ['list', 'trips', '--where', nested(6, 'exists', 'false')], {
      env: workspace.env,
    });
    expect(typed.code).toBe(2);
    expect(typed.err).toMatch(/^error expression-too-slow: The expression \[0,1,2.*… takes more work than it may/);
  });

  it('is not run apart with the schemas of the program', async () => {
    workspace.git('rm', '-rq', 'schemas', 'templates');
    expect(await apart(['validate'])).toBeUndefined();
    expect(await runApart(['--version'], workspace.root, { ...workspace.env, CI: 'true' }, terminal, limits)).toEqual({
      exitCode: 0,
    });
    expect(printed.join('')).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('tells how far it is where it takes its time, and leaves what it prints to the terminal', async () => {
    edit((schema) => {
      schema['x-irc'].rules = [
        {
          code: 'town-slow',
          severity: 'warning',
          rule: `size(${nested(2, 'map', 'x1')}) == 0`,
          message: 'm',
          why: 'w',
        },
      ];
    });
    for (let index = 0; index < 400; index += 1) workspace.write(`records/towns/t${index}.yaml`, 'title: {en: T}\n');
    const ended = await apart(['-C', workspace.root, 'validate', '--quiet']);
    expect(ended).toEqual({ exitCode: 0 });
    const told = printed.filter((text) => text.startsWith('('));
    expect(told[0]).toMatch(/^\(Checking {2}\d+ of \d+ records {2}\d+ %\)$/);
    expect(told.at(-1)).toBe('()');
    expect(printed.at(-1)).toContain('town-slow');
  });
});
