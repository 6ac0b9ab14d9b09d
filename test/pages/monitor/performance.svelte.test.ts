// Estimated and true performance in the page itself, with the real engine.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import Performance from '../../../src/pages/monitor/performance/Performance.svelte';
import { makeApp, until, type Made } from '../../state/make-app.ts';
import { accessibilityProblems, useTheme } from '../../ui/axe.ts';
import Host from '../Host.svelte';

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  const { app } = made;
  await app.start();
  await until(() => app.models.champion !== null, 'the first model is in production');
  await app.stream.pause();
  for (let i = 0; i < 6; i++) await app.stream.step();
  await until(() => app.monitoring.job.phase === 'done', 'what has passed was looked at');
}, 60_000);
afterAll(() => made.close());
afterEach(() => useTheme('light'));

test(
  'estimate and truth stand in one picture, with a verdict and the classes',
  { timeout: 60_000 },
  async () => {
    const screen = await render(Host, { app: made.app, part: Performance });
    await expect.element(screen.getByText(/^Estimated /).first()).toBeVisible();
    await expect
      .element(screen.getByRole('heading', { name: 'Can the estimate be believed?' }))
      .toBeVisible();
    await expect.element(screen.getByRole('heading', { name: 'By slice' })).toBeVisible();
    const figure = screen.getByRole('combobox', { name: 'Figure' });
    const options = [...figure.element().querySelectorAll('option')].map(({ textContent }) => textContent);
    expect(options.length).toBeGreaterThan(1);
    const other = options[1] ?? '';
    await userEvent.selectOptions(figure, other);
    const said = new RegExp(`^Estimated ${other.toLowerCase().replace(/[()]/gu, '.')}`, 'u');
    await expect.element(screen.getByText(said).first()).toBeVisible();
  },
);

test.each(['light', 'dark'] as const)('is accessible: %s', { timeout: 60_000 }, async (theme) => {
  useTheme(theme);
  const screen = await render(Host, { app: made.app, part: Performance });
  await expect.element(screen.getByRole('heading', { name: 'By slice' })).toBeVisible();
  expect(await accessibilityProblems(screen.container)).toEqual([]);
});
