// The section "Model and settings" on a real project: every setting, and the callbacks of the next training.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import ModelSection from '../../src/pages/train/setup/ModelSection.svelte';
import { makeApp, until, type Made } from '../state/make-app.ts';
import { accessibilityProblems } from '../ui/axe.ts';
import Host from './Host.svelte';

let made: Made;
beforeAll(async () => {
  await page.viewport(1280, 900);
  made = await makeApp({ indexedDB: null, witness: null });
  await made.app.start();
  await made.app.stream.pause();
}, 60_000);
afterAll(() => made.close());

const section = () => render(Host, { app: made.app, part: ModelSection });
const settings = () => made.app.store.project.settings;
const ids = () => (settings().callbacks ?? []).map(({ id }) => id);

describe('the settings', () => {
  it('stand in groups, and only what applies is shown', async () => {
    const screen = await section();
    const knobs = screen.getByRole('region', { name: 'How it learns' });
    await knobs.getByText('Learning rate over time').first().click();
    await expect
      .element(knobs.getByRole('img', { name: /^Learning rate over the training\. Begins at/ }))
      .toBeVisible();
    expect(knobs.getByText('Epochs between cuts').elements()).toHaveLength(0);
    await knobs.getByLabelText('Learning rate over time').selectOptions('step');
    await expect.element(knobs.getByText('Epochs between cuts')).toBeVisible();
    await expect
      .element(knobs.getByRole('img', { name: /^Learning rate over the training\. Begins at/ }))
      .toBeVisible();
    expect(settings().training.rateCourse).toBe('step');
    await knobs.getByLabelText('Learning rate over time').selectOptions('constant');
    await expect
      .element(knobs.getByRole('img', { name: /^Learning rate over the training\. .* in all of/ }))
      .toBeVisible();
    expect(settings().training.rateCourse).toBe('constant');
    expect(await accessibilityProblems()).toEqual([]);
  });

  it('says in place what does not fit, and keeps what stands', async () => {
    const screen = await section();
    const before = settings().training.epochs;
    const epochs = screen.getByRole('spinbutton', { name: 'Epochs' });
    await epochs.fill('0');
    await userEvent.tab();
    await expect.element(screen.getByText(/Epochs must lie between 1 and/)).toBeVisible();
    expect(settings().training.epochs).toBe(before);
  });
});

describe('the kind of model', () => {
  it('offers what the inputs fit; settings that do not fit are explained and not kept', async () => {
    const screen = await section();
    const kinds = screen.getByLabelText('Kind of model');
    await expect.element(kinds).toBeVisible();
    const offered = () => [...kinds.element().querySelectorAll('option')].map(({ value }) => value);
    expect(offered()).toEqual(expect.arrayContaining(['logistic-regression', 'mlp', 'own-layers']));
    // No lags, no words and no pictures are among these inputs.
    expect(offered()).not.toEqual(expect.arrayContaining(['convolution-1d']));
    expect(offered()).not.toEqual(expect.arrayContaining(['embedding-bag']));
    // One that is in use stays in the list, and its settings are held to the inputs.
    const params = { channels: 1, convolutions: 1, filters: 4, size: 3, pooling: 'none', units: 8 };
    await made.app.projects.change({ model: { kind: 'convolution-1d', params } }, null);
    await expect.poll(offered).toContain('convolution-1d');
    const channels = screen.getByRole('spinbutton', { name: 'Columns per step' });
    await channels.fill('64');
    await userEvent.tab();
    await expect.element(screen.getByText('Not in use: this model does not fit the inputs')).toBeVisible();
    await expect.element(screen.getByText(/“Convolution over a series” stays in use/)).toBeVisible();
    expect(settings().model.params['channels']).toBe(1);
    expect(await accessibilityProblems()).toEqual([]);
    await screen.getByRole('button', { name: 'Take it back' }).click();
    await expect.element(channels).toHaveValue(1);
    await kinds.selectOptions('mlp');
    await until(() => settings().model.kind === 'mlp', 'it is saved');
  });
});

describe('the callbacks', () => {
  it('begin so that they can work together, and a schedule in their way is taken out in place', async () => {
    const screen = await section();
    const { training } = settings();
    await made.app.projects.change({ training: { ...training, rateCourse: 'cosine' } }, null);
    const panel = screen.getByRole('region', { name: 'Callbacks' });
    await panel.getByLabelText('Which', { exact: true }).selectOptions('early-stopping');
    await panel.getByRole('button', { name: /^Add: Stop early/ }).click();
    await panel.getByLabelText('Which', { exact: true }).selectOptions('reduce-lr-on-plateau');
    await panel.getByRole('button', { name: /^Add: Lower the rate/ }).click();
    await until(() => ids().length === 2, 'both are saved');
    expect(settings().callbacks?.map(({ params }) => params['patience'])).toEqual([5, 2]);
    expect(panel.getByText(/would never be lowered/).elements()).toHaveLength(0);
    await expect
      .element(panel.getByText(/patience begins at 2 .*Keras’ own default is 10/i).first())
      .toBeInTheDocument();
    await expect.element(panel.getByRole('alert')).toHaveTextContent(/follows a schedule/);
    await panel.getByRole('button', { name: 'Use a constant learning rate' }).click();
    await until(() => settings().training.rateCourse === 'constant', 'it is constant');
    await expect.element(panel.getByRole('alert')).not.toBeInTheDocument();
    await made.app.projects.change({ callbacks: [] }, null);
  });

  it('are added, set, moved by keyboard, removed and put back', { timeout: 30_000 }, async () => {
    const screen = await section();
    const panel = screen.getByRole('region', { name: 'Callbacks' });
    await expect.element(panel).toHaveTextContent('No callback is set');
    await panel.getByLabelText('Which', { exact: true }).selectOptions('early-stopping');
    await panel.getByRole('button', { name: /^Add: Stop early/ }).click();
    await panel.getByLabelText('Which', { exact: true }).selectOptions('reduce-lr-on-plateau');
    await panel.getByRole('button', { name: /^Add: Lower the rate/ }).click();
    await until(() => ids().length === 2, 'both are saved');
    await panel.getByText(/^Settings of Stop early/).click();
    // It stops after 2 epochs, and the rate would be lowered after 2.
    await panel.getByRole('spinbutton', { name: 'Patience' }).first().fill('2');
    await userEvent.tab();
    await expect.element(panel.getByText(/lowered just as training stops/)).toBeVisible();
    const monitor = panel.getByLabelText('Figure to watch').first();
    expect([...monitor.element().querySelectorAll('option')].map(({ value }) => value)).toEqual([
      'val_loss',
      'loss',
      'val_accuracy',
      'accuracy',
    ]);
    await monitor.selectOptions('val_accuracy');
    await until(() => settings().callbacks?.[0]?.params['monitor'] === 'val_accuracy', 'it is saved');
    expect(await accessibilityProblems()).toEqual([]);

    const later = panel.getByRole('button', { name: /^Call Stop early .* later$/ });
    later.element().focus();
    await userEvent.keyboard('{Enter}');
    await until(() => ids()[0] === 'reduce-lr-on-plateau', 'it is moved');
    // The focus stays with what was moved; at the end of the list on the way back.
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Call Stop early .* earlier$/);
    await expect.element(panel.getByRole('status')).toHaveTextContent('is now number 2 of 2');

    await panel.getByRole('button', { name: /^Remove Stop early/ }).click();
    await until(() => ids().length === 1, 'it is removed');
    const back = panel.getByRole('button', { name: 'Put it back' });
    expect(document.activeElement).toBe(back.element());
    await userEvent.keyboard('{Enter}');
    await until(() => ids().length === 2, 'it is put back');
    expect(settings().callbacks?.[1]?.params['monitor']).toBe('val_accuracy');
  });

  it('a problem is said in place', { timeout: 30_000 }, async () => {
    const screen = await section();
    await made.app.projects.change({ callbacks: [{ id: 'from-a-later-version', params: {} }] }, null);
    await expect.element(screen.getByRole('alert')).toHaveTextContent(/can’t begin before this is mended/);
    await screen.getByRole('button', { name: 'Remove from-a-later-version' }).click();
    await until(() => ids().length === 0, 'it is removed');
  });

  it('fits a narrow screen', async () => {
    await page.viewport(360, 740);
    await section();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
    await page.viewport(1280, 900);
  });
});
