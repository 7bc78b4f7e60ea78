import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

let workspace: TestRepository | undefined;

afterEach(() => {
  workspace?.remove();
});

/** The smallest record that provokes a problem, and the line that names it. */
const provoked: readonly (readonly [code: string, path: string, text: string, line: string])[] = [
  ['yaml-syntax', 'records/trips/a.yaml', 'title: {en: "To the lake}\n', ''],
  ['yaml-duplicate-key', 'records/towns/a.yaml', 'title: {en: A}\npeople: 1\npeople: 2\n', 'records/towns/a.yaml:3:1'],
  ['yaml-not-a-map', 'records/towns/a.yaml', '- one\n- two\n', 'records/towns/a.yaml:1:1'],
  ['yaml-not-a-map', 'records/towns/a.yaml', '', 'records/towns/a.yaml:1:1'],
  ['yaml-tag', 'records/towns/a.yaml', 'title: {en: !secret A}\n', ''],
  ['yaml-anchor', 'records/towns/a.yaml', 'title: &t {en: A}\n', ''],
  ['yaml-directive', 'records/towns/a.yaml', '%YAML 1.1\n---\ntitle: {en: A}\n', ''],
  ['yaml-documents', 'records/towns/a.yaml', 'title: {en: A}\n---\ntitle: {en: B}\n', ''],
  ['yaml-key', 'records/towns/a.yaml', 'title: {en: A}\n__proto__: {people: 3}\n', ''],
  [
    'merge-conflict',
    'records/towns/a.yaml',
    '<<<<<<< HEAD\ntitle: {en: A}\n=======\ntitle: {en: B}\n>>>>>>> other\n',
    '',
  ],
  [
    'unknown-field',
    'records/towns/a.yaml',
    'title: {en: A}\npeple: 3\n',
    'records/towns/a.yaml:2:1: error unknown-field: The record has no "peple"',
  ],
  [
    'field-missing',
    'records/towns/a.yaml',
    'people: 3\n',
    'records/towns/a.yaml:1:1: error field-missing: Title is missing',
  ],
  [
    'value-type',
    'records/towns/a.yaml',
    'title: {en: 2011}\n',
    'records/towns/a.yaml:1:13: error value-type: Title, English: expected text, found 2011',
  ],
  [
    'value-format',
    'records/trips/a.yaml',
    'title: {en: A}\nstarts: 2026-02-30\nstops: [{town: adama}]\n',
    'records/trips/a.yaml:2:9: error value-format: Starts: "2026-02-30" is no date of the calendar (YYYY-MM-DD)',
  ],
  [
    'value-count',
    'records/trips/a.yaml',
    'title: {en: A}\nstops: []\n',
    'records/trips/a.yaml:2:8: error value-count: Stops: at least 1 must be given',
  ],
  [
    'value-range',
    'records/towns/a.yaml',
    'title: {en: A}\npeople: -1\n',
    'records/towns/a.yaml:2:9: error value-range: People (-1) must be >= 0',
  ],
  [
    'code-unknown',
    'records/towns/a.yaml',
    'title: {en: A}\nsize: bigg\n',
    'records/towns/a.yaml:2:7: error code-unknown: Size: "bigg" is no code of the list "Sizes"',
  ],
  [
    'reference-missing',
    'records/trips/a.yaml',
    'title: {en: A}\nstops: [{town: adamma}]\n',
    'records/trips/a.yaml:2:16: error reference-missing: Stops, 1st, town: no town "adamma"',
  ],
  [
    'reference-kind',
    'records/trips/a.yaml',
    'title: {en: A}\nstops: [{town: trip-adama}]\n',
    'records/trips/a.yaml:2:16: error reference-kind: Stops, 1st, town: "trip-adama" is no town, but a trip',
  ],
  [
    'history-state',
    'records/trips/a.yaml',
    'title: {en: A}\nstops: [{town: adama}]\nhistory: [{date: 2026-01-01, to: over}]\n',
    '',
  ],
  [
    'history-step',
    'records/trips/a.yaml',
    'title: {en: A}\nstarts: 2027-01-01\nstops: [{town: adama}]\nhistory: [{date: 2026-01-01, to: told}]\n',
    '',
  ],
  [
    'history-order',
    'records/trips/a.yaml',
    'title: {en: A}\nstarts: 2027-01-01\nstops: [{town: adama}]\nhistory:\n  - {date: 2026-02-01, to: idea}\n  - {date: 2026-01-01, to: booked}\n',
    'records/trips/a.yaml:6:12',
  ],
  [
    'history-future',
    'records/trips/a.yaml',
    'title: {en: A}\nstops: [{town: adama}]\nhistory: [{date: 2027-01-01, to: idea}]\n',
    '',
  ],
  [
    'field-needed',
    'records/trips/a.yaml',
    'title: {en: A}\nstops: [{town: adama}]\nhistory: [{date: 2026-01-01, to: idea}, {date: 2026-01-02, to: booked}]\n',
    '',
  ],
  [
    'date-order',
    'records/trips/a.yaml',
    'title: {en: A}\nstarts: 2027-01-02\nends: 2027-01-01\nstops: [{town: adama}]\n',
    'records/trips/a.yaml:3:7: error date-order: Ends (2027-01-01) is before starts (2027-01-02)',
  ],
  [
    'trip-currency',
    'records/trips/a.yaml',
    'title: {en: A}\nstarts: 2027-01-02\nstops: [{town: adama}]\ncost: {amount: "1", currency: USD}\n',
    'records/trips/a.yaml:4:7: error trip-currency: The cost is in USD',
  ],
  ['id-invalid', 'records/towns/Bahir Dar.yaml', 'title: {en: A}\n', ''],
  ['id-taken', 'records/trips/jimma.yaml', 'title: {en: A}\nstops: [{town: adama}]\n', ''],
  [
    'file-misplaced',
    'records/town/a.yaml',
    'title: {en: A}\n',
    'records/town/a.yaml:1:1: error file-misplaced: No kind of record lies here',
  ],
  ['file-name', 'records/towns/a.yml', 'title: {en: A}\n', ''],
];

describe('irc validate', () => {
  it.each(provoked)('reports %s (%s)', async (code, path, text, line) => {
    workspace = travelWorkspace({ [path]: text });
    const result = await run(workspace.root, ['validate'], { env: workspace.env });
    expect(result.code).toBe(1);
    expect(result.out).toContain(` ${code}: `);
    expect(result.out.split('\n').filter((each) => / (error|warning|info) /.test(each))).toHaveLength(1);
    if (line !== '') expect(result.out).toContain(line);
    const explained = await run(workspace.root, ['explain', code], { env: workspace.env });
    expect(explained.code).toBe(0);
  });

  it('shows the place with a caret, the nearest name, and what to do', async () => {
    workspace = travelWorkspace({ 'records/towns/a.yaml': 'title: {en: A}\nsize: bigg\npeple: 3\n' });
    const result = await run(workspace.root, ['validate'], { env: workspace.env });
    expect(result.out).toBe(
      [
        'records/towns/a.yaml:2:7: error code-unknown: Size: "bigg" is no code of the list "Sizes"',
        '   2 | size: bigg',
        '     |       ^^^^',
        '  hint: did you mean big (Big)? Possible: small, big',
        '',
        'records/towns/a.yaml:3:1: error unknown-field: The record has no "peple"',
        '   3 | peple: 3',
        '     | ^^^^^',
        '  hint: did you mean people? Fields here: title, people, size',
        '',
      ].join('\n'),
    );
    expect(result.err).toBe('\n2 errors in 1 file, 5 records checked · what one means: irc explain code-unknown\n');
  });

  it('prints JSON and workflow commands that no text of a record can break out of', async () => {
    workspace = travelWorkspace({
      'records/towns/a.yaml': 'title: {en: A}\nsize: "x\\n::stop-commands::%0A\\e[31m"\n',
    });
    const github = await run(workspace.root, ['validate', '--format', 'github'], { env: workspace.env });
    expect(github.out.trimEnd().split('\n')).toHaveLength(1);
    expect(github.out).toContain('::error file=records/towns/a.yaml,line=2,col=7,title=code-unknown::Size: ');
    expect(github.out).toContain('%250A\\u001b[31m');
    const json = JSON.parse((await run(workspace.root, ['validate', '--json'], { env: workspace.env })).out);
    expect(json.summary).toEqual({ records: 5, errors: 1, warnings: 0, infos: 0 });
    expect(json.problems[0]).toMatchObject({
      code: 'code-unknown',
      file: 'records/towns/a.yaml',
      line: 2,
      column: 7,
      path: 'size',
    });
    const text = await run(workspace.root, ['validate'], { env: workspace.env });
    expect(text.out).not.toContain('\u001b');
  });

  it('checks only the paths named, and refuses one without records', async () => {
    workspace = travelWorkspace({ 'records/towns/a.yaml': 'people: 3\n' });
    expect((await run(workspace.root, ['validate', 'records/trips'], { env: workspace.env })).code).toBe(0);
    expect((await run(workspace.root, ['validate', 'records/towns/a.yaml'], { env: workspace.env })).code).toBe(1);
    expect((await run(workspace.root, ['validate', 'records/cities'], { env: workspace.env })).code).toBe(2);
  });

  it('neither follows links nor reads what is too large or no text', async () => {
    workspace = travelWorkspace({ 'records/towns/huge.yaml': `title: {en: ${'a'.repeat(1_100_000)}}\n` });
    workspace.write('records/towns/binary.yaml', new Uint8Array([0, 1, 2, 255]));
    symlinkSync('/etc/passwd', join(workspace.root, 'records/towns/link.yaml'));
    const result = await run(workspace.root, ['validate'], { env: workspace.env });
    expect(result.code).toBe(1);
    expect(result.out).toContain('records/towns/link.yaml:1:1: error file-link');
    expect(result.out).toMatch(/records\/towns\/huge\.yaml:1:1: error file-(unreadable|too-large)/);
    expect(result.out).toMatch(/records\/towns\/binary\.yaml:1:\d: error file-/);
    expect(result.out).not.toContain('root:');
  });

  it('refuses ids that another computer would read as another file, or not at all', async () => {
    const town = 'title: {en: Town}\n';
    const names = [
      'Adama',
      'con',
      'com1',
      'jímma',
      'jímma'.normalize('NFD'),
      'አዳማ',
      'a b',
      'a.b',
      `a${'b'.repeat(64)}`,
    ];
    workspace = travelWorkspace(Object.fromEntries(names.map((name) => [`records/towns/${name}.yaml`, town])));
    const ran = await run(workspace.root, ['validate', '--format', 'json'], { env: workspace.env });
    const { problems } = JSON.parse(ran.out) as { problems: { file: string; code: string }[] };
    const refused = problems.filter(({ code }) => code === 'id-invalid').map(({ file }) => file);
    expect(refused.sort()).toEqual(names.map((name) => `records/towns/${name}.yaml`).sort());
  });

  it.each(['Adama', 'con', 'jímma', 'jímma'.normalize('NFD'), 'አዳማ'])('refuses the new id %s', async (id) => {
    workspace = travelWorkspace();
    const args = ['new', 'town', '--set', 'title.en=Town', '--id', id];
    const ran = await run(workspace.root, args, { env: workspace.env });
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('error id-invalid')]);
    expect(workspace.git('status', '--short')).toBe('');
  });

  it('does not read a file whose name could command a terminal', async () => {
    workspace = travelWorkspace({ 'records/towns/a\u001b[31m.yaml': 'title: {en: A}\n' });
    const ran = await run(workspace.root, ['validate']);
    expect(ran.out).toContain('records/towns/a\\u001b[31m.yaml:1:1: error file-name');
    const listed = await run(workspace.root, ['list']);
    expect(listed.out + listed.err).not.toContain('\u001b');
  });

  it('locates a slip in a schema and in an expression', async () => {
    workspace = travelWorkspace();
    workspace.write(
      'schemas/trip.schema.json',
      workspace
        .read('schemas/trip.schema.json')
        .replace('"columns"', '"colums"')
        .replace('self.cost.currency ==', 'self.cost.curency =='),
    );
    const word = await run(workspace.root, ['validate'], { env: workspace.env });
    expect(word.out).toContain('error schema-invalid: x-irc has no word "colums" here');
    workspace.write(
      'schemas/trip.schema.json',
      workspace.read('schemas/trip.schema.json').replace('"colums"', '"columns"'),
    );
    const expression = await run(workspace.root, ['validate'], { env: workspace.env });
    expect(expression.out).toMatch(
      /schemas\/trip\.schema\.json:\d+:\d+: error schema-expression: No such key: curency/,
    );
    const refused = await run(workspace.root, ['set', 'trip-adama', 'days=3'], { env: workspace.env });
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('Nothing was saved');
  });

  it('names the place where a schema is no JSON', async () => {
    workspace = travelWorkspace();
    workspace.write('schemas/town.schema.json', '{\n  "title": "Town",,\n}\n');
    const result = await run(workspace.root, ['validate'], { env: workspace.env });
    expect(result.code).toBe(3);
    expect(result.err).toContain('schemas/town.schema.json:2:19 is no JSON');
  });
});

describe('a record that cannot be read', () => {
  it('is told once, and not again by those that name it; its id and its kind say which file is meant', async () => {
    workspace = travelWorkspace();
    const before = await run(workspace.root, ['validate', '--format', 'json'], { env: workspace.env });
    expect(JSON.parse(before.out)).toMatchObject({ summary: { errors: 0 } });
    workspace.write('records/towns/adama.yaml', 'title: {en: Adama}\nx\n');
    for (const paths of [[], ['adama'], ['towns'], ['town'], ['records/towns/adama.yaml']]) {
      const ran = await run(workspace.root, ['validate', '--format', 'json', ...paths], { env: workspace.env });
      const { problems } = JSON.parse(ran.out) as { problems: { code: string; file: string }[] };
      expect(problems.map(({ code, file }) => [code, file])).toEqual([['yaml-syntax', 'records/towns/adama.yaml']]);
    }
    const shown = await run(workspace.root, ['show', 'adama'], { env: workspace.env });
    expect(shown.err).toContain('records/towns/adama.yaml cannot be read: ');
    expect(shown.err).not.toContain('..');
    const near = await run(workspace.root, ['validate', 'trip-adamma'], { env: workspace.env });
    expect([near.code, near.err]).toEqual([2, expect.stringContaining('did you mean trip-adama?')]);
  });
});
