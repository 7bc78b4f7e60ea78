/** The quick reader of plain records says what the library says, or leaves the text to it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardText } from '../../../src/core/records/guard.ts';
import { readPlain } from '../../../src/core/records/plain.ts';
import { printRecord } from '../../../src/core/records/record.ts';
import { readValue } from '../../../src/core/records/value.ts';
import { anyHand, anyRecord, layOut } from './samples.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const samples = ['records', 'test/fixtures/papers/records']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));

/** Throws where the quick reader gives a value that is not the library's, or is silent about a problem. */
function compare(text: string): 'read' | 'left' | 'refused' {
  if (guardText('r.yaml', text) !== undefined) return 'refused';
  const quick = readPlain(text);
  if (quick === undefined) return 'left';
  const problems: never[] = [];
  const exact = readValue('r.yaml', text, problems);
  // As text, so that the order of the fields counts, too.
  if (problems.length > 0 || JSON.stringify(quick) !== JSON.stringify(exact)) {
    throw new Error(
      `--- text\n${text}\n--- quick\n${JSON.stringify(quick)}\n--- library\n${JSON.stringify(exact)} ${JSON.stringify(problems)}`,
    );
  }
  return 'read';
}

/** What means something in YAML, alone or where it stands. */
const sign = fc.constantFrom(
  ...[
    '',
    ' ',
    '  ',
    '\n',
    ':',
    ': ',
    '-',
    '- ',
    '#',
    ' #',
    '[',
    ']',
    '{',
    '}',
    ',',
    '"',
    "'",
    '|',
    '>',
    '?',
    '&',
    '*',
    '!',
  ],
  ...[
    '%',
    '@',
    '`',
    '~',
    '\\',
    'a',
    '1',
    '0',
    '.',
    '\n  ',
    '\n- ',
    '\n  - ',
    '\na: ',
    '\n  b: ',
    '\n# c\n',
    '\n\n',
    '|\n  ',
  ],
  ...[
    ': >-\n    ',
    '{a: ',
    '[b, ',
    '{}',
    '[]',
    "''",
    '"a": b',
    'null',
    'true',
    '2026-11-24',
    '07-08',
    '12',
    '-3',
    '1e3',
  ],
  ...['0x1', '5b1e', '.5', '1_0', '+1', '---', '...', '<<: ', '\u00A0', '\u2028', '\u3000', '\uD800', '-x', '='],
);

const edit = fc.record({
  at: fc.nat(),
  cut: fc.integer({ min: 0, max: 3 }),
  put: fc.array(sign, { maxLength: 3 }).map((signs) => signs.join('')),
});
const move = fc.record({ from: fc.nat(), to: fc.nat(), shift: fc.integer({ min: -3, max: 3 }) });

/** A few lines of a sample, from a line that stands at the margin; some lines moved or copied, some signs changed. */
const spoiled = fc
  .record({
    sample: fc.constantFrom(...samples),
    from: fc.nat(),
    size: fc.integer({ min: 2, max: 15 }),
    moves: fc.array(move, { maxLength: 2 }),
    edits: fc.array(edit, { maxLength: 4 }),
  })
  .map(({ sample, from, size, moves, edits }) => {
    const all = sample.split('\n');
    let start = from % all.length;
    while (start > 0 && !/^[a-z]/.test(all[start] ?? '')) start -= 1;
    const lines = all.slice(start, start + size);
    for (const { from: origin, to, shift } of moves) {
      const line = lines[origin % lines.length] ?? '';
      const moved = shift > 0 ? ' '.repeat(shift) + line : line.slice(-shift);
      lines.splice(to % (lines.length + 1), to % 2, moved);
    }
    return edits.reduce(
      (text, { at, cut, put }) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + cut);
      },
      `${lines.join('\n')}\n`,
    );
  });

describe('the quick reader', () => {
  it('reads every sample record', () => {
    expect(samples.length).toBeGreaterThan(80);
    expect(samples.filter((text) => compare(text) !== 'read')).toEqual([]);
  });

  it('reads what the program writes of texts, lists and maps', () => {
    const record = {
      ...{ title: { en: 'Water', am: 'ውሃ' }, note: "it's 5 % of it", count: 3, share: -2.5, is_open: true, none: null },
      ...{ long: 'word '.repeat(40).trim(), lines: 'one\n\ntwo\n  three\n', day: '2026-11-24', list: ['a', 'b c'] },
      parties: [
        { partner: 'za', tags: [] },
        { partner: 'office', covers: { 'title.en': '5b1e0f' } },
      ],
    };
    expect(compare(printRecord(record))).toBe('read');
  });

  it('never differs from the library, however a record is spoiled or laid out', () => {
    const found = { read: 0, left: 0, refused: 0 };
    const check = (text: string): void => {
      found[compare(text)] += 1;
    };
    fc.assert(fc.property(spoiled, check), { numRuns: 1_500, seed: 20261124 });
    expect(found.read).toBeGreaterThan(150);
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 14 }), (signs) => check(`k: ${signs.join('')}\n`)),
      { numRuns: 1_500, seed: 20261124 },
    );
    fc.assert(
      fc.property(anyRecord, anyHand, (record, hand) => check(layOut(record, hand))),
      { numRuns: 150, seed: 20261124 },
    );
  });
});
