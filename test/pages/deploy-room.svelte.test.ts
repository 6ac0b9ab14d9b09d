// The deploy room with a real project: the plan of a trial, the running trial, the timeline and what-if branches.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import DeployRoom from '../../src/pages/DeployRoom.svelte';
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
}, 60_000);
afterAll(() => made.close());

async function jump(window: number): Promise<void> {
  await app.stream.jump(window);
  await until(() => !app.stream.playing, `window ${window} has passed`);
}
async function shown(section: '' | 'timeline') {
  app.navigation.go('deploy', section);
  return render(Host, { app, part: DeployRoom });
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

describe('before anything has happened', () => {
  it('says what would be here', { timeout: 30_000 }, async () => {
    const screen = await shown('');
    await expect
      .element(screen.getByText('There is no other version yet. Retrain to make one.'))
      .toBeVisible();
    await expect.element(screen.getByRole('link', { name: 'Now' })).toHaveAttribute('aria-current', 'page');
    expect(await accessibilityProblems()).toEqual([]);
  });
});

describe('a version waits', () => {
  beforeAll(async () => {
    await jump(26);
    await app.training.retrain();
  }, 60_000);

  it('offers four ways in plain words, with a plan that can begin', { timeout: 30_000 }, async () => {
    const screen = await shown('');
    const how = screen.getByRole('region', { name: 'How to deploy' });
    await expect.element(how.getByRole('button', { name: 'Put v2 into production' })).toBeVisible();
    // Only on the same rows can two versions be held side by side; what each reached by itself stands apart.
    const challenger = screen.getByRole('region', { name: 'Challenger: v2' });
    await expect.element(challenger.getByText(/^Both on the same \d+ rows$/)).toBeVisible();
    await expect.element(challenger.getByRole('button', { name: /^v2: Accuracy 0\.\d\d/ })).toBeVisible();
    await expect.element(challenger.getByRole('button', { name: /^v1: Accuracy 0\.\d\d/ })).toBeVisible();
    await expect
      .element(challenger.getByRole('button', { name: /^Difference .* to .*, the 95 % interval/ }))
      .toBeVisible();
    await expect
      .element(challenger.getByRole('button', { name: /^Accuracy, at deployment .* its own/ }))
      .toBeVisible();
    // By keyboard: the ways are radio buttons.
    how.getByRole('radio', { name: 'Replace' }).element().focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    await expect.element(how.getByText(/^The new version answers a small share of the rows/)).toBeVisible();
    const start = how.getByRole('button', { name: 'Start a canary with v2' });
    await expect.element(start).not.toHaveAttribute('aria-disabled');
    const shares = how.getByLabelText('Shares of the rows, step after step, in %');
    await expect.element(shares).toHaveValue('10, 25, 50');
    await shares.fill('50, 25');
    await expect.element(how.getByText(/each above the one before it/)).toBeVisible();
    await expect.element(start).toHaveAttribute('aria-disabled', 'true');
    await shares.fill('a tenth');
    await expect.element(how.getByText('Numbers in %, separated by commas: 10, 25, 50.')).toBeVisible();
    await shares.fill('25, 50');
    await expect.element(start).not.toHaveAttribute('aria-disabled');
    await soundEverywhere(screen.container);
    await how.getByText('A/B test', { exact: true }).click();
    await expect.element(how.getByLabelText('Share of the new version in %')).toHaveValue(50);
    await how.getByText('Shadow', { exact: true }).click();
    await expect.element(how.getByRole('button', { name: 'Let v2 answer in the shadow' })).toBeVisible();
  });

  it(
    'shows the trial as it goes: shares, rows, bounds, what the guard waits for',
    { timeout: 30_000 },
    async () => {
      const screen = await shown('');
      const how = screen.getByRole('region', { name: 'How to deploy' });
      await how.getByText('Canary', { exact: true }).click();
      await how.getByLabelText('Shares of the rows, step after step, in %').fill('25, 50');
      await how.getByLabelText('Labelled rows that a step needs').fill('400');
      await userEvent.tab();
      await how.getByRole('button', { name: 'Start a canary with v2' }).click();
      const trial = screen.getByRole('region', { name: 'v2 on trial: canary' });
      await expect.element(trial.getByText('No label of a row under trial has come yet.')).toBeVisible();
      expect(app.next).toMatchObject({
        id: 'watch-trial',
        room: 'deploy',
        why: expect.stringMatching(/^v2 answers 25 of 100 rows; 0 labelled rows so far/),
      });
      // One group of choices, each with what it does; the challenger's own panel offers none beside it.
      const choices = trial.getByRole('list', { name: 'What you can do' });
      expect(choices.getByText(/^(Goes one step|Ends the trial: )/).elements()).toHaveLength(4);
      expect(screen.getByRole('button', { name: 'Promote v2' }).elements()).toHaveLength(1);
      expect(screen.getByRole('button', { name: 'Keep v1' }).elements()).toHaveLength(0);
      await expect.element(trial.getByRole('button', { name: /^Share of the rows/ })).not.toBeInTheDocument();
      await jump(app.stream.position + 8);
      await expect
        .element(trial.getByRole('img', { name: /^How much better v2 is, window by window/ }))
        .toBeVisible();
      await expect.element(trial.getByText(/of 400 labelled rows of this step have come/)).toBeVisible();
      await expect
        .element(trial.getByRole('button', { name: /^Share of the rows 25 % step 1 of 2/ }))
        .toBeVisible();
      const rows = app.trials.arms;
      expect(rows.champion + rows.challenger).toBe(7 * 72);
      await expect
        .element(trial.getByRole('button', { name: new RegExp(`^Labelled rows of v2 ${rows.challenger} `) }))
        .toBeVisible();
      await soundEverywhere(screen.container);
      await trial.getByRole('button', { name: 'Widen to 50 % now' }).click();
      await expect.element(trial.getByText('This is the last step.')).toBeVisible();
      await trial.getByRole('button', { name: /^Labelled rows of v1/ }).click();
      expect(app.inspector.subject).toMatchObject({ kind: 'window' });
      await jump(app.stream.position + 2);
      await trial.getByRole('button', { name: 'Promote v2' }).click();
      await expect.element(screen.getByRole('region', { name: 'Champion: v2' })).toBeVisible();
      expect(app.trials.current).toBeNull();
    },
  );
});

describe('the timeline', () => {
  it('says who answered a window, by keyboard too, and opens its rows', { timeout: 30_000 }, async () => {
    await app.models.setAlias('trusted', app.store.versions[0]!.id);
    await jump(app.stream.position + 4);
    const screen = await shown('timeline');
    const panel = screen.getByRole('region', { name: 'Which version was in production when?' });
    const scrub = panel.getByRole('slider', { name: 'Window' });
    const promotedAt = app.store.ledger.findLast(({ kind }) => kind === 'promoted')!.windowIndex;
    scrub.element().focus();
    await userEvent.keyboard('{Home}');
    await expect.element(scrub).toHaveAttribute('aria-valuetext', expect.stringMatching(/^Window 1, /));
    await expect.element(panel.getByRole('button', { name: /^Champion v1/ })).toBeVisible();
    await expect.element(panel.getByText('nobody')).toBeVisible();
    await scrub.fill(String(promotedAt - 1));
    await expect.element(panel.getByRole('button', { name: /^Champion v1/ })).toBeVisible();
    await expect.element(panel.getByRole('button', { name: /^On trial v2 Canary, 50 %/ })).toBeVisible();
    await scrub.fill(String(promotedAt));
    await expect.element(panel.getByRole('button', { name: /^Champion v2/ })).toBeVisible();
    await panel.getByRole('button', { name: /of what went out/ }).click();
    expect(app.inspector.subject).toEqual({ kind: 'window', index: promotedAt });
    expect(panel.getByText(`v1 from window 1 to ${promotedAt}`).elements()).toHaveLength(1);
    expect(panel.getByText(/trusted → v1 at window/).elements()).toHaveLength(1);
    await soundEverywhere(screen.container);
  });

  it(
    'lets versions answer from there on, side by side, with the rows of the difference',
    { timeout: 30_000 },
    async () => {
      const screen = await shown('timeline');
      const promotedAt = app.store.ledger.findLast(({ kind }) => kind === 'promoted')!.windowIndex;
      await screen.getByRole('slider', { name: 'Window' }).fill(String(promotedAt));
      await screen.getByRole('button', { name: 'What if v1 had stayed from here on' }).click();
      await expect.element(screen.getByText(/rows would have been answered rightly: /)).toBeVisible();
      await screen.getByLabelText('Version that answers from here on').selectOptions('v2');
      await screen.getByRole('button', { name: 'What if v2 had stayed from here on' }).click();
      await expect.element(screen.getByText(/^Nothing would have been different/)).toBeVisible();
      await expect
        .element(screen.getByRole('img', { name: /^What happened and what would have\. Mean accuracy/ }))
        .toBeVisible();
      await screen.getByRole('button', { name: /^Worse: / }).click();
      const { worse } = app.branches.list[0]!.facts!.difference;
      const table = screen.getByRole('table', { name: /^Rows for which v1 from .* would have been worse/ });
      await expect.element(table).toBeVisible();
      expect(table.getByRole('row').elements()).toHaveLength(Math.min(100, worse.n) + 1);
      await soundEverywhere(screen.container);
      await screen.getByRole('button', { name: /^Remove v1 from/ }).click();
      expect(app.branches.list).toHaveLength(1);
    },
  );

  it(
    'says where a rollback led, and begins no trial when no row will come',
    { timeout: 60_000 },
    async () => {
      const screen = await shown('');
      await screen.getByRole('button', { name: 'Roll back to v1' }).click();
      const champion = screen.getByRole('region', { name: 'Champion: v1' });
      await expect.element(champion.getByText(/^live since \d+ \w+$/)).toBeVisible();
      await expect.element(champion.getByText(/this one lies at its bottom/)).toBeVisible();
      await expect
        .element(champion.getByRole('button', { name: 'Put v2 into production again' }))
        .toBeVisible();
      await jump(app.stream.total);
      const how = screen.getByRole('region', { name: 'How to deploy' });
      await how.getByText('Canary', { exact: true }).click();
      const start = how.getByRole('button', { name: 'Start a canary with v2' });
      await expect.element(start).toHaveAttribute('aria-disabled', 'true');
      await expect.element(how.getByText(/^The stream is over: no rows will come/)).toBeVisible();
      await soundEverywhere(screen.container);
    },
  );

  it('goes on from there as a project of its own', { timeout: 30_000 }, async () => {
    const screen = await shown('timeline');
    await screen.getByRole('slider', { name: 'Window' }).fill('10');
    const before = app.store.project.id;
    await screen.getByRole('button', { name: 'Go on from here as a project of its own' }).click();
    await expect.element(screen.getByText(/^goes on from window 11 /)).toBeVisible();
    expect(app.store.project.id).not.toBe(before);
    expect(app.store.project.position).toBe(10);
    expect(app.models.champion?.number).toBe(1);
    await expect.element(screen.getByRole('slider', { name: 'Window' })).toHaveAttribute('max', '10');
  });
});
