/** Files that belong to records: wherever a schema has an object with `path` and `sha256`. */
import { among, type Field, propertyOf, walkValues } from '../schemas/field.ts';
import { isMap, type Place } from '../value.ts';
import type { RecordEntry } from './register.ts';

/** Folder of the files of a record, below the workspace. */
export function attachmentFolder(id: string): string {
  return `files/${id}`;
}

export interface Attachment {
  /** Where the object stands that names the file. */
  readonly place: Place;
  /** Below the workspace, with forward slashes. */
  readonly path: string;
  /** The fingerprint that the record keeps, in hex; undefined where it keeps none. */
  readonly sha256: string | undefined;
}

export function attachmentsOf(record: RecordEntry): Attachment[] {
  const found: Attachment[] = [];
  walkValues(
    record.kind.root,
    record.value,
    (field, value, place) => {
      if (!isMap(value) || !isAttachment(field) || typeof value.path !== 'string') return;
      found.push({ place, path: value.path, sha256: typeof value.sha256 === 'string' ? value.sha256 : undefined });
    },
    areAttachments,
  );
  return found;
}

const areAttachments = among(isAttachment);

function isAttachment(field: Field): boolean {
  return propertyOf(field, 'path') !== undefined && propertyOf(field, 'sha256') !== undefined;
}

/** A name that every system takes, from the name of the file attached: no spaces, no signs, its ending kept. */
export function attachmentName(name: string): string {
  const kept = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}.]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .replace(/-*\.-*/g, '.');
  return kept === '' ? 'file' : kept;
}
