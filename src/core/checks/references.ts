/**
 * Check: what a field names is there, and of a kind that the field may name.
 * Codes: reference-missing, reference-kind.
 */
import type { Problem } from '../../errors.ts';
import { foreignLetters } from '../look-alike.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { formerIds, officeId } from '../schemas/common-fields.ts';
import { among, targetsOf, walkValues } from '../schemas/field.ts';
import { labelOf, lowerFirst, withArticle } from '../schemas/place.ts';
import { nearest } from '../suggest.ts';
import { problemOf } from './problem.ts';
import { show } from './schema.ts';

export function checkReferences(register: Register, record: RecordEntry): Problem[] {
  const problems: Problem[] = [];
  walkValues(
    record.kind.root,
    record.value,
    (field, value, place) => {
      const targets = targetsOf(field);
      if (targets.length === 0 || typeof value !== 'string') return;
      const named = register.record(value);
      const fits = targets.includes('*') || (named !== undefined && targets.includes(named.kind.name));
      if (named !== undefined && fits) return;
      const label = labelOf(record.kind.root, record.value, place);
      const kinds = targets
        .map((target) => register.kind(target)?.title.toLowerCase() ?? target)
        .filter((title) => title !== officeId);
      const wanted = targets.includes('*') ? 'record' : kinds.join(' or ');
      if (named !== undefined) {
        problems.push(
          problemOf(record, {
            code: 'reference-kind',
            severity: 'error',
            place,
            message: `${label}: "${show(value)}" is no ${wanted}, but ${lowerFirst(withArticle(named.kind.title))}`,
          }),
        );
        return;
      }
      // The file says itself what is wrong with it: one mistake is told once.
      if (register.isUnreadable(value)) return;
      problems.push(
        problemOf(record, {
          code: 'reference-missing',
          severity: 'error',
          place,
          message: `${label}: no ${wanted} "${show(value)}"`,
          hint: missingHint(register, targets, value),
        }),
      );
    },
    areReferences,
  );
  return problems;
}

const areReferences = among((field) => targetsOf(field).length > 0);

function missingHint(register: Register, targets: readonly string[], id: string): string {
  const candidates = targets.includes('*')
    ? register.ids
    : targets.flatMap((target) => register.ofKind(target).map((record) => record.id));
  const former = register.records.find((record) => formerIds(record.value).includes(id));
  const alike = register.idsThatLookLike(id).find((other) => candidates.includes(other));
  const near = former?.id ?? alike ?? nearest(id, candidates);
  const found = near === undefined ? undefined : register.record(near);
  const foreign = foreignLetters(id);
  const letters = foreign === '' ? '' : ` ${foreign}.`;
  const suggestion = found === undefined ? '' : `did you mean ${found.id} (${register.title(found)})?${letters} `;
  const kind = targets.find((target) => target !== '*' && target !== officeId);
  return `${suggestion}${kind === undefined ? 'Correct the id' : `For a new one: irc new ${kind}`}`;
}
