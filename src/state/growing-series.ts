// One series of a training under way: typed arrays that grow, so that a point costs no object. They do not grow for ever:
// a full one is thinned to half (core/thinning.ts: of each stretch of steps the first, lowest, highest and last point stay,
// and gaps), so that a training of hours stays flat in memory and no spike is lost.

import type { MetricSeries, SeriesTotal } from '../core/metric-series.ts';
import { thin } from '../core/thinning.ts';

const firstRoom = 64;

/** Points of one series that are held at most. What is measured once an epoch stays whole: no training has so many. */
export const mostPoints = 12_288;

/** Of a full series this many stretches stay, each with up to six points. */
const stretches = mostPoints / 12;

export class GrowingSeries {
  readonly name: string;
  #length = 0;
  #steps = new Float64Array(firstRoom);
  #times = new Float64Array(firstRoom);
  #values = new Float64Array(firstRoom);
  #n = 0;
  #numbers = 0;
  #sum = 0;

  constructor(name: string) {
    this.name = name;
  }

  get length(): number {
    return this.#length;
  }

  /** Of all points that ever came, thinned out ones included. */
  get total(): SeriesTotal {
    return { n: this.#n, mean: this.#numbers > 0 ? this.#sum / this.#numbers : NaN };
  }

  push(step: number, timeMs: number, value: number): void {
    if (this.#length === mostPoints) this.#thin();
    if (this.#length === this.#steps.length) this.#grow();
    this.#steps[this.#length] = step;
    this.#times[this.#length] = timeMs;
    this.#values[this.#length] = value;
    this.#length++;
    this.#n++;
    if (Number.isNaN(value)) return;
    this.#numbers++;
    this.#sum += value;
  }

  /** One by one, so that a series which is taken up again is thinned as it was. */
  append({ steps, times, values }: MetricSeries): void {
    for (let i = 0; i < values.length; i++) this.push(steps[i]!, times[i]!, values[i]!);
  }

  /** The points so far. No copy: they are never changed, only more come, or others take their place. */
  view(): MetricSeries {
    return {
      name: this.name,
      steps: this.#steps.subarray(0, this.#length),
      times: this.#times.subarray(0, this.#length),
      values: this.#values.subarray(0, this.#length),
    };
  }

  #thin(): void {
    const kept = thin({ x: risen(this.#steps), y: this.#values }, stretches);
    const fewer = (values: Float64Array): Float64Array<ArrayBuffer> => {
      const left = new Float64Array(mostPoints);
      kept.forEach((place, i) => (left[i] = values[place]!));
      return left;
    };
    this.#steps = fewer(this.#steps);
    this.#times = fewer(this.#times);
    this.#values = fewer(this.#values);
    this.#length = kept.length;
  }

  #grow(): void {
    const room = Math.min(mostPoints, 2 * this.#length);
    const larger = (values: Float64Array): Float64Array<ArrayBuffer> => {
      const grown = new Float64Array(room);
      grown.set(values);
      return grown;
    };
    this.#steps = larger(this.#steps);
    this.#times = larger(this.#times);
    this.#values = larger(this.#values);
  }
}

/** Steps that never fall, as thinning wants them: one that is behind the one before stands where that does. */
function risen(steps: Float64Array): Float64Array {
  let most = -Infinity;
  return steps.map((step) => (most = Math.max(most, step)));
}
