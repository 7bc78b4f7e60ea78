import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
beforeAll(() => {
  workspace = sampleWorkspace();
});
afterAll(() => workspace.remove());

it('counts by a field, the most first', async () => {
  const ran = await run(workspace.root, ['list', 'agreements', '--group', 'state']);
  expect(ran.out.split('\n').slice(0, 2)).toEqual(['RECORDS  STATE', '     16  signed']);
  const json = await run(workspace.root, ['list', 'agreements', '--group', 'state', '--json']);
  expect((JSON.parse(json.out) as unknown[])[0]).toEqual({ value: 'signed', records: 16 });
});

it('prints rows that a spreadsheet reads, and runs nothing in them', async () => {
  workspace.write(
    'records/partners/formula.yaml',
    'type: agency\ncountry: KE\nnames: {official: {en: "=cmd|\' /C calc\'!A0"}, short: {en: "a \\"b\\", c"}}\nhistory: [{date: 2026-01-01, to: prospect}]\n',
  );
  const { out } = await run(workspace.root, [
    ...['list', 'partners', '--where', 'id == "formula"', '--csv'],
    ...['--columns', 'id,m49,names.official.en,names.short.en'],
  ]);
  expect(out).toBe(`ID,REGION,OFFICIAL NAME,SHORT NAME\r\nformula,,'=cmd|' /C calc'!A0,"a ""b"", c"\r\n`);
});

it('leaves out what a narrow terminal has no room for, says so, and shows it when asked', async () => {
  const narrow = await run(workspace.root, ['list', 'opportunities'], { width: 80 });
  expect(narrow.out).toMatch(/^ID +STATE +LAST DAY +PROGRAMME\n/);
  expect(narrow.err).toContain('No room for LARGEST AMOUNT, TYPE, DAYS LEFT: --wide shows all\n');
  const wide = await run(workspace.root, ['list', 'opportunities', '--wide'], { width: 80 });
  expect(wide.out).toMatch(/^ID +STATE +LAST DAY +LARGEST AMOUNT +TYPE +DAYS LEFT +PROGRAMME\n/);
  expect([wide.out, wide.err]).not.toContainEqual(expect.stringMatching(/…|No room/));
  const named = await run(workspace.root, ['list', 'opportunities', '--columns', 'id,max,type,state,programme.en'], {
    width: 60,
  });
  expect([named.out, named.err]).toEqual([
    expect.stringMatching(/^ID +LARGEST AMOUNT +TYPE +STATE +PROG/),
    expect.not.stringContaining('No room'),
  ]);
});

it('refuses to count by a field that is not there', async () => {
  const ran = await run(workspace.root, ['list', 'agreements', '--group', 'stat']);
  expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('did you mean state?')]);
});

it.each([
  ["expirs > '2027'", 'names "expirs", which is not there', '^^^^^^', 'did you mean expires?'],
  ["title.enn == 'x'", 'names "enn", which is not there', '      ^^^', 'did you mean en?'],
  [
    "type == 'mou' && self.renewl.mode == 'x'",
    'names "renewl"',
    '                      ^^^^^^',
    'did you mean renewal?',
  ],
  ["state = 'x'", 'equal is written with two signs, ==', '      ^', 'write it like'],
  ['(state', 'a ) is missing', '      ^', 'write it like'],
  ["state == 'x", 'a quotation mark is missing', '         ^', 'write it like'],
  ['title > 3', 'a group is compared with a number', '^^^^^^^^^', 'write it like'],
  ['parties > 3', 'a list is compared with a number', '^^^^^^^^^^^', 'write it like'],
  ['parties.exists(p, p.xyzzy > 3)', 'names "xyzzy"', '                    ^^^^^', 'its fields: irc kinds agreement'],
  ['title.en > 3', 'a text is compared with a number', '^^^^^^^^^^^^', 'write it like'],
])('points at the slip in --where %s', async (where, words, marks, remedy) => {
  const ran = await run(workspace.root, ['list', 'agreements', '--where', where]);
  const [first = '', line, marked, hint] = ran.err.split('\n');
  expect([ran.code, first]).toEqual([2, expect.stringContaining(words)]);
  expect(line).toBe(`  ${where}`);
  expect(marked).toMatch(/^ +\^+$/);
  expect(marked?.slice(2, 2 + marks.length)).toBe(marks);
  expect(hint).toContain(remedy);
});

it('tells a field that only other kinds have from one that none has, over all kinds', async () => {
  expect((await run(workspace.root, ['list', '--where', "stat == 'signed'"])).err).toContain('did you mean state?');
  const none = await run(workspace.root, ['list', '--where', "expires == '1999-01-01'"]);
  expect([none.code, none.out]).toEqual([0, '']);
});
