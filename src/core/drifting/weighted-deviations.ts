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

/** What does not change from draw to draw, point by point. */
interface Shape {
  readonly count: number;
  /** A bridge from point to point: what is left to go to 0 at 1 pulls it back, and chance makes it jump. */
  readonly pull: Float64Array;
  readonly jump: Float64Array;
  readonly weight: Float64Array;
  /** How much steeper the sum is on the right of the corner than in it, and so much less on the left; 1 in all. */
  readonly rise: Float64Array;
  /** One over the mean deviation. */
  readonly over: Float64Array;
}

/** So many cells around 0, for sorting; corners that are further out share the outermost. */
const cells = 64;
const cellsPerUnit = 8;
const ends = new Int32Array(cells + 1);
const cellOf = new Uint8Array(most);
const drawn = new Float64Array(most);
/** The corners of one draw, the largest first, and how steep each is. */
const corners = new Float64Array(most);
const rises = new Float64Array(most);

/** The corners of a draw, in any order: where Z h = −R. */
function drawCorners({ count, pull, jump, weight, over }: Shape, draw: number): void {
  let walk = 0;
  let z = 0;
  for (let i = 0; i < count; i++) {
    walk = walk * pull[i]! + jump[i]! * normals[draw * count + i]!;
    drawn[i] = walk;
    z += weight[i]! * walk;
  }
  for (let i = 0; i < count; i++) drawn[i] = z - drawn[i]! * over[i]!;
}

/** Into cells first, then one by one. */
function sortCorners({ count, rise }: Shape): void {
  ends.fill(0);
  for (let i = 0; i < count; i++) {
    const place = cells / 2 - cellsPerUnit * drawn[i]!;
    const cell = place > 0 ? (place < cells - 1 ? Math.floor(place) : cells - 1) : 0;
    cellOf[i] = cell;
    ends[cell + 1]!++;
  }
  for (let cell = 1; cell < cells; cell++) ends[cell]! += ends[cell - 1]!;
  for (let i = 0; i < count; i++) {
    const to = ends[cellOf[i]!]!++;
    corners[to] = drawn[i]!;
    rises[to] = rise[i]!;
  }
  for (let i = 1; i < count; i++) {
    const place = corners[i]!;
    const ofRise = rises[i]!;
    let j = i;
    for (; j > 0 && corners[j - 1]! < place; j--) {
      corners[j] = corners[j - 1]!;
      rises[j] = rises[j - 1]!;
    }
    corners[j] = place;
    rises[j] = ofRise;
  }
}

/**
 * Where Σ rise |Z − corner| is i step on one side of its lowest point, for each i: along the sum's straight pieces from far out, from
 * the largest size down.
 * @param side 1: on the right; −1: on the left. @returns how many sizes are below the lowest point.
 */
function meet(count: number, side: 1 | -1, step: number, into: Float64Array): number {
  // The sum is slope Z − pull: on the right of all corners Z itself, for Σ w R is 0.
  let slope = 1;
  let pull = 0;
  let corner = side > 0 ? 0 : count - 1;
  let next = side * corners[corner]!;
  let place = into.length;
  while (place > 0) {
    const level = (place - 1) * step;
    // Where the next corner is on the right, the piece ends before it comes so low.
    while (slope > 1e-9 && level + pull < next * slope) {
      slope -= 2 * rises[corner]!;
      pull -= 2 * rises[corner]! * next;
      corner += side;
      next = corner >= 0 && corner < count ? side * corners[corner]! : -Infinity;
    }
    if (slope <= 1e-9) break;
    into[--place] = (level + pull) / slope;
  }
  return place;
}

/** Sizes below the lowest point are exceeded everywhere, half of it on this side. */
function addTails(below: number, at: Float64Array, tails: Float64Array): void {
  for (let i = 0; i < below; i++) tails[i]! += 0.5;
  for (let i = below; i < tails.length; i++) tails[i]! += normalTail(at[i]!);
}

/** The covariance of a bridge at each point with Σ w B. */
function covariances(points: readonly Weighted[]): Float64Array {
  const found = new Float64Array(points.length);
  // Of the points up to each, and of those beyond it.
  let below = 0;
  points.forEach(({ share, width }, i) => {
    below += width * share;
    found[i] = below * (1 - share);
  });
  let above = 0;
  for (let i = points.length - 1; i >= 0; i--) {
    const { share, width } = points[i]!;
    found[i]! += above * share;
    above += width * (1 - share);
  }
  return found;
}

/**
 * Σ w |B|: B is split into the part along its mean deviation, Z h with Z standard normal, and the rest R, which is independent
 * of Z. Given R the sum is convex in Z, Σ w h |Z − corner| with a corner where Z h = −R, so it is large on either side of two
 * points, whose normal tails are averaged over draws of R: no draw is wasted, however far out.
 * @param points at most 64, ascending. @returns P(sum ≥ i step · scale) for i below `steps`.
 */
export function weightedDeviations(points: readonly Weighted[]): {
  readonly scale: number;
  tails(step: number, steps: number): Float64Array;
} {
  const along = covariances(points);
  const scale = Math.sqrt(points.reduce((sum, { width }, i) => sum + width * along[i]!, 0));
  const last = (i: number): number => points[i - 1]?.share ?? 0;
  const shape: Shape = {
    count: points.length,
    pull: Float64Array.from(points, ({ share }, i) => (1 - share) / (1 - last(i))),
    jump: Float64Array.from(points, ({ share }, i) =>
      Math.sqrt(((share - last(i)) * (1 - share)) / (1 - last(i))),
    ),
    weight: Float64Array.from(points, ({ width }) => width / scale),
    rise: Float64Array.from(points, ({ width }, i) => (width * along[i]!) / scale / scale),
    over: along.map((value) => scale / value),
  };
  return { scale, tails: (step, steps) => tailsOf(shape, step, steps) };
}

function tailsOf(shape: Shape, step: number, steps: number): Float64Array {
  const tails = new Float64Array(steps);
  const at = new Float64Array(steps);
  for (let draw = 0; draw < draws; draw++) {
    drawCorners(shape, draw);
    sortCorners(shape);
    addTails(meet(shape.count, 1, step, at), at, tails);
    addTails(meet(shape.count, -1, step, at), at, tails);
  }
  return tails.map((sum) => sum / draws);
}
