import { describe, expect, it } from 'vitest';
import type { IntervalSpec, Measured } from '../../src/core/evaluation.ts';
import { figureOf } from '../../src/core/figures.ts';
import { intervals } from '../../src/core/intervals/index.ts';
import { smallSampleCaveat } from '../../src/core/small-sample.ts';
import { coverageOf, simulated, truthsOf } from '../bench/coverage-cases.ts';

type Method = IntervalSpec['method'];
const methods = intervals.all.map(({ id }) => id as Method).filter((id) => id !== 'none');

const resting = (rests: number | undefined, n = 1000): Measured => ({
  value: 0.5,
  low: 0.4,
  high: 0.6,
  n,
  standardError: 0.05,
  ...(rests !== undefined && { rests }),
});
const said = (figure: string, measured: Measured, method: Method, confidence = 0.95) =>
  smallSampleCaveat(figureOf(figure), measured, { method, confidence });

describe('the caveat', () => {
  it.each(methods)(
    'of %s goes by the rows of the rarer outcome, and falls silent where they are many',
    (method) => {
      expect(said('roc-auc', resting(12), method)).toMatchObject({ kind: 'few', rests: 12 });
      expect(said('roc-auc', resting(12), method)?.sentence).toMatch(
        /^ROC AUC \(exact\) rests on 12 rows of the rarer kind: such an interval can hold the truth as rarely as [78]\d times in 100, not 95\.$/,
      );
      expect(said('roc-auc', resting(1), method)?.sentence).toBe(
        'ROC AUC (exact) rests on 1 row of the rarer kind: such an interval is little more than a guess.',
      );
      expect(said('roc-auc', resting(12), method, 0.9)?.sentence).toContain(
        'misses the truth more often than it says',
      );
      expect(said('roc-auc', resting(1000), method)).toBeNull();
      expect(said('mae', resting(20, 20), method)?.sentence).toMatch(
        /^Mean absolute error rests on 20 rows: /,
      );
    },
  );

  it('never promises more for fewer rows, nor for squared errors more than for others', () => {
    const heldOf = (figure: string, method: Method, rests: number): number =>
      Number(
        /as rarely as (\d+)/.exec(said(figure, resting(rests), method)?.sentence ?? 'as rarely as 95')?.[1] ??
          0,
      );
    for (const method of methods)
      for (const figure of ['mae', 'rmse'])
        for (let rests = 1; rests < 1100; rests++) {
          expect(heldOf(figure, method, rests)).toBeGreaterThanOrEqual(heldOf(figure, method, rests - 1));
          expect(heldOf('rmse', method, rests)).toBeLessThanOrEqual(heldOf('mae', method, rests));
        }
  });

  it('has nothing to say where nothing is claimed, or the interval is exact', () => {
    expect(said('roc-auc', resting(3), 'none')).toBeNull();
    expect(said('accuracy', resting(undefined, 10), 'expanded-percentile-bootstrap')).toBeNull();
    expect(said('roc-auc', { ...resting(0), value: NaN, low: NaN, high: NaN }, 'jackknife')).toBeNull();
  });

  it('names figures whose intervals can’t be trusted', () => {
    const method = 'expanded-percentile-bootstrap';
    const flat = { ...resting(4000), low: 0.5, high: 0.5 };
    expect(said('max-error', flat, method)?.kind).toBe('none');
    expect(said('log-loss', { ...resting(0, 1), low: 0.5, high: 0.5 }, method)?.kind).toBe('none');
    expect(said('roc-auc', flat, method)?.kind).toBe('flat');
    for (const biased of ['ece', 'ece-confidence', 'mce', 'mce-confidence', 'ks'])
      expect(said(biased, resting(4000), method)?.kind).toBe('upwards');
    expect(said('median-absolute-error', resting(4000), 'jackknife')?.kind).toBe('quantile');
    expect(said('median-absolute-error', resting(4000), method)).toBeNull();
  });
});

describe('95 % intervals', () => {
  // The whole count is `npm run bench -- --coverage`. Of 250 cases a share of 95 % has a standard error of 1.4 %.
  const cases = 250;
  const truths = simulated.map((one) => truthsOf(one, 100_000));
  const shares = (names: readonly string[], method: Method, rows: number, resamples: number) =>
    simulated.flatMap((one, i) =>
      names.includes(one.name)
        ? coverageOf(one, truths[i]!, rows, cases, { method, resamples, confidence: 0.95, seed: 7 }).map(
            ({ figure, part, above, held, below, rests }) => ({
              of: `${one.name}: ${part} ${figure}`,
              share: held / (above + held + below),
              rests,
            }),
          )
        : [],
    );

  it.each([
    ['jackknife', 20],
    ['poisson-bootstrap', 20],
    ['percentile-bootstrap', 200],
    ['expanded-percentile-bootstrap', 100],
  ] as const)(
    'of %s hold the truth as often as they say with 200 rows, even classes and light tails',
    (method, resamples) => {
      const found = shares(['binary', 'regression'], method, 200, resamples);
      for (const { of, share } of found) {
        expect(share, of).toBeGreaterThan(0.895);
        expect(share, of).toBeLessThan(0.99);
      }
      const mean = found.reduce((sum, { share }) => sum + share, 0) / found.length;
      expect(mean).toBeGreaterThan(0.92);
      expect(mean).toBeLessThan(0.975);
    },
  );

  it('of shares hold it at any number of rows by the usual method, which no resampling does', () => {
    for (const rows of [10, 100])
      for (const { of, share, rests } of shares(
        ['few errors', 'few positives'],
        'expanded-percentile-bootstrap',
        rows,
        40,
      ))
        if (Number.isNaN(rests)) expect(share, of).toBeGreaterThan(0.94);
    const jackknife = shares(['few errors'], 'jackknife', 100, 20).find(({ of }) =>
      of.endsWith('candidate accuracy'),
    )!;
    expect(jackknife.share).toBeLessThan(0.92);
  });

  it('of few rows of the rarer outcome do not: what the caveat is for', () => {
    const auc = shares(['few positives'], 'percentile-bootstrap', 100, 100).find(({ of }) =>
      of.endsWith('candidate roc-auc'),
    )!;
    expect(auc.rests).toBeGreaterThan(4);
    expect(auc.rests).toBeLessThan(6);
    expect(auc.share).toBeLessThan(0.85);
  });
});
