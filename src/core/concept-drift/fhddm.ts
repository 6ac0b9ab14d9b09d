import { numberOf, type ParamValues } from '../params.ts';
import { defineStreamDetector, type CountingDetector, type DetectorState } from '../stream-detector.ts';

class Fhddm implements CountingDetector {
  drift = false;
  readonly #flipped: boolean;
  readonly #window: Float64Array;
  readonly #short: number;
  readonly #bound: number;
  readonly #shortBound: number;
  #rows = 0;
  #sum = 0;
  #largest = 0;
  #shortLargest = 0;

  constructor(params: ParamValues) {
    const size = numberOf(params, 'sliding_window_size');
    const log = Math.log(1 / numberOf(params, 'confidence_level'));
    this.#flipped = params['reads'] !== 'errors';
    this.#window = new Float64Array(size);
    this.#short = numberOf(params, 'short_window_size');
    this.#bound = Math.sqrt(log / (2 * size));
    this.#shortBound = Math.sqrt(log / (2 * this.#short));
  }

  update(error: number): DetectorState {
    if (this.drift) this.#reset();
    const x = this.#flipped ? 1 - error : error;
    const size = this.#window.length;
    const at = this.#rows % size;
    // Of the full window the oldest has left when the next one comes.
    if (this.#rows >= size) this.#sum -= this.#window[at]!;
    this.#window[at] = x;
    this.#sum += x;
    this.#rows++;
    if (this.#rows >= size) {
      const mean = this.#sum / size;
      if (mean > this.#largest) this.#largest = mean;
      this.drift = this.#largest - mean > this.#bound;
      if (this.#short > 0) {
        const shortMean = this.#latest() / this.#short;
        if (shortMean > this.#shortLargest) this.#shortLargest = shortMean;
        if (this.#shortLargest - shortMean > this.#shortBound) this.drift = true;
      }
    }
    return this.drift ? 'drift' : 'calm';
  }

  firings(xs: Float64Array): number {
    let fired = 0;
    for (let i = 0; i < xs.length; i++) if (this.update(xs[i]!) === 'drift') fired++;
    return fired;
  }

  /** Sum of the latest `short` numbers, the oldest of them first. */
  #latest(): number {
    const size = this.#window.length;
    let sum = 0;
    for (let row = this.#rows - this.#short; row < this.#rows; row++) sum += this.#window[row % size]!;
    return sum;
  }

  #reset(): void {
    this.drift = false;
    this.#rows = 0;
    this.#sum = 0;
    this.#largest = 0;
    this.#shortLargest = 0;
  }
}

/**
 * River says that 1 is an error, but its rule looks for a mean that falls: fed with errors it never fires when they become
 * more. So it is fed with right answers here unless `reads` says otherwise; the rule itself is River's.
 */
export default defineStreamDetector({
  id: 'fhddm',
  label: 'FHDDM',
  about:
    'Fires when the share of right answers in a sliding window lies below the highest that it was by more than Hoeffding’s bound. River’s own takes errors and then only notices that they become fewer; here it is fed with right answers.',
  source:
    'River 0.26.1, drift.binary.FHDDM, fed with 1 − x; Pesaranghader & Viktor (2016), Fast Hoeffding Drift Detection Method for Evolving Data Streams',
  input: 'errors',
  sees: 'up',
  params: {
    sliding_window_size: {
      type: 'integer',
      label: 'Rows of the window',
      help: 'So many rows are looked at together.',
      min: 1,
      max: 100_000,
      default: 100,
    },
    confidence_level: {
      type: 'number',
      label: 'Fires at',
      help: 'Chance of so low a share if nothing had changed. Larger fires sooner and more often for nothing.',
      min: 1e-300,
      max: 1,
      scale: 'log',
      default: 1e-6,
    },
    short_window_size: {
      type: 'integer',
      label: 'Rows of a second, shorter window',
      help: '0: none. With one it is the stacking FHDDM.',
      min: 0,
      max: 100_000,
      default: 0,
    },
    reads: {
      type: 'choice',
      label: 'Is fed with',
      help: 'With errors it does what River does: it only notices that they become fewer.',
      options: [
        { value: 'right', label: 'Right answers' },
        { value: 'errors', label: 'Errors, as in River' },
      ],
      default: 'right',
    },
  },
  knob: {
    param: 'confidence_level',
    eager: 'larger',
    grid: [0.1, 0.03, 0.01, 1e-3, 1e-4, 1e-6, 1e-8, 1e-11],
  },
  problem: (params) =>
    numberOf(params, 'short_window_size') > numberOf(params, 'sliding_window_size')
      ? 'The second window of FHDDM must be the shorter one.'
      : null,
  begin: (params) => new Fhddm(params),
});
