/**
 * Whether a record that nobody touched may be wrong by a change of another. A write asks this of the whole register, so it
 * looks only at errors, and only at what reads beyond the record: what a text says by itself is as right or wrong as before.
 */
import { readsAny, readsOld } from '../expressions/text.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import type { RuleAnnotation } from '../schemas/annotations.ts';
import { allFields, walkValues } from '../schemas/field.ts';
import type { Kind } from '../schemas/kind.ts';
import { checkClauses } from './clauses.ts';
import { checkFile } from './files.ts';
import { checkNeeded } from './needed.ts';
import { checkReferences } from './references.ts';
import { breach } from './rules.ts';

/** True for every record with such an error, and for some without. */
export function mayBeWrongByOthers(register: Register, record: RecordEntry): boolean {
  register.expressions.watch?.at(record.file);
  const checks = [checkFile, checkReferences, checkNeeded, checkClauses];
  if (checks.some((check) => check(register, record).some(({ severity }) => severity === 'error'))) return true;
  const rules = rulesBeyond(register.kinds, record.kind);
  if (rules.size === 0) return false;
  let isWrong = false;
  walkValues(record.kind.root, record.value, (field, _value, place) => {
    if (isWrong || field.type === 'list') return;
    const here = (field.annotations.rules ?? []).filter((rule) => rules.has(rule));
    isWrong = here.some((rule) => breach(register, record, rule, place, undefined) !== undefined);
  });
  return isWrong;
}

const known = new WeakMap<readonly Kind[], Map<Kind, ReadonlySet<RuleAnnotation>>>();

/** The rules of a kind that are errors and read beyond their record, by themselves or by a derived field. */
function rulesBeyond(kinds: readonly Kind[], kind: Kind): ReadonlySet<RuleAnnotation> {
  let byKind = known.get(kinds);
  if (byKind === undefined) {
    const names = namesBeyond(kinds);
    byKind = new Map(kinds.map((each) => [each, new Set(errorRules(each).filter((rule) => reads(rule, names)))]));
    known.set(kinds, byKind);
  }
  return byKind.get(kind) ?? new Set();
}

function errorRules(kind: Kind): RuleAnnotation[] {
  return allFields(kind.root).flatMap(({ annotations }) =>
    (annotations.rules ?? []).filter(({ severity }) => severity === 'error'),
  );
}

/** A rule about a change has none to look at. */
function reads(rule: RuleAnnotation, names: ReadonlySet<string>): boolean {
  const texts = [rule.rule, rule.when ?? ''];
  return texts.some((text) => readsAny(text, names)) && !texts.some(readsOld);
}

/**
 * Names by which an expression reads beyond its record: functions, and derived fields and states that are worked out with one.
 * A name counts in every kind, whichever has it.
 */
function namesBeyond(kinds: readonly Kind[]): ReadonlySet<string> {
  const worked = kinds.flatMap((kind): [string, string][] => [
    ...allFields(kind.root).flatMap(({ annotations }) =>
      Object.entries(annotations.derived ?? {}).map(([name, { value }]): [string, string] => [name, value]),
    ),
    ...Object.values(kind.annotations.lifecycle?.states ?? {}).flatMap(({ when }): [string, string][] =>
      when === undefined ? [] : [['state', when]],
    ),
  ]);
  const names = new Set(['ref', 'records', 'referrers', 'problems']);
  for (let size = 0; size < names.size; ) {
    size = names.size;
    for (const [name, expression] of worked) if (readsAny(expression, names)) names.add(name);
  }
  return names;
}
