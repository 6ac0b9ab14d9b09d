import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/circles.ts';
import streams from '../../fixtures/core/streams.json' with { type: 'json' };
import { cells, expectSameRows, generated, owesAStream } from './generated.ts';

describe('circles', () => {
  owesAStream(dataset);

  it.each(streams.circles)('makes scikit-learn’s rows from its draws, noise $noise', (recorded) => {
    expectSameRows(dataset, recorded, { params: { noise: recorded.noise, factor: 0.4 } });
  });

  it.each([
    { factor: 0.3, shift: 0 },
    { factor: 1.6, shift: -2 },
  ])('lies on two circles without noise: factor $factor, shift $shift', ({ factor, shift }) => {
    const table = generated(dataset, 500, { params: { noise: 0, factor, shift } });
    const [x1, x2, codes] = [cells(table, 'x1'), cells(table, 'x2'), cells(table, 'class')];
    const off = Float64Array.from(codes, (inner, row) =>
      Math.abs(Math.hypot(x1[row]! - shift, x2[row]!) - (inner ? factor : 1)),
    );
    expect(Math.max(...off)).toBeLessThan(1e-12);
  });
});
