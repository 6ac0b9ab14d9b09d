// Points that a person draws in the plane, as a table to learn from.

import type { Random } from './random.ts';
import type { Table } from './table.ts';

/** A point with its class; any finite coordinates. */
export interface DrawnPoint {
  readonly x: number;
  readonly y: number;
  readonly class: string;
}

/**
 * Columns x, y and class, a row per point in the order given. The levels of the class are the classes in the order in which they
 * were first drawn, so that more points never change the codes of those before.
 * @throws RangeError naming the first point (counted from 1) with a coordinate that is not finite or with no class.
 */
export function pointsTable(points: readonly DrawnPoint[]): Table {
  const rows = points.length;
  const x = new Float64Array(rows);
  const y = new Float64Array(rows);
  const codes = new Int32Array(rows);
  const codeOf = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    const point = points[row]!;
    if (!Number.isFinite(point.x) || !Number.isFinite(point.y))
      throw new RangeError(`Point ${row + 1} lies at (${point.x}, ${point.y}); both must be finite numbers.`);
    if (point.class === '') throw new RangeError(`Point ${row + 1} has no class.`);
    x[row] = point.x;
    y[row] = point.y;
    const code = codeOf.get(point.class) ?? codeOf.size;
    codeOf.set(point.class, code);
    codes[row] = code;
  }
  return {
    rows,
    columns: [
      { name: 'x', kind: 'number', values: x },
      { name: 'y', kind: 'number', values: y },
      { name: 'class', kind: 'category', codes, levels: [...codeOf.keys()] },
    ],
  };
}

/** `count` points of one class about a place: normal in both directions with standard deviation `spread`, in the plane's unit. */
export function spray(
  centre: { readonly x: number; readonly y: number },
  count: number,
  spread: number,
  name: string,
  random: Random,
): DrawnPoint[] {
  return Array.from({ length: count }, () => ({
    x: centre.x + spread * random.normal(),
    y: centre.y + spread * random.normal(),
    class: name,
  }));
}
