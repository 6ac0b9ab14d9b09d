import { describe, expect, test } from 'vitest';
import { liftedAbove } from '../../../src/core/monitoring/lifted-limit.ts';
import type { FigureTable } from '../../../src/core/monitoring/figure-table.ts';
import { tiles, verdict } from '../../../src/pages/monitor/now/board.ts';
import { situation } from '../../../src/pages/monitor/now/situation.ts';
import { labelsOf, tableOf } from './table.ts';

const good = { value: 0.86, low: 0.8, high: 0.92 };
const bad = { value: 0.6, low: 0.52, high: 0.68 };
const calm = { value: 0.02, pValue: 0.4, threshold: 0.1 };
const moved = { value: 0.4, pValue: 1e-6, threshold: 0.1 };

const watched = (table: FigureTable) => ({
  table,
  version: 1,
  metric: 'accuracy',
  features: ['temp', 'wind'],
  championId: 'v1',
  level: { value: 0.87, low: 0.84, high: 0.9, n: 500 },
  threshold: 0.75,
  from: 0,
});
const words = (table: FigureTable, labelled = table.windows.length) => ({
  metric: 'accuracy',
  level: 0.87,
  targetUnit: undefined,
  version: 'v1',
  labels: labelsOf(table.windows.length),
  position: table.windows.length,
  labelled,
  reference: 'the rows that the model learnt from',
  cut: null,
});
const told = (
  table: FigureTable,
  alerts = 0,
  labelled = table.windows.length,
  recovered: string | null = null,
) => {
  const now = situation(watched(table));
  return {
    now,
    ...verdict(now, words(table, labelled), alerts, recovered),
    tiles: Object.fromEntries(tiles(now, words(table, labelled)).map((tile) => [tile.id, tile])),
  };
};

describe('nothing is wrong', () => {
  const window = {
    'performance/accuracy': good,
    'drift/psi/temp': calm,
    'drift/psi/wind': calm,
    'quality/missing/temp': { value: 0, pValue: 1, threshold: 0.1 },
    'prediction/psi': calm,
    'latency/p50': { value: 0.42, n: 3 },
    'latency/p95': { value: 0.61, n: 3 },
  };
  const state = told(tableOf([window, window, window]));
  test('the sentence says so, with n and the level', () => {
    expect(state.sentence).toBe(
      'Nothing to worry about: accuracy is 0.86 over the last 3 windows with labels (n = 150), against 0.87 at deployment; none of 2 inputs has moved by more than chance can explain.',
    );
    expect(state.tone).toBe('good');
    expect(state.beside).toBeNull();
  });
  test('every part has one word and a figure with n', () => {
    expect(Object.values(state.tiles).map(({ word }) => word)).toEqual([
      'holding',
      'as before',
      'as before',
      'sound',
      'known',
      'too early to say',
    ]);
    expect(state.tiles['performance']?.figure).toBe('Accuracy 0.86, n = 150; 0.87 at deployment');
    expect(state.tiles['inputs']?.figure).toBe(
      '0 of 2 features differ from the rows that the model learnt from',
    );
    expect(state.tiles['latency']?.figure).toBe(
      '0.42 ms for 1,000 rows, 19 of 20 within 0.61 ms; n = 3 windows',
    );
  });
  test('a speed is judged by what has been usual, once that is known', () => {
    const slow = { ...window, 'latency/p95': { value: 1.3, n: 3 } };
    const before = new Array<typeof window>(10).fill(window);
    expect(told(tableOf(before)).tiles['latency']).toMatchObject({ word: 'as before', tone: 'plain' });
    expect(told(tableOf([...before, slow])).tiles['latency']).toMatchObject({
      word: 'slower',
      tone: 'alarm',
      figure: '0.42 ms for 1,000 rows, 19 of 20 within 1.3 ms (usually 0.61 ms); n = 3 windows',
    });
  });
  test('an alert that is still open says that things are well again', () => {
    expect(told(tableOf([window]), 1).sentence).toMatch(
      /^An alert is open and waits for your answer: accuracy is 0.86 in the latest window/,
    );
  });
  test('an alert that is over says when, and is no worry', () => {
    const state = told(tableOf([window]), 0, 1, 'window 46');
    expect(state.sentence).toMatch(/^Recovered in window 46: accuracy is 0.86/);
    expect(state.tone).toBe('good');
  });
});

test('a fall and its input are named, with since when', () => {
  const before = { 'performance/accuracy': good, 'drift/psi/temp': calm, 'drift/psi/wind': calm };
  const after = { 'performance/accuracy': bad, 'drift/psi/temp': moved, 'drift/psi/wind': calm };
  const state = told(tableOf([before, before, after, after, after, after, after]));
  expect(state.sentence).toBe(
    'Something is wrong: accuracy is 0.60 over the last 5 windows with labels (n = 250), against 0.87 at deployment; temp has looked different since day 3.',
  );
  expect(state.tiles['performance']).toMatchObject({ word: 'worse', tone: 'alarm', section: 'performance' });
  expect(state.tiles['inputs']).toMatchObject({ word: 'moved', section: 'drift' });
});

test('an input that is far, where chance may explain it, is named as that', () => {
  const season = { value: 8, pValue: 0.3, threshold: liftedAbove(8) };
  const window = { 'performance/accuracy': bad, 'drift/psi/temp': season, 'drift/psi/wind': calm };
  const state = told(tableOf([window, window, window]));
  expect(state.sentence).toContain(
    'temp is far from the rows it is compared with, though a season may explain that',
  );
  expect(state.tiles['inputs']).toMatchObject({
    word: 'far',
    tone: 'plain',
    figure:
      '0 of 2 features differ from the rows that the model learnt from; 1 is far, which a season may explain',
  });
});

test('what broke with the latest window is said at once', () => {
  const before = { 'performance/accuracy': good, 'drift/psi/temp': calm, 'quality/constant/temp': calm };
  const after = { ...before, 'drift/psi/temp': moved, 'quality/constant/temp': moved };
  const state = told(tableOf([before, before, after]), 2);
  expect(state.sentence).toMatch(
    /^Something is wrong: .*; the data is at fault in the latest window: temp, one value only\.$/,
  );
  expect(state.tiles['quality']).toMatchObject({
    word: 'faults',
    tone: 'alarm',
    figure: '1 of 1 check, in the latest window',
  });
});

test('windows that are not those of the stream are called so', () => {
  const table = tableOf([{ 'performance/accuracy': good }, { 'performance/accuracy': good }]);
  const said = verdict(situation(watched(table)), { ...words(table), cut: 'a day' }, 0);
  expect(said.sentence).toContain(
    '0.86 over the last 2 of the plan’s windows with labels (each a day) (n = 100)',
  );
});

test('a fault of the data is said once, not as a moved input too', () => {
  const broken = {
    'performance/accuracy': good,
    'drift/psi/temp': moved,
    'drift/psi/wind': calm,
    'quality/missing/temp': { value: 0.9, pValue: 1e-9, threshold: 0.1 },
  };
  const state = told(tableOf([broken, broken, broken]));
  expect(state.sentence).toMatch(/; the data is at fault: temp, missing values, since day 1\.$/);
  expect(state.tiles['quality']).toMatchObject({ word: 'faults', figure: '1 of 1 check, since day 1' });
  expect(state.broken).toBe(true);
});

test('without labels it says what the model expects', () => {
  const window = { 'estimated/accuracy': { value: 0.81 }, 'drift/psi/temp': calm, 'drift/psi/wind': calm };
  const table = tableOf([window, window], 0);
  const state = told(table, 0, 0);
  expect(state.sentence).toMatch(/^Nothing to worry about: no labels of v1 have come yet; none of 2 inputs/);
  expect(state.beside).toBe(
    'Where labels are missing, the model itself expects accuracy 0.81 (2 windows, n = 100).',
  );
  expect(state.tiles['performance']).toMatchObject({
    word: 'not known yet',
    figure: 'expected 0.81, n = 100',
  });
  expect(state.tiles['labels']).toMatchObject({ word: 'waiting', figure: 'known for 0 of 2 windows' });
});

test('what the model expects is doubted where the labels that came said otherwise', () => {
  const guess = { 'estimated/accuracy': { value: 0.99, low: 0.97, high: 1 } };
  const before = { ...guess, 'performance/accuracy': { value: 0.985, low: 0.97, high: 1 } };
  const wrong = { ...guess, 'performance/accuracy': { value: 0.54, low: 0.48, high: 0.6 } };
  const windows = [
    ...new Array<typeof wrong>(8).fill(before),
    ...new Array<typeof wrong>(5).fill(wrong),
    guess,
  ];
  const state = told(tableOf(windows, 13), 0, 13);
  expect(state.doubted).toBe(true);
  expect(state.beside).toBe(
    'Where labels are missing, the model itself expects accuracy 0.99 (1 window, n = 50), but that can’t be believed: the same inputs now have other answers.',
  );
});

test('windows of an earlier version are not held against this one, and nothing measured is no finding', () => {
  const table = tableOf([{ 'performance/accuracy': bad }]);
  expect(situation({ ...watched(table), from: 1 }).performance.state).toBe('unknown');
  const empty = told(tableOf([{}]));
  expect(empty.tiles['inputs']?.word).toBe('not measured');
  expect(empty.tiles['quality']?.word).toBe('not measured');
  expect(empty.tiles['latency']?.word).toBe('not measured');
});

test('a little less than at deployment is within chance; far less is not, without an alarm line', () => {
  const little = tableOf([{ 'performance/accuracy': { value: 0.83, low: 0.76, high: 0.9 } }]);
  expect(situation({ ...watched(little), threshold: null }).performance.state).toBe('holding');
  const far = tableOf([{ 'performance/accuracy': bad }]);
  expect(situation({ ...watched(far), threshold: null }).performance.state).toBe('worse');
});
