// What is read from shared parts equals what each figure computes from the rows that were drawn, one by one.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FigureOf, Task } from '../../../src/core/define.ts';
import { descriptors } from '../../../src/core/descriptors/index.ts';
import { blockFor, fillBlock } from '../../../src/core/evaluating/block.ts';
import { readersOf } from '../../../src/core/evaluating/readers.ts';
import { metrics } from '../../../src/core/metrics/index.ts';
import { prepare } from '../../../src/core/parts/prepare.ts';
import { Random } from '../../../src/core/random.ts';

interface Rows {
  readonly truth: Float64Array;
  readonly scores: Float32Array;
  readonly outputs: number;
  readonly weights?: Float64Array;
}

const figuresFor = (task: Task): readonly FigureOf[] =>
  [...metrics.all, ...descriptors.all].filter((figure: FigureOf) => figure.tasks.includes(task));

const outputsOf: Record<Task, number> = { binary: 1, multiclass: 3, regression: 1 };

/** Rows with ties, and weights of five resamples: one lane is taken with three empty ones. */
function casesOf(task: Task, rows: number, seed: number): { rows: Rows; resamples: Uint8Array[] } {
  const random = new Random(seed);
  const outputs = outputsOf[task];
  const truth = Float64Array.from({ length: rows }, () =>
    task === 'regression' ? random.integer(7) - 1 + random.uniform() : random.integer(Math.max(2, outputs)),
  );
  const scores = Float32Array.from({ length: rows * outputs }, () =>
    task === 'regression' ? random.integer(6) + 0.5 : random.integer(9) / 8,
  );
  if (task === 'multiclass')
    for (let at = 0; at < scores.length; at += outputs) {
      const sum = scores.subarray(at, at + outputs).reduce((a, b) => a + b, 0) || 1;
      for (let u = 0; u < outputs; u++) scores[at + u] = scores[at + u]! / sum;
    }
  const resamples = Array.from({ length: 5 }, () => {
    const weights = new Uint8Array(rows);
    random.tally(weights, rows);
    return weights;
  });
  return { rows: { truth, scores, outputs }, resamples };
}

/** Every row as often as its weight says. */
function repeated({ truth, scores, outputs, weights: own }: Rows, weights: Uint8Array): Rows {
  const drawn = [...weights.keys()].flatMap((row) => Array.from({ length: weights[row]! }, () => row));
  return {
    truth: Float64Array.from(drawn, (row) => truth[row]!),
    scores: Float32Array.from(
      drawn.flatMap((row) => [...scores.subarray(row * outputs, (row + 1) * outputs)]),
    ),
    outputs,
    ...(own && { weights: Float64Array.from(drawn, (row) => own[row]!) }),
  };
}

function read(rows: Rows, figures: readonly FigureOf[], resamples: Uint8Array[], threshold = 0.5) {
  const values = figures.map(() => new Float64Array(resamples.length).fill(-99));
  const readers = readersOf(rows, figures, threshold, null);
  const block = blockFor(rows.truth.length);
  let next = 0;
  for (let at = 0; at < resamples.length; at += 4) {
    fillBlock(block, Math.min(4, resamples.length - at), (weights) => weights.set(resamples[next++]!));
    for (const reader of readers) reader(block, values, at);
  }
  return values;
}

/** Equal but for rounding; NaN equals NaN, an infinity itself. */
function same(found: number, expected: number): boolean {
  if (Object.is(found, expected)) return true;
  return Math.abs(found - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
}

describe.each(['binary', 'multiclass', 'regression'] as const)('%s', (task) => {
  const figures = figuresFor(task);

  it('equals each figure of the drawn rows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer(), (count, seed) => {
        const { rows, resamples } = casesOf(task, count, seed);
        const values = read(rows, figures, resamples);
        figures.forEach(({ id, compute }, figure) =>
          resamples.forEach((weights, r) => {
            const expected = compute(repeated(rows, weights));
            if (!same(values[figure]![r]!, expected))
              throw new Error(`${id}: ${values[figure]![r]} instead of ${expected}`);
          }),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('equals the part by itself, at another threshold', () => {
    const { rows, resamples } = casesOf(task, 200, 5);
    const shared = figures.filter((figure) => figure.shared);
    const values = read(rows, shared, resamples, 0.3);
    shared.forEach(({ id, shared: part }, figure) =>
      resamples.forEach((weights, r) => {
        const expected = prepare(part!, rows, 0.3)(weights);
        expect(same(values[figure]![r]!, expected), `${id}: ${values[figure]![r]} for ${expected}`).toBe(
          true,
        );
      }),
    );
  });

  it('is undefined exactly where a drawn row has no score', () => {
    const { rows, resamples } = casesOf(task, 30, 8);
    rows.scores[4 * rows.outputs] = NaN;
    resamples[0]![4] = 0;
    resamples[1]![4] = 2;
    const values = read(rows, figures, resamples);
    figures.forEach(({ id, compute }, figure) =>
      resamples.forEach((weights, r) => {
        const expected = compute(repeated(rows, weights));
        expect(same(values[figure]![r]!, expected), `${id}: ${values[figure]![r]} for ${expected}`).toBe(
          true,
        );
      }),
    );
  });

  it('of no row and of one class are what the figures say they are', () => {
    const { rows } = casesOf(task, 12, 3);
    rows.truth.fill(1);
    const all = new Uint8Array(12).fill(1);
    const values = read(rows, figures, [all, new Uint8Array(12)]);
    figures.forEach(({ id, compute }, figure) =>
      [rows, repeated(rows, new Uint8Array(12))].forEach((these, r) => {
        const expected = compute(these);
        expect(same(values[figure]![r]!, expected), `${id}: ${values[figure]![r]} for ${expected}`).toBe(
          true,
        );
      }),
    );
  });

  it('counts the weights that rows have themselves', () => {
    const { rows, resamples } = casesOf(task, 50, 9);
    const own = Float64Array.from({ length: 50 }, (_, row) => (row % 5) / 2);
    const values = figures.map(() => new Float64Array(1));
    const block = blockFor(50);
    fillBlock(block, 1, (weights) => weights.set(resamples[0]!));
    for (const reader of readersOf(rows, figures, 0.5, own)) reader(block, values, 0);
    figures.forEach(({ id, compute }, figure) => {
      const expected = compute(repeated({ ...rows, weights: own }, resamples[0]!));
      expect(same(values[figure]![0]!, expected), `${id}: ${values[figure]![0]} for ${expected}`).toBe(true);
    });
  });
});
