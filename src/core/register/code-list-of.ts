/** The list that a field's codes come from: one of the schemas, or a list of the office's own settings. */
import type { CodeItem, CodeList } from '../schemas/codelist.ts';
import { type Field, keyOf, propertyOf } from '../schemas/field.ts';
import { isMap, type Value, valueAt } from '../value.ts';
import type { Register } from './register.ts';

/** Undefined where the field takes no codes of a list, or its list is not there. */
export function codeListOf(register: Register, field: Field): CodeList | undefined {
  const { codelist, setting } = field.annotations;
  if (codelist !== undefined) return register.codeLists.get(codelist);
  return setting === undefined ? undefined : settingList(register, setting);
}

/** A list of the office record as a code list: its key is the code, its title the label. */
function settingList({ office }: Register, name: string): CodeList | undefined {
  const list = office === undefined ? undefined : propertyOf(office.kind.root, name);
  const entries = valueAt(office?.value, [name]);
  if (office === undefined || list === undefined || !Array.isArray(entries)) return undefined;
  const [key = 'id'] = keyOf(list);
  const items = entries.flatMap((entry): CodeItem[] => {
    const code = valueAt(entry, [key]);
    return typeof code === 'string' ? [{ code, ...titlesOf(code, valueAt(entry, ['title'])) }] : [];
  });
  return { name, title: list.title, source: office.file, items };
}

function titlesOf(code: string, title: Value | undefined): { readonly en: string; readonly am?: string } {
  if (typeof title === 'string') return { en: title };
  const { en, am } = isMap(title) ? title : {};
  return { en: typeof en === 'string' ? en : code, ...(typeof am === 'string' ? { am } : {}) };
}
