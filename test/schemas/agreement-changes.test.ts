import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/errors.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;

beforeEach(() => {
  workspace = sampleWorkspace();
});

afterEach(() => {
  workspace.remove();
});

/** Codes of what is found in one record after a change of its text, and the messages. */
async function foundAfter(id: string, from: string, to: string): Promise<string[]> {
  const file = `records/agreements/${id}.yaml`;
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  workspace.write(file, text.replace(from, to));
  const { out } = await run(workspace.root, ['validate', '--changed', 'HEAD', '--json'], { env: workspace.env });
  const { problems } = JSON.parse(out) as { problems: Problem[] };
  return problems.filter((problem) => problem.file === file).map(({ code, message }) => `${code}: ${message}`);
}

describe('a change of an agreement', () => {
  it('is told where it changes the signed text', async () => {
    expect(await foundAfter('mou-2022-igad', 'test and spread', 'spread and test')).toContain(
      'agreement-signed-text: The signed text is changed: purpose',
    );
  });

  it('is told no more where the parties agreed on it by notes, by the approval neither', async () => {
    const answers = ['summary=wording of the purpose', 'purpose.en=To test.', '--by', 'director', '--yes'];
    const clearances = 'clearances=[{body: legal_office, answered: 2022-05-10, result: "yes", covers: {purpose: "0"}}]';
    for (const line of [
      ['set', 'mou-2022-igad', clearances, '--yes'],
      ['amend-by-notes', 'mou-2022-igad', ...answers],
    ]) {
      const ran = await run(workspace.root, line, { env: workspace.env });
      expect([line[0], ran.code, ran.err]).toEqual([line[0], 0, expect.any(String)]);
    }
    const { out } = await run(workspace.root, ['validate', '--changed', 'HEAD~1', '--json'], { env: workspace.env });
    const { problems } = JSON.parse(out) as { problems: Problem[] };
    expect(problems.map(({ code }) => code).filter((code) => /signed-text|approval-void/.test(code))).toEqual([]);
    const file = 'records/agreements/mou-2022-igad.yaml';
    workspace.write(file, workspace.read(file).replace('[consultation]', '[negotiation]'));
    const later = await run(workspace.root, ['validate'], { env: workspace.env });
    expect(later.out).toContain('no longer holds: settling of differences changed');
  });

  it('by notes that count from a later day waits for that day, when its command is named', async () => {
    const id = 'mou-2022-igad';
    const irc = (...args: string[]): ReturnType<typeof run> => run(workspace.root, args, { env: workspace.env });
    const amend = ['amend-by-notes', id, 'summary=notice shortened', 'effective=2027-01-01', '--by', 'director', '-y'];
    const early = await irc(...amend, 'termination.notice_months=3');
    expect([early.code, early.err]).toEqual([1, expect.stringContaining('✗ Terms of a later day wait for it')]);
    expect((await irc(...amend, "terms=termination.notice_months=3,purpose.en=To test what's new")).code).toBe(0);
    const file = `records/agreements/${id}.yaml`;
    expect(workspace.read(file)).toContain('notice_months: 6, savings: true');
    const command = async (day: string): Promise<unknown[]> => {
      const { out } = await irc('agenda', '--json', '--about', id, '--within', '60d', '--today', day);
      return (JSON.parse(out) as { id: string; what: string; command: string | null }[])
        .filter(({ what }) => what.includes('notice shortened'))
        .map((entry) => entry.command);
    };
    const line = `irc take-effect ${id} --change notice-shortened termination.notice_months=3 'purpose.en=To test what'\\''s new'`;
    expect([await command('2026-12-31'), await command('2027-01-01'), await command('2027-03-01')]).toEqual([
      [null],
      [line],
      [line],
    ]);
    expect((await irc('validate', file, '--today', '2027-01-01')).out).toContain('agreement-terms-due');
    expect((await irc('validate', file, '--today', '2026-12-31')).out).not.toContain('agreement-terms-due');
    const words = ['take-effect', id, '--by', 'director', '-y', '--today', '2027-01-01'];
    expect((await irc(...words)).err).toContain('✗ The new terms');
    expect((await irc(...words, 'termination.notice_months=3')).code).toBe(0);
    expect([await command('2027-03-01'), workspace.read(file).includes('notice_months: 3, savings')]).toEqual([
      [],
      true,
    ]);
    expect((await irc('validate', '--changed', 'HEAD~1', '--today', '2027-01-01')).out).not.toContain('signed-text');
  });

  it('is told nowhere else: facts after the signature, and comments', async () => {
    const found = await foundAfter('mou-2022-igad', 'remarks: Illustrative record.', 'remarks: Another.   # new');
    expect(found.filter((line) => line.startsWith('agreement-signed-text'))).toEqual([]);
  });

  it('may teach a partly known record the day of a step', async () => {
    const file = readFileSync('records/agreements/agreement-2011-cn.yaml', 'utf8');
    expect(file).toContain('knowledge: partial');
    const better = await foundAfter('agreement-2011-cn', '{date: "2011"', '{date: 2011-05-02');
    expect(better.filter((line) => line.startsWith('history'))).toEqual([]);
    const other = await foundAfter('agreement-2011-cn', '{date: "2011"', '{date: 2010-05-02');
    expect(other.some((line) => line.startsWith('history-rewritten: Step 1 (signed, 2011) was rewritten'))).toBe(true);
  });
});
