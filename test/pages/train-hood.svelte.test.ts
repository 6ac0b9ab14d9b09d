// "Under the hood" as a person uses it, by keyboard too; on the real worker.

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import Hood from '../../src/pages/train/hood/Hood.svelte';
import { makeApp, until, type Made } from '../state/make-app.ts';
import { accessibilityProblems, useTheme } from '../ui/axe.ts';
import Host from './Host.svelte';

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  await made.app.start();
  await made.app.projects.openScenario('miles-per-gallon');
  await until(
    () => !made.app.projects.opening && made.app.models.champion !== null,
    'the first model is there',
  );
  await made.app.stream.pause();
}, 60_000);
afterAll(() => made.close());

const view = () => render(Host, { app: made.app, part: Hood });
const hood = () => made.app.hood;
const walked = () =>
  until(() => {
    const { walk } = hood();
    if (walk.phase === 'failed') throw walk.error;
    return walk.phase === 'done';
  }, 'the step is there');
const walk = () => {
  const job = hood().walk;
  if (job.phase !== 'done') throw new Error('no walk yet');
  return job.result;
};

/** Colours move for a moment when theme or state change; a change on the way ends an animation before its time. */
const settled = () => Promise.allSettled(document.getAnimations().map(({ finished }) => finished));

describe('the walk through a step', () => {
  it(
    'goes forwards, to the loss, backwards and to the update by arrow keys',
    { timeout: 60_000 },
    async () => {
      const screen = await view();
      await walked();
      const next = screen.getByRole('button', { name: 'Next' });
      await expect.element(screen.getByRole('heading', { name: /Input Step 1 of/ })).toBeVisible();
      next.element().focus();
      await userEvent.keyboard('{ArrowRight}');
      await expect.element(screen.getByRole('heading', { name: /Forwards/ })).toBeVisible();
      await userEvent.keyboard('{End}');
      await expect.element(screen.getByRole('heading', { name: /Update/ })).toBeVisible();
      await expect.element(screen.getByText(/Every weight moves against its gradient/)).toBeVisible();
      await userEvent.keyboard('{Home}{ArrowRight}{ArrowLeft}');
      await expect.element(screen.getByRole('heading', { name: /Input/ })).toBeVisible();
    },
  );

  it('says the number of every unit that the arrow keys reach', async () => {
    const screen = await view();
    await walked();
    const picture = screen.getByRole('group', { name: /The network: its units/ });
    const first = walk().inputNames[0]!;
    const input = picture.getByRole('button', { name: new RegExp(`^${first}: value`) });
    input.element().focus();
    await userEvent.keyboard('{ArrowRight}');
    const unit = picture.getByRole('button', {
      name: /^(Dense( 1)?, unit 1|Output): value not computed yet/,
    });
    await expect.element(unit).toHaveFocus();
    await expect.element(screen.getByText(/is not computed yet: that is step 2\./)).toBeVisible();
    await screen.getByRole('button', { name: 'Next' }).click();
    await expect
      .element(picture.getByRole('button', { name: /^(Dense( 1)?, unit 1|Output): value [−\d]/ }))
      .toBeInTheDocument();
  });

  it('says on the way back which errors are not computed yet', async () => {
    const screen = await view();
    await walked();
    const { layers } = walk();
    const next = screen.getByRole('button', { name: 'Next' });
    // Input, forwards through all layers, loss, and the first step back.
    for (let step = 0; step < layers.length + 2; step++) await next.click();
    await expect.element(screen.getByRole('heading', { name: /Backwards, Output/ })).toBeVisible();
    const picture = screen.getByRole('group', { name: /The network: its units/ });
    const said = (name: RegExp) => picture.getByRole('button', { name }).elements().length;
    const shown = layers.slice(0, -1).reduce((sum, { units }) => sum + Math.min(8, units), 0);
    expect(said(/^Dense.*: error δ not computed yet/)).toBe(shown);
    expect(said(/^Output: error δ [−\d]/)).toBe(1);
  });

  it('reads its formulas in words, with the numbers of this model', async () => {
    const screen = await view();
    await walked();
    await screen.getByRole('button', { name: 'Next' }).click();
    const formula = screen.getByRole('math', {
      name: /^z equals the sum over i of x sub i times w sub i plus b$/,
    });
    await expect.element(formula).toBeInTheDocument();
    expect(screen.container.querySelector('math mi')?.namespaceURI).toBe(
      'http://www.w3.org/1998/Math/MathML',
    );
    expect(screen.container.querySelectorAll('math .live').length).toBeGreaterThan(2);
  });

  it('walks another batch and other weights', { timeout: 60_000 }, async () => {
    const screen = await view();
    await walked();
    const before = walk();
    await screen.getByLabelText('Batch', { exact: true }).fill('3');
    await screen.getByRole('button', { name: 'Walk through it' }).click();
    await until(() => hood().walk.phase === 'done' && walk() !== before, 'the other step is there');
    expect(walk().step).toBe(2);
    await screen.getByLabelText('Weights', { exact: true }).selectOptions('v1, with a fresh optimiser');
    await until(() => hood().walk.phase === 'done' && walk().weights[0] !== before.weights[0], 'v1 is there');
  });

  it('offers what a run kept, run by run', { timeout: 60_000 }, async () => {
    const screen = await view();
    await walked();
    await screen.getByLabelText('Weights', { exact: true }).selectOptions('Kept by a run');
    await expect.element(screen.getByLabelText('Run', { exact: true })).toBeVisible();
    await expect.element(screen.getByText(/This run kept nothing/)).toBeVisible();
    await screen
      .getByLabelText('Weights', { exact: true })
      .selectOptions('New weights, with the settings under Model');
  });

  it('has nothing that axe objects to, in light and dark', { timeout: 30_000 }, async () => {
    const screen = await view();
    await walked();
    await screen.getByRole('button', { name: 'Next' }).click();
    for (const theme of ['light', 'dark'] as const) {
      useTheme(theme);
      await settled();
      expect(await accessibilityProblems(screen.container)).toEqual([]);
    }
    useTheme('light');
  });

  it('does not make the page scroll sideways on a phone', async () => {
    await page.viewport(360, 740);
    await view();
    await walked();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
    await page.viewport(1280, 800);
  });
});

describe('the descent', () => {
  it(
    'says that a rate far too large runs away or jumps, and lets one scrub',
    { timeout: 60_000 },
    async () => {
      const screen = await view();
      await walked();
      await screen.getByLabelText('Optimiser').selectOptions('Plain descent (SGD)');
      await screen.getByRole('spinbutton', { name: 'Learning rate' }).fill('100');
      await screen.getByRole('button', { name: 'Run the descent' }).click();
      await until(() => hood().landscape.phase === 'done', 'the map is there');
      await expect.element(screen.getByRole('figure').first()).toHaveTextContent(/It (runs away|jumps)/);
      const slider = screen.getByRole('slider', { name: 'Step of the descent' });
      slider.element().focus();
      await userEvent.keyboard('{Home}');
      await expect.element(slider).toHaveAttribute('aria-valuetext', expect.stringMatching(/^Step 0, loss/));
      await expect.element(screen.getByRole('button', { name: 'Run again' })).toBeVisible();
      await settled();
      expect(await accessibilityProblems(screen.container)).toEqual([]);
    },
  );

  it('names its axes and keeps its picture, and says what it did by numbers of its table', async () => {
    const screen = await view();
    await walked();
    await until(() => hood().landscape.phase === 'done', 'the map is there');
    const { landscape } = hood();
    if (landscape.phase !== 'done') throw new Error('no map yet');
    const { descent } = landscape.result;
    if (descent.kind !== 'diverges' && descent.kind !== 'leaps') throw new Error(descent.kind);
    await expect
      .element(screen.getByRole('figure').first())
      .toHaveTextContent(new RegExp(`at step ${descent.above.step} the loss is`));
    await expect.element(screen.getByRole('img', { name: /Direction 1 \(.*Direction 2 \(/ })).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Save the map as PNG' })).toBeVisible();
    const canvas = screen.container.querySelector('canvas')!;
    await until(() => canvas.width > 300, 'the map is painted');
  });

  it('stands at its end and does not move by itself where motion is unwanted', async () => {
    const real = window.matchMedia.bind(window);
    const spy = vi.spyOn(window, 'matchMedia').mockImplementation((query) => {
      const found = real(query);
      if (query.includes('prefers-reduced-motion'))
        Object.defineProperty(found, 'matches', { value: query.includes('reduce') });
      return found;
    });
    const screen = await view();
    await walked();
    await until(() => hood().landscape.phase === 'done', 'the map is there');
    const slider = screen.getByRole('slider', { name: 'Step of the descent' });
    await expect.element(slider).toBeVisible();
    expect(slider.element()).toHaveProperty('value', slider.element().getAttribute('max'));
    expect(screen.getByRole('button', { name: 'Play the descent' }).elements()).toEqual([]);
    spy.mockRestore();
  });
});
