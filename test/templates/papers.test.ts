/** The papers that come from a template alone, of a record that holds much and of one that holds little. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { papersWorkspace } from '../helpers/samples.ts';

const papers = [
  ['sn', 'profile', 'en'],
  ['sn', 'profile', 'am'],
  ['am', 'profile', 'en'],
  ['drylands', 'profile', 'en'],
  ['ida', 'profile', 'en'],
  ['mou-2026-sn-space', 'checklist', 'en'],
  ['mou-idea', 'checklist', 'en'],
  ['mou-2026-sn-space', 'transmittal', 'en'],
  ['agreement-2022-sn', 'transmittal', 'en'],
  ['mou-2026-african-union', 'transmittal', 'en'],
  ['agreement-2022-sn', 'brief', 'en'],
  ['mou-wipo', 'brief', 'en'],
  ['seeds', 'sheet', 'en'],
  ['solar', 'sheet', 'en'],
  ['seeds', 'evaluation', 'en'],
  ['seeds', 'follow-up', 'en'],
  ['area-enzymes-for-leather', 'sheet', 'en'],
  ['area-industrial-biotechnology', 'sheet', 'en'],
  ['need-2026-tanneries', 'report', 'en'],
  ['need-2026-remote-sensing', 'report', 'en'],
  ['need-2026-seeds', 'report', 'en'],
  ['call-2027-joint-research', 'sheet', 'en'],
  ['call-2019-rsif-doctoral', 'sheet', 'en'],
  ['joint-committee-2027-za', 'briefing', 'en'],
  ['joint-committee-2025-igad', 'report', 'en'],
  ['note-2026-unesco-in-figures', 'note', 'en'],
  ['note-2026-talks-on-satellite-data', 'note', 'en'],
  ['request-2026-data-clause', 'answer', 'en'],
  ['request-2026-translation-mobility', 'answer', 'en'],
] as const;

let workspace: TestRepository;

beforeAll(() => {
  workspace = papersWorkspace();
});

afterAll(() => {
  workspace.remove();
});

async function paper(id: string, document: string, language = 'en'): Promise<string> {
  const args = ['render', id, '--document', document, '--format', 'md', '--lang', language, '--out', '-'];
  const made = await run(workspace.root, args, { env: workspace.env });
  expect(made).toMatchObject({ code: 0, err: '' });
  return made.out;
}

describe('a paper', () => {
  it.each(papers)('of %s: %s in %s', async (id, document, language) => {
    const text = await paper(id, document, language);
    const path = join('test', 'golden', 'papers', `${document}-${id}-${language}.md`);
    if (process.env.UPDATE_GOLDEN === '1') {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    expect(text).toBe(readFileSync(path, 'utf8'));
    expect(text).not.toMatch(/^#+ .*\n+(#|$(?![\s\S]))/m);
    expect(text).not.toMatch(/\[____\]|undefined|\| – \| – \|/);
  });

  it.each(papers.filter(([, , language]) => language === 'en'))(
    'of %s: %s is made in every format, and lacks nothing',
    async (id, document) => {
      const made = await run(workspace.root, ['render', id, '--document', document], { env: workspace.env });
      expect(made).toMatchObject({ code: 0, err: '' });
      expect(made.out.split('\n').filter((path) => path !== '')).toHaveLength(4);
    },
  );

  it('before the signature is refused of an agreement that is known only in part', async () => {
    for (const document of ['checklist', 'transmittal']) {
      const made = await run(workspace.root, ['render', 'mou-wipo', '--document', document], { env: workspace.env });
      expect(made.code).toBe(1);
      expect(made.err).toContain('document-refused');
    }
  });
});

describe('a profile', () => {
  it('names the partner in Amharic and in its own language, and never adds currencies', async () => {
    const text = await paper('sn', 'profile');
    expect(text).toContain('ሴኔጋል ሪፐብሊክ');
    expect(text).toContain('République du Sénégal');
    expect(text).toContain('ETB 2,000,000.00 and USD 150,000.00 committed');
    expect((await paper('sn', 'profile', 'am')).split('\n').find((line) => line.startsWith('# '))).toBe('# ሴኔጋል ሪፐብሊክ');
  });

  it('leaves out posts that are no longer ours to write to', async () => {
    const text = await paper('sn', 'profile');
    expect(text).toContain('First Secretary');
    expect(text).not.toContain('Adviser');
  });

  it('tells what the institutions of a country do with us', async () => {
    expect(await paper('kr', 'profile')).toContain('KOICA innovation centre in the ICT Park');
  });
});

/** What comes next, from one agreement with a step more, or another date. */
const whole = 'records/agreements/agreement-2022-sn.yaml';
const lines = (text: string, from: string, to: string): string => text.slice(text.indexOf(from), text.indexOf(to));

describe('the next act', () => {
  const asItIs = (text: string): string => text;
  const upTo = (state: string) => (text: string) => {
    const steps = text.slice(text.indexOf('history:')).split('\n');
    const last = steps.findIndex((step) => step.includes(`to: ${state}`));
    const unsigned = state === 'signed' ? text : text.replaceAll(/, signed_on: \S+ signed_at: Dakar/g, '');
    return unsigned.slice(0, unsigned.indexOf('history:')) + steps.slice(0, last + 1).join('\n');
  };
  const without = (from: string, to: string) => (text: string) => text.replace(lines(text, from, to), '');
  const noCommittee = without('committee:', 'costs:');

  it.each([
    ['drafting', upTo('drafting'), 'send the draft to the partner'],
    ['negotiation', upTo('negotiation'), 'settle the comments with the partner and freeze the text'],
    ['clearance', upTo('clearance'), 'get the answers of the clearing bodies'],
    ['cleared', upTo('cleared'), 'sign'],
    [
      'signed, one note missing',
      (text: string) => text.replace('  - {by: sn, date: 2022-05-16}\n', ''),
      'note of Senegal that the procedures are completed',
    ],
    [
      'signed, ratification unknown',
      (text: string) =>
        text
          .replace('ratification: {required: "no"}', 'ratification: {required: unknown}')
          .replace('  - {by: sn, date: 2022-05-16}\n', ''),
      'ask the foreign ministry whether it needs ratification',
    ],
    ['in force, committee late', asItIs, 'hold the joint committee, overdue since 3 June 2026'],
    [
      'in force, renewed by itself',
      (text: string) => noCommittee(text).replaceAll('2022-', '2023-'),
      'write to the partner, if it is not to be renewed, by 15 November 2027',
    ],
    [
      'in force, renewed by agreement',
      (text: string) => noCommittee(text).replace('mode: tacit', 'mode: mutual'),
      'agree on the renewal, by 15 May 2027',
    ],
    [
      'in force, not renewed',
      (text: string) => noCommittee(text).replace('mode: tacit', 'mode: none'),
      'conclude a new instrument, if the cooperation is to go on, by 15 May 2027',
    ],
  ])('%s', async (_case, change, next) => {
    const text = readFileSync(join('test', 'fixtures', 'papers', whole), 'utf8');
    const changed = change(text);
    workspace.write('records/agreements/other.yaml', changed);
    expect(await paper('other', 'brief')).toContain(`**Next:** ${next}`);
  });
});
