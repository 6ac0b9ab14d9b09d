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

export const simulated = [binary, regression];

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
    one.figures.map((figure): Held => ({ figure, part, above: 0, held: 0, below: 0 })),
  );
  for (let i = 0; i < cases; i++) {
    const answers = one.rows(rows, new Random(1000 + i).stream(`rows ${rows}`));
    const found = evaluated(answers, figures, { ...interval, seed: interval.seed + i });
    for (const count of held) {
      const { low, high } = found[count.part]![count.figure]!;
      const truth = truths[count.part][one.figures.indexOf(count.figure)]!;
      if (low > truth) count.above++;
      else if (high < truth) count.below++;
      else count.held++;
    }
  }
  return held;
}
