import { createHash } from 'node:crypto';
import type { ValueMap } from '../value.ts';

/** Fingerprints by path for a person: how many, and four letters that tell two sets apart. They themselves say nothing to anybody. */
export function fingerprintsText(value: ValueMap): string {
  const entries = Object.entries(value);
  const sign = createHash('sha256').update(JSON.stringify(entries.sort())).digest('hex').slice(0, 4);
  return `${entries.length} fingerprint${entries.length === 1 ? '' : 's'} (${sign})`;
}
