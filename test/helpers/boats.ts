/** A workspace with an invented kind, boats, whose actions have every feature that there is. */
import type { TestRepository } from './repository.ts';
import { travelWorkspace } from './travel.ts';

type Words = Record<string, unknown>;

const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Boat',
  description: 'Something that floats.',
  type: 'object',
  additionalProperties: false,
  required: ['title'],
  properties: {
    title: { title: 'Title', allOf: [{ $ref: 'common.schema.json#/definitions/text' }], 'x-irc': { ask: {} } },
    home: { title: 'Home', type: 'string', 'x-irc': { references: 'town' } },
    crew: {
      title: 'Crew',
      type: 'array',
      items: {
        title: 'Member',
        type: 'object',
        additionalProperties: false,
        required: ['post'],
        properties: {
          post: { title: 'Post', type: 'string' },
          aboard: { title: 'Aboard', type: 'string', format: 'date' },
          berth: { title: 'Berth', type: 'string' },
        },
        'x-irc': { short: 'post' },
      },
      'x-irc': { key: 'post' },
    },
    checks: {
      title: 'Checks',
      type: 'array',
      items: {
        title: 'Check',
        type: 'object',
        additionalProperties: false,
        required: ['part', 'result'],
        properties: {
          part: { title: 'Part', type: 'string', examples: ['hull'] },
          asked: { title: 'Asked', type: 'string', format: 'date' },
          day: { title: 'Day', type: 'string', format: 'date' },
          result: { title: 'Result', enum: ['tight', 'leaks', 'sunk'] },
          repair: { title: 'Repair', type: 'string' },
          grades: {
            title: 'Grades',
            type: 'object',
            additionalProperties: false,
            properties: {
              wood: { title: 'Wood', type: 'integer', minimum: 1, maximum: 5 },
              paint: { title: 'Paint', type: 'integer', minimum: 1, maximum: 5 },
            },
          },
          covers: { title: 'Covers', type: 'object', additionalProperties: { type: 'string' } },
        },
        'x-irc': { short: 'part' },
      },
      'x-irc': { key: 'part' },
    },
    loads: {
      title: 'Loads',
      type: 'array',
      items: {
        title: 'Load',
        type: 'object',
        additionalProperties: false,
        required: ['what'],
        properties: {
          what: { title: 'What', type: 'string', examples: ['coffee'] },
          sacks: { title: 'Sacks', type: 'integer' },
        },
      },
    },
    last_check: { title: 'Last check', type: 'string', format: 'date' },
    history: {
      title: 'History',
      type: 'array',
      items: { title: 'Step', allOf: [{ $ref: 'common.schema.json#/definitions/step' }] },
    },
  },
  'x-irc': {
    plural: 'boats',
    title: 'title.en',
    id: 'boat-{slug(self.title.en)}',
    lifecycle: {
      initial: ['moored'],
      states: {
        moored: { title: 'Moored' },
        at_sea: { title: 'At sea' },
        docked: { title: 'In the dock' },
        lost: { title: 'Lost' },
      },
      transitions: [
        {
          from: ['moored'],
          to: 'at_sea',
          needs: [
            {
              title: 'A home',
              rule: 'has(self.home)',
              at: 'home',
              message: 'it has no home',
              hint: 'irc set {self.id} home=TOWN',
            },
            { title: 'All aboard', rule: 'self.crew.all(c, has(c.aboard))', at: 'crew', message: 'someone is missing' },
          ],
        },
        { from: ['moored', 'at_sea'], to: 'docked' },
        { from: ['moored', 'at_sea', 'docked'], to: 'lost' },
        { from: ['at_sea', 'docked'], to: 'moored' },
      ],
    },
    documents: { paper: { title: 'Paper', template: 'boat/paper' } },
    actions: {
      sail: {
        title: 'Sail',
        help: 'It leaves with everyone aboard.',
        asks: [
          { path: 'crew.*.aboard', default: 'on' },
          { path: 'crew.*.berth', optional: true },
        ],
        step: 'at_sea',
        document: 'paper',
      },
      inspect: {
        title: 'Inspect a part',
        adds: 'checks',
        asks: [
          'part',
          'result',
          { path: 'day', default: 'on' },
          { path: 'repair', flag: 'mend', when: "self.?result.orValue('') == 'leaks'", prompt: 'What is to be mended' },
          { path: 'grades', optional: true },
        ],
        sets: { covers: "{'title': record.title.en}", last_check: 'self.day' },
        step: [
          { to: 'docked', answers: { result: 'leaks' } },
          { to: 'lost', answers: { result: 'sunk' } },
        ],
      },
      load: {
        title: 'Load',
        adds: 'loads',
        needs: [
          {
            title: 'Not too much',
            when: 'has(self.sacks)',
            rule: 'self.sacks <= 90',
            at: 'sacks',
            message: '{self.sacks} sacks sink it',
          },
        ],
      },
      plan: {
        title: 'Plan a trip',
        from: ['moored'],
        asks: [{ path: 'new.starts', optional: true }],
        creates: {
          kind: 'trip',
          with: { title: 'record.title', stops: "[{'town': record.home}]", starts: 'record.last_check' },
        },
        needs: [
          { title: 'A home', rule: 'has(self.home)', message: 'it has no home', hint: 'irc set {self.id} home=TOWN' },
        ],
      },
      review: { title: 'Look at the boat', sets: { last_check: 'on' } },
    },
  } as Words,
};

const record =
  'title: {en: Selam}   # peace\nhome: adama\ncrew:\n  - post: captain\n  - {post: cook, aboard: 2026-11-20}\nchecks:\n  - {part: mast, asked: 2026-11-01, result: tight}\nhistory:\n  - {date: 2026-09-01, to: moored}\n';

/** `change` may spoil the actions of the schema. */
export function boatWorkspace(change: (actions: Record<string, Words>) => void = () => {}): TestRepository {
  const boat = structuredClone(schema);
  change(boat['x-irc'].actions as Record<string, Words>);
  return travelWorkspace({
    '.gitignore': 'out/\n',
    'schemas/boat.schema.json': `${JSON.stringify(boat, undefined, 2)}\n`,
    'templates/boat/paper.md.hbs': '# {{title.en}}\n\nIt sails.\n',
    'records/boats/boat-selam.yaml': record,
  });
}
