/** A form through another program: opened, filled in and saved by LibreOffice as people would. */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillIn, partOf } from '../helpers/forms.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

const id = 'need-2026-remote-sensing';
let workspace: TestRepository;

beforeAll(() => {
  workspace = sampleWorkspace();
});
afterAll(() => workspace.remove());

const irc = (...args: readonly string[]): Promise<Ran> => run(workspace.root, args, { env: workspace.env });

/** Whether LibreOffice is there with its spreadsheet. */
function hasCalc(): boolean {
  const asked = spawnSync('sh', [
    '-c',
    'command -v soffice && ls "$(dirname "$(readlink -f "$(command -v soffice)")")"/libsclo.so',
  ]);
  return asked.status === 0 && spawnSync('pdftotext', ['-v']).error === undefined;
}

/** What LibreOffice makes of a file, in `out/office/`. */
function saved(file: string, as: string): string {
  const folder = join(workspace.root, 'out', 'office');
  const home = `-env:UserInstallation=file://${join(workspace.root, 'out', 'office-home')}`;
  execFileSync('soffice', [home, '--headless', '--convert-to', as, '--outdir', folder, file], { stdio: 'ignore' });
  const name = file.slice(file.lastIndexOf('/') + 1, file.lastIndexOf('.'));
  return join(folder, `${name}.${as.slice(0, as.search(/:|$/))}`);
}

describe.skipIf(!hasCalc())('a form in LibreOffice', () => {
  it('keeps its limits and its lock, and is read back as Excel and as CSV', async () => {
    await irc('form', id, '--for', 'r2,r3');
    const form = (name: string): string => join(workspace.root, 'out', id, `rate-form-${name}.xlsx`);
    fillIn(form('r2'), { C11: 2, D11: 4.5, E11: 5, C12: 1, D12: 3, E12: 2 });
    fillIn(form('r3'), { C11: 3, D11: 4, E11: 4 });
    const excel = saved(form('r2'), 'xlsx');
    const sheet = partOf(excel, 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<sheetProtection sheet="true"');
    expect(sheet.match(/<dataValidation /g)?.length).toBeGreaterThan(0);
    const csv = saved(form('r3'), 'csv:Text - txt - csv (StarCalc):59,34,76,1');
    const text = execFileSync('pdftotext', ['-layout', saved(form('r3'), 'pdf'), '-'], { encoding: 'utf8' });
    expect(text).toContain('Sharing images between institutes');
    expect(text).not.toContain('irc form');
    const read = await irc('form', id, '--read', excel, csv);
    expect([read.code, read.err]).toEqual([0, expect.stringContaining('r3 answered 1 of 2')]);
    const lines = workspace.read(`records/needs/${id}.yaml`).match(/^ {2}- \{rater: r[23].*$/gm);
    expect(lines).toEqual([
      '  - {rater: r2, topic: Reading radar images, current: 2, desired: 4.5, importance: 5}',
      '  - {rater: r2, topic: Sharing images between institutes, current: 1, desired: 3, importance: 2}',
      '  - {rater: r3, topic: Reading radar images, current: 3, desired: 4, importance: 4}',
    ]);
    expect((await irc('form', id, '--read', saved(form('r3'), 'ods'))).err).toContain('save it as Excel (.xlsx)');
  });
});
