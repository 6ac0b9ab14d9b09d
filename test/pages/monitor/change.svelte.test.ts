// Changing the world, in the page itself, with the real engine.

import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import Change from '../../../src/pages/monitor/change/Change.svelte';
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
}, 60_000);
afterAll(() => made.close());
afterEach(() => useTheme('light'));

test(
  'a sensor is broken with two presses, moved while the stream goes on, and mended',
  { timeout: 60_000 },
  async () => {
    const { app } = made;
    const screen = await render(Host, { app, part: Change });
    await expect.element(screen.getByRole('heading', { name: 'The world is as it was' })).toBeVisible();
    const next = app.stream.position + 1;
    await screen.getByRole('button', { name: 'Break a sensor' }).click();
    const begin = screen.getByRole('button', { name: `Change it from window ${next} on` });
    await expect.element(screen.getByRole('table')).toBeVisible();
    await begin.click();
    await until(() => app.changes.active.length === 1, 'the sensor is broken');
    await expect.element(screen.getByText(/1 change at work/)).toBeVisible();
    // Before a window has passed it can still be taken back; afterwards it can only be ended.
    await expect.element(screen.getByRole('button', { name: /^Take back: / })).toBeVisible();
    await app.stream.step();
    await expect.element(screen.getByText(`since window ${next}, sudden`)).toBeVisible();
    const list = screen.getByRole('listitem');
    await list.getByRole('spinbutton', { name: 'Share of rows' }).fill('0.5');
    await userEvent.keyboard('{Tab}');
    await until(() => app.changes.script.length === 2, 'the slider rests');
    expect(app.store.ledger.at(-1)?.reason).toContain('in 50 % of the rows');
    await app.stream.step();
    await expect.element(screen.getByText(/^Told in |^Not told yet; /).first()).toBeVisible();
    await expect.element(screen.getByText(/made once more, on top/)).toBeVisible();
    await screen.getByRole('button', { name: /^End: / }).click();
    await until(() => app.changes.active.length === 0, 'it is mended');
    await expect.element(screen.getByText('2 changes that are over')).toBeVisible();
  },
);

test('each kind shows its own settings, preview and courses', { timeout: 60_000 }, async () => {
  const { app } = made;
  const screen = await render(Host, { app, part: Change });
  await screen.getByRole('button', { name: 'Shift a mean' }).click();
  await expect.element(screen.getByText(/^The mean of .* goes from/)).toBeVisible();
  await screen.getByRole('radio', { name: /^Incremental/ }).click();
  await expect.element(screen.getByRole('spinbutton', { name: 'Over rows' })).toBeVisible();
  await screen.getByRole('button', { name: 'Break a sensor' }).click();
  await expect.element(screen.getByRole('radio', { name: /^Incremental/ })).not.toBeInTheDocument();
  await expect.element(screen.getByText(/cannot be incremental/)).toBeVisible();
  await screen.getByRole('button', { name: 'Swap labels' }).click();
  await expect
    .element(screen.getByRole('spinbutton', { name: 'Moved by standard deviations' }))
    .not.toBeInTheDocument();
  const every = screen.getByRole('combobox', { name: 'All changes' });
  for (const option of ['subgroup-concept', 'labels-biased', 'duplicate-rows', 'flip-effect']) {
    await userEvent.selectOptions(every, option);
    await expect.element(screen.getByRole('button', { name: /^Change it from window/ })).toBeVisible();
  }
});

test('a damaged script is refused in words, a good one takes its place', { timeout: 60_000 }, async () => {
  const { app } = made;
  const screen = await render(Host, { app, part: Change });
  const input = screen.getByLabelText('Load a script', { exact: true }).element();
  const load = async (text: string): Promise<void> => {
    const file = new File([text], 'changes.json', { type: 'application/json' });
    const field = input instanceof HTMLInputElement ? input : document.querySelector('input[type="file"]')!;
    await userEvent.upload(field, file);
  };
  await load('{"format":"something"}');
  await expect.element(screen.getByText(/no script of changes/)).toBeVisible();
  expect(app.changes.active).toEqual([]);
  await load(app.changes.text().replaceAll(/"toRow": \d+/g, '"toRow": null'));
  await expect.element(screen.getByText('The script is loaded')).toBeVisible();
  expect(app.changes.active.length).toBeGreaterThan(0);
  for (const { id } of app.changes.active) await app.changes.end(id);
});

test.each(['light', 'dark'] as const)('it can be used in the %s theme', async (theme) => {
  useTheme(theme);
  await render(Host, { app: made.app, part: Change });
  expect(await accessibilityProblems()).toEqual([]);
});

test('it fits 360 pixels', async () => {
  await page.viewport(360, 800);
  await render(Host, { app: made.app, part: Change });
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  await page.viewport(1280, 800);
});

test('a fork begins where it is asked to, and says where it comes from', { timeout: 60_000 }, async () => {
  const { app } = made;
  const id = app.store.project.id;
  const screen = await render(Host, { app, part: Change });
  await screen.getByRole('spinbutton', { name: 'From window' }).fill('3');
  await userEvent.keyboard('{Tab}');
  await screen.getByRole('button', { name: 'Fork here' }).click();
  await vi.waitFor(() => expect(app.store.isOpen && app.store.project.id).not.toBe(id), { timeout: 20_000 });
  await until(() => !app.projects.opening, 'the fork is open');
  expect(app.store.project.position).toBe(2);
  expect(app.changes.script).toEqual([]);
  expect(app.store.ledger.at(-1)?.kind).toBe('branched');
});
