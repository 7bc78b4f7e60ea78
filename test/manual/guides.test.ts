/**
 * Each guide is followed word by word, in a fresh folder and on a fixed day. UPDATE_GOLDEN=1 writes into the guides what is
 * printed now, for review.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ProgramFolder, programFolder } from '../helpers/program.ts';
import { makeRepository, type TestRepository } from '../helpers/repository.ts';
import { Story } from '../helpers/story.ts';
import { follow } from './guide.ts';

let home: TestRepository;
let program: ProgramFolder;
let story: Story;

beforeEach(async () => {
  home = makeRepository();
  program = programFolder();
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
  story = new Story({ root: desk, env: program.on(env) });
});
afterEach(() => {
  home.remove();
  program.remove();
});

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
  `irc init common --set names.official.en='Ministry of Examples' --set names.short.en='Ministry' --set seat='Addis Ababa' --set posts='{id: director, title: {en: Director}}' --set posts='{id: desk-africa, title: {en: Desk for Africa}, email: desk@example.org}' --set clearances='{body: legal_office, title: {en: Legal office}}'`,
  'git clone --quiet --bare common ../hosts/register.git',
];

/** A memorandum that the legal office has approved, and a desk's branch that changes it afterwards. */
const proposal = [
  ...register,
  'git clone --quiet https://git.example.org/register.git work',
  'cd work',
  "irc new country --set names.official.en='Republic of Kenya' --set names.short.en=Kenya --set country=KE",
  "irc new mou --set parties=ke --set title.en='Geothermal energy' --set purpose.en='To train researchers.' --set areas=2.3 --set forms=training --no-document",
  'irc advance mou-2026-ke negotiation',
  "irc comment mou-2026-ke by=ke summary='no comments'",
  'irc freeze mou-2026-ke',
  'irc advance mou-2026-ke clearance',
  'irc approve mou-2026-ke --as legal_office',
  'irc sync',
  'git switch --quiet --create notice-kenya',
  'irc set mou-2026-ke termination.notice_months=3 --yes',
  "irc new country --set names.official.en='Republic of Uganda' --set names.short.en=Uganda --set country=UG",
  'irc propose',
  'cd ..',
];

const guides: Readonly<Record<string, readonly string[]>> = {
  'staff.md': register,
  'reviewers.md': proposal,
  'administrator.md': ['git init --quiet --bare ../hosts/register.git'],
};

/** A guide is a day of work, with papers as PDF in it. */
const patience = 300_000;

describe('a guide', () => {
  it.each(Object.entries(guides))(
    '%s is right when it is followed',
    async (file, lines) => {
      await before(...lines);
      const path = join('docs', file);
      const guide = readFileSync(path, 'utf8').replaceAll('\r', '');
      const { faults, differences, updated } = await follow(guide, story);
      expect(faults.join('\n'), `docs/${file} cannot be followed`).toBe('');
      if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, updated);
      else
        expect(
          differences.join('\n'),
          `docs/${file} quotes other texts; write what is printed now: npm run golden`,
        ).toBe('');
    },
    patience,
  );
});
