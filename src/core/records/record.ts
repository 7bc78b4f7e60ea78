/**
 * YAML text ↔ record: the door for everyone else. The library `yaml` lives in the files named record* and nowhere else,
 * so that another one could take its place.
 */
export { decodeText } from './bytes.ts';
export { editText, type TextEdit } from './edit.ts';
export { formatRecord } from './format.ts';
export { printRecord } from './print.ts';
export { type RecordText, readFlow, readRecord } from './read.ts';
