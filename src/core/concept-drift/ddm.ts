import { numberOf, type ParamValues } from '../params.ts';
import { RunningMean } from '../running-mean.ts';
import { defineStreamDetector, type CountingDetector, type DetectorState } from '../stream-detector.ts';

class Ddm implements CountingDetector {
  /** Share of errors since it began. */
  readonly errors = new RunningMean();
  /** Share and its deviation where their sum was least. */
  leastShare = NaN;
  leastDeviation = NaN;
  warning = false;
  drift = false;
  readonly #warmStart: number;
  readonly #warnAt: number;
  readonly #fireAt: number;
  #least = Infinity;

  constructor(params: ParamValues) {
    this.#warmStart = numberOf(params, 'warm_start');
    this.#warnAt = numberOf(params, 'warning_threshold');
    this.#fireAt = numberOf(params, 'drift_threshold');
  }

  update(x: number): DetectorState {
    if (this.drift) this.#reset();
    this.errors.add(x);
    const { n, mean } = this.errors;
    if (n > this.#warmStart) {
      const deviation = Math.sqrt((mean * (1 - mean)) / n);
      const now = mean + deviation;
      if (now <= this.#least) {
        this.leastShare = mean;
        this.leastDeviation = deviation;
        this.#least = now;
      }
      this.drift = now > this.leastShare + this.#fireAt * this.leastDeviation;
      this.warning = !this.drift && now > this.leastShare + this.#warnAt * this.leastDeviation;
    }
    return this.drift ? 'drift' : this.warning ? 'warning' : 'calm';
  }

  firings(xs: Float64Array): number {
    let fired = 0;
    for (let i = 0; i < xs.length; i++) if (this.update(xs[i]!) === 'drift') fired++;
    return fired;
  }

  #reset(): void {
    this.errors.clear();
    this.leastShare = NaN;
    this.leastDeviation = NaN;
    this.#least = Infinity;
    this.warning = false;
    this.drift = false;
  }
}

/** Where the paper has ≥, River has >: a stream without a single error never fires. */
export default defineStreamDetector({
  id: 'ddm',
  label: 'DDM',
  about:
    'Fires when the share of errors since it began lies three of its deviations above the lowest that it was. Slow where much quiet went before, for the quiet rows stay in the share.',
  source:
    'River 0.26.1, drift.binary.DDM; Gama, Medas, Castillo & Rodrigues (2004), Learning with Drift Detection',
  input: 'errors',
  sees: 'up',
  params: {
    warm_start: {
      type: 'integer',
      label: 'Rows before it speaks',
      help: 'So many rows are looked at before it may warn or fire.',
      min: 0,
      max: 1_000_000,
      default: 30,
    },
    warning_threshold: {
      type: 'number',
      label: 'Warns at',
      help: 'Deviations above the lowest share of errors.',
      min: 0,
      max: 100,
      step: 0.1,
      default: 2,
    },
    drift_threshold: {
      type: 'number',
      label: 'Fires at',
      help: 'Deviations above the lowest share of errors. Smaller fires sooner and more often for nothing.',
      min: 0,
      max: 100,
      step: 0.1,
      default: 3,
    },
  },
  knob: { param: 'drift_threshold', eager: 'smaller', grid: [1.5, 2, 2.5, 3, 3.5, 4, 5, 6] },
  begin: (params) => new Ddm(params),
});
