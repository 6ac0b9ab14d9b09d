// The plots of a real evaluation in the page itself, with the real engine.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { placesBehind } from '../../../src/core/pictures/places.ts';
import { sliceId, sliceLabel } from '../../../src/core/slices/slice-label.ts';
import Plots from '../../../src/pages/evaluate/plots/Plots.svelte';
import { makeApp, until, type Made } from '../../state/make-app.ts';
import { accessibilityProblems, useTheme } from '../../ui/axe.ts';
import Host from '../Host.svelte';

let made: Made;
const patience = { timeout: 60_000 };

async function withChallenger(scenario: string, windows: number): Promise<void> {
  const { app } = made;
  await app.projects.startOver(scenario, 5);
  await until(() => app.models.champion !== null, 'the first model is in production');
  await app.stream.pause();
  while (app.stream.position < windows) await app.stream.step();
  await app.training.retrain();
  await until(() => app.models.challenger !== null, 'the new version is registered');
}

beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  await made.app.start();
  await withChallenger('bikes', 12);
}, 90_000);
afterAll(() => made.close());
afterEach(async () => {
  useTheme('light');
  await page.viewport(1280, 900);
});

const evaluationOf = () => {
  const evaluation = made.app.evaluations.current;
  if (!evaluation) throw new Error('There is no evaluation.');
  return evaluation;
};
const shownRows = (): readonly number[] => {
  const { subject } = made.app.inspector;
  return subject?.kind === 'evaluated-rows' ? subject.rows : [];
};

test('every cell of the confusion opens exactly its rows, by keyboard', patience, async () => {
  const { app } = made;
  const screen = await render(Host, { app, part: Plots });
  const evaluation = evaluationOf();
  const candidate = `v${app.store.numberOf(evaluation.modelVersionId)}`;
  const table = screen.getByRole('table', { name: `Answers of ${candidate}` });
  await expect.element(table).toBeVisible();
  const cells = [...table.element().querySelectorAll('tbody button')];
  expect(cells).toHaveLength(4);
  const rows = app.evaluations.rowsOf(evaluation);
  const scored = await app.evaluations.scored(evaluation);
  const answered = {
    task: 'binary',
    truth: scored.truth,
    scores: scored.candidate,
    outputs: 1,
    threshold: evaluation.settings.threshold,
  } as const;
  let known = 0;
  for (const [cell, button] of cells.entries()) {
    const places = placesBehind(answered, { kind: 'cell', truth: cell >> 1, answer: cell & 1 });
    known += places.length;
    expect(button.querySelector('.rows')?.textContent).toBe(String(places.length));
    if (places.length === 0 || !(button instanceof HTMLElement)) continue;
    button.focus();
    await userEvent.keyboard('{Enter}');
    expect(shownRows()).toEqual(Array.from(places, (place) => rows[place]));
  }
  expect(known).toBe(evaluation.slices.find(({ key }) => key.length === 0)?.known);
  app.inspector.close();
});

test(
  'draws every plot of the task for both versions, with words for those who can’t see it',
  patience,
  async () => {
    const screen = await render(Host, { app: made.app, part: Plots });
    for (const name of [
      // Whether one is called better depends on the interval of these rows.
      / ranks? yes (better|worse|alike)|^Area for yes: /,
      /average precision/i,
      /(promises too|at their word)/,
      / overlap by /,
      /^Among the /,
      /^The errors of /,
      /^From 0\.\d\d on, /,
    ])
      await expect.element(screen.getByRole('group', { name })).toBeVisible();
    await expect.element(screen.getByRole('button', { name: /^Open Run / })).toBeVisible();
  },
);

test('tries another threshold and asks new versions at it; this evaluation stays', patience, async () => {
  const { app } = made;
  const screen = await render(Host, { app, part: Plots });
  const before = evaluationOf();
  await screen.getByRole('button', { name: 'Best F1' }).click();
  const words = screen.getByText(/^Finds \d+ of 100 /);
  await expect.element(words).toBeVisible();
  await screen.getByRole('button', { name: 'Find 90 of 100' }).click();
  await expect
    .poll(() => Number(/Finds (\d+) of 100/.exec(words.element().textContent)?.[1] ?? 0))
    .toBeGreaterThanOrEqual(90);
  await screen.getByRole('spinbutton', { name: /^Called / }).fill('0.3');
  await userEvent.keyboard('{Tab}');
  await screen.getByRole('button', { name: 'Ask new versions at this threshold' }).click();
  await expect.poll(() => app.evaluations.settings.threshold).toBe(0.3);
  await expect.element(screen.getByText(/^New versions answer from 0\.30 on/)).toBeVisible();
  expect(evaluationOf().settings.threshold).toBe(before.settings.threshold);
  await app.evaluations.change(before.settings);
});

test('draws the rows of one slice only', patience, async () => {
  const screen = await render(Host, { app: made.app, part: Plots });
  const slice = evaluationOf().slices.find(({ omitted, key }) => !omitted && key.length > 0)!;
  await screen.getByLabelText('Rows', { exact: true }).selectOptions(sliceId(slice.key));
  await expect.element(screen.getByText(new RegExp(`n = ${slice.known} rows$`)).first()).toBeVisible();
  expect(sliceLabel(slice.key)).not.toBe('');
});

test('says what would be here before an evaluation, and what has moved on', patience, async () => {
  const { app } = made;
  app.evaluations.choose(app.models.champion!.id, 'another');
  const screen = await render(Host, { app, part: Plots });
  await expect.element(screen.getByRole('heading', { name: 'No evaluation to draw yet' })).toBeVisible();
  expect(await accessibilityProblems()).toEqual([]);
});

test.each(['light', 'dark'] as const)('axe finds nothing (%s), wide and narrow', patience, async (theme) => {
  const { app } = made;
  app.evaluations.choose(app.models.challenger!.id, app.models.champion!.id);
  const screen = await render(Host, { app, part: Plots });
  useTheme(theme);
  for (const width of [1280, 360]) {
    await page.viewport(width, 900);
    await expect.element(screen.getByRole('table').first()).toBeVisible();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    expect(await accessibilityProblems()).toEqual([]);
  }
});

test('draws values that are off instead of classes for a regression', { timeout: 90_000 }, async () => {
  await withChallenger('miles-per-gallon', 6);
  const { app } = made;
  const screen = await render(Host, { app, part: Plots });
  for (const name of [
    /where it predicts little/,
    /too high|too low/,
    /^9 of 10 answers of /,
    /^The errors of |^Too few/,
  ])
    await expect.element(screen.getByRole('group', { name }).first()).toBeVisible();
  expect(screen.getByRole('table').elements()).toHaveLength(0);
  expect(await accessibilityProblems()).toEqual([]);
});
