import { expect, test } from 'vitest';
import { placed, rankCorrelation, scaleAxis } from '../../src/charts/parts/run-points.ts';
import runScatter from '../../src/charts/run-scatter.ts';
import type { RunScatterData } from '../../src/charts/run-scatter.ts';
import { alive, hostile, theme } from './theme.ts';

const runs = ['a', 'b', 'c', 'd'].map((id, colour) => ({ id, label: `Run ${id}`, colour }));
const data = (more: Partial<RunScatterData> = {}): RunScatterData => ({
  runs,
  x: { label: 'learning_rate', log: true, values: [0.001, 0.01, 0.1, null] },
  y: { label: 'val_loss', log: false, values: [0.2, 0.5, 0.9, 1] },
  colour: null,
  highlighted: null,
  ...more,
});

test('the title is how they go together, the subtitle the measure and n', () => {
  expect(runScatter.title(data())).toBe(
    'val_loss is mostly higher where learning_rate is higher: rank correlation 1.00',
  );
  expect(runScatter.subtitle(data())).toContain('n = 3 runs, 1 without one of the two');
  expect(runScatter.describe(data())).toContain('Run a 0.00100, 0.200');
  const none = { label: 'x', log: false, values: [null, null, null, null] };
  expect(runScatter.title(data({ x: none }))).toBe('No chosen run has both x and val_loss');
});

test('texts get places in their order, and what a log axis can’t show is left out', () => {
  expect(placed({ label: '', log: false, values: ['relu', '10', null, 'relu', '9'] })).toEqual({
    places: [2, 1, NaN, 2, 0],
    levels: ['9', '10', 'relu'],
  });
  expect(placed({ label: '', log: true, values: [0, -1, 2] }).places).toEqual([NaN, NaN, 2]);
});

test('rank correlation: scipy.stats.spearmanr with ties', () => {
  // scipy 1: spearmanr([1, 2, 2, 4, 5], [2, 1, 3, 3, 9]).statistic
  expect(rankCorrelation([1, 2, 2, 4, 5], [2, 1, 3, 3, 9]).r).toBeCloseTo(0.763157894736842, 12);
  expect(rankCorrelation([1, 2], [1, 2])).toEqual({ r: NaN, n: 2 });
  expect(rankCorrelation([1, 1, 1], [1, 2, 3]).r).toBeNaN();
});

test('the run that stands out has another shape, and names are only text', () => {
  const [trace] = runScatter.figure(data({ highlighted: 'b' }), theme).data;
  expect(trace?.type === 'scatter' && trace.marker?.symbol).toEqual([
    'circle',
    'diamond',
    'circle',
    'circle',
  ]);
  const named = runs.map((run) => ({ ...run, label: hostile }));
  expect(
    alive(
      runScatter.figure(data({ runs: named, x: { label: hostile, log: false, values: [hostile] } }), theme),
    ),
  ).toEqual([]);
});

test('the numbers as CSV', () => {
  expect(runScatter.csv(data())).toContain('Run d,,1\r\n');
});

test('of very many texts along an axis only some are named', () => {
  const values = Array.from({ length: 2000 }, (_, i) => `kind ${i}`);
  const scale = { label: 'kind', log: false, values };
  const named = scaleAxis(theme, scale, placed(scale));
  expect(named.tickvals?.length).toBe(20);
  expect(named.ticktext?.length).toBe(20);
  const few = { label: 'kind', log: false, values: ['a', '', 'b'] };
  expect(scaleAxis(theme, few, placed(few))).toMatchObject({
    tickvals: [0, 1, 2],
    ticktext: ['(empty)', 'a', 'b'],
  });
});
