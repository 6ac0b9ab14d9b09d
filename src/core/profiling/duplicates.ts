// Rows and columns that say the same as an earlier one, and rows that say nothing. By hash first, then cell by cell.

import { hashText, mix32 } from '../random.ts';
import { isCategory, isMissing, type Column, type Table } from '../table.ts';
import { levelCounts } from './level-bars.ts';

/** Rows by which columns are told apart before all of them are compared. */
const signatureRows = 512;

/** How cells of one column are compared: the same number means the same cell. Missing cells are the same as each other. */
interface Cells {
  /** Of a number column. */
  readonly values: Float64Array | null;
  /** Of a category column, numbered by text; −1 missing. */
  readonly places: Int32Array | null;
}

function cellsOf(column: Column): Cells {
  if (!isCategory(column)) return { values: column.values, places: null };
  const { places, levels } = levelCounts(column);
  // Mostly a dictionary has each text once and then its codes will do.
  const unique = new Set(column.levels).size === column.levels.length || levels.length === 0;
  if (unique) return { values: null, places: column.codes };
  return { values: null, places: column.codes.map((code) => (code < 0 ? -1 : places[code]!)) };
}

function sameCell({ values, places }: Cells, a: number, b: number): boolean {
  if (places) return places[a] === places[b];
  const one = values![a]!;
  const other = values![b]!;
  return one === other || (Number.isNaN(one) && Number.isNaN(other));
}

function addHashes(hashes: Uint32Array, { values, places }: Cells): void {
  if (places) {
    for (let row = 0; row < hashes.length; row++)
      hashes[row] = mix32(Math.imul(hashes[row]!, 31) ^ places[row]!);
    return;
  }
  const cell = new Float64Array(1);
  const bits = new Uint32Array(cell.buffer);
  for (let row = 0; row < hashes.length; row++) {
    const value = values![row]!;
    // All NaN alike, −0 as 0.
    cell[0] = Number.isNaN(value) ? NaN : value + 0;
    hashes[row] = mix32(Math.imul(hashes[row]!, 31) ^ bits[0]! ^ Math.imul(bits[1]!, 0x9e3779b1));
  }
}

/** Rows that repeat an earlier one in every column, ascending. A table without columns has none. */
export function duplicateRows(table: Table): number[] {
  if (table.columns.length === 0) return [];
  const all = table.columns.map(cellsOf);
  const hashes = new Uint32Array(table.rows);
  for (const cells of all) addHashes(hashes, cells);
  // Open addressing, at most half full; 0 is an empty place.
  let size = 16;
  while (size < 2 * table.rows) size *= 2;
  const places = new Int32Array(size);
  const found: number[] = [];
  for (let row = 0; row < table.rows; row++) {
    let at = hashes[row]! & (size - 1);
    let repeats = false;
    while (places[at] !== 0 && !repeats) {
      const earlier = places[at]! - 1;
      repeats = hashes[earlier] === hashes[row] && all.every((cells) => sameCell(cells, earlier, row));
      at = (at + 1) & (size - 1);
    }
    if (repeats) found.push(row);
    else places[at] = row + 1;
  }
  return found;
}

/** Rows in which every cell is missing, ascending. */
export function emptyRows(table: Table): number[] {
  if (table.columns.length === 0) return [];
  const filled = new Uint8Array(table.rows);
  for (const column of table.columns)
    if (isCategory(column)) {
      for (let row = 0; row < table.rows; row++) if (column.codes[row]! >= 0) filled[row] = 1;
    } else for (let row = 0; row < table.rows; row++) if (!Number.isNaN(column.values[row]!)) filled[row] = 1;
  const found: number[] = [];
  for (let row = 0; row < table.rows; row++) if (!filled[row]) found.push(row);
  return found;
}

/**
 * Pairs of columns with the same cell in every row, each named with the first that has its cells. Words are the same by
 * text; a number and the word that it is written with are not. Columns without two
 * different values are left out: they are empty or constant, which is said of each.
 */
export function duplicateColumns(table: Table): { readonly first: string; readonly again: string }[] {
  const firsts = new Map<number, Column[]>();
  const found: { first: string; again: string }[] = [];
  for (const column of table.columns) {
    const hash = signatureOf(column);
    if (hash === null) continue;
    const alike = firsts.get(hash) ?? [];
    const first = alike.find((candidate) => sameColumn(candidate, column));
    if (first) found.push({ first: first.name, again: column.name });
    else firsts.set(hash, [...alike, column]);
  }
  return found;
}

/** Of the texts of some rows all over the table, so that columns that are not alike part soon; null without two values. */
function signatureOf(column: Column): number | null {
  const rows = isCategory(column) ? column.codes.length : column.values.length;
  if (!hasTwoValues(column, rows)) return null;
  let hash = mix32(rows ^ (isCategory(column) ? 1 : 2));
  const step = Math.max(1, rows / signatureRows);
  for (let at = 0; at < rows; at += step) {
    const row = Math.floor(at);
    const text = isCategory(column) ? (column.levels[column.codes[row]!] ?? '') : String(column.values[row]!);
    hash = mix32(Math.imul(hash, 31) ^ hashText(text.slice(0, 100)));
  }
  return hash;
}

function hasTwoValues(column: Column, rows: number): boolean {
  const cell = (row: number): number | string | undefined =>
    isCategory(column) ? column.levels[column.codes[row]!] : column.values[row];
  let first = 0;
  while (first < rows && isMissing(column, first)) first++;
  const value = cell(first);
  for (let row = first + 1; row < rows; row++)
    if (!isMissing(column, row) && cell(row) !== value) return true;
  return false;
}

function sameColumn(a: Column, b: Column): boolean {
  if (isCategory(a) && isCategory(b)) {
    for (let row = 0; row < a.codes.length; row++)
      if (a.levels[a.codes[row]!] !== b.levels[b.codes[row]!]) return false;
    return true;
  }
  if (isCategory(a) || isCategory(b)) return false;
  for (let row = 0; row < a.values.length; row++) {
    const one = a.values[row]!;
    const other = b.values[row]!;
    if (one !== other && !(Number.isNaN(one) && Number.isNaN(other))) return false;
  }
  return true;
}
