// Slices with figures, made by hand.

import type { Measured, SliceResult } from '../../../src/core/evaluation.ts';
import type { SliceKey } from '../../../src/core/slice.ts';

/** @param half half the width of its interval; 0: none. */
function measured(value: number, half = 0, n = 100): Measured {
  return { value, low: value - half, high: value + half, n, standardError: half / 2 };
}

export interface Given {
  readonly key?: SliceKey;
  readonly spec?: number;
  readonly known?: number;
  /** Figure → candidate and baseline. */
  readonly figures: Readonly<Record<string, readonly [candidate: number, baseline: number]>>;
  /** Half the width of every interval. */
  readonly half?: number;
  readonly baseline?: boolean;
}

export function slice({
  key = [],
  spec = 0,
  known = 100,
  figures,
  half = 0,
  baseline = true,
}: Given): SliceResult {
  const each = (of: (pair: readonly [number, number]) => number): Record<string, Measured> =>
    Object.fromEntries(Object.entries(figures).map(([id, pair]) => [id, measured(of(pair), half, known)]));
  return {
    key,
    spec,
    rows: known,
    known,
    omitted: false,
    candidate: each(([candidate]) => candidate),
    baseline: baseline ? each(([, other]) => other) : null,
    difference: baseline ? each(([candidate, other]) => candidate - other) : null,
  };
}

/** Too small to be measured. */
export function tooSmall(key: SliceKey, spec = 0): SliceResult {
  return { key, spec, rows: 3, known: 3, omitted: true, candidate: {}, baseline: {}, difference: {} };
}
