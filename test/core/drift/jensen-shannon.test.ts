import { describe, expect, it } from 'vitest';
import jensenShannon from '../../../src/core/drift/jensen-shannon.ts';
import {
  fixture,
  levelCases,
  levelPair,
  levels,
  measured,
  numberCases,
  numberPair,
  numbers,
  off,
} from './measures.ts';

const of = (pair: ReturnType<typeof numberPair>, definition: string) =>
  measured(jensenShannon, ...pair, { definition }).statistic;

describe('jensen-shannon', () => {
  it.each(numberCases)('is Evidently’s distance in nats and NannyML’s in bits: %s', (name) => {
    const pair = numberPair(name);
    const { evidently } = fixture.distances_scipy_evidently[name];
    expect(off(of(pair, 'evidently'), evidently.jensenshannon.score)).toBeLessThan(1e-9);
    expect(off(of(pair, 'nannyml'), fixture.distances_nannyml[name].jensen_shannon.value)).toBeLessThan(1e-9);
  });

  it.each(levelCases)('is them of categories, and TFDV’s divergence: %s', (name) => {
    const pair = levelPair(name);
    const { evidently, scipy } = fixture.distances_scipy_evidently[name];
    expect(off(of(pair, 'evidently'), evidently.jensenshannon.score)).toBeLessThan(1e-9);
    expect(off(of(pair, 'nannyml'), fixture.distances_nannyml[name].jensen_shannon.value)).toBeLessThan(1e-9);
    expect(off(of(pair, 'tfdv'), scipy.js_divergence_base2)).toBeLessThan(1e-9);
  });

  it('spreads the rows of a bucket evenly where TFDV cuts it, and has a bucket for gaps', () => {
    // Ten buckets of 1 against ten of 2: the second ten lie half in what the first side lacks.
    const before = numbers([...Array(10).keys()].map((i) => i + 0.5).concat(0, 10));
    const now = numbers([...Array(10).keys()].map((i) => 2 * i + 1).concat(0, 20));
    const [p, q] = [1 / 24, 1 / 12];
    const inside = [...Array(10).keys()].map((i) => [i === 0 || i === 9 ? 2 * q : q, i === 0 ? 2 * p : p]);
    const alone = [...Array(10).keys()].map((i) => [0, i >= 8 ? 2 * p : p]);
    const terms = [...inside, ...alone].map(([a, b]) => {
      const half = (a! + b!) / 2;
      return (a! > 0 ? a! * Math.log2(a! / half) : 0) + (b! > 0 ? b! * Math.log2(b! / half) : 0);
    });
    const sum = terms.reduce((x, y) => x + y, 0) / 2;
    // The first of the second side's buckets holds two rows, so both halves of it do.
    expect(of([before, now], 'tfdv')).toBeGreaterThan(0);
    expect(Math.abs(of([before, now], 'tfdv') - sum)).toBeLessThan(0.02);
    const gaps = of([numbers([1, 2, 3]), numbers([1, 2, 3, null, null, null])], 'tfdv');
    expect(gaps).toBeGreaterThan(0.1);
    expect(of([numbers([1, 2, 3]), numbers([1, 2, 3, null, null, null])], 'evidently')).toBe(0);
  });

  it('is 1 bit, or ln 2 under the root, where nothing is in common', () => {
    const pair: [ReturnType<typeof levels>, ReturnType<typeof levels>] = [
      levels([5], ['a']),
      levels([5], ['b']),
    ];
    expect(of(pair, 'evidently')).toBeCloseTo(Math.sqrt(Math.LN2), 14);
    expect(of(pair, 'nannyml')).toBeCloseTo(1, 14);
    expect(of(pair, 'tfdv')).toBeCloseTo(1, 14);
  });
});
