/** What merges made of their sides: the files that differ from what a merge by itself gives, or may do so. */
import type { MergedSide } from '../context/past.ts';
import { runGit, withoutForeignPrograms } from './git.ts';
import { gitFailure } from './git-messages.ts';
import type { Repository } from './git-state.ts';

export interface MergedFile {
  /** As git has it, from the top of the repository. */
  readonly path: string;
  readonly after: string | undefined;
  /** In the order of the parents. */
  readonly sides: readonly MergedSide[];
}

interface Merge {
  readonly commit: string;
  readonly parents: readonly string[];
}

/** A file that differs between two commits. */
interface Difference {
  readonly from: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

type Differences = ReadonlyMap<string, Difference>;

/**
 * Of each merge the files that are as no side has them, and those of which a side had changed something that is not kept.
 * Two calls of git, however many merges there are. Where the sides have no commit in common, only the former.
 */
export async function mergedFiles(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  from: string,
  merges: readonly Merge[],
  folders: readonly string[],
): Promise<Map<string, MergedFile[]>> {
  if (merges.length === 0) return new Map();
  const bases = await basesOf(repository, env, from, merges);
  const pairs = merges.flatMap(({ commit, parents }) =>
    parents.flatMap((parent) => {
      const base = bases.get(commit) ?? parent;
      return [`${commit} ${parent}`, `${parent} ${base}`];
    }),
  );
  const all = await differencesOf(repository, env, pairs, folders);
  let at = 0;
  return new Map(
    merges.map(({ commit, parents }) => {
      const sides = parents.map((_parent, index) => ({
        made: all[at + 2 * index] ?? new Map(),
        had: all[at + 2 * index + 1] ?? new Map(),
      }));
      at += 2 * parents.length;
      return [commit, filesOf(sides)];
    }),
  );
}

/** `made`: what the merge changed in the side; `had`: what the side had changed since the sides parted. */
interface SideChanges {
  readonly made: Differences;
  readonly had: Differences;
}

function filesOf(sides: readonly SideChanges[]): MergedFile[] {
  const paths = new Set(sides.flatMap(({ made }) => [...made.keys()]));
  return [...paths].sort().flatMap((path): MergedFile[] => {
    const made = sides.map((side) => side.made.get(path));
    const known = made.find((difference) => difference !== undefined);
    const names = [path, ...made.flatMap((difference) => difference?.from ?? [])];
    const hadIn = ({ had }: SideChanges) => names.flatMap((name) => had.get(name) ?? [])[0];
    const isNew = made.every((difference) => difference !== undefined);
    const isLost = sides.some((side, index) => made[index] !== undefined && hadIn(side) !== undefined);
    if (known === undefined || !(isNew || isLost)) return [];
    const { after } = known;
    const blobs = made.map((difference) => (difference === undefined ? after : difference.before));
    const changed = sides.map(hadIn).find((difference) => difference !== undefined);
    const base = changed === undefined ? blobs[0] : changed.before;
    return [{ path, after, sides: blobs.map((blob) => ({ blob, base })) }];
  });
}

/** What differs in each pair of commits, written as the newer and the older one. */
async function differencesOf(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  pairs: readonly string[],
  folders: readonly string[],
): Promise<Differences[]> {
  const args = [
    ...['--literal-pathspecs', 'diff-tree', ...withoutForeignPrograms, '--stdin', '-r', '-z', '--raw', '--no-abbrev'],
    // The name of the commit stands before each pair, also where nothing differs.
    ...['--always', '--find-renames', '-l1000', '--', ...folders],
  ];
  const input = pairs.map((pair) => `${pair}\n`).join('');
  const answer = await runGit(repository.top, env, args, { mode: 'read', input });
  if (answer.exitCode !== 0) throw gitFailure('reading what merges changed', answer);
  const found: Map<string, Difference>[] = [];
  const parts = answer.text.split('\0');
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    if (!part.startsWith(':')) {
      if (part !== '') found.push(new Map());
      continue;
    }
    const [oldMode, mode, before, after, status = ''] = part.slice(1).split(' ');
    const from = parts[at + 1] ?? '';
    const isMoved = /^[RC]/.test(status);
    const path = isMoved ? (parts[at + 2] ?? '') : from;
    at += isMoved ? 2 : 1;
    found.at(-1)?.set(path, { from, before: named(before, oldMode), after: named(after, mode) });
    // The place that it left, for who looks there.
    if (status.startsWith('R')) leave(found.at(-1), from, named(before, oldMode));
  }
  return found;
}

function leave(differences: Map<string, Difference> | undefined, from: string, before: string | undefined): void {
  if (differences?.has(from) === false) differences.set(from, { from, before, after: undefined });
}

/** Undefined for nothing, and for the commit of another repository. */
function named(blob: string | undefined, mode: string | undefined): string | undefined {
  return blob === undefined || /^0*$/.test(blob) || mode === '160000' ? undefined : blob;
}

/** The commit at which the sides of each merge parted, the nearest of several. */
async function basesOf(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  from: string,
  merges: readonly Merge[],
): Promise<Map<string, string>> {
  const args = ['rev-list', '--topo-order', '--parents', '--end-of-options', from];
  const answer = await runGit(repository.top, env, args, { mode: 'read' });
  if (answer.exitCode !== 0) throw gitFailure('reading the history', answer);
  const lines = answer.text.trim().split('\n');
  const graph = lines.map((line) => line.split(' '));
  const places = new Map(graph.map(([commit = ''], place) => [commit, place]));
  return new Map(
    merges.flatMap(({ commit, parents }): [string, string][] => {
      const base = baseOf(graph, places, parents);
      return base === undefined ? [] : [[commit, base]];
    }),
  );
}

/** Goes from newer to older commits, each after all that were built on it, until one is reached from every side. */
function baseOf(
  graph: readonly (readonly string[])[],
  places: ReadonlyMap<string, number>,
  sides: readonly string[],
): string | undefined {
  const reached = new Map<number, Set<number>>();
  const reach = (commit: string, side: number): void => {
    const place = places.get(commit);
    if (place === undefined) return;
    reached.set(place, (reached.get(place) ?? new Set()).add(side));
  };
  for (const [side, commit] of sides.entries()) reach(commit, side);
  for (let place = Math.min(...reached.keys()); reached.size > 0 && place < graph.length; place += 1) {
    const from = reached.get(place);
    if (from === undefined) continue;
    const [commit = '', ...parents] = graph[place] ?? [];
    if (from.size === sides.length) return commit;
    reached.delete(place);
    for (const parent of parents) for (const side of from) reach(parent, side);
  }
  return undefined;
}
