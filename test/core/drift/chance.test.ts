// p means what it says: where nothing changed, it lies below α in a share α of the windows, whatever the law of the column.

import { describe, expect, it } from 'vitest';
import { numberSample } from '../../../src/core/drift-sample.ts';
import { driftMeasures } from '../../../src/core/drift/index.ts';
import { defaults } from '../../../src/core/params.ts';
import { Random } from '../../../src/core/random.ts';
import { levels } from './measures.ts';

const random = new Random(11);
const laws = {
  normal: () => random.normal(),
  'log-normal': () => Math.exp(random.normal()),
  // Nine in ten are 0.
  'mostly 0': () => (random.uniform() < 0.9 ? 0 : random.uniform()),
};
const sample = (rows: number, law: () => number) =>
  numberSample('x', Float64Array.from({ length: rows }, law));
const counted = (rows: number) => {
  const counts = [0, 0, 0, 0, 0];
  for (let i = 0; i < rows; i++) counts[Math.floor(5 * random.uniform() ** 2)]!++;
  return levels(counts, ['a', 'b', 'c', 'd', 'e']);
};
const [references, windows] = [40, 50];

function rates(id: string, make: (rows: number) => ReturnType<typeof sample> | ReturnType<typeof levels>) {
  const measure = driftMeasures.get(id);
  const below = [0, 0, 0];
  for (let r = 0; r < references; r++) {
    const run = measure.fit(make(1500), { ...defaults(measure.params), ...measure.streaming });
    for (let w = 0; w < windows; w++) {
      const { pValue } = run(make(200));
      [0.05, 0.01, 0.001].forEach((alpha, at) => (below[at]! += Number(pValue < alpha)));
    }
  }
  return below.map((count) => count / references / windows);
}

describe('the chance that a measure gives', () => {
  const ofNumbers = driftMeasures.all.filter(({ kinds }) => kinds.includes('number'));
  const cases = ofNumbers.flatMap(({ id }) => Object.keys(laws).map((law) => ({ id, law })));
  // The t-test's p is right where means are nearly normal: those of 200 skewed rows are not quite.
  const known = cases.filter(({ id, law }) => id !== 't-test' || law === 'normal');
  it.each(known)('is kept by $id on $law numbers', ({ id, law }) => {
    const draw =
      law === 'normal' ? laws.normal : law === 'log-normal' ? laws['log-normal'] : laws['mostly 0'];
    const [five, one, thousandth] = rates(id, (rows) => sample(rows, draw));
    expect(five).toBeLessThan(0.075);
    expect(one).toBeLessThan(0.02);
    expect(thousandth).toBeLessThan(0.005);
    // And not given away: Kolmogorov–Smirnov alone is blunted by equal values.
    if (law === 'normal') expect(five).toBeGreaterThan(0.025);
  });

  it.each([
    'chi-square',
    'l-infinity',
    'psi',
    'hellinger',
    'total-variation',
    'g-test',
    'z-test',
    'kl-divergence',
    'histogram-intersection',
  ])('is kept by %s on categories', (id) => {
    const [five, one, thousandth] = rates(id, counted);
    expect(five).toBeLessThan(0.075);
    expect(five).toBeGreaterThan(0.02);
    expect(one).toBeLessThan(0.02);
    expect(thousandth).toBeLessThan(0.005);
  });
});
