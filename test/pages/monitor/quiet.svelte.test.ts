// "What if nothing had changed?" with the real monitors and rules behind it.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import Quiet from '../../../src/pages/monitor/quiet/Quiet.svelte';
import { makeApp, until, type Made } from '../../state/make-app.ts';
import { accessibilityProblems, useTheme } from '../../ui/axe.ts';
import Host from '../Host.svelte';

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  const { app } = made;
  await app.start();
  await app.stream.pause();
  await app.stream.jump(app.stream.position + 5);
  await until(() => !app.stream.playing, 'five windows');
}, 60_000);
afterAll(() => {
  useTheme('light');
  made.close();
});

const wait = { timeout: 30_000 };

test('is asked by keyboard, counts the false alarms of each rule, and reads well in both themes', async () => {
  const { app } = made;
  await page.viewport(360, 800);
  const screen = await render(Host, { app, part: Quiet });
  const orders = screen.getByLabelText('Random orders', { exact: true });
  await orders.fill('4');
  await userEvent.tab();
  const run = screen.getByRole('button', { name: 'Run on shuffled rows' });
  run.element().focus();
  await userEvent.keyboard('{Enter}');
  const rows = screen.getByRole('table').getByRole('row');
  await expect.poll(() => rows.length, wait).toBe(app.quiet.rules.length + 1);
  await expect.element(screen.getByText(/rows where nothing had changed/)).toBeVisible();
  await expect.element(screen.getByText(/95 % interval\)/)).toBeVisible();
  await expect.element(run).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  for (const theme of ['light', 'dark'] as const) {
    useTheme(theme);
    // Colours take a moment to change.
    await expect.poll(() => accessibilityProblems(screen.container), wait).toEqual([]);
  }
});
