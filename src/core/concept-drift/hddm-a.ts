import { numberOf, type ParamValues } from '../params.ts';
import { RunningMean } from '../running-mean.ts';
import { defineStreamDetector, type CountingDetector, type DetectorState } from '../stream-detector.ts';

class HddmA implements CountingDetector {
  /** All rows since it began, and those up to the places after which the mean rose and fell the most. */
  readonly all = new RunningMean();
  readonly low = new RunningMean();
  readonly high = new RunningMean();
  warning = false;
  drift = false;
  readonly #logOfBound: number;
  readonly #logOfDrift: number;
  readonly #logOfWarning: number;
  readonly #twoSided: boolean;
  /** Bounds of `low` and `high`, which stay as long as these do. */
  #lowBound = 0;
  #highBound = 0;

  constructor(params: ParamValues) {
    const confidence = numberOf(params, 'drift_confidence');
    this.#logOfBound = Math.log(1 / confidence);
    this.#logOfDrift = Math.log(2 / confidence);
    this.#logOfWarning = Math.log(2 / numberOf(params, 'warning_confidence'));
    this.#twoSided = params['two_sided_test'] === true;
  }

  update(x: number): DetectorState {
    if (this.drift) this.#reset();
    const { all, low, high } = this;
    all.add(x);
    const bound = Math.sqrt((1 / (2 * all.n)) * this.#logOfBound);
    if (low.n === 0 || low.mean + this.#lowBound >= all.mean + bound) {
      low.copy(all);
      this.#lowBound = bound;
    }
    if (high.n === 0 || high.mean - this.#highBound <= all.mean - bound) {
      high.copy(all);
      this.#highBound = bound;
    }
    const rise = all.mean - low.mean;
    this.drift = this.#differs(low, rise, this.#logOfDrift);
    this.warning = !this.drift && this.#differs(low, rise, this.#logOfWarning);
    if (this.#twoSided) {
      const fall = high.mean - all.mean;
      // A warning of a rise stands beside a drift downwards, as in River.
      if (this.#differs(high, fall, this.#logOfDrift)) this.drift = true;
      else if (this.#differs(high, fall, this.#logOfWarning)) this.warning = true;
    }
    return this.drift ? 'drift' : this.warning ? 'warning' : 'calm';
  }

  firings(xs: Float64Array): number {
    let fired = 0;
    for (let i = 0; i < xs.length; i++) if (this.update(xs[i]!) === 'drift') fired++;
    return fired;
  }

  #differs(before: RunningMean, difference: number, log: number): boolean {
    const { n } = this.all;
    if (before.n === n) return false;
    const m = ((n - before.n) / before.n) * (1 / n);
    return difference >= Math.sqrt((m / 2) * log);
  }

  #reset(): void {
    this.all.clear();
    this.low.clear();
    this.high.clear();
    this.warning = false;
    this.drift = false;
  }
}

export default defineStreamDetector({
  id: 'hddm-a',
  label: 'HDDM-A',
  about:
    'Compares the mean since it began with the mean up to the place after which it rose the most, by Hoeffding’s bound. Few false alarms; needs numbers between 0 and 1.',
  source:
    'River 0.26.1, drift.binary.HDDMA; Frías-Blanco et al. (2014), Online and Non-Parametric Drift Detection Methods Based on Hoeffding’s Bounds',
  input: 'errors',
  sees: 'up',
  params: {
    drift_confidence: {
      type: 'number',
      label: 'Fires at',
      help: 'Chance of so large a rise if nothing had changed. Larger fires sooner and more often for nothing.',
      min: 1e-300,
      max: 1,
      scale: 'log',
      default: 0.001,
    },
    warning_confidence: {
      type: 'number',
      label: 'Warns at',
      help: 'The same, for a warning.',
      min: 1e-300,
      max: 1,
      scale: 'log',
      default: 0.005,
    },
    two_sided_test: {
      type: 'boolean',
      label: 'Fewer errors too',
      help: 'Also fires when errors become fewer.',
      default: false,
    },
  },
  knob: {
    param: 'drift_confidence',
    eager: 'larger',
    grid: [0.2, 0.1, 0.03, 0.01, 0.001, 1e-4, 1e-6, 1e-9],
  },
  begin: (params) => new HddmA(params),
});
