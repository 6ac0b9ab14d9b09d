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

describe('the callbacks', () => {
  it('are added, set, moved by keyboard, removed and put back', { timeout: 30_000 }, async () => {
    const screen = await section();
    const panel = screen.getByRole('region', { name: 'Callbacks' });
    await expect.element(panel).toHaveTextContent('No callback is set');
    await panel.getByLabelText('Which', { exact: true }).selectOptions('early-stopping');
    await panel.getByRole('button', { name: /^Add: Stop early/ }).click();
    await panel.getByLabelText('Which', { exact: true }).selectOptions('reduce-lr-on-plateau');
    await panel.getByRole('button', { name: /^Add: Lower the rate/ }).click();
    await until(() => ids().length === 2, 'both are saved');
    // It stops after 5 epochs, and the rate would be lowered after 10.
    await expect.element(panel.getByText(/the rate would never be lowered/)).toBeVisible();
    await panel.getByText(/^Settings of Stop early/).click();
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
