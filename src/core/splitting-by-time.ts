// Splitting by time: the last rows are test rows, and a gap before them belongs to neither part.

import { AppError } from './errors.ts';
import { part, unknownPart, type SplitSpec } from './split.ts';
import { isCategory, type Table } from './table.ts';

const cannot = (what: string): AppError =>
  new AppError(
    'bad-input',
    `The rows cannot be split by time: ${what}. Nothing was changed; choose another split.`,
  );

/** Whether every training row is earlier than every test row. Rows without a time do not count. */
export function isInTime(table: Table, name: string | null, parts: Uint8Array): boolean {
  const moments = momentsIn(table, name);
  let lastTrain = -Infinity;
  let firstTest = Infinity;
  for (let row = 0; row < parts.length; row++) {
    const moment = moments[row]!;
    if (parts[row] === part.train && moment > lastTrain) lastTrain = moment;
    if (parts[row] === part.test && moment < firstTest) firstTest = moment;
  }
  return lastTrain < firstTest;
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
 * Later: a new row is a test row from the moment of the first test row on, a training row up to the last training row before
 * that moment, and in the gap between the two, if there is to be one.
 */
export function partsByTime(table: Table, spec: SplitSpec, known: Uint8Array | null): Uint8Array {
  const moments = momentsIn(table, spec.column);
  if (!Number.isInteger(spec.gapRows) || spec.gapRows < 0) throw cannot('the gap must be a number of rows');
  return known ? laterParts(moments, spec, known) : firstParts(moments, spec);
}

function firstParts(moments: Float64Array, spec: SplitSpec): Uint8Array {
  const parts = new Uint8Array(moments.length).fill(part.gap);
  const order = Int32Array.from(moments, (_, row) => row)
    .filter((row) => !Number.isNaN(moments[row]!))
    .sort((a, b) => moments[a]! - moments[b]! || a - b);
  if (order.length < 2) throw cannot(`only ${order.length} rows have a time`);
  const wanted = Math.min(order.length - 1, Math.max(1, Math.round(order.length * spec.testShare)));
  const cut = cutNear(order, moments, order.length - wanted);
  if (cut <= spec.gapRows)
    throw cannot(
      `${cut} rows come before the test rows, and a gap of ${spec.gapRows} leaves none of them for training`,
    );
  for (let at = 0; at < order.length; at++)
    if (at >= cut) parts[order[at]!] = part.test;
    else if (at < cut - spec.gapRows) parts[order[at]!] = part.train;
  return parts;
}

/** Place in the order nearest to `at` before which all rows are earlier than all rows from it on. */
function cutNear(order: Int32Array, moments: Float64Array, at: number): number {
  const moment = moments[order[at]!]!;
  let start = at;
  while (start > 0 && moments[order[start - 1]!] === moment) start--;
  if (start === at) return at;
  let end = at;
  while (end < order.length && moments[order[end]!] === moment) end++;
  if (start === 0 && end === order.length) throw cannot('all rows have the same time');
  if (start === 0) return end;
  return end === order.length || at - start <= end - at ? start : end;
}

function laterParts(moments: Float64Array, { gapRows }: SplitSpec, known: Uint8Array): Uint8Array {
  let firstTest = Infinity;
  let last = -Infinity;
  for (let row = 0; row < known.length; row++) {
    const moment = moments[row]!;
    if (known[row] === unknownPart || Number.isNaN(moment)) continue;
    if (known[row] === part.test) firstTest = Math.min(firstTest, moment);
    else last = Math.max(last, moment);
  }
  let lastTrain = -Infinity;
  for (let row = 0; row < known.length; row++)
    if (known[row] === part.train && moments[row]! < firstTest)
      lastTrain = Math.max(lastTrain, moments[row]!);
  return known.map((value, row) => {
    if (value !== unknownPart) return value;
    const moment = moments[row]!;
    if (Number.isNaN(moment)) return part.gap;
    // Where every test row was deleted, what comes after all others may be one.
    if (firstTest === Infinity ? moment > last : moment >= firstTest) return part.test;
    return gapRows > 0 && moment > lastTrain ? part.gap : part.train;
  });
}
