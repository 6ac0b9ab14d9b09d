// Which rows are for training and which only for judging: the first time for all rows of a version, later for the new rows
// of its descendants, whose other rows keep their part for good.
//
// First: exactly counted shares (time, random, each class of stratified), whole groups as near to the share as they come,
// or one of k folds. Later: a new row's part follows from the rule and the row alone (random, stratified, group, k-fold), or
// from the rule among the rows that came with it (time, splitting-by-time.ts). Nobody else's part changes.

import { classesIn, type Classes } from './classes.ts';
import { AppError } from './errors.ts';
import { kFold, stratifiedKFold } from './folds.ts';
import { hashText, mix32 } from './random.ts';
import { part, unknownPart, type SplitSpec } from './split.ts';
import { partsByTime, timeAround } from './splitting-by-time.ts';
import type { Table } from './table.ts';

const mostClasses = 1000;

const cannot = (what: string): AppError =>
  new AppError('bad-input', `The rows cannot be split: ${what}. Nothing was changed; choose another split.`);

/** Uniform in 0 … 2³² − 1, of the seed and the row's id alone. */
function hashOf(seed: number, id: number): number {
  const high = Math.floor(id / 4294967296);
  return mix32(mix32(mix32((seed >>> 0) ^ 0x5bd1e995) ^ high) ^ (id >>> 0));
}

/**
 * @param ids of the table's rows. What chance decides depends on them and the seed, not on where a row stands.
 * @param known part of each row, `unknownPart` where it has none yet; null: no row has one, and the split begins.
 * @param others what rows without a part are: new ones, or all that are to be split anew around test rows
 * (splitting-anew.ts).
 * @returns the part of each row (split.ts); known ones as they were.
 * @throws AppError 'bad-input' in words: a column that is not there, one class or group only, too few rows.
 */
export function assignParts(
  table: Table,
  ids: Float64Array,
  spec: SplitSpec,
  known: Uint8Array | null,
  others: 'new' | 'anew' = 'new',
): Uint8Array {
  checkSpec(spec);
  const first = known === null || known.every((value) => value === unknownPart);
  if (first && table.rows < 2) throw cannot(`there are ${table.rows} rows, and both parts need at least one`);
  const given = first ? null : known;
  const arriving = others === 'new' ? given : null;
  switch (spec.method) {
    case 'time':
      return others === 'anew' && given ? timeAround(table, spec, given) : partsByTime(table, spec, given);
    case 'random':
      return arriving ? later(arriving, byHash(ids, spec)) : exactShare(ids, spec, null, given);
    case 'stratified':
      if (arriving) return later(arriving, byHash(ids, spec));
      return exactShare(ids, spec, classesOf(table, spec, mostClasses), given);
    case 'group': {
      const groups = classesOf(table, spec, Infinity);
      return arriving ? laterGroups(groups, spec, arriving) : byGroup(groups, spec, given);
    }
    case 'k-fold':
      if (arriving) return later(arriving, byFoldHash(ids, spec));
      return withTests(byFold(table, ids, spec), given);
  }
}

/** Rows of a part, ascending. */
export function rowsWith(parts: Uint8Array, wanted: (typeof part)[keyof typeof part]): Int32Array {
  let count = 0;
  for (const value of parts) if (value === wanted) count++;
  const rows = new Int32Array(count);
  for (let row = 0, to = 0; row < parts.length; row++) if (parts[row] === wanted) rows[to++] = row;
  return rows;
}

function checkSpec(spec: SplitSpec): void {
  if (spec.method === 'k-fold') {
    if (!Number.isInteger(spec.folds) || spec.folds < 2) throw cannot('there must be at least two folds');
    if (!Number.isInteger(spec.fold) || spec.fold < 0 || spec.fold >= spec.folds)
      throw cannot(`the folds are numbered 0 to ${spec.folds - 1}, and ${spec.fold} is none of them`);
  } else if (!(spec.testShare > 0 && spec.testShare <= 0.9))
    throw cannot('the test part must be more than nothing and at most 90 % of the rows');
}

function classesOf(table: Table, { column: name, method }: SplitSpec, most: number): Classes {
  if (name === null) throw cannot(`no column is chosen to split by (${method})`);
  const column = table.columns.find((candidate) => candidate.name === name);
  if (!column) throw cannot(`the table has no column "${name}", by which they are split`);
  const classes = classesIn(column);
  if (classes.names.length < 2)
    throw cannot(
      `"${name}" has the same value in every row, and both parts need ${method === 'group' ? 'groups' : 'rows'}`,
    );
  if (classes.names.length > most)
    throw cannot(
      `"${name}" has ${classes.names.length} different values; at most ${most} can be kept in proportion`,
    );
  return classes;
}

/** The rule's answer for rows without a part. */
const later = (known: Uint8Array, partOf: (row: number) => number): Uint8Array =>
  known.map((value, row) => (value === unknownPart ? partOf(row) : value));

const byHash =
  (ids: Float64Array, { seed, testShare }: SplitSpec) =>
  (row: number): number =>
    hashOf(seed, ids[row]!) < testShare * 4294967296 ? part.test : part.train;

const byFoldHash =
  (ids: Float64Array, { seed, folds, fold }: SplitSpec) =>
  (row: number): number =>
    hashOf(seed, ids[row]!) % folds === fold ? part.test : part.train;

/** Test rows of before stay such. */
const withTests = (parts: Uint8Array, tested: Uint8Array | null): Uint8Array =>
  tested ? parts.map((value, row) => (tested[row] === part.test ? part.test : value)) : parts;

/**
 * The rows with the lowest hashes, of each class as many as its share, to half a row. Those that tested before count, and
 * more than the share stay.
 */
function exactShare(
  ids: Float64Array,
  spec: SplitSpec,
  classes: Classes | null,
  tested: Uint8Array | null,
): Uint8Array {
  const parts = withTests(new Uint8Array(ids.length).fill(part.train), tested);
  const order = orderByHash(ids, spec.seed);
  const sizes = new Int32Array(classes?.names.length ?? 1);
  for (let row = 0; row < ids.length; row++) sizes[classes ? classes.codes[row]! : 0]!++;
  const wanted = sizes.map((size) => Math.round(size * spec.testShare));
  if (!classes) wanted[0] = Math.min(ids.length - 1, Math.max(1, wanted[0]!));
  parts.forEach((value, row) => {
    if (value === part.test) wanted[classes ? classes.codes[row]! : 0]!--;
  });
  for (const row of order) {
    if (parts[row] === part.test) continue;
    const of = classes ? classes.codes[row]! : 0;
    if (wanted[of]! <= 0) continue;
    wanted[of]!--;
    parts[row] = part.test;
  }
  // Around test rows of before, what is left for training is looked at for all methods alike.
  for (const needed of tested ? [] : [part.test, part.train])
    if (!parts.includes(needed))
      throw cannot(
        `the values of "${spec.column}" have so few rows each that ${needed === part.test ? 'no test' : 'no training'} row would be left`,
      );
  return parts;
}

/** Row numbers by hash of their ids, and by id where two hashes are the same. */
function orderByHash(ids: Float64Array, seed: number): Int32Array {
  const hashes = Uint32Array.from(ids, (id) => hashOf(seed, id));
  return Int32Array.from(ids, (_, row) => row).sort((a, b) => hashes[a]! - hashes[b]! || ids[a]! - ids[b]!);
}

/** Rows without a group are a group of their own: who knows which they belong to. */
const groupHashes = (names: Classes['names'], { seed }: SplitSpec): number[] =>
  names.map((name) => mix32(hashText(name ?? '\u0000missing') ^ mix32(seed >>> 0)));

/** New rows go where their group is; a group that has test rows stays with them, whatever else it has. */
function laterGroups({ codes, names }: Classes, spec: SplitSpec, known: Uint8Array): Uint8Array {
  const hashes = groupHashes(names, spec);
  const partOf = new Uint8Array(names.length).fill(unknownPart);
  known.forEach((value, row) => {
    if (value === unknownPart) return;
    const code = codes[row]!;
    if (partOf[code] !== part.test) partOf[code] = value;
  });
  return later(known, (row) => {
    const code = codes[row]!;
    if (partOf[code] !== unknownPart) return partOf[code]!;
    return hashes[code]! < spec.testShare * 4294967296 ? part.test : part.train;
  });
}

/** Whole groups, as near to the share as they come. @param tested a group with such a row is a test group. */
function byGroup({ codes, names }: Classes, spec: SplitSpec, tested: Uint8Array | null): Uint8Array {
  const sizes = new Int32Array(names.length);
  for (const code of codes) sizes[code]!++;
  const hashes = groupHashes(names, spec);
  const order = names.map((_, code) => code).sort((a, b) => hashes[a]! - hashes[b]! || a - b);
  const partOf = new Uint8Array(names.length).fill(part.train);
  tested?.forEach((value, row) => {
    if (value === part.test) partOf[codes[row]!] = part.test;
  });
  let wanted = Math.round(codes.length * spec.testShare);
  for (const code of order) if (partOf[code] === part.test) wanted -= sizes[code]!;
  for (const code of order) {
    if (partOf[code] === part.test) continue;
    // Taken when that brings the test part nearer to its share.
    if (Math.abs(wanted - sizes[code]!) >= Math.abs(wanted)) continue;
    partOf[code] = part.test;
    wanted -= sizes[code]!;
  }
  if (!partOf.includes(part.test)) {
    const smallest = order.reduce((best, code) => (sizes[code]! < sizes[best]! ? code : best));
    partOf[smallest] = part.test;
  } else if (!tested && !partOf.includes(part.train)) {
    const smallest = order.reduce((best, code) => (sizes[code]! < sizes[best]! ? code : best));
    partOf[smallest] = part.train;
  }
  return Uint8Array.from(codes, (code) => partOf[code]!);
}

/** A seed below 0 leaves the rows in their order, as scikit-learn without shuffling; a column makes the folds stratified. */
function byFold(table: Table, ids: Float64Array, spec: SplitSpec): Uint8Array {
  if (table.rows < spec.folds) throw cannot(`${table.rows} rows are fewer than ${spec.folds} folds`);
  const order = spec.seed < 0 ? Int32Array.from(ids, (_, row) => row) : orderByHash(ids, spec.seed);
  const parts = new Uint8Array(table.rows);
  let folds: Int32Array;
  if (spec.column === null) folds = kFold(table.rows, spec.folds);
  else {
    const { codes, names } = classesOf(table, spec, mostClasses);
    folds = stratifiedKFold(renumbered(order, codes, names.length), names.length, spec.folds);
  }
  order.forEach((row, at) => (parts[row] = folds[at] === spec.fold ? part.test : part.train));
  return parts;
}

/** Classes of the rows in an order, numbered anew by first appearance in it. */
function renumbered(order: Int32Array, codes: Int32Array, classes: number): Int32Array {
  const numbers = new Int32Array(classes).fill(-1);
  let next = 0;
  return order.map((row) => {
    const code = codes[row]!;
    if (numbers[code] === -1) numbers[code] = next++;
    return numbers[code]!;
  });
}
