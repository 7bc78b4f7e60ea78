/**
 * YAML text ↔ record: the door for everyone else. The library `yaml` lives in the files named record* and nowhere else,
 * so that another one could take its place.
 */
export { decodeText } from './record-bytes.ts';
export { editText, type TextEdit } from './record-edit.ts';
export { formatRecord } from './record-format.ts';
export { printRecord } from './record-print.ts';
export { type RecordText, readFlow, readRecord } from './record-read.ts';
