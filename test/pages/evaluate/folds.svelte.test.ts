// Cross-validation in the page itself, with the real engine.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { AppError } from '../../../src/core/errors.ts';
import { Engine } from '../../../src/engine/engine.ts';
import Folds from '../../../src/pages/evaluate/folds/Folds.svelte';
import { makeApp, until, type Made } from '../../state/make-app.ts';
import { accessibilityProblems, useTheme } from '../../ui/axe.ts';
import Host from '../Host.svelte';

/** Row whose fold can't be learnt from; null: all can. */
let refused: number | null = null;

class Refusing extends Engine {
  override train(...[request, options]: Parameters<Engine['train']>): ReturnType<Engine['train']> {
    const size = request.rows.length + request.validationRows.length;
    return size === refused
      ? {
          promise: Promise.reject(new AppError('bad-input', 'These rows don’t suit the recipe.')),
          control: () => undefined,
        }
      : super.train(request, options);
  }
}

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null }, undefined, { makeEngine: () => new Refusing() });
  const { app } = made;
  await app.start();
  await until(() => app.models.champion !== null, 'the first model is in production');
  await app.stream.pause();
}, 60_000);
afterAll(() => made.close());
afterEach(async () => {
  refused = null;
  useTheme('light');
  await page.viewport(1280, 900);
});

const patience = { timeout: 60_000 };
const wait = { timeout: 40_000 };
const settled = async () =>
  until(() => made.app.crossValidation.job.phase !== 'running', 'the folds are done');

async function retrainWith(epochs: number): Promise<void> {
  const { settings } = made.app.store.project;
  await made.app.projects.change({ training: { ...settings.training, epochs } }, 'for this test');
}

test('offers the split that suits the rows, draws it, and says what can’t be split', patience, async () => {
  const screen = await render(Host, { app: made.app, part: Folds });
  await expect.element(screen.getByRole('radio', { name: 'In time' })).toBeChecked();
  await expect.element(screen.getByText(/come in the order of their time/)).toBeVisible();
  await expect.element(screen.getByText(/^The champion was trained with the present settings/)).toBeVisible();
  const { rows, folds } = made.app.crossValidation.planner.plan({ by: 'time', folds: 5, gap: 0 }, null);
  const bars = screen.getByRole('figure').getByRole('listitem');
  await expect.poll(() => bars.elements().length).toBe(5);
  await expect
    .element(bars.nth(0))
    .toHaveTextContent(`learns from ${folds[0]!.train.length}, tested on ${folds[0]!.test.length} rows`);

  await screen.getByRole('spinbutton', { name: 'Rows left out between' }).fill(String(rows.length));
  await userEvent.keyboard('{Tab}');
  await expect.element(screen.getByRole('alert')).toHaveTextContent(/too few for 5 folds in time with a gap/);
  await expect.element(screen.getByRole('button', { name: 'Train and test' })).toBeDisabled();

  screen.getByRole('radio', { name: 'In time' }).element().focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(screen.getByRole('radio', { name: 'By class' })).toBeChecked();
  await expect.element(screen.getByRole('button', { name: 'Train and test' })).toBeEnabled();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  await screen.getByLabelText('Column that keeps rows together').selectOptions('holiday');
  await expect.element(screen.getByRole('alert')).toHaveTextContent('2 groups are too few for 5 folds.');
  await screen.getByLabelText('Column that keeps rows together').selectOptions('weekday');
  await expect.poll(() => bars.elements().length).toBe(5);

  await screen.getByText('Five times in halves', { exact: true }).click();
  await expect.poll(() => bars.elements().length).toBe(10);
  await expect.element(screen.getByRole('spinbutton', { name: 'Folds' })).not.toBeInTheDocument();
  await expect.element(screen.getByRole('button', { name: 'Train and test' })).toBeEnabled();
});

test(
  'trains both settings by keyboard, names the fold that failed, and opens rows and definitions',
  patience,
  async () => {
    const { app } = made;
    await retrainWith(2);
    const { folds } = app.crossValidation.planner.plan({ by: 'time', folds: 3, gap: 0 }, null);
    refused = folds[1]!.train.length;
    const screen = await render(Host, { app, part: Folds });
    await screen.getByRole('spinbutton', { name: 'Folds' }).fill('3');
    await userEvent.keyboard('{Tab}');
    await expect
      .element(screen.getByRole('switch', { name: /^The champion’s settings beside/ }))
      .toBeChecked();
    screen.getByRole('button', { name: 'Train and test' }).element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(screen.getByRole('progressbar')).toBeVisible();
    await settled();
    await expect.element(screen.getByRole('heading', { level: 2, name: /^3 folds of / }), wait).toBeVisible();
    await expect
      .element(screen.getByText('Present settings, fold 2: These rows don’t suit the recipe.'))
      .toBeVisible();
    await expect
      .element(screen.getByText(/^The present settings did better on \d of 2 folds\./))
      .toBeVisible();
    await screen.getByText('Further tests of the difference').click();
    await expect.element(screen.getByText('Wilcoxon’s signed-rank test, exact')).toBeVisible();
    await expect.element(screen.getByText(/^Folds share rows, so the plain interval/)).toBeVisible();

    const perFold = screen.getByRole('table', { name: 'Fold by fold' });
    await expect.element(perFold.getByRole('row').nth(2)).toHaveTextContent(/failed/);
    const { job } = app.crossValidation;
    const { rows, figures } = job.phase === 'done' ? job.result : { rows: new Int32Array(0), figures: [] };
    perFold
      .getByRole('button', { name: /Fold 1/ })
      .element()
      .focus();
    await userEvent.keyboard('{Enter}');
    const [first] = folds;
    expect(app.inspector.subject).toMatchObject({
      kind: 'rows',
      from: rows[first!.test[0]!],
      to: rows[first!.test.at(-1)!]! + 1,
    });
    await screen
      .getByRole('table', { name: 'Mean of every figure' })
      .getByRole('button', { name: /Accuracy$/ })
      .click();
    expect(app.inspector.subject).toEqual({ kind: 'metric', id: figures[0] });
    app.inspector.close();

    await screen.getByLabelText('Figure', { exact: true }).selectOptions('Log loss');
    await expect.element(screen.getByText(/Log loss is .* on average over 2 folds/).first()).toBeVisible();
    await retrainWith(3);
    await expect.element(screen.getByText(/^Settings have changed since/)).toBeVisible();
  },
);

test('makes a learning curve', patience, async () => {
  await retrainWith(2);
  const screen = await render(Host, { app: made.app, part: Folds });
  await screen.getByRole('button', { name: 'Make the learning curve' }).click();
  await expect.element(screen.getByRole('progressbar')).toBeVisible();
  await until(() => made.app.crossValidation.curve.phase === 'done', 'the curve is made');
  await expect.element(screen.getByText(/^Tested on the latest fifth/), wait).toBeVisible();
  await expect
    .element(screen.getByText(/(More rows helped|More rows did not help|changed little): Accuracy/).first())
    .toBeVisible();
});

test('is free of accessibility problems, wide and at 360 px, light and dark', patience, async () => {
  const { app } = made;
  const screen = await render(Host, { app, part: Folds });
  await expect.element(screen.getByRole('table', { name: 'Fold by fold' })).toBeVisible();
  await page.viewport(360, 800);
  for (const theme of ['light', 'dark'] as const) {
    useTheme(theme);
    // Colours take a moment to change.
    await expect.poll(() => accessibilityProblems(), { timeout: 10_000 }).toEqual([]);
  }
  await expect.poll(() => document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  await page.viewport(1280, 900);
  await expect.poll(() => accessibilityProblems(), { timeout: 10_000 }).toEqual([]);
});

test('is cancelled by keyboard, and nothing was stored', patience, async () => {
  const { app } = made;
  await retrainWith(100_000);
  const screen = await render(Host, { app, part: Folds });
  await screen.getByRole('button', { name: 'Train and test' }).click();
  await expect.element(screen.getByRole('progressbar')).toBeVisible();
  screen.getByRole('button', { name: 'Cancel' }).element().focus();
  await userEvent.keyboard('{Enter}');
  await settled();
  await expect.element(screen.getByRole('progressbar')).not.toBeInTheDocument();
  expect(app.store.runs).toHaveLength(1);
  expect(app.store.versions).toHaveLength(1);
  expect(app.crossValidation.job.phase).toBe('idle');
});

test('of a regression it offers no split by class', patience, async () => {
  const { app } = made;
  await app.projects.startOver('miles-per-gallon');
  await until(() => app.models.champion !== null, 'the first model is in production');
  const screen = await render(Host, { app, part: Folds });
  await expect.element(screen.getByText('By chance', { exact: true })).toBeVisible();
  await expect.element(screen.getByRole('radio', { name: 'By class' })).not.toBeInTheDocument();
  await retrainWith(2);
  await screen.getByText('By chance', { exact: true }).click();
  await screen.getByRole('button', { name: 'Train and test' }).click();
  await settled();
  const { targetUnit, metric } = app.datasets.current.scenario;
  expect([targetUnit, metric]).toEqual(['mpg', 'mae']);
  await expect
    .element(screen.getByText(/^Present settings: Mean absolute error is \S+ on average over 5 folds/), wait)
    .toBeVisible();
  const perFold = screen.getByRole('table', { name: 'Fold by fold' });
  // Rows by chance are no stretch that could be shown as one.
  await expect.element(perFold.getByRole('button')).not.toBeInTheDocument();
});
