/** The records that a person asks for by an expression, and where the slip in it is. */
import { usageError } from '../../errors.ts';
import { ExpressionError } from '../expressions/expression.ts';
import type { ExpressionFault } from '../expressions/text.ts';
import { TypedExpressions } from '../expressions/types.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { fieldAt } from '../schemas/field.ts';
import type { Kind } from '../schemas/kind.ts';
import { nearest } from '../suggest.ts';

/**
 * The records for which a CEL expression holds. Fields may be named without `self.`, and one that a record lacks makes
 * the expression false; one that none of their kinds has is a slip. Throws `where-invalid`.
 */
export function filterRecords(register: Register, records: readonly RecordEntry[], where: string): RecordEntry[] {
  const syntax = register.expressions.syntaxFault(where);
  if (syntax !== undefined) throw whereInvalid(where, syntax);
  const kinds = [...new Set(records.map((record) => record.kind))];
  const found = records.filter((record) => {
    try {
      return register.expressions.holdsForRecord(where, register.scope(record), register.lookup);
    } catch (error) {
      if (error instanceof ExpressionError) throw whereInvalid(where, faultIn(where, kinds) ?? error, kinds);
      throw error;
    }
  });
  // To check the names costs more than to ask a few records: it is done where a slip would show, as nothing is found.
  const fault = found.length === 0 && kinds.length > 0 ? faultIn(where, kinds) : undefined;
  if (fault !== undefined) throw whereInvalid(where, fault, kinds);
  return found;
}

/** What is wrong for every kind, as the first of them tells it; a name that one of the kinds has is right. */
function faultIn(where: string, kinds: readonly Kind[]): ExpressionFault | undefined {
  const typed = new TypedExpressions();
  const faults = kinds.map((kind) => typed.conditionFault(where, kind.root));
  return faults.includes(undefined) ? undefined : faults[0];
}

function whereInvalid(where: string, { message, start, end }: ExpressionFault, kinds: readonly Kind[] = []): Error {
  const name = /^(?:Unknown variable|No such key): (\w+)/.exec(message)?.[1];
  const at = name === undefined ? -1 : where.search(new RegExp(`\\b${name}\\b`));
  const [from, to] = name === undefined || at < 0 ? [start, end] : [at, at + name.length];
  const marks = from === undefined ? [] : [' '.repeat(from) + '^'.repeat(Math.max(1, (to ?? 0) - from))];
  const [kind] = kinds;
  const hint =
    name === undefined || kind === undefined
      ? `write it like state == 'in_force' or title.en.contains('water')`
      : `its fields: irc kinds ${kind.name}`;
  const near = name === undefined ? undefined : nearest(name, namesBeside(where.slice(0, Math.max(0, at)), kinds));
  return usageError(
    'where-invalid',
    name === undefined
      ? `--where cannot be read: ${plainly(message)}.`
      : `--where names "${name}", which is not there.`,
    near === undefined ? hint : `did you mean ${near}?`,
    [where, ...marks],
  );
}

/** Failures that people make, in their words; the others as the library has them. */
function plainly(message: string): string {
  if (message === 'Unexpected character: =') return 'equal is written with two signs, ==';
  if (message.startsWith('Expected RPAREN')) return 'a ) is missing';
  if (message === 'Unterminated string') return 'a quotation mark is missing';
  const overload = /^no such overload: (?:dyn<)?(\w+)\S* (==|!=|[<>]=?) (?:dyn<)?(\w+)/.exec(message);
  return overload === null ? message : `${kindOf(overload[1])} is compared with ${kindOf(overload[3])}`;
}

function kindOf(type = ''): string {
  if (['int', 'double', 'uint'].includes(type)) return 'a number';
  // A group of fields has a type of its own, which only its number names.
  if (/^Node\d+$/.test(type)) return 'a group';
  return { string: 'a text', bool: 'true or false', list: 'a list' }[type] ?? type;
}

/** The names that may stand behind what was typed: those of a group after a dot, else those of the record. */
function namesBeside(before: string, kinds: readonly Kind[]): string[] {
  const path = /([\w.?]+)\.\??$/.exec(before)?.[1]?.replaceAll('?', '').split('.') ?? [];
  const inRecord = path.filter((name) => name !== 'self' && name !== 'record');
  return kinds.flatMap(({ root }) => {
    const holder = fieldAt(root, inRecord);
    const own = holder === root ? ['id', 'kind', 'state', 'recorded', 'title_text', 'today', 'office'] : [];
    const names = (holder?.properties ?? []).map((property) => property.name);
    return [...names, ...Object.keys(holder?.annotations.derived ?? {}), ...own];
  });
}
