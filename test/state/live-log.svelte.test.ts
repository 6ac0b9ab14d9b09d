// The log of a training under way: what it shows, and that parts kept with checkpoints make up the log to the checkpoint.

import { flushSync } from 'svelte';
import { expect, it } from 'vitest';
import type { TrainProgress } from '../../src/engine/protocol.ts';
import { mostPoints } from '../../src/state/growing-series.ts';
import { LiveLog } from '../../src/state/live-log.svelte.ts';
import { checkpoint, epochs, event, histogram, run } from '../storage/records.ts';

const point = (series: string, step: number) => ({ series, step, timeMs: 2 * step, value: -step });
const nothing = { points: [], events: [], histograms: [], kept: [], files: [], published: [], look: null };
const report = (
  news: Partial<TrainProgress['news']>,
  rest: Partial<TrainProgress> = {},
): Pick<TrainProgress, 'records' | 'news' | 'checkpoint' | 'beforeCheckpoint'> => ({
  records: [],
  checkpoint: null,
  ...rest,
  news: { ...nothing, ...news },
});

it('goes on from its parts with what came before the checkpoint, and with nothing that came after it', () => {
  const log = new LiveLog();
  log.begin([], []);
  const parts = [];
  for (let step = 1; step <= 300; step++) {
    const part = log.add(
      run(),
      report(
        {
          points: [point('a', step), point('b', step), point('a', step + 0.5)],
          events: [event({ step }), event({ step: step + 0.5 })],
          histograms: [histogram(`${step}`)],
          files: [{ name: 'x.csv', text: `${step}` }],
        },
        step % 100 === 0
          ? { checkpoint: checkpoint(), beforeCheckpoint: { points: 2, events: 1, histograms: 1 } }
          : {},
      ),
    );
    if (part) parts.push(part);
  }
  expect(parts.map(({ part }) => part)).toEqual([0, 1, 2]);
  const whole = log.logOf(run());
  expect(whole.series.map(({ name, values }) => [name, values.length])).toEqual([
    ['a', 600],
    ['b', 300],
  ]);
  const again = new LiveLog();
  again.begin(epochs(2), structuredClone(parts));
  const taken = again.logOf(run());
  expect(taken.history).toEqual(epochs(2));
  expect(taken.series[0]).toEqual({
    name: 'a',
    steps: whole.series[0]!.steps.slice(0, 599),
    times: whole.series[0]!.times.slice(0, 599),
    values: whole.series[0]!.values.slice(0, 599),
  });
  expect(taken.events).toEqual(whole.events.slice(0, 599));
  expect(taken.histograms).toEqual(whole.histograms);
  expect(taken.files).toEqual([{ name: 'x.csv', text: '300' }]);
  // The next part goes on behind them.
  expect(again.add(run(), report({}, { checkpoint: checkpoint() }))?.part).toBe(3);
});

it('tells of each report once, and shows lists that are new when they have grown', () => {
  const log = new LiveLog();
  const seen: [number, number][] = [];
  const stop = $effect.root(() => {
    $effect(() => {
      seen.push([log.events.length, log.series.length]);
    });
  });
  flushSync();
  const before = log.events;
  log.add(run(), report({ events: [event(), event()], points: [point('a', 1), point('b', 1)] }));
  flushSync();
  expect(seen).toEqual([
    [0, 0],
    [2, 2],
  ]);
  expect(before).toEqual([]);
  expect(log.events).toBe(log.events);
  log.begin([], []);
  flushSync();
  expect(seen.at(-1)).toEqual([0, 0]);
  stop();
});

it('an hour of training at the rate of the reports stays flat in memory, and what is written down with it', () => {
  const log = new LiveLog();
  log.begin([], []);
  const names = Array.from({ length: 10 }, (_, i) => `series ${i}`);
  let [most, largestPart, told] = [0, 0, 0];
  // Four reports a second, each with a point of every series; a checkpoint every second.
  for (let i = 1; i <= 4 * 3600; i++) {
    const points = names.map((name) => point(name, i));
    const part = log.add(run(), report({ points }, i % 4 === 0 ? { checkpoint: checkpoint() } : {}));
    if (part) largestPart = Math.max(largestPart, ...part.series.map(({ values }) => values.length));
    if (part) told += part.series.reduce((sum, { values }) => sum + values.length, 0);
    if (i % 100 === 0) most = Math.max(most, ...log.series.map(({ values }) => values.buffer.byteLength / 8));
  }
  expect(most).toBeLessThanOrEqual(mostPoints);
  expect(largestPart).toBe(4);
  expect(told).toBe(10 * 4 * 3600);
  const { series } = log.logOf(run());
  const numbers = series.reduce((sum, one) => sum + 3 * one.values.length, 0);
  expect(numbers).toBeLessThanOrEqual(10 * 3 * mostPoints);
  expect(series[0]!.values[0]).toBe(-1);
  expect(series[0]!.values.at(-1)).toBe(-4 * 3600);
  expect(log.totals.get('series 9')).toEqual({ n: 4 * 3600, mean: -(4 * 3600 + 1) / 2 });
});

it('without a checkpoint for hours the part to be kept stays flat as well', () => {
  const log = new LiveLog();
  log.begin([], []);
  for (let i = 1; i <= 30_000; i++) log.add(run(), report({ points: [point('a', i)] }));
  const part = log.add(run(), report({}, { checkpoint: checkpoint() }));
  expect(part!.series[0]!.values.length).toBeLessThanOrEqual(mostPoints);
  expect(part!.series[0]!.values.at(-1)).toBe(-30_000);
});
