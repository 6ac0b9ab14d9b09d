import { describe, expect, test } from 'vitest';
import stream from '../../src/charts/stream.ts';
import { streamExample } from '../tools/ui-gallery/example.ts';
import { alive, hostile, theme } from './theme.ts';

const nothing = { ...streamExample(3, 0), reigns: [], alarms: [] };

describe('words', () => {
  test('the title is the finding', () => {
    expect(stream.title(nothing)).toBe('Accuracy is not known yet: no labels have arrived');
    expect(stream.title(streamExample(50, 50))).toMatch(
      /^Accuracy holds at 0\.8\d over the last 5 windows, measured against 0\.86/,
    );
    expect(stream.title(streamExample(92, 90))).toMatch(
      /^Accuracy is 0\.\d\d over the last 5 windows, worse than the alarm line at 0\.76, alarm at window 73$/,
    );
    const { counterfactual, ...lived } = streamExample(150, 144);
    expect(stream.title(lived)).toMatch(
      /^Accuracy is 0\.8\d over the last 5 windows; v2 took over at window 93$/,
    );
    expect(stream.title({ ...lived, counterfactual })).toMatch(
      /^Accuracy since v1 was replaced: 0\.8\d; without you it would have been 0\.[67]\d$/,
    );
  });

  test('an old version’s figures are not held against the new one', () => {
    const { counterfactual: _left, ...lived } = streamExample(150, 92);
    expect(stream.title(lived)).toBe('v2 took over at window 93; none of its labels have arrived yet');
  });

  test('a version that came in after the last window has answered nothing', () => {
    const { counterfactual: _left, ...lived } = streamExample(92, 92);
    const over = { ...lived, over: true, reigns: [...lived.reigns.slice(0, 1), { from: 92, label: 'v2' }] };
    expect(stream.title(over)).toBe(
      'The stream is over; v2 took over after its last window and has answered nothing since',
    );
    expect(stream.subtitle(over)).toContain(
      'The alarm line is that of v2: each version is held to its own level',
    );
    expect(stream.subtitle(lived)).not.toContain('held to its own level');
  });

  test('for a metric that is better when lower, worse is above the line', () => {
    const data = { ...streamExample(20, 20), better: 'lower' as const, level: 0.2, threshold: 0.3 };
    expect(stream.title(data)).toContain('worse than the alarm line at 0.30');
  });

  test('the subtitle says n and the description says versions and alarms', () => {
    expect(stream.subtitle(streamExample())).toContain('n = 144 of 150 windows');
    const told = stream.describe(streamExample());
    expect(told).toContain('v1 from window 1, v2 from window 93');
    expect(told).toContain('window 73 (Accuracy stayed below 0.76 for 3 windows)');
    expect(stream.describe(nothing)).toContain('3 windows have passed');
  });
});

describe('figure', () => {
  const data = streamExample();
  const figure = stream.figure({ ...data, selected: 66 }, theme);
  const lines = figure.data.filter((trace) => trace.type === 'scatter' && trace.fill === undefined);

  test('each version has its line, in its own windows only, and its band', () => {
    const v1 = lines.find((trace) => trace.name === 'v1');
    const v2 = lines.find((trace) => trace.name === 'v2');
    expect(v1?.y).toHaveLength(150);
    expect(v1?.y[92]).toBeNull();
    expect(v1?.y[91]).toBe(data.windows[91]?.value);
    expect(v2?.y[91]).toBeNull();
    expect(v2?.y[92]).toBe(data.windows[92]?.value);
    expect(v2?.y[145]).toBeNull();
    const bands = figure.data.filter(
      (trace) => trace.type === 'scatter' && trace.fill === 'toself' && !trace.fillpattern,
    );
    expect(bands.map((trace) => trace.x.length)).toEqual([2 * 92, 2 * 52]);
    expect(bands.every((trace) => trace.showlegend === false)).toBe(true);
  });

  test('a version that comes back keeps its colour and is named once in the legend', () => {
    const back = { ...data, reigns: [...data.reigns, { from: 120, label: 'v1', colour: 0 }] };
    const drawn = stream
      .figure(back, theme)
      .data.flatMap((trace) => (trace.type === 'scatter' ? [trace] : []));
    const named = drawn.filter(({ showlegend }) => showlegend !== false).map(({ name }) => name);
    expect(named.toSorted()).toEqual(['alarm', 'labels not known yet', 'v1', 'v1 left alone', 'v2']);
    const ofV1 = drawn.filter(({ name, fill }) => name === 'v1' && fill === undefined);
    expect(new Set(ofV1.map(({ line }) => line?.color))).toEqual(new Set([theme.versions[0]]));
    expect(ofV1).toHaveLength(2);
  });

  test('alarms are triangles at their windows, the line left alone is grey, the threshold is dashed', () => {
    const alarm = lines.find((trace) => trace.name === 'alarm');
    expect(alarm?.x).toEqual([72]);
    expect(alarm?.type === 'scatter' && alarm.marker?.symbol).toBe('triangle-up');
    const alone = lines.find((trace) => trace.name === 'v1 left alone');
    expect(alone?.type === 'scatter' && alone.line?.color).toBe(theme.reference);
    const dashed = figure.layout.shapes?.find((shape) => shape.line?.dash === 'dash');
    expect([dashed?.y0, dashed?.y1]).toEqual([0.76, 0.76]);
    // The line is v2's: it does not run back through the time of v1.
    expect(dashed?.x0).toBe(91.5);
    expect(figure.layout.shapes?.some((shape) => shape.xref === 'x' && shape.x0 === 66)).toBe(true);
  });

  test('what is called alike is named once on the axis', () => {
    const years = data.windows.map((window) => ({
      ...window,
      label: String(1974 + Math.floor(window.index / 60)),
    }));
    const { ticktext } = stream.figure({ ...data, windows: years }, theme).layout.xaxis;
    expect(ticktext).toEqual(['1974', '1975', '1976']);
  });

  test('names from data are harmless', () => {
    const bad = {
      ...data,
      metricLabel: hostile,
      windows: data.windows.map((window) => ({ ...window, label: hostile })),
      reigns: [{ from: 0, label: hostile }],
      alarms: [{ index: 72, text: hostile }],
      counterfactual: { label: hostile, values: [0.5] },
    };
    expect(alive(stream.figure(bad, theme))).toEqual([]);
  });

  test('it can be drawn before anything has happened', () => {
    const empty = stream.figure({ ...nothing, windows: [] }, theme);
    expect(empty.layout.xaxis.range).toEqual([-0.5, 1.5]);
  });
});

test('the numbers are exported as drawn', () => {
  const rows = stream.csv(streamExample()).split('\r\n');
  expect(rows[0]).toBe(
    'window,label,Accuracy,low,high,rows,version,alarm,left alone,expected,as before,changed',
  );
  expect(rows).toHaveLength(152);
  expect(rows[73]).toContain(',v1,Accuracy stayed below 0.76 for 3 windows,');
  expect(rows[150]).toMatch(/^150,day 150,,,,48,v2,,0\.\d+,,,$/);
});

describe('what is not known yet, and what was done to the world', () => {
  const base = streamExample(150, 144);
  const after = (value: number) => base.windows.map(({ index }) => (index >= 144 ? value : NaN));
  const data = {
    ...base,
    estimated: { values: after(0.8), low: after(0.75), high: after(0.85) },
    noChange: base.windows.map(() => 0.7),
    warnings: [{ index: 65, text: 'DDM warns' }],
    changes: [
      { index: 60, text: 'you changed temp here' },
      { index: 70, text: 'you ended a change with a name that goes on and on', ended: true },
    ],
  };
  const byName = (shown: typeof data, name: string) =>
    stream
      .figure(shown, theme)
      .data.flatMap((trace) => (trace.type === 'scatter' && trace.name === name ? [trace] : []));

  test('the stretch without labels is hatched from the frontier on, and the dashed line leads into it', () => {
    const [hatched] = byName(data, 'labels not known yet');
    expect(hatched?.x).toEqual([143.5, 149.5, 149.5, 143.5]);
    expect(hatched?.fillpattern?.shape).toBe('/');
    expect(hatched?.yaxis).toBe('y2');
    expect(stream.figure(data, theme).layout.annotations?.map(({ text }) => text)).toContain(
      'known until here ',
    );
    const line = byName(data, 'expected without labels').find(({ fill }) => fill === undefined);
    expect(line?.x).toEqual([143, 144, 145, 146, 147, 148, 149]);
    expect(line?.y).toEqual([null, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8]);
    expect(line?.line?.dash).toBe('dash');
    expect(stream.subtitle(data)).toContain(
      'Hatched: 6 windows wait for labels; the dashed line there is what the model itself expects to reach',
    );
  });

  test('nothing is hatched once all labels are in', () => {
    const known = streamExample(150, 150);
    expect(stream.figure(known, theme).data.some(({ name }) => name === 'labels not known yet')).toBe(false);
    expect(stream.subtitle(known)).not.toContain('Hatched');
    const estimated = { values: known.windows.map(() => 0.8), low: [], high: [] };
    const names = stream.figure({ ...known, estimated }, theme).data.map(({ name }) => name);
    expect(names).not.toContain('expected without labels');
  });

  test('a window without labels between others does not move the frontier back', () => {
    const windows = base.windows.map((window) => (window.index === 20 ? { ...window, value: NaN } : window));
    expect(byName({ ...data, windows }, 'labels not known yet')[0]?.x[0]).toBe(143.5);
  });

  test('a warning is a hollow triangle, a change a line with its words, the plain rival dotted', () => {
    expect(byName(data, 'warning')[0]?.marker?.symbol).toBe('triangle-up-open');
    const { shapes, annotations } = stream.figure(data, theme).layout;
    expect(shapes?.some((shape) => shape.x0 === 59.5 && shape.line?.color === theme.challenger)).toBe(true);
    expect(annotations?.some(({ text }) => text === '◆ you changed temp here')).toBe(true);
    // Names lie above the picture, over no data, and are short enough for a phone.
    const named = annotations?.filter(({ text }) => /^[◆◇]/u.test(String(text)));
    expect(named?.map(({ y }) => Number(y) >= 1)).toEqual([true, true]);
    expect(String(named?.[1]?.text)).toMatch(/^◇ you ended .*…$/u);
    expect(byName(data, 'saying “as before”')[0]?.line?.dash).toBe('dot');
    const told = stream.describe(data);
    expect(told).toContain('Warnings: window 66 (DDM warns).');
    expect(told).toContain('From window 61 on: you changed temp here.');
    expect(told).toContain('the model expects 0.80 in the latest window');
    expect(told).toContain('would have reached 0.70 in the latest window');
  });

  test('names from data are harmless there too', () => {
    const bad = {
      ...data,
      warnings: [{ index: 65, text: hostile }],
      changes: [{ index: 60, text: hostile }],
    };
    expect(alive(stream.figure(bad, theme))).toEqual([]);
  });

  test('a long stream is drawn with as many points as there is room for, and its deepest fall among them', () => {
    const long = streamExample(2000, 2000);
    const windows = long.windows.map((window) =>
      window.index === 1234 ? { ...window, value: 0.01 } : window,
    );
    const drawn = stream.figure({ ...long, windows }, theme);
    const lines = drawn.data.flatMap((trace) =>
      trace.type === 'scatter' && trace.name === 'v2' && trace.fill === undefined ? [trace] : [],
    );
    expect(lines[0]?.x.length).toBeLessThan(1503);
    expect(lines[0]?.y).toContain(0.01);
  });

  test('one window and none can be drawn', () => {
    for (const shown of [streamExample(1, 0), streamExample(1, 1), { ...streamExample(0, 0), reigns: [] }])
      expect(stream.figure(shown, theme).data.length).toBeGreaterThan(0);
  });
});
