/** A value as it would be typed in a flag: what reads back as the same value. */
import { isMap, type Value } from '../value.ts';
import { type Field, shortProperties } from './field.ts';

/** The shortest text that `parseField` reads as the value. */
export function typedText(field: Field, value: Value): string {
  if (field.type === 'money' && isMap(value)) return `${String(value.amount)} ${String(value.currency)}`;
  if (field.type === 'list' && Array.isArray(value) && field.item !== undefined) {
    const item = field.item;
    const parts = value.map((entry) => shortText(item, entry));
    return parts.every((part) => part !== undefined) ? parts.join(',') : flow(value);
  }
  if (isMap(value)) return shortText(field, value) ?? flow(value);
  return Array.isArray(value) ? flow(value) : String(value);
}

/** An item in its short form, or undefined where it says more than plain text can. */
function shortText(field: Field, value: Value): string | undefined {
  if (Array.isArray(value)) return undefined;
  if (!isMap(value)) return escapeCommas(String(value));
  const names = Object.keys(value);
  const [name] = names;
  const property = shortProperties(field).find((entry) => entry.name === name);
  if (names.length !== 1 || name === undefined || property === undefined) return undefined;
  const inner = value[name] as Value;
  return isMap(inner) || Array.isArray(inner) ? undefined : escapeCommas(String(inner));
}

function escapeCommas(text: string): string | undefined {
  return text.startsWith('{') || text.startsWith('[') ? undefined : text.replaceAll(',', '\\,');
}

/** JSON is YAML in flow style. */
function flow(value: Value): string {
  return JSON.stringify(value);
}

/** A word as bash and zsh take it: quoted where it must be. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
