/**
 * One story a task of the directorate, from the first command to its document, day or decision: on the sample records among
 * 200 partners, 500 agreements and 1,000 projects. The register is made once, and each story has a copy of it.
 */
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdConversation } from '../../helpers/conversation.ts';
import { writeLargeRegister } from '../../helpers/large-register.ts';
import { repositoryAt, type TestRepository } from '../../helpers/repository.ts';
import { sampleWorkspace } from '../../helpers/samples.ts';

let large: TestRepository;
beforeAll(() => {
  large = sampleWorkspace();
  writeLargeRegister(large.root, { partners: 200, agreements: 500, projects: 1_000 });
  large.git('config', 'irc.post', 'director');
  large.git('add', '--all');
  large.git('commit', '--quiet', '--message=A large register');
});
afterAll(() => large.remove());

async function inCopy(work: (copy: TestRepository) => Promise<void>): Promise<void> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'irc-story-')));
  const root = join(base, 'work');
  try {
    cpSync(large.root, root, { recursive: true });
    await work(repositoryAt(root, large.env));
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

describe('a story', () => {
  for (const file of readdirSync(import.meta.dirname).filter((name) => name.endsWith('.txt'))) {
    it(file.replace('.txt', '').replaceAll('-', ' '), () =>
      inCopy(async (copy) => {
        await holdConversation(join(import.meta.dirname, file), copy);
        if (copy.exists('agenda.ics')) checkCalendar(copy.read('agenda.ics'));
      }),
    );
  }
});

/** A parser that is not ours reads whole days, each with a uid of its own and an alarm. */
function checkCalendar(text: string): void {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
  expect(events.length).toBeGreaterThan(0);
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
  for (const event of events) {
    expect([event.startDate.isDate, event.component.getAllSubcomponents('valarm').length]).toEqual([true, 1]);
    expect(event.summary).not.toBe('');
  }
}
