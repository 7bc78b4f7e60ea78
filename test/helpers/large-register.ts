/** A register of a size that an office may reach in twenty years, the same at every call: partners, agreements, projects. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface RegisterSize {
  readonly partners: number;
  readonly agreements: number;
  readonly projects: number;
}

const fields = ['1.1', '1.2', '1.5', '1.6', '2.1', '2.2', '2.7', '2.9', '2.10', '3.3', '4.1', '4.4', '5.2', '6.1'];
const currencies = ['USD', 'EUR', 'ETB'];
const stages = ['concept', 'proposal', 'evaluation', 'approved', 'funded', 'implementation'];

/** Writes the records below a folder that holds `records/office.yaml`; all are marked as partly known. */
export function writeLargeRegister(folder: string, size: RegisterSize): void {
  const write = (path: string, lines: readonly string[]): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), [...lines, ''].join('\n'));
  };
  for (let index = 0; index < size.partners; index += 1)
    write(`records/partners/partner-${index}.yaml`, partner(index));
  for (let index = 0; index < size.agreements; index += 1)
    write(`records/agreements/agreement-${index}.yaml`, agreement(index, size.partners));
  for (let index = 0; index < size.projects; index += 1)
    write(`records/projects/project-${index}.yaml`, project(index, size));
}

const partlyKnown = ['sources:', '  - {address: "https://www.example.org", accessed: 2026-11-24}'];

function partner(index: number): string[] {
  return [
    'knowledge: partial',
    `type: ${index % 3 === 0 ? 'research_institute' : 'university'}`,
    'names:',
    `  official: {en: Institute number ${index} (illustrative)}`,
    `  short: {en: Institute ${index}}`,
    'sti_system:',
    `  priorities: [{ford: "${at(fields, index)}"}, {ford: "${at(fields, index * 7 + 3)}"}]`,
    'history:',
    '  - {date: 2015-01-05, to: active}',
    ...partlyKnown,
  ];
}

function agreement(index: number, partners: number): string[] {
  const year = 2005 + (index % 21);
  return [
    'knowledge: partial',
    `title: {en: Agreement number ${index} (illustrative)}`,
    'type: mou',
    'binding: non_binding',
    'parties:',
    `  - {partner: office, signed_on: ${year}-03-15, signed_at: Addis Ababa}`,
    `  - {partner: partner-${index % partners}, signed_on: ${year}-03-15, signed_at: Addis Ababa}`,
    `areas: [{ford: "${at(fields, index)}"}, {text: water}]`,
    'entry: {mode: on_signature}',
    `duration: {mode: months, months: ${index % 2 === 0 ? 60 : 240}}`,
    'history:',
    `  - {date: ${year}-03-15, to: signed}`,
    ...partlyKnown,
  ];
}

function project(index: number, size: RegisterSize): string[] {
  const year = 2012 + (index % 14);
  const funder = `partner-${(index * 3) % size.partners}`;
  const money = (amount: number): string => `{amount: "${amount}", currency: ${at(currencies, index)}}`;
  const stage = index % stages.length;
  return [
    'knowledge: partial',
    `title: {en: Project number ${index} (illustrative)}`,
    `areas: [{ford: "${at(fields, index * 5)}"}]`,
    'partners:',
    `  - {partner: ${funder}, role: "1"}`,
    '  - {partner: office, role: "2"}',
    `  - {partner: partner-${index % size.partners}, role: "4"}`,
    `agreement: agreement-${index % size.agreements}`,
    `dates: {planned_start: ${year}-07-08, planned_end: ${year + 4}-07-07}`,
    'budget:',
    `  - {from: ${year}-07-08, to: ${year + 1}-07-07, money: ${money(100_000 + index)}}`,
    'funding:',
    `  - {partner: ${funder}, kind: commitment, money: ${money(80_000 + index)}, date: ${year}-05-10}`,
    'transactions:',
    `  - {type: "1", date: ${year}-09-20, money: ${money(40_000)}, provider: ${funder}, receiver: office, ref: P-${index}}`,
    'history:',
    ...['idea', ...stages.slice(0, stage + 1)].map((to, step) => `  - {date: ${year}-0${step + 1}-05, to: ${to}}`),
    ...partlyKnown,
  ];
}

function at<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}
