// Shuffle and dropout as integer hashes of (seed, epoch or step, position): no state, no table, any place computed on its
// own. WASM, WGSL, JavaScript and TensorFlow.js trainers compute the same integers, so they see the same batches and drop the same
// units.

import { mix32 } from './random.ts';

const golden = 0x9e3779b9;
const shuffleRounds = 4;

/**
 * What one epoch's order is made from: `[mask, shift, add₀, times₀, … add₃, times₃]`, all uint32.
 * `mask` is the next power of two minus 1, `times` are odd.
 */
export function shuffleKeys(seed: number, epoch: number, rows: number): Uint32Array {
  const bits = Math.max(0, 32 - Math.clz32(rows - 1));
  const keys = new Uint32Array(2 + 2 * shuffleRounds);
  keys[0] = bits === 32 ? 0xffffffff : 2 ** bits - 1;
  keys[1] = Math.max(1, (bits + 1) >> 1);
  const base = mix32(mix32((seed >>> 0) + golden) ^ epoch);
  for (let round = 0; round < shuffleRounds; round++) {
    keys[2 + 2 * round] = mix32(base + 2 * round + 1);
    keys[3 + 2 * round] = mix32(base + 2 * round + 2) | 1;
  }
  return keys;
}

/**
 * Which row stands at `position` of the order: a bijection of 0 … 2ᵏ − 1 built from steps that can each be undone (add,
 * multiply by an odd number, xor with an own right shift), walked until it lands below `rows` (Black & Rogaway 2002, cycle
 * walking; Kensler 2013 for images).
 */
export function rowAt(keys: Uint32Array, position: number, rows: number): number {
  const mask = keys[0]!;
  const shift = keys[1]!;
  let x = position;
  do {
    for (let at = 2; at < keys.length; at += 2) {
      x = (Math.imul(x + keys[at]!, keys[at + 1]!) & mask) >>> 0;
      x ^= x >>> shift;
    }
  } while (x >>> 0 >= rows);
  return x >>> 0;
}

/** The whole order of an epoch: a permutation of 0 … rows − 1. */
export function epochOrder(seed: number, epoch: number, rows: number): Int32Array {
  const keys = shuffleKeys(seed, epoch, rows);
  return Int32Array.from({ length: rows }, (_, position) => rowAt(keys, position, rows));
}

/** Key of one dense layer's dropout in one optimiser step (both from 0), uint32. */
export const dropoutKey = (seed: number, layer: number, step: number): number =>
  mix32(mix32(mix32((seed >>> 0) ^ 0x51ed270b) + layer) ^ step);

/** A unit is dropped when its hash is below this, uint32. @param rate 0 ≤ rate < 1. */
export const dropoutThreshold = (rate: number): number => Math.floor(rate * 4294967296);

/** Whether an output is dropped. @param element row in the batch × units + unit. */
export const isDropped = (key: number, element: number, threshold: number): boolean =>
  mix32(key ^ element) < threshold;
