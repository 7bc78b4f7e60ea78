/** Check: the rules of the schema, each at the node it stands at. Codes are the schema's. */
import type { Problem } from '../../errors.ts';
import { readsOld } from '../expressions/text.ts';
import type { CelValue } from '../expressions/values.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import type { RuleAnnotation } from '../schemas/annotations.ts';
import { among, type Field, walkValues } from '../schemas/field.ts';
import type { Place } from '../value.ts';
import { type Before, formerPlace } from './before.ts';
import { problemOf } from './problem.ts';

/** A rule that reads `old` runs only where the node was there before. */
export function checkRules(register: Register, record: RecordEntry, before?: Before): Problem[] {
  const problems: Problem[] = [];
  walkValues(
    record.kind.root,
    record.value,
    (field, _value, place) => {
      for (const rule of rulesOf(field)) {
        const old = isAboutChanges(rule) ? formerNode(record, before, place) : undefined;
        if (old === undefined && isAboutChanges(rule)) continue;
        const problem = breach(register, record, rule, place, old);
        if (problem !== undefined) problems.push(problem);
      }
    },
    haveRules,
  );
  return problems;
}

const haveRules = among((field) => rulesOf(field).length > 0);

/** Rules of a node. A list's own rules stand at its items, where `self` is one of them. */
function rulesOf(field: Field): readonly RuleAnnotation[] {
  return field.type === 'list' ? [] : (field.annotations.rules ?? []);
}

const aboutChanges = new WeakMap<RuleAnnotation, boolean>();

function isAboutChanges(rule: RuleAnnotation): boolean {
  let known = aboutChanges.get(rule);
  if (known === undefined) {
    known = readsOld(rule.rule) || (rule.when !== undefined && readsOld(rule.when));
    aboutChanges.set(rule, known);
  }
  return known;
}

function formerNode(record: RecordEntry, before: Before | undefined, place: Place): CelValue | undefined {
  if (before === undefined) return undefined;
  const former = formerPlace(record, before.record, place);
  return former === undefined ? undefined : before.register.viewAt(before.record, former);
}

/** The problem that a rule finds at a node, if it finds one. `old` is the node before the change. */
export function breach(
  register: Register,
  record: RecordEntry,
  rule: RuleAnnotation,
  place: Place,
  old: CelValue | undefined,
): Problem | undefined {
  const self = register.viewAt(record, place);
  if (rule.when !== undefined && register.evaluate(record, rule.when, self, { old }) !== true) return undefined;
  const value = register.evaluate(record, rule.rule, self, { old });
  if (value !== false) return undefined;
  return problemOf(record, {
    code: rule.code,
    severity: rule.severity,
    place: rule.at === undefined ? place : [...place, ...rule.at.split('.')],
    message: register.fill(record, rule.message, self, { old }),
    hint: rule.hint === undefined ? undefined : register.fill(record, rule.hint, self, { old }),
  });
}
