// A model of errors remembers the rows it has learnt from: windows must not be held against what it says of those.

import { describe, expect, it } from 'vitest';
import { fitDle } from '../../../src/core/estimating/dle.ts';
import { outOfFold } from '../../../src/core/estimating/out-of-fold.ts';
import estimated from '../../../src/core/monitors/estimated.ts';
import { Random } from '../../../src/core/random.ts';
import { knowing, numberRows, seen } from '../monitors/world.ts';

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
    const below = { five: 0, hundredth: 0, all: 0 };
    for (let r = 0; r < 40; r++) {
      const windowRows = r % 2 ? 400 : 70;
      const look = estimated.begin({
        ...knowing(numberRows(200, r), { windowRows }),
        task: 'regression',
        features,
      });
      for (let w = 0; w < 6; w++) {
        const figure = seen(look, numberRows(windowRows, 1000 + 10 * r + w)).get('estimated/mae')!;
        below.all++;
        below.five += Number(figure.pValue <= 0.05);
        below.hundredth += Number(figure.pValue <= 0.01);
      }
    }
    expect(below.five / below.all).toBeLessThan(0.085);
    expect(below.hundredth / below.all).toBeLessThan(0.03);
  });
});
