// The page stays at hand while a training keeps its parameters with every epoch: none of its tasks is long.

import { expect, it } from 'vitest';
import { callbacks } from '../../src/core/callbacks/index.ts';
import { defaults } from '../../src/core/params.ts';
import { makeApp, until } from './make-app.ts';

/** There is none of 50 ms where the machine has nothing else to do; with other tests beside it one may be cut in upon. */
const mostMs = 150;

/** Tasks of this page's thread that take more than 50 ms, in milliseconds, as they come. */
function watched(): number[] {
  const tasks: number[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  });
  observer.observe({ type: 'longtask' });
  return tasks;
}

it('2000 epochs with parameters kept of each', { timeout: 180_000 }, async () => {
  const { app, close } = await makeApp({ name: `pace-${crypto.randomUUID()}`, witness: null });
  await app.start();
  await app.stream.pause();
  await app.projects.startOver('bikes', 5);
  await app.stream.pause();
  await app.stream.jump(app.stream.total);
  await until(() => !app.stream.playing && app.store.openAlertId !== null, 'the alarm');
  const keepAll = {
    id: 'model-checkpoint',
    params: { ...defaults(callbacks.get('model-checkpoint').params), filepath: 'epoch-{epoch:04d}.keras' },
  };
  await app.projects.change(
    {
      model: { kind: 'mlp', params: { layers: 1, units: 16, activation: 'relu' } },
      training: { ...app.store.project.settings.training, epochs: 2000, batchSize: 256 },
      callbacks: [keepAll],
    },
    null,
  );
  const tasks = watched();
  // What it sees is what it is asked for.
  const end = performance.now() + 2 * mostMs;
  while (performance.now() < end);
  await until(() => tasks.length > 0, 'a long task is seen');
  tasks.length = 0;
  await app.training.retrain();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(Math.max(0, ...tasks), `tasks of ${tasks.join(', ')} ms`).toBeLessThan(mostMs);
  const run = app.store.runs.at(-1)!;
  expect((await app.opening.storage.keptPlaces(run.id)).length).toBe(2000);
  close();
});
