// A slice through the loss surface: two directions in the space of all parameters, and where a training's trail lies in it.
// After Li, Xu, Taylor, Studer & Goldstein 2018, "Visualizing the loss landscape of neural nets".

import type { Descent } from './landscape-finding.ts';
import type { Architecture } from './network.ts';
import { parameterParts } from './network.ts';
import { Random } from './random.ts';

export type SliceKind = 'trail' | 'parameters' | 'random';

/** A slice with the loss all over it, and a descent in it. */
export interface Landscape {
  readonly slice: SliceKind;
  /** Flat numbers of the parameters that a slice along two of them varies; null of another slice. */
  readonly parameters: readonly [number, number] | null;
  /** Corners in the slice's coordinates: distances from its origin, or the values of two parameters. */
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  /** Points a side; losses are row-major, y upwards, penalties included. Not finite where the loss is not. */
  readonly side: number;
  readonly losses: Float64Array;
  /** Training rows that every loss here is the mean of. */
  readonly rows: number;
  /** Points of the descent: steps taken, x and y one after another, loss there (not in the slice, beside which it may lie). */
  readonly trail: {
    readonly steps: Int32Array;
    readonly at: Float64Array;
    readonly losses: Float64Array;
  };
  /** The trail up to this step is what directions and corners were chosen by: behind it lies what would dwarf the rest. */
  readonly shownTo: number;
  /** Share of the trail's scatter up to there that each direction shows. */
  readonly explained: readonly [number, number];
  /** The longest move up to there: the step that it led to, and its share of the whole way. */
  readonly longest: { readonly step: number; readonly share: number };
  readonly descent: Descent;
}

/** A plane: a point, and two directions that are at right angles and of length 1. */
export interface Slice {
  readonly origin: Float64Array;
  readonly across: Float64Array;
  readonly up: Float64Array;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Makes `vector` one of length 1; null when it is (nearly) nothing beside `scale`. */
function unit(vector: Float64Array, scale: number): Float64Array | null {
  const length = Math.sqrt(dot(vector, vector));
  return length > 1e-12 * scale ? vector.map((value) => value / length) : null;
}

/** `vector` without what lies along `along`, which has length 1. Twice, so that rounding leaves nothing. */
function without(vector: Float64Array, along: Float64Array): Float64Array {
  let rest = vector;
  for (let turn = 0; turn < 2; turn++) {
    const share = dot(rest, along);
    rest = rest.map((value, i) => value - share * along[i]!);
  }
  return rest;
}

/** A parameter's own direction, the first that is not along `other`. */
function anyDirection(size: number, other: Float64Array | null): Float64Array {
  for (let i = 0; i < size; i++) {
    const axis = new Float64Array(size);
    axis[i] = 1;
    const rest = other ? without(axis, other) : axis;
    const direction = unit(rest, 1e6);
    if (direction) return direction;
  }
  return new Float64Array(size);
}

/**
 * Eigenvector of the greatest eigenvalue of a small symmetric matrix without negative ones (rows × rows, row-major), by repeated
 * squaring: after 60 turns every other one has vanished.
 */
function leading(matrix: Float64Array, rows: number): Float64Array {
  let power = matrix;
  for (let turn = 0; turn < 60; turn++) {
    const greatest = power.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (!(greatest > 0)) break;
    const scaled = power.map((value) => value / greatest);
    const next = new Float64Array(rows * rows);
    for (let i = 0; i < rows; i++)
      for (let k = 0; k < rows; k++) {
        const value = scaled[i * rows + k]!;
        if (value !== 0) for (let j = 0; j < rows; j++) next[i * rows + j]! += value * scaled[k * rows + j]!;
      }
    power = next;
  }
  let best = 0;
  for (let i = 1; i < rows; i++) if (power[i * rows + i]! > power[best * rows + best]!) best = i;
  return power.slice(best * rows, (best + 1) * rows);
}

/**
 * The two directions in which a trail moved most (its principal components about its end), through its end. Where it moved in one
 * direction or not at all, parameters' own directions stand in.
 * @param trail at least one point, all of one length.
 */
export function trailSlice(trail: readonly Float64Array[]): Slice {
  const origin = trail.at(-1)!;
  const moves = trail.map((point) => point.map((value, i) => value - origin[i]!));
  const scale = Math.sqrt(moves.reduce((most, move) => Math.max(most, dot(move, move)), 0));
  const direction = (vectors: readonly Float64Array[], other: Float64Array | null): Float64Array => {
    const rows = vectors.length;
    const products = new Float64Array(rows * rows);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j <= i; j++)
        products[i * rows + j] = products[j * rows + i] = dot(vectors[i]!, vectors[j]!);
    const shares = leading(products, rows);
    const sum = new Float64Array(origin.length);
    vectors.forEach((vector, k) => vector.forEach((value, i) => (sum[i]! += shares[k]! * value)));
    const found = unit(other ? without(sum, other) : sum, scale * Math.sqrt(dot(shares, shares)) * 1e3);
    return (scale > 0 && found) || anyDirection(origin.length, other);
  };
  const across = direction(moves, null);
  // What is left once the first is taken out; rounding dust of a straight trail is no second direction.
  const rest = moves.map((move) => without(move, across));
  const left = Math.sqrt(rest.reduce((most, move) => Math.max(most, dot(move, move)), 0));
  const up = left > 1e-9 * scale ? direction(rest, across) : anyDirection(origin.length, across);
  return { origin, across, up };
}

/** Along two parameters, all others as they are at `origin`. @throws RangeError unless they are two of those there are. */
export function parameterSlice(origin: Float64Array, parameters: readonly [number, number]): Slice {
  const [a, b] = parameters;
  if (a === b || ![a, b].every((index) => Number.isInteger(index) && index >= 0 && index < origin.length))
    throw new RangeError(`Parameters ${a} and ${b} are not two of ${origin.length}.`);
  const axis = (index: number) => {
    const direction = new Float64Array(origin.length);
    direction[index] = 1;
    return direction;
  };
  return { origin, across: axis(a), up: axis(b) };
}

/**
 * Two random directions in which every unit's weights are as long as the unit's own ("filter normalisation"); biases stand still,
 * as in the paper. Brought to right angles and length 1, so that coordinates are distances.
 */
export function randomSlice(origin: Float64Array, architecture: Architecture, seed: number): Slice {
  const parts = parameterParts(architecture);
  const random = new Random(seed).stream('landscape');
  const draw = () => {
    const direction = new Float64Array(origin.length);
    for (const { kind, shape, at, size } of parts) {
      if (kind === 'bias') continue;
      const units = shape.at(-1)!;
      for (let i = at; i < at + size; i++) direction[i] = random.normal();
      for (let u = 0; u < units; u++) {
        let [own, drawn] = [0, 0];
        for (let i = at + u; i < at + size; i += units) {
          own += origin[i]! ** 2;
          drawn += direction[i]! ** 2;
        }
        const factor = drawn > 0 ? Math.sqrt(own / drawn) : 0;
        for (let i = at + u; i < at + size; i += units) direction[i]! *= factor;
      }
    }
    return direction;
  };
  const size = origin.length;
  const across = unit(draw(), 1) ?? anyDirection(size, null);
  const up = unit(without(draw(), across), 1) ?? anyDirection(size, across);
  return { origin, across, up };
}

/** Coordinates in the slice, x then y of each point. */
export function projected({ origin, across, up }: Slice, points: readonly Float64Array[]): Float64Array {
  const found = new Float64Array(points.length * 2);
  points.forEach((point, k) => {
    const move = point.map((value, i) => value - origin[i]!);
    found[2 * k] = dot(move, across);
    found[2 * k + 1] = dot(move, up);
  });
  return found;
}

/** Share of the trail's scatter about its mean that each direction shows; 1 and 0 of a trail that does not move. */
export function explained(slice: Slice, trail: readonly Float64Array[]): [number, number] {
  const mean = new Float64Array(slice.origin.length);
  for (const point of trail) point.forEach((value, i) => (mean[i]! += value / trail.length));
  let [all, across, up] = [0, 0, 0];
  for (const point of trail) {
    const move = point.map((value, i) => value - mean[i]!);
    all += dot(move, move);
    across += dot(move, slice.across) ** 2;
    up += dot(move, slice.up) ** 2;
  }
  return all > 0 ? [across / all, up / all] : [1, 0];
}

/** The longest move of a trail: place of the point that it led to, and its share of the whole way's length; 0 and 0 of none. */
export function longestMove(trail: readonly Float64Array[]): { place: number; share: number } {
  let [place, longest, way] = [0, 0, 0];
  for (let k = 1; k < trail.length; k++) {
    const move = trail[k]!.map((value, i) => value - trail[k - 1]![i]!);
    const length = Math.sqrt(dot(move, move));
    way += length;
    if (length > longest) [place, longest] = [k, length];
  }
  return { place, share: way > 0 ? longest / way : 0 };
}

/** The point of the slice at these coordinates. */
export const pointOf = ({ origin, across, up }: Slice, x: number, y: number): Float64Array =>
  origin.map((value, i) => value + x * across[i]! + y * up[i]!);

/** A frame about coordinates with a quarter of room at each side; never thinner one way than a third of the other. */
export function frameOf(coordinates: Float64Array): { from: [number, number]; to: [number, number] } {
  const reach = (axis: 0 | 1): [number, number] => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = axis; i < coordinates.length; i += 2) {
      low = Math.min(low, coordinates[i]!);
      high = Math.max(high, coordinates[i]!);
    }
    return low > high ? [0, 0] : [low, high];
  };
  const reaches = [reach(0), reach(1)] as const;
  const widest = Math.max(...reaches.map(([low, high]) => high - low)) || 1;
  const [x, y] = reaches.map(([low, high]): [number, number] => {
    const half = Math.max((high - low) / 2, widest / 6) * 1.5;
    return [(low + high) / 2 - half, (low + high) / 2 + half];
  });
  return { from: [x![0], y![0]], to: [x![1], y![1]] };
}
