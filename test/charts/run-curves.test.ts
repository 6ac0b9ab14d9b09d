import { expect, test } from 'vitest';
import { bandOf } from '../../src/charts/parts/run-bands.ts';
import { runsOfTraces } from '../../src/charts/parts/run-lines.ts';
import type { RunCurvesData, RunLine } from '../../src/charts/parts/run-lines.ts';
import runCurves from '../../src/charts/run-curves.ts';
import { alive, hostile, theme } from './theme.ts';

const line = (id: string, y: readonly number[], more: Partial<RunLine> = {}): RunLine => ({
  id,
  label: id,
  colour: 0,
  x: y.map((_, i) => i),
  y,
  smooth: null,
  ...more,
});
const data = (more: Partial<RunCurvesData> = {}): RunCurvesData => ({
  metric: 'val_loss',
  better: 'lower',
  axis: 'epoch',
  lines: [line('a', [3, 1, 2]), line('b', [4, NaN, 0.5])],
  bands: [],
  bandEdge: 'deviation',
  logX: false,
  logY: false,
  smoothing: null,
  range: null,
  leftOut: 0,
  ...more,
});
const scatters = (given: RunCurvesData) =>
  runCurves.figure(given, theme).data.flatMap((trace) => (trace.type === 'scatter' ? [trace] : []));

test('the title says which run is best, where, and by how much', () => {
  expect(runCurves.title(data())).toBe('b reaches the lowest val_loss: 0.500 at epoch 2, before a with 1.00');
  expect(runCurves.title(data({ better: 'higher' }))).toBe(
    'b reaches the highest val_loss: 4.00 at epoch 0, before a with 3.00',
  );
  expect(runCurves.title(data({ lines: [] }))).toBe('No chosen run has measured val_loss');
  expect(runCurves.subtitle(data({ leftOut: 3 }))).toContain(
    'n = 2 runs, 6 points; 3 more runs are not drawn',
  );
  expect(runCurves.describe(data())).toContain('a: best 1.00 at epoch 1, last 2.00');
});

test('gaps stay gaps, a lonely point gets a mark, the best a star', () => {
  const [first, second, marks] = scatters(data());
  expect(first?.y).toEqual([3, 1, 2]);
  expect(second?.y).toEqual([4, null, 0.5]);
  expect(second?.connectgaps).toBe(false);
  expect(marks).toMatchObject({ x: [1, 0, 2, 2], y: [1, 4, 0.5, 0.5] });
  expect(marks?.marker?.symbol).toEqual(['star', 'circle', 'circle', 'star']);
  expect(marks?.text?.[3]).toBe('b, best: 0.500 at epoch 2');
});

test('where no direction is better, nothing is called best and no star is drawn', () => {
  const plain = data({ metric: 'learning_rate', better: null });
  expect(runCurves.title(plain)).toBe('learning_rate lies between 0.500 and 4.00');
  const words = [runCurves.title(plain), runCurves.subtitle(plain), runCurves.describe(plain)].join(' ');
  expect(words).not.toMatch(/better|best|highest|lowest/i);
  expect(words).toContain('a: 1.00 to 3.00, last 2.00');
  for (const trace of scatters(plain)) expect(trace.marker?.symbol ?? []).not.toContain('star');
  expect(runCurves.title(data({ better: null, lines: [line('a', [2, 2])] }))).toBe(
    'val_loss stays at 2.00 in every run',
  );
});

test('the chart names its lines where they are few', () => {
  const many = Array.from({ length: 13 }, (_, i) => line(`r${i}`, [i, 1]));
  expect(runCurves.figure(data({ lines: many }), theme).layout.showlegend).toBe(false);
  expect(runCurves.figure(data(), theme).layout.showlegend).toBe(true);
});

test('every trace has its run, whatever is drawn', () => {
  const smooth = [1, 2, 3];
  const band = bandOf('all', 1, data().lines);
  for (const given of [
    data(),
    data({ lines: [line('a', [1, 2, 3], { smooth }), line('b', [])] }),
    data({ bands: [band] }),
    data({ lines: [], bands: [] }),
    data({ logY: true, lines: [line('a', [-1, -2])] }),
  ]) {
    const owners = runsOfTraces(given);
    const traces = scatters(given);
    expect(owners).toHaveLength(traces.length);
    for (const trace of traces) expect(trace.x.length).toBeGreaterThan(0);
  }
});

test('the smoothed line is strong, the raw one stays beside it', () => {
  const [raw, smoothed] = scatters(
    data({ smoothing: 'x', lines: [line('a', [3, 1, 2], { smooth: [3, 2, 2] })] }),
  );
  expect(raw?.y).toEqual([3, 1, 2]);
  expect(raw?.line?.width).toBe(1);
  expect(smoothed?.y).toEqual([3, 2, 2]);
  expect(smoothed?.line?.width).toBe(2);
});

test('two runs of one colour have different dashes', () => {
  const [a, b] = scatters(data());
  expect([a?.line?.dash, b?.line?.dash]).toEqual(['solid', 'dash']);
});

test('a band is mean ± deviation with n over the runs that came so far', () => {
  const band = bandOf('units 32', 2, [line('a', [1, 2, 3]), line('b', [3, 4]), line('c', [10], { x: [7] })]);
  expect(band.x).toEqual([0, 1, 2, 7]);
  expect(band.n).toEqual([2, 2, 1, 1]);
  expect(band.mean).toEqual([2, 3, 3, 10]);
  expect(band.sd[0]).toBeCloseTo(Math.SQRT2, 12);
  expect(band.sd[2]).toBeNaN();
  const between = bandOf('x', 0, [line('a', [0, 10], { x: [0, 10] }), line('b', [1], { x: [5] })]);
  expect(between.mean[1]).toBe(3);
  const [, , , mean] = scatters(data({ bands: [band] }));
  expect(mean?.name).toBe('units 32 (n = 2)');
  expect([band.low, band.high]).toEqual([
    [1, 2, 3, 10],
    [3, 4, 3, 10],
  ]);
  const edges = data({ bands: [band], bandEdge: 'range' });
  expect(Math.max(...(scatters(edges)[2]?.y ?? []).map((value) => value ?? 0))).toBe(10);
  expect(runCurves.subtitle(edges)).toContain('lowest and highest of a group’s runs');
});

test('a spike of one step in one run is in the band of its group, also on a log axis', () => {
  const long = (id: string, at: number): RunLine => {
    const y = Float64Array.from({ length: 100_000 }, (_, i) => (i === at ? 100 : 1));
    return line(id, [], { x: y.map((_, i) => i + 1), y });
  };
  for (const logX of [false, true])
    for (const at of [9, 77_777]) {
      const band = bandOf('g', 0, [long('a', at), long('b', -1)], logX);
      expect(Math.max(...band.mean)).toBe(50.5);
      expect(Math.max(...band.high)).toBe(100);
      expect(band.x.length).toBeLessThan(8000);
    }
});

test('zoomed in on 100,000 points, the spike is drawn and the y axis fits what is seen', () => {
  const y = Float64Array.from({ length: 100_000 }, (_, i) =>
    i === 70_123 ? 50 : i === 5 ? 9000 : Math.sin(i),
  );
  const x = Float64Array.from(y, (_, i) => i);
  const lines = [{ ...line('a', []), x, y }];
  for (const range of [null, [60_000, 80_000], [70_100, 70_130]] as const) {
    const given = data({ axis: 'step', lines, range });
    const { data: traces, layout } = runCurves.figure(given, theme);
    const [first] = traces;
    expect(first?.type === 'scatter' && first.y).toContain(50);
    expect(first?.type === 'scatter' && first.x.length).toBeLessThan(5000);
    if (range) expect(layout.yaxis.range?.[1]).toBeLessThan(60);
  }
});

test('log axes have ranges in powers of ten and no place for 0', () => {
  const given = data({ logX: true, logY: true, range: [1, 100], lines: [line('a', [5, 10, 100, 0])] });
  const { layout } = runCurves.figure(given, theme);
  expect(layout.xaxis).toMatchObject({ type: 'log', range: [0, 2] });
  expect(scatters(given)[0]?.x).toEqual([1, 2, 3]);
  expect(scatters(given)[0]?.y).toEqual([10, 100, null]);
});

test('a hostile name is only text', () => {
  const lines = [line('a', [1, 2], { label: hostile })];
  expect(
    alive(runCurves.figure(data({ metric: hostile, lines, bands: [bandOf(hostile, 0, lines)] }), theme)),
  ).toEqual([]);
});

test('the numbers as CSV', () => {
  expect(runCurves.csv(data({ lines: [line('a', [3, NaN])] }))).toBe(
    'run,epoch,val_loss\r\na,0,3\r\na,1,\r\n',
  );
});
