import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

let workspace: TestRepository;
let elsewhere: string;

beforeEach(() => {
  workspace = travelWorkspace();
  elsewhere = mkdtempSync(join(tmpdir(), 'irc-textconv-'));
});
afterEach(() => {
  workspace.remove();
  rmSync(elsewhere, { recursive: true, force: true });
});

async function lines(file: string): Promise<string> {
  const ran = await run(workspace.root, ['textconv', file], { env: workspace.env });
  expect(ran).toMatchObject({ code: 0, err: '' });
  return ran.out;
}

/** A content of the past, as git hands it over: under its name, in another folder. */
async function pastLines(name: string, text: string | Uint8Array): Promise<string> {
  writeFileSync(join(elsewhere, name), text);
  return lines(join(elsewhere, name));
}

const trip = 'records/trips/trip-adama.yaml';

describe('irc textconv', () => {
  it('prints fields by their titles in the order of the schema, comments last', async () => {
    expect(await lines(trip)).toBe(
      'Title, English: To Adama\nStarts: 2026-10-01\nStops: town adama, nights 2\nHistory: date 2026-09-01, state idea\n# by hand\n# the lake\n',
    );
    workspace.write('records/towns/jimma.yaml', 'people: 5\ntitle: {am: ጅማ, en: Jimma}\n');
    expect(await lines('records/towns/jimma.yaml')).toBe('Title, English: Jimma\nTitle, Amharic: ጅማ\nPeople: 5\n');
  });

  it('prints a content of the past as it prints the file, also when the record is gone', async () => {
    const text = workspace.read(trip);
    const now = await lines(trip);
    expect(await pastLines('trip-adama.yaml', text)).toBe(now);
    workspace.git('rm', '--quiet', trip);
    expect(await pastLines('trip-adama.yaml', text)).toBe(now);
  });

  it('knows the kind by the schema line, and does without a kind', async () => {
    const line = '# yaml-language-server: $schema=../../.irc/editor/town.schema.json\n';
    expect(await pastLines('gone.yaml', `${line}title: {en: Gone}\n`)).toBe(`Title, English: Gone\n${line}`);
    expect(await pastLines('gone.yaml', 'title: {en: Gone}\nodd: [1, {a: b}]\n')).toBe(
      'title, en: Gone\nodd: 1\nodd: a b\n',
    );
  });

  it('prints what an approval covers in a few letters, which are others where it covers something else', async () => {
    const schema = workspace.read('schemas/trip.schema.json');
    const covers =
      '"seen": {"type": "object", "title": "Seen", "description": "What was read.", "additionalProperties": {"type": "string"}, "x-irc": {"type": "fingerprints"}},';
    workspace.write('schemas/trip.schema.json', schema.replace('"properties": {', `"properties": {${covers}`));
    const text = workspace.read(trip);
    const linesWith = (hash: string): Promise<string> =>
      pastLines('trip-adama.yaml', `${text}seen: {starts: ${hash}, title: a1b2c3d4}\n`);
    const one = await linesWith('9f86d081884c7d65');
    expect(one).toMatch(/^Seen: 2 fingerprints \([0-9a-f]{4}\)$/m);
    expect(await linesWith('0f86d081884c7d65')).not.toBe(one);
  });

  it('tells a text from a number, and shows lines of a text as lines', async () => {
    workspace.write('records/towns/jimma.yaml', 'title:\n  en: |\n    One\n    Two\npeople: "5"\n');
    expect(await lines('records/towns/jimma.yaml')).toBe('Title, English:\n  One\n  Two\nPeople: "5"\n');
  });

  it.each([
    ['no YAML', 'title: [\n', 'title: [\n'],
    ['conflict markers', '<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n', undefined],
    ['a control character', 'title: {en: "a\u001b[31mb"}\n', 'title: {en: "a\\u001b[31mb"}\n'],
    ['an escaped one', 'title: {en: "a\\e[31mb"}\n', 'Title, English: a\\u001b[31mb\n'],
    ['an escaped one in a name', '"a\\e[2J": 1\n', 'a\\u001b[2J: 1\n'],
    ['a mark that turns the writing', 'title: {en: "a\u202eb"}\n', 'Title, English: a\\u202eb\n'],
    ['CRLF in what is no record', 'a\r\nb\r\n', 'a\nb\n'],
    ['nothing', '', ''],
  ])('is harmless with %s', async (_name, text, expected) => {
    const printed = await pastLines('jimma.yaml', text);
    expect(printed).toBe(expected ?? text);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what must not come out
    expect(printed).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });

  it('is harmless with bytes that are no text, and with a file too large for a record', async () => {
    const printed = await pastLines('jimma.yaml', Buffer.from([0xff, 0xfe, 0x1b, 0x5d, 0x9b, 0x0a]));
    expect(printed).toBe('ÿþ\\u001b]\\u009b\n');
    expect((await pastLines('jimma.yaml', 'a: 1\n'.repeat(300_000))).length).toBe(1_500_000);
  });
});
