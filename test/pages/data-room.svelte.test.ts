// The data room and the rows behind the inspector, on the real data and the real engine.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import { datasets } from '../../src/core/datasets/index.ts';
import DataRoom from '../../src/pages/DataRoom.svelte';
import InspectorContent from '../../src/pages/inspector/InspectorContent.svelte';
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

const room = () => render(Host, { app: made.app, part: DataRoom });

describe('the catalogue of the data room', () => {
  it('shows card and first rows of a data set that no scene uses', { timeout: 60_000 }, async () => {
    const screen = await room();
    const german = datasets.get('german-credit');
    await screen.getByRole('button', { name: german.label }).click();
    const card = screen.getByRole('region', { name: german.label });
    await expect.element(card).toHaveTextContent(german.citation ?? 'none');
    await expect.element(card).toHaveTextContent(german.licence.note);
    await expect.element(card).toHaveTextContent('No scene uses it.');
    const rows = card.getByRole('group', { name: `First rows: ${german.label}` });
    await expect.element(rows).toBeVisible();
    expect(rows.element().querySelectorAll('tbody tr')).toHaveLength(20);
    expect(await accessibilityProblems()).toEqual([]);
  });

  it('opens the scene of ten classes from its card', { timeout: 60_000 }, async () => {
    const screen = await room();
    const digits = datasets.get('digits8x8');
    await screen.getByRole('button', { name: digits.label }).click();
    const card = screen.getByRole('region', { name: digits.label });
    await card.getByRole('button', { name: /Open its scene/ }).click();
    const { app } = made;
    await until(() => app.store.isOpen && app.store.project.scenarioId === 'digits', 'it opens');
    await until(() => !app.projects.opening, 'it is ready');
    await app.stream.pause();
    expect(app.models.champion?.kind).toBe('softmax-regression');
    // The room comes back with the new scene, and its card says so.
    await screen.getByRole('button', { name: digits.label }).click();
    await expect.element(card).toHaveTextContent('Open now: Digits');
  });
});

describe('the inspector', () => {
  it('gives no answer away for a window to come', { timeout: 60_000 }, async () => {
    const { app } = made;
    await app.projects.openScenario('bikes');
    await app.stream.pause();
    const index = app.stream.total - 1;
    app.inspector.open({ kind: 'window', index });
    const screen = await render(Host, { app, part: InspectorContent });
    const rows = screen.getByRole('group', { name: 'Rows', exact: true });
    const { scenario } = app.datasets.current;
    await expect.element(rows).toBeVisible();
    const heads = [...rows.element().querySelectorAll('th')].map((head) => head.textContent.trim());
    expect(heads.toSorted()).toEqual([...scenario.features, 'time'].sort());
    expect(rows.element().querySelectorAll('tbody tr')).toHaveLength(scenario.windowRows);
  });

  it('shows answers and truths of ten classes', { timeout: 60_000 }, async () => {
    const { app } = made;
    await app.projects.openScenario('digits');
    await app.stream.pause();
    await app.stream.jump(Math.max(3, app.stream.position));
    await until(() => !app.stream.playing, 'three windows pass');
    app.inspector.open({ kind: 'window', index: 0 });
    const screen = await render(Host, { app, part: InspectorContent });
    const rows = screen.getByRole('group', { name: 'Rows of this window' });
    await expect.element(rows).toBeVisible();
    const first = [...rows.element().querySelectorAll('tbody tr:first-child td')].map((cell) =>
      (cell.textContent ?? '').trim(),
    );
    expect(first[0]).toMatch(/^\d \([01]\.\d\d\)$/);
    expect(first[1]).toMatch(/^\d$/);
    expect(first[2]).toBe(first[0]?.[0] === first[1] ? '' : 'wrong');
  });
});
