import { describe, expect, test } from 'vitest';
import heatMap, { type DriftHeatMapData } from '../../src/charts/drift-heat-map.ts';
import { heatColumns, loudest, surprise } from '../../src/charts/parts/heat-cells.ts';
import { alive, hostile, theme } from './theme.ts';

interface Cell {
  readonly value: number;
  readonly p: number;
  readonly found?: boolean;
  readonly threshold?: number;
}
const row = (label: string, cells: readonly Cell[]) => ({
  label,
  values: cells.map(({ value }) => value),
  n: cells.map(() => 72),
  p: cells.map(({ p }) => p),
  thresholds: cells.map(({ threshold }) => threshold ?? 0.1),
  found: cells.map(({ found }) => (found ? 1 : 0)),
});
const calm = { value: 0.02, p: 0.4 };
const odd = { value: 0.05, p: 0.001 };
const changed = { value: 0.3, p: 1e-5, found: true };
const unknown = { value: NaN, p: NaN };

const example = (rows: DriftHeatMapData['rows'], more: Partial<DriftHeatMapData> = {}): DriftHeatMapData => ({
  finding: 'temp has moved since window 2',
  measure: 'PSI',
  reference: 'the rows that v1 learnt from',
  x: Array.from(rows[0]?.values ?? [], (_, place) => place),
  labels: Array.from(rows[0]?.values ?? [], (_, place) => `window ${place + 1}`),
  rows,
  rowsAre: 'features',
  others: [],
  ...more,
});
const data = example([row('temp', [calm, changed, changed]), row('wind', [unknown, odd, calm])]);
const drawn = (shown: DriftHeatMapData) => {
  const [cells, lines] = heatMap.figure(shown, theme).data;
  if (cells?.type !== 'heatmap' || lines?.type !== 'scatter') throw new Error('not a heat map');
  return { cells, lines };
};

describe('how surprising a cell is', () => {
  const of = (cell: Cell) => surprise(row('', [cell]), 0);
  test('what chance explains stays below a half, a change lies above it', () => {
    expect(of({ value: 0, p: 1 })).toBe(0);
    expect(of(calm)).toBeLessThan(of(odd));
    expect(of(odd)).toBeLessThanOrEqual(0.49);
    expect(of({ ...changed, p: 0.05 })).toBe(0.5);
    expect(of(changed)).toBeGreaterThan(0.5);
    expect(of({ ...changed, p: 0 })).toBe(1);
    expect(of(unknown)).toBeNaN();
  });
  test('without a p-value the threshold is what it is held against', () => {
    expect(of({ value: 0.05, p: NaN })).toBeCloseTo(0.245);
    expect(of({ value: 0.1, p: NaN, found: true })).toBe(0.5);
    expect(of({ value: 9, p: NaN, found: true })).toBe(1);
    expect(of({ value: 0.5, p: NaN, threshold: NaN })).toBe(0);
    expect(of({ value: 0.5, p: NaN, threshold: 0, found: true })).toBe(1);
  });
});

test('many windows share columns, and the loudest of them is shown', () => {
  expect(heatColumns(3)).toEqual([
    { from: 0, to: 1 },
    { from: 1, to: 2 },
    { from: 2, to: 3 },
  ]);
  expect(heatColumns(0)).toEqual([]);
  const columns = heatColumns(2000);
  expect(columns.length).toBeLessThanOrEqual(240);
  expect(columns.at(-1)?.to).toBe(2000);
  expect(loudest(data.rows[0]!, { from: 0, to: 3 })).toBe(1);
  expect(loudest(row('', [unknown]), { from: 0, to: 1 })).toBe(-1);
  const cells = Array.from({ length: 2000 }, (_, place) => (place === 777 ? changed : calm));
  const shown = drawn(example([row('temp', cells)]));
  expect(shown.cells.z[0]?.filter((z) => (z ?? 0) > 0.5)).toHaveLength(1);
  expect(shown.cells.text?.[0]?.find((text) => text.includes('changed'))).toContain(
    'most in window 778: changed',
  );
});

test('a cell says window, word, figure, limit, p and n', () => {
  const { cells } = drawn(data);
  expect(cells.text?.[0]?.[1]).toBe(
    'temp, window 2: changed. PSI 0.300 (a change from 0.100 on), p &lt; 0.001, n = 72',
  );
  expect(cells.text?.[1]?.[0]).toBe('wind, window 1: not measured');
  expect(cells.z[1]?.[0]).toBeNull();
});

test('not by colour alone: a line runs through what has changed, a sign stands at rows that still are', () => {
  const { lines } = drawn(data);
  expect(lines.x).toEqual([0.65, 2.35, null]);
  expect(lines.y).toEqual([0, 0, null]);
  expect(heatMap.figure(data, theme).layout.yaxis.ticktext).toEqual(['temp ▲', 'wind']);
});

test('in words', () => {
  expect(heatMap.title(data)).toBe('temp has moved since window 2');
  expect(heatMap.subtitle({ ...data, others: ['a', 'b'] })).toContain('n = 3 windows; 4 features');
  expect(heatMap.describe({ ...data, others: ['a', 'b'] })).toBe(
    'temp has moved since window 2. Heat map. temp: changed in 2 of 3 windows, also in the latest; ' +
      'wind: changed in 0 of 3 windows. 2 more features are not drawn.',
  );
});

test('the chosen cell is framed; one window and none can be drawn', () => {
  const { shapes } = heatMap.figure({ ...data, selected: { row: 1, place: 2 } }, theme).layout;
  expect(shapes?.[0]).toMatchObject({ x0: 1.5, x1: 2.5, y0: 0.5, y1: 1.5 });
  expect(drawn(example([])).cells.z).toEqual([]);
  expect(drawn(example([row('temp', [changed])])).lines.x).toEqual([-0.35, 0.35, null]);
});

test('names are harmless and cut short, and the numbers are exported', () => {
  const bad = example([row(hostile, [calm])], { labels: [hostile], measure: hostile });
  expect(alive(heatMap.figure(bad, theme))).toEqual([]);
  const long = example([row('a feature with a name that goes on', [calm])]);
  expect(heatMap.figure(long, theme).layout.yaxis.ticktext?.[0]).toBe('a feature with a name…');
  expect(heatMap.csv(example([row('temp', [changed, unknown])]))).toBe(
    'row,window,PSI,p,threshold,n,changed\r\ntemp,window 1,0.3,0.00001,0.1,72,yes\r\ntemp,window 2,,,0.1,72,\r\n',
  );
});
