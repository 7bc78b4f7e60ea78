/** Files beside the records that differ between two states of a workspace: schemas, templates, scans. */
import type { Past, Snapshot } from '../context/past.ts';
import type { FileChange } from '../core/differences/comparison.ts';

/** Between two commits. */
export function committedChanges(old: Snapshot, next: Snapshot): FileChange[] {
  return fileChanges([...old.files.keys()], [...next.files.keys()], (path) => {
    return old.files.get(path)?.blob === next.files.get(path)?.blob;
  });
}

/** Between a commit and the files as they are now; of all folders unless told. */
export function presentChanges(past: Past, old: Snapshot, folders?: readonly string[]): FileChange[] {
  const present = past.present(folders);
  const before = [...old.files.keys()].filter((path) => folders?.includes(path.split('/')[0] ?? '') ?? true);
  return fileChanges(before, [...present.keys()], (path) => {
    return present.get(path)?.(old.files.get(path)) === true;
  });
}

function fileChanges(before: string[], after: string[], isSame: (path: string) => boolean): FileChange[] {
  const [was, is] = [new Set(before), new Set(after)];
  return [...new Set([...before, ...after])].sort().flatMap((path): FileChange[] => {
    if (!is.has(path)) return [{ path, change: 'removed' }];
    if (!was.has(path)) return [{ path, change: 'added' }];
    return isSame(path) ? [] : [{ path, change: 'changed' }];
  });
}
