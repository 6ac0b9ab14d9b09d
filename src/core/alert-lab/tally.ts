// What one setting of one detector did on all streams so far.

import { poissonRate } from '../quiet/poisson-rate.ts';
import type { RunningDetector } from '../stream-detector.ts';
import { quantileOfSorted } from '../statistics.ts';
import type { Entrant } from './entrants.ts';
import type { LabPoint, LabRate, LabWorld } from './lab.ts';
import type { LabStreams } from './streams.ts';

export class Tally {
  readonly #delays: number[] = [];
  #streams = 0;
  #falseAlarms = 0;
  #quietRows = 0;

  /** Lets a detector look at the stream that changes, and another one like it at the one that does not. */
  add({ begin }: Entrant, { changed, quiet }: LabStreams, { changeAt, labelDelayRows }: LabWorld): void {
    const running = begin(2 * this.#streams);
    this.#falseAlarms += firings(running, changed, 0, changeAt);
    const caught = firstFiring(running, changed, changeAt);
    if (caught >= 0) this.#delays.push(caught - changeAt + labelDelayRows);
    this.#falseAlarms += firings(begin(2 * this.#streams + 1), quiet, 0, quiet.length);
    this.#quietRows += changeAt + quiet.length;
    this.#streams++;
  }

  get streams(): number {
    return this.#streams;
  }
  get missed(): number {
    return this.#streams - this.#delays.length;
  }
  /** For 10,000 rows. */
  get falseAlarms(): LabRate {
    return poissonRate(this.#falseAlarms, this.#quietRows / 10_000);
  }
  get delay(): LabPoint['delay'] {
    const sorted = this.#delays.toSorted((a, b) => a - b);
    if (sorted.length === 0) return { mean: NaN, median: NaN, p90: NaN };
    return {
      mean: sorted.reduce((sum, delay) => sum + delay, 0) / sorted.length,
      median: quantileOfSorted(sorted, 0.5),
      p90: quantileOfSorted(sorted, 0.9),
    };
  }
}

function firings(running: RunningDetector, stream: Float64Array, from: number, to: number): number {
  let fired = 0;
  for (let row = from; row < to; row++) if (running.update(stream[row]!) === 'drift') fired++;
  return fired;
}

/** Row of it; −1: there is none. */
function firstFiring(running: RunningDetector, stream: Float64Array, from: number): number {
  for (let row = from; row < stream.length; row++) if (running.update(stream[row]!) === 'drift') return row;
  return -1;
}
