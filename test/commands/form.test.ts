import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { fillIn, partOf } from '../helpers/forms.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, type RunOptions, run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { travelWorkspace } from '../helpers/travel.ts';

let workspace: TestRepository;

afterEach(() => {
  workspace.remove();
});

function irc(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return run(workspace.root, args, { env: workspace.env, ...options });
}

const id = 'need-2026-remote-sensing';
const file = `records/needs/${id}.yaml`;
const sheet = 'xl/worksheets/sheet1.xml';
const form = (name: string): string => join(workspace.root, 'out', id, `rate-form${name}.xlsx`);
const read = (...names: readonly string[]): Promise<Ran> => irc(['form', id, '--read', ...names]);

describe('irc form', () => {
  it('makes forms in which only answers can be written, each within its limits', async () => {
    workspace = sampleWorkspace();
    const topic = `=cmd|' /C calc'!A1 <b> & "x" _x0041_`;
    workspace.commit({
      [file]: workspace
        .read(file)
        .replace(
          '  - {topic: Sharing',
          `  - {topic: ${JSON.stringify(topic)}, asked_as: {am: የራዳር ምስሎች}}\n  - {topic: Sharing`,
        ),
    });
    expect(await irc(['form', id, '--copies', '2'])).toEqual({
      code: 0,
      out: `out/${id}/rate-form-r2.xlsx\nout/${id}/rate-form-r3.xlsx\n`,
      err: `When they are back: irc form ${id} --read FILE…\n`,
    });
    const xml = partOf(form('-r2'), sheet);
    expect(xml).toContain('<sheetProtection sheet="1"');
    expect(xml).toMatch(
      /<dataValidation type="decimal"[^>]*sqref="C11"><formula1>1<\/formula1><formula2>5<\/formula2>/,
    );
    expect(xml.match(/<dataValidation /g)).toHaveLength(9);
    expect(xml).toContain('<col min="1" max="1" width="2" hidden="1"');
    // A stranger's text is text: no formula, no markup, and no sign that a CSV of it would be read as one.
    expect(xml).not.toContain('<f>');
    expect(xml).toContain('&#39;=cmd|&#39; /C calc&#39;!A1 &lt;b&gt; &amp; &quot;x&quot; _x005F_x0041_\nየራዳር ምስሎች</t>');
    expect(xml).toMatch(/<c r="C\d+" s="5" t="inlineStr"><is><t xml:space="preserve">r2</);
    // The same record gives the same bytes.
    const bytes = readFileSync(form('-r2'));
    await irc(['form', id, '--for', 'r2', '--out', 'again.xlsx']);
    expect(readFileSync(join(workspace.root, 'again.xlsx')).equals(bytes)).toBe(true);
    fillIn(join(workspace.root, 'again.xlsx'), { C12: 3, D12: 4, E12: 5 });
    expect((await read('again.xlsx')).code).toBe(0);
    expect(JSON.parse((await irc(['show', id, '--json'])).out).answers.at(-1)).toEqual({
      ...{ rater: 'r2', topic, current: 3, desired: 4, importance: 5 },
    });
  });

  it('takes the answers of several files in one commit, once, and says what was left open', async () => {
    workspace = sampleWorkspace();
    await irc(['form', id, '--copies', '3']);
    await irc(['form', id]);
    fillIn(form('-r2'), { C11: 2, D11: 4, E11: 5, C12: 1.5, D12: 5, E12: 3 });
    fillIn(form('-r3'), { C11: '3', D11: ' 4 ' });
    fillIn(form(''), { C7: 'R1', C12: 3, D12: 3, E12: 2 });
    const files = ['-r2', '-r3', '-r4', ''].map(form);
    const dry = await irc(['form', id, '--read', ...files, '--dry-run']);
    expect(dry.out).toContain('+ rater r3, topic Reading radar images, current 3, desired 4');
    expect(workspace.git('status', '--porcelain')).toBe('');
    const added = await read(...files);
    expect(added.err).toBe(`rate-form-r2.xlsx  r2 answered 2 of 2
rate-form-r3.xlsx  r3 answered 1 of 2
                   ! left empty: Sharing images between institutes
                   ! answered in part: Reading radar images
rate-form-r4.xlsx  nothing is filled in, so it is left out
rate-form.xlsx     r1 answered 1 of 2
                   ! left empty: Reading radar images

`);
    expect(workspace.read(file)).toContain(`answers:
  - {rater: r1, topic: Reading radar images, current: 2, desired: 4, importance: 4}
  - {rater: r2, topic: Reading radar images, current: 2, desired: 4, importance: 5}
  - {rater: r2, topic: Sharing images between institutes, current: 1.5, desired: 5, importance: 3}
  - {rater: r3, topic: Reading radar images, current: 3, desired: 4}
  - {rater: r1, topic: Sharing images between institutes, current: 3, desired: 3, importance: 2}
`);
    expect(added.out).toContain(`next       irc ready ${id} --for analysed`);
    expect(workspace.git('log', '-1', '--format=%s')).toBe(`Record the scores of a rater: ${id}, r2, r3, r1\n`);
    const head = workspace.git('rev-parse', 'HEAD');
    expect((await read(...files)).err).toContain('reads so already. Nothing was changed.');
    expect(JSON.parse((await irc(['form', id, '--read', form('-r3'), '--json'])).out)).toEqual({
      records: [],
      forms: [
        {
          file: 'rate-form-r3.xlsx',
          by: 'r3',
          answered: ['Reading radar images'],
          empty: ['Sharing images between institutes'],
          partial: ['Reading radar images'],
          unasked: [],
        },
      ],
    });
    expect(workspace.git('rev-parse', 'HEAD')).toBe(head);
  });

  it('lets second thoughts count only when told so, and never two people as one', async () => {
    workspace = sampleWorkspace();
    await irc(['form', id, '--for', 'r1']);
    fillIn(form('-r1'), { C11: 5, D11: 4, E11: 4 });
    const head = workspace.git('rev-parse', 'HEAD');
    expect(await read(form('-r1'))).toEqual({
      code: 2,
      out: '',
      err: `error answered-already: ${id} has other answers of the same people already. Nothing was saved.
  rate-form-r1.xlsx, r1: Reading radar images: current 2 → 5
  --replace lets the form count; if somebody else filled in rate-form-r1.xlsx, write another name into it
`,
    });
    const other = join(workspace.root, 'other.xlsx');
    fillIn(form('-r1'), { C11: 1 }, other);
    const two = await irc(['form', id, '--read', form('-r1'), other, '--replace']);
    expect(two.err).toContain('other.xlsx C7: r1 stands in rate-form-r1.xlsx C7 too, with other answers');
    expect(workspace.git('rev-parse', 'HEAD')).toBe(head);
    const asked = await irc(['form', id, '--read', other, '--replace'], { answers: ['no'] });
    expect(asked.err).toContain('Reading radar images, current  2 → 1');
    expect(asked.err).toContain('Nothing was saved.');
    expect((await irc(['form', id, '--read', other, '--replace'])).code).toBe(0);
    expect(workspace.read(file)).toContain(
      '{rater: r1, topic: Reading radar images, current: 1, desired: 4, importance: 4}',
    );
  });

  it('names each cell that cannot be taken, and takes nothing', async () => {
    workspace = sampleWorkspace();
    await irc(['form', id]);
    fillIn(form(''), { C7: 'Abebe Kebede', C11: 6, D11: '=1+1', E11: 'very', C12: 0.5, D12: 'x'.repeat(3000) });
    const other = join(workspace.root, 'out/nameless.xlsx');
    await irc(['form', id, '--out', other]);
    fillIn(other, { C11: 3 });
    const refused = await read(form(''), other);
    expect(refused.code).toBe(2);
    expect(refused.err.split('\n')).toEqual([
      'error form-cells: 7 cells cannot be taken. Nothing was saved.',
      '  rate-form.xlsx C11: 6 is not a number from 1 to 5',
      '  rate-form.xlsx D11: a formula, or an error of one; write a number from 1 to 5',
      '  rate-form.xlsx E11: "very" is not a number from 1 to 5',
      '  rate-form.xlsx C12: 0.5 is not a number from 1 to 5',
      '  rate-form.xlsx D12: 3000 letters; at most 2000',
      '  rate-form.xlsx C7: "Abebe Kebede" cannot stand here: a code, never a name, such as r1',
      '  nameless.xlsx C7: Rater is missing',
      '  mend the cells and read the file again, or leave the file out',
      '',
    ]);
    expect(workspace.git('status', '--porcelain')).toBe('');
  });

  it('refuses the form of another record, of other items, and what is no form', async () => {
    workspace = sampleWorkspace();
    const said = async (...args: readonly string[]): Promise<string> => (await irc(args)).err;
    await irc(['form', id, '--for', 'r9']);
    fillIn(form('-r9'), { C11: 2, D11: 4, E11: 5 });
    const path = form('-r9');
    expect(await said('form', 'need-2026-tanneries', '--read', path)).toContain(
      `rate-form-r9.xlsx is a form of ${id}, not of need-2026-tanneries. Nothing was saved.\n  irc form ${id} --read rate-form-r9.xlsx`,
    );
    await irc(['set', id, "items+='Maps of floods'"]);
    expect(await said('form', id, '--read', path, '--dry-run')).toContain("! not in the form: 'Maps of floods'");
    await irc(['set', id, 'items.Reading radar images.asked_as.am=ራዳር']);
    expect(await said('form', id, '--read', path)).toContain('"Reading radar images" reads otherwise now');
    workspace.commit({ [file]: workspace.read(file).replaceAll('Reading radar images', 'Radar') });
    expect(await said('form', id, '--read', path)).toContain('"Reading radar images" is no longer asked about');
    workspace.write('letter.csv', 'Dear Sir,\n"we send');
    workspace.write('notes.xlsx', new Uint8Array([0x50, 0x4b, 3, 4, 9, 9, 9]));
    workspace.write('other.xlsx', zipSync({ 'a.txt': new Uint8Array(3) }));
    workspace.write('bomb.xlsx', zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(9 * 1024 * 1024) }));
    // It states a size of 1,000 bytes, at its beginning and in the directory at its end.
    const liar = Buffer.from(zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(20 * 1024 * 1024) }));
    liar.writeUInt32LE(1000, 22);
    liar.writeUInt32LE(1000, liar.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
    workspace.write('liar.xlsx', liar);
    workspace.write('huge.csv', 'x'.repeat(1024 * 1024 + 1));
    for (const name of ['notes.xlsx', 'other.xlsx', 'letter.csv'])
      expect(await said('form', id, '--read', name)).toMatch(
        /^error form-invalid: .*(cannot be read as a spreadsheet|is no form of irc)/,
      );
    for (const name of ['bomb.xlsx', 'liar.xlsx', 'huge.csv'])
      expect(await said('form', id, '--read', name)).toContain(`${name} is larger than any form`);
    expect(await said('form', id, '--read', 'nowhere.xlsx')).toContain('error file-unreadable');
    expect(await said('form', 'unesco')).toContain('A partner has no form.\n  what has one: needs');
    expect(await said('form', id, '--copies', '0')).toContain('It is a number from 1 to 999');
    expect(await said('form', id, '--for', 'Abebe')).toContain('--for: "Abebe" cannot stand here');
    expect(await said('form', id, '--read', path, '--copies', '2')).toContain('--copies is for making forms');
  });

  it('reads the sheet as CSV too, with the signs of other languages', async () => {
    workspace = sampleWorkspace();
    await irc(['form', id]);
    const xml = partOf(form(''), sheet);
    const version = /<c r="D1"[^>]*><is><t xml:space="preserve">(\w+)</.exec(xml)?.[1];
    const rows = [
      `irc form;${id};rate;${version}`,
      'irc columns;;current;desired;importance',
      ';Use of satellite images;;;',
      'irc respondent;Rater (A code, never a name);r7;;',
      'item: Reading radar images;Reading radar images;2,5;4;5',
      'item: Sharing images between institutes;Sharing images between institutes;;;',
    ];
    workspace.write('r7.csv', `\ufeff${rows.join('\r\n')}\r\n`);
    expect((await read('r7.csv')).out).toContain(
      '+ rater r7, topic Reading radar images, current 2.5, desired 4, importance 5',
    );
    workspace.write('r8.csv', rows.join('\n').replace('r7', 'r8').replace('2,5', '=1+1'));
    expect((await read('r8.csv')).err).toContain('r8.csv C5: a formula');
  });

  it('works for any kind whose schema says what is asked about each item', async () => {
    workspace = travelWorkspace();
    workspace.commit({ 'schemas/survey.schema.json': JSON.stringify(survey), 'records/surveys/food.yaml': foodSurvey });
    expect((await irc(['validate'])).out).toContain('no errors');
    await irc(['form', 'food', '--for', 'Ruth']);
    const made = join(workspace.root, 'out/food/ask-form-ruth.xlsx');
    expect(partOf(made, sheet)).toContain('<formula1>&quot;good,bad&quot;</formula1>');
    copyFileSync(made, join(workspace.root, 'ruth.xlsx'));
    fillIn(join(workspace.root, 'ruth.xlsx'), { C10: 'Good', D10: 'Yes', E10: 'more of it' });
    expect((await irc(['form', 'food', '--read', 'ruth.xlsx'])).err).toContain('Ruth answered 1 of 1');
    expect(workspace.read('records/surveys/food.yaml')).toContain(
      'replies:\n  - {guest: Ruth, dish: Shiro, taste: good, again: true, words: more of it}',
    );
    const wrong = {
      ...survey['x-irc'].actions.ask,
      step: 'eaten',
      each: { of: 'dishes', as: 'guest', wording: 'taste' },
    };
    const schema = {
      ...survey,
      'x-irc': { ...survey['x-irc'], actions: { ask: { ...wrong, asks: ['guest', 'name'] } } },
    };
    writeFileSync(join(workspace.root, 'schemas/survey.schema.json'), JSON.stringify(schema));
    const { out } = await irc(['validate']);
    for (const part of ['no step here', 'has no field "taste"', '"name": for each item']) expect(out).toContain(part);
  });
});

const text = { title: 'Text', type: 'string' };
const survey = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Survey',
  description: 'What guests say.',
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { ...text, title: 'Name' },
    dishes: {
      title: 'Dishes',
      type: 'array',
      items: { type: 'object', additionalProperties: false, required: ['dish'], properties: { dish: text } },
      'x-irc': { key: 'dish' },
    },
    replies: {
      title: 'Replies',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['guest', 'dish'],
        properties: {
          guest: { ...text, title: 'Guest' },
          dish: { ...text, title: 'Dish' },
          taste: { title: 'Taste', type: 'string', enum: ['good', 'bad'] },
          again: { title: 'Again', type: 'boolean' },
          words: { ...text, title: 'Words' },
        },
      },
      'x-irc': { key: ['guest', 'dish'] },
    },
  },
  'x-irc': {
    plural: 'surveys',
    title: 'name',
    actions: {
      ask: {
        title: 'Ask a guest',
        adds: 'replies',
        each: { of: 'dishes', as: 'dish' },
        asks: ['guest', 'taste', 'again', { path: 'words', optional: true }],
      },
    },
  },
} as const;
const foodSurvey = 'name: Food\ndishes:\n  - {dish: Shiro}\n';
