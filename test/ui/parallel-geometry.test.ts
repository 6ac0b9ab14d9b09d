import { expect, test } from 'vitest';
import { isInside, layAxis, noNumber, pathOf, pointsOf } from '../../src/ui/parallel-geometry.ts';

const rate = layAxis({ key: 'lr', scale: { label: 'lr', log: true, values: [0.001, 0.01, 0.1] } });
const kind = layAxis({ key: 'kind', scale: { label: 'kind', log: false, values: ['mlp', null, 'cnn'] } });

test('a log axis gives every factor of ten the same way; texts have places; what is missing has none', () => {
  expect(rate.shares.map((share) => Number(share.toFixed(9)))).toEqual([0, 0.5, 1]);
  expect(rate.ticks.map(({ text }) => text)).toEqual(['0.001', '0.01', '0.1']);
  expect(kind.shares).toEqual([1, NaN, 0]);
  expect([rate.valueAt(0.5), kind.valueAt(0), kind.valueAt(0.9)]).toEqual(['0.01', 'cnn', 'mlp']);
});

test('an axis with one value has it in the middle, one with none is bare', () => {
  const one = layAxis({ key: 'a', scale: { label: 'a', log: false, values: [7, 7] } });
  expect(one.shares).toEqual([0.5, 0.5]);
  expect(one.ticks).toEqual([{ at: 0.5, text: '7' }]);
  expect(layAxis({ key: 'a', scale: { label: 'a', log: false, values: [null] } }).ticks).toEqual([]);
});

test('a run is inside when it lies within every chosen range', () => {
  const inside = (brushes: [string, [number, number]][]) =>
    [0, 1, 2].filter((run) => isInside([rate, kind], new Map(brushes), run));
  expect(inside([])).toEqual([0, 1, 2]);
  expect(inside([['lr', [0, 0.5]]])).toEqual([0, 1]);
  expect(
    inside([
      ['lr', [0, 0.5]],
      ['kind', [0.9, 1]],
    ]),
  ).toEqual([0]);
  expect(inside([['kind', [0, 0.4]]])).toEqual([2]);
});

test('a line breaks where a value is missing, and a lone point is a stroke', () => {
  const points = pointsOf(
    [rate, kind],
    1,
    (axis) => axis * 100,
    (share) => share * 10,
  );
  expect(points).toEqual([{ x: 0, y: 5 }, null]);
  expect(pathOf(points)).toBe('M-6.0 5.0h12');
  expect(
    pathOf(
      pointsOf(
        [rate, kind],
        0,
        (axis) => axis * 100,
        (share) => share * 10,
      ),
    ),
  ).toBe('M0.0 0.0L100.0 10.0');
});

test('a run whose value is no number has a place of its own, below the axis', () => {
  const loss = layAxis({ key: 'l', scale: { label: 'l', log: false, values: [1, NaN, null, 3] } });
  expect(loss.shares).toEqual([0, noNumber, NaN, 1]);
  expect(loss.ticks[0]).toEqual({ at: noNumber, text: 'NaN' });
  expect(isInside([loss], new Map([['l', [0, 0.5]]]), 1)).toBe(false);
  expect(isInside([loss], new Map(), 1)).toBe(true);
  const odd = layAxis({ key: 'l', scale: { label: 'l', log: false, values: [NaN, Infinity] } });
  expect(odd.ticks).toEqual([{ at: noNumber, text: 'NaN, ∞' }]);
});
