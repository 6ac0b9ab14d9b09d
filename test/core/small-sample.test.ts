import { describe, expect, it } from 'vitest';
import { intervals } from '../../src/core/intervals/index.ts';
import type { IntervalSpec } from '../../src/core/evaluation.ts';
import { smallSampleCaveat } from '../../src/core/small-sample.ts';
import { coverageOf, simulated, truthsOf } from '../bench/coverage-cases.ts';

const methods = intervals.all.map(({ id }) => id as IntervalSpec['method']).filter((id) => id !== 'none');

describe('the caveat', () => {
  it.each(methods)('of %s is said for few rows and falls silent for many', (method) => {
    expect(smallSampleCaveat(method, 60)).toMatch(
      /^With 60 rows such an interval holds the truth about [89]\d times/,
    );
    expect(smallSampleCaveat(method, 1000)).toBeNull();
    expect(smallSampleCaveat(method, 1e6)).toBeNull();
    expect(smallSampleCaveat(method, 5)).toBe('With 5 rows an interval is little more than a guess.');
    expect(smallSampleCaveat(method, 1)).toBe('There are too few rows here for an interval.');
    expect(smallSampleCaveat(method, 60, 0.9)).toBe(
      'With 60 rows such an interval misses the truth more often than it says.',
    );
  });

  it('never promises more for fewer rows', () => {
    const heldOf = (method: IntervalSpec['method'], rows: number): number =>
      Number(/about (\d+) times/.exec(smallSampleCaveat(method, rows) ?? 'about 95 times')?.[1]);
    for (const method of methods)
      for (let rows = 11; rows < 1100; rows++)
        expect(heldOf(method, rows)).toBeGreaterThanOrEqual(heldOf(method, rows - 1));
  });

  it('has nothing to say where nothing is claimed', () => {
    expect(smallSampleCaveat('none', 3)).toBeNull();
  });
});

describe('95 % intervals', () => {
  // The whole count is `npm run bench -- --coverage`. Of 400 cases a share of 95 % has a standard error of 1.1 %.
  const cases = 400;
  const truths = simulated.map((one) => truthsOf(one, 400_000));
  const shares = (method: IntervalSpec['method'], rows: number, resamples: number) =>
    simulated.flatMap((one, i) =>
      coverageOf(one, truths[i]!, rows, cases, { method, resamples, confidence: 0.95, seed: 7 }).map(
        ({ figure, part, held }) => ({ of: `${part} ${figure}`, share: held / cases }),
      ),
    );

  it.each([
    ['jackknife', 20],
    ['poisson-bootstrap', 20],
    ['percentile-bootstrap', 300],
    ['expanded-percentile-bootstrap', 100],
  ] as const)('of %s hold the truth as often as they say with 200 rows', (method, resamples) => {
    const found = shares(method, 200, resamples);
    for (const { of, share } of found) {
      expect(share, of).toBeGreaterThan(0.905);
      expect(share, of).toBeLessThan(0.985);
    }
    const mean = found.reduce((sum, { share }) => sum + share, 0) / found.length;
    expect(mean).toBeGreaterThan(0.93);
    expect(mean).toBeLessThan(0.97);
  });

  it('of few rows do not: what the caveat is for', () => {
    const worst = Math.min(...shares('percentile-bootstrap', 20, 100).map(({ share }) => share));
    expect(worst).toBeLessThan(0.9);
  });
});
