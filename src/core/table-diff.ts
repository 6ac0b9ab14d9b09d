// What differs between two data versions, row by row. Rows are the same row when their ids are.

import { cellText, isCategory, type Column, type ColumnKind, type Table } from './table.ts';
import type { VersionTable } from './version-table.ts';

export interface CellChange {
  readonly id: number;
  /** Row numbers in the two versions. */
  readonly rowA: number;
  readonly rowB: number;
  /** Name in the second version. */
  readonly column: string;
  /** As `cellText`, times to the millisecond where the minute does not tell; empty: missing. */
  readonly before: string;
  readonly after: string;
}

export interface VersionDiff {
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  /** Row numbers in the second version, ascending. */
  readonly added: Int32Array;
  /** Row numbers in the first version, ascending. */
  readonly removed: Int32Array;
  /** Row numbers in the second version, ascending, of rows with a cell that differs in a column that both have. */
  readonly changed: Int32Array;
  /** Rows that both have stand in another order. */
  readonly reordered: boolean;
  readonly columnsAdded: readonly string[];
  readonly columnsRemoved: readonly string[];
  /** Gone under one name, there under another, with the same kind and the same cells. */
  readonly columnsRenamed: readonly { readonly from: string; readonly to: string }[];
  readonly kindsChanged: readonly {
    readonly column: string;
    readonly from: ColumnKind;
    readonly to: ColumnKind;
  }[];
  /** Columns with cells that differ, in the order of the second version. */
  readonly changedCells: readonly { readonly column: string; readonly cells: number }[];
  /** The first changed cells, by row of the second version. */
  readonly cells: readonly CellChange[];
}

interface Pairs {
  readonly rowsA: Int32Array;
  readonly rowsB: Int32Array;
}

/** For each id the row that has it, or −1: an array where ids are dense, a map where they are not. */
function rowFinder(ids: Float64Array): (id: number) => number {
  let highest = -1;
  for (const id of ids) if (id > highest) highest = id;
  if (highest < 4 * ids.length + 1024) {
    const rows = new Int32Array(highest + 1).fill(-1);
    for (let row = 0; row < ids.length; row++) rows[ids[row]!] = row;
    return (id) => rows[id] ?? -1;
  }
  const rows = new Map<number, number>();
  ids.forEach((id, row) => rows.set(id, row));
  return (id) => rows.get(id) ?? -1;
}

function pairsOf(a: VersionTable, b: VersionTable): Pairs & { added: Int32Array; removed: Int32Array } {
  const find = rowFinder(a.ids);
  const rowsA = new Int32Array(b.ids.length);
  const rowsB = new Int32Array(b.ids.length);
  const added = new Int32Array(b.ids.length);
  const stays = new Uint8Array(a.ids.length);
  let both = 0;
  let news = 0;
  for (let row = 0; row < b.ids.length; row++) {
    const before = find(b.ids[row]!);
    if (before < 0) {
      added[news++] = row;
      continue;
    }
    stays[before] = 1;
    rowsA[both] = before;
    rowsB[both++] = row;
  }
  const removed = new Int32Array(a.ids.length - both);
  for (let row = 0, to = 0; row < stays.length; row++) if (stays[row] === 0) removed[to++] = row;
  return { rowsA: rowsA.slice(0, both), rowsB: rowsB.slice(0, both), added: added.slice(0, news), removed };
}

/** Codes of both columns in one numbering; levels of the same text are one. */
function sharedCodes(a: readonly string[], b: readonly string[]): [Int32Array, Int32Array] {
  const numbers = new Map<string, number>();
  const numbered = (level: string): number => {
    const known = numbers.get(level);
    if (known !== undefined) return known;
    numbers.set(level, numbers.size);
    return numbers.size - 1;
  };
  return [Int32Array.from(a, numbered), Int32Array.from(b, numbered)];
}

/** Calls `found` with the place in `pairs` of each cell that differs, ascending. Missing cells are equal, 0 and −0 not. */
function eachDifference(a: Column, b: Column, { rowsA, rowsB }: Pairs, found: (at: number) => void): void {
  if (isCategory(a) && isCategory(b)) {
    // Unread, because shared: most columns of most edits.
    const sameRows = a.codes === b.codes && a.levels === b.levels;
    const [of, now] = sharedCodes(a.levels, b.levels);
    for (let at = 0; at < rowsA.length; at++) {
      if (sameRows && rowsA[at] === rowsB[at]) continue;
      if ((of[a.codes[rowsA[at]!]!] ?? -1) !== (now[b.codes[rowsB[at]!]!] ?? -1)) found(at);
    }
    return;
  }
  if (isCategory(a) || isCategory(b)) {
    for (let at = 0; at < rowsA.length; at++)
      if (cellText(a, rowsA[at]!) !== cellText(b, rowsB[at]!)) found(at);
    return;
  }
  const [x, y] = [a.values, b.values];
  for (let at = 0; at < rowsA.length; at++) {
    const before = x[rowsA[at]!]!;
    const after = y[rowsB[at]!]!;
    if (before !== after || before === 0) if (!Object.is(before, after)) found(at);
  }
}

function differs(a: Column, b: Column, pairs: Pairs): boolean {
  let any = false;
  eachDifference(a, b, pairs, () => (any = true));
  return any;
}

/** Columns of the same name, then those renamed; what is left was added or removed. */
function matchColumns(a: Table, b: Table, pairs: Pairs) {
  const gone = new Map(a.columns.map((column) => [column.name, column]));
  const same: [Column, Column][] = [];
  const fresh: Column[] = [];
  for (const column of b.columns) {
    const before = gone.get(column.name);
    if (!before) fresh.push(column);
    else {
      same.push([before, column]);
      gone.delete(column.name);
    }
  }
  const renamed: { from: string; to: string }[] = [];
  const added: string[] = [];
  for (const column of fresh) {
    const before =
      pairs.rowsA.length === 0
        ? undefined
        : [...gone.values()].find((old) => old.kind === column.kind && !differs(old, column, pairs));
    if (!before) added.push(column.name);
    else {
      renamed.push({ from: before.name, to: column.name });
      gone.delete(before.name);
    }
  }
  return { same, renamed, added, removed: [...gone.keys()] };
}

function exactText(column: Column, row: number): string {
  if (column.kind !== 'time' || isCategory(column)) {
    const value = isCategory(column) ? 1 : column.values[row]!;
    return Object.is(value, -0) ? '-0' : cellText(column, row);
  }
  const time = column.values[row]!;
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}

/** Both texts of a cell, exact where the usual ones are the same. */
function textsOf(a: Column, rowA: number, b: Column, rowB: number): { before: string; after: string } {
  const texts = { before: cellText(a, rowA), after: cellText(b, rowB) };
  return texts.before === texts.after ? { before: exactText(a, rowA), after: exactText(b, rowB) } : texts;
}

/**
 * @param a the earlier version, @param b the later one; usually b descends from a.
 * @param shown how many changed cells are told in full.
 */
export function diffVersions(a: VersionTable, b: VersionTable, shown = 100): VersionDiff {
  const pairs = pairsOf(a, b);
  const columns = matchColumns(a.table, b.table, pairs);
  const rowChanged = new Uint8Array(pairs.rowsA.length);
  const changedCells: { column: string; cells: number }[] = [];
  const first: { at: number; place: number }[] = [];
  columns.same.forEach(([before, after], place) => {
    let cells = 0;
    eachDifference(before, after, pairs, (at) => {
      rowChanged[at] = 1;
      if (cells++ < shown) first.push({ at, place });
    });
    if (cells > 0) changedCells.push({ column: after.name, cells });
  });
  // Of each column its first ones are at hand, so the first ones of all are among them.
  first.sort((one, other) => one.at - other.at || one.place - other.place);
  let reordered = false;
  for (let at = 1; at < pairs.rowsA.length && !reordered; at++)
    reordered = pairs.rowsA[at]! < pairs.rowsA[at - 1]!;
  return {
    rowsBefore: a.table.rows,
    rowsAfter: b.table.rows,
    added: pairs.added,
    removed: pairs.removed,
    changed: pairs.rowsB.filter((_, at) => rowChanged[at] === 1),
    reordered,
    columnsAdded: columns.added,
    columnsRemoved: columns.removed,
    columnsRenamed: columns.renamed,
    kindsChanged: columns.same.flatMap(([before, after]) =>
      before.kind === after.kind ? [] : [{ column: after.name, from: before.kind, to: after.kind }],
    ),
    changedCells,
    cells: first.slice(0, shown).map(({ at, place }) => {
      const [before, after] = columns.same[place]!;
      const [rowA, rowB] = [pairs.rowsA[at]!, pairs.rowsB[at]!];
      return { id: b.ids[rowB]!, rowA, rowB, column: after.name, ...textsOf(before, rowA, after, rowB) };
    }),
  };
}
