// What is watched, in the page itself, with the real engine.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import Plan from '../../../src/pages/monitor/plan/Plan.svelte';
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
  for (let i = 0; i < 3; i++) await app.stream.step();
  await until(() => app.monitoring.job.phase === 'done', 'what has passed was looked at');
}, 60_000);
afterAll(() => made.close());
afterEach(() => useTheme('light'));

const settled = () => until(() => made.app.monitoring.job.phase === 'done', 'the plan was followed');

test(
  'what is changed counts at once, stands in the ledger, and can be taken back',
  { timeout: 60_000 },
  async () => {
    const { app } = made;
    const screen = await render(Host, { app, part: Plan });
    await expect.element(screen.getByText('This is the usual plan.')).toBeVisible();
    await screen.getByText('a number of rows').click();
    await settled();
    const { windowRows } = app.datasets.current.scenario;
    const half = Math.floor(windowRows / 2);
    await screen.getByRole('spinbutton', { name: 'Rows of a window' }).fill(String(half));
    await userEvent.keyboard('{Tab}');
    await until(() => {
      const { window } = app.monitoring.plan;
      return window.by === 'rows' && window.rows === half;
    }, 'the windows are half as long');
    await settled();
    const passed = app.stream.position * windowRows;
    await expect.poll(() => app.monitoring.figures.windows.length).toBe(Math.floor(passed / half));
    expect(app.store.ledger.at(-1)?.reason).toBe('what is watched: other windows');
    await expect.element(screen.getByText(/^Looked at .* rows that had passed in/)).toBeVisible();

    await screen.getByRole('switch', { name: /^Population stability|^PSI/ }).click();
    await until(() => !app.monitoring.plan.measures.some(({ id }) => id === 'psi'), 'PSI is off');
    await settled();
    await screen.getByRole('button', { name: 'Back to the usual plan' }).click();
    await expect.element(screen.getByText('This is the usual plan.')).toBeVisible();
    await settled();
    expect(app.monitoring.plan).toEqual(app.monitoring.usual);
  },
);

test('a plan that cannot be followed is refused in words', async () => {
  const { app } = made;
  const screen = await render(Host, { app, part: Plan });
  await screen.getByText('A period of your own').click();
  await until(() => app.monitoring.plan.reference.of === 'rows', 'a period is chosen');
  await settled();
  const { trainRows } = app.datasets.current.scenario;
  const days = [app.datasets.rowLabel(0), app.datasets.rowLabel(trainRows - 1)];
  expect(days).not.toContain(null);
  await expect.element(screen.getByText(days[0] ?? '', { exact: true })).toBeVisible();
  await expect.element(screen.getByText(`${days[1] ?? ''}. `)).toBeVisible();
  await screen.getByRole('spinbutton', { name: 'Last row' }).fill('4');
  await userEvent.keyboard('{Tab}');
  await expect.element(screen.getByText(/4 rows are too few to compare with/)).toBeVisible();
  expect(app.monitoring.plan.reference).toMatchObject({
    span: { to: app.datasets.current.scenario.trainRows },
  });
});

test('slices are followed and let go', { timeout: 60_000 }, async () => {
  const { app } = made;
  const screen = await render(Host, { app, part: Plan });
  const before = app.monitoring.plan.slices.length;
  await screen
    .getByRole('button', { name: /^Remove ./ })
    .first()
    .click();
  await until(() => app.monitoring.plan.slices.length === before - 1, 'one slice fewer');
  await settled();
});

test('can be used without a mouse and without sight', { timeout: 60_000 }, async () => {
  const { app } = made;
  for (const theme of ['light', 'dark'] as const) {
    useTheme(theme);
    const screen = await render(Host, { app, part: Plan });
    expect(await accessibilityProblems(screen.container)).toEqual([]);
    await screen.unmount();
  }
});
