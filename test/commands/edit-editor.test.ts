import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
beforeEach(() => {
  workspace = sampleWorkspace();
});
afterEach(() => workspace.remove());

const za = 'records/partners/za.yaml';

/** Runs the command with an editor that is a script: it finds the file in $1, and how often it ran in $runs. */
async function edit(script: string, args: readonly string[] = [], answers?: readonly string[]): Promise<Ran> {
  workspace.write(
    'out/editor',
    `#!/bin/sh\nruns=$(cat "$0.runs" 2>/dev/null || echo 0)\necho $((runs + 1)) > "$0.runs"\n${script}\n`,
  );
  const editor = join(workspace.root, 'out/editor');
  chmodSync(editor, 0o755);
  return run(workspace.root, ['edit', 'za', '--editor', ...args], {
    env: { ...workspace.env, EDITOR: editor },
    ...(answers === undefined ? {} : { answers }),
  });
}

it('saves what the editor leaves, comments and all, in one commit', async () => {
  const ran = await edit('printf "# by hand\\nremarks: met in June\\n" >> "$1"');
  expect([ran.code, ran.out]).toEqual([0, expect.stringContaining('Remarks: met in June')]);
  expect(workspace.read(za)).toMatch(/# by hand\nremarks: met in June\n$/);
  expect(workspace.git('log', '-1', '--format=%s')).toBe('Change za: remarks\n');
});

it('says so where nothing was changed', async () => {
  const ran = await edit('true');
  expect([ran.code, ran.err]).toEqual([0, 'Nothing was changed.\n']);
});

it('opens again with what is wrong at the top, until it is right', async () => {
  const ran = await edit(
    'if [ "$runs" = 0 ]; then echo "countri: KE" >> "$1"; else cp "$1" "$0.seen"; sed -i "s/^countri: KE$/remarks: right/" "$1"; fi',
    [],
    ['open it again'],
  );
  expect([ran.code, ran.out]).toEqual([0, expect.stringContaining('Remarks: right')]);
  expect(ran.err).toContain('unknown-field');
  const seen = workspace.read('out/editor.seen').split('\n');
  const [, line] = /^#! line (\d+): .*countri/.exec(seen[0] ?? '') ?? [];
  expect(seen[Number(line) - 1]).toBe('countri: KE');
  expect(workspace.read(za)).not.toContain('#! ');
});

it('opens again where it cannot even be read', async () => {
  const ran = await edit(
    'if [ "$runs" = 0 ]; then echo "a: [" >> "$1"; else sed -i "s/^a: \\[$/remarks: right/" "$1"; fi',
    [],
    ['open it again'],
  );
  expect([ran.code, workspace.read(za)]).toEqual([0, expect.stringContaining('remarks: right')]);
});

it('keeps the text where it is given up, and goes on from it', async () => {
  const before = workspace.read(za);
  const ran = await edit('echo "countri: KE" >> "$1"');
  expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('given-up: Nothing was saved. Your text is in ')]);
  expect(workspace.read(za)).toBe(before);
  const kept = 'out/za/za.edited.yaml';
  expect(workspace.read(kept)).toBe(`${before}countri: KE\n`);
  const again = await edit('sed -i "s/^countri: KE$/remarks: right/" "$1"', ['--from', kept]);
  expect([again.code, workspace.read(za)]).toEqual([0, `${before}remarks: right\n`]);
});

it('keeps the text where the save is refused', async () => {
  workspace.write(za, `${workspace.read(za)}# not committed\n`);
  const ran = await edit('echo "remarks: x" >> "$1"');
  expect([ran.code, ran.err]).toEqual([3, expect.stringContaining('Your text is in ')]);
  expect(workspace.read('out/za/za.edited.yaml')).toContain('remarks: x');
});

it('names the file where the editor fails', async () => {
  const ran = await edit('echo "remarks: x" >> "$1"; exit 3');
  expect([ran.code, ran.err]).toEqual([
    3,
    expect.stringMatching(/ended with 3\. Nothing was saved; your text is in \//),
  ]);
  expect(workspace.git('status', '--short')).toBe('');
});
