/** What hangs on a record: those that schemas say rest on it (`restsOn`, `parent`), what is at stake, and what falls due. */
import type { CelMap } from '../expressions/values.ts';
import { type Money, totals } from '../measures/money.ts';
import type { RecordEntry, Referrer, Register } from '../register/register.ts';
import { labelOf, lowerFirst } from '../schemas/place.ts';
import { type AgendaEntry, agendaOf } from './agenda.ts';

/** A record that rests on the one above it. */
export interface Dependent {
  readonly record: RecordEntry;
  /** The fields that name the one above, in words. */
  readonly fields: readonly string[];
  /** What becomes of it, as its schema says; empty where it says only that it is part of the other. */
  readonly reasons: readonly string[];
  /** Amounts in question, by currency. */
  readonly stake: readonly Money[];
  /** True where it stands further up too, and what rests on it is told there. */
  readonly isRepeated: boolean;
  readonly dependents: readonly Dependent[];
}

export interface Impact {
  readonly dependents: readonly Dependent[];
  /** Sum by currency over all that rest on the record, each counted once. */
  readonly stake: readonly Money[];
  /** What is to be done under the record and all that rest on it, by the last day to act. */
  readonly due: readonly AgendaEntry[];
  /** Records that rested on it and are over themselves. */
  readonly over: readonly RecordEntry[];
}

/** All that hangs on a record, followed to the end. Records whose state is over are told apart. */
export function impactOf(register: Register, record: RecordEntry): Impact {
  const seen = new Set([record]);
  const over = new Set<RecordEntry>();
  const below = (upper: RecordEntry): Dependent[] =>
    restingOn(register, upper).flatMap(({ from, references, reasons }): Dependent[] => {
      if (from === record) return [];
      if (isOver(register, from)) {
        over.add(from);
        return [];
      }
      const isRepeated = seen.has(from);
      seen.add(from);
      return [
        {
          record: from,
          fields: [...new Set(references.map(({ place }) => fieldWords(from, place)))],
          reasons,
          stake: stakeOf(register, from),
          isRepeated,
          dependents: isRepeated ? [] : below(from),
        },
      ];
    });
  const dependents = below(record);
  const all = [...seen];
  return {
    dependents,
    stake: totals(all.slice(1).flatMap((each) => stakeOf(register, each))),
    due: agendaOf(register, all),
    over: [...over],
  };
}

interface Resting {
  readonly from: RecordEntry;
  readonly references: readonly Referrer[];
  readonly reasons: readonly string[];
}

/** Records with a field that says that they rest on the record, in the order of their files. */
function restingOn(register: Register, record: RecordEntry): Resting[] {
  const found = new Map<RecordEntry, Referrer[]>();
  for (const referrer of register.referrers(record.id)) {
    const { restsOn, parent } = referrer.field.annotations;
    if (restsOn !== undefined || parent === true)
      found.set(referrer.from, [...(found.get(referrer.from) ?? []), referrer]);
  }
  return [...found].flatMap(([from, references]): Resting[] => {
    const told = references.map(({ field }) => {
      const { restsOn } = field.annotations;
      return restsOn === undefined ? undefined : register.fill(from, restsOn).trim();
    });
    const reasons = [...new Set(told.filter((reason) => reason !== undefined && reason !== ''))] as string[];
    return told.every((reason) => reason === '') ? [] : [{ from, references, reasons }];
  });
}

function fieldWords(record: RecordEntry, place: Referrer['place']): string {
  return lowerFirst(labelOf(record.kind.root, record.value, place.slice(0, 1)));
}

function isOver(register: Register, record: RecordEntry): boolean {
  const state = register.state(record);
  return state !== undefined && record.kind.annotations.lifecycle?.states[state]?.tone === 'over';
}

function stakeOf(register: Register, record: RecordEntry): Money[] {
  const { stake } = record.kind.annotations;
  const value = stake === undefined ? undefined : register.evaluate(record, stake);
  return (Array.isArray(value) ? value : []).flatMap((entry): Money[] => {
    const money = entry as CelMap | null;
    return typeof money?.amount === 'string' && typeof money.currency === 'string'
      ? [{ amount: money.amount, currency: money.currency }]
      : [];
  });
}
