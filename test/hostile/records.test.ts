/** Records of strangers, in every format that a check is told in: nothing of theirs reaches who reads it. */
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';
import { mutated } from './mutations.ts';

let workspace: TestRepository;

beforeEach(() => {
  workspace = travelWorkspace();
});

afterEach(() => {
  workspace.remove();
});

const irc = (...args: string[]): Promise<Ran> => run(workspace.root, args, { env: workspace.env });

/** Names and values that mean something to each format. */
const nasty = `"</failure>]]>&<b>*x*</b> | \`y\` ::error::z ##[add-mask]w\\r\\n::stop-commands::v\\n](javascript:1) {0} @team \\e[31m\\u202e\\u2028 \\uD800 \\x80 %0A"`;

describe('what strangers write', () => {
  beforeEach(() => {
    workspace.write('records/towns/nasty.yaml', `title: {en: Nasty}\nsize: ${nasty}\n? ${nasty}\n: 3\n`);
    workspace.write('records/towns/a\n::error::b %0A<&".yaml', 'title: [\n');
    workspace.write('records/towns/--output=x.yaml', 'title: {en: Dash}\n');
  });

  it('is told in the log without a command of it', async () => {
    for (const format of ['text', 'github']) {
      const { code, out } = await irc('validate', '--format', format);
      expect(code).toBe(1);
      expectPlain(out);
      if (format === 'github')
        for (const line of out.trimEnd().split('\n')) expect(line).toMatch(/^::(error|warning|notice) file=/);
      else expect(out.split('\n').filter((line) => /^\s*::[^:]/.test(line))).toEqual([]);
      expect(out).not.toContain('##[');
    }
  });

  it('is told in XML that is well-formed', async () => {
    const { out } = await irc('validate', '--format', 'junit');
    expectPlain(out);
    expectWellFormed(out);
    expect(Number(/<testsuites [^>]*tests="(\d+)"/.exec(out)?.[1])).toBe(out.match(/<testcase /g)?.length);
    expect(Number(/<testsuites [^>]*failures="(\d+)"/.exec(out)?.[1])).toBe(out.match(/<failure /g)?.length);
  });

  it('is told in SARIF as its schema asks', async () => {
    const { out } = await irc('validate', '--format', 'sarif');
    expectPlain(out);
    expectSarif(out);
  });

  it('is told in Markdown without markup of it', async () => {
    const { out } = await irc('validate', '--changed', 'HEAD', '--format', 'markdown');
    expectPlain(out);
    expect(out).not.toMatch(/(?<!\\)<(?!br>|!-- -->)[a-z/!]/i);
    expect(out).not.toMatch(/(?<!\\)\]\(/);
    expect(out).not.toContain('@team');
    const tables = out.split('\n').filter((line) => line.startsWith('|'));
    for (const row of tables) expect([4, 5], row).toContain(row.match(/(?<!\\)\|/g)?.length);
  });
});

describe('a link among the templates and schemas', () => {
  it('is told where it lies, and nothing is read through it', async () => {
    workspace.write('../secret.md', 'SECRET\n');
    for (const path of ['templates/trip/plan.md.hbs', 'templates/clauses/extra.md', 'schemas/extra.schema.json']) {
      rmSync(join(workspace.root, path), { force: true });
      mkdirSync(join(workspace.root, path, '..'), { recursive: true });
      symlinkSync(join(workspace.root, '..', 'secret.md'), join(workspace.root, path));
    }
    for (const args of [['validate'], ['validate', '--changed', 'HEAD'], ['validate', '--format', 'github']]) {
      const { code, out, err } = await irc(...args);
      expect(code, err).toBe(1);
      for (const path of ['templates/trip/plan.md.hbs', 'templates/clauses/extra.md', 'schemas/extra.schema.json'])
        expect(out).toMatch(new RegExp(`${path.replaceAll('.', '\\.')}.*(error |title=)file-link`));
      expect(out + err).not.toContain('SECRET');
    }
    const { code, err } = await irc('render', 'trip-adama', '--document', 'plan', '--format', 'md', '--out', '-');
    expect([code, err]).toEqual([
      3,
      'error template-unreadable: templates/trip/plan.md.hbs cannot be read: it is a link, and links are not followed.\n',
    ]);
  });

  it('or on the way to what is written is not followed', async () => {
    workspace.write('../elsewhere/.keep', '');
    symlinkSync('../elsewhere', join(workspace.root, 'out'));
    const written = [
      ['render', 'trip-adama', '--document', 'plan', '--format', 'md'],
      ['validate', '--report', 'markdown=out/deep/irc.md'],
    ];
    for (const args of written) {
      const { code, err } = await irc(...args);
      expect([code, err]).toEqual([
        3,
        expect.stringMatching(/^error output-failed: out is a link, and links are not/m),
      ]);
    }
    expect(readdirSync(join(workspace.root, '..', 'elsewhere'))).toEqual(['.keep']);
    // A link in the place of the file itself gives way to the file.
    symlinkSync('../elsewhere/.keep', join(workspace.root, 'irc.md'));
    expect(await irc('validate', '--report', 'markdown=irc.md')).toMatchObject({ code: 0 });
    expect(workspace.read('../elsewhere/.keep')).toBe('');
  });

  it('or a path that leads out of them is no template', async () => {
    workspace.write('../secret.md.hbs', 'SECRET\n');
    const schema = 'schemas/trip.schema.json';
    workspace.write(schema, workspace.read(schema).replace(/"template": "[^"]*"/g, '"template": "../../secret"'));
    const { code, out, err } = await irc('validate');
    expect(code, err).toBe(1);
    expect(out).toContain('error schema-invalid');
    expect(out + err).not.toContain('SECRET');
  });
});

describe('a flood of problems', () => {
  it('is cut for each file, errors before warnings, and counted', async () => {
    const stops = Array.from(
      { length: 400 },
      (_, index) => `  - {town: adama, nights: ${index === 399 ? 'x' : 20}, bad${index}: 1}`,
    );
    workspace.write('records/trips/flood.yaml', `title: {en: Flood}\nstops:\n${stops.join('\n')}\n`);
    const { out } = await irc('validate', '--json');
    const { problems, summary } = JSON.parse(out) as {
      problems: { code: string; message: string }[];
      summary: { errors: number };
    };
    expect(summary.errors).toBe(800);
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)).toMatchObject({
      code: 'too-many-problems',
      message: expect.stringMatching(/^\d+ more problems of this file are not listed$/),
    });
  });

  it('is cut for a run', async () => {
    const lines = Array.from({ length: 100 }, (_, index) => `bad${index}: 1`).join('\n');
    for (let index = 0; index < 30; index += 1)
      workspace.write(`records/towns/t${index}.yaml`, `title: {en: A}\n${lines}\n`);
    const { out } = await irc('validate', '--format', 'github');
    expect(out.trimEnd().split('\n')).toHaveLength(2_001);
    expect(out).toContain('1000 more problems of this and other files are not listed');
  });
});

describe('folders without end', () => {
  it('are told, and not read without end', async () => {
    workspace.write(`records/${'deep/'.repeat(40)}a.yaml`, 'title: {en: A}\n');
    const { code, out } = await irc('validate');
    expect(code).toBe(1);
    expect(out).toContain('records:1:1: error too-many-files: There are more than 200,000 files here');
  });
});

describe('a name that looks like another', () => {
  it('is told: letters of another script, of another case, and what is hard to tell apart', async () => {
    workspace.write('records/towns/\u0430dama.yaml', 'title: {en: Cyrillic}\n');
    workspace.write('records/towns/harar.yaml', 'title: {en: Harar}\n');
    workspace.write('records/towns/Jimma.yaml', 'title: {en: Large}\n');
    workspace.write('records/towns/t10.yaml', 'title: {en: Digits}\n');
    workspace.write('records/towns/tlo.yaml', 'title: {en: "Let\u200bters"}\n');
    workspace.write('records/trips/r.yaml', 'title: {en: R}\nstops: [{town: h\u0430rar}]\n');
    const { out } = await irc('validate');
    expect(out).toContain('U+0430 only looks like a');
    expect(out).toContain('Jimma looks like jimma, and is another record');
    expect(out).toContain('t10 looks like tlo, and is another record');
    expect(out).toContain('text-invisible: The character U+200B is not seen');
    expect(out).toContain('did you mean harar (Harar)? U+0430 only looks like a.');
  });
});

describe('a name of a file in commits of others', () => {
  it('commands no terminal and marks nothing up', async () => {
    const names = ['a\u001b[31mX\u001b]0;t\u0007', 'b\nIrc-Action: forged', 'c<img src=x onerror=1>@team', 'd|e`f'];
    for (const name of names) workspace.write(`records/towns/${name}.yaml`, 'title: {en: Odd}\n');
    workspace.git('add', '-A');
    workspace.git('commit', '-q', '--message=\u001b[31m odd \u202e');
    workspace.git('rm', '-rq', '--', 'records/towns');
    workspace.git('commit', '-q', '--message=gone');
    for (const args of [
      ['log'],
      ['log', '--json'],
      ['diff', 'HEAD~2..HEAD~1'],
      ['diff', 'HEAD~1..HEAD'],
      ['diff', 'HEAD~2..HEAD~1', '--json'],
      ['list', 'towns', '--at', 'HEAD~1'],
      ['validate', '--changed', 'HEAD~1'],
    ]) {
      const { out, err } = await irc(...args);
      expectPlain(out + err);
      expect(out, args.join(' ')).not.toMatch(/^ *Irc-Action: forged/m);
    }
    const { out } = await irc('diff', 'HEAD~2..HEAD~1', '--format', 'markdown');
    expect(out).toContain('| c\\<img src=x onerror=1\\>@<!-- -->team | new town |');
    expect(out).toContain('| d\\|e\\`f | new town |');
    expect((await irc('diff', 'HEAD~1..HEAD', '--format', 'markdown')).out).not.toMatch(/(?<!\\)<img|@team/);
  });
});

describe('three hundred records made wrong at random', () => {
  it('are all told in every format, and end no run', async () => {
    const texts = ['records/trips/trip-adama.yaml', 'records/towns/adama.yaml'].map((path) => workspace.read(path));
    texts.push(readFileSync('records/agreements/mou-2022-igad.yaml', 'utf8'));
    mutated(texts, 300, 2026).forEach((text, index) => {
      workspace.write(`records/${index % 2 === 0 ? 'trips' : 'towns'}/m${index}.yaml`, text);
    });
    for (const format of ['text', 'json', 'github', 'sarif', 'junit', 'markdown']) {
      const start = Date.now();
      const { code, out, err } = await irc('validate', '--format', format);
      expect(code, err).toBe(1);
      expect(Date.now() - start).toBeLessThan(20_000);
      expectPlain(out);
      if (format === 'json') JSON.parse(out);
      if (format === 'junit') expectWellFormed(out);
      if (format === 'sarif') expectSarif(out);
    }
    for (const args of [
      ['list', 'trips'],
      ['list', 'towns', '--json'],
      ['search', 'title'],
      ['agenda'],
      ['diff', '--short'],
    ]) {
      const { code, out, err } = await irc(...args);
      expect(code, err).toBe(0);
      expectPlain(out);
    }
  });
});

/** No control character but the end of a line, none that turns the direction, no half of a letter. */
function expectPlain(text: string): void {
  const found = /(?!\n)[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/u.exec(text);
  expect(found === null ? '' : JSON.stringify(text.slice(found.index - 40, found.index + 10))).toBe('');
}

/** Tags that open and close in order, attributes in quotes, references that XML knows, no sign that it cannot hold. */
function expectWellFormed(xml: string): void {
  const open: string[] = [];
  let rest = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  expect(rest).not.toBe(xml);
  for (const [whole, close, name = '', end] of rest.matchAll(/<(\/)?([a-z-]+)(?: [a-z]+="[^"<]*")*(\/)?>/g)) {
    if (close !== undefined) expect(open.pop(), whole).toBe(name);
    else if (end === undefined) open.push(name);
  }
  expect(open).toEqual([]);
  rest = rest.replace(/<\/?[a-z-]+(?: [a-z]+="[^"<]*")*\/?>/g, '');
  expect(rest).not.toMatch(/[<>]/);
  expect(xml.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
  expect(xml).not.toMatch(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
}

/** What SARIF 2.1.0 requires of the parts that are used. */
function expectSarif(text: string): void {
  const log = JSON.parse(text) as {
    version: string;
    $schema: string;
    runs: {
      tool: { driver: { name: string; rules: { id: string; shortDescription: { text: string } }[] } };
      columnKind: string;
      results: {
        ruleId: string;
        ruleIndex: number;
        level: string;
        message: { text: string };
        locations: {
          physicalLocation: {
            artifactLocation: { uri: string };
            region: { startLine: number; startColumn: number; endColumn: number };
          };
        }[];
      }[];
    }[];
  };
  expect(log.version).toBe('2.1.0');
  expect(log.$schema).toContain('sarif-2.1.0');
  expect(log.runs).toHaveLength(1);
  const [{ tool, results, columnKind }] = log.runs as [(typeof log.runs)[number]];
  expect(columnKind).toBe('utf16CodeUnits');
  expect(tool.driver.name).toBe('irc');
  expect(new Set(tool.driver.rules.map(({ id }) => id)).size).toBe(tool.driver.rules.length);
  for (const result of results) {
    expect(tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
    expect(['error', 'warning', 'note']).toContain(result.level);
    expect(result.message.text).not.toBe('');
    expect(result.message.text).not.toContain('](');
    for (const { physicalLocation } of result.locations) {
      const { uri } = physicalLocation.artifactLocation;
      expect(uri).toMatch(/^(?!\/)(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})+$/);
      const { startLine, startColumn, endColumn } = physicalLocation.region;
      expect(Math.min(startLine, startColumn)).toBeGreaterThan(0);
      expect(endColumn).toBeGreaterThan(startColumn);
    }
  }
}
