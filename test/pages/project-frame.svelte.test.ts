// The page around the rooms with a real project: what it says of the champion, where focus and inspector go between rooms,
// and what it is called after a branch.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import AppPage from '../../src/App.svelte';
import type { App } from '../../src/state/app.svelte.ts';
import { makeApp, until, type Made } from '../state/make-app.ts';

let made: Made;
let app: App;
beforeAll(async () => {
  await page.viewport(1440, 900);
  made = await makeApp({ indexedDB: null, witness: null });
  app = made.app;
  await app.start();
  await app.stream.pause();
  await app.projects.change({ pauseAtAlarm: false }, null);
}, 60_000);
afterAll(() => made.close());

async function jump(window: number): Promise<void> {
  await app.stream.jump(window);
  await until(() => !app.stream.playing, `window ${window} has passed`);
}

it('says of the champion’s figure whether it is of its deployment or of the last window', async () => {
  app.navigation.go('home');
  const screen = await render(AppPage, { app });
  const chip = screen.getByRole('button', { name: /^champion v1/ });
  await expect.element(chip).toHaveTextContent(/champion v1 · at deployment 0\.\d\d/);
  await jump(4);
  await expect.element(chip).toHaveTextContent(/champion v1 · last window 0\.\d\d/);
});

it('closes the inspector on the way to another room, not to another part of one', async () => {
  app.navigation.go('deploy', 'registry');
  app.inspector.open({ kind: 'version', id: app.store.versions[0]!.id });
  app.navigation.go('deploy', 'lineage');
  expect(app.inspector.subject).not.toBeNull();
  app.navigation.go('home');
  expect(app.inspector.subject).toBeNull();
});

it('leads the focus to the room’s heading when what had it is gone', { timeout: 60_000 }, async () => {
  await jump(26);
  await app.training.retrain();
  const screen = await render(AppPage, { app });
  app.navigation.go('home');
  const compare = screen.getByRole('button', { name: 'Compare v2 with the champion' });
  await expect.element(compare).toBeVisible();
  compare.element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('heading', { level: 1, name: 'Evaluate' })).toHaveFocus();
});

it('is called a branch once it goes on from the past, and leads back', { timeout: 60_000 }, async () => {
  const screen = await render(AppPage, { app });
  const old = app.store.project.id;
  app.navigation.go('deploy', 'timeline');
  const scene = screen.getByRole('link', { name: app.datasets.current.scenario.label, exact: true });
  await expect.element(scene).toHaveAttribute('href', '#/data/choose');
  await screen.getByRole('slider', { name: 'Window', exact: true }).fill('10');
  await screen.getByRole('button', { name: 'Go on from here as a project of its own' }).click();
  await expect.element(screen.getByRole('link', { name: /, from window 11 on$/ })).toBeVisible();
  await screen.getByRole('button', { name: `Back to “${app.datasets.current.scenario.label}”` }).click();
  await until(() => app.store.isOpen && app.store.project.id === old, 'the old project is open again');
  await expect.element(scene).toBeVisible();
});

it(
  'says at the end of the stream that a version which came in then answered nothing',
  { timeout: 60_000 },
  async () => {
    await jump(app.stream.total);
    await app.models.deploy(app.store.versions[1]!.id, 'test');
    await until(() => app.models.champion?.number === 2, 'v2 is in production');
    app.navigation.go('home');
    const screen = await render(AppPage, { app });
    await expect
      .element(
        screen.getByRole('heading', {
          level: 1,
          name: /^The stream is over\. Model v2 came in after its last window and has answered nothing since\. .*0\.\d\d/,
        }),
      )
      .toBeVisible();
    await expect
      .element(screen.getByText(/^The stream is over; v2 took over after its last window/).first())
      .toBeVisible();
  },
);
