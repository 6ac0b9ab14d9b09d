// The law of ∫ |B| dw of a Brownian bridge B.

import { Random } from '../random.ts';
import { normalTail } from './normal-tail.ts';

/** A point of (0, 1), and its weight. */
export interface Weighted {
  readonly share: number;
  readonly width: number;
}

const draws = 192;
const most = 64;
/** The draws are the same for every reference. */
const normals = Float64Array.from(
  { length: draws * most },
  (() => {
    const random = new Random(0);
    return () => random.normal();
  })(),
);

/** w |slope z + rest| as a function of z, with a corner at `at`; as many of them as there are points. */
interface Corners {
  readonly at: Float64Array;
  readonly rise: Float64Array;
  readonly rest: Float64Array;
}

/** By corner, the largest first. */
function sortCorners({ at, rise, rest }: Corners): void {
  for (let i = 1; i < at.length; i++) {
    const place = at[i]!;
    const ofRise = rise[i]!;
    const ofRest = rest[i]!;
    let j = i - 1;
    for (; j >= 0 && at[j]! < place; j--) {
      at[j + 1] = at[j]!;
      rise[j + 1] = rise[j]!;
      rest[j + 1] = rest[j]!;
    }
    at[j + 1] = place;
    rise[j + 1] = ofRise;
    rest[j + 1] = ofRest;
  }
}

/** The same seen from the other side. */
function turn({ at, rise, rest }: Corners): void {
  for (const values of [at, rise, rest]) values.reverse();
  for (let i = 0; i < at.length; i++) {
    at[i] = -at[i]!;
    rest[i] = -rest[i]!;
  }
}

/**
 * Adds P(the sum ≥ i step) on the right of its lowest point to each `tails[i]`: along the sum's straight pieces from the right,
 * from the largest size down. Sizes below the lowest point are exceeded everywhere, half of it on this side.
 */
function addTails({ at, rise, rest }: Corners, tails: Float64Array, step: number): void {
  let [slope, level] = [0, 0];
  for (let i = 0; i < at.length; i++) {
    slope += rise[i]!;
    level += rest[i]!;
  }
  let corner = 0;
  for (let place = tails.length - 1; place >= 0; place--) {
    for (;;) {
      if (slope <= 1e-9) {
        for (let lower = place; lower >= 0; lower--) tails[lower]! += 0.5;
        return;
      }
      const z = (place * step - level) / slope;
      if (corner === at.length || z >= at[corner]!) {
        tails[place]! += normalTail(z);
        break;
      }
      slope -= 2 * rise[corner]!;
      level -= 2 * rest[corner]!;
      corner++;
    }
  }
}

/**
 * Σ w |B|: B is split into the part along its mean deviation, Z h with Z standard normal, and the rest R, which is independent
 * of Z. Given R the sum is convex in Z, so it is large on either side of two points, whose normal tails are averaged
 * over draws of R: no draw is wasted, however far out.
 * @param points at most 64, ascending. @returns P(sum ≥ i step · scale) for i below `steps`.
 */
export function weightedDeviations(
  points: readonly Weighted[],
  step: number,
  steps: number,
): { readonly scale: number; readonly tails: Float64Array } {
  const count = points.length;
  const along = Float64Array.from(points, (a) => {
    let sum = 0;
    for (const b of points) sum += b.width * Math.min(a.share, b.share) * (1 - Math.max(a.share, b.share));
    return sum;
  });
  const scale = Math.sqrt(points.reduce((sum, { width }, i) => sum + width * along[i]!, 0));
  const weight = Float64Array.from(points, ({ width }) => width / scale);
  const slope = along.map((value) => value / scale);
  // A bridge from point to point: what is left to go to 0 at 1 pulls it back.
  const last = (i: number): number => points[i - 1]?.share ?? 0;
  const pull = Float64Array.from(points, ({ share }, i) => (1 - share) / (1 - last(i)));
  const jump = Float64Array.from(points, ({ share }, i) =>
    Math.sqrt(((share - last(i)) * (1 - share)) / (1 - last(i))),
  );
  const tails = new Float64Array(steps);
  const free = new Float64Array(count);
  const corners = {
    at: new Float64Array(count),
    rise: new Float64Array(count),
    rest: new Float64Array(count),
  };
  for (let draw = 0; draw < draws; draw++) {
    let [walk, z] = [0, 0];
    for (let i = 0; i < count; i++) {
      walk = walk * pull[i]! + jump[i]! * normals[draw * count + i]!;
      free[i] = walk;
      z += weight[i]! * walk;
    }
    for (let i = 0; i < count; i++) {
      const rest = free[i]! - z * slope[i]!;
      corners.at[i] = -rest / slope[i]!;
      corners.rise[i] = weight[i]! * slope[i]!;
      corners.rest[i] = weight[i]! * rest;
    }
    sortCorners(corners);
    addTails(corners, tails, step);
    turn(corners);
    addTails(corners, tails, step);
  }
  return { scale, tails: tails.map((sum) => sum / draws) };
}
