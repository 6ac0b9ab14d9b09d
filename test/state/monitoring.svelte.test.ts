// The monitors follow the stream in the real engine: as windows pass, after the worker was lost, and anew.

import { afterEach, describe, expect, test } from 'vitest';
import type { FigureTable } from '../../src/core/monitoring/figure-table.ts';
import { AppError } from '../../src/core/errors.ts';
import type { EngineWorker } from '../../src/engine/engine.ts';
import { makeApp, until, type Made } from './make-app.ts';

let made: Made | null = null;
let workers: EventTarget[] = [];
afterEach(() => {
  made?.close();
  made = null;
  workers = [];
});

async function started(): Promise<Made> {
  made = await makeApp({ indexedDB: null, witness: null }, (): EngineWorker => {
    const worker = new Worker(new URL('../../src/engine/engine.worker.ts', import.meta.url), {
      type: 'module',
    });
    workers.push(worker);
    return worker;
  });
  const { app } = made;
  await app.start();
  await until(() => app.models.champion !== null, 'the first model is in production');
  await app.stream.pause();
  return made;
}

/** All that was found, by key and window. */
function everything(figures: FigureTable): unknown {
  return {
    windows: figures.windows.map((window) => ({ ...window, labelled: figures.isLabelled(window.index) })),
    figures: Object.fromEntries(
      figures.keys
        .toSorted()
        .map((key) => [key, figures.windows.map(({ index }) => figures.figure(key, index))]),
    ),
  };
}
const patience = { timeout: 120_000 };

describe('monitoring', () => {
  test('finds the same window by window, after the worker was lost, and anew', patience, async () => {
    const { app } = await started();
    const { monitoring, stream } = app;
    await stream.jump(stream.position + 6);
    await until(() => !stream.playing, 'some windows have passed');
    expect(monitoring.figures.windows.length).toBe(stream.position);
    expect(monitoring.figures.keys.some((key) => key.startsWith('quality/'))).toBe(true);
    expect(monitoring.figures.isLabelled(0)).toBe(true);
    expect(monitoring.figures.isLabelled(stream.position - 1)).toBe(false);
    const before = monitoring.version;

    // The worker dies; the next window finds another one that knows nothing.
    workers.at(-1)?.dispatchEvent(new ErrorEvent('error', { message: 'gone' }));
    await stream.step();
    expect(monitoring.figures.windows.length).toBe(stream.position);
    expect(monitoring.version).toBeGreaterThan(before);
    expect(monitoring.job.phase).toBe('done');
    expect(workers.length).toBeGreaterThan(1);

    await stream.step();
    const live = everything(monitoring.figures);
    await monitoring.rebuild();
    expect(everything(monitoring.figures)).toEqual(live);
    expect(monitoring.faults).toEqual([]);
  });

  test('follows a shorter label delay, another plan, and leaves with the project', patience, async () => {
    const { app } = await started();
    const { monitoring, stream, store } = app;
    for (let i = 0; i < 4; i++) await stream.step();
    const { windowRows, labelDelayWindows } = app.datasets.current.scenario;
    const delay = async () => (await monitoring.watchedChampion())?.setting.labelDelayRows;
    expect(await delay()).toBe(labelDelayWindows * windowRows);
    await app.setLabelDelay(0, 'for this test');
    expect(await delay()).toBe(0);
    expect(monitoring.figures.isLabelled(stream.position - 1)).toBe(true);

    const rows = windowRows * 2;
    await monitoring.setPlan(
      { ...monitoring.plan, window: { by: 'rows', rows, step: null }, reference: { of: 'validation' } },
      'twice as long',
    );
    expect(monitoring.figures.windows.length).toBe(Math.floor(stream.position / 2));
    expect(store.ledger.at(-1)).toMatchObject({ kind: 'setting-changed', reason: 'twice as long' });
    expect(store.project.settings.monitor?.window).toEqual({ by: 'rows', rows, step: null });
    monitoring.forget();
    expect(monitoring.figures.windows).toEqual([]);
    expect(await monitoring.follow(store.windows, [])).toEqual([]);
  });

  test(
    'goes on where a window can’t be read, and says which version can’t be watched',
    patience,
    async () => {
      const { app } = await started();
      const { monitoring, stream, store } = app;
      for (let i = 0; i < 4; i++) await stream.step();
      const { windows } = store;
      const without = windows.filter(({ index }) => index !== 1);
      const strange = windows.map((window) => ({ ...window, modelVersionId: 'gone/v9' }));
      const found: unknown[] = [];
      for (const history of [without, strange]) {
        Object.defineProperty(store, 'windows', { configurable: true, get: () => history });
        await monitoring.rebuild();
        found.push(
          monitoring.figures.windows.length,
          monitoring.faults.map(({ monitor }) => monitor),
        );
      }
      Reflect.deleteProperty(store, 'windows');
      expect(found).toEqual([windows.length, [], windows.length, ['']]);
      expect(
        app.notices.list.some(
          ({ detail }) => detail.includes('can’t be watched') || detail.includes("can't be watched"),
        ),
      ).toBe(true);
    },
  );

  test('never stops the stream, and begins again when asked', patience, async () => {
    const { app } = await started();
    const { monitoring, stream, engine } = app;
    await stream.step();
    const { watch } = engine;
    engine.watch = () => Promise.reject(new AppError('bad-input', 'broken on purpose'));
    await stream.step();
    expect(monitoring.job).toMatchObject({ phase: 'failed', error: { message: 'broken on purpose' } });
    const { position } = stream;
    await stream.step();
    expect(stream.position).toBe(position + 1);
    engine.watch = watch;
    await monitoring.rebuild();
    expect(monitoring.figures.windows.length).toBe(stream.position);
  });
});
