/** Whether a document can be made of a record as it stands. */
import { isOpenTo, recordLevel } from '../register/disclosure.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import type { DocumentAnnotation } from '../schemas/document-annotation.ts';

/** Why a document cannot be made of a record now, as a sentence without its end; undefined where it can. */
export function whyNot(register: Register, record: RecordEntry, document: DocumentAnnotation): string | undefined {
  const level = recordLevel(register, record);
  if (!isOpenTo(level, document.disclosure ?? 'restricted'))
    return `the record is ${level}, and the paper is for more readers`;
  if (document.when === undefined || register.evaluate(record, document.when) === true) return undefined;
  return document.message === undefined ? 'not as the record stands' : register.fill(record, document.message);
}
