// Chance of an injected change. It hangs on the project's seed, the change's id and the row, and on nothing else: a row has
// the same luck wherever the stream is cut and whatever other changes are made.

import { hashText, mix32 } from '../random.ts';

/** Uniform in [0, 1), 32 bits. @param draw tells several draws of one row apart. */
export type RowChance = (row: number, draw: number) => number;

/** The draw by which a row gets a gradual change or not. */
export const courseDraw = 0x7fff;

export function rowChance(seed: number, id: string): RowChance {
  const key = mix32(mix32(seed ^ 0x1f83d9ab) ^ hashText(id));
  return (row, draw) =>
    mix32(mix32(key ^ Math.imul(row + 1, 0x9e3779b1)) + Math.imul(draw, 0x85ebca77)) / 4294967296;
}

/** Standard normal (Box & Muller 1958), from two draws. */
export function normalAt(chance: RowChance, row: number, draw: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - chance(row, draw)));
  return radius * Math.cos(2 * Math.PI * chance(row, draw + 1));
}

/** A whole number in [0, below). */
export const integerAt = (chance: RowChance, row: number, draw: number, below: number): number =>
  Math.floor(chance(row, draw) * below);
