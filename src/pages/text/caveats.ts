// What stands beside an interval that must not be taken as it stands, and what that means.

import type { Caveat } from '../../core/small-sample.ts';
import { count } from '../../ui/format.ts';

/** A few words for a cell of a table. */
export function caveatMark({ kind, rests }: Caveat): string {
  switch (kind) {
    case 'none':
      return 'no interval';
    case 'flat':
      return 'chance unknown';
    case 'upwards':
      return 'too high';
    case 'quantile':
      return 'jumps';
    case 'few':
      return `rests on ${count(rests)}`;
  }
}

/** A sentence below the table for each kind that occurs in it. */
export const caveatLegend: Readonly<Record<Caveat['kind'], string>> = {
  none: '“No interval”: one row decides the figure, so how far chance may move it can’t be told.',
  flat: '“Chance unknown”: the figure was the same on all resamples, which says nothing about rows that were not seen.',
  upwards: '“Too high”: chance alone makes this figure larger, the more so the fewer the rows.',
  quantile:
    '“Jumps”: this way of giving intervals can’t follow a figure that jumps from row to row; the percentile bootstrap can.',
  few: '“Rests on 9”: so few rows of the rarer outcome are behind the interval that it misses the truth more often than it says.',
};
