// Models and rows whose figures are known beforehand, to see how often an interval holds what it says it holds.

import type { FigureOf } from '../../src/core/define.ts';
import { evaluateSlices, type Answers } from '../../src/core/evaluating/evaluate.ts';
import type { IntervalSpec, SliceResult } from '../../src/core/evaluation.ts';
import { figureOf } from '../../src/core/figures.ts';
import { Random } from '../../src/core/random.ts';
import { runThrough } from '../../src/core/run-through.ts';

export interface Simulated {
  readonly name: string;
  readonly figures: readonly string[];
  rows(count: number, random: Random): Answers;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Answers of a fair model, and of one that sees less and is too sure of itself. */
const binary: Simulated = {
  name: 'binary',
  figures: ['accuracy', 'log-loss', 'roc-auc'],
  rows(count, random) {
    const truth = new Float64Array(count);
    const candidate = new Float32Array(count);
    const baseline = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      const [x, z, noise] = [random.normal(), random.normal(), random.normal()];
      truth[i] = Number(random.uniform() < sigmoid(1.4 * x + 0.7 * z - 0.4));
      candidate[i] = sigmoid(1.3 * x + 0.6 * z - 0.3);
      baseline[i] = sigmoid(1.8 * x + 0.5 * noise);
    }
    return { truth, candidate, baseline, outputs: 1 };
  },
};

/** Normal noise about a line, whose slope the one model knows well and the other badly. */
const regression: Simulated = {
  name: 'regression',
  figures: ['mae', 'rmse', 'r2'],
  rows(count, random) {
    const truth = new Float64Array(count);
    const candidate = new Float32Array(count);
    const baseline = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      const x = random.normal();
      truth[i] = 10 + 3 * x + 1.5 * random.normal();
      candidate[i] = 10 + 2.9 * x;
      baseline[i] = 10.3 + 2.2 * x + 0.8 * random.normal();
    }
    return { truth, candidate, baseline, outputs: 1 };
  },
};

/** Few positives, whom no probability reaches by itself: scores as of a model that was trained with even classes. */
const rare: Simulated = {
  name: 'few positives',
  figures: ['roc-auc', 'pr-auc', 'log-loss', 'recall', 'precision', 'f1', 'mcc', 'balanced-accuracy'],
  rows(count, random) {
    const truth = new Float64Array(count);
    const candidate = new Float32Array(count);
    const baseline = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      truth[i] = Number(random.uniform() < 0.05);
      const seen = random.normal() + 1.5 * truth[i]!;
      candidate[i] = sigmoid(1.5 * seen - 1.125);
      baseline[i] = sigmoid(1.5 * (seen + 0.8 * random.normal()) - 1.125);
    }
    return { truth, candidate, baseline, outputs: 1 };
  },
};

/** Models that are hardly ever wrong: 2 and 4 rows of a hundred. */
const fewErrors: Simulated = {
  name: 'few errors',
  figures: ['accuracy', 'mcc'],
  rows(count, random) {
    const truth = new Float64Array(count);
    const candidate = new Float32Array(count);
    const baseline = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      truth[i] = Number(random.uniform() < 0.5);
      candidate[i] = random.uniform() < 0.98 ? truth[i]! : 1 - truth[i]!;
      baseline[i] = random.uniform() < 0.96 ? truth[i]! : 1 - truth[i]!;
    }
    return { truth, candidate, baseline, outputs: 1 };
  },
};

/** Three classes, one of them of a twentieth of the rows. */
const rareClass: Simulated = {
  name: 'a rare class',
  figures: ['recall-macro', 'f1-macro', 'roc-auc-ovr-macro'],
  rows(count, random) {
    const truth = new Float64Array(count);
    const candidate = new Float32Array(3 * count);
    const baseline = new Float32Array(3 * count);
    const scores = (into: Float32Array, row: number, help: number): void => {
      const raw = [0, 1, 2].map((u) => Math.exp(random.normal() + (truth[row] === u ? help : 0)));
      const sum = raw.reduce((all, one) => all + one, 0);
      raw.forEach((one, u) => (into[3 * row + u] = one / sum));
    };
    for (let i = 0; i < count; i++) {
      const drawn = random.uniform();
      truth[i] = drawn < 0.05 ? 2 : drawn < 0.5 ? 1 : 0;
      scores(candidate, i, 2);
      scores(baseline, i, 1.5);
    }
    return { truth, candidate, baseline, outputs: 3 };
  },
};

/** Errors with heavy tails: on some rows the noise is many times as wide as on others. */
const tails: Simulated = {
  name: 'heavy tails',
  figures: ['mae', 'rmse', 'r2', 'median-absolute-error', 'absolute-error-90'],
  rows(count, random) {
    const truth = new Float64Array(count);
    const candidate = new Float32Array(count);
    const baseline = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      const x = 3 * random.normal();
      truth[i] = x + random.normal() * Math.exp(0.5 * random.normal());
      candidate[i] = 0.95 * x;
      baseline[i] = 0.8 * x + 0.3;
    }
    return { truth, candidate, baseline, outputs: 1 };
  },
};

export const simulated = [binary, regression, rare, fewErrors, rareClass, tails];

function evaluated(answers: Answers, figures: readonly FigureOf[], interval: IntervalSpec): SliceResult {
  const places = Int32Array.from(answers.truth.keys());
  const slices = [{ key: [], places, spec: 0 }];
  const [whole] = runThrough(
    evaluateSlices(answers, slices, figures, { interval, minSliceSize: 0, threshold: 0.5 }),
  );
  return whole!;
}

const parts = ['candidate', 'difference'] as const;
type Part = (typeof parts)[number];

const none: IntervalSpec = { method: 'none', resamples: 0, confidence: 0.95, seed: 1 };

/** What each figure comes to with so many rows that chance has no say. */
export function truthsOf({ figures, rows }: Simulated, count: number): Record<Part, number[]> {
  const found = evaluated(rows(count, new Random(99)), figures.map(figureOf), none);
  return {
    candidate: figures.map((id) => found.candidate[id]!.value),
    difference: figures.map((id) => found.difference![id]!.value),
  };
}

export interface Held {
  readonly figure: string;
  readonly part: Part;
  /** Mean number of rows of the rarer outcome that the interval rests on; NaN where it is exact. */
  rests: number;
  /** Intervals that rest on resamples. */
  resting: number;
  /** Intervals that lie above the truth, hold it, lie below it. */
  above: number;
  held: number;
  below: number;
}

/** How often the interval of each figure held the truth. */
export function coverageOf(
  one: Simulated,
  truths: Record<Part, number[]>,
  rows: number,
  cases: number,
  interval: IntervalSpec,
): Held[] {
  const figures = one.figures.map(figureOf);
  const held = parts.flatMap((part) =>
    one.figures.map((figure): Held => ({ figure, part, rests: 0, resting: 0, above: 0, held: 0, below: 0 })),
  );
  for (let i = 0; i < cases; i++) {
    const answers = one.rows(rows, new Random(1000 + i).stream(`rows ${rows}`));
    const found = evaluated(answers, figures, { ...interval, seed: interval.seed + i });
    for (const count of held) {
      const { value, low, high, rests } = found[count.part]![count.figure]!;
      const truth = truths[count.part][one.figures.indexOf(count.figure)]!;
      // Undefined for want of a class: nothing was claimed.
      if (Number.isNaN(value)) continue;
      if (rests !== undefined) {
        count.rests += rests;
        count.resting++;
      }
      if (low > truth) count.above++;
      else if (high < truth) count.below++;
      else count.held++;
    }
  }
  for (const count of held) count.rests /= count.resting;
  return held;
}
