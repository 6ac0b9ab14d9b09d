// A model of errors remembers the rows it has learnt from: windows must not be held against what it says of those.

import { describe, expect, it } from 'vitest';
import { fitDle } from '../../../src/core/estimating/dle.ts';
import { outOfFold } from '../../../src/core/estimating/out-of-fold.ts';
import { groupValues, meanChangeP } from '../../../src/core/estimating/permutation-mean.ts';
import estimated from '../../../src/core/monitors/estimated.ts';
import { Random } from '../../../src/core/random.ts';
import { knowing, numberRows, seen, viewOf } from '../monitors/world.ts';

const features = ['x', 'y'];

describe('errors that are expected out of fold', () => {
  it('do not know the errors of their own rows, and are the same again', () => {
    const { table, places, scores, truth } = numberRows(300, 1);
    const rows = { table, places, predictions: scores };
    const off = truth.map((value, i) => Math.abs(value - scores[i]!));
    const likeness = (values: Float64Array): number => {
      const mean = (list: Float64Array) => list.reduce((sum, value) => sum + value, 0) / list.length;
      const [a, b] = [mean(values), mean(off)];
      return mean(values.map((value, i) => (value - a) * (off[i]! - b)));
    };
    const fresh = outOfFold(features, rows, truth, new Random(3));
    expect(fresh).toEqual(outOfFold(features, rows, truth, new Random(3)));
    expect(fresh.absolute.every((value) => value > 0)).toBe(true);
    expect(likeness(fresh.absolute)).toBeLessThan(likeness(fitDle(features, rows, truth)(rows).absolute));
  });

  it('keep the chance of estimated errors with a short reference', { timeout: 60_000 }, () => {
    const random = new Random(4);
    const names = ['x', 'z', 'c'];
    const drawn = (rows: number) => {
      const x = Float64Array.from({ length: rows }, () => random.normal());
      const z = x.map(() => Math.exp(random.normal()));
      const codes = Int32Array.from(x, () => Math.floor(40 * random.uniform() ** 3));
      const said = x.map((value, i) => 15 * value + 2 * Math.min(z[i]!, 5));
      const truth = said.map((value, i) => value + random.normal() * (1 + z[i]!));
      const levels = Array.from({ length: 40 }, (_, i) => `c${i}`);
      const columns = [
        { name: 'x', kind: 'number' as const, values: x },
        { name: 'z', kind: 'number' as const, values: z },
        { name: 'c', kind: 'category' as const, codes, levels },
      ];
      return viewOf({ rows, columns }, Float32Array.from(said), truth);
    };
    const below = { five: 0, hundredth: 0, all: 0 };
    for (let r = 0; r < 20; r++) {
      const known = { ...knowing(drawn(300), { windowRows: 1000 }), features: names };
      const look = estimated.begin({ ...known, task: 'regression' });
      for (let w = 0; w < 4; w++) {
        const figure = seen(look, drawn(1000)).get('estimated/mae')!;
        below.all++;
        below.five += Number(figure.pValue <= 0.05);
        below.hundredth += Number(figure.pValue <= 0.01);
      }
    }
    // The windows of one reference go astray together, so a count of 20 references is all that there is.
    expect(below.all).toBe(80);
    expect(below.five / below.all).toBeLessThan(0.12);
    expect(below.hundredth / below.all).toBeLessThan(0.08);
  });

  it(
    'have chances no worse where as many trees are grown as the model of all rows has',
    { timeout: 60_000 },
    () => {
      const below = { decided: 0, own: 0, all: 0 };
      for (let r = 0; r < 15; r++) {
        const { table, places, scores, truth } = numberRows(300, 200 + r);
        const rows = { table, places, predictions: scores };
        const estimate = fitDle(features, rows, truth);
        const usual = (trees?: number) =>
          groupValues(outOfFold(features, rows, truth, new Random(r), trees).absolute);
        const [decided, own] = [usual(estimate.trees), usual()];
        for (let w = 0; w < 4; w++) {
          const window = numberRows(500, 1000 + 10 * r + w);
          const { absolute } = estimate({
            table: window.table,
            places: window.places,
            predictions: window.scores,
          });
          below.all++;
          below.decided += Number(meanChangeP(absolute, decided) <= 0.05);
          below.own += Number(meanChangeP(absolute, own) <= 0.05);
        }
      }
      expect(below.all).toBe(60);
      expect(below.decided).toBeLessThanOrEqual(below.own + 3);
    },
  );

  it('have no chance where one row of the reference has most of the error', () => {
    const reference = numberRows(200, 1);
    reference.truth[7]! += 200;
    const look = estimated.begin({
      ...knowing(reference, { windowRows: 100 }),
      task: 'regression',
      features,
    });
    const found = seen(look, numberRows(100, 2));
    for (const id of ['mae', 'mse', 'rmse'] as const) {
      const { value, pValue } = found.get(`estimated/${id}`)!;
      expect(value).toBeGreaterThan(0);
      expect(pValue).toBeNaN();
    }
  });
});
