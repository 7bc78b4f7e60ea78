/** What a record names and what names it, as a tree of lines. */
import type { Style } from '../context.ts';
import { stateTitle } from '../core/register/lifecycle.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { walkValues } from '../core/schemas/field.ts';
import { labelOf } from '../core/schemas/place.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import type { Place } from '../core/value.ts';
import { cutTo } from './table.ts';

/** A reference from one record to another, and the field that holds it. */
export interface Link {
  /** The record at the other end; undefined where the register has none of that id. */
  readonly record: RecordEntry | undefined;
  readonly id: string;
  /** Fields that hold the reference, in words ("Parties, 2nd, party"). */
  readonly labels: readonly string[];
  readonly paths: readonly Place[];
}

/** Records that the record names, in the order of its fields. */
export function linksFrom(register: Register, record: RecordEntry): Link[] {
  const found: { id: string; place: Place }[] = [];
  walkValues(record.kind.root, record.value, (field, value, place) => {
    if (field.annotations.references !== undefined && typeof value === 'string') found.push({ id: value, place });
  });
  return grouped(
    found,
    (id) => register.record(id),
    () => record,
  );
}

/** Records that name the record, in the order of their files. */
export function linksTo(register: Register, record: RecordEntry): Link[] {
  const found = register.referrers(record.id).map((referrer) => ({ id: referrer.from.id, place: referrer.place }));
  return grouped(
    found,
    (id) => register.record(id),
    (id) => register.record(id),
  );
}

function grouped(
  found: readonly { readonly id: string; readonly place: Place }[],
  recordOf: (id: string) => RecordEntry | undefined,
  holderOf: (id: string) => RecordEntry | undefined,
): Link[] {
  const ids = [...new Set(found.map((entry) => entry.id))];
  return ids.map((id) => {
    const paths = found.filter((entry) => entry.id === id).map((entry) => entry.place);
    const holder = holderOf(id);
    const labels =
      holder === undefined ? [] : paths.map((place) => labelOf(holder.kind.root, holder.value, place.slice(0, 1)));
    return { record: recordOf(id), id, labels: [...new Set(labels)], paths };
  });
}

/** Both directions, each as deep as asked; a record that was shown above is named again, but not gone into. */
export function linksText(
  register: Register,
  record: RecordEntry,
  depth: number,
  columns: number,
  style: Style,
): string {
  const lines = [
    `${style.bold(record.id)} · ${lineSafe(register.title(record))}`,
    ...section(register, record, 'Named by', linksTo, depth, columns, style),
    ...section(register, record, 'Names', linksFrom, depth, columns, style),
  ];
  return `${lines.join('\n')}\n`;
}

type Direction = (register: Register, record: RecordEntry) => Link[];

function section(
  register: Register,
  record: RecordEntry,
  heading: string,
  direction: Direction,
  depth: number,
  columns: number,
  style: Style,
): string[] {
  const seen = new Set([record.id]);
  const branch = (from: RecordEntry, level: number): string[] =>
    direction(register, from).flatMap((link) => {
      const isNew = !seen.has(link.id);
      seen.add(link.id);
      const deeper = link.record !== undefined && isNew && level < depth ? branch(link.record, level + 1) : [];
      return [linkLine(register, link, level, columns, style), ...deeper];
    });
  const lines = branch(record, 1);
  return lines.length === 0 ? [] : [style.dim(heading), ...lines];
}

function linkLine(register: Register, link: Link, level: number, columns: number, style: Style): string {
  const indent = '  '.repeat(level);
  const field = link.labels.map((label) => label.toLowerCase()).join(', ');
  if (link.record === undefined) return `${indent}${lineSafe(link.id)}  ${style.red('no such record')} (${field})`;
  const state = stateTitle(link.record.kind, register.state(link.record)).toLowerCase();
  const text = [field, state, lineSafe(register.title(link.record))].filter((part) => part !== '').join(' · ');
  return `${indent}${link.id}  ${style.dim(cutTo(text, Math.max(20, columns - indent.length - link.id.length - 2)))}`;
}
