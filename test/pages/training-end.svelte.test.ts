// The end of a training on the page: its evaluation with its progress, skipping it, and the trial that it would end.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import TrainRoom from '../../src/pages/TrainRoom.svelte';
import { stations } from '../../src/pages/views/stations.ts';
import type { App } from '../../src/state/app.svelte.ts';
import { makeApp, until, type Made } from '../state/make-app.ts';
import { accessibilityProblems } from '../ui/axe.ts';
import Host from './Host.svelte';

let made: Made;
let app: App;
beforeAll(async () => {
  await page.viewport(1440, 900);
  made = await makeApp({ indexedDB: null, witness: null });
  app = made.app;
  await app.start();
  await app.stream.pause();
  const { settings } = app.store.project;
  await app.projects.change({ pauseAtAlarm: false, training: { ...settings.training, epochs: 3 } }, null);
  await app.stream.jump(12);
  await until(() => !app.stream.playing, 'window 12 has passed');
}, 60_000);
afterAll(() => made.close());

it('shows the evaluation, lets a person skip it, and warns of the trial', { timeout: 60_000 }, async () => {
  const { settings } = app.evaluations;
  const interval = { ...settings.interval, method: 'percentile-bootstrap' as const, resamples: 10_000 };
  await app.evaluations.change({ ...settings, interval });
  app.navigation.go('train');
  const room = await render(Host, { app, part: TrainRoom });
  await expect.element(room.getByText(/^A trial of/)).not.toBeInTheDocument();
  const trained = app.training.retrain();
  const skip = room.getByRole('button', { name: 'Skip the evaluation' });
  await expect.element(skip).toBeVisible();
  await expect.element(room.getByRole('progressbar', { name: 'Evaluating what was learnt' })).toBeVisible();
  expect(stations(app).find(({ id }) => id === 'train')?.state).toMatch(/^evaluating \d+ %$/);
  expect(await accessibilityProblems(room.container)).toEqual([]);
  await skip.click();
  await trained;
  expect(app.models.challenger?.number).toBe(2);
  expect(app.evaluations.of(app.models.challenger!.id)).toBeNull();
  await app.trials.start(app.models.challenger!.id, app.trials.usual('canary'));
  await expect.element(room.getByText('A trial of v2 is running')).toBeVisible();
});
