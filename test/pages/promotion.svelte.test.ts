// What the pages say and offer when a version is to come into production: by what is known of it now.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import DeployRoom from '../../src/pages/DeployRoom.svelte';
import EvaluateRoom from '../../src/pages/EvaluateRoom.svelte';
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
  await app.stream.jump(app.stream.total);
  await until(() => !app.stream.playing && app.store.openAlertId !== null, 'the alarm');
  await app.training.retrain();
  app.markCompared();
}, 60_000);
afterAll(() => made.close());

it(
  'make the press primary only where the verdict is about the challenger and the champion now',
  { timeout: 60_000 },
  async () => {
    const [first, second] = app.store.versions.map(({ id }) => id) as [string, string];
    app.navigation.go('evaluate');
    const room = await render(Host, { app, part: EvaluateRoom });
    const verdict = room.getByRole('region', { name: 'Verdict' });
    const promote = verdict.getByRole('button', { name: 'Promote v2' });
    await expect.element(promote).toHaveClass('primary');
    // Alone, v2 has nothing to be better than.
    await app.evaluations.evaluate(second, null);
    expect(app.evaluations.current?.baselineId).toBeNull();
    await expect.element(promote).toHaveClass('plain');
    app.evaluations.choose(second, first);
    await expect.element(promote).toHaveClass('primary');
    const { settings } = app.evaluations;
    await app.evaluations.change({ ...settings, interval: { ...settings.interval, resamples: 77 } });
    await expect.element(promote).toHaveClass('plain');
    await expect.element(verdict.getByRole('button', { name: 'Keep v1' })).toHaveClass('plain');
    await room.unmount();

    app.navigation.go('deploy');
    const deploy = await render(Host, { app, part: DeployRoom });
    const challenger = deploy.getByRole('region', { name: 'Challenger: v2' });
    await expect.element(challenger.getByText('v2 has to be evaluated first')).toBeVisible();
    await expect.element(challenger.getByRole('button', { name: 'Promote v2' })).toHaveClass('plain');
    await app.doNext();
    await expect.element(challenger.getByText('v2 passed its gate and its tests')).toBeVisible();
    await expect.element(challenger.getByRole('button', { name: 'Promote v2' })).toHaveClass('primary');
    await deploy.unmount();
  },
);

it(
  'offer to go on without an evaluation only after it broke off, and say what that means',
  { timeout: 60_000 },
  async () => {
    const { settings } = app.evaluations;
    await app.evaluations.change({ ...settings, interval: { ...settings.interval, resamples: 78 } });
    app.navigation.go('deploy');
    const room = await render(Host, { app, part: DeployRoom });
    const without = room.getByRole('button', { name: 'Put v2 into production without an evaluation' });
    await expect.element(without).not.toBeInTheDocument();
    const assess = () => {
      throw new Error('No memory is left.');
    };
    Object.defineProperty(app.engine, 'assess', { value: assess, configurable: true });
    try {
      await room.getByRole('button', { name: 'Promote v2' }).click();
      await expect.element(without).toBeVisible();
      await expect.element(room.getByText(/^No memory is left\. Nothing was changed\./)).toBeVisible();
      expect(app.models.champion?.number).toBe(1);
      expect(await accessibilityProblems()).toEqual([]);
      await without.click();
      await expect.poll(() => app.models.champion?.number).toBe(2);
      await expect.element(without).not.toBeInTheDocument();
      await expect
        .element(
          room.getByText('promoted by hand; without an evaluation, which broke off: No memory is left.'),
        )
        .toBeVisible();
    } finally {
      Reflect.deleteProperty(app.engine, 'assess');
    }
  },
);
