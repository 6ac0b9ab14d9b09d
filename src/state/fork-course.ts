// Steps of a run that goes on from another one. They are counted as if the other one had had its batch size, so that they
// never run backwards: an epoch's end of the parent is the same epoch's end of the fork.

import type { EpochRecord } from '../core/records.ts';
import type { MetricSeries } from '../core/run-records.ts';

/** Where parameters stand in the course of a training. */
export interface Place {
  readonly epoch: number;
  readonly step: number;
  /** Step at which the optimiser began. */
  readonly optimizerFrom: number;
}

export class ForkCourse {
  readonly #was: number;
  readonly #is: number;

  /** @param was steps per epoch of the parent. @param is steps per epoch of the fork. */
  constructor(was: number, is: number) {
    this.#was = was;
    this.#is = is;
  }

  /** Of other batches only whole epochs count; the optimiser has taken as many steps as before. */
  place({ epoch, step, optimizerFrom }: Place): Place {
    if (this.#same) return { epoch, step, optimizerFrom };
    const now = epoch * this.#is;
    return { epoch, step: now, optimizerFrom: now - (step - optimizerFrom) };
  }

  history(history: readonly EpochRecord[], { epoch }: Place): EpochRecord[] {
    return history
      .filter((record) => record.epoch <= epoch)
      .map((record) => ({ ...record, step: this.#step(record.step) }));
  }

  /** Series up to where the fork begins; none that is empty. */
  series(series: readonly MetricSeries[], { epoch, step }: Place): MetricSeries[] {
    const end = this.#same ? step : epoch * this.#was;
    return series
      .map(({ name, steps, times, values }) => {
        const at = steps.findIndex((value) => value > end);
        const to = at < 0 ? steps.length : at;
        return {
          name,
          steps: steps.slice(0, to).map((value) => this.#step(value)),
          times: times.slice(0, to),
          values: values.slice(0, to),
        };
      })
      .filter(({ values }) => values.length > 0);
  }

  get #same(): boolean {
    return this.#was === this.#is;
  }

  #step(step: number): number {
    return this.#same ? step : Math.round((step * this.#is) / this.#was);
  }
}
