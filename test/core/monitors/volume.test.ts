import { expect, it } from 'vitest';
import volume from '../../../src/core/monitors/volume.ts';
import { smallTable } from '../monitoring/small.ts';
import { figuresOf, knowledge, view } from './monitors-help.ts';

const watched = smallTable(2000);
const plan = { ...knowledge(watched).plan, window: { by: 'time', period: 'day' } } as const;

it('counts rows, and holds them against earlier periods where windows go by time', () => {
  const byRows = volume.begin(knowledge(watched));
  expect(figuresOf(byRows, view(watched, 1000, 1200)).get('volume/rows')).toMatchObject({
    value: 200,
    n: 200,
    pValue: NaN,
    threshold: NaN,
  });
  const periods = Array.from({ length: 199 }, (_, i) => 100 + i);
  const byTime = volume.begin(knowledge(watched, { plan, periods, windowRows: 199 }));
  const few = figuresOf(byTime, view(watched, 1000, 1050)).get('volume/rows');
  expect(few).toMatchObject({ value: 50, threshold: 99.5 });
  expect(few?.pValue).toBeCloseTo(2 / 200);
  expect(figuresOf(byTime, view(watched, 1000, 1199)).get('volume/rows')?.pValue).toBe(1);
  expect(
    figuresOf(volume.begin(knowledge(watched, { plan })), view(watched, 1000, 1050)).get('volume/rows')
      ?.pValue,
  ).toBeNaN();
});

it('says which share of the labels is missing once they are in', () => {
  const run = volume.begin(knowledge(watched));
  const window = view(watched, 1000, 1200);
  expect([...figuresOf(run, window).keys()]).toEqual(['volume/rows']);
  window.reveal();
  const found = figuresOf(run, window, true);
  const missing = watched.truth.slice(1000, 1200).filter(Number.isNaN).length;
  expect(missing).toBeGreaterThan(0);
  expect([...found]).toMatchObject([['volume/missing-labels', { value: missing / 200, n: 200 }]]);
});
