// The blind spots in the page itself, worked out by the real engine.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import BlindSpots from '../../../src/pages/monitor/blind-spots/BlindSpots.svelte';
import { makeApp, until, type Made } from '../../state/make-app.ts';
import { accessibilityProblems, useTheme } from '../../ui/axe.ts';
import Host from '../Host.svelte';

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  await made.app.start();
  await until(() => made.app.models.champion !== null, 'the first model is in production');
  await made.app.stream.pause();
}, 60_000);
afterAll(() => made.close());
afterEach(() => useTheme('light'));

const patience = { timeout: 180_000 };

test(
  'made-up rows: the matrix says who is blind, and a cell shows its change by keyboard',
  patience,
  async () => {
    const { app } = made;
    await page.viewport(1280, 900);
    const screen = await render(Host, { app, part: BlindSpots });
    await expect.element(screen.getByText('Nothing has been tried yet')).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await screen.getByRole('button', { name: 'Try every change' }).click();
    await expect.element(screen.getByRole('button', { name: 'Cancel' })).toBeVisible();
    await until(() => app.blindSpots.job.phase === 'done', 'everything has been tried', 150_000);
    const cell = (name: RegExp) => screen.getByRole('button', { name });
    await expect.element(cell(/^A tie turns round, Kolmogorov.*blind/)).toBeVisible();
    await expect.element(cell(/^A tie turns round, PCA.*sees 30 of 30/)).toBeVisible();
    await expect.element(screen.getByText(/^A tie turns round: /).first()).toBeVisible();
    cell(/^One mean shifts, PCA/)
      .element()
      .focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(screen.getByText(/^One mean shifts: /).first()).toBeVisible();
    for (const theme of ['light', 'dark'] as const) {
      useTheme(theme);
      // Colours take a moment to change.
      await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
      expect(await accessibilityProblems()).toEqual([]);
    }
  },
);

test('the project’s own rows: it can be cancelled and begun again', patience, async () => {
  const { app } = made;
  app.blindSpots.forget();
  const screen = await render(Host, { app, part: BlindSpots });
  await screen.getByText('This project’s rows', { exact: true }).click();
  await screen.getByRole('button', { name: 'Try every change' }).click();
  await until(
    () => app.blindSpots.job.phase === 'running' && app.blindSpots.job.progress !== null,
    'it runs',
  );
  await screen.getByRole('button', { name: 'Cancel' }).click();
  await until(() => app.blindSpots.job.phase === 'idle', 'it has ended');
  await expect.element(screen.getByText('Nothing has been tried yet')).toBeVisible();
  await screen.getByRole('button', { name: 'Try every change' }).click();
  await until(() => app.blindSpots.job.phase === 'done', 'everything has been tried', 150_000);
  await expect.element(screen.getByRole('table')).toBeVisible();
  await expect.element(screen.getByText(/^This project’s rows: 30 windows/)).toBeVisible();
});
