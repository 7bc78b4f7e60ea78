import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { travelWorkspace } from '../helpers/travel.ts';

let workspace: TestRepository;

beforeEach(() => {
  workspace = travelWorkspace();
});

afterEach(() => {
  workspace.remove();
});

describe('irc edit', () => {
  it('changes the fields chosen, leaves all other lines alone, and saves once', async () => {
    const before = workspace.read('records/trips/trip-adama.yaml');
    const edited = await run(workspace.root, ['edit', 'trip-adama'], {
      env: workspace.env,
      answers: ['ends', '5 Oct 2026', 'Stops (whole', 'jimma', '', 'save'],
    });
    expect(edited.code).toBe(0);
    expect(workspace.read('records/trips/trip-adama.yaml')).toBe(
      before
        .replace('starts: 2026-10-01\n', 'starts: 2026-10-01\nends: 2026-10-05\n')
        .replace('    nights: 2\n', '    nights: 2\n  - town: jimma\n'),
    );
    expect(workspace.git('log', '-1', '--format=%s').trim()).toBe('Change trip-adama: ends and stops');
  });

  it('leaves all as it is when nothing is chosen', async () => {
    const before = workspace.snapshot();
    const left = await run(workspace.root, ['edit', 'trip-adama'], { env: workspace.env, answers: ['=> leave all'] });
    expect(left.err).toContain('Nothing was changed.');
    expect(workspace.snapshot()).toEqual(before);
  });
});

describe('irc new', () => {
  it('offers for a text what the default of its group holds, and tells what flags answered', async () => {
    const samples = sampleWorkspace();
    try {
      const answers = ['Incoming', 'South Africa', '2027-03-02', '', '', '', 'To meet.', '', '', '', '', 'yes'];
      const made = await run(samples.root, ['new', 'visit', '--by', 'director'], { answers });
      expect(made.out).toContain('Saved incoming-2027-za');
      const visit = samples.read('records/visits/incoming-2027-za.yaml');
      expect(visit).toContain('to: 2027-03-02\n');
      expect(visit).toContain('title: {en: "Incoming visit of South Africa, 2027-03-02"}\n');

      const beside = [
        '--set',
        'title.en=Clean air',
        '--set',
        'areas=2.7',
        '--set',
        'partners+={partner: za, role: "4"}',
      ];
      const idea = await run(samples.root, ['new', 'project', '--by', 'director', ...beside], {
        answers: ['', '', '', '', '', 'yes'],
      });
      expect(idea.err).toMatch(/Partners +South Africa, role Implementing\n/);
      expect(idea.err).toContain(`irc new project --set title.en='Clean air' --set areas=2.7`);
      expect(idea.err).toMatch(/--set partners=.*"partner":"za"/);
    } finally {
      samples.remove();
    }
  });
});

describe('a warning that a write adds', () => {
  it('is asked about once in a terminal, and not again', async () => {
    const before = workspace.snapshot();
    const args = ['set', 'trip-adama', 'stops.adama.nights=12'];
    const refused = await run(workspace.root, args, { env: workspace.env, answers: ['no'] });
    expect(refused.err).toContain('warning trip-nights: 12 nights in adama is long');
    expect(workspace.snapshot()).toEqual(before);
    expect((await run(workspace.root, args, { env: workspace.env, answers: ['yes'] })).out).toContain(
      '✓ Saved trip-adama',
    );
    const later = await run(workspace.root, ['set', 'trip-adama', 'days=4'], { env: workspace.env, answers: [] });
    expect(later.code).toBe(0);
    expect(later.err).not.toContain('trip-nights');
  });

  it('is shown and does not stop the write without a terminal', async () => {
    const saved = await run(workspace.root, ['set', 'trip-adama', 'stops.adama.nights=12'], { env: workspace.env });
    expect(saved.code).toBe(0);
    expect(saved.err).toContain('warning trip-nights');
  });
});

describe('irc new --like', () => {
  const again = ['new', 'trip', '--like', 'trip-adama', '--id', 'again'];

  it('starts from another record, but neither from its dates nor from its history', async () => {
    const made = await run(workspace.root, again, { env: workspace.env });
    expect(made.code).toBe(0);
    expect(made.err).toContain('Begun from trip-adama; its dates, signatures, files');
    expect(workspace.read('records/trips/again.yaml')).toContain(
      'title: {en: To Adama}\ndays: 5\nstops:\n  - {town: adama, nights: 2}\nhistory:\n  - {date: 2026-11-24',
    );
  });

  it('is refused for a record of another kind, and for none', async () => {
    const other = await run(workspace.root, ['new', 'trip', '--like', 'adama'], { env: workspace.env });
    expect(other.code).toBe(2);
    expect(other.err).toContain('error like-kind: adama is a town, not a trip.');
    const none = await run(workspace.root, ['new', 'trip', '--like', 'trip-adma'], { env: workspace.env });
    expect(none.err).toContain('trip-adama');
  });

  it('takes over the terms of an agreement, and nothing that was signed, cleared or decided', async () => {
    const samples = sampleWorkspace();
    try {
      const terms = ['--set', 'parties=office,unesco', '--set', 'title.en=Water, once more'];
      const args = ['new', 'mou', '--like', 'mou-2022-igad', ...terms, '--by', 'director', '--no-document'];
      const made = await run(samples.root, args);
      expect(made.code, made.err).toBe(0);
      const text = samples.read('records/agreements/mou-2026-unesco.yaml');
      expect(text).toContain('renewal: {mode: tacit, months: 60, notice_months: 6}');
      expect(text).toMatch(/history:\n {2}- \{date: 2026-11-24, to: drafting, by: director\}\n$/);
      for (const word of ['igad', '2022', 'signed_on', 'clearances', 'sha256', 'signatory', 'sources', 'documents'])
        expect(text).not.toContain(word);
    } finally {
      samples.remove();
    }
  });

  it('does not keep what an answer given makes idle', async () => {
    const samples = sampleWorkspace();
    try {
      const flags = ['--set', 'title.en=Again', '--set', 'languages=en'];
      const args = ['new', 'mou', '--like', 'mou-2026-african-union', ...flags, '--id', 'x', '--by', 'director', '-n'];
      const made = await run(samples.root, args);
      expect(made.code, made.err).toBe(0);
      expect(made.out).toContain('Languages                English\n');
      expect(made.out).not.toMatch(/equal/i);
    } finally {
      samples.remove();
    }
  });
});
