// The evaluate room with a real project: the verdict, the comparison with its rows, and what is asked.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import EvaluateRoom from '../../src/pages/EvaluateRoom.svelte';
import InspectorContent from '../../src/pages/inspector/InspectorContent.svelte';
import type { App } from '../../src/state/app.svelte.ts';
import { makeApp, until, type Made } from '../state/make-app.ts';
import { accessibilityProblems, useTheme } from '../ui/axe.ts';
import Host from './Host.svelte';

let made: Made;
let app: App;
beforeAll(async () => {
  await page.viewport(1440, 900);
  made = await makeApp({ indexedDB: null, witness: null });
  app = made.app;
  await app.start();
  await app.stream.pause();
  await app.projects.change({ pauseAtAlarm: false }, null);
  await app.stream.jump(26);
  await until(() => !app.stream.playing, 'window 26 has passed');
  await app.training.retrain();
}, 90_000);
afterAll(() => made.close());

async function shown(section: '' | 'compare' | 'asked') {
  app.inspector.close();
  app.navigation.go('evaluate', section);
  return render(Host, { app, part: EvaluateRoom });
}
/** Both themes, wide and narrow: nothing for axe to find, nothing wider than the page. */
async function soundEverywhere(container: Element): Promise<void> {
  for (const [width, theme] of [
    [1440, 'light'],
    [360, 'dark'],
  ] as const) {
    await page.viewport(width, 900);
    useTheme(theme);
    // Colours on their way from one state to the next are nobody's contrast.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    expect(await accessibilityProblems()).toEqual([]);
    expect(container.scrollWidth).toBeLessThanOrEqual(width);
  }
  useTheme('light');
  await page.viewport(1440, 900);
}

describe('the verdict', () => {
  it('is one sentence, with what may be done about it', { timeout: 60_000 }, async () => {
    const screen = await shown('');
    const verdict = screen.getByRole('region', { name: 'Verdict' });
    await expect.element(verdict.getByText(/^v2 (passed its gate|did not pass|.*evidence)/)).toBeVisible();
    await expect
      .element(verdict.getByText(/^Accuracy 0\.\d\d against 0\.\d\d of v1 on the same \d+ rows/))
      .toBeVisible();
    await expect.element(verdict.getByRole('button', { name: 'Promote v2' })).toBeVisible();
    await expect.element(verdict.getByRole('button', { name: 'Keep v1' })).toBeVisible();
    // Being on the screen is being seen.
    expect(app.situation.challenger?.seen).toBe(true);
    const thresholds = screen.getByRole('table', { name: 'Thresholds' });
    await expect.element(thresholds.getByText('≥ 0', { exact: true })).toBeVisible();
    await expect.element(thresholds.getByText('≥ −0.1', { exact: true })).toBeVisible();
    await expect
      .element(screen.getByRole('region', { name: 'Tests' }).getByText('5 of 5 passed'))
      .toBeVisible();
    await soundEverywhere(screen.container);
  });

  it('opens the rows of a slice behind a threshold, with both answers', { timeout: 60_000 }, async () => {
    const screen = await shown('');
    const thresholds = screen.getByRole('table', { name: 'Thresholds' });
    // Behind the help in its head.
    thresholds.getByRole('rowgroup').nth(1).getByRole('button').first().element().focus();
    await userEvent.keyboard('{Enter}');
    await until(() => app.inspector.subject?.kind === 'evaluated-rows', 'the rows are open');
    const detail = await render(Host, { app, part: InspectorContent });
    const table = detail.getByRole('table', { name: 'Rows with their answers' });
    await expect.element(table.getByRole('columnheader', { name: 'v2' })).toBeVisible();
    await expect.element(table.getByRole('columnheader', { name: 'Truth' })).toBeVisible();
    await expect.element(detail.getByText('The first 200 of 288 rows')).toBeVisible();
  });
});

describe('the comparison', () => {
  it('shows every figure, who is right where, and the rows that differ', { timeout: 60_000 }, async () => {
    const screen = await shown('compare');
    const figures = screen.getByRole('table', { name: 'Difference of every figure' });
    await expect.element(figures.getByRole('row', { name: /^Accuracy / })).toBeVisible();
    await expect.element(screen.getByText(/by McNemar’s/)).toBeVisible();
    await expect.element(screen.getByText(/DeLong’s test/)).toBeVisible();
    await expect.element(figures.getByText(/^better in \d+ of 100 draws$/).first()).toBeVisible();
    await screen.getByText('The same by other tests').click();
    await expect.element(screen.getByText(/McNemar’s mid-p test says p/)).toBeVisible();
    await expect.element(screen.getByText(/of v1 is .* by Hanley and McNeil/)).toBeVisible();
    const flips = screen.getByRole('table', { name: 'Rows where the two differ' });
    await expect.element(flips).toBeVisible();
    const before = flips.element().querySelectorAll('tbody tr').length;
    await screen.getByText(/^Only v2 right/).click();
    await expect.poll(() => flips.element().querySelectorAll('tbody tr').length).toBeLessThan(before);
    await soundEverywhere(screen.container);
  });

  it('shows what counts without a scroll on a narrow screen', { timeout: 60_000 }, async () => {
    await page.viewport(360, 900);
    const inSight = (element: Element): boolean => {
      const { width, right } = element.getBoundingClientRect();
      return width > 0 && right <= 360;
    };
    const compared = await shown('compare');
    const row = compared.getByRole('rowheader', {
      name: /^Accuracy [+−]?0\.\d+ \(.*(better|worse|can’t be told)/,
    });
    await expect.element(row).toBeVisible();
    expect([...row.element().children].map(inSight)).toEqual([true, true, true]);
    await compared.unmount();
    const verdict = await shown('');
    const outcome = verdict.getByText(/^Outcome: (met|missed|not decided|not clearly missed)$/).first();
    await expect.element(outcome).toBeVisible();
    expect(inSight(outcome.element())).toBe(true);
    await page.viewport(1440, 900);
  });

  it('opens the rows behind a cell of the answers', { timeout: 60_000 }, async () => {
    const screen = await shown('compare');
    const cell = screen.getByRole('button', { name: /rows that v2 calls yes and v1 calls no$/ });
    await cell.click();
    await until(() => app.inspector.subject?.kind === 'evaluated-rows', 'the rows are open');
    const subject = app.inspector.subject;
    const n = app.evaluations.current?.comparison?.answers[1];
    expect(subject?.kind === 'evaluated-rows' && subject.rows.length).toBe(n);
  });

  it('says that there is nothing to compare where a version stands alone', { timeout: 60_000 }, async () => {
    const screen = await shown('compare');
    const { subject } = app.evaluations;
    await screen.getByLabelText('Against').selectOptions('');
    await expect
      .element(screen.getByRole('heading', { name: 'This version has not been evaluated yet' }))
      .toBeVisible();
    app.evaluations.choose(subject?.candidateId ?? '', subject?.baselineId ?? null);
    await expect.element(screen.getByRole('table', { name: 'Difference of every figure' })).toBeVisible();
  });
});

describe('what is asked', () => {
  it('refuses what makes no sense, and shows formulas with numbers', { timeout: 60_000 }, async () => {
    const screen = await shown('asked');
    await expect.element(screen.getByText(/^This is what versions are asked/)).toBeVisible();
    const first = screen.getByRole('group', { name: 'Threshold 1' });
    await first.getByLabelText('Change', { exact: true }).fill('high');
    await expect.element(first.getByText('This must be a number.')).toBeVisible();
    await first.getByLabelText('Change', { exact: true }).fill('0.9');
    const preview = screen.getByRole('table', { name: 'What it would say' });
    await expect.element(preview.getByText('≥ 0.9', { exact: true })).toBeVisible();
    await expect.element(preview.getByText(/^0\.\d+ − 0\.\d+ = /).first()).toBeVisible();
    await first.getByLabelText('At least').fill('0.9');
    await first.getByLabelText('At most').fill('0.1');
    await expect
      .element(screen.getByText('Gate, threshold 1 (Accuracy): the lower bound lies above the upper one.'))
      .toBeVisible();
    await expect
      .element(screen.getByRole('button', { name: 'Ask this from now on' }))
      .toHaveAttribute('aria-disabled', 'true');
    await soundEverywhere(screen.container);
    await screen.getByRole('button', { name: 'Take back' }).click();
    await expect.element(preview.getByText('≥ 0', { exact: true })).toBeVisible();
  });

  it(
    'is kept with a line of the ledger, makes the evaluation stale, and can be asked anew',
    { timeout: 60_000 },
    async () => {
      const screen = await shown('asked');
      await screen.getByLabelText('Brier score', { exact: true }).click();
      await screen.getByRole('button', { name: 'Ask this from now on' }).click();
      await until(() => app.store.ledger.at(-1)?.kind === 'setting-changed', 'the ledger says so');
      expect(app.store.project.settings.evaluation?.figures).not.toContain('brier');
      await expect.element(screen.getByText('This evaluation is out of date')).toBeVisible();
      const before = app.evaluations.list.length;
      await screen.getByRole('button', { name: 'Evaluate again' }).click();
      await until(() => app.evaluations.list.length === before + 1, 'it was evaluated anew');
      await expect.element(screen.getByText('This evaluation is out of date')).not.toBeInTheDocument();
      expect(app.evaluations.current?.slices[0]?.candidate).not.toHaveProperty('brier');
    },
  );

  it('names every threshold that another rule has no use for', { timeout: 60_000 }, async () => {
    const screen = await shown('asked');
    await screen.getByRole('button', { name: 'Add a threshold' }).click();
    await screen.getByText('MLflow', { exact: true }).click();
    // The same is wrong with several of them.
    const problem = /^Gate, threshold \d \(Accuracy\): by MLflow’s rule the least absolute change is above 0/;
    await expect.poll(() => screen.getByText(problem).elements().length).toBe(3);
    const third = screen.getByRole('group', { name: 'Threshold 3' });
    await expect
      .element(third.getByLabelText('Better by', { exact: true }))
      .toHaveAttribute('aria-invalid', 'true');
    await soundEverywhere(screen.container);
    await screen.getByRole('button', { name: 'Take back' }).click();
  });

  it('adds slices, thresholds and tests', { timeout: 60_000 }, async () => {
    const screen = await shown('asked');
    const slices = screen.getByRole('region', { name: 'Slices' });
    await slices.getByLabelText('Slice by').selectOptions('rule');
    await slices.getByLabelText('Name').fill('rush hour');
    await slices.getByLabelText('Condition').fill('hour >=');
    await slices.getByRole('button', { name: 'Add', exact: true }).click();
    await expect.element(screen.getByText(/^Slices, rush hour/)).toBeVisible();
    await slices.getByRole('button', { name: /^Remove: rush hour/ }).click();
    await screen.getByRole('button', { name: 'Add a threshold' }).click();
    await expect.element(screen.getByRole('group', { name: 'Threshold 3' })).toBeVisible();
    await screen.getByRole('button', { name: 'Remove: Threshold 3' }).click();
    await screen.getByLabelText('Test', { exact: true }).selectOptions('monotonicity');
    await screen.getByRole('button', { name: 'Add a test' }).click();
    await expect.element(screen.getByRole('group', { name: 'Only one way' })).toBeVisible();
    await screen.getByRole('button', { name: 'Take back' }).click();
  });
});
