// One feature now and then, in the page itself, with the real engine.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { makeApp, until, type Made } from '../../state/make-app.ts';
import { accessibilityProblems, useTheme } from '../../ui/axe.ts';
import DistributionHost from './DistributionHost.svelte';

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  const { app } = made;
  await app.start();
  await until(() => app.models.champion !== null, 'the first model is in production');
  await app.stream.pause();
  for (let i = 0; i < 3; i++) await app.stream.step();
  await until(() => app.monitoring.job.phase === 'done', 'what has passed was looked at');
}, 60_000);
afterAll(() => made.close());

test(
  'says it in words, draws it, and has every tool’s number with its bin',
  { timeout: 60_000 },
  async () => {
    const { app } = made;
    const feature = app.datasets.current.scenario.features[0]!;
    const screen = await render(DistributionHost, { app, feature, index: 0 });
    await expect.element(screen.getByText(/training rows/).first()).toBeVisible();
    const table = screen.getByRole('table', { name: 'Population stability index, by tool' });
    await expect.element(table.getByText(/^Evidently 0\.7\.23/)).toBeVisible();
    await expect.element(table.getByText(/^Frouros/)).toBeVisible();
    await screen.getByRole('combobox', { name: 'Measured by' }).selectOptions('jensen-shannon');
    await expect.element(screen.getByText(/^TFDV: divergence in bits/)).toBeVisible();
    for (const theme of ['light', 'dark'] as const) {
      useTheme(theme);
      expect(await accessibilityProblems(screen.container)).toEqual([]);
    }
    useTheme('light');
  },
);

test('says what is missing for a window that is not kept', async () => {
  const { app } = made;
  const feature = app.datasets.current.scenario.features[0]!;
  const screen = await render(DistributionHost, { app, feature, index: 9999 });
  await expect.element(screen.getByText('There is nothing to compare')).toBeVisible();
});
