// Which rows go to the version on trial: an integer hash of seed and row, so any row's arm is known without the others.

import { mix32 } from '../random.ts';
import type { Span } from '../table.ts';

const golden = 0x9e3779b9;

/** Where a row stands between 0 and 1, the same for life: it goes to the challenger as soon as the share is above it. */
export const placeOfRow = (seed: number, row: number): number =>
  mix32(mix32((seed >>> 0) + golden) ^ row) / 4294967296;

/**
 * 1 for each row of the span that the challenger answers. A larger share takes rows from the champion and gives none
 * back, so that a row never changes sides twice.
 */
export function routeRows(seed: number, span: Span, share: number): Uint8Array {
  return Uint8Array.from({ length: span.to - span.from }, (_, at) =>
    placeOfRow(seed, span.from + at) < share ? 1 : 0,
  );
}
