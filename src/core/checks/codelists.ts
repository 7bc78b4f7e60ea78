/**
 * Check: a code is in its list. Codes: code-unknown (error; a warning where the list is only a part, and of the office's
 * settings, which change while old records stay), code-retired, codelist-missing.
 */
import type { Problem } from '../../errors.ts';
import { codeListOf } from '../register/code-list-of.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import type { CodeList } from '../schemas/codelist.ts';
import { among, type Field, walkValues } from '../schemas/field.ts';
import { labelOf, lowerFirst } from '../schemas/place.ts';
import { nearest } from '../suggest.ts';
import type { Place } from '../value.ts';
import { problemOf } from './problem.ts';
import { show } from './schema.ts';

export function checkCodeLists(register: Register, record: RecordEntry): Problem[] {
  const problems: Problem[] = [];
  const { root } = record.kind;
  walkValues(
    root,
    record.value,
    (field, value, place) => {
      const list = typeof value === 'string' ? codeListOf(register, field) : undefined;
      if (list === undefined || typeof value !== 'string') return;
      const item = list.items.find((entry) => entry.code === value);
      if (item === undefined) problems.push(unknownCode(record, field, list, place, value));
      else if (item.retired === true) {
        problems.push(
          problemOf(record, {
            code: 'code-retired',
            severity: 'warning',
            place,
            message: `${labelOf(root, record.value, place)}: the code "${show(value)}" of the list "${list.title}" is no longer used`,
          }),
        );
      }
    },
    haveCodes,
  );
  return problems;
}

const haveCodes = among(({ annotations }) => (annotations.codelist ?? annotations.setting) !== undefined);

function unknownCode(record: RecordEntry, field: Field, list: CodeList, place: Place, value: string): Problem {
  const label = labelOf(record.kind.root, record.value, place);
  const codes = list.items.map((entry) => entry.code);
  const near = list.items.find((entry) => entry.code === nearest(value, codes));
  const isOurs = field.annotations.setting !== undefined;
  const named = isOurs ? list.items.map(({ code, en }) => `${code} (${en})`) : codes;
  const file = isOurs ? list.source : `schemas/codelists/${list.name}.yaml`;
  const short = codes.length <= 12 ? `Possible: ${named.join(', ')}` : `The list is ${file}`;
  return problemOf(record, {
    code: 'code-unknown',
    severity: isOurs || list.partial === true ? 'warning' : 'error',
    place,
    message: isOurs
      ? `${label}: "${show(value)}" is none of the office's ${lowerFirst(list.title)}`
      : `${label}: "${show(value)}" is no code of the list "${list.title}"`,
    hint: `${near === undefined ? '' : `did you mean ${near.code} (${near.en})? `}${short}`,
  });
}
