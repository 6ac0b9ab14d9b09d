// The page's state with the real engine in a real worker, over storage that the test chooses.

import { Desk } from '../../src/data/desk.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { AppParts } from '../../src/state/app-parts.ts';
import { App } from '../../src/state/app.svelte.ts';
import { openStorage, type StorageOptions } from '../../src/storage/storage.ts';
import { WriterLock } from '../../src/storage/writer-lock.ts';

export interface Made {
  readonly app: App;
  close(): void;
}

/** @param options `{ indexedDB: null, witness: null }` for memory; a name for a database of the test's own. @param beside engines for work beside the page's own. */
export async function makeApp(
  options: StorageOptions,
  makeWorker?: ConstructorParameters<typeof Engine>[0],
  beside: Partial<Pick<AppParts, 'makeEngine' | 'cores'>> = {},
): Promise<Made> {
  const engine = new Engine(makeWorker);
  // One engine for all: the same bytes on every machine.
  await engine.probe('wasm');
  const desk = new Desk();
  const opening = await openStorage(options);
  const lock = new WriterLock();
  const app = new App({
    engine,
    makeEngine: beside.makeEngine ?? (() => new Engine(makeWorker)),
    cores: beside.cores ?? (() => 3),
    desk,
    opening,
    lock,
    machine: null,
    notebook: null,
    window,
    baseUrl: `${location.origin}/`,
    now: () => Date.now(),
  });
  return {
    app,
    close() {
      app.stream.halt().catch(() => undefined);
      app.training.leave().catch(() => undefined);
      opening.storage.close();
      lock.release();
      engine.dispose();
      desk.dispose();
    },
  };
}

/** Waits until `ready()` is true; fails with `what` after the patience is over. */
export async function until(ready: () => boolean, what: string, patienceMs = 30_000): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!ready()) {
    if (performance.now() > end) throw new Error(`Waited in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
