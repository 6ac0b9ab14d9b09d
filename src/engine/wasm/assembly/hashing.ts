// Shuffle and dropout: the integers of core/training-hash.ts, several at a time.

import {
  I,
  V,
  addIntegers,
  andIntegers,
  below,
  choose,
  chooseIntegers,
  counting,
  everyLane,
  lanes,
  mulIntegers,
  shiftRight,
  splat,
  splatInteger,
  storeIntegers,
  xorIntegers,
} from './lanes';

function mix32(value: u32): u32 {
  let h = (value ^ (value >> 16)) * 0x85ebca6b;
  h = (h ^ (h >> 13)) * 0xc2b2ae35;
  return h ^ (h >> 16);
}

@inline
function mixed(value: I): I {
  let h = mulIntegers(xorIntegers(value, shiftRight(value, 16)), splatInteger(0x85ebca6b));
  h = mulIntegers(xorIntegers(h, shiftRight(h, 13)), splatInteger(0xc2b2ae35));
  return xorIntegers(h, shiftRight(h, 16));
}

// The keys of the epoch last asked for, as globals: a step has no time to look them up.
let mask: u32 = 0;
let shift: i32 = 0;
let add0: u32 = 0;
let add1: u32 = 0;
let add2: u32 = 0;
let add3: u32 = 0;
let times0: u32 = 0;
let times1: u32 = 0;
let times2: u32 = 0;
let times3: u32 = 0;

/** Makes the keys of one epoch's order (shuffleKeys). */
export function openEpoch(seed: u32, epoch: u32, rows: u32): void {
  const bits: i32 = rows < 2 ? 0 : 32 - clz<u32>(rows - 1);
  mask = bits == 32 ? 0xffffffff : ((1 << bits) as u32) - 1;
  shift = max(1, (bits + 1) >> 1);
  const base = mix32(mix32(seed + 0x9e3779b9) ^ epoch);
  add0 = mix32(base + 1);
  times0 = mix32(base + 2) | 1;
  add1 = mix32(base + 3);
  times1 = mix32(base + 4) | 1;
  add2 = mix32(base + 5);
  times2 = mix32(base + 6) | 1;
  add3 = mix32(base + 7);
  times3 = mix32(base + 8) | 1;
}

@inline
function round(x: I, key: u32, times: u32): I {
  const y = andIntegers(
    mulIntegers(addIntegers(x, splatInteger(key)), splatInteger(times)),
    splatInteger(mask),
  );
  return xorIntegers(y, shiftRight(y, shift));
}

@inline
function walked(x: I): I {
  return round(round(round(round(x, add0, times0), add1, times1), add2, times2), add3, times3);
}

/** Writes the rows that stand at `count` places of the open epoch's order from place `from` (rowAt); up to 3 more are written. */
export function writeOrder(at: usize, from: u32, count: u32, rows: u32): void {
  const limit = splatInteger(rows);
  for (let place: u32 = 0; place < count; place += lanes) {
    // A walk is sure to end only where it starts below `rows`: lanes past the last row start at 0.
    const start = counting(from + place);
    let x = walked(chooseIntegers(below(start, limit), start, splatInteger(0)));
    let done = below(x, limit);
    while (!everyLane(done)) {
      x = chooseIntegers(done, x, walked(x));
      done = below(x, limit);
    }
    storeIntegers(at + 4 * place, x);
  }
}

/** Key of one layer's dropout in one step. */
export function dropoutKey(seed: u32, layer: u32, step: u32): u32 {
  return mix32(mix32(mix32(seed ^ 0x51ed270b) + layer) ^ step);
}

/** Writes 0 for each dropped element of a row and `scale` for the others. `count` is rounded up to whole vectors. */
export function writeMask(at: usize, key: u32, element: u32, count: u32, threshold: u32, scale: f32): void {
  const keys = splatInteger(key);
  const limit = splatInteger(threshold);
  const kept = splat(scale);
  const dropped = splat(0);
  for (let unit: u32 = 0; unit < count; unit += lanes) {
    const hash = mixed(xorIntegers(keys, counting(element + unit)));
    store<V>(at + 4 * unit, choose(below(hash, limit), dropped, kept));
  }
}
