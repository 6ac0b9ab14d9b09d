// The monitoring room with a real project: what is said now, what drifted, and what a figure is. By keyboard, at both widths.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import InspectorContent from '../../../src/pages/inspector/InspectorContent.svelte';
import MonitorRoom from '../../../src/pages/MonitorRoom.svelte';
import type { App } from '../../../src/state/app.svelte.ts';
import { makeApp, until, type Made } from '../../state/make-app.ts';
import { accessibilityProblems, useTheme } from '../../ui/axe.ts';
import Host from '../Host.svelte';

let made: Made;
let app: App;
beforeAll(async () => {
  await page.viewport(1440, 900);
  made = await makeApp({ indexedDB: null, witness: null });
  app = made.app;
  await app.start();
  await app.stream.pause();
  await app.projects.change({ pauseAtAlarm: false }, null);
}, 90_000);
afterAll(() => made.close());

function shown(section: '' | 'drift') {
  app.navigation.go('monitor', section);
  return render(Host, { app, part: MonitorRoom });
}
async function jump(window: number): Promise<void> {
  await app.stream.jump(window);
  await until(() => !app.stream.playing, `window ${window} has passed`, 60_000);
}
async function soundEverywhere(container: Element): Promise<void> {
  for (const [width, theme] of [
    [1440, 'light'],
    [360, 'dark'],
  ] as const) {
    await page.viewport(width, 900);
    useTheme(theme);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    expect(await accessibilityProblems()).toEqual([]);
    expect(container.scrollWidth).toBeLessThanOrEqual(width);
  }
  useTheme('light');
  await page.viewport(1440, 900);
}

it('says what would be here before a window has passed', { timeout: 60_000 }, async () => {
  // The scene plays by itself for a moment before the test pauses it.
  if (app.stream.position > 0) return;
  const screen = shown('');
  await expect.element(screen.getByText('v1 is live. No window has passed yet: press play.')).toBeVisible();
  await expect.element(screen.getByRole('link', { name: 'Now' })).toHaveAttribute('aria-current', 'page');
  const drift = shown('drift');
  await expect.element(drift.getByText('No window has been measured yet').first()).toBeVisible();
});

it('says in a sentence how the model fares, and how each part stands', { timeout: 90_000 }, async () => {
  await jump(24);
  const screen = shown('');
  await expect
    .element(
      screen.getByRole('heading', {
        level: 2,
        name: /^(Something is wrong|Worth a look|Nothing to worry about): accuracy is 0\.\d\d over the last 5 windows with labels \(n = \d+\), against 0\.\d\d at deployment; /,
      }),
    )
    .toBeVisible();
  const board = screen.getByRole('region', { name: 'How it stands' });
  expect(board.getByRole('link').elements()).toHaveLength(6);
  await expect.element(board.getByRole('link', { name: /^Inputs.* of \d+ features differ/ })).toBeVisible();
  await soundEverywhere(screen.container);
  await screen.getByRole('button', { name: 'Change the world' }).click();
  expect(app.navigation.section).toBe('change');
});

it('shows what drifted since when, and a feature of a window, by keyboard', { timeout: 90_000 }, async () => {
  const screen = shown('drift');
  const table = screen.getByRole('table', { name: 'Features, the latest window' });
  await expect.element(table).toBeVisible();
  const { features } = app.datasets.current.scenario;
  expect(table.getByRole('row').elements().length).toBe(Math.min(30, features.length) + 1);
  table.getByRole('button').first().element().focus();
  await userEvent.keyboard('{Enter}');
  const window = screen.getByLabelText('Window to look at');
  await expect.element(window).toBeVisible();
  await window.selectOptions('0');
  await expect.element(window).toHaveValue('0');
  await screen.getByLabelText('Heat map by').selectOptions('psi');
  await expect.element(screen.getByRole('region', { name: 'Data quality' })).toBeVisible();
  await expect.element(screen.getByRole('region', { name: 'All features together' })).toBeVisible();
  await soundEverywhere(screen.container);
  await screen.getByRole('button', { name: 'All measures of this feature' }).click();
  expect(app.inspector.subject).toMatchObject({ kind: 'drift', windowIndex: 0 });
});

it(
  'says of any figure what it is, on how many rows, and from where on it is a change',
  { timeout: 90_000 },
  async () => {
    app.inspector.open({ kind: 'window', index: 20 });
    const screen = render(Host, { app, part: InspectorContent });
    const all = screen.getByRole('region', { name: 'All figures of this window' });
    await expect.element(all).toBeVisible();
    await expect.element(all.getByText(/^Data quality \(\d+\)$/)).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    const [feature] = app.datasets.current.scenario.features;
    app.inspector.open({ kind: 'figure', key: `drift/psi/${feature ?? ''}`, index: 20 });
    await expect.element(screen.getByText('Rows it was counted on')).toBeVisible();
    await expect.element(screen.getByText(/^from 0\.\d+ on$/)).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    app.inspector.open({ kind: 'figure', key: 'drift/psi/no such feature', index: 20 });
    await expect.element(screen.getByText('This window has no such figure')).toBeVisible();
    app.inspector.close();
  },
);

it('an address of no part becomes that of one, and one of another room is left alone', async () => {
  await shown('');
  const visit = async (hash: string): Promise<string> => {
    window.location.hash = hash;
    await new Promise((resolve) => setTimeout(resolve, 200));
    return window.location.hash;
  };
  expect(await visit('#/monitor/nosuch')).toBe('#/monitor/now');
  expect(await visit('#/data/choose')).toBe('#/data/choose');
  expect(app.navigation.room).toBe('data');
});
