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
    const { counts, levels } = sample;
    for (let code = 0; code < counts.length; code++)
      if (counts[code]! > count) {
        value = levels[code]!;
        count = counts[code]!;
      }
    return { value, count, n: sample.rows - sample.missing };
  }
  const { sorted } = sample;
  const n = sorted.length;
  let first = 0;
  // A run that is longer than the longest so far has the same value so many places on.
  for (let i = 0; i + count < n; i++)
    while (i + count < n && sorted[i + count] === sorted[i]) {
      count++;
      first = i;
    }
  return { value: sorted[first] ?? NaN, count, n };
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

/** How long values stay, as a chain in which what follows depends on the value before alone. */
interface Chain {
  readonly pairs: number;
  /** P(the value that stays most often stays). */
  readonly longest: number;
  /** Of a value that never came it is that of a usual one: months come once, and each stays. */
  stayChance(value: Cell): number;
}

/** @returns how many rows follow one another, both with a value, if no value ever stays; else null. Most numbers are like that. */
function pairsWithoutStay({ table, places }: WindowView, feature: string): number | null {
  const column = columnOf(table, feature);
  if (isCategory(column)) return null;
  const { values } = column;
  let pairs = 0;
  for (let i = 1; i < places.length; i++) {
    const row = places[i]!;
    if (row - places[i - 1]! !== 1) continue;
    const first = values[row - 1]!;
    const next = values[row]!;
    if (first === next) return null;
    if (!Number.isNaN(first) && !Number.isNaN(next)) pairs++;
  }
  return pairs;
}

const chance = ({ visits, stays }: Stays, usualStay: number): number =>
  (stays + usualRows * usualStay) / (visits + usualRows);

function learnChain(reference: WindowView, feature: string): Chain {
  const without = pairsWithoutStay(reference, feature);
  if (without !== null && without > 0) {
    const usualStay = 1 / (without + 1);
    const stayChance = (value: Cell): number => {
      let visits = 0;
      eachPair(reference, feature, (first) => void (visits += Number(first === value)));
      return chance({ visits, stays: 0 }, usualStay);
    };
    return { pairs: without, longest: usualStay, stayChance };
  }
  const known = new Map<Cell, Stays>();
  let pairs = 0;
  eachPair(reference, feature, (first, next) => {
    pairs++;
    let own = known.get(first);
    if (!own) known.set(first, (own = { visits: 0, stays: 0 }));
    own.visits++;
    if (first === next) own.stays++;
  });
  let sum = 0;
  for (const { visits, stays } of known.values()) sum += stays / visits;
  const usualStay = Math.max(sum / known.size, 1 / (pairs + 1));
  let longest = usualStay;
  for (const own of known.values()) longest = Math.max(longest, chance(own, usualStay));
  return {
    pairs,
    longest,
    stayChance: (value) => chance(known.get(value) ?? unseen, usualStay),
  };
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
  const { pairs, longest, stayChance } = learnChain(reference, feature);
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
    if (n === 0 || pairs === 0) return { count, n, pValue: NaN };
    const before = most.get(value) ?? 0;
    if (count < almostAll * n || before >= knownToStay || farBelow * (1 - count / n) > 1 - before)
      return { count, n, pValue: 1 };
    const now: Stays = { visits: 0, stays: 0 };
    eachPair(window, feature, (first, next) => {
      if (first !== value) return;
      now.visits++;
      if (next === value) now.stays++;
    });
    return { count, n, pValue: stayTail(now, stayChance(value)) };
  };
  const byNature = usual >= knownToStay || !(longest ** (windowRows - 1) <= faultChance);
  return Object.assign(look, { bound: byNature ? NaN : Math.max(almostAll, 1 - (1 - usual) / farBelow) });
}
