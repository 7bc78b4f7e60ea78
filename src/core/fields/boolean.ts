import { FieldFault, type FieldTypeRules } from './field-type.ts';

const yes = new Set(['true', 'yes', 'y', 'አዎ']);
const no = new Set(['false', 'no', 'n', 'አይ', 'አይደለም']);

export const booleanType: FieldTypeRules = {
  parse: (text) => {
    const written = text.trim().toLowerCase();
    if (yes.has(written)) return true;
    if (no.has(written)) return false;
    throw new FieldFault(`"${text}" is neither yes nor no.`);
  },
  print: (value) => (value === true ? 'yes' : value === false ? 'no' : String(value)),
  expects: () => 'yes or no',
};
