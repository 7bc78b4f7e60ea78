import { afterEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
afterEach(() => workspace.remove());

const agreement = 'records/agreements/mou-2022-igad.yaml';

describe('rename', () => {
  it('moves the file, follows every reference and keeps the old id in mind, in one commit', async () => {
    workspace = sampleWorkspace();
    const before = workspace.read(agreement);
    const ran = await run(workspace.root, ['rename', 'igad', 'igad-region']);
    expect([ran.code, ran.out]).toEqual([0, expect.stringContaining('Renamed igad to igad-region')]);
    expect(workspace.exists('records/partners/igad.yaml')).toBe(false);
    expect(workspace.read('records/partners/igad-region.yaml')).toContain('formerly: [igad]');
    expect(workspace.read(agreement)).toBe(before.replace(/(partner|by): igad\b/g, '$1: igad-region'));
    const checked = await run(workspace.root, ['validate']);
    expect(checked.code).toBe(0);
    expect(workspace.git('log', '-1', '--format=%s%n%(trailers:only)')).toBe(
      'Rename igad to igad-region\nIrc-Record: igad-region\nIrc-Record: mou-2022-igad\nIrc-Record: water-igad\nIrc-Record: joint-committee-2025-igad\nIrc-Action: rename\n\n',
    );
    expect(workspace.git('show', '--stat', '-M', '--format=', 'HEAD')).toContain('{igad.yaml => igad-region.yaml}');
    expect(workspace.git('status', '--short')).toBe('');
  });

  it('answers a reference to the old id with the new one', async () => {
    workspace = sampleWorkspace();
    await run(workspace.root, ['rename', 'igad', 'igad-region']);
    workspace.write(agreement, workspace.read(agreement).replaceAll('igad-region', 'igad'));
    const checked = await run(workspace.root, ['validate']);
    expect(checked.out).toContain('igad-region');
    expect(checked.code).toBe(1);
  });

  it('shows all and writes nothing under --dry-run', async () => {
    workspace = sampleWorkspace();
    const ran = await run(workspace.root, ['rename', 'igad', 'igad-region', '--dry-run']);
    expect(ran.out).toContain('igad-region · IGAD (until now igad)');
    expect(ran.out).toMatch(/Parties, 2nd, party +"igad" → "igad-region"/);
    expect(workspace.git('status', '--short')).toBe('');
  });

  it('goes back to an id that it once had', async () => {
    workspace = sampleWorkspace();
    await run(workspace.root, ['rename', 'igad', 'igad-region']);
    const ran = await run(workspace.root, ['rename', 'igad-region', 'igad']);
    expect(ran.code).toBe(0);
    expect(workspace.read('records/partners/igad.yaml')).toContain('formerly: [igad-region]');
    expect((await run(workspace.root, ['validate'])).code).toBe(0);
  });

  it.each([
    ['igad', 'unesco', 'There is a record unesco already'],
    ['igad', 'igad', 'has that id already'],
    ['igad', 'IGAD', 'no id'],
    ['igad', 'con', 'Windows keeps this name'],
    ['igad', '../igad', 'no id'],
    ['igad', 'ኢጋድ', 'no id'],
    ['office', 'house', 'keeps its name'],
    ['igaad', 'x', 'did you mean igad?'],
  ])('refuses %s → %s', async (id, to, words) => {
    workspace = sampleWorkspace();
    const ran = await run(workspace.root, ['rename', id, to]);
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(words)]);
    expect(workspace.git('status', '--short')).toBe('');
  });
});

describe('remove', () => {
  const stray =
    'type: agency\ncountry: KE\nnames: {official: {en: Stray}, short: {en: Stray}}\nhistory: [{date: 2026-01-01, to: prospect}]\n';

  it('removes a record that nothing names, in one commit', async () => {
    workspace = sampleWorkspace();
    workspace.commit({ 'records/partners/stray.yaml': stray });
    const ran = await run(workspace.root, ['remove', 'stray']);
    expect([ran.code, ran.out]).toEqual([0, expect.stringContaining('Removed stray')]);
    expect(workspace.exists('records/partners/stray.yaml')).toBe(false);
    expect(workspace.git('log', '-1', '--format=%s')).toBe('Remove stray: Stray\n');
  });

  it('asks in a terminal, and keeps the record unless told', async () => {
    workspace = sampleWorkspace();
    workspace.commit({ 'records/partners/stray.yaml': stray });
    const kept = await run(workspace.root, ['remove', 'stray'], { answers: ['no'] });
    expect(kept.err).toContain('Nothing was removed.');
    expect(workspace.exists('records/partners/stray.yaml')).toBe(true);
    await run(workspace.root, ['remove', 'stray'], { answers: ['yes'] });
    expect(workspace.exists('records/partners/stray.yaml')).toBe(false);
  });

  it('is refused while a record names it, with each place', async () => {
    workspace = sampleWorkspace();
    const named = workspace.read(agreement).replace('parties:\n', 'parties:\n  - {partner: stray}\n');
    workspace.commit({ 'records/partners/stray.yaml': stray, [agreement]: named });
    const ran = await run(workspace.root, ['remove', 'stray']);
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('stray cannot be removed: 1 record names it. Nothing was removed.');
    expect(ran.err).toContain('(parties.stray.partner)');
    expect(workspace.git('status', '--short')).toBe('');
  });

  it('is refused once its history has begun, with the step that ends it, until what never was is struck', async () => {
    workspace = sampleWorkspace();
    const ran = await run(workspace.root, ['remove', 'mou-2022-igad', '--unlink', '-y']);
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('error history-begun: mou-2022-igad cannot be removed: its history has begun. Nothing');
    expect(ran.err).toMatch(/^ {2}\d{4}-\d\d-\d\d {2}Signed$/m);
    expect(ran.err).toContain('it ended: its dates make it superseded, terminated or expired');
    expect(workspace.git('status', '--short')).toBe('');
    workspace.commit({
      'records/partners/stray.yaml': stray.replace(
        '}]',
        '}, {date: 2026-02-01, to: active}, {date: 2026-03-01, to: dormant}]',
      ),
    });
    const { err } = await run(workspace.root, ['remove', 'stray']);
    expect(err).toContain('it ended: irc advance stray former');
    expect(err).toContain('irc strike stray');
    const struck = await run(workspace.root, ['strike', 'stray', '--note', 'Another agency', '--by', 'director', '-y']);
    expect(struck, struck.err).toMatchObject({ code: 0 });
    expect(await run(workspace.root, ['remove', 'stray'])).toMatchObject({ code: 0 });
  });

  it('takes the names out of other records when asked, whole items where the name tells them apart', async () => {
    workspace = sampleWorkspace();
    const named = workspace.read(agreement).replace('parties:\n', 'parties:\n  - {partner: stray}\n');
    expect(named).not.toBe(workspace.read(agreement));
    workspace.commit({ 'records/partners/stray.yaml': stray, [agreement]: named });
    const ran = await run(workspace.root, ['remove', 'stray', '--unlink', '--yes']);
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(workspace.read(agreement)).toBe(named.replace('  - {partner: stray}\n', ''));
    expect((await run(workspace.root, ['validate'])).code).toBe(0);
  });

  it('is refused where letting go would leave a record wrong', async () => {
    workspace = sampleWorkspace();
    const alone = workspace
      .read(agreement)
      .replace(/parties:\n(?: .*\n)+/, 'parties:\n  - {partner: office}\n  - {partner: stray}\n');
    workspace.commit({ 'records/partners/stray.yaml': stray, [agreement]: alone });
    const ran = await run(workspace.root, ['remove', 'stray', '--unlink']);
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('agreement-parties')]);
    expect(workspace.git('status', '--short')).toBe('');
  });

  it('keeps the record of the house', async () => {
    workspace = sampleWorkspace();
    const ran = await run(workspace.root, ['remove', 'office']);
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('singleton-kept')]);
  });
});
