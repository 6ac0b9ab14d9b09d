import { expect, it } from 'vitest';
import latency from '../../../src/core/monitors/latency.ts';
import { smallTable } from '../monitoring/small.ts';
import { figuresOf, knowledge, view } from './monitors-help.ts';

const watched = smallTable(1100);

it('is that of 1,000 rows, over the latest batches', () => {
  const run = latency.begin(knowledge(watched));
  const first = figuresOf(run, view(watched, 1000, 1100, [{ rows: 100, ms: 0.2 }]));
  expect(first.get('latency/p50')).toMatchObject({ value: 2, n: 1, pValue: NaN });
  for (let i = 0; i < 198; i++) figuresOf(run, view(watched, 1000, 1100, [{ rows: 500, ms: 1 }]));
  const slow = figuresOf(run, view(watched, 1000, 1100, [{ rows: 100, ms: 5 }]));
  expect(slow.get('latency/p50')?.value).toBe(2);
  expect(slow.get('latency/p95')?.value).toBe(2);
  expect(slow.get('latency/p99')?.value).toBe(2);
  expect(slow.get('latency/p99')?.n).toBe(200);
  for (let i = 0; i < 20; i++) figuresOf(run, view(watched, 1000, 1100, [{ rows: 100, ms: 5 }]));
  const slower = figuresOf(run, view(watched, 1000, 1100, []));
  expect(slower.get('latency/p50')?.value).toBe(2);
  expect(slower.get('latency/p95')?.value).toBe(50);
  expect(slower.get('latency/p95')?.n).toBe(200);
});

it('has no figure where no answer was timed', () => {
  expect(figuresOf(latency.begin(knowledge(watched)), view(watched, 1000, 1100, [])).size).toBe(0);
  expect(
    figuresOf(latency.begin(knowledge(watched)), view(watched, 1000, 1100, [{ rows: 0, ms: 1 }])).size,
  ).toBe(0);
});
