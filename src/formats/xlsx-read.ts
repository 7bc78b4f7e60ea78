/**
 * The first sheet of an Excel workbook as a grid. The file may be a stranger's: parts are read up to a limit, nothing is worked
 * out, no entity is declared, and nothing outside of the file is looked at.
 */
import { strFromU8, Unzip, UnzipInflate, unzipSync } from 'fflate';
import { Parser } from 'saxen';
import type { GridCell } from '../core/forms/grid.ts';
import { type SheetFault, sheetLimits } from './sheet-limits.ts';

/** What the parts of a workbook may hold together, unpacked. A form of 200 rows has about 100 KiB. */
const mostUnpacked = 8 * 1024 * 1024;
const mostParts = 500;

type Part = (path: string) => string | undefined;

/** The cells, or why there are none. */
export function readXlsx(bytes: Uint8Array): GridCell[][] | SheetFault {
  const parts = partsOf(bytes);
  if (typeof parts === 'string') return parts;
  try {
    const sheet = parts(sheetPath(parts));
    return sheet === undefined ? 'broken' : cellsOf(sheet, sharedTexts(parts('xl/sharedStrings.xml')));
  } catch (error) {
    if (error instanceof TooMuch) return 'too-large';
    return 'broken';
  }
}

class TooMuch extends Error {}

/** Parts are unpacked as they are named. A file that states itself how large it is need not be unpacked at all. */
function partsOf(bytes: Uint8Array): Part | SheetFault {
  let unpacked = 0;
  let count = 0;
  try {
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        unpacked += originalSize;
        count += 1;
        return false;
      },
    });
  } catch {
    return 'broken';
  }
  if (unpacked > mostUnpacked || count > mostParts) return 'too-large';
  if (count === 0) return 'broken';
  return (path) => unpackedPart(bytes, path);
}

/** So much is unpacked before it is looked at how much came out: at most a thousandfold. */
const step = 16 * 1024;

/** A part as text. What the file states of its size is not trusted. */
function unpackedPart(bytes: Uint8Array, path: string): string | undefined {
  const pieces: Uint8Array[] = [];
  let size = 0;
  let isFound = false;
  const unzip = new Unzip((file) => {
    if (file.name !== path) return;
    isFound = true;
    file.ondata = (error, data) => {
      if (error !== null) throw error;
      size += data.length;
      if (size > mostUnpacked) throw new TooMuch();
      pieces.push(data);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let from = 0; from < bytes.length; from += step)
    unzip.push(bytes.subarray(from, from + step), from + step >= bytes.length);
  if (!isFound) return undefined;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return strFromU8(whole);
}

/** Where the first sheet lies: the workbook names it, and its relations say where that is. */
function sheetPath(parts: Part): string {
  let id: string | undefined;
  const targets = new Map<string, string>();
  scan(parts('xl/workbook.xml') ?? '', {
    open: (name, attributes) => {
      if (name === 'sheet') id ??= attributes.id;
    },
  });
  scan(parts('xl/_rels/workbook.xml.rels') ?? '', {
    open: (name, attributes) => {
      if (name === 'Relationship') targets.set(attributes.Id ?? '', attributes.Target ?? '');
    },
  });
  const target = targets.get(id ?? '') ?? 'worksheets/sheet1.xml';
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
}

/** The texts that cells share, in their order; words beside them that tell how they are read aloud are left out. */
function sharedTexts(xml: string | undefined): string[] {
  const texts: string[] = [];
  let text = '';
  let isText = false;
  let isPhonetic = false;
  scan(xml ?? '', {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') isPhonetic = true;
      isText = name === 't' && !isPhonetic;
    },
    close: (name) => {
      if (name === 'si') texts.push(text);
      if (name === 'rPh') isPhonetic = false;
      isText = false;
    },
    text: (more) => {
      if (isText) text += more;
    },
  });
  return texts;
}

/** The cell that is being read. */
interface OpenCell {
  readonly type: string;
  row: number;
  column: number;
  text: string;
  isWorkedOut: boolean;
}

function cellsOf(xml: string, shared: readonly string[]): GridCell[][] {
  const grid: GridCell[][] = [];
  let cell: OpenCell | undefined;
  let row = -1;
  let column = -1;
  let takes = false;
  let isPhonetic = false;
  scan(xml, {
    open: (name, attributes) => {
      if (name === 'row') {
        row = attributes.r === undefined ? row + 1 : Number(attributes.r) - 1;
        column = -1;
      } else if (name === 'c') {
        const place = placeOf(attributes.r) ?? { row, column: column + 1 };
        ({ row, column } = place);
        cell = { ...place, type: attributes.t ?? 'n', text: '', isWorkedOut: attributes.t === 'e' };
      } else if (name === 'f' && cell !== undefined) cell.isWorkedOut = true;
      if (name === 'rPh') isPhonetic = true;
      takes = (name === 'v' || name === 't') && !isPhonetic;
    },
    text: (more) => {
      if (takes && cell !== undefined) cell.text += more;
    },
    close: (name) => {
      takes = false;
      if (name === 'rPh') isPhonetic = false;
      if (name !== 'c' || cell === undefined) return;
      put(grid, cell, shared);
      cell = undefined;
    },
  });
  return Array.from(grid, (cells) => Array.from(cells ?? [], (each) => each ?? { text: '' }));
}

function put(grid: GridCell[][], { type, row, column, text, isWorkedOut }: OpenCell, shared: readonly string[]): void {
  if (text === '' && !isWorkedOut) return;
  if (!(row >= 0 && row < sheetLimits.rows && column >= 0 && column < sheetLimits.columns)) throw new TooMuch();
  const cells = grid[row] ?? [];
  grid[row] = cells;
  cells[column] = { text: textOf(type, text, shared), ...(isWorkedOut ? { isWorkedOut } : {}) };
}

function textOf(type: string, text: string, shared: readonly string[]): string {
  if (type === 's') return unescaped(shared[Number(text)] ?? '');
  if (type === 'b') return text === '1' ? 'yes' : 'no';
  // A number as it was typed: the file may hold 3.5 as 3.5000000000000004.
  if (type === 'n' && text.trim() !== '' && Number.isFinite(Number(text)))
    return String(Number(Number(text).toPrecision(12)));
  return unescaped(text);
}

/** `_x000D_` stands for a letter that XML does not hold. */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_found, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** "C7", counted from 0. */
function placeOf(name: string | undefined): { readonly row: number; readonly column: number } | undefined {
  const found = /^([A-Z]{1,3})(\d{1,7})$/.exec(name ?? '');
  if (found === null) return undefined;
  const [, letters = '', number = ''] = found;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(number) - 1, column };
}

interface Listeners {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Goes through XML; names come without their prefixes, which differ from program to program. */
function scan(xml: string, { open, close, text }: Listeners): void {
  const parser = new Parser();
  parser.on('openTag', (name, attributes) => {
    open?.(local(name), Object.fromEntries(Object.entries(attributes()).map(([key, value]) => [local(key), value])));
  });
  parser.on('closeTag', (name) => close?.(local(name)));
  parser.on('text', (value, decode) => text?.(decode(value)));
  parser.on('cdata', (value) => text?.(value));
  parser.on('warn', () => undefined);
  if (xml !== '') parser.parse(xml);
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
