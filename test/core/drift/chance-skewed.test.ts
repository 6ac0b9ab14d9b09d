// p means what it says also where a law has a long tail that a short reference hardly knows, or few values.

import { describe, expect, it } from 'vitest';
import { numberSample } from '../../../src/core/drift-sample.ts';
import { driftMeasures } from '../../../src/core/drift/index.ts';
import { defaults } from '../../../src/core/params.ts';
import { Random } from '../../../src/core/random.ts';
import { measured, numbers } from './measures.ts';

const random = new Random(23);
const laws: readonly (readonly [string, () => number])[] = [
  ['log-normal', () => Math.exp(random.normal())],
  ['very skewed', () => Math.exp(2 * random.normal())],
  ['98 in 100 are 0', () => (random.uniform() < 0.98 ? 0 : Math.round(random.uniform() * 50))],
  ['one in 200 is far', () => (random.uniform() < 0.995 ? random.uniform() : 1000)],
];
const drawn = (rows: number, law: () => number) =>
  numberSample('x', Float64Array.from({ length: rows }, law));

const measures = ['wasserstein', 'energy', 'psi', 'kolmogorov-smirnov'];
const sizes = [
  [200, 70],
  [300, 1000],
] as const;
const cases = measures.flatMap((id) =>
  laws.flatMap(([name, law]) => sizes.map(([n, m]) => ({ id, name, law, n, m }))),
);

describe('the chance of rare values far away', () => {
  it.each(cases)('is kept by $id where $name, $n rows and $m', ({ id, law, n, m }) => {
    const measure = driftMeasures.get(id);
    const below = [0, 0, 0, 0];
    const [references, windows] = [m > 500 ? 25 : 80, 10];
    for (let r = 0; r < references; r++) {
      const run = measure.fit(drawn(n, law), { ...defaults(measure.params), ...measure.streaming });
      for (let w = 0; w < windows; w++) {
        const { pValue } = run(drawn(m, law));
        [0.05, 0.01, 1e-3, 1e-4].forEach((alpha, at) => (below[at]! += Number(pValue <= alpha)));
      }
    }
    const all = references * windows;
    [0.05, 0.01, 1e-3, 1e-4].forEach((alpha, at) =>
      expect(below[at]!).toBeLessThan(alpha * all + 4 * Math.sqrt(alpha * all) + 1),
    );
  });

  it.each(['wasserstein', 'energy', 'psi'])('does not hide from %s what has moved', (id) => {
    const measure = driftMeasures.get(id);
    const before = drawn(2000, () => Math.exp(random.normal()));
    const moved = drawn(70, () => Math.exp(random.normal() + 1));
    expect(measured(measure, before, moved).pValue).toBeLessThan(1e-6);
    const zeros = drawn(2000, () => Number(random.uniform() < 0.02));
    const gone = drawn(70, () => Number(random.uniform() < 0.5));
    expect(measured(measure, zeros, gone).pValue).toBeLessThan(1e-6);
  });
});

describe('numbers whose range leaves the doubles', () => {
  it.each([
    ['jensen-shannon', 'tfdv'],
    ['wasserstein', 'deepchecks'],
    ['wasserstein', 'deepchecks-all'],
    ['psi', 'frouros'],
    ['hellinger', 'frouros'],
  ])('have the %s of the same numbers in another unit: %s', (id, definition) => {
    const measure = driftMeasures.get(id);
    const [a, b] = [
      [1, -1, 0.47],
      [1, 0, 0.13],
    ];
    const scaled = (list: readonly number[]) => numbers(list.map((value) => value * 1e308));
    const small = measured(measure, numbers(a), numbers(b), { definition });
    const huge = measured(measure, scaled(a), scaled(b), { definition });
    expect(huge.statistic).toBeCloseTo(small.statistic, 9);
    expect(huge.pValue).toBeCloseTo(small.pValue, 9);
  });
});
