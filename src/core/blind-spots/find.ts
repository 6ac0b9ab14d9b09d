// Which kind of change each watcher sees. All get the same rate of false alarms: how strange a window must be is learnt from
// windows that nothing happened to, apart from those of the column "nothing".

import { isCategory, columnOf } from '../table.ts';
import { Random } from '../random.ts';
import { changeKinds, lookBefore, type Before } from './kinds.ts';
import { watchersOf, type Watcher } from './watchers.ts';
import { takeWorldRows, type Rows, type World } from './world.ts';

export interface BlindSpotExample {
  readonly x: string;
  readonly y: string;
  readonly before: readonly (readonly [number, number])[];
  readonly after: readonly (readonly [number, number])[];
}

export interface BlindSpots {
  readonly changes: readonly { readonly id: string; readonly label: string; readonly about: string }[];
  readonly watchers: readonly Pick<Watcher, 'id' | 'label' | 'group'>[];
  /** Watcher × change: windows in which it fired. Null: these rows cannot change so. */
  readonly seen: readonly (readonly (number | null)[])[];
  /** Windows of each change. */
  readonly windows: number;
  readonly windowRows: number;
  readonly referenceRows: number;
  /** Windows from which it was learnt how strange is too strange, and the share of them that is. */
  readonly calibration: number;
  readonly falseAlarms: number;
  /** One window of each change beside the reference; null where there are no two numbers, or no such change. */
  readonly examples: readonly (BlindSpotExample | null)[];
}

export interface BlindSpotSize {
  readonly windows: number;
  readonly calibration: number;
  readonly windowRows: number;
  readonly referenceRows: number;
}
const usualSize: BlindSpotSize = {
  windows: 30,
  calibration: 200,
  windowRows: 200,
  referenceRows: 1000,
};

const falseAlarms = 0.05;
/** Fewer rows teach nothing. */
export const fewestRows = 120;
const pointsDrawn = 150;

/** How strange a window is: the strangest of its numbers, each by what is usual for it. */
class Scale {
  readonly #both: boolean;
  readonly #middles: number[];
  readonly #spreads: number[];
  /** Reached by at most the given share of the calm windows. */
  readonly limit: number;

  constructor(both: boolean, calm: readonly (readonly number[])[]) {
    this.#both = both;
    const parts = calm[0]?.map((_, i) => calm.map((numbers) => numbers[i]!)) ?? [];
    this.#middles = parts.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
    this.#spreads = parts.map((values, i) =>
      Math.sqrt(values.reduce((sum, value) => sum + (value - this.#middles[i]!) ** 2, 0) / values.length),
    );
    const sorted = calm.map((numbers) => this.strangeness(numbers)).sort((a, b) => a - b);
    this.limit = sorted[Math.ceil((1 - falseAlarms) * sorted.length) - 1] ?? Infinity;
  }

  strangeness(numbers: readonly number[]): number {
    let most = -Infinity;
    numbers.forEach((value, i) => {
      const away = (value - this.#middles[i]!) / Math.max(this.#spreads[i]!, 1e-12);
      const size = this.#both ? Math.abs(away) : away;
      if (size > most) most = size;
    });
    return most;
  }
}

function exampleOf({ numbers }: Before, calm: Rows, after: Rows | null): BlindSpotExample | null {
  const [x, y] = numbers;
  if (x === undefined || y === undefined || !after) return null;
  const points = ({ table }: Rows): (readonly [number, number])[] => {
    const [a, b] = [columnOf(table, x), columnOf(table, y)];
    if (isCategory(a) || isCategory(b)) return [];
    return Array.from({ length: Math.min(pointsDrawn, table.rows) }, (_, i) => [a.values[i]!, b.values[i]!]);
  };
  return { x, y, before: points(calm), after: points(after) };
}

/** Sizes that fit the rows there are: a half to learn from, windows from the other. */
function fittingSize(rows: number, size: BlindSpotSize = usualSize): BlindSpotSize {
  const referenceRows = Math.min(size.referenceRows, Math.floor(rows / 2));
  return { ...size, referenceRows, windowRows: Math.min(size.windowRows, Math.floor(rows / 4)) };
}

/**
 * Progress in windows looked at.
 * @throws RangeError with fewer than `fewestRows` rows.
 */
export function* findBlindSpots(
  world: World,
  seed: number,
  asked: BlindSpotSize = usualSize,
): Generator<{ readonly done: number; readonly total: number }, BlindSpots> {
  const { rows } = world.table;
  if (rows < fewestRows) throw new RangeError(`${rows} rows are too few: ${fewestRows} are needed.`);
  const size = fittingSize(rows, asked);
  const random = new Random(seed).stream('blind spots');
  const order = random.permutation(rows);
  const reference = takeWorldRows(world, order.subarray(0, size.referenceRows));
  const rest = order.subarray(size.referenceRows);
  const before = lookBefore(world);
  const watchers = watchersOf(reference, world, size.windowRows, seed);
  const draw = (): Rows => {
    random.shuffle(rest);
    return takeWorldRows(world, rest.slice(0, size.windowRows));
  };
  const total = size.calibration + changeKinds.length * size.windows;
  let done = 0;
  const calm: number[][][] = watchers.map(() => []);
  for (let i = 0; i < size.calibration; i++) {
    const [window, earlier] = [draw(), draw()];
    const draws = random.uint32();
    watchers.forEach((watcher, w) => calm[w]!.push(watcher.look(window, earlier, draws)));
    yield { done: ++done, total };
  }
  const scales = watchers.map(({ both }, w) => new Scale(both, calm[w]!));
  const seen: (number | null)[][] = watchers.map(() => []);
  const examples: (BlindSpotExample | null)[] = [];
  for (const [c, kind] of changeKinds.entries()) {
    for (let i = 0; i < size.windows; i++) {
      const [unchanged, earlier] = [draw(), draw()];
      const window = kind.apply(unchanged, before, random);
      const draws = random.uint32();
      if (i === 0) examples.push(exampleOf(before, reference, window));
      watchers.forEach((watcher, w) => {
        const fires =
          window !== null && scales[w]!.strangeness(watcher.look(window, earlier, draws)) > scales[w]!.limit;
        seen[w]![c] = window === null ? null : (seen[w]![c] ?? 0) + (fires ? 1 : 0);
      });
      yield { done: ++done, total };
    }
  }
  return {
    changes: changeKinds.map(({ id, label, about }) => ({ id, label, about })),
    watchers: watchers.map(({ id, label, group }) => ({ id, label, group })),
    seen,
    windows: size.windows,
    windowRows: size.windowRows,
    referenceRows: size.referenceRows,
    calibration: size.calibration,
    falseAlarms,
    examples,
  };
}
