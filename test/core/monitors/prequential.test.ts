import { expect, test } from 'vitest';
import prequential from '../../../src/core/monitors/prequential.ts';
import { binaryRows, knowing, numberRows, seen } from './world.ts';

test('speaks of the latest rows, beside what knows no input', () => {
  const look = prequential.begin(knowing(binaryRows(500, 1)));
  const found = seen(look, binaryRows(3000, 2));
  const accuracy = found.get('prequential/accuracy')!;
  expect(accuracy.n).toBe(1000);
  expect(accuracy.value).toBeGreaterThan(0.7);
  expect(accuracy.low).toBeLessThan(accuracy.value);
  expect(found.get('prequential/no-change')!.value).toBeCloseTo(0.5, 1);
  expect(found.get('prequential/kappa-temporal')!.value).toBeGreaterThan(0.4);
  expect([...found.keys()].map((key) => key.split('/')[1])).toEqual([
    'accuracy',
    'faded',
    'no-change',
    'majority',
    'kappa',
    'kappa-temporal',
    'kappa-m',
  ]);
});

test('rows of overlapping windows count once, and what is not labelled not at all', () => {
  const window = binaryRows(300, 3);
  const look = prequential.begin(knowing(binaryRows(500, 1)));
  expect(seen(look, { ...window, truth: window.truth.map(() => NaN) }).size).toBe(0);
  const first = seen(look, window);
  const again = seen(look, window);
  expect(first.get('prequential/accuracy')!.n).toBe(300);
  expect(again).toEqual(first);
});

test('the electricity trap: where labels follow one another, repeating them beats a fair model', () => {
  const window = binaryRows(2000, 5);
  const truth = window.truth.map((_, row) => Math.floor(row / 50) % 2);
  const at = (labelDelayRows: number) =>
    seen(prequential.begin({ ...knowing(window), labelDelayRows }), { ...window, truth });
  expect(at(0).get('prequential/no-change')!.value).toBeCloseTo(0.98, 5);
  expect(at(0).get('prequential/kappa-temporal')!.value).toBeLessThan(0);
  expect(at(49).get('prequential/no-change')!.value).toBe(0);
});

test('of a regression it knows mean misses', () => {
  const rows = numberRows(800, 1);
  const found = seen(prequential.begin(knowing(rows, { task: 'regression', classes: [] })), rows);
  expect(found.get('prequential/mean-error')!.value).toBeLessThan(
    found.get('prequential/mean-error-no-change')!.value,
  );
  expect(found.get('prequential/mean-error-faded')!.n).toBe(800);
});
