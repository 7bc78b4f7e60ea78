/** Check: the rules of the schema, each at the node it stands at. Codes are the schema's. */
import type { Problem } from '../../errors.ts';
import type { RuleAnnotation } from '../annotations.ts';
import { type Field, walkValues } from '../field.ts';
import type { RecordEntry, Register } from '../register.ts';
import type { Place } from '../value.ts';
import { problemOf } from './problem.ts';

export function checkRules(register: Register, record: RecordEntry): Problem[] {
  const problems: Problem[] = [];
  walkValues(record.kind.root, record.value, (field, _value, place) => {
    for (const rule of rulesOf(field)) {
      const problem = breach(register, record, rule, place);
      if (problem !== undefined) problems.push(problem);
    }
  });
  return problems;
}

/** Rules of a node. A list's own rules stand at its items, where `self` is one of them. */
function rulesOf(field: Field): readonly RuleAnnotation[] {
  return field.type === 'list' ? [] : (field.annotations.rules ?? []);
}

function breach(register: Register, record: RecordEntry, rule: RuleAnnotation, place: Place): Problem | undefined {
  const self = register.viewAt(record, place);
  if (rule.when !== undefined && register.evaluate(record, rule.when, self) !== true) return undefined;
  const value = register.evaluate(record, rule.rule, self);
  if (value !== false) return undefined;
  return problemOf(record, {
    code: rule.code,
    severity: rule.severity,
    place: rule.at === undefined ? place : [...place, ...rule.at.split('.')],
    message: register.fill(record, rule.message, self),
    hint: rule.hint === undefined ? undefined : register.fill(record, rule.hint, self),
  });
}
