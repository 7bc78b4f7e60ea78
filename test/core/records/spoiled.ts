/** Records of the samples and what a slip of the hand may make of them, to hold the quick reader to the library. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { guardText } from '../../../src/core/records/guard.ts';
import { readPlain } from '../../../src/core/records/plain.ts';
import { readValue } from '../../../src/core/records/value.ts';

const root = join(import.meta.dirname, '..', '..', '..');
export const samples = ['records', 'test/fixtures/papers/records']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));

/** Throws where the quick reader gives a value that is not the library's, or is silent about a problem. */
export function compare(text: string): 'read' | 'left' | 'refused' {
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
export const sign = fc.constantFrom(
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
export const spoiled = fc
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
