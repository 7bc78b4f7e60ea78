/** Check: a code is in its list. Codes: code-unknown (error; a warning where the list is only a part), code-retired, codelist-missing. */
import type { Problem } from '../../errors.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { among, walkValues } from '../schemas/field.ts';
import { labelOf } from '../schemas/place.ts';
import { nearest } from '../suggest.ts';
import { problemOf } from './problem.ts';
import { show } from './schema.ts';

export function checkCodeLists(register: Register, record: RecordEntry): Problem[] {
  const problems: Problem[] = [];
  walkValues(
    record.kind.root,
    record.value,
    (field, value, place) => {
      const name = field.annotations.codelist;
      if (name === undefined || typeof value !== 'string') return;
      const list = register.codeLists.get(name);
      const item = list?.items.find((entry) => entry.code === value);
      if (list === undefined || item?.retired !== true) {
        if (list === undefined || item !== undefined) return;
        const label = labelOf(record.kind.root, record.value, place);
        const codes = list.items.map((entry) => entry.code);
        const near = list.items.find((entry) => entry.code === nearest(value, codes));
        const short =
          codes.length <= 12 ? `Possible: ${codes.join(', ')}` : `The list is schemas/codelists/${name}.yaml`;
        problems.push(
          problemOf(record, {
            code: 'code-unknown',
            severity: list.partial === true ? 'warning' : 'error',
            place,
            message: `${label}: "${show(value)}" is no code of the list "${list.title}"`,
            hint: `${near === undefined ? '' : `did you mean ${near.code} (${near.en})? `}${short}`,
          }),
        );
        return;
      }
      problems.push(
        problemOf(record, {
          code: 'code-retired',
          severity: 'warning',
          place,
          message: `${labelOf(record.kind.root, record.value, place)}: the code "${show(value)}" of the list "${list.title}" is no longer used`,
        }),
      );
    },
    haveCodes,
  );
  return problems;
}

const haveCodes = among((field) => field.annotations.codelist !== undefined);
