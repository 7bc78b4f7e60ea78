import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

let workspace: TestRepository;
const trip = 'records/trips/trip-adama.yaml';

beforeEach(() => {
  workspace = travelWorkspace();
});

afterEach(() => {
  workspace.remove();
});

const irc = (...args: string[]): Promise<Ran> => run(workspace.root, args, { env: workspace.env });

describe('irc diff', () => {
  it('tells what is not committed: fields by title, items by key, and what follows', async () => {
    expect(await irc('diff')).toEqual({ code: 0, out: '', err: 'No record differs.\n' });
    workspace.write(
      trip,
      workspace
        .read(trip)
        .replace('2026-10-01', '2026-10-03')
        .replace('    nights: 2\n', '    nights: 3\n  - {town: jimma}\n'),
    );
    const { out, err } = await irc('diff');
    expect(out).toBe(
      [
        'trip-adama · To Adama',
        '  Starts                1 Oct 2026 (21 Meskerem 2019 E.C.) → 3 Oct 2026 (23 Meskerem 2019 E.C.)',
        '  Stops, adama, nights  2 → 3',
        '  Stops                 + Jimma',
        '  so Last day: 2026-10-02 → 2026-10-04',
        '',
      ].join('\n'),
    );
    expect(err).toBe('1 record: 1 changed in 3 fields\n');
  });

  it('tells new, removed, moved and renamed records, and other files of the workspace', async () => {
    workspace.git('mv', 'records/towns/adama.yaml', 'records/towns/nazret.yaml');
    workspace.git('rm', '-q', 'records/towns/jimma.yaml');
    workspace.write('records/towns/harar.yaml', 'title: {en: Harar}\n');
    workspace.write('files/trip-adama/ticket.pdf', '%PDF');
    workspace.write('templates/trip/plan.md.hbs', 'other');
    expect((await irc('diff', '--short')).out).toBe(
      [
        'new      harar                        Harar',
        'removed  jimma                        Jimma',
        'renamed  nazret',
        'new      files/trip-adama/ticket.pdf',
        'changed  templates/trip/plan.md.hbs',
        '',
      ].join('\n'),
    );
    const { out, err } = await irc('diff');
    expect(out).toContain('harar · Harar  new town\n');
    expect(out).toContain('jimma · Jimma  town removed\n');
    expect(out).toContain('nazret · Adama  until now adama\n');
    expect(err).toBe('3 records: 1 new, 1 removed, 1 changed in 0 fields · 2 other files\n');
    expect((await irc('diff', 'harar')).out).toBe('harar · Harar  new town\n  Title  Harar\n');
  });

  it('tells the words of a long text that changed, and escapes it where it goes', async () => {
    const long = (town: string): string =>
      `title: {en: 'The comments of the partner come from the ${town}, and | are kept'}\n`;
    workspace.commit({ 'records/towns/jimma.yaml': long('Paris office') });
    workspace.write('records/towns/jimma.yaml', long('@team <b>*house*</b>\\x'));
    expect((await irc('diff')).out).toContain(
      '… the partner come from the [-Paris office-]{+@team <b>*house*</b>\\x+}, and | are kept',
    );
    const { out } = await irc('diff', '--format', 'markdown');
    expect(out).toContain('| jimma | Title, English | … come from the ~~Paris office~~, and \\| … |');
    expect(out).toContain('**@<!-- -->team \\<b\\>\\*house\\*\\</b\\>\\\\x**');
  });

  it('compares commits with two dots and with three, and a commit with the files as they are', async () => {
    workspace.git('checkout', '-q', '-b', 'other');
    workspace.commit({ 'records/towns/jimma.yaml': 'title: {en: Jimmaa}\n' });
    workspace.git('checkout', '-q', 'main');
    workspace.commit({ 'records/towns/adama.yaml': 'title: {en: Nazret}\n' });
    expect((await irc('diff', 'main..other', '--short')).out).toBe(
      'changed  adama  title, English; title, am; people; size\nchanged  jimma  title, English\n'.replace(
        'title, am',
        'title, Amharic',
      ),
    );
    expect((await irc('diff', 'main...other', '--short')).out).toBe('changed  jimma  title, English\n');
    workspace.write(trip, workspace.read(trip).replace('2026-10-01', '2026-10-03'));
    expect((await irc('diff', 'other..', '--short', trip)).out).toBe('changed  trip-adama  starts\n');
    expect((await irc('diff', 'other', '--short', 'jimma')).out).toBe('changed  jimma  title, English\n');
  });

  it('gives data', async () => {
    workspace.write('records/towns/jimma.yaml', 'title: {en: Jimma}\npeople: 5\n');
    expect(JSON.parse((await irc('diff', '--json')).out)).toEqual({
      records: [
        {
          ...{ id: 'jimma', kind: 'town', change: 'changed', consequences: [] },
          fields: [{ path: 'people', label: 'People', before: null, after: 5 }],
        },
      ],
    });
  });

  it('shows the lines of a file that cannot be read, with nothing that could steer a terminal', async () => {
    workspace.write('records/towns/jimma.yaml', 'title: {en: "Jim\u202ema"\n');
    const { out, code } = await irc('diff');
    expect(code).toBe(0);
    expect(out).toContain('records/towns/jimma.yaml  cannot be read: line 1: ');
    expect(out).toContain('  - title: {en: Jimma}\n  + title: {en: "Jim\\u202ema"\n');
    workspace.git('commit', '-qam', 'broken');
    workspace.write('records/towns/jimma.yaml', 'title: {en: Jimma}\n');
    expect((await irc('diff')).out).toContain('could not be read before: line 1: ');
  });

  it('reads the schemas that a commit has', async () => {
    const schema = workspace.read('schemas/town.schema.json');
    workspace.write('schemas/town.schema.json', schema.replace('"title": "People"', '"title": "Inhabitants"'));
    workspace.commit({ 'records/towns/jimma.yaml': 'title: {en: Jimma}\npeople: 5\n' });
    expect((await irc('diff', 'HEAD~1..HEAD')).out).toContain('  People  5\n');
    workspace.git('commit', '-qam', 'Another word');
    expect((await irc('diff', 'HEAD~2..HEAD')).out).toContain('  Inhabitants  5\n');
    expect((await irc('diff', 'HEAD~2..HEAD')).out).toContain('schemas/town.schema.json  changed\n');
  });

  it('runs no program that the repository names', async () => {
    workspace.git('config', 'diff.irc.textconv', 'touch ran-textconv');
    workspace.git('config', 'filter.x.clean', 'touch ran-clean; cat');
    workspace.git('config', 'core.fsmonitor', 'touch ran-monitor');
    workspace.commit({ '.gitattributes': 'records/** diff=irc filter=x\n' });
    for (const file of ['ran-textconv', 'ran-clean', 'ran-monitor'])
      rmSync(join(workspace.root, file), { force: true });
    workspace.write('records/towns/jimma.yaml', 'title: {en: Jimmaa}\n');
    expect((await irc('diff', '--short')).out).toBe('changed  jimma  title, English\n');
    await irc('diff', 'HEAD~1..HEAD');
    for (const file of ['ran-textconv', 'ran-clean', 'ran-monitor']) expect(workspace.exists(file)).toBe(false);
  });

  it('works before the first commit, and says where there is no repository', async () => {
    rmSync(join(workspace.root, '.git'), { recursive: true });
    expect((await irc('diff')).err).toContain('error not-a-repository');
    workspace.git('init', '-q');
    expect((await irc('diff', '--short')).out).toContain('new  trip-adama');
  });

  it('says in a clone that was cut off how to get the rest', async () => {
    workspace.commit({ 'records/towns/jimma.yaml': 'title: {en: Jimmaa}\n' });
    const folder = mkdtempSync(join(tmpdir(), 'irc-shallow-'));
    try {
      workspace.git('clone', '-q', '--depth=1', `file://${workspace.root}`, folder);
      const { err, code } = await run(folder, ['diff', 'HEAD~1..'], { env: workspace.env });
      expect(code).toBe(2);
      expect(err).toBe(
        'error unknown-revision: git knows no revision "HEAD~1".\n  this clone is shallow; fetch the rest: git fetch --unshallow\n',
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    [['nowhere..'], 'git knows no revision "nowhere".'],
    [['--output=x..'], 'Unknown option'],
    [['HEAD..-x'], 'git knows no revision "-x".'],
    [['adma'], '"adma" is no record, path or revision here.\n  did you mean adama?'],
  ])('answers irc diff %j with what would do', async (args, message) => {
    const { err, code } = await irc('diff', ...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
