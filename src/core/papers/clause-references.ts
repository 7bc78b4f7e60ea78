/** References between articles, `:ref[id]`, as they stand in sources: which of them a record's document will print. */
import type { RecordEntry } from '../register/register.ts';
import { fieldAt } from '../schemas/field.ts';
import { type Value, valueAt } from '../value.ts';

/** The sentence for a reference to an article that is not there, in checks and in drafts alike. */
export function missingReference(record: RecordEntry, from: string, to: string): string {
  return `The article ${from} refers to the article "${to}", which this ${record.kind.title.toLowerCase()} does not have`;
}

/** The references of own text. */
export function ownReferences(text: Value | undefined): string[] {
  return typeof text === 'string'
    ? [...new Set([...text.matchAll(/:ref\[([a-z0-9-]+)\]/g)].map(([, id = '']) => id))]
    : [];
}

/** Whether a branch is printed; undefined where only rendering can tell. */
type Certainty = boolean | undefined;

interface Branch {
  prints: Certainty;
  /** Whether a branch before it is printed, so that this one is not. */
  taken: Certainty;
}

/**
 * The references of a clause's source that a record is sure to print: those in no condition, and those in a condition that
 * compares a field with a code or asks whether a field is there, as conditions nearly always do.
 */
export function certainReferences(source: string, record: RecordEntry): string[] {
  const found = new Set<string>();
  const branches: Branch[] = [];
  for (const [sign, id] of source.matchAll(/\{\{\s*(?:[#^/]|else\b)[^{}]*\}\}|:ref\[([a-z0-9-]+)\]/g)) {
    if (id !== undefined) {
      if (branches.every((branch) => branch.prints === true)) found.add(id);
      continue;
    }
    const words = sign.slice(2, -2).trim();
    const open = branches.at(-1);
    if (words.startsWith('/')) branches.pop();
    else if (!words.startsWith('else')) branches.push(opened(words, record));
    else if (open !== undefined) goOn(open, words, record);
  }
  return [...found];
}

function opened(words: string, record: RecordEntry): Branch {
  const holds = words.startsWith('#if ') ? conditionHolds(words.slice('#if '.length), record) : undefined;
  return { prints: holds, taken: holds };
}

/** `{{else if …}}` or `{{else}}`: printed where no branch before it is. */
function goOn(branch: Branch, words: string, record: RecordEntry): void {
  const condition = /^else\s+if\s+(.+)$/.exec(words)?.[1];
  const holds = condition === undefined ? true : conditionHolds(condition, record);
  if (branch.taken === true || holds === false) branch.prints = false;
  else branch.prints = branch.taken === false ? holds : undefined;
  if (branch.taken === false) branch.taken = holds;
}

function conditionHolds(condition: string, record: RecordEntry): Certainty {
  const [, path, code] = /^\(?(?:eq\s+)?([a-z_]+(?:\.[a-z_]+)*)(?:\s+"([^"]*)")?\)?$/.exec(condition.trim()) ?? [];
  const steps = path?.split('.') ?? [];
  if (path === undefined || fieldAt(record.kind.root, steps) === undefined) return undefined;
  const value = valueAt(record.value, steps);
  if (code !== undefined) return value === code;
  return value !== undefined && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0);
}
