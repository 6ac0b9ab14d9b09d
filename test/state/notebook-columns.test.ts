// Keys of columns, figures of series, and the order of runs.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runItem } from '../../src/core/run-item.ts';
import type { RunItem } from '../../src/core/run-item.ts';
import type { MetricSummary } from '../../src/core/run-records.ts';
import {
  columnKey,
  columnOf,
  figureOf,
  figures,
  sorted,
  type RunColumn,
} from '../../src/state/notebook-columns.ts';
import { searchRuns } from '../../src/core/run-search/index.ts';
import { run } from '../storage/records.ts';

const summary = (last: number): MetricSummary => ({
  n: 5,
  first: 9,
  last,
  lastStep: 50,
  min: 0.1,
  minStep: 20,
  max: 0.9,
  maxStep: 10,
  mean: 0.4,
});

const item = (number: number, metrics: Record<string, MetricSummary>): RunItem =>
  runItem(run(`p1/run/${number}`, { number, startedAt: number, summary: metrics }), null);

const around = { now: 0, parentNumber: () => null, versionNumber: () => 0 };
const numbers = (items: readonly RunItem[]): number[] => items.map(({ run: { number } }) => number);

describe('keys of columns', () => {
  it('say the column again, whatever its name holds', () => {
    const name = fc.oneof(fc.string(), fc.constantFrom('', ':', 'best:loss', '__proto__', 'a\nb', 'status'));
    const column = fc.oneof(
      fc.record({ of: fc.constantFrom('param' as const, 'tag' as const), name }),
      fc.record({ of: fc.constant('metric' as const), name, figure: fc.constantFrom(...figures) }),
      fc.constant({ of: 'fact', name: 'status' } as const),
    );
    fc.assert(
      fc.property(column, (one: RunColumn) => {
        expect(columnOf(columnKey(one))).toEqual(one);
      }),
    );
  });

  it.each(['', 'what', 'param', 'metric:loss', 'metric:most:loss', 'toString'])('%j is none', (key) => {
    expect(columnOf(key)).toBeNull();
  });
});

describe('figures', () => {
  it.each([
    ['val_loss', 'best', 0.1, 20],
    ['val_accuracy', 'best', 0.9, 10],
    ['accuracy', 'best', 0.9, 10],
    ['mae', 'best', 0.1, 20],
    ['mae', 'last', 0.5, 50],
    ['mae', 'max', 0.9, 10],
    ['mae', 'mean', 0.4, null],
  ] as const)('%s %s is %d at %s', (name, figure, value, step) => {
    expect(figureOf(item(1, { [name]: summary(0.5) }), name, figure)).toEqual({ value, step });
  });

  it('a learning rate has no best, and what is not there has nothing', () => {
    expect(figureOf(item(1, { learning_rate: summary(1) }), 'learning_rate', 'best')).toBeNull();
    expect(figureOf(item(1, {}), 'toString', 'last')).toBeNull();
  });
});

describe('the order of runs', () => {
  it('is that of the search, by last values and by start', () => {
    const finite = fc.oneof(
      fc.constantFrom(NaN, Infinity, -Infinity, 0, 1, null),
      fc.double({ noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(finite, { maxLength: 20 }), fc.boolean(), (values, descending) => {
        const items = values.map((last, i) => item(i + 1, last === null ? {} : { loss: summary(last) }));
        for (const [column, term] of [
          ['metric:last:loss', 'metrics.loss'],
          ['started', 'attributes.start_time'],
        ] as const)
          expect(sorted(items, { column, descending }, around)).toEqual(
            searchRuns(items, '', [`${term}${descending ? ' DESC' : ''}`]),
          );
      }),
    );
  });

  it('puts names as people do, and settings by number only where all are numbers', () => {
    const named = (number: number, name: string, units: string): RunItem => ({
      ...item(number, {}),
      name,
      params: { units },
    });
    const items = [named(1, 'Run 10', '9'), named(2, 'run 9', '10'), named(3, 'Run 2', '5x')];
    const by = (column: string, of = items): number[] =>
      numbers(sorted(of, { column, descending: false }, around));
    expect(by('name')).toEqual([3, 2, 1]);
    expect(by('param:units', items.slice(0, 2))).toEqual([1, 2]);
    expect(by('param:units')).toEqual(by('param:units', items.toReversed()));
  });

  const value = fc.oneof(fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, null), fc.double({ noNaN: true }));

  it('loses none, is the same however they came, and ends with NaN and then with what is missing', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 30 }), fc.boolean(), (values, descending) => {
        const items = values.map((last, i) => item(i + 1, last === null ? {} : { loss: summary(last) }));
        const order = { column: 'metric:last:loss', descending };
        const once = sorted(items, order, around);
        expect([...numbers(once)].sort((a, b) => a - b)).toEqual(numbers(items));
        expect(numbers(sorted(items.toReversed(), order, around))).toEqual(numbers(once));
        const lasts = once.map((one) => figureOf(one, 'loss', 'last')?.value ?? null);
        const known = lasts.filter((last) => last !== null && !Number.isNaN(last));
        const direction = descending ? -1 : 1;
        for (let i = 1; i < known.length; i++)
          expect(known[i] === known[i - 1] || direction * (known[i]! < known[i - 1]! ? -1 : 1) > 0).toBe(
            true,
          );
        const kinds = lasts.map((last) => (last === null ? 2 : Number.isNaN(last) ? 1 : 0));
        expect(kinds).toEqual([...kinds].sort());
      }),
    );
  });
});
