import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

const trip = 'records/trips/trip-adama.yaml';
const schema = 'schemas/trip.schema.json';

let workspace: TestRepository;

beforeEach(() => {
  workspace = travelWorkspace({
    'records/trips/trip-old.yaml':
      'title: {en: Old}\nstarts: 2026-09-01\nends: 2026-09-04\nstops: [{town: adama, nights: 2}, {town: jimma, nights: 1}]\nhistory:\n  - {date: 2026-08-01, to: idea}\n  - {date: 2026-08-02, to: booked}\n',
  });
  workspace.git('tag', 'base');
});

afterEach(() => {
  workspace.remove();
});

const irc = (...args: string[]): Promise<Ran> => run(workspace.root, args, { env: workspace.env });
const old = 'records/trips/trip-old.yaml';

/** Codes and files of what is found, in the order told. */
async function found(...args: string[]): Promise<string[]> {
  const { out } = await irc('validate', '--changed', 'base', '--format', 'json', ...args);
  const { problems } = JSON.parse(out) as { problems: { code: string; file: string; message: string }[] };
  return problems.map(({ code, file, message }) => `${file.replace(/^.*\//, '')} ${code}: ${message}`);
}

function replace(file: string, from: string, to: string): void {
  const text = workspace.read(file);
  expect(text).toContain(from);
  workspace.write(file, text.replace(from, to));
}

/** The schema of trips with more rules at the record and at its stops. */
function addRules(atRecord: readonly object[], atStops: readonly object[] = []): void {
  const parsed = JSON.parse(workspace.read(schema)) as {
    'x-irc': { rules: object[] };
    properties: { stops: { items: { 'x-irc': { rules: object[] } } } };
  };
  parsed['x-irc'].rules.push(...atRecord);
  parsed.properties.stops.items['x-irc'].rules.push(...atStops);
  workspace.write(schema, JSON.stringify(parsed, undefined, 2));
}

/** One field more in the schema of trips, at the base already. */
function addField(name: string, field: object): void {
  const parsed = JSON.parse(workspace.read(schema)) as { properties: Record<string, unknown> };
  parsed.properties[name] = field;
  workspace.commit({ [schema]: JSON.stringify(parsed, undefined, 2) });
  workspace.git('tag', '-f', 'base');
}

describe('irc validate --changed', () => {
  it('checks what changed and what hangs on it, and nothing else', async () => {
    workspace.commit({ 'records/towns/broken.yaml': 'title: {en: Broken}\npeple: 3\n' });
    workspace.git('tag', '-f', 'base');
    const none = await irc('validate', '--changed', 'base');
    expect(none).toMatchObject({
      code: 0,
      out: `✓ nothing changed since ${workspace.git('rev-parse', '--short=7', 'HEAD')}`,
    });
    workspace.git('rm', '-q', 'records/towns/jimma.yaml');
    const lost = await irc('validate', '--changed', 'base');
    expect(lost.code).toBe(1);
    expect(lost.out).toContain('trip-old.yaml:4:42: error reference-missing');
    expect(lost.out).not.toContain('broken');
    expect(lost.err).toMatch(
      /1 error in 1 file, 1 record checked: what changed since [0-9a-f]{7}, and what hangs on it/,
    );
  });

  it('compares with where the branch began, so that what others did since is not counted as undone', async () => {
    workspace.git('checkout', '-q', '-b', 'mine');
    workspace.commit({ 'records/towns/harar.yaml': 'title: {en: Harar}\n' });
    workspace.git('checkout', '-q', 'main');
    replace(trip, 'to: idea}', 'to: idea}\n  - {date: 2026-09-03, to: booked}');
    workspace.git('commit', '-qam', 'others');
    workspace.git('checkout', '-q', 'mine');
    expect(await irc('validate', '--changed', 'main', '--json')).toMatchObject({ code: 0 });
  });

  it('reports what cannot be read only where it is new', async () => {
    workspace.commit({ 'records/towns/old-broken.yaml': 'title: [\n' });
    workspace.git('tag', '-f', 'base');
    workspace.write('records/towns/new-broken.yaml', 'title: [\n');
    expect((await found()).map((line) => line.split(':')[0])).toEqual(['new-broken.yaml yaml-syntax']);
  });

  it('refuses a step that was rewritten, removed or moved', async () => {
    replace(trip, '2026-09-01', '2026-09-02');
    expect(await found()).toEqual([
      'trip-adama.yaml history-rewritten: Step 1 (idea, 2026-09-01) was rewritten; history only grows',
    ]);
    workspace.git('checkout', '-q', '--', trip);
    replace(old, '  - {date: 2026-08-02, to: booked}\n', '');
    expect(await found()).toEqual([
      'trip-old.yaml history-rewritten: Step 2 (booked, 2026-08-02) was removed; history only grows',
    ]);
    workspace.git('checkout', '-q', '--', old);
    const steps = ['  - {date: 2026-08-01, to: idea}\n', '  - {date: 2026-08-02, to: booked}\n'];
    replace(old, steps.join(''), [...steps].reverse().join(''));
    expect(await found()).toContain(
      'trip-old.yaml history-rewritten: Step 2 (booked, 2026-08-02) was moved; history only grows',
    );
    expect((await irc('validate')).out).not.toContain('history-rewritten');
  });

  it('refuses a step by hand that irc advance would have refused', async () => {
    replace(trip, 'to: idea}', 'to: idea}\n  - {date: 2026-09-03, to: booked}');
    expect(await found()).toEqual(['trip-adama.yaml history-unready: The step to booked was not open: only 1 stop']);
    expect(await irc('validate')).toMatchObject({ code: 0 });
    workspace.git('checkout', '-q', '--', trip);
    replace(old, 'starts: 2026-09-01\nends: 2026-09-04', 'starts: 2027-09-01');
    replace(old, 'booked}\n', 'booked}\n  - {date: 2026-10-02, to: told}\n');
    expect(await found()).toEqual([
      'trip-old.yaml history-jump: A trip could not go from booked to told on 2026-10-02; next was nothing',
    ]);
  });

  it('runs the rules of the schema that read old, at the record and at the same item of a list', async () => {
    addRules(
      [
        {
          ...{ code: 'trip-later', severity: 'error', when: 'has(old.starts) && has(self.starts)', at: 'starts' },
          ...{ rule: 'self.starts >= old.starts', message: 'It began on {old.starts}', why: 'A trip is put off.' },
        },
      ],
      [
        {
          ...{ code: 'stop-shorter', severity: 'warning', when: 'has(old.nights) && has(self.nights)' },
          ...{ rule: 'self.nights >= old.nights', message: '{old.nights} nights before', why: 'Rooms are paid.' },
        },
      ],
    );
    workspace.git('commit', '-qam', 'rules');
    workspace.git('tag', '-f', 'base');
    workspace.write(
      'records/trips/new.yaml',
      'title: {en: New}\nstarts: 2020-01-01\nstops: [{town: adama, nights: 1}]\n',
    );
    expect(await found()).toEqual([]);
    replace(
      old,
      '[{town: adama, nights: 2}, {town: jimma, nights: 1}]',
      '[{town: jimma, nights: 1}, {town: adama, nights: 1}]',
    );
    replace(trip, 'starts: 2026-10-01', 'starts: 2026-09-30');
    expect(await found()).toEqual([
      'trip-adama.yaml trip-later: It began on 2026-10-01',
      'trip-old.yaml stop-shorter: 2 nights before',
    ]);
    workspace.git('checkout', '-q', '--', trip, old);
    const refused = await irc('set', 'trip-adama', 'starts=2026-09-30');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('trip-later: It began on 2026-10-01');
  });

  it('tells first what a change of the schemas lets pass, and lets the base decide where asked', async () => {
    replace(trip, 'starts: 2026-10-01', 'starts: 2026-10-01\ncost: {amount: "5", currency: USD}');
    replace(trip, 'nights: 2', 'nights: 12');
    replace(schema, "self.cost.currency == 'ETB'", 'true');
    workspace.git('commit', '-qam', 'weaker');
    expect(await found()).toEqual([
      'trip-adama.yaml schema-weakened: Before this change it would be refused, as trip-currency: The cost is in USD',
      'trip-adama.yaml trip-nights: 12 nights in adama is long',
    ]);
    expect(await irc('validate', '--changed', 'base')).toMatchObject({ code: 0 });
    const byBase = await irc('validate', '--changed', 'base', '--schemas', 'base');
    expect(byBase.code).toBe(1);
    expect(byBase.out).toContain('error trip-currency: The cost is in USD');
    expect(byBase.out).not.toContain('schema-weakened');
  });

  it('reads records of a new kind, a new field and a code list as the change has them', async () => {
    workspace.write(
      'schemas/codelists/size.yaml',
      workspace.read('schemas/codelists/size.yaml').replace('big', 'huge'),
    );
    expect(await found()).toEqual([expect.stringContaining('adama.yaml code-unknown')]);
    workspace.write('records/towns/adama.yaml', 'title: {en: Adama, am: አዳማ}\npeople: 300000\nsize: huge\n');
    expect(await found()).toEqual([
      expect.stringContaining('schema-weakened: Before this change it would be refused, as code-unknown'),
    ]);
  });

  it('follows a record that got another name', async () => {
    const renamed = 'records/trips/trip-older.yaml';
    addRules([
      {
        ...{ code: 'trip-named', severity: 'error', rule: 'self.id == old.id', at: 'title' },
        ...{ message: 'It was called {old.id}', why: 'Names stay.' },
      },
    ]);
    workspace.git('commit', '-qam', 'rules');
    workspace.git('tag', '-f', 'base');
    workspace.git('mv', old, renamed);
    expect(await found()).toEqual(['trip-older.yaml trip-named: It was called trip-old']);
  });

  it('refuses that a record with steps is taken out, or written anew under another id', async () => {
    const removed =
      'trip-old.yaml record-removed: This trip was removed, or written anew under another id, after a step of its history: booked, 2026-08-02';
    addField('formerly', { title: 'Formerly', type: 'array', items: { type: 'string' } });
    const text = workspace.read(old);
    workspace.git('rm', '-q', old, trip);
    // A trip that is but an idea may go.
    expect(await found()).toEqual([removed]);
    expect(await irc('validate', '--changed', 'base', '--format', 'github')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^::error file=records\/trips\/trip-old.yaml,line=1,col=1,title=record-removed::/),
    });
    expect(await found('records/towns')).toEqual([]);
    const anew = 'records/trips/trip-anew.yaml';
    workspace.write(anew, text.replace('nights: 2', 'nights: 3'));
    expect(await found()).toEqual([removed]);
    // Said to be the same, it is compared: also with a history that was written anew.
    workspace.write(
      anew,
      `${text.replace('2026-08-02', '2026-08-03').replace('nights: 2', 'nights: 3')}formerly: [trip-old]\n`,
    );
    expect(await found()).toEqual([
      'trip-anew.yaml history-rewritten: Step 2 (booked, 2026-08-02) was rewritten; history only grows',
    ]);
    rmSync(join(workspace.root, anew));
    // Two records of one trip become one, which has the steps of both.
    workspace.git('checkout', '-q', 'base', '--', trip);
    replace(trip, 'to: idea}', 'to: idea}\n  - {date: 2026-09-03, to: booked}\nformerly: [trip-old]');
    expect(await found()).toContain(removed);
    replace(trip, '2026-09-03', '2026-08-02');
    expect(await found()).not.toContain(removed);
    // What cannot be read is told as that.
    workspace.git('checkout', '-q', 'base', '--', trip);
    workspace.write(old, 'title: [\n');
    expect((await found()).map((line) => line.split(':')[0])).toEqual(['trip-old.yaml yaml-syntax']);
  });

  it('tells that a schema would let a record with steps be taken out', async () => {
    replace(schema, '"initial": ["idea"]', '"initial": ["idea", "booked"]');
    workspace.git('rm', '-q', old);
    workspace.git('commit', '-qam', 'weaker');
    expect(await found()).toContainEqual(
      expect.stringMatching(
        /^trip-old.yaml schema-weakened: Before this change it would be refused, as record-removed/,
      ),
    );
  });

  it('tells that a record was known, and is now said to be known in part', async () => {
    addField('knowledge', { title: 'Knowledge', enum: ['full', 'partial'] });
    replace(old, 'starts:', 'knowledge: partial\nstarts:');
    expect(await found()).toContainEqual(expect.stringMatching(/^trip-old.yaml knowledge-lowered: /));
  });

  it('says what is wrong with its options', async () => {
    expect(await irc('validate', '--schemas', 'base')).toMatchObject({ code: 2 });
    const unknown = await irc('validate', '--changed', '--upload-pack=touch /tmp/x');
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('unknown-revision');
    workspace.git('checkout', '-q', '--orphan', 'alone');
    workspace.git('commit', '-qm', 'alone');
    expect((await irc('validate', '--changed', 'base')).err).toContain('no-common-commit');
  });
});
