/** A write finds the errors that it adds to records which it does not touch, though it looks at little of each. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workspace } from '../../../src/context.ts';
import { type ProposedRecord, propose } from '../../../src/core/changes/proposal.ts';
import { checkRecord } from '../../../src/core/checks/index.ts';
import type { RecordEntry, Register } from '../../../src/core/register/register.ts';
import { openWorkspace } from '../../../src/io/workspace.ts';
import type { TestRepository } from '../../helpers/repository.ts';
import { sampleWorkspace } from '../../helpers/samples.ts';

let repository: TestRepository;
let workspace: Workspace;

beforeAll(async () => {
  repository = sampleWorkspace();
  const renewal = repository.read('records/agreements/mou-2022-igad.yaml');
  repository.write('records/agreements/mou-2026-igad.yaml', `${renewal}renews: mou-2022-igad\n`);
  const surroundings = { cwd: repository.root, env: repository.env, today: '2026-11-24', now: () => '' };
  workspace = await openWorkspace(surroundings);
  await workspace.kinds.prepareChecks();
});
afterAll(() => repository.remove());

/** Errors of the whole register as it would be, less those that it has. */
function errorsAdded(record: ProposedRecord): string[] {
  const { register } = workspace;
  const next = register.with(new Map([[record.before?.file ?? '', record.after]]));
  const before = new Set(errorsIn(register));
  return errorsIn(next).filter((error) => !before.has(error));
}

function errorsIn(register: Register): string[] {
  return register.records
    .flatMap((record) => checkRecord(register, record))
    .filter(({ severity }) => severity === 'error')
    .map(({ file, code, path, message }) => [file, code, path, message].join(' '))
    .sort();
}

function errorsProposed(record: ProposedRecord): string[] {
  const { errors } = propose(workspace.register, [record], { subject: 'A change' } as never);
  return errors.map(({ file, code, path, message }) => [file, code, path, message].join(' ')).sort();
}

function entry(id: string): RecordEntry {
  const found = workspace.register.record(id);
  if (found === undefined) throw new Error(`no record ${id}`);
  return found;
}

function changed(id: string, change: (text: string) => string): ProposedRecord {
  const before = entry(id);
  const after = workspace.entryOfText(before.file, change(before.source.text));
  if (after === undefined) throw new Error(`${id} is no record any more`);
  return { before, after, takesBack: true };
}

describe('a write is refused for the errors of records that it does not touch', () => {
  it.each(['igad', 'za', 'mou-2022-igad', 'water-igad', 'sgci'])('without %s', (id) => {
    const gone = { before: entry(id), after: undefined };
    const added = errorsAdded(gone);
    expect(added).not.toEqual([]);
    expect(errorsProposed(gone)).toEqual(added);
  });

  it('when an agreement that another renews loses its signature', () => {
    const drafting = 'history:\n  - {date: 2022-01-10, to: drafting}\n';
    const change = changed('mou-2022-igad', (text) => text.replace(/^history:[\s\S]*?(?=^\w)/m, drafting));
    const added = errorsAdded(change);
    expect(added.join('\n')).toContain('mou-2026-igad.yaml agreement-renews-unsigned');
    expect(errorsProposed(change)).toEqual(added);
  });

  it('when the office itself changes', () => {
    const change = changed('office', (text) => text.replace('country: ET', 'country: KE'));
    expect(errorsProposed(change)).toEqual(errorsAdded(change));
  });
});
