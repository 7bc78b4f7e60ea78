import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, printRecord, readRecord } from '../../../src/core/records/record.ts';
import { sameValue, type ValueMap } from '../../../src/core/value.ts';
import { anyRecord } from './samples.ts';

function codes(text: string): string[] {
  return readRecord('r.yaml', text).problems.map((problem) => problem.code);
}

describe('reading a record', () => {
  it('takes dates, codes and words that older readers take for other things as what they are', () => {
    const { value, problems } = readRecord(
      'r.yaml',
      'date: 2026-11-24\nflag: true\ncount: 60\ncountry: "NO"\nyear: "2011"\ntime: 12:30\n',
    );
    expect(problems).toEqual([]);
    expect({ ...value }).toEqual({
      date: '2026-11-24',
      flag: true,
      count: 60,
      country: 'NO',
      year: '2011',
      time: '12:30',
    });
  });

  it('knows line, column and length of every value and key', () => {
    const record = readRecord('r.yaml', 'title: {en: Water}\nparties:\n  - partner: za\n');
    expect(record.positionOf(['parties', 0, 'partner'])).toMatchObject({ line: 3, column: 14, length: 2 });
    expect(record.positionOf(['title', 'en'], 'key')).toMatchObject({ line: 1, column: 9, length: 2 });
    expect(record.positionOf(['title', 'am'])).toMatchObject({ line: 1, column: 1 });
  });

  const deep = `a: ${'['.repeat(5_000)}${']'.repeat(5_000)}\n`;
  it.each([
    ['an unclosed quotation mark', 'a: "b\n', 'yaml-syntax'],
    ['a tab for indentation', 'a:\n\tb: 1\n', 'yaml-syntax'],
    ['two keys of one name, far apart', `a: 1\n${'# x\n'.repeat(50)}"a": 2\n`, 'yaml-duplicate-key'],
    ['a tag', 'a: !!python/object:os.system x\n', 'yaml-tag'],
    ['an alias bomb', 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n', 'yaml-anchor'],
    ['a merge key', 'a: {b: 1}\nc:\n  <<: {b: 2}\n', 'yaml-anchor'],
    ['a directive', '%YAML 1.1\n---\na: NO\n', 'yaml-directive'],
    ['a second document', 'a: 1\n---\nb: 2\n', 'yaml-documents'],
    ['a list', '- a\n', 'yaml-not-a-map'],
    ['a word', 'hello\n', 'yaml-not-a-map'],
    ['nothing', '', 'yaml-not-a-map'],
    ['a prototype', '"__proto__": {a: 1}\n', 'yaml-key'],
    ['a key that is a list', '? [a]\n: b\n', 'yaml-key'],
    ['a conflict within a text', 'a: |\n  text\n<<<<<<< ours\n  x\n=======\n  y\n>>>>>>> theirs\n', 'merge-conflict'],
    [
      'a pointer of Git LFS',
      'version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 12\n',
      'file-lfs-pointer',
    ],
    ['brackets five thousand deep', deep, 'yaml-too-deep'],
    ['question marks', '? '.repeat(10_000), 'yaml-'],
    [
      'a hundred thousand keys',
      Array.from({ length: 100_000 }, (_none, index) => `k${index}: 1`).join('\n'),
      'file-too-large',
    ],
    ['a number of a thousand digits', `a: ${'9'.repeat(1_000)}\n`, 'number-too-large'],
  ])('refuses %s, and at once', (_name, text, code) => {
    const start = process.hrtime.bigint();
    const found = codes(text);
    expect(found.some((each) => each.startsWith(code))).toBe(true);
    // Far above what it takes: without the limits some of these take minutes or end the process.
    expect(Number(process.hrtime.bigint() - start) / 1e9).toBeLessThan(5);
  });

  it.each([
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x61, 0x00])],
    ['bytes that are no text', Uint8Array.from([0x61, 0x3a, 0x20, 0xff, 0x0a])],
  ])('refuses %s', (_name, bytes) => {
    expect(decodeText('r.yaml', bytes)).toHaveProperty('problem.code', 'file-not-utf8');
  });

  it('refuses control characters and warns of marks that turn the writing', () => {
    expect(codes('a: "x\u0007y"\n')).toEqual(['file-control-character']);
    expect(codes('a: "x\u202ey"\n')).toEqual(['text-bidi']);
  });
});

describe('printing a record', () => {
  it('gives text that reads back as the same value (500 random records)', () => {
    fc.assert(
      fc.property(anyRecord, (record: ValueMap) => {
        const read = readRecord('r.yaml', printRecord(record));
        return sameValue(read.value, record);
      }),
      { numRuns: 500, seed: 20_261_124 },
    );
  });

  it('quotes what another reader would take for a number, a date or a boolean, and prints twice the same', () => {
    const record = { year: '2011', code: '2.10', no: 'no', date: '2026-11-24', time: '12:30', empty: '', null: '~' };
    const text = printRecord(record);
    expect(text).toBe(
      'year: "2011"\ncode: "2.10"\n"no": "no"\ndate: 2026-11-24\ntime: "12:30"\nempty: ""\n"null": "~"\n',
    );
    expect(printRecord(readRecord('r.yaml', text).value ?? {})).toBe(text);
  });
});
