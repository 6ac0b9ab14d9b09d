// Where the points of a curve fall on a small chart, and which of very many are drawn.

export interface Curve {
  readonly name: string;
  /** Ascending. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

export interface Extent {
  readonly low: number;
  readonly high: number;
}

/** Of all finite values; with `log` of those above 0. Never empty: a single value gets room on both sides. */
export function extentOf(values: Iterable<ArrayLike<number>>, log = false): Extent {
  let [low, high] = [Infinity, -Infinity];
  for (const list of values)
    for (let i = 0; i < list.length; i++) {
      const value = list[i]!;
      if (!Number.isFinite(value) || (log && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  if (low > high) return log ? { low: 0.1, high: 1 } : { low: 0, high: 1 };
  if (low < high) return { low, high };
  if (log) return { low: low / 2, high: high * 2 };
  const room = Math.abs(low) / 10 || 1;
  return { low: low - room, high: high + room };
}

/** Share of the way from low (0) to high (1). NaN for what a logarithm can't take. */
export const placeIn = ({ low, high }: Extent, value: number, log = false): number =>
  log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);

/**
 * The points that are drawn, in pixels: of all that fall on one column of pixels the first, the least, the greatest and
 * the last, in their order. So 100,000 points cost no more than the chart is wide, and a spike never disappears.
 * A value that is not finite (or not above 0 on a logarithmic axis) ends a stretch.
 */
export function stretches(
  curve: Curve,
  across: Extent,
  up: Extent,
  size: { readonly width: number; readonly height: number },
  log = false,
): [x: number, y: number][][] {
  const found: [number, number][][] = [];
  let stretch: [number, number][] = [];
  /** Of the present column. */
  let column = NaN;
  let kept: { x: number; y: number; at: number }[] = [];
  const flush = (): void => {
    const picked = new Map(kept.map((point) => [point.at, point]));
    for (const [, { x, y }] of [...picked].sort(([a], [b]) => a - b)) stretch.push([x, y]);
    kept = [];
    column = NaN;
  };
  const cut = (): void => {
    flush();
    if (stretch.length > 0) found.push(stretch);
    stretch = [];
  };
  for (let at = 0; at < curve.x.length; at++) {
    const share = placeIn(up, curve.y[at]!, log);
    if (!Number.isFinite(share)) {
      cut();
      continue;
    }
    const x = placeIn(across, curve.x[at]!) * size.width;
    const y = (1 - share) * size.height;
    const point = { x, y, at };
    if (Math.floor(x) !== column) {
      flush();
      column = Math.floor(x);
      kept = [point, point, point, point];
      continue;
    }
    if (y < kept[1]!.y) kept[1] = point;
    if (y > kept[2]!.y) kept[2] = point;
    kept[3] = point;
  }
  cut();
  return found;
}

/** Round numbers between low and high, at most `most`; on a logarithmic axis powers of ten (or the ends when there is none). */
export function ticksOf({ low, high }: Extent, most = 4, log = false): number[] {
  if (log) {
    const first = Math.ceil(Math.log10(low) - 1e-9);
    const last = Math.floor(Math.log10(high) + 1e-9);
    if (last < first) return [low, high];
    const by = Math.max(1, Math.ceil((last - first + 1) / most));
    const powers: number[] = [];
    for (let power = first; power <= last; power += by) powers.push(10 ** power);
    return powers.length > 1 ? powers : [low, high];
  }
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? 10 * power;
  const ticks: number[] = [];
  for (let tick = Math.ceil(low / step); tick * step <= high + step * 1e-9; tick++)
    ticks.push(Number((tick * step).toPrecision(12)));
  return ticks;
}

/** Index of the point whose x is nearest; −1 when there are none. */
export function nearest(x: ArrayLike<number>, wanted: number): number {
  let [from, to] = [0, x.length - 1];
  if (to < 0) return -1;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (x[middle]! <= wanted) from = middle;
    else to = middle;
  }
  return wanted - x[from]! <= x[to]! - wanted ? from : to;
}
