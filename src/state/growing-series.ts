// One series of a training under way: typed arrays that grow, so that a point costs no object.

import type { MetricSeries } from '../core/run-records.ts';

const firstRoom = 64;

export class GrowingSeries {
  readonly name: string;
  #length = 0;
  #steps = new Float64Array(firstRoom);
  #times = new Float64Array(firstRoom);
  #values = new Float64Array(firstRoom);

  constructor(name: string) {
    this.name = name;
  }

  get length(): number {
    return this.#length;
  }

  push(step: number, timeMs: number, value: number): void {
    if (this.#length === this.#steps.length) this.#grow(2 * this.#length);
    this.#steps[this.#length] = step;
    this.#times[this.#length] = timeMs;
    this.#values[this.#length] = value;
    this.#length++;
  }

  append({ steps, times, values }: MetricSeries): void {
    const length = this.#length + values.length;
    if (length > this.#steps.length) this.#grow(Math.max(length, 2 * this.#length));
    this.#steps.set(steps, this.#length);
    this.#times.set(times, this.#length);
    this.#values.set(values, this.#length);
    this.#length = length;
  }

  /** The points so far. No copy: they are never changed, only more come. */
  view(from = 0): MetricSeries {
    return {
      name: this.name,
      steps: this.#steps.subarray(from, this.#length),
      times: this.#times.subarray(from, this.#length),
      values: this.#values.subarray(from, this.#length),
    };
  }

  #grow(room: number): void {
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
