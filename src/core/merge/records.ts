/** The records of two branches become those of one: file by file, and a record that one side renamed stays one record. */
import { readRecord } from '../records/record.ts';
import { formerIds } from '../schemas/common-fields.ts';
import type { Field } from '../schemas/field.ts';
import { emptyMap } from '../value.ts';
import { keptOrGone, mergeTexts } from './text.ts';

/** Texts of records by their path. */
export type Texts = ReadonlyMap<string, string>;

/** A record that theirs changed, or both. */
export interface MergedRecord {
  readonly path: string;
  readonly base: string | undefined;
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
  /** Undefined where the record is gone. */
  readonly text: string | undefined;
  readonly conflicts: number;
  /** Whether ours changed it too. */
  readonly isBoth: boolean;
  /** The path under which one side still has it, where the other renamed it. */
  readonly renamedFrom?: string;
}

/** Every record that is not as ours has it, or that both sides changed, in the order of paths. */
export function mergeRecords(
  rootAt: (path: string) => Field | undefined,
  base: Texts,
  ours: Texts,
  theirs: Texts,
): MergedRecord[] {
  const renamed = new Map([...renames(base, ours), ...renames(base, theirs)]);
  const merged: MergedRecord[] = [];
  for (const path of [...new Set([...base.keys(), ...ours.keys(), ...theirs.keys()])].sort()) {
    const to = renamed.get(path);
    const from = [...renamed].find(([, target]) => target === path)?.[0];
    const versions = { base: base.get(path), ours: ours.get(path), theirs: theirs.get(path) };
    if (to !== undefined) {
      if (versions.ours !== undefined) {
        merged.push({ ...versions, path, text: undefined, conflicts: 0, isBoth: versions.ours !== versions.base });
      }
      continue;
    }
    const sides =
      from === undefined
        ? versions
        : {
            base: base.get(from),
            ours: versions.ours ?? ours.get(from),
            theirs: versions.theirs ?? theirs.get(from),
          };
    if (sides.theirs === sides.base) continue;
    const isBoth = sides.ours !== sides.base;
    const result = isBoth ? mergeOne(rootAt(path), sides) : { text: sides.theirs, conflicts: 0 };
    if (result.text === versions.ours && !isBoth) continue;
    merged.push({
      path,
      ...sides,
      ...result,
      isBoth,
      ...(from === undefined ? {} : { renamedFrom: from }),
    });
  }
  return merged;
}

function mergeOne(
  root: Field | undefined,
  sides: { readonly base: string | undefined; readonly ours: string | undefined; readonly theirs: string | undefined },
): { text: string | undefined; conflicts: number } {
  const { base, ours, theirs } = sides;
  if (ours === theirs) return { text: ours, conflicts: 0 };
  if (ours === undefined || theirs === undefined) return { text: keptOrGone(sides), conflicts: 1 };
  return mergeTexts(root, { base, ours, theirs });
}

/** Where a side gave a record another id: the old path is gone, and the new record names the old id, or is the same text. */
function renames(base: Texts, side: Texts): Map<string, string> {
  const found = new Map<string, string>();
  const fresh = [...side].filter(([path]) => !base.has(path));
  if (fresh.length === 0) return found;
  for (const [path, before] of base) {
    if (side.has(path)) continue;
    const [folder, id] = split(path);
    const target = fresh.find(
      ([other, text]) =>
        split(other)[0] === folder &&
        (text === before || formerIds(readRecord('', text).value ?? emptyMap()).includes(id)),
    );
    if (target !== undefined) found.set(path, target[0]);
  }
  return found;
}

function split(path: string): [folder: string, id: string] {
  const at = path.lastIndexOf('/') + 1;
  return [path.slice(0, at), path.slice(at).replace(/\.yaml$/, '')];
}
