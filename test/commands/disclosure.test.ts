import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { travelWorkspace } from '../helpers/travel.ts';

const trip = 'schemas/trip.schema.json';
const town = 'schemas/town.schema.json';
const plan = `# {{title.en}}

{{#each stops}}{{town.title_text}} {{nights}}; {{/each}}

{{#if cost}}It costs {{cost}}.{{/if}} Twice: {{twice}}. {{days}} days.
{{#each related.trips}}
See {{title_text}}.
{{/each}}
`;

let workspace: TestRepository;

/** The travels, where the cost and the nights are marked, a big town is restricted, and the plan is for a level. */
function withMarks(readers: string, more: readonly [file: string, from: string, to: string][] = []): void {
  workspace = travelWorkspace({
    'records/trips/trip-adama.yaml':
      'title: {en: "To Adama"}\ndays: 4\ncost: {amount: "800", currency: ETB}\nstops:\n  - {town: adama, nights: 2}\n  - {town: jimma, nights: 3}\nhistory:\n  - {date: 2026-09-01, to: idea}\n',
    'templates/trip/plan.md.hbs': plan,
  });
  const edits: readonly [string, string, string][] = [
    [
      trip,
      '"x-irc": { "ask": { "group": "When", "when": "has(self.starts)" } }',
      '"x-irc": { "disclosure": "office" }',
    ],
    [
      trip,
      '"title": "Nights", "type": "integer"',
      '"title": "Nights", "type": "integer", "x-irc": {"disclosure": "restricted"}',
    ],
    [trip, '"template": "trip/plan"', `"template": "trip/plan", "disclosure": "${readers}"`],
    [
      trip,
      '"last_day": {',
      '"twice": { "title": "Twice", "type": "text", "value": "has(self.cost) ? self.cost.amount + self.cost.amount : \'unknown\'" }, "last_day": {',
    ],
    [
      town,
      '"plural": "towns"',
      '"plural": "towns", "disclosure": "self.?size.orValue(\'\') == \'big\' ? \'restricted\' : \'public\'"',
    ],
    ...more,
  ];
  for (const [file, from, to] of edits) {
    const text = workspace.read(file);
    expect(text).toContain(from);
    workspace.write(file, text.replace(from, to));
  }
  workspace.git('commit', '--quiet', '--all', '--message', 'Marks');
}

const render = async (): Promise<{ out: string; err: string; code: number }> =>
  run(workspace.root, ['render', 'trip-adama', '--document', 'plan', '--format', 'md', '--out', '-'], {
    env: workspace.env,
  });

afterEach(() => workspace.remove());

describe('a paper', () => {
  it('for the public holds neither marked values nor what is worked out of them, nor a withheld record', async () => {
    withMarks('public');
    const made = await render();
    expect(made.code, made.err).toBe(0);
    expect(made.out).toContain('Jimma');
    expect(made.out).toContain('Twice: unknown');
    for (const word of ['800', 'Adama [', 'birr', 'It costs', '2;', '3;']) expect(made.out).not.toContain(word);
    expect(made.err).toContain('withheld, since the paper is for the public: stops.jimma.nights');
    expect(made.err).not.toContain('irc set trip-adama stops.jimma.nights');
  });

  it('for the office holds what the office may see', async () => {
    withMarks('office');
    const made = await render();
    expect(made.out).toContain('It costs ETB 800.00.');
    expect(made.out).toContain('Twice: 800800');
    expect(made.out).not.toContain('3;');
    expect(made.err).toContain('withheld, since the paper is for the office: stops.jimma.nights');
  });

  it('for those concerned holds all', async () => {
    withMarks('restricted');
    const made = await render();
    expect(made.out).toContain('Adama 2; Jimma 3;');
    expect(made.err).not.toContain('withheld');
  });

  it('is not made of a record that its readers may not know of', async () => {
    withMarks('public', [[trip, '"plural": "trips"', '"plural": "trips", "disclosure": "\'office\'"']]);
    const made = await render();
    expect(made.code).toBe(1);
    expect(made.err).toContain('the record is office, and the paper is for more readers');
    const listed = await run(workspace.root, ['render', 'trip-adama', '--list'], { env: workspace.env });
    expect(listed.out).toContain('the record is office');
  });
});

describe('a mark', () => {
  it('is one of three words, and an expression of the record is checked', async () => {
    withMarks('public', [[trip, '"disclosure": "office"', '"disclosure": "secret"']]);
    const word = await run(workspace.root, ['validate'], { env: workspace.env });
    expect(word.out).toMatch(/trip\.schema\.json:\d+:\d+: error schema-invalid/);
    workspace.write(trip, workspace.read(trip).replace('"disclosure": "secret"', '"disclosure": "office"'));
    workspace.write(town, workspace.read(town).replace('self.?size.orValue', 'self.sice.orValue'));
    const expression = await run(workspace.root, ['validate'], { env: workspace.env });
    expect(expression.out).toMatch(/town\.schema\.json:\d+:\d+: error schema-expression: .*sice/);
  });

  it('is shown by irc kinds, also where it is inherited', async () => {
    workspace = sampleWorkspace();
    const kind = await run(workspace.root, ['kinds', 'partner'], { width: 140 });
    expect(kind.out).toMatch(/posts .* · office\n/);
    expect(kind.out).toMatch(/ {4}email .* · office\n/);
    expect(kind.out).toContain('profile  Profile · office');
    const field = await run(workspace.root, ['kinds', 'partner.posts.email']);
    expect(field.out).toMatch(/disclosure +office/);
    const note = await run(workspace.root, ['kinds', 'note']);
    expect(note.out).toContain('Who may see a record\n  self.confidentiality');
  });
});

describe('the sample papers', () => {
  beforeEach(() => {
    workspace = sampleWorkspace();
  });

  it('that leave the office hold no remarks and no talks', async () => {
    workspace.write(
      'records/agreements/mou-2022-igad.yaml',
      workspace.read('records/agreements/mou-2022-igad.yaml').replace('Illustrative record.', 'never to be shown'),
    );
    const draft = await run(workspace.root, [
      'draft',
      'mou-2022-igad',
      '--format',
      'md',
      '--copy',
      'igad',
      '--out',
      '-',
    ]);
    expect(draft.code, draft.err).toBe(0);
    expect(draft.out).not.toContain('never to be shown');
  });

  it('are made of a restricted note for those concerned, and leave it out of the profile', async () => {
    const path = 'records/notes/note-2026-cooperation-with-china.yaml';
    const title = 'cooperation with China';
    const before = await run(workspace.root, ['profile', 'cn', '--format', 'md', '--out', '-']);
    workspace.write(path, workspace.read(path).replace(/confidentiality: \w+/, 'confidentiality: restricted'));
    const after = await run(workspace.root, ['profile', 'cn', '--format', 'md', '--out', '-']);
    expect([before.code, after.code]).toEqual([0, 0]);
    if (before.out.toLowerCase().includes(title.toLowerCase())) expect(after.out).not.toContain(title);
    const note = await run(workspace.root, [
      'render',
      'note-2026-cooperation-with-china',
      '--document',
      'note',
      '--format',
      'md',
      '--out',
      '-',
    ]);
    expect(note.code, note.err).toBe(0);
  });
});
