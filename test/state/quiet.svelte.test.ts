import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeApp, until, type Made } from './make-app.ts';

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  await made.app.start();
  await made.app.stream.pause();
});
afterAll(() => made.close());

it('runs the rules of the project on its own rows in random order, the alarm of the scene among them', async () => {
  const { app } = made;
  await app.stream.jump(app.stream.position + 6);
  await until(() => !app.stream.playing, 'six windows pass');
  const alerts = app.store.contents.alerts.length;
  await app.quiet.run(3);
  const { job } = app.quiet;
  if (job.phase !== 'done') throw new Error(`It is ${job.phase}.`);
  const { trainRows, windowRows } = app.datasets.current.scenario;
  expect(job.result.windowRows).toBe(windowRows);
  expect(job.result.rows).toBe(job.result.windows * windowRows);
  expect(job.result.referenceRows).toBeLessThanOrEqual(trainRows);
  expect(job.result.rules.map(({ ruleId }) => ruleId)).toEqual(app.quiet.rules.map(({ id }) => id));
  expect(job.result.rules.length).toBeGreaterThan(3);
  // What was tried is no part of the project's life.
  expect(app.store.contents.alerts.length).toBe(alerts);
});

it('can be cancelled, and says when there are too few rows', async () => {
  const { app } = made;
  const running = app.quiet.run(400);
  await until(() => app.quiet.job.phase === 'running' && app.quiet.job.progress !== null, 'it goes on');
  if (app.quiet.job.phase === 'running') app.quiet.job.cancel();
  await running;
  expect(app.quiet.job.phase).toBe('idle');

  await app.monitoring.setPlan(
    { ...app.monitoring.plan, window: { by: 'rows', rows: 5000, step: null } },
    'windows of 5,000 rows',
  );
  await app.quiet.run(1);
  const { job } = app.quiet;
  expect(job.phase === 'failed' && job.error.message).toContain('too few');
});
