// The comparison in the page itself: nothing chosen, one, several, with real runs and their real logs.

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import type { EpochRecord, Run } from '../../src/core/records.ts';
import type { RunLog } from '../../src/core/run-records.ts';
import ema from '../../src/core/smoothing/ema.ts';
import Compare from '../../src/pages/runs/compare/Compare.svelte';
import { makeApp, until, type Made } from '../state/make-app.ts';
import { accessibilityProblems } from '../ui/axe.ts';
import Host from './Host.svelte';

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  await made.app.start();
  await made.app.stream.pause();
}, 60_000);
afterAll(() => made.close());

test(
  'nothing chosen says what would be here; real runs are compared with their curves',
  { timeout: 90_000 },
  async () => {
    const { app } = made;
    const screen = await render(Host, { app, part: Compare });
    await expect
      .element(screen.getByRole('heading', { level: 2, name: 'Choose two runs or more to compare them' }))
      .toBeVisible();
    await expect.element(screen.getByRole('link', { name: 'Choose runs in the table' })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    const first = app.notebook.items.map(({ run }) => run.id);
    app.notebook.select(first.slice(0, 1));
    if (first.length === 1) await expect.element(screen.getByText(/^One run is chosen/)).toBeVisible();

    while (app.stream.position < 12) await app.stream.step();
    await app.training.retrain();
    await until(
      () => app.notebook.items.length > first.length && !app.training.running,
      'the second run ends',
    );
    await screen.getByRole('button', { name: 'Compare the newest 2' }).click();
    const curves = screen.getByRole('region', { name: 'Curves' });
    await expect.element(curves.getByText(/n = 2 runs, \d+ points/)).toBeVisible();
    await expect
      .element(screen.getByRole('table').getByRole('columnheader', { name: 'Run 2' }))
      .toBeVisible();
  },
);

/** Milliseconds that sorting 300,000 numbers takes just now. */
function yardstick(): number {
  const began = performance.now();
  Float64Array.from({ length: 300_000 }, () => Math.random()).sort();
  return performance.now() - began;
}

test(
  'of 300 chosen runs only the logs that are drawn are read, and no task takes the page away',
  { timeout: 90_000 },
  async () => {
    const { app } = made;
    const like = app.store.runs.find((run) => run.endedAt !== null)!;
    const points = 1000;
    const curve = (of: number): EpochRecord[] =>
      Array.from({ length: points }, (_, epoch) => {
        const loss = 0.1 + of / 1000 + 1 / (epoch + 1);
        return {
          epoch: epoch + 1,
          step: (epoch + 1) * 20,
          loss,
          validationLoss: loss,
          metric: 1 - loss,
          validationMetric: 1 - loss,
        };
      });
    const base = app.store.runs.length;
    const many = Array.from({ length: 300 }, (_, i): Run => {
      const number = base + i + 1;
      const id = `${like.projectId}/run/many${number}`;
      return {
        ...like,
        id,
        number,
        name: `Run ${number}`,
        seed: number,
        modelVersionId: null,
        training: { ...like.training, learningRate: 0.001 * number },
      };
    });
    const logs = many.map(({ id }, i): RunLog => ({
      v: 1,
      runId: id,
      projectId: like.projectId,
      history: curve(i),
      series: [],
      events: [],
      histograms: [],
      files: [],
    }));
    await app.store.commit({ runs: many, logs });
    const read = vi.spyOn(app.store, 'log');
    const smooth = vi.spyOn(ema, 'smooth');
    app.notebook.select(many.map(({ id }) => id));
    const longs: number[] = [];
    const observer = new PerformanceObserver((list) =>
      longs.push(...list.getEntries().map(({ duration }) => duration)),
    );
    const before = yardstick();
    const screen = await render(Host, { app, part: Compare });
    observer.observe({ type: 'longtask' });
    await expect
      .element(screen.getByText(/^300 runs are chosen\..* show 40 of them and leave out 260/))
      .toBeVisible();
    const curves = screen.getByRole('region', { name: 'Curves' });
    await expect
      .element(curves.getByText(/n = 40 runs, 40,000 points; .*260 more runs are not drawn/))
      .toBeVisible();
    // Below the long legend; what is out of sight is not drawn anew.
    curves
      .getByRole('img', { name: /val_accuracy/ })
      .element()
      .scrollIntoView();
    await expect
      .poll(() => document.querySelectorAll('.scatterlayer .trace').length, { timeout: 20_000 })
      .toBeGreaterThan(41);
    observer.disconnect();
    expect(read).toHaveBeenCalledTimes(40);
    console.log(`300 chosen runs, long tasks: ${longs.map((ms) => ms.toFixed(0)).join(', ')} ms`);
    // On a machine at rest about 200 ms, five times the yardstick; it was 7,600. How busy the machine is the yardstick says.
    expect(Math.max(0, ...longs)).toBeLessThan(60 * Math.max(before, yardstick()));

    await curves.getByLabelText('Smoothing').selectOptions('ema');
    await expect.element(curves.getByText(/smoothed \(exponential average/)).toBeVisible();
    expect(smooth).toHaveBeenCalledTimes(40);
    // Another choice of runs reads what is new in it, and smooths only that.
    await screen.getByLabelText('Show', { exact: true }).selectOptions('oldest');
    await expect.poll(() => read.mock.calls.length, { timeout: 20_000 }).toBe(80);
    await expect.element(curves.getByText(/n = 40 runs, 40,000 points/)).toBeVisible();
    expect(smooth).toHaveBeenCalledTimes(80);
  },
);
