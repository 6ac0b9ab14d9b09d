// The comparison in the page itself: nothing chosen, one, several, with real runs and their real logs.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import Compare from '../../src/pages/runs/compare/Compare.svelte';
import { makeApp, until, type Made } from '../state/make-app.ts';
import { accessibilityProblems } from '../ui/axe.ts';
import Host from './Host.svelte';

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  await made.app.start();
  await made.app.stream.pause();
}, 60_000);
afterAll(() => made.close());

test(
  'nothing chosen says what would be here; real runs are compared with their curves',
  { timeout: 90_000 },
  async () => {
    const { app } = made;
    const screen = await render(Host, { app, part: Compare });
    await expect
      .element(screen.getByRole('heading', { name: 'Choose two runs or more to compare them' }))
      .toBeVisible();
    await expect.element(screen.getByRole('link', { name: 'Choose runs in the table' })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    const first = app.notebook.items.map(({ run }) => run.id);
    app.notebook.select(first.slice(0, 1));
    if (first.length === 1) await expect.element(screen.getByText(/^One run is chosen/)).toBeVisible();

    while (app.stream.position < 12) await app.stream.step();
    await app.training.retrain();
    await until(
      () => app.notebook.items.length > first.length && !app.training.running,
      'the second run ends',
    );
    await screen.getByRole('button', { name: 'Compare the newest 2' }).click();
    const curves = screen.getByRole('region', { name: 'Curves' });
    await expect.element(curves.getByText(/n = 2 runs, \d+ points/)).toBeVisible();
    await expect
      .element(screen.getByRole('table').getByRole('columnheader', { name: 'Run 2' }))
      .toBeVisible();
  },
);
