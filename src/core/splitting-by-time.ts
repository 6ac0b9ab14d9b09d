// Splitting by time: the last rows are test rows, and a gap before them belongs to neither part.

import { AppError } from './errors.ts';
import { part, unknownPart, type SplitSpec } from './split.ts';
import { isCategory, type Table } from './table.ts';

const cannot = (what: string): AppError =>
  new AppError(
    'bad-input',
    `The rows cannot be split by time: ${what}. Nothing was changed; choose another split.`,
  );

/**
 * How many training rows are not earlier than the first test row. Rows without a time do not count. Not 0 for good once a
 * batch was appended, whose training rows come after the test rows before it.
 */
export function lateTrainingRows(table: Table, name: string | null, parts: Uint8Array): number {
  const moments = momentsIn(table, name);
  let firstTest = Infinity;
  for (let row = 0; row < parts.length; row++)
    if (parts[row] === part.test && moments[row]! < firstTest) firstTest = moments[row]!;
  let late = 0;
  for (let row = 0; row < parts.length; row++)
    if (parts[row] === part.train && moments[row]! >= firstTest) late++;
  return late;
}

/** When each row is: its time, or its place in the table. NaN where the time is missing. */
function momentsIn(table: Table, name: string | null): Float64Array {
  if (name === null) return Float64Array.from({ length: table.rows }, (_, row) => row);
  const column = table.columns.find((candidate) => candidate.name === name);
  if (!column) throw cannot(`the table has no column "${name}", by which they are split`);
  if (isCategory(column) || column.kind === 'boolean')
    throw cannot(`"${name}" is of kind ${column.kind}; it takes times or numbers`);
  return column.values;
}

/**
 * First: the last share of the rows by time are test rows. Rows of one moment stay together, so the cut moves to the nearer
 * end of those that it would part. The `gapRows` rows before are the gap, and so are rows without a time.
 *
 * Later: rows that came after all others (a batch) are split by the same rule among themselves, so that most of what comes
 * can be learnt from: the last share of them are test rows (none, where that is less than half a row), the others training
 * rows, later than the test rows before them as in use. A row that came late, into a time gone by, is a test row where the
 * nearest rows before and after it are, or one of its moment is; otherwise a training row. In every case fewer than `gapRows` rows
 * between a new row and a test row, before or after it, put it into the gap instead of training. Known parts never change.
 */
export function partsByTime(table: Table, spec: SplitSpec, known: Uint8Array | null): Uint8Array {
  const moments = momentsIn(table, spec.column);
  if (!Number.isInteger(spec.gapRows) || spec.gapRows < 0) throw cannot('the gap must be a number of rows');
  return known ? laterParts(moments, spec, known) : firstParts(moments, spec);
}

/** The parts of a first split, and test rows of before besides; the gap is kept around all of them. */
export function timeAround(table: Table, spec: SplitSpec, tested: Uint8Array): Uint8Array {
  const parts = partsByTime(table, spec, null).map((value, row) =>
    tested[row] === part.test ? part.test : value,
  );
  const order = inTime(momentsIn(table, spec.column), () => true);
  keepDistance(order, parts, () => true, spec.gapRows);
  return parts;
}

/** Rows that have a moment, by it; rows of one moment as they stand. */
const inTime = (moments: Float64Array, wanted: (row: number) => boolean): Int32Array =>
  Int32Array.from(moments, (_, row) => row)
    .filter((row) => !Number.isNaN(moments[row]!) && wanted(row))
    .sort((a, b) => moments[a]! - moments[b]! || a - b);

function firstParts(moments: Float64Array, spec: SplitSpec): Uint8Array {
  const parts = new Uint8Array(moments.length).fill(part.gap);
  const order = inTime(moments, () => true);
  if (order.length < 2) throw cannot(`only ${order.length} rows have a time`);
  const wanted = Math.min(order.length - 1, Math.max(1, Math.round(order.length * spec.testShare)));
  const cut = cutNear(order, moments, order.length - wanted);
  if (cut === null) throw cannot('all rows have the same time');
  if (cut <= spec.gapRows)
    throw cannot(
      `${cut} rows come before the test rows, and a gap of ${spec.gapRows} leaves none of them for training`,
    );
  for (let at = 0; at < order.length; at++)
    if (at >= cut) parts[order[at]!] = part.test;
    else if (at < cut - spec.gapRows) parts[order[at]!] = part.train;
  return parts;
}

/** Place in the order nearest to `at` before which all rows are earlier than all rows from it on; null: of one moment. */
function cutNear(order: Int32Array, moments: Float64Array, at: number): number | null {
  const moment = moments[order[at]!]!;
  let start = at;
  while (start > 0 && moments[order[start - 1]!] === moment) start--;
  if (start === at) return at;
  let end = at;
  while (end < order.length && moments[order[end]!] === moment) end++;
  if (start === 0 && end === order.length) return null;
  if (start === 0) return end;
  return end === order.length || at - start <= end - at ? start : end;
}

function laterParts(moments: Float64Array, spec: SplitSpec, known: Uint8Array): Uint8Array {
  const parts = known.slice();
  const isNew = (row: number) => known[row] === unknownPart;
  let last = -Infinity;
  for (let row = 0; row < known.length; row++) {
    if (isNew(row)) parts[row] = Number.isNaN(moments[row]!) ? part.gap : part.train;
    else if (moments[row]! > last) last = moments[row]!;
  }
  const batch = inTime(moments, (row) => isNew(row) && moments[row]! > last);
  const wanted = Math.round(batch.length * spec.testShare);
  const cut = wanted > 0 ? cutNear(batch, moments, batch.length - wanted) : null;
  if (cut !== null) for (let at = cut; at < batch.length; at++) parts[batch[at]!] = part.test;

  const order = inTime(moments, () => true);
  const late = new Uint8Array(order.length);
  for (const step of [1, -1]) {
    let before = part.train as number;
    for (let i = 0; i < order.length; i++) {
      const at = step > 0 ? i : order.length - 1 - i;
      const row = order[at]!;
      if (!isNew(row)) before = known[row]!;
      else if (moments[row]! <= last && before === part.test) late[at]!++;
    }
  }
  markTestMoments(order, moments, known, late);
  order.forEach((row, at) => {
    if (late[at]! >= 2) parts[row] = part.test;
  });
  keepDistance(order, parts, isNew, spec.gapRows);
  return parts;
}

/** New rows at the moment of a test row are marked like those between two. */
function markTestMoments(
  order: Int32Array,
  moments: Float64Array,
  known: Uint8Array,
  marks: Uint8Array,
): void {
  for (let from = 0, to = 0; from < order.length; from = to) {
    let hasTest = false;
    for (to = from; to < order.length && moments[order[to]!] === moments[order[from]!]; to++)
      hasTest ||= known[order[to]!] === part.test;
    for (let at = from; hasTest && at < to; at++) if (known[order[at]!] === unknownPart) marks[at] = 2;
  }
}

/** Training rows that may change become gap where fewer than `gapRows` rows lie between them and a test row, in the order. */
function keepDistance(
  order: Int32Array,
  parts: Uint8Array,
  mayChange: (row: number) => boolean,
  gapRows: number,
): void {
  for (const step of [1, -1]) {
    let since = Infinity;
    for (let i = 0; i < order.length; i++) {
      const row = order[step > 0 ? i : order.length - 1 - i]!;
      since = parts[row] === part.test ? 0 : since + 1;
      if (since > 0 && since <= gapRows && parts[row] === part.train && mayChange(row)) parts[row] = part.gap;
    }
  }
}
