// The train room in a tab that only watches, while another one trains.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import TrainRoom from '../../src/pages/TrainRoom.svelte';
import { makeApp, until, type Made } from '../state/make-app.ts';
import { accessibilityProblems } from '../ui/axe.ts';
import Host from './Host.svelte';

let writer: Made;
let watcher: Made;
beforeAll(async () => {
  await page.viewport(1280, 900);
  const options = { name: `watching-${crypto.randomUUID()}`, witness: null };
  writer = await makeApp(options);
  await writer.app.start();
  await writer.app.stream.pause();
  await writer.app.stream.jump(8);
  await until(() => !writer.app.stream.playing, 'windows pass');
  watcher = await makeApp(options);
  await watcher.app.start();
}, 60_000);
afterAll(() => {
  writer.close();
  watcher.close();
});

it('shows what the other tab tells of its training', { timeout: 60_000 }, async () => {
  const { app } = writer;
  const { training } = app.store.project.settings;
  await app.projects.change(
    {
      model: { kind: 'mlp', params: { layers: 2, units: 96, activation: 'relu' } },
      training: { ...training, epochs: 100_000, rateCourse: 'constant' },
    },
    null,
  );
  watcher.app.navigation.go('train');
  const screen = await render(Host, { app: watcher.app, part: TrainRoom });
  const running = app.training.retrain();
  await expect.element(screen.getByText(/^It is trained in another tab/), { timeout: 20_000 }).toBeVisible();
  await expect.element(screen.getByText(/^Epoch \d+ of 100,000$/)).toBeVisible();
  await expect.element(screen.getByRole('img', { name: /^Loss\. Loss on training rows from/ })).toBeVisible();
  expect(screen.getByText('Reading what the run measured').elements()).toHaveLength(0);
  expect(screen.getByRole('button', { name: 'Stop and keep' }).elements()).toHaveLength(0);
  await app.training.pause();
  await expect.element(screen.getByText(/^Paused after [\d,]+ of 100,000 epochs$/)).toBeVisible();
  expect(await accessibilityProblems()).toEqual([]);
  app.training.stop();
  await running;
  await expect
    .element(screen.getByText(/^Stopped by hand after [\d,]+ of 100,000 epochs\./), { timeout: 20_000 })
    .toBeVisible();
});

it('lets nothing be set, and says why', { timeout: 30_000 }, async () => {
  const usable = (container: Element) =>
    [...container.querySelectorAll('input, select, textarea, button')].filter(
      (one) => !one.matches(':disabled') && one.getAttribute('aria-disabled') !== 'true',
    );
  watcher.app.navigation.go('train', 'model');
  const screen = await render(Host, { app: watcher.app, part: TrainRoom });
  await expect.element(screen.getByLabelText('Kind of model')).toBeDisabled();
  await expect
    .element(screen.getByText(/^Another tab is working on this project\. What is set here/).first())
    .toBeVisible();
  expect(usable(screen.container)).toEqual([]);
  expect(await accessibilityProblems()).toEqual([]);
});
