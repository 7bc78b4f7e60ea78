import type { Value } from '../value.ts';
import { FieldFault, type FieldTypeRules } from './field-type.ts';

/** Words, in one line or several. */
export const textType: FieldTypeRules = {
  parse: (text) => {
    if (text.trim() === '') throw new FieldFault('Write some text.');
    return text.trim();
  },
  print: (value) => plain(value),
  expects: () => 'text',
};

export const emailType: FieldTypeRules = {
  parse: (text) => {
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim())) throw new FieldFault(`"${text}" is no e-mail address.`);
    return text.trim();
  },
  print: plain,
  expects: () => 'an e-mail address',
};

export const uriType: FieldTypeRules = {
  parse: (text) => {
    const address = /^[a-z][a-z0-9+.-]*:/i.test(text.trim()) ? text.trim() : `https://${text.trim()}`;
    if (!/^https?:\/\/[^\s/]+\.[^\s]+$/i.test(address))
      throw new FieldFault(`"${text}" is no web address; it looks like https://www.example.org.`);
    return address;
  },
  print: plain,
  expects: () => 'a web address',
};

/** A value without a better way to print it. */
export function plain(value: Value): string {
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : value === null ? '' : JSON.stringify(value);
}
