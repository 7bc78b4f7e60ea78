import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boatWorkspace } from '../helpers/boats.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, type RunOptions, run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
beforeEach(() => {
  workspace = boatWorkspace();
});
afterEach(() => {
  workspace.remove();
});

const file = 'records/boats/boat-selam.yaml';
const irc = (args: readonly string[], options: RunOptions = {}): Promise<Ran> =>
  run(workspace.root, args, { env: workspace.env, ...options });
const untouched = (before: string): void => {
  expect(workspace.read(file)).toBe(before);
  expect(workspace.git('log', '--format=%s')).not.toContain('boat-selam');
};

it('the invented schema is sound', async () => {
  expect(await irc(['validate'])).toEqual({ code: 0, out: '✓ 5 records, no errors, no warnings\n', err: '' });
});

describe('an action without questions', () => {
  it('writes answers, proposals and the step in one commit, and says how to go on', async () => {
    const ran = await irc(['sail', 'boat-selam', '--on', '2026-11-22', '--note', 'calm', 'crew.cook.berth=aft']);
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(workspace.read(file)).toBe(
      'title: {en: Selam}   # peace\nhome: adama\ncrew:\n  - post: captain\n    aboard: 2026-11-22\n  - {post: cook, aboard: 2026-11-20, berth: aft}\nchecks:\n  - {part: mast, asked: 2026-11-01, result: tight}\nhistory:\n  - {date: 2026-09-01, to: moored}\n  - {date: 2026-11-22, to: at_sea, by: director, note: calm}\n',
    );
    expect(workspace.git('log', '-1', '--format=%B').trim()).toBe(
      'Sail: boat-selam, now at sea\n\nCrew, captain, aboard: 22 Nov 2026 (13 Hidar 2019 E.C.)\nCrew, cook, berth: aft\nHistory: + date 22 Nov 2026 (13 Hidar 2019 E.C.), state at_sea, post director, note calm\n\nIrc-Record: boat-selam\nIrc-Action: sail',
    );
    expect(workspace.git('status', '--porcelain')).toBe('');
    expect(ran.out).toContain('✓ Saved boat-selam\n');
    expect(ran.out).toMatch(/document +out\/boat-selam\/paper-en\.docx, \.pdf/);
    expect(ran.out).toMatch(/next +irc ready boat-selam --for docked\n/);
    expect(ran.out).toMatch(/take back +irc undo [0-9a-f]{7}\n/);
  });

  it('adds an item, works out fields of the item and of the record, and takes the step that the answers give', async () => {
    const ran = await irc(['inspect', 'boat-selam', 'part=hull', 'result=leaks', 'repair=tar', 'grades.wood=2']);
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(workspace.read(file)).toContain(
      '  - part: hull\n    day: 2026-11-24\n    result: leaks\n    repair: tar\n    grades: {wood: 2}\n    covers: {title: Selam}\nlast_check: 2026-11-24\n',
    );
    expect(workspace.read(file)).toContain('- {date: 2026-11-24, to: docked, by: director}\n');
  });

  it('takes an answer by its option, as a word before it or in one', async () => {
    for (const words of [['--mend', 'tar = pitch'], ['--mend=tar = pitch']]) {
      const ran = await irc(['inspect', 'boat-selam', 'part=hull', ...words, 'result=leaks', '-n']);
      expect([ran.code, ran.out.includes('repair tar = pitch')], ran.err + ran.out).toEqual([0, true]);
    }
    const twice = await irc(['inspect', 'boat-selam', 'part=hull', 'result=leaks']);
    expect(twice.err).toContain('  --mend TEXT  ');
    expect(twice.err).toContain('add to the line: irc inspect boat-selam … --mend TEXT.');
  });

  it('fills in the item that has the key already', async () => {
    expect((await irc(['inspect', 'boat-selam', 'part=mast', 'day=2026-11-23'])).code).toBe(0);
    expect(workspace.read(file)).toContain(
      'part: mast, asked: 2026-11-01, day: 2026-11-23, result: tight, covers: {title: Selam}',
    );
    expect(workspace.read(file)).not.toContain('2026-11-24');
  });

  it('asks for each field of an item of which the schema says no more', async () => {
    const missing = await irc(['load', 'boat-selam']);
    expect([missing.code, missing.err]).toEqual([
      2,
      expect.stringContaining("what=TEXT                          What  like 'coffee'"),
    ]);
    expect(missing.err).not.toContain('sacks');
    expect((await irc(['load', 'boat-selam', 'what=coffee', 'sacks=40'])).code).toBe(0);
    expect(workspace.read(file)).toContain('loads:\n  - {what: coffee, sacks: 40}\n');
  });

  it('makes another record, of which fields may be given', async () => {
    const ran = await irc(['plan', 'boat-selam', 'new.starts=2027-02-01', '--id', 'east', '--on', '2026-11-20']);
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(workspace.read('records/trips/east.yaml')).toBe(
      'title: {en: Selam}\nstarts: 2027-02-01\ndays: 5\nstops:\n  - {town: adama}\nhistory:\n  - {date: 2026-11-20, to: idea, by: director}\n',
    );
    expect(workspace.git('log', '-1', '--format=%B')).toContain('Plan a trip: boat-selam → east\n');
    expect(ran.out).toMatch(/next +irc \w+ east( --for \w+)?\n/);
  });

  it('makes both records in one commit, or neither', async () => {
    const ran = await irc(['plan', 'boat-selam', 'home=jimma', '--id', 'to-jimma', '--json']);
    expect(JSON.parse(ran.out)).toMatchObject({
      id: 'boat-selam',
      records: [
        { id: 'boat-selam', change: 'changed' },
        { id: 'to-jimma', kind: 'trip', change: 'added' },
      ],
      documents: [],
    });
    expect(workspace.git('show', '--name-only', '--format=', 'HEAD').trim().split('\n')).toEqual([
      file,
      'records/trips/to-jimma.yaml',
    ]);
  });

  it('does for each kind what that kind says', async () => {
    expect((await irc(['review', 'boat-selam'])).code).toBe(0);
    expect(workspace.read(file)).toContain('last_check: 2026-11-24\n');
    expect((await irc(['review', 'boat-selam'])).err).toBe('boat-selam reads so already. Nothing was changed.\n');
  });

  it('shows all and writes nothing with --dry-run', async () => {
    const before = workspace.read(file);
    const ran = await irc(['inspect', 'boat-selam', 'part=hull', 'result=sunk', '-n']);
    expect(ran.out).toContain('so State: moored → lost');
    untouched(before);
  });
});

describe('an action is refused', () => {
  const cases: readonly (readonly [string, readonly string[], number, readonly string[]])[] = [
    [
      'with every missing answer',
      ['inspect', 'boat-selam'],
      2,
      ['2 answers are missing', 'part=TEXT', 'result=CODE', 'add to the line: irc inspect boat-selam part=TEXT …'],
    ],
    [
      'for what only some answers call for',
      ['inspect', 'boat-selam', 'part=hull', 'result=leaks'],
      2,
      ['1 answer is missing', '--mend TEXT                        What is to be mended'],
    ],
    ['with the nearest record', ['sail', 'boat-selan'], 2, ['did you mean boat-selam']],
    ['on a record of another kind', ['sail', 'adama'], 2, ['irc sail is for boats; adama is a town.']],
    ['with the nearest field', ['inspect', 'boat-selam', 'prat=hull'], 2, ['no "prat"']],
    [
      'with a value that is none',
      ['inspect', 'boat-selam', 'part=hull', 'result=wet'],
      2,
      ['value-invalid', 'Result (result)'],
    ],
    [
      'for a step that is written by hand',
      ['sail', 'boat-selam', 'history+=lost'],
      2,
      ['history-is-kept', '--on, --by, --note'],
    ],
    [
      'for a remark that would be kept nowhere',
      ['review', 'boat-selam', '--note', 'x'],
      2,
      ['--note is kept with a step of the history, and irc review records none'],
    ],
    [
      'for a remark that the answers give no step for',
      ['inspect', 'boat-selam', 'part=hull', 'result=tight', '--note', 'x'],
      2,
      ['these answers record none'],
    ],
    ['for a day that is none', ['review', 'boat-selam', '--on', 'soon'], 2, ['--on: ']],
    ['for a post that is none', ['sail', 'boat-selam', '--by', 'directr'], 2, ['did you mean director']],
    [
      'for a field of the new record that is none',
      ['plan', 'boat-selam', 'new.begin=x'],
      2,
      ['unknown-field', 'no "begin"'],
    ],
    [
      'for an answer that nothing asks for',
      ['inspect', 'boat-selam', 'colour=red'],
      2,
      ['irc inspect asks for no "colour"', 'answers here: part, '],
    ],
    ['for an answer by its title', ['inspect', 'boat-selam', 'Part=hull'], 2, ['did you mean part?']],
    ['for an id that is taken', ['plan', 'boat-selam', '--id', 'adama'], 2, ['id-taken']],
  ];
  it.each(cases)('%s', async (_what, args, code, words) => {
    const before = workspace.read(file);
    const ran = await irc(args);
    expect(ran.code).toBe(code);
    for (const each of words) expect(ran.err).toContain(each);
    untouched(before);
  });

  it('where it cannot begin', async () => {
    workspace.commit({ [file]: workspace.read(file).replace('to: moored}', 'to: at_sea}') });
    const ran = await irc(['plan', 'boat-selam']);
    expect([ran.code, ran.err]).toEqual([
      2,
      'error no-such-step: boat-selam is in the state at sea; irc plan is for boats in the state moored.\n  what comes first: irc advance boat-selam moored\n',
    ]);
  });

  it('where the step that the answers give is not open', async () => {
    workspace.commit({ [file]: workspace.read(file).replace('to: moored}', 'to: lost}') });
    const ran = await irc(['inspect', 'boat-selam', 'part=hull', 'result=leaks', 'repair=tar']);
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('A boat cannot go from lost to docked')]);
  });

  it('for what no answer can mend, before anything is asked', async () => {
    workspace.commit({ [file]: workspace.read(file).replace('home: adama\n', '') });
    const sail = await irc(['sail', 'boat-selam'], { answers: [] });
    expect([sail.code, sail.err]).toEqual([
      1,
      expect.stringContaining('✗ A home: it has no home\n      irc set boat-selam home=TOWN'),
    ]);
    const plan = await irc(['plan', 'boat-selam'], { answers: [] });
    expect([plan.code, plan.err]).toEqual([
      1,
      'error not-ready: irc plan cannot be done on boat-selam: 1 of 1 condition is not met.\n  ✗ A home: it has no home\n      irc set boat-selam home=TOWN\n  Nothing was changed.\n',
    ]);
    expect((await irc(['plan', 'boat-selam', 'home=jimma', '-n'])).code).toBe(0);
  });

  it('for an answer that a condition forbids, with the answer that would mend it', async () => {
    const ran = await irc(['load', 'boat-selam', 'what=coffee', 'sacks=91']);
    expect([ran.code, ran.err]).toEqual([
      1,
      'error not-ready: irc load cannot be done on boat-selam: 1 of 1 condition is not met.\n  ✗ Not too much: 91 sacks sink it\n      irc load boat-selam sacks=NUMBER\n  Nothing was changed.\n',
    ]);
  });

  it('for what an answer leaves open, with the list of all conditions', async () => {
    const ran = await irc(['sail', 'boat-selam', 'crew+=mate', '-n']);
    expect(ran.code).toBe(0);
    workspace.remove();
    workspace = boatWorkspace((actions) => {
      (actions.sail as { asks: unknown }).asks = [{ path: 'crew.*.aboard', optional: true }];
    });
    const open = await irc(['sail', 'boat-selam']);
    expect([open.code, open.err]).toEqual([1, expect.stringContaining('1 of 2 conditions are not met')]);
    expect(open.err).toContain('✓ A home\n  ✗ All aboard: someone is missing');
    expect(open.err).toContain('irc ready boat-selam --for at_sea');
  });
});

describe('an action in a terminal', () => {
  it('offers no answer whose step does not lead on from where the record stands', async () => {
    const offered = async (state: string): Promise<readonly string[]> => {
      workspace.write(file, workspace.read(file).replace(/to: \w+\}\n$/, `to: ${state}}\n`));
      let found: readonly string[] = [];
      await run(workspace.root, ['inspect', 'boat-selam', 'part=hull'], {
        env: workspace.env,
        answers: ['tight', '', '', 'no'],
        asked: ({ message, choices }) => {
          if (message === 'Result') found = choices.map(({ value }) => value);
        },
      });
      return found;
    };
    expect(await offered('moored')).toEqual(['tight', 'leaks', 'sunk']);
    expect(await offered('docked')).toEqual(['tight', 'sunk']);
    expect(await offered('lost')).toEqual(['tight']);
  });

  it('asks what is missing, shows what will change, and saves', async () => {
    const ran = await irc(['inspect', 'boat-selam'], {
      answers: ['hull', 'leaks', '', 'tar', '3', '', 'yes'],
    });
    expect(ran.code).toBe(0);
    expect(ran.err).toContain('Inspect a part: boat-selam · Selam\n');
    expect(ran.err).toContain('so State: moored → in the dock');
    expect(ran.err).toContain(
      'the same without questions:\n    irc inspect boat-selam part=hull result=leaks --mend tar grades.wood=3\n',
    );
    expect(workspace.read(file)).toContain('grades: {wood: 3}');
  });

  it('asks item by item, goes back, and takes a change of mind', async () => {
    const ran = await irc(['sail', 'boat-selam', '--no-document'], {
      answers: ['2026-11-21', 'bow', '<', 'stern', '', '', 'change', 'captain: berth', 'hold', 'yes'],
    });
    expect(ran.err).toContain(
      'irc sail boat-selam --no-document crew.captain.aboard=2026-11-21 \\\n      crew.captain.berth=hold\n',
    );
    expect(workspace.read(file)).toContain('  - post: captain\n    aboard: 2026-11-21\n    berth: hold\n');
    expect(ran.out).not.toContain('document');
  });

  it('does not ask what the command line says', async () => {
    const ran = await irc(
      ['inspect', 'boat-selam', 'part=hull', 'result=tight', 'day=2026-11-23', 'grades.wood=1', 'grades.paint=2'],
      {
        answers: ['yes'],
      },
    );
    expect([ran.code, workspace.read(file)]).toEqual([0, expect.stringContaining('grades: {wood: 1, paint: 2}')]);
  });

  it('asks of the new record what the action names', async () => {
    const ran = await irc(['plan', 'boat-selam'], { answers: ['2027-03-01', 'yes'] });
    expect([ran.code, workspace.read('records/trips/trip-adama-2.yaml')]).toEqual([
      0,
      expect.stringContaining('starts: 2027-03-01\n'),
    ]);
    expect(ran.err).toContain('irc plan boat-selam new.starts=2027-03-01');
  });

  it('keeps the answers when it is stopped, takes them up again, and forgets them when it is done', async () => {
    const before = workspace.read(file);
    const line = ['inspect', 'boat-selam', '--on', '2026-11-22'];
    const stopped = await irc(line, { answers: ['hull', 'leaks', '', '^C'] });
    expect(stopped.code).toBe(130);
    expect(stopped.err).toContain('Stopped. 3 answers are kept on this computer; nothing was written');
    expect(stopped.err).toContain('go on: irc inspect boat-selam --on 2026-11-22 --resume ');
    untouched(before);
    expect((await irc([])).out).toMatch(
      /inspect boat-selam, stopped .* irc inspect boat-selam --on 2026-11-22 --resume/,
    );
    // What someone else writes in the meantime stays.
    await irc(['set', 'boat-selam', 'home=jimma', '-y']);
    const ran = await irc([...line, '--resume'], { answers: ['tar', '3', '', 'yes'] });
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('Taken up where you stopped.')]);
    expect(ran.err).toContain(
      'irc inspect boat-selam --on 2026-11-22 part=hull result=leaks --mend tar \\\n      grades.wood=3\n',
    );
    expect(workspace.read(file)).toContain('home: jimma\n');
    expect(workspace.read(file)).toContain('  - part: hull\n    day: 2026-11-22\n    result: leaks\n    repair: tar\n');
    const gone = await irc([...line, '--resume'], { answers: [] });
    expect([gone.code, gone.err]).toEqual([2, expect.stringContaining('There is no stopped start of irc inspect')]);
  });

  it('does not take the record for a second one of itself', async () => {
    workspace.remove();
    workspace = sampleWorkspace();
    const questions: string[] = [];
    const asked = ({ message }: { readonly message: string }): number => questions.push(message);
    const ran = await irc(['decide', 'water-igad'], { answers: ['Suspend', '^C'], asked });
    expect([ran.code, questions]).toEqual([130, ['Kind', 'Grounds']]);
  });

  it('keeps nothing where nothing was answered, and throws away what was kept when told to', async () => {
    expect((await irc(['inspect', 'boat-selam'], { answers: ['^C'] })).err).not.toContain('are kept');
    expect((await irc(['plan', 'boat-selam'], { answers: ['2027-03-01', '^C'] })).err).toContain('1 answer is kept');
    expect((await irc(['plan', 'boat-selam', '--discard'])).err).toBe('The kept answers are gone.\n');
    expect((await irc(['plan', 'boat-selam', '--resume'], { answers: [] })).code).toBe(2);
  });

  it('goes back from the questions of the new record to its own, and begins that record anew', async () => {
    workspace.remove();
    workspace = boatWorkspace((actions) => {
      if (actions.plan !== undefined) actions.plan.asks = ['last_check', { path: 'new.starts', optional: true }];
    });
    const ran = await irc(['plan', 'boat-selam'], {
      answers: ['2026-11-20', '<', '2026-11-21', '', 'yes'],
      showsQuestions: true,
    });
    expect([ran.code, workspace.read(file)]).toEqual([0, expect.stringContaining('last_check: 2026-11-21\n')]);
    expect(workspace.read('records/trips/trip-adama-2.yaml')).toContain('starts: 2026-11-21\n');
    // What was answered of the new record stays, whatever the action says then.
    const stays = await irc(['plan', 'boat-selam'], {
      answers: ['2026-11-22', '2027-03-01', 'change', 'Last check', '2026-11-23', 'yes'],
    });
    expect(stays.err).toContain('irc plan boat-selam last_check=2026-11-23 new.starts=2027-03-01');
    expect(workspace.read('records/trips/trip-adama-3.yaml')).toContain('starts: 2027-03-01\n');
  });

  it('leaves all as it was', async () => {
    const before = workspace.read(file);
    expect((await irc(['review', 'boat-selam'], { answers: ['no'] })).err).toContain('Nothing was saved.\n');
    untouched(before);
  });

  it('asks nothing with --yes', async () => {
    const ran = await irc(['inspect', 'boat-selam', '-y'], { answers: [] });
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('was told not to ask')]);
  });
});

describe('the words of actions', () => {
  it('are told where a command is looked for', async () => {
    const text = (await irc(['--help'])).out;
    expect(text).toMatch(/^Actions of this register:\n {2}sail +sail \(boat\)$/m);
    expect(text).toMatch(/^ {2}review +look at the boat \(boat\)$/m);
    expect((await irc(['sial', 'boat-selam'])).err).toContain('did you mean: irc sail boat-selam');
    expect((await irc(['help', 'sial'])).err).toContain('did you mean: irc help sail');
    expect((await run('/', ['sail', 'x'])).err).toContain('There is no command "sail"');
  });

  it('have a help out of the schema', async () => {
    const text = (await irc(['inspect', '--help'])).out;
    expect(text).toBe((await irc(['help', 'inspect'])).out);
    expect(text).toContain('Usage: irc inspect [options] <id> [path=value...]\n\nInspect a part.\n');
    expect(text).toContain('For:       boats\nStep:      by the answers in the dock or lost\n');
    expect(text).toContain(
      'Asks for (* must be answered):\n  part=TEXT            Part *\n  result=CODE          Result *\n  day=DATE             Day\n  --mend TEXT          What is to be mended\n  grades.wood=NUMBER   Grades, wood\n',
    );
    expect(text).toContain('Examples:\n  irc inspect BOAT-ID\n  irc inspect BOAT-ID part=hull result=CODE\n');
    const sail = (await irc(['sail', '--help'])).out;
    expect(sail).toContain(
      'It leaves with everyone aboard.\nFor:       boats in the state moored\nStep:      at sea\nDocument:  paper\n',
    );
    expect(sail).toContain('  crew.POST.aboard=DATE  Crew, aboard\n');
    expect((await irc(['plan', '--help'])).out).toContain(
      'Makes:     a new trip; its fields are given as new.path=value\n',
    );
  });

  it('stand in the reference of the kind', async () => {
    const text = (await irc(['kinds', 'boat'])).out;
    expect(text).toContain('Actions\n  irc sail     Sail · moored → at_sea\n');
    expect((await irc(['kinds', 'boat', '--markdown'])).out).toContain(
      '| `irc sail` | **Sail.** It leaves with everyone aboard. | `moored` | `at_sea` | `crew.*.aboard`, `crew.*.berth` |',
    );
    expect((await irc(['show', 'boat-selam'])).out).toContain('irc sail boat-selam   → at_sea   (or docked, lost)');
  });

  it.each([
    ['irc sai', ['sail']],
    ['irc help insp', ['inspect']],
    ['irc sail ', ['boat-selam']],
    ['irc inspect boat-selam ', ['part=', 'result=', 'day=', 'grades.wood=', 'grades.paint=']],
    ['irc inspect boat-selam result=', ['result=tight', 'result=leaks', 'result=sunk']],
    ['irc sail boat-selam crew.ca', ['crew.captain.aboard=', 'crew.captain.berth=']],
    ['irc inspect boat-selam part=hull --me', ['--mend', '--message']],
    ['irc sail boat-selam --by d', ['director']],
    ['irc sail --no-d', ['--no-document']],
  ])('are completed: %s', async (line, values) => {
    const offered = (await irc(['complete', 'zsh', line])).out.split('\n').map((text) => text.split('\t')[0]);
    expect(offered.slice(0, values.length)).toEqual(values);
  });
});

describe('slips in the word are told with their place', () => {
  type Actions = Record<string, Record<string, unknown>>;
  const slips: readonly (readonly [string, (actions: Actions) => void, string])[] = [
    [
      'a name of the program',
      (all) => {
        all.list = { title: 'List' };
      },
      '"list" is a command of irc, and no action can be called so',
    ],
    [
      'a misspelt word',
      (all) => {
        all.sail!.ask = [];
      },
      'x-irc has no word "ask" here',
    ],
    [
      'a field that is not there',
      (all) => {
        all.sail!.asks = ['crew.*.aboart'];
      },
      'there is no field "crew.*.aboart"',
    ],
    [
      'a list without its star',
      (all) => {
        all.sail!.asks = ['crew.aboard'];
      },
      'there is no field "crew.aboard"',
    ],
    [
      'a field to set',
      (all) => {
        all.review!.sets = { last: 'on' };
      },
      'there is no field "last"',
    ],
    [
      'the history',
      (all) => {
        all.review!.asks = ['history'];
      },
      'steps are recorded by step',
    ],
    [
      'each item to set',
      (all) => {
        all.review!.sets = { 'crew.*.berth': "'a'" };
      },
      '* has no meaning here',
    ],
    [
      'a list to add to',
      (all) => {
        all.load!.adds = 'home';
      },
      'there is no list of groups "home" to add to',
    ],
    [
      'a state',
      (all) => {
        all.sail!.step = 'at_see';
      },
      'there is no state "at_see"',
    ],
    [
      'a state to begin in',
      (all) => {
        all.plan!.from = ['ashore'];
      },
      'there is no state "ashore"',
    ],
    [
      'a condition of a step that is none',
      (all) => {
        all.sail!.step = [{ to: 'at_sea', when: 'size(self.crew)' }];
      },
      'must be true or false, but gives int',
    ],
    [
      'a kind to make',
      (all) => {
        all.plan!.creates = { kind: 'trips' };
      },
      'there is no kind "trips"',
    ],
    [
      'a field of what is made',
      (all) => {
        all.plan!.creates = { kind: 'trip', with: { begin: 'on' } };
      },
      'there is no field "begin"',
    ],
    [
      'a document',
      (all) => {
        all.sail!.document = 'papers';
      },
      'the kind "boat" has no document "papers"',
    ],
    [
      'an option that all commands have',
      (all) => {
        all.sail!.asks = [{ path: 'home', flag: 'note' }];
      },
      '--note is an option that commands have',
    ],
    [
      'an option for each item',
      (all) => {
        all.sail!.asks = [{ path: 'crew.*.aboard', flag: 'aboard' }];
      },
      '--aboard would answer for each item',
    ],
    [
      'an option that answers two things',
      (all) => {
        all.inspect!.asks = [
          { path: 'part', flag: 'what' },
          { path: 'result', flag: 'what' },
        ];
      },
      '--what answers something else already',
    ],
    [
      'an expression',
      (all) => {
        all.sail!.asks = [{ path: 'home', default: 'self.hone' }];
      },
      'self.hone',
    ],
    [
      'a condition that is none',
      (all) => {
        all.inspect!.asks = [{ path: 'part', when: "'x'" }];
      },
      'must be true or false',
    ],
    [
      'a field of the item in a condition',
      (all) => {
        all.load!.needs = [{ title: 'x', rule: 'self.wat == 1', message: 'm' }];
      },
      'self.wat',
    ],
  ];
  it('and the help is there all the same', async () => {
    workspace.remove();
    workspace = boatWorkspace((actions) => {
      Object.assign(actions, { sail: null, load: 'x', plan: { title: 3 } });
    });
    const ran = await irc(['--help']);
    expect([ran.code, ran.out]).toEqual([0, expect.stringMatching(/^Actions of this register:\n {2}inspect /m)]);
    expect((await irc(['sail', 'boat-selam'])).code).toBe(2);
    expect((await irc(['validate'])).code).toBe(1);
  });

  it.each(slips)('%s', async (_what, change, words) => {
    workspace.remove();
    workspace = boatWorkspace(change);
    const ran = await irc(['validate', '--format', 'json']);
    const { problems } = JSON.parse(ran.out) as { problems: { file: string; line: number; message: string }[] };
    expect([...new Set(problems.map((problem) => problem.file))]).toEqual(['schemas/boat.schema.json']);
    expect(problems.map((problem) => problem.message).join('\n')).toContain(words);
    expect(problems[0]?.line).toBeGreaterThan(100);
    const before = workspace.read(file);
    const done = await irc(['review', 'boat-selam']);
    expect([done.code, done.err]).toEqual([
      3,
      expect.stringContaining('error schema-invalid: schemas/boat.schema.json:'),
    ]);
    expect(workspace.read(file)).toBe(before);
  });
});

it('is done by questions on a record that is known by its title, and is no double of itself', async () => {
  const samples = sampleWorkspace();
  try {
    const args = ['evaluate', 'leather-enzymes', '--by', 'director'];
    const answers = ['', 'planning-expert', 'planning', '', '4', '3', '3', '2', '3', '3', '', 'approve', 'yes'];
    const ran = await run(samples.root, args, { env: samples.env, answers });
    expect([ran.code, ran.err]).toEqual([0, expect.not.stringContaining('There is a project')]);
    expect(samples.read('records/projects/leather-enzymes.yaml')).toContain('by: planning-expert');
  } finally {
    samples.remove();
  }
});
