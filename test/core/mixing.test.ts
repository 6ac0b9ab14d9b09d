import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mix, RetrainPlan } from '../../src/core/define.ts';
import { chooseRows, fewestTrainingRows, splitValidation } from '../../src/core/mixing.ts';

const plan: RetrainPlan = { mix: 'all', windowRows: 60, halfLifeRows: 50, warm: false, holdoutWindows: 2 };
const at = { initialRows: 100, labelledRows: 200, championTrainedTo: 100, windowRows: 25 };
const choose = (mix: Mix, more: Partial<RetrainPlan> = {}, where: Partial<typeof at> = {}) =>
  chooseRows({ ...plan, mix, ...more }, { ...at, ...where });
const refusal = (message: RegExp) =>
  expect.objectContaining({ code: 'bad-input', message: expect.stringMatching(message) as string }) as Error;

describe('chooseRows', () => {
  it('keeps the latest labelled windows out and mixes the rest as asked', () => {
    const holdout = { from: 150, to: 200 };
    expect(choose('all')).toMatchObject({ span: { from: 0, to: 150 }, holdout, weights: null });
    expect(choose('window')).toMatchObject({ span: { from: 90, to: 150 }, holdout, weights: null });
    expect(choose('window', { windowRows: 900 }).span).toEqual({ from: 0, to: 150 });
    expect(choose('new')).toMatchObject({ span: { from: 100, to: 150 }, holdout, weights: null });
    expect(choose('recency')).toMatchObject({ span: { from: 0, to: 150 }, holdout });
    expect([...choose('new').rows]).toEqual(Array.from({ length: 50 }, (_, i) => 100 + i));
  });

  it('halves the weight per half-life, at mean 1', () => {
    const { weights } = choose('recency');
    expect(weights).toHaveLength(150);
    expect(weights![149]! / weights![99]!).toBeCloseTo(2, 5);
    expect(weights![149]! / weights![49]!).toBeCloseTo(4, 5);
    expect(weights!.reduce((sum, weight) => sum + weight, 0) / 150).toBeCloseTo(1, 5);
  });

  it('takes only rows of the stream for the holdout, and none that the champion was trained on', () => {
    expect(choose('all', { holdoutWindows: 9 }).holdout).toEqual({ from: 100, to: 200 });
    expect(choose('all', {}, { championTrainedTo: 170 })).toMatchObject({
      holdout: { from: 170, to: 200 },
      span: { from: 0, to: 170 },
    });
  });

  it('says in plain words why it cannot be done', () => {
    expect(() => choose('all', {}, { labelledRows: 100 })).toThrow(refusal(/nothing to compare on/));
    expect(() => choose('all', { holdoutWindows: 0 })).toThrow(refusal(/Keep out at least one/));
    expect(() => choose('new', {}, { championTrainedTo: 140 })).toThrow(refusal(/Only 10 rows/));
    expect(() => choose('new', {}, { championTrainedTo: 180 })).toThrow(refusal(/Only 0 rows/));
    expect(() => choose('recency', { halfLifeRows: 0 })).toThrow(refusal(/half-life/));
  });

  it('never trains on the holdout, nor on rows without labels, nor on too few rows', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Mix[]>('all', 'window', 'recency', 'new'),
        fc.record({
          windowRows: fc.integer({ min: 1, max: 300 }),
          halfLifeRows: fc.integer({ min: 1, max: 1000 }),
          holdoutWindows: fc.nat(6),
        }),
        fc.record({ initialRows: fc.nat(200), windowRows: fc.integer({ min: 1, max: 60 }) }),
        fc.nat(400),
        fc.nat(500),
        (mix, more, where, streamed, trainedTo) => {
          const labelledRows = where.initialRows + streamed;
          let chosen;
          try {
            chosen = choose(mix, more, { ...where, labelledRows, championTrainedTo: trainedTo });
          } catch (error) {
            expect(error).toMatchObject({ code: 'bad-input' });
            return;
          }
          const { rows, weights, span, holdout } = chosen;
          expect(rows.length).toBeGreaterThanOrEqual(fewestTrainingRows);
          expect([rows[0], rows.at(-1)! + 1]).toEqual([span.from, span.to]);
          expect(span.to).toBe(holdout.from);
          expect(holdout.to).toBe(labelledRows);
          expect(holdout.from).toBeGreaterThanOrEqual(Math.max(where.initialRows, trainedTo));
          expect(holdout.to - holdout.from).toBeGreaterThan(0);
          expect(holdout.to - holdout.from).toBeLessThanOrEqual(more.holdoutWindows * where.windowRows);
          if (mix === 'recency') {
            expect(weights).toHaveLength(rows.length);
            for (let i = 1; i < rows.length; i++)
              expect(weights![i]).toBeGreaterThanOrEqual(weights![i - 1]!);
          } else expect(weights).toBeNull();
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('splitValidation', () => {
  it('parts the rows, in order, with at least one row on each side', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(10_000), { maxLength: 80 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        fc.nat(),
        (list, share, seed) => {
          const rows = Int32Array.from(list);
          const { train, validation } = splitValidation(rows, share, seed);
          const position = new Map(list.map((row, index) => [row, index]));
          for (const part of [train, validation]) {
            const places = [...part].map((row) => position.get(row)!);
            expect(places).toEqual(places.toSorted((x, y) => x - y));
          }
          expect([...train, ...validation].sort()).toEqual([...list].sort());
          if (share > 0 && list.length >= 2) {
            expect(Math.min(train.length, validation.length)).toBeGreaterThanOrEqual(1);
            expect(Math.abs(validation.length - share * list.length)).toBeLessThanOrEqual(1);
          } else expect(validation.length).toBe(0);
        },
      ),
    );
  });

  it('draws the same rows with one seed and others with another, from everywhere', () => {
    const rows = Int32Array.from({ length: 1000 }, (_, i) => i);
    const first = splitValidation(rows, 0.2, 1).validation;
    expect(first).toHaveLength(200);
    expect(splitValidation(rows, 0.2, 1).validation).toEqual(first);
    expect(splitValidation(rows, 0.2, 2).validation).not.toEqual(first);
    const mean = first.reduce((sum, row) => sum + row, 0) / 200;
    // The mean of 200 of 1,000 rows has a standard error of 18.
    expect(Math.abs(mean - 499.5)).toBeLessThan(75);
  });

  it('refuses a share that is none', () => {
    for (const share of [-0.1, 1, NaN])
      expect(() => splitValidation(new Int32Array(5), share, 1)).toThrow(RangeError);
  });
});
