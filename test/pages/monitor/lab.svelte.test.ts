// The alert lab in the page itself, worked out by the real engine.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { injectionKinds } from '../../../src/core/injections/index.ts';
import { defaults } from '../../../src/core/params.ts';
import Lab from '../../../src/pages/monitor/lab/Lab.svelte';
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
}, 60_000);
afterAll(() => made.close());
afterEach(() => useTheme('light'));

const patience = { timeout: 180_000 };
const done = () => until(() => made.app.alertLab.job.phase === 'done', 'all streams have passed', 120_000);

async function sayNumber(screen: Awaited<ReturnType<typeof render>>, label: string, value: number) {
  await screen.getByRole('spinbutton', { name: label }).fill(String(value));
  await userEvent.tab();
}

test('it draws by itself, says who is first, and puts a setting to use by keyboard', patience, async () => {
  const { app } = made;
  await page.viewport(360, 800);
  const screen = await render(Host, { app, part: Lab });
  await sayNumber(screen, 'Streams', 5);
  await sayNumber(screen, 'Rows of a stream', 2000);
  await until(() => app.alertLab.answered?.seeds === 5, 'the new question is answered', 60_000);
  await done();
  expect(app.alertLab.answered?.world).toMatchObject({ rows: 2000, changeAt: 1000, course: 'sudden' });
  await expect
    .element(screen.getByText(/first with at most 1 false alarm per 10,000 rows/).first())
    .toBeVisible();
  const table = screen.getByRole('table', { name: 'Detectors with your settings' });
  await expect.poll(() => table.getByRole('row').length).toBe(9);

  // What is done with the mouse is done with the keyboard.
  table.getByRole('button', { name: 'Open HDDM-W' }).element().focus();
  await userEvent.keyboard('{Enter}');
  const knob = screen.getByRole('slider', { name: /^HDDM-W: / });
  await expect.element(knob).toHaveAttribute('aria-valuetext', expect.stringContaining('0.001: '));
  await expect.element(screen.getByText('The stream is watched with this setting.')).toBeVisible();
  knob.element().focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(knob).toHaveAttribute('aria-valuetext', expect.stringContaining('0.0001: '));
  await expect.element(screen.getByText('The stream is watched with 0.001.')).toBeVisible();
  const use = screen.getByRole('button', { name: 'Use this setting' });
  use.element().focus();
  await userEvent.keyboard('{Enter}');
  const watched = () =>
    app.monitoring.plan.detectors.find(({ id }) => id === 'hddm-w')?.params['drift_confidence'];
  await until(() => watched() === 0.0001, 'the stream is watched with it');
  expect(app.monitoring.plan.detectors.length).toBe(app.monitoring.usual.detectors.length);
  await done();

  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  for (const theme of ['light', 'dark'] as const) {
    useTheme(theme);
    // Colours take a moment to change.
    await expect.poll(() => accessibilityProblems(screen.container), { timeout: 30_000 }).toEqual([]);
  }
});

test('each kind of change is tried, and the table says when it is of another world', patience, async () => {
  const { app } = made;
  const screen = await render(Host, { app, part: Lab });
  await sayNumber(screen, 'Streams', 5);
  await screen.getByRole('button', { name: 'Try all four' }).click();
  await until(() => app.alertLab.coursesJob.phase === 'done', 'all four have been tried', 120_000);
  const table = screen.getByRole('table', { name: 'Detectors by kind of change' });
  await expect.element(table.getByRole('columnheader', { name: 'Incremental' })).toBeInTheDocument();
  await expect.poll(() => table.getByRole('row').length).toBe(9);
  expect(screen.getByText('The table is of another world.').length).toBe(0);
  await sayNumber(screen, 'Wrong of 100 after', 50);
  await expect.element(screen.getByText('The table is of another world.')).toBeVisible();
});

test('it can be cancelled, and begun again', patience, async () => {
  const { app } = made;
  app.alertLab.forget();
  const screen = await render(Host, { app, part: Lab });
  await sayNumber(screen, 'Streams', 200);
  await until(() => app.alertLab.answered?.seeds === 200, 'the first streams are in the picture', 60_000);
  await screen.getByRole('button', { name: 'Cancel' }).click();
  await until(() => app.alertLab.job.phase === 'idle', 'it has ended');
  await expect.element(screen.getByText(/^Stopped: \d+ of 200 streams/)).toBeVisible();
  const again = screen.getByRole('button', { name: 'Run again' });
  await expect.element(again).toBeVisible();
  await again.click();
  await until(() => app.alertLab.job.phase === 'running', 'it runs again');
});

test(
  'this stream’s own errors: without a change nothing is known, then they are drawn from',
  patience,
  async () => {
    const { app } = made;
    const screen = await render(Host, { app, part: Lab });
    await sayNumber(screen, 'Streams', 5);
    await screen.getByText('This stream', { exact: true }).click();
    await expect.element(screen.getByText('Too little is known of this stream')).toBeVisible();
    expect(await accessibilityProblems(screen.container)).toEqual([]);
    await screen.getByRole('button', { name: 'Use made-up errors' }).click();
    await expect.element(screen.getByRole('spinbutton', { name: 'Wrong of 100 before' })).toBeVisible();

    await app.projects.change({ pauseAtAlarm: false }, null);
    const params = { ...defaults(injectionKinds.get('swap-labels').params), share: 0.9 };
    const ahead = async (windows: number) => {
      const to = app.stream.position + windows;
      await app.stream.jump(to);
      await until(() => app.stream.position >= to && !app.stream.playing, 'the windows have passed', 60_000);
    };
    await ahead(4);
    await app.changes.add({ kind: 'swap-labels', params, course: 'sudden', overRows: 0 });
    await ahead(5);
    await screen.getByText('This stream', { exact: true }).click();
    await screen.getByRole('button', { name: 'Take the newest errors' }).click();
    await expect
      .element(screen.getByText(/^The change at row .* rows wrong before it; .* after\.$/))
      .toBeVisible();
    await until(() => app.alertLab.answered?.world.errors.from === 'rows', 'they are drawn from', 60_000);
    await done();
    await ahead(1);
    await expect.element(screen.getByText('The stream has gone on by 1 window')).toBeVisible();
    await screen.getByRole('button', { name: 'Take the newest errors' }).click();
    await expect.poll(() => screen.getByText('The stream has gone on by 1 window').length).toBe(0);
  },
);

test('what can’t be tried is said, with a way on', patience, async () => {
  const { app } = made;
  app.alertLab.forget();
  const screen = await render(Host, { app, part: Lab });
  const bad = {
    errors: { from: 'rates' as const, before: 0.1, after: 0.3 },
    rows: 100,
    changeAt: 100,
    course: 'sudden' as const,
    overRows: 0,
    labelDelayRows: 0,
  };
  await until(() => app.alertLab.job.phase === 'running', 'it has begun');
  await app.alertLab.run(bad, [], 1);
  await expect.element(screen.getByText('It could not be tried')).toBeVisible();
  await screen.getByRole('button', { name: 'Run again' }).click();
  await until(() => app.alertLab.job.phase === 'running', 'it runs');
});
