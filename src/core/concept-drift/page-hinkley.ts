import { numberOf, type ParamValues } from '../params.ts';
import { RunningMean } from '../running-mean.ts';
import { defineStreamDetector, type CountingDetector, type DetectorState } from '../stream-detector.ts';

class PageHinkley implements CountingDetector {
  readonly seen = new RunningMean();
  /** Faded sums of how far the numbers lie above and below their mean, and the ends that these are held against. */
  sumIncrease = 0;
  leastIncrease = Infinity;
  sumDecrease = 0;
  largestDecrease = -1;
  drift = false;
  readonly #least: number;
  readonly #delta: number;
  readonly #threshold: number;
  readonly #fading: number;
  readonly #up: boolean;
  readonly #down: boolean;

  constructor(params: ParamValues) {
    this.#least = numberOf(params, 'min_instances');
    this.#delta = numberOf(params, 'delta');
    this.#threshold = numberOf(params, 'threshold');
    this.#fading = numberOf(params, 'alpha');
    this.#up = params['mode'] !== 'down';
    this.#down = params['mode'] !== 'up';
  }

  update(x: number): DetectorState {
    if (this.drift) this.#reset();
    this.seen.add(x);
    const away = x - this.seen.mean;
    this.sumIncrease = this.#fading * this.sumIncrease + away - this.#delta;
    this.sumDecrease = this.#fading * this.sumDecrease + away + this.#delta;
    if (this.sumIncrease < this.leastIncrease) this.leastIncrease = this.sumIncrease;
    if (this.sumDecrease > this.largestDecrease) this.largestDecrease = this.sumDecrease;
    if (this.seen.n >= this.#least)
      this.drift =
        (this.#up && this.sumIncrease - this.leastIncrease > this.#threshold) ||
        (this.#down && this.largestDecrease - this.sumDecrease > this.#threshold);
    return this.drift ? 'drift' : 'calm';
  }

  firings(xs: Float64Array): number {
    let fired = 0;
    for (let i = 0; i < xs.length; i++) if (this.update(xs[i]!) === 'drift') fired++;
    return fired;
  }

  #reset(): void {
    this.seen.clear();
    this.sumIncrease = 0;
    this.leastIncrease = Infinity;
    this.sumDecrease = 0;
    this.largestDecrease = -1;
    this.drift = false;
  }
}

export default defineStreamDetector({
  id: 'page-hinkley',
  label: 'Page–Hinkley',
  about:
    'Adds up how far each number lies from the mean so far, and fires when the sum has moved away from its own extreme by more than the threshold. The threshold is in the unit of the numbers: what suits errors of 0 and 1 does not suit others.',
  source: 'River 0.26.1, drift.PageHinkley; Page (1954), Continuous Inspection Schemes',
  input: 'numbers',
  sees: 'both',
  params: {
    min_instances: {
      type: 'integer',
      label: 'Rows before it speaks',
      help: 'So many rows are looked at before it may fire.',
      min: 0,
      max: 1_000_000,
      default: 30,
    },
    delta: {
      type: 'number',
      label: 'Ignored change',
      help: 'A move of the mean that is taken for none, in the unit of the numbers.',
      min: 0,
      max: 1_000_000,
      default: 0.005,
    },
    threshold: {
      type: 'number',
      label: 'Fires at',
      help: 'Sum of moves. Smaller fires sooner and more often for nothing.',
      min: 0,
      max: 1_000_000_000,
      scale: 'log',
      default: 50,
    },
    alpha: {
      type: 'number',
      label: 'Fading',
      help: 'What is left of the sum from one row to the next. 1: all of it.',
      min: 0,
      max: 1,
      default: 0.9999,
    },
    mode: {
      type: 'choice',
      label: 'Looks for',
      help: 'The direction of the change.',
      options: [
        { value: 'both', label: 'More and fewer' },
        { value: 'up', label: 'More only' },
        { value: 'down', label: 'Fewer only' },
      ],
      default: 'both',
    },
  },
  knob: { param: 'threshold', eager: 'smaller', grid: [10, 15, 20, 30, 40, 50, 75, 100] },
  begin: (params) => new PageHinkley(params),
});
