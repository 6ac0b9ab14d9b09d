// The cells of a heat map of figures by window: how surprising each is, and fewer columns where windows are many.

import { isLifted } from '../../core/monitoring/lifted-limit.ts';

export interface HeatRow {
  readonly label: string;
  /** Figure by window; NaN where it was not measured. */
  readonly values: ArrayLike<number>;
  /** Rows that each was counted on. */
  readonly n: ArrayLike<number>;
  /** P-value by window, after the control for looking at many rows at once; NaN where it is not known. */
  readonly p: ArrayLike<number>;
  /** From where on the definition calls it a change; NaN where it names none. */
  readonly thresholds: ArrayLike<number>;
  /** 1 where it counts as a change. */
  readonly found: ArrayLike<number>;
}

/** Beyond the limit of its definition, and yet no change: rows resemble those before them, so that few of them count. */
export const isFar = ({ values, thresholds }: HeatRow, place: number): boolean =>
  isLifted(values[place] ?? NaN, thresholds[place] ?? NaN);

export const farWords =
  'far from the reference, but so may a season be: neighbouring rows resemble each other';

/** Stretch of windows that share a column: places [from, to). */
export interface HeatColumn {
  readonly from: number;
  readonly to: number;
}

/** More columns than these cannot be told apart, and cost time at every drawing. */
const mostColumns = 240;

/** Columns of as many windows each, but for the last. */
export function heatColumns(windows: number): HeatColumn[] {
  const each = Math.max(1, Math.ceil(windows / mostColumns));
  return Array.from({ length: Math.ceil(windows / each) }, (_, column) => ({
    from: column * each,
    to: Math.min(windows, (column + 1) * each),
  }));
}

/** P-values below this are equally dark. */
const darkest = 1e-8;
export const heatAlpha = 0.05;

/**
 * 0 as in the reference … 0.49 odd but not a change, 0.5 just a change … 1 beyond doubt. By the p-value where it is known,
 * else by the figure as a share of its threshold; NaN where nothing was measured.
 */
export function surprise(row: HeatRow, place: number): number {
  const value = row.values[place] ?? NaN;
  if (Number.isNaN(value)) return NaN;
  const p = row.p[place] ?? NaN;
  const threshold = row.thresholds[place] ?? NaN;
  const found = (row.found[place] ?? 0) > 0;
  let part = 0;
  if (!Number.isNaN(p)) {
    const size = -Math.log10(Math.max(p, darkest));
    const least = -Math.log10(heatAlpha);
    part = found ? (size - least) / (-Math.log10(darkest) - least) : size / least;
  } else if (threshold > 0) part = found ? value / threshold - 1 : value / threshold;
  else part = found ? 1 : 0;
  const kept = Math.min(1, Math.max(0, part));
  return found ? 0.5 + kept / 2 : 0.49 * kept;
}

/** The most surprising window of a column; −1 where none was measured. */
export function loudest(row: HeatRow, { from, to }: HeatColumn): number {
  let best = -1;
  let most = -Infinity;
  for (let place = from; place < to; place++) {
    const size = surprise(row, place);
    if (size > most) [best, most] = [place, size];
  }
  return best;
}
