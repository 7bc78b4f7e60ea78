/**
 * Check: a code is in its list. Codes: code-unknown (error; a warning where the list is only a part, and of the office's
 * settings, which change while old records stay), code-retired, codelist-missing.
 */
import type { Problem } from '../../errors.ts';
import { codeListOf } from '../register/code-list-of.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { walkValues } from '../schemas/field.ts';
import { labelOf, lowerFirst } from '../schemas/place.ts';
import { nearest } from '../suggest.ts';
import { problemOf } from './problem.ts';
import { show } from './schema.ts';

export function checkCodeLists(register: Register, record: RecordEntry): Problem[] {
  const problems: Problem[] = [];
  walkValues(record.kind.root, record.value, (field, value, place) => {
    if (typeof value !== 'string') return;
    const list = codeListOf(register, field);
    const label = labelOf(record.kind.root, record.value, place);
    const item = list?.items.find((entry) => entry.code === value);
    if (list === undefined || item?.retired !== true) {
      if (list === undefined || item !== undefined) return;
      const codes = list.items.map((entry) => entry.code);
      const near = list.items.find((entry) => entry.code === nearest(value, codes));
      const isOurs = field.annotations.setting !== undefined;
      const named = isOurs ? list.items.map(({ code, en }) => `${code} (${en})`) : codes;
      const file = isOurs ? list.source : `schemas/codelists/${list.name}.yaml`;
      const short = codes.length <= 12 ? `Possible: ${named.join(', ')}` : `The list is ${file}`;
      problems.push(
        problemOf(record, {
          code: 'code-unknown',
          severity: isOurs || list.partial === true ? 'warning' : 'error',
          place,
          message: isOurs
            ? `${label}: "${show(value)}" is none of the office's ${lowerFirst(list.title)}`
            : `${label}: "${show(value)}" is no code of the list "${list.title}"`,
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
        message: `${label}: the code "${show(value)}" of the list "${list.title}" is no longer used`,
      }),
    );
  });
  return problems;
}
