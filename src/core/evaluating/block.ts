// Four resamples at a time: what belongs to a row is then read once for all four.

import type { SharedParts } from '../shared-parts.ts';

/** How many resamples are taken together. */
export const lanes = 4;

/** How often each row is in each of four resamples. */
export type Lanes = readonly [Uint8Array, Uint8Array, Uint8Array, Uint8Array];

export interface Block {
  readonly lanes: Lanes;
  /** Σ of each. */
  readonly totals: Float64Array;
  /** How many of them are asked for; the others are empty. */
  used: number;
}

export function blockFor(rows: number): Block {
  const lane = () => new Uint8Array(rows);
  return { lanes: [lane(), lane(), lane(), lane()], totals: new Float64Array(lanes), used: 0 };
}

/** Fills as many lanes as `used` says. */
export function fillBlock(block: Block, used: number, next: (weights: Uint8Array) => void): void {
  block.used = used;
  block.lanes.forEach((lane, i) => {
    if (i < used) next(lane);
    else lane.fill(0);
    let total = 0;
    for (let row = 0; row < lane.length; row++) total += lane[row]!;
    block.totals[i] = total;
  });
}

/** A figure that is read from a part, and its place among those that were asked for. */
export interface Reading<S = SharedParts> {
  readonly figure: number;
  readonly shared: S;
}
export type ReadingOf<K extends SharedParts['of']> = Reading<Extract<SharedParts, { of: K }>>;

/** Takes some figures of one block: `values[figure][at + lane]`. */
export type Reader = (block: Block, values: readonly Float64Array[], at: number) => void;
