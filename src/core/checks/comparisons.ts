/** Check: the words `matches` and `ranking` of a schema name kinds that are there, and their expressions fit these. */
import { splitHoles } from '../expressions/text.ts';
import type { TypedExpressions } from '../expressions/types.ts';
import type { Field } from '../schemas/field.ts';
import type { AnnotatedNode, KindSet } from '../schemas/kind.ts';
import { isMap, type Place, type Value, type ValueMap } from '../value.ts';

export interface ComparisonSlip {
  readonly code: 'schema-invalid' | 'schema-expression';
  readonly place: Place;
  readonly message: string;
}

type Expected = 'bool' | 'number' | 'any';

/** Slips at the root of a kind. */
export function comparisonSlips(kinds: KindSet, typed: TypedExpressions, node: AnnotatedNode): ComparisonSlip[] {
  if (node.place.length !== 1) return [];
  const slips: ComparisonSlip[] = [];
  const check = (place: Place, value: Value | undefined, expected: Expected, other?: Field): void => {
    if (typeof value !== 'string') return;
    const message = typed.error(value, node.record, node.record, expected, other);
    if (message !== undefined) slips.push({ code: 'schema-expression', place, message: `${message} (in ${value})` });
  };
  const checkHoles = (place: Place, value: Value | undefined, other?: Field): void => {
    if (typeof value !== 'string') return;
    for (const part of splitHoles(value)) if (part.hole) check(place, part.text, 'any', other);
  };
  const { ranking } = node.words;
  if (isMap(ranking)) {
    const at = [...node.place, 'ranking'];
    for (const word of ['score', 'parts', 'spread']) check([...at, word], ranking[word], 'any');
    for (const word of ['judges', 'least']) check([...at, word], ranking[word], 'number');
    for (const word of ['judged', 'lacking']) checkHoles([...at, word], ranking[word]);
  }
  for (const [name, match] of Object.entries(isMap(node.words.matches) ? node.words.matches : {})) {
    const at = [...node.place, 'matches', name];
    const other = kinds.kind(name)?.root;
    if (other === undefined) slips.push({ code: 'schema-invalid', place: at, message: `there is no kind "${name}"` });
    if (other === undefined || !isMap(match)) continue;
    check([...at, 'among'], match.among, 'bool', other);
    for (const [word, value] of Object.entries(isMap(match.both) ? match.both : {}))
      check([...at, 'both', word], value, 'any', other);
    (Array.isArray(match.criteria) ? match.criteria : []).forEach((entry, index) => {
      const criterion = entry as ValueMap;
      const place = [...at, 'criteria', index];
      for (const word of ['when', 'rule']) check([...place, word], criterion[word], 'bool', other);
      check([...place, 'score'], criterion.score, 'number', other);
      for (const word of ['reason', 'against', 'unknown', 'excludes'])
        checkHoles([...place, word], criterion[word], other);
    });
  }
  return slips;
}
