// The shelf of logs: reads what is looked at, holds what is watched, and lets the rest go.

import { flushSync } from 'svelte';
import { expect, it } from 'vitest';
import type { RunLog } from '../../src/core/run-records.ts';
import { LogShelf } from '../../src/state/notebook-logs.ts';

const log = (runId: string, points: number): RunLog => ({
  v: 1,
  runId,
  projectId: 'p1',
  history: [],
  series: [
    {
      name: 'loss',
      steps: new Float64Array(points),
      times: new Float64Array(points),
      values: new Float64Array(points),
    },
  ],
  events: [],
  histograms: [],
  files: [],
});

it('holds no more than it may of what nobody looks at', async () => {
  let reads = 0;
  const shelf = new LogShelf((id) => {
    reads++;
    return Promise.resolve(log(id, 100));
  }, 1000);
  for (let i = 0; i < 200; i++) {
    const stop = $effect.root(() => {
      $effect(() => void shelf.of(`run ${i}`));
    });
    flushSync();
    await expect.poll(() => shelf.of(`run ${i}`).phase).toBe('ready');
    stop();
  }
  await expect.poll(() => shelf.points).toBeLessThanOrEqual(1000);
  expect(reads).toBe(200);
  // The latest ones are still there.
  expect(shelf.of('run 199').phase).toBe('ready');
  expect(reads).toBe(200);
});

it('never takes away what is being looked at', async () => {
  const shelf = new LogShelf((id) => Promise.resolve(log(id, 100)), 250);
  const ids = Array.from({ length: 10 }, (_, i) => `run ${i}`);
  const phases: string[][] = [];
  const stop = $effect.root(() => {
    const all = $derived(ids.map((id) => shelf.of(id).phase));
    $effect(() => void phases.push([...all]));
  });
  flushSync();
  await expect.poll(() => phases.at(-1)?.every((phase) => phase === 'ready')).toBe(true);
  expect(shelf.points).toBe(1000);
  stop();
  await expect.poll(() => shelf.points).toBeLessThanOrEqual(250);
});
