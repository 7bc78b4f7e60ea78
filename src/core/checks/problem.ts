/** Makes problems of a record: the path and the place in the text belong to the record alone. */
import type { Problem, Severity } from '../../errors.ts';
import type { RecordEntry } from '../register/register.ts';
import { dottedPath } from '../schemas/place.ts';
import type { Place } from '../value.ts';

export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly place: Place;
  /** Where the caret stands: at the value (the usual), or at the name of the field. */
  readonly part?: 'key' | 'value';
  readonly message: string;
  readonly hint?: string | undefined;
}

/** The problem that a finding is in a record. */
export function problemOf(record: RecordEntry, finding: Finding): Problem {
  const position = record.source.positionOf(finding.place, finding.part ?? 'value');
  return {
    code: finding.code,
    severity: finding.severity,
    file: record.file,
    ...position,
    path: dottedPath(record.kind.root, record.value, finding.place),
    message: finding.message,
    ...(finding.hint === undefined ? {} : { hint: finding.hint }),
  };
}
