import { numberOf, type ParamValues } from '../params.ts';
import { defineStreamDetector, type CountingDetector, type DetectorState } from '../stream-detector.ts';

/** A mean in which later numbers weigh more, and the sum of its squared weights. */
class Weighted {
  n = 0;
  mean = 0;
  squares = 1;
  readonly #weight: number;
  readonly #rest: number;

  constructor(weight: number) {
    this.#weight = weight;
    this.#rest = 1 - weight;
  }

  add(x: number): void {
    this.mean = this.n === 0 ? x : this.#weight * x + this.#rest * this.mean;
    this.n++;
    this.squares = this.#weight * this.#weight + this.#rest * this.#rest * this.squares;
  }

  clear(): void {
    this.n = 0;
    this.mean = 0;
    this.squares = 1;
  }

  copy({ n, mean, squares }: Weighted): void {
    this.n = n;
    this.mean = mean;
    this.squares = squares;
  }
}

class HddmW implements CountingDetector {
  readonly all: Weighted;
  /** Up to the place after which the mean rose the most, and after it. */
  readonly beforeRise: Weighted;
  readonly afterRise: Weighted;
  readonly beforeFall: Weighted;
  readonly afterFall: Weighted;
  riseCut = Infinity;
  fallCut = -Infinity;
  warning = false;
  drift = false;
  readonly #logOfDrift: number;
  readonly #logOfWarning: number;
  readonly #twoSided: boolean;

  constructor(params: ParamValues) {
    this.#logOfDrift = Math.log(1 / numberOf(params, 'drift_confidence'));
    this.#logOfWarning = Math.log(1 / numberOf(params, 'warning_confidence'));
    this.#twoSided = params['two_sided_test'] === true;
    const weight = numberOf(params, 'lambda_val');
    this.all = new Weighted(weight);
    this.beforeRise = new Weighted(weight);
    this.afterRise = new Weighted(weight);
    this.beforeFall = new Weighted(weight);
    this.afterFall = new Weighted(weight);
  }

  update(x: number): DetectorState {
    if (this.drift) this.#reset();
    const { all, beforeRise, afterRise, beforeFall, afterFall } = this;
    all.add(x);
    const bound = Math.sqrt((all.squares * this.#logOfDrift) / 2);
    if (all.mean + bound < this.riseCut) {
      this.riseCut = all.mean + bound;
      beforeRise.copy(all);
      afterRise.clear();
    } else afterRise.add(x);
    this.drift = differs(beforeRise, afterRise, this.#logOfDrift);
    this.warning = !this.drift && differs(beforeRise, afterRise, this.#logOfWarning);
    if (this.#twoSided) {
      if (all.mean - bound > this.fallCut) {
        this.fallCut = all.mean - bound;
        beforeFall.copy(all);
        afterFall.clear();
      } else afterFall.add(x);
      // A warning of a rise stands beside a drift downwards, as in River.
      if (differs(afterFall, beforeFall, this.#logOfDrift)) this.drift = true;
      else if (differs(afterFall, beforeFall, this.#logOfWarning)) this.warning = true;
    }
    return this.drift ? 'drift' : this.warning ? 'warning' : 'calm';
  }

  firings(xs: Float64Array): number {
    let fired = 0;
    for (let i = 0; i < xs.length; i++) if (this.update(xs[i]!) === 'drift') fired++;
    return fired;
  }

  #reset(): void {
    for (const mean of [this.all, this.beforeRise, this.afterRise, this.beforeFall, this.afterFall])
      mean.clear();
    this.riseCut = Infinity;
    this.fallCut = -Infinity;
    this.warning = false;
    this.drift = false;
  }
}

/** McDiarmid's bound on the difference of two weighted means. */
function differs(lower: Weighted, higher: Weighted, log: number): boolean {
  if (lower.n === 0 || higher.n === 0) return false;
  return higher.mean - lower.mean > Math.sqrt(((lower.squares + higher.squares) * log) / 2);
}

export default defineStreamDetector({
  id: 'hddm-w',
  label: 'HDDM-W',
  about:
    'As HDDM-A, but later rows weigh more, and the bound is McDiarmid’s: the fastest on sudden changes with few false alarms. Needs numbers between 0 and 1.',
  source:
    'River 0.26.1, drift.binary.HDDMW; Frías-Blanco et al. (2014), Online and Non-Parametric Drift Detection Methods Based on Hoeffding’s Bounds',
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
    lambda_val: {
      type: 'number',
      label: 'Weight of the newest row',
      help: 'Larger forgets faster.',
      min: 0,
      max: 1,
      step: 0.01,
      default: 0.05,
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
  begin: (params) => new HddmW(params),
});
