import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../src/core/run-summary.ts';
import type { MetricSummary } from '../../src/core/metric-series.ts';
import { epochs } from '../storage/records.ts';

interface Point {
  readonly step: number;
  readonly time: number;
  readonly value: number;
}

function summaryOfPoints(points: readonly Point[]): MetricSummary | undefined {
  const of = (field: keyof Point) => Float64Array.from(points, (point) => point[field]);
  const series = [{ name: 'x', steps: of('step'), times: of('time'), values: of('value') }];
  return summaryOf({ metric: 'accuracy', validationRows: 0, history: [], series })['x'];
}

const point = fc.record({
  step: fc.nat(20),
  time: fc.nat(5),
  value: fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constantFrom(NaN, Infinity, -Infinity, -0, 0.5)),
});
const points = fc.array(point, { minLength: 1, maxLength: 40 });
const isNumber = ({ value }: Point): boolean => !Number.isNaN(value);

describe('the figures of a series', () => {
  it('last is that of the largest step, time and value, in whatever order points came', () => {
    fc.assert(
      fc.property(
        points.filter((all) => all.every(isNumber)),
        (all) => {
          const [most] = all.toSorted(
            (a, b) =>
              b.step - a.step || b.time - a.time || (a.value < b.value ? 1 : a.value > b.value ? -1 : 0),
          );
          const found = summaryOfPoints(all)!;
          expect(found.last).toEqual(most!.value === 0 ? expect.closeTo(0) : most!.value);
          expect(found.lastStep).toBe(most!.step);
          const turned = summaryOfPoints(all.toReversed())!;
          expect([turned.lastStep, turned.min, turned.max]).toEqual(
            [found.lastStep, found.min + 0, found.max + 0].map((value, i) =>
              i === 0 ? value : expect.closeTo(value),
            ),
          );
        },
      ),
    );
  });

  it('least, most and mean leave NaN out and say where they were first reached', () => {
    fc.assert(
      fc.property(points, (all) => {
        const found = summaryOfPoints(all)!;
        const numbers = all.filter(isNumber);
        expect(found.n).toBe(all.length);
        expect(found.first).toBe(all[0]!.value);
        if (numbers.length === 0) {
          expect(found).toMatchObject({ min: NaN, minStep: -1, max: NaN, maxStep: -1, mean: NaN });
          return;
        }
        const least = numbers.reduce((a, b) => (b.value < a.value ? b : a));
        const most = numbers.reduce((a, b) => (b.value > a.value ? b : a));
        expect([found.min, found.minStep]).toEqual([least.value, least.step]);
        expect([found.max, found.maxStep]).toEqual([most.value, most.step]);
        const mean = numbers.reduce((sum, { value }) => sum + value, 0) / numbers.length;
        expect(found.mean).toEqual(mean);
      }),
    );
  });

  // MLflow's SQL store keeps NaN as 0 and an infinity as the largest number, and compares these.
  it.each([
    [[NaN, -1], NaN],
    [[-1, NaN], NaN],
    [[NaN, 1], 1],
    [[1, NaN], 1],
    [[Infinity, 1e308], Infinity],
    [[-1e308, -Infinity], -1e308],
  ])('of %o at one step and time the last is %s', (values, last) => {
    expect(summaryOfPoints(values.map((value) => ({ step: 3, time: 1, value })))!.last).toBe(last);
  });

  it('a NaN at the last step is the last', () => {
    const found = summaryOfPoints([
      { step: 1, time: 0, value: 2 },
      { step: 2, time: 0, value: NaN },
    ])!;
    expect(found).toMatchObject({ last: NaN, lastStep: 2, min: 2, max: 2, mean: 2, n: 2 });
  });
});

describe('the figures of a run', () => {
  const series = ['learning_rate', 'loss', 'empty'].map((name, i) => ({
    name,
    steps: Float64Array.from({ length: 2 - i }, (_, at) => at),
    times: new Float64Array(2 - i),
    values: new Float64Array(2 - i).fill(0.25),
  }));
  const of = (validationRows: number) =>
    summaryOf({ metric: 'accuracy', validationRows, history: epochs(4), series });

  it('go by Keras names; an epoch’s loss goes before a series of that name; what has no point is not there', () => {
    expect(Object.keys(of(9)).sort()).toEqual([
      'accuracy',
      'learning_rate',
      'loss',
      'val_accuracy',
      'val_loss',
    ]);
    expect(of(9)['loss']).toMatchObject({
      n: 4,
      first: 0.5,
      last: 0.125,
      lastStep: 40,
      minStep: 40,
      maxStep: 10,
    });
    expect(of(9)['learning_rate']).toMatchObject({ n: 2, last: 0.25, lastStep: 1 });
  });

  it('have none of validation where no row was kept for it', () => {
    expect(Object.keys(of(0)).sort()).toEqual(['accuracy', 'learning_rate', 'loss']);
  });
});
