// The train room on a real project with the real engine: one press, the run as it goes and as it went, and the way on after
// a training that ran away.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import TrainRoom from '../../src/pages/TrainRoom.svelte';
import { makeApp, until, type Made } from '../state/make-app.ts';
import { accessibilityProblems } from '../ui/axe.ts';
import Host from './Host.svelte';

let made: Made;
beforeAll(async () => {
  await page.viewport(1280, 900);
  made = await makeApp({ indexedDB: null, witness: null });
  await made.app.start();
  await made.app.stream.pause();
  await made.app.stream.jump(4);
  await until(() => !made.app.stream.playing, 'windows pass');
  made.app.navigation.go('train');
}, 60_000);
afterAll(() => made.close());

const room = () => render(Host, { app: made.app, part: TrainRoom });
const change = (more: Partial<typeof made.app.store.project.settings.training>) => {
  const { training } = made.app.store.project.settings;
  return made.app.projects.change({ training: { ...training, ...more } }, null);
};

describe('training with one press', () => {
  it('says what is in use and leads to it', async () => {
    const screen = await room();
    await expect
      .element(screen.getByRole('region', { name: 'Retrain' }))
      .toHaveTextContent(/In use: Logistic regression, Adam, learning rate .*, no callbacks\./);
    await expect
      .element(screen.getByRole('link', { name: 'Change model and settings' }))
      .toHaveAttribute('href', '#/train/model');
    expect(await accessibilityProblems()).toEqual([]);
    const { model } = made.app.store.project.settings;
    const own = { kind: 'own-layers', params: { layers: 'dense 8 relu | dense 4 tanh' } };
    await made.app.projects.change({ model: own }, null);
    await expect
      .element(screen.getByRole('region', { name: 'Retrain' }))
      .toHaveTextContent(/In use: Own layers \(dense 8 relu \| dense 4 tanh\), Adam/);
    await made.app.projects.change({ model }, null);
  });

  it('shows the run while it goes, and shows all of it afterwards', { timeout: 60_000 }, async () => {
    await change({ epochs: 2000, rateCourse: 'constant' });
    const screen = await room();
    screen.getByRole('button', { name: 'Retrain now' }).element().focus();
    await userEvent.keyboard('{Enter}');
    await until(() => made.app.training.job.phase === 'running', 'it runs');
    await until(() => made.app.training.history.length > 0, 'an epoch has ended');
    await until(() => made.app.training.job.phase === 'done', 'it ends');
    await expect.element(screen.getByRole('heading', { name: 'Run 2' })).toBeVisible();
    // The look at the end: scores of the rows kept aside.
    await expect.element(screen.getByRole('table', { name: 'Answers by class' })).toBeVisible();
    await screen.getByText('Layers', { exact: true }).click();
    await expect.element(screen.getByRole('table', { name: 'Layer by layer' })).toHaveTextContent(/output/);
    await screen.getByText('Steps and speed', { exact: true }).click();
    await expect.element(screen.getByRole('img', { name: /^Learning rate\. / })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });

  it('refuses while a callback can’t be used', { timeout: 30_000 }, async () => {
    await made.app.projects.change({ callbacks: [{ id: 'from-later', params: {} }] }, null);
    const screen = await room();
    const button = screen.getByRole('button', { name: 'Retrain now' });
    await expect.element(button).toHaveAttribute('aria-disabled', 'true');
    await expect.element(button).toHaveAccessibleDescription(/A callback can’t be used/);
    await made.app.projects.change({ callbacks: [] }, null);
    await expect.element(button).not.toHaveAttribute('aria-disabled');
  });
});

describe('callbacks', () => {
  it('are told of while the run is shown', { timeout: 60_000 }, async () => {
    await change({ epochs: 60, rateCourse: 'constant' });
    await made.app.projects.change(
      {
        callbacks: [
          {
            id: 'early-stopping',
            params: {
              monitor: 'val_loss',
              mode: 'auto',
              min_delta: 0.05,
              patience: 2,
              baseline: '',
              restore_best_weights: true,
              start_from_epoch: 0,
            },
          },
        ],
      },
      null,
    );
    const screen = await room();
    await screen.getByRole('button', { name: 'Retrain now' }).click();
    await until(() => made.app.training.job.phase === 'done', 'it ends');
    await screen.getByText('Callbacks', { exact: true }).last().click();
    const list = screen.getByRole('list', { name: 'What happened, newest first' });
    await expect.element(list).toHaveTextContent(/went back to the weights of epoch \d+/);
    await expect.element(list).toHaveTextContent(/training stops after epoch/);
    await expect.element(screen.getByText(/the weights of epoch \d+ were put back/).first()).toBeVisible();
    // The colours of the button come back in a moment.
    await expect.poll(accessibilityProblems).toEqual([]);
  });
});

describe('a run from an earlier visit', () => {
  it('is read from its log', { timeout: 60_000 }, async () => {
    await made.app.training.leave();
    const screen = await room();
    await screen.getByText('Steps and speed', { exact: true }).click();
    await expect.element(screen.getByRole('img', { name: /^Learning rate\. / })).toBeVisible();
    await screen.getByText('Answers', { exact: true }).click();
    await expect.element(screen.getByText('No look inside')).toBeVisible();
  });
});

describe('a training that runs away', () => {
  it('is explained, and goes on from the last good weights at a press', { timeout: 90_000 }, async () => {
    await made.app.projects.change({ callbacks: [], model: { kind: 'mlp', params: deep } }, null);
    await change({ epochs: 40, optimizer: 'sgd', learningRate: 100, rateCourse: 'constant' });
    const screen = await room();
    await screen.getByRole('button', { name: 'Retrain now' }).click();
    await until(() => made.app.training.job.phase === 'failed', 'it fails');
    const failed = made.app.store.runs.at(-1)!;
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'diverged' } });
    await expect.element(screen.getByRole('alert').first()).toHaveTextContent(/Training ran away at step/);
    // In one place: the room tells it, so no notice over all rooms does as well.
    await expect.poll(() => made.app.notices.list).toEqual([]);
    await expect.element(screen.getByRole('button', { name: 'Copy the report' })).toBeVisible();
    await screen.getByText('Callbacks', { exact: true }).last().click();
    await expect
      .element(screen.getByRole('img', { name: /^Guard against values that are no numbers: acted once/ }))
      .toBeVisible();
    await screen
      .getByRole('button', { name: /^Go on from the last good weights with a tenth of the learning rate/ })
      .click();
    await until(() => made.app.store.runs.at(-1)!.parentId === failed.id, 'another run begins');
    await until(() => !made.app.training.running, 'it ends');
    expect(made.app.store.runs.at(-1)?.training.learningRate).toBe(10);
    expect(made.app.store.runs.at(-1)?.forkedFrom?.runId).toBe(failed.id);
  });
});
/** Deep enough to run away. */
const deep = { layers: 3, units: 32, activation: 'relu' };
