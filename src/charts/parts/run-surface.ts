// A surface between points that runs are: where no run is near, there is none.

interface SurfacePoint {
  /** Both between 0 and 1. */
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

/** Farther from every run than this share of the picture's side, nothing is said. */
const farthest = 0.22;
/** Nearer than this, a place has the value of the run. */
const atRun = 1e-9;

/**
 * Values on a square grid, each the mean of the runs weighted by 1 / distance² (Shepard 1968): between runs an estimate, at a run
 * its value. Null where the nearest run is farther than `farthest`.
 * @returns side × side, row by row, the lowest y first.
 */
export function surfaceOf(points: readonly SurfacePoint[], side: number): (number | null)[][] {
  return Array.from({ length: side }, (_, row) =>
    Array.from({ length: side }, (__, column) => {
      const [x, y] = [column / (side - 1), row / (side - 1)];
      let [sum, weights, nearest] = [0, 0, Infinity];
      for (const point of points) {
        const square = (point.x - x) ** 2 + (point.y - y) ** 2;
        nearest = Math.min(nearest, square);
        const weight = 1 / Math.max(square, atRun);
        sum += weight * point.value;
        weights += weight;
      }
      return Math.sqrt(nearest) > farthest ? null : sum / weights;
    }),
  );
}
