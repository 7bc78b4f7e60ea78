import { expect, it } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { topics } from '../../src/commands/topics.ts';
import { run } from '../helpers/run.ts';

const help = async (...args: string[]): Promise<string> => (await run('/', args)).out;

it('the help names every command once, by what it is for', async () => {
  const text = await help('--help');
  for (const { name, summary, isHidden } of commands)
    expect(text.match(new RegExp(`^ {2}${name} +${summary.slice(0, 20)}`, 'gm')) ?? []).toHaveLength(
      isHidden === true ? 0 : 1,
    );
  const groups = [...new Set(commands.map((entry) => entry.group))];
  for (const group of groups) expect(text).toMatch(new RegExp(`^${group}:$`, 'm'));
});

it.each(commands.filter((entry) => entry.isHidden !== true).map((entry) => entry.name))(
  '%s has a help with an example',
  async (name) => {
    const text = await help('help', name);
    expect(text).toMatch(new RegExp(`^Usage: irc ${name}`, 'm'));
    expect(text).toMatch(new RegExp(`^ {2}irc ${name}`, 'm'));
  },
);

it.each(topics.map((topic) => topic.name))('the topic %s is a part of the manual', async (name) => {
  const text = await help('help', name);
  expect(text).not.toMatch(/^(#|\||```)|\]\(/m);
  expect(text.split('\n').length).toBeGreaterThan(3);
});

it.each([
  [['help', 'datez'], 'did you mean: irc help dates'],
  [['help', 'shwo'], 'did you mean: irc help show'],
  [['help', 'zzzz'], 'topics: dates, paths'],
  [['shwo', 'za'], 'did you mean: irc show za'],
  [['completion', 'zhs'], '"zhs" is not possible for shell.\n  did you mean zsh? Possible: bash,'],
  [['search'], 'Something is missing: words.\n  see irc search --help'],
])('answers %s with the nearest', async (args, words) => {
  const ran = await run('/', args);
  expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(words)]);
});
