/** Who may see what: marks of schemas on fields and records, and the register as it may be shown at a level. */
import { type Field, propertyOf } from '../schemas/field.ts';
import type { DisclosureLevel } from '../schemas/meta-schema.ts';
import { emptyMap, isMap, type Place, type Value, type ValueMap } from '../value.ts';
import type { RecordEntry, Register } from './register.ts';

/** From what anybody may see to what only a few may. */
const levels: readonly DisclosureLevel[] = ['public', 'office', 'restricted'];

/** The narrower of two levels; what no mark speaks of is public. */
function narrower(a: DisclosureLevel, b: DisclosureLevel | undefined): DisclosureLevel {
  return b !== undefined && levels.indexOf(b) > levels.indexOf(a) ? b : a;
}

/** Whether what is of one level may stand in what is for readers of another. */
export function isOpenTo(level: DisclosureLevel, readers: DisclosureLevel): boolean {
  return levels.indexOf(level) <= levels.indexOf(readers);
}

/** The level of a whole record, as its kind says. An expression that fails or gives no level keeps it restricted. */
export function recordLevel(register: Register, record: RecordEntry): DisclosureLevel {
  const expression = record.kind.annotations.disclosure;
  if (expression === undefined) return 'public';
  const level = register.evaluate(record, expression);
  return levels.find((known) => known === level) ?? 'restricted';
}

/** The level of a field, `*` or a position for the items of lists: the narrowest mark on the way to it. */
export function fieldLevel(root: Field, path: Place): DisclosureLevel {
  let level = narrower('public', root.annotations.disclosure);
  let field: Field | undefined = root;
  for (const step of path) {
    field = field?.type === 'list' ? field.item : field && propertyOf(field, String(step));
    level = narrower(level, field?.annotations.disclosure);
  }
  return level;
}

const shownRegisters = new WeakMap<Register, Map<DisclosureLevel, Register>>();

/**
 * The register as readers of a level may see it: without records and values above it, and without references to such
 * records. What is derived is worked out from the rest, so that no sum tells what its parts may not.
 */
export function registerFor(register: Register, readers: DisclosureLevel): Register {
  if (readers === 'restricted') return register;
  const known = shownRegisters.get(register) ?? new Map<DisclosureLevel, Register>();
  shownRegisters.set(register, known);
  let shown = known.get(readers);
  if (shown === undefined) {
    const changed = register.records.map((record): [string, RecordEntry | undefined] => [
      record.file,
      isOpenTo(recordLevel(register, record), readers) ? recordFor(register, record, readers) : undefined,
    ]);
    shown = register.with(new Map(changed));
    known.set(readers, shown);
  }
  return shown;
}

/** A record without the values that readers of a level may not see; its text stays as it is. */
export function recordFor(register: Register, record: RecordEntry, readers: DisclosureLevel): RecordEntry {
  const value = partFor(register, record.kind.root, record.value, readers);
  return value === record.value ? record : { ...record, value: isMap(value) ? value : emptyMap() };
}

/** The value, the same one where nothing is withheld; undefined where all of it is. */
function partFor(register: Register, field: Field, value: Value, readers: DisclosureLevel): Value | undefined {
  if (!isOpenTo(field.annotations.disclosure ?? 'public', readers)) return undefined;
  if (field.annotations.references !== undefined && typeof value === 'string') {
    const target = register.record(value);
    return target === undefined || isOpenTo(recordLevel(register, target), readers) ? value : undefined;
  }
  if (Array.isArray(value) && field.item !== undefined) {
    const { item } = field;
    const parts = value.map((entry) => partFor(register, item, entry, readers));
    if (parts.every((part, index) => part === value[index])) return value;
    const left = parts.filter((part) => part !== undefined);
    return left.length === 0 ? undefined : left;
  }
  if (!isMap(value)) return value;
  return mapFor(register, field, value, readers);
}

function mapFor(register: Register, field: Field, value: ValueMap, readers: DisclosureLevel): ValueMap {
  const left = emptyMap();
  let isWhole = true;
  for (const [name, entry] of Object.entries(value)) {
    const property = propertyOf(field, name);
    const part = property === undefined ? entry : partFor(register, property, entry, readers);
    if (part !== entry) isWhole = false;
    if (part !== undefined) left[name] = part;
  }
  return isWhole ? value : left;
}
