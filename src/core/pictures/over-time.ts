// Whether the errors lie at a certain time: stretches of rows in their order.

import type { ErrorPeriod } from '../pictures.ts';
import { errorAt, type Answered } from './answers.ts';

const mostPeriods = 60;
const fewestRows = 20;

/** @param times of the rows, milliseconds since 1970; null where there are none. */
export function errorPeriods(answered: Answered, times: Float64Array | null): ErrorPeriod[] {
  const rows = answered.truth.length;
  const count = Math.max(1, Math.min(mostPeriods, Math.floor(rows / fewestRows)));
  return Array.from({ length: rows > 0 ? count : 0 }, (_, i) => {
    const from = Math.floor((rows * i) / count);
    const to = Math.floor((rows * (i + 1)) / count);
    let known = 0;
    let sum = 0;
    for (let place = from; place < to; place++) {
      const error = errorAt(answered, place);
      if (Number.isNaN(error)) continue;
      known++;
      sum += error;
    }
    const time = times?.[from] ?? NaN;
    return { from, to, time: Number.isNaN(time) ? null : time, known, error: known ? sum / known : NaN };
  });
}
