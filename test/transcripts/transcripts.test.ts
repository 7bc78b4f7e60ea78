/** Whole conversations, of which each begins in a folder with the sample records. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { holdConversation } from '../helpers/conversation.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

const folder = import.meta.dirname;

describe('a conversation', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
    it(file.replace('.txt', '').replaceAll('-', ' '), async () => {
      const workspace = sampleWorkspace();
      try {
        await holdConversation(join(folder, file), workspace);
      } finally {
        workspace.remove();
      }
    });
  }
});

it('every command is heard in a conversation', () => {
  const all = readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const isHeard = (name: string): boolean => new RegExp(`^\\$ .*irc (-C \\S+ )?${name}( |$)`, 'm').test(all);
  expect(commands.map(({ name }) => name).filter((name) => !isHeard(name))).toEqual([]);
});
