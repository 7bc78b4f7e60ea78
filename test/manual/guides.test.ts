/**
 * Each guide is followed word by word, in a fresh folder and on a fixed day. UPDATE_GOLDEN=1 writes into the guides what is
 * printed now, for review.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRepository, type TestRepository } from '../helpers/repository.ts';
import { Story } from '../helpers/story.ts';
import { follow } from './guide.ts';

let home: TestRepository;
let story: Story;

beforeEach(async () => {
  home = makeRepository();
  const above = dirname(home.root);
  // The address of a code host leads to a folder on this computer.
  const hosts = join(above, 'hosts');
  mkdirSync(hosts);
  // A folder that lies in no repository yet.
  const desk = join(above, 'desk');
  mkdirSync(desk);
  writeFileSync(
    join(home.env.HOME ?? '', '.gitconfig'),
    `[url "${hosts}/"]\n  insteadOf = https://git.example.org/\n[init]\n  defaultBranch = main\n`,
  );
  const { GIT_AUTHOR_NAME, GIT_AUTHOR_EMAIL, GIT_COMMITTER_NAME, GIT_COMMITTER_EMAIL, ...env } = home.env;
  story = new Story({ root: desk, env });
});
afterEach(() => home.remove());

/** What was done before the guide begins, by others. */
async function before(...lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const { code, text } = await story.run(line);
    expect(code, `${line}\n${text}`).toBe(0);
  }
}

const identity = ["git config --global user.name 'Desk for Africa'", 'git config --global user.email desk@example.org'];

/** A register of a house with a desk and a legal office, at the address that the guides name. */
const register = [
  ...identity,
  `irc init common --set names.official.en='Ministry of Examples' --set seat='Addis Ababa' --set posts='{id: director, title: {en: Director}}' --set posts='{id: desk-africa, title: {en: Desk for Africa}, email: desk@example.org}' --set clearances='{body: legal_office, title: {en: Legal office}}'`,
  'git clone --quiet --bare common ../hosts/register.git',
];

const guides: Readonly<Record<string, readonly string[]>> = {
  'staff.md': register,
};

describe('a guide', () => {
  it.each(Object.entries(guides))('%s is right when it is followed', async (file, lines) => {
    await before(...lines);
    const path = join('docs', file);
    const guide = readFileSync(path, 'utf8').replaceAll('\r', '');
    const { faults, updated } = await follow(guide, story);
    if (process.env.UPDATE_GOLDEN === '1' && updated !== guide) writeFileSync(path, updated);
    else expect(faults.join('\n'), `docs/${file}: mend it, or write what is printed now: npm run golden`).toBe('');
  });
});
