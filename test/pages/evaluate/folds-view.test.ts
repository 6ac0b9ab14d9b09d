import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldsOf } from '../../../src/core/cross-validation/splits.ts';
import {
  cellsOf,
  furtherTests,
  pairedOf,
  pairedWords,
  pText,
  saidOf,
  stretchOf,
  summaryOf,
} from '../../../src/pages/evaluate/folds/folds-view.ts';
import type { FoldResult } from '../../../src/state/fold-training.ts';

const fold = (figures: FoldResult['figures'], failure: string | null = null): FoldResult => ({
  trained: 80,
  tested: 20,
  figures,
  onLearnt: {},
  failure,
});
const accuracies = (...values: number[]) => values.map((accuracy) => fold({ accuracy }));

test('the picture shows every row once, in its cell', () => {
  const [first] = foldsOf({ by: 'time', folds: 3, gap: 2 }, { rows: 40 });
  // 10 rows a fold: 8 learnt from, 2 left out, 10 tested, 20 neither.
  expect(cellsOf(first!, 40, 4)).toEqual([
    { learnt: 0.8, tested: 0 },
    { learnt: 0, tested: 1 },
    { learnt: 0, tested: 0 },
    { learnt: 0, tested: 0 },
  ]);
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 400 }), fc.integer({ min: 1, max: 200 }), (rows, most) => {
      for (const each of foldsOf({ by: 'k-fold', folds: 4, seed: 3 }, { rows })) {
        const cells = cellsOf(each, rows, most);
        expect(cells).toHaveLength(Math.min(rows, most));
        for (const { learnt, tested } of cells) expect(learnt + tested).toBeCloseTo(1, 12);
      }
    }),
  );
});

test('the mean leaves out folds that failed, and says of how many it is', () => {
  const results = [...accuracies(0.8, 0.9, 0.85), fold({}, 'ran away')];
  expect(summaryOf(results, 'accuracy')).toMatchObject({ folds: 3 });
  expect(summaryOf(results, 'accuracy')!.mean).toBeCloseTo(0.85, 12);
  // t(0.975, 2) = 4.302653; deviation 0.05; corrected √(1/3 + 20/80), plain √(1/3).
  const { low, high, plainLow } = summaryOf(results, 'accuracy')!;
  expect(high - 0.85).toBeCloseTo(4.302653 * 0.05 * Math.sqrt(1 / 3 + 0.25), 6);
  expect(0.85 - low).toBeCloseTo(high - 0.85, 12);
  expect(0.85 - plainLow).toBeCloseTo(4.302653 * 0.05 * Math.sqrt(1 / 3), 6);
  expect(saidOf(results, 'accuracy')).toBe(
    'Accuracy is 0.85 on average over 3 folds, 0.69 to 1.01 with 95 % confidence.',
  );
  expect(saidOf(accuracies(0.8), 'accuracy')).toBe('Accuracy is 0.80 on one fold: one says nothing of luck.');
  expect(saidOf([fold({}, 'ran away')], 'accuracy')).toBe('Accuracy could not be worked out on any fold.');
});

test('pairs are of folds that went well with both settings', () => {
  const present = [...accuracies(0.9, 0.91, 0.92), fold({}, 'ran away')];
  const champion = accuracies(0.8, 0.82, 0.81, 0.99);
  expect(pairedOf(present, champion, 'accuracy')).toMatchObject({ folds: 3, ahead: 3 });
  expect(pairedOf(present, champion, 'accuracy')!.mean).toBeCloseTo(0.1, 12);
  expect(pairedWords(present, champion, 'accuracy')).toEqual([
    expect.stringMatching(
      /^The present settings did better on 3 of 3 folds\. Difference \+0\.10 on average, \+/,
    ),
    expect.stringMatching(/^That is more than chance explains: p = /),
  ]);
  expect(pairedWords(champion, present, 'accuracy')[0]).toMatch(/better on 0 of 3 folds\. Difference −0\.10/);
  expect(pairedWords(present.slice(0, 1), champion, 'accuracy')).toEqual([
    expect.stringMatching(/nothing can be said/),
  ]);
});

test('further tests are of the folds that both know, those of 5 × 2 of ten of them only', () => {
  const present = accuracies(0.83, 0.8, 0.85, 0.83, 0.82, 0.81, 0.86, 0.8, 0.85, 0.82);
  const champion = accuracies(0.81, 0.79, 0.84, 0.8, 0.82, 0.78, 0.85, 0.8, 0.83, 0.79);
  const said = (halved: boolean, results = present) =>
    furtherTests(results, champion, 'accuracy', halved).map((test) => test.said);
  // Cohen's d_z, Wilcoxon and the turned signs of the reference's paired folds.
  expect(said(false)).toEqual(['1.36', 'T = 0.00, p = 0.008', 'p = 0.008']);
  expect(said(true)).toHaveLength(5);
  expect(said(true)[3]).toMatch(/^t = \d\.\d\d, p = 0\.\d+$/);
  expect(said(true)[4]).toMatch(/^F = \d+\.\d\d, p = /);
  expect(said(true, [...present.slice(0, 9), fold({}, 'ran away')])).toHaveLength(3);
  expect(said(true, present.slice(0, 1))).toEqual([]);
  expect(furtherTests(champion, champion, 'accuracy', false).map((test) => test.said)).toEqual([
    'unknown',
    'T = 0.00, p = 1.00',
    'p = 1.00',
  ]);
});

test('less of a loss is better, and what is neither is only called higher', () => {
  const losses = (...values: number[]) => values.map((loss) => fold({ 'log-loss': loss, prevalence: loss }));
  const [present, champion] = [losses(0.2, 0.5, 0.3), losses(0.3, 0.4, 0.31)];
  expect(pairedOf(present, champion, 'log-loss')).toMatchObject({ ahead: 2 });
  expect(pairedWords(present, champion, 'log-loss')[1]).toMatch(/^That may be chance/);
  expect(pairedWords(present, champion, 'prevalence')[0]).toMatch(
    /^The present settings have the higher value on 1 of 3 folds/,
  );
});

test('small chances are not rounded to none', () => {
  expect([0.0004, 0.0042, 0.042, 0.5].map(pText)).toEqual(['less than 0.001', '0.004', '0.04', '0.50']);
});

test('rows that follow each other are a stretch', () => {
  expect(stretchOf(Int32Array.of(4, 5, 6))).toEqual({ from: 4, to: 7 });
  expect(stretchOf(Int32Array.of(4, 6))).toBeNull();
  expect(stretchOf(new Int32Array(0))).toBeNull();
});
