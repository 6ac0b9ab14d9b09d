// The steps of a fork never run backwards, whatever its batch size, so that its last figures are its own.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EpochRecord } from '../../src/core/records.ts';
import { summaryOf } from '../../src/core/run-summary.ts';
import { ForkCourse } from '../../src/state/fork-course.ts';

const record = (epoch: number, step: number): EpochRecord => ({
  epoch,
  step,
  loss: 1 / epoch,
  validationLoss: 2 / epoch,
  metric: epoch,
  validationMetric: -epoch,
});
const seriesOf = (steps: readonly number[]) => ({
  name: 'learning_rate',
  steps: Float64Array.from(steps),
  times: Float64Array.from(steps, (_, i) => i),
  values: Float64Array.from(steps, (step) => 1000 - step),
});
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const rising = (steps: ArrayLike<number>) =>
  Array.from(steps).every((step, i, all) => !i || step >= all[i - 1]!);

const forks = fc.record({
  rows: fc.integer({ min: 1, max: 200 }),
  batches: fc.tuple(fc.integer({ min: 1, max: 256 }), fc.integer({ min: 1, max: 256 })),
  epochs: fc.integer({ min: 1, max: 8 }),
  /** Steps beyond the last whole epoch, as a share of one. */
  beyond: fc.double({ min: 0, max: 0.99, noNaN: true }),
  at: fc.nat(8),
  more: fc.integer({ min: 1, max: 6 }),
});

it('for every batch size the last figures are those of the fork, and every step is behind the one before', () => {
  fc.assert(
    fc.property(forks, ({ rows, batches, epochs, beyond, at, more }) => {
      const [was, is] = [Math.ceil(rows / batches[0]), Math.ceil(rows / batches[1])];
      const epoch = Math.min(at, epochs);
      const from = { epoch, step: epoch * was + Math.floor(beyond * was), optimizerFrom: 0 };
      const course = new ForkCourse(was, is);
      const begun = course.place(from);
      const before = course.history(
        upTo(epochs + 1).map((n) => record(n, n * was)),
        from,
      );
      const [series] = course.series([seriesOf(upTo((epochs + 1) * was))], from);
      // As many steps of the optimiser as before, and counted on from there.
      expect(begun.step - begun.optimizerFrom).toBe(from.step);
      expect(before.map((one) => one.epoch)).toEqual(upTo(epoch));
      const own = upTo(more).map((n) => record(epoch + n, (epoch + n) * is));
      const history = [...before, ...own];
      expect(rising(history.map(({ step }) => step))).toBe(true);
      expect(before.at(-1)?.step ?? 0).toBeLessThanOrEqual(begun.step);
      const ownSteps = upTo((epoch + more) * is).filter((step) => step > begun.step);
      const steps = [...(series?.steps ?? []), ...ownSteps];
      expect(rising(steps)).toBe(true);
      const summary = summaryOf({
        metric: 'accuracy',
        validationRows: 1,
        history,
        series: [seriesOf(steps)],
      });
      for (const [name, value] of [
        ['loss', own.at(-1)!.loss],
        ['val_loss', own.at(-1)!.validationLoss],
        ['accuracy', own.at(-1)!.metric],
        ['learning_rate', 1000 - steps.at(-1)!],
      ] as const)
        expect(summary[name]).toMatchObject({ last: value });
      expect(summary['loss']!.lastStep).toBe((epoch + more) * is);
    }),
    { numRuns: 500 },
  );
});

it('changes nothing where the batch size stays', () => {
  const from = { epoch: 2, step: 23, optimizerFrom: 4 };
  const course = new ForkCourse(10, 10);
  expect(course.place(from)).toEqual(from);
  const series = seriesOf(upTo(30));
  expect(course.series([series], from)[0]!.steps).toEqual(series.steps.slice(0, 23));
});

it('leaves out a series that had no point yet', () => {
  const late = {
    name: 'late',
    steps: Float64Array.of(50),
    times: Float64Array.of(1),
    values: Float64Array.of(1),
  };
  expect(new ForkCourse(10, 5).series([late], { epoch: 4, step: 40, optimizerFrom: 0 })).toEqual([]);
});
