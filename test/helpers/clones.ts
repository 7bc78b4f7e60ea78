/** Several people's clones of one register, over a bare repository in between. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryAt, type TestRepository, testEnvironment } from './repository.ts';
import { travelWorkspace } from './travel.ts';

export interface Clones {
  readonly bare: string;
  /** A clone whose commits carry the name. */
  clone(name: string): TestRepository;
  remove(): void;
}

/** A bare repository with the travel fixture. */
export function travelClones(): Clones {
  const seed = travelWorkspace();
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'irc-clones-')));
  const bare = join(base, 'shared.git');
  execFileSync('git', ['clone', '--quiet', '--bare', seed.root, bare], { env: seed.env });
  seed.remove();
  return {
    bare,
    clone(name) {
      const home = join(base, `${name}-home`);
      const root = join(base, name);
      mkdirSync(home);
      const env = { ...testEnvironment(home), GIT_AUTHOR_NAME: name, GIT_COMMITTER_NAME: name };
      execFileSync('git', ['clone', '--quiet', bare, root], { env });
      return repositoryAt(root, env);
    },
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}
