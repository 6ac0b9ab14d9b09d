// A column that stands still: a sensor that repeats itself. Columns that stand still by nature (the season, a working day, whether
// it snows) do so in the reference too.

import { isCategory, columnOf } from '../table.ts';
import { isCategorySample, type Sample } from '../drift-sample.ts';
import type { WindowView } from '../monitoring/monitor.ts';
import { stretchesOf } from '../monitoring/stretches.ts';

/** A column stands still when one value has this share of the rows (Evidently's AlmostConstantColumnsCount). */
const almostAll = 0.95;
/** A value that had this share of some stretch of the reference as long as a window is known to stay. */
const knownToStay = 0.9;
/** The other values must have become rarer than that, by this factor, than where the reference stood most still. */
const farBelow = 4;
/** As so many further rows counts what is usual for the values of a column, for a value that was hardly seen. */
const usualRows = 2;
/** Where all rows of a window keep a value more often than this, that is no fault. */
const faultChance = 1e-3;

type Cell = number | string;

export interface Standing {
  /** Rows of the commonest value. */
  readonly count: number;
  /** Rows that have a value. */
  readonly n: number;
  readonly pValue: number;
}

/** The value with the most rows. */
function commonest(sample: Sample): { readonly value: Cell; readonly count: number; readonly n: number } {
  let count = 0;
  let value: Cell = NaN;
  if (isCategorySample(sample)) {
    sample.counts.forEach((rows, code) => {
      if (rows > count) [value, count] = [sample.levels[code]!, rows];
    });
    return { value, count, n: sample.rows - sample.missing };
  }
  const { sorted } = sample;
  for (let from = 0, i = 1; i <= sorted.length; i++)
    if (i === sorted.length || sorted[i] !== sorted[from]) {
      if (i - from > count) [value, count] = [sorted[from]!, i - from];
      from = i;
    }
  return { value, count, n: sorted.length };
}

/** Calls `pair` with each two values that follow one another directly; a missing one is none. */
function eachPair(
  { table, places }: WindowView,
  feature: string,
  pair: (first: Cell, next: Cell) => void,
): void {
  const column = columnOf(table, feature);
  const cellAt = (row: number): Cell | undefined => {
    if (isCategory(column)) return column.levels[column.codes[row]!];
    const value = column.values[row]!;
    return Number.isNaN(value) ? undefined : value;
  };
  for (let i = 1; i < places.length; i++) {
    if (places[i]! - places[i - 1]! !== 1) continue;
    const first = cellAt(places[i - 1]!);
    const next = cellAt(places[i]!);
    if (first !== undefined && next !== undefined) pair(first, next);
  }
}

interface Stays {
  visits: number;
  stays: number;
}

const unseen: Stays = { visits: 0, stays: 0 };

/** P(at least so many of the visits stay) at most, by Chernoff's bound; exact where all do. */
function stayTail({ visits, stays }: Stays, chance: number): number {
  const share = stays / visits;
  if (visits === 0 || share <= chance) return 1;
  const leaves = share < 1 ? (1 - share) * Math.log((1 - share) / (1 - chance)) : 0;
  return Math.exp(-visits * (share * Math.log(share / chance) + leaves));
}

/**
 * Learns how long each value of the reference stays: as a chain in which what follows depends on the value before alone. How long
 * a value stayed at most is read off stretches of the reference that are as long as a window, and is no surprise then.
 * @returns `bound`: the share of one value from which on it stands still; NaN where windows may do so by nature.
 */
export function stillAgainst(
  reference: WindowView,
  windowRows: number,
  feature: string,
): ((window: WindowView) => Standing) & { readonly bound: number } {
  const known = new Map<Cell, Stays>();
  let pairs = 0;
  eachPair(reference, feature, (first, next) => {
    pairs++;
    const own = known.get(first) ?? { visits: 0, stays: 0 };
    known.set(first, own);
    own.visits++;
    if (first === next) own.stays++;
  });
  let sum = 0;
  for (const { visits, stays } of known.values()) sum += stays / visits;
  // Of a value that never came it is the best guess: months come once, and each stays.
  const usualStay = Math.max(sum / known.size, 1 / (pairs + 1));
  const stayChance = ({ visits, stays }: Stays): number =>
    (stays + usualRows * usualStay) / (visits + usualRows);
  let usual = 0;
  const most = new Map<Cell, number>();
  for (const stretch of stretchesOf(reference, windowRows)) {
    const { value, count, n } = commonest(stretch.sample(feature));
    const share = n > 0 ? count / n : 0;
    most.set(value, Math.max(share, most.get(value) ?? 0));
    usual = Math.max(usual, share);
  }
  const look = (window: WindowView): Standing => {
    const { value, count, n } = commonest(window.sample(feature));
    const bare = { count, n };
    if (n === 0 || pairs === 0) return { ...bare, pValue: NaN };
    const before = most.get(value) ?? 0;
    if (count < almostAll * n || before >= knownToStay || farBelow * (1 - count / n) > 1 - before)
      return { ...bare, pValue: 1 };
    const now: Stays = { visits: 0, stays: 0 };
    eachPair(window, feature, (first, next) => {
      if (first !== value) return;
      now.visits++;
      if (next === value) now.stays++;
    });
    return { ...bare, pValue: stayTail(now, stayChance(known.get(value) ?? unseen)) };
  };
  const persistent = [...known.values()].reduce(
    (highest, own) => Math.max(highest, stayChance(own)),
    usualStay,
  );
  const byNature = usual >= knownToStay || !(persistent ** (windowRows - 1) <= faultChance);
  return Object.assign(look, { bound: byNature ? NaN : Math.max(almostAll, 1 - (1 - usual) / farBelow) });
}
