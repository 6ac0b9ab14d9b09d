import { describe, expect, it } from 'vitest';
import { numberSample } from '../../../src/core/drift-sample.ts';
import { nullLawOf } from '../../../src/core/drifting/null-law.ts';
import { Random } from '../../../src/core/random.ts';

const random = new Random(3);
const values = Float64Array.from({ length: 2000 }, () => random.normal());
const window = numberSample(
  'x',
  Float64Array.from({ length: 500 }, () => random.normal()),
);
const distances = Array.from({ length: 120 }, (_, i) => (i + 1) / 200);

describe.each(['first', 'second'] as const)('the law of the %s distance', (which) => {
  it('is the same whether far distances are asked for before or after near ones', () => {
    const [one, other] = [numberSample('x', values), numberSample('x', values)];
    const [up, down] = [nullLawOf(one)[which], nullLawOf(other)[which]];
    const near = distances.map((distance) => up.tail(distance, window));
    const far = distances.toReversed().map((distance) => down.tail(distance, window));
    expect(far.toReversed()).toEqual(near);
    expect(distances.map((distance) => up.tail(distance, window))).toEqual(near);
  });

  it('falls from 1 to next to nothing, and its quantile turns it round', () => {
    const law = nullLawOf(numberSample('x', values))[which];
    let last = 1;
    for (const distance of distances) {
      const tail = law.tail(distance, window);
      expect(tail).toBeLessThanOrEqual(last);
      last = tail;
    }
    expect(last).toBeLessThan(1e-12);
    for (const chance of [0.5, 0.05, 0.01, 1e-4, 1e-9])
      expect(law.tail(law.quantile(chance, 500), window) / chance).toBeCloseTo(1, 6);
  });

  it('is learnt once for a reference', () => {
    const reference = numberSample('x', values);
    expect(nullLawOf(reference)).toBe(nullLawOf(reference));
  });
});
