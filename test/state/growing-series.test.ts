import fc from 'fast-check';
import { expect, it } from 'vitest';
import { summaryOf } from '../../src/core/run-summary.ts';
import { GrowingSeries, mostPoints } from '../../src/state/growing-series.ts';

it('holds every point of a series that is not long', () => {
  const series = new GrowingSeries('a');
  for (let i = 0; i < mostPoints; i++) series.push(i, 2 * i, -i);
  expect(series.view().values).toEqual(Float64Array.from({ length: mostPoints }, (_, i) => -i));
});

it('stays flat, loses no spike and no end, and still knows how many points came and their mean', () => {
  const spikes = fc.uniqueArray(fc.nat(60_000), { maxLength: 12 });
  fc.assert(
    fc.property(
      spikes,
      fc.integer({ min: mostPoints, max: 60_000 }),
      fc.integer({ min: 1, max: 40 }),
      (at, n, every) => {
        const series = new GrowingSeries('a');
        const spiky = new Map(at.map((place, i) => [place, (i % 2 ? -1 : 1) * (1000 + i)]));
        let [sum, numbers, earlier] = [0, 0, series.view()];
        const values: number[] = [];
        for (let i = 0; i < n; i++) {
          const value = spiky.get(i) ?? (i % 997 === 3 ? NaN : Math.sin(i / 300));
          values.push(value);
          if (!Number.isNaN(value)) [sum, numbers] = [sum + value, numbers + 1];
          series.push(Math.floor(i / every), i, value);
          if (i === mostPoints - 1) earlier = series.view();
        }
        const { steps, times, values: held } = series.view();
        expect(held.length).toBeLessThanOrEqual(mostPoints);
        expect(held.buffer.byteLength).toBeLessThanOrEqual(8 * mostPoints);
        expect([steps.length, times.length]).toEqual([held.length, held.length]);
        // What is held is true: the very points, in their order.
        times.forEach((time, i) => {
          expect(held[i]).toBe(values[time]);
          expect(steps[i]).toBe(Math.floor(time / every));
          if (i > 0) expect(time).toBeGreaterThan(times[i - 1]!);
        });
        expect([times[0], times.at(-1)]).toEqual([0, n - 1]);
        const numeric = values.filter((value) => !Number.isNaN(value));
        const summary = summaryOf({
          metric: 'accuracy',
          validationRows: 0,
          history: [],
          series: [series.view()],
          totals: new Map([['a', series.total]]),
        })['a']!;
        expect(summary.n).toBe(n);
        expect(summary.mean).toBeCloseTo(sum / numbers, 9);
        expect(summary.min).toBe(numeric.reduce((a, b) => Math.min(a, b)));
        expect(summary.max).toBe(numeric.reduce((a, b) => Math.max(a, b)));
        // What was shown before is not changed under anybody's hands.
        expect(earlier.values[1]).toBe(values[1]);
        expect(earlier.values.length).toBe(mostPoints);
      },
    ),
    { numRuns: 12 },
  );
});

it('taken up again from its points it is thinned as it was', () => {
  const [whole, first] = [new GrowingSeries('a'), new GrowingSeries('a')];
  const points = Array.from({ length: 30_000 }, (_, i) => [i, i, Math.sin(i * i)] as const);
  for (const [step, time, value] of points) whole.push(step, time, value);
  for (let from = 0; from < points.length; from += 1000) {
    const part = points.slice(from, from + 1000);
    const of = (place: 0 | 1 | 2) => Float64Array.from(part, (point) => point[place]);
    first.append({ name: 'a', steps: of(0), times: of(1), values: of(2) });
  }
  expect(first.view()).toEqual(whole.view());
});

it('is thinned by place where steps run backwards', () => {
  const series = new GrowingSeries('a');
  for (let i = 0; i < 20_000; i++) series.push(20_000 - i, i, i === 7000 ? 9 : 0);
  expect(series.length).toBeLessThanOrEqual(mostPoints);
  expect(series.view().values.includes(9)).toBe(true);
  expect(series.view().times.at(-1)).toBe(19_999);
});
