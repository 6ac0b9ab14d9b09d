import { numberOf, type ParamValues } from '../params.ts';
import { RunningMean } from '../running-mean.ts';
import { defineStreamDetector, type CountingDetector, type DetectorState } from '../stream-detector.ts';

class Eddm implements CountingDetector {
  /** Rows from one error to the next: their mean, and the sum of their squared distances from it. */
  readonly distances = new RunningMean();
  squares = 0;
  /** Largest mean + 2 deviations so far; −1 before there is one. */
  largest = -1;
  warning = false;
  drift = false;
  readonly #warmStart: number;
  readonly #warnBelow: number;
  readonly #fireBelow: number;
  #rows = 0;
  #lastError = 0;

  constructor(params: ParamValues) {
    this.#warmStart = numberOf(params, 'warm_start');
    this.#warnBelow = numberOf(params, 'alpha');
    this.#fireBelow = numberOf(params, 'beta');
  }

  /** Of the distances, with n − 1. */
  get variance(): number {
    return this.distances.n > 1 ? this.squares / (this.distances.n - 1) : 0;
  }

  update(x: number): DetectorState {
    if (this.drift) this.#reset();
    this.#rows++;
    if (x === 1) {
      this.#addDistance(this.#rows - this.#lastError);
      if (this.#rows > this.#warmStart) {
        const now = this.distances.mean + 2 * Math.sqrt(this.variance);
        if (now > this.largest) this.largest = now;
        else if (this.distances.n > this.#warmStart) {
          const level = now / this.largest;
          // A warning stands beside a drift, as in River.
          if (level < this.#fireBelow) this.drift = true;
          else this.warning = level < this.#warnBelow;
        }
      }
      this.#lastError = this.#rows;
    }
    return this.drift ? 'drift' : this.warning ? 'warning' : 'calm';
  }

  firings(xs: Float64Array): number {
    let fired = 0;
    for (let i = 0; i < xs.length; i++) if (this.update(xs[i]!) === 'drift') fired++;
    return fired;
  }

  #addDistance(distance: number): void {
    const before = this.distances.mean;
    this.distances.add(distance);
    this.squares += (distance - before) * (distance - this.distances.mean);
  }

  #reset(): void {
    this.distances.clear();
    this.squares = 0;
    this.largest = -1;
    this.warning = false;
    this.drift = false;
    this.#rows = 0;
    this.#lastError = 0;
  }
}

export default defineStreamDetector({
  id: 'eddm',
  label: 'EDDM',
  about:
    'Fires when errors come closer together than they ever were apart. By its usual settings it fires about every 500 quiet rows, so that it looks fast: always hold its delay against its false alarms.',
  source:
    'River 0.26.1, drift.binary.EDDM; Baena-García, del Campo-Ávila, Fidalgo, Bifet, Gavaldà & Morales-Bueno (2006), Early Drift Detection Method',
  input: 'errors',
  sees: 'up',
  params: {
    warm_start: {
      type: 'integer',
      label: 'Errors before it speaks',
      help: 'So many errors are seen before it may warn or fire.',
      min: 0,
      max: 1_000_000,
      default: 30,
    },
    alpha: {
      type: 'number',
      label: 'Warns below',
      help: 'Distance between errors now, as a share of the largest that it was. At least as much as the next one.',
      min: 0,
      max: 1,
      step: 0.01,
      default: 0.95,
    },
    beta: {
      type: 'number',
      label: 'Fires below',
      help: 'The same. Larger fires sooner and more often for nothing.',
      min: 0,
      max: 1,
      step: 0.01,
      default: 0.9,
    },
  },
  knob: { param: 'beta', eager: 'larger', grid: [0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5] },
  problem: (params) =>
    numberOf(params, 'alpha') < numberOf(params, 'beta')
      ? 'EDDM can’t warn later than it fires: “Warns below” must be at least “Fires below”.'
      : null,
  begin: (params) => new Eddm(params),
});
