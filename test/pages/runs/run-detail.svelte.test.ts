// One run in the inspector, on a real training with a callback that keeps parameters and writes a log.

import { page, userEvent } from 'vitest/browser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import InspectorContent from '../../../src/pages/inspector/InspectorContent.svelte';
import { pointsCsv } from '../../../src/pages/inspector/run/points.ts';
import { makeApp, until, type Made } from '../../state/make-app.ts';
import { accessibilityProblems, useTheme } from '../../ui/axe.ts';
import Host from '../Host.svelte';

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  const { app } = made;
  await app.start();
  await app.stream.pause();
  await until(() => app.store.runs[0]?.endedAt != null, 'the first run ends');
}, 90_000);
afterAll(() => made.close());

const detail = () => {
  const [first] = made.app.store.runs;
  made.app.inspector.open({ kind: 'run', id: first!.id });
  return render(Host, { app: made.app, part: InspectorContent });
};

describe('a run in the inspector', () => {
  it('says what was set, what was measured and where it stood', { timeout: 30_000 }, async () => {
    await detail();
    const run = made.app.store.runs[0]!;
    await expect.element(page.getByTitle(run.weightsDigest ?? 'none')).toBeInTheDocument();
    await expect
      .element(page.getByTitle(run.datasetDigest))
      .toHaveTextContent(`${run.datasetDigest.slice(0, 12)}…`);
    await expect.element(page.getByRole('button', { name: 'Copy weights' })).toBeInTheDocument();
    const measured = page.getByRole('group', { name: 'What it measured' });
    await expect.element(measured).toHaveTextContent('val_loss');
    await expect.element(measured).toHaveTextContent(/^[^]*?n\s*val_loss/);
    const { minStep } = run.summary['val_loss']!;
    await expect.element(measured).toHaveTextContent(new RegExp(minStep.toLocaleString('en')));
  });

  it('keeps what a person writes, and gives the own name back', { timeout: 30_000 }, async () => {
    await detail();
    const { app } = made;
    const id = app.store.runs[0]!.id;
    await page.getByRole('textbox', { name: 'Notes' }).fill('A first look.');
    await page.getByRole('textbox', { name: 'Name' }).fill('the first');
    await userEvent.tab();
    await expect.poll(() => app.notebook.find(id)?.note?.notes).toBe('A first look.');
    await expect.poll(() => app.notebook.find(id)?.name).toBe('the first');
    await page.getByRole('textbox', { name: 'Name' }).fill('');
    await userEvent.tab();
    await expect.element(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Run 1');
  });

  it('draws its curves and hands out every point', { timeout: 60_000 }, async () => {
    await detail();
    const { app } = made;
    const item = app.notebook.items[0]!;
    await expect.element(page.getByRole('button', { name: 'Every point (CSV)' })).toBeVisible();
    const log = await app.store.log(item.run.id);
    const lines = pointsCsv(item, log).trimEnd().split('\r\n');
    expect(lines[0]).toBe('series,epoch,step,milliseconds,value');
    const points = log.history.length * 4 + log.series.reduce((sum, { values }) => sum + values.length, 0);
    expect(lines).toHaveLength(points + 1);
  });

  it('trains again and finds the same weights', { timeout: 90_000 }, async () => {
    await detail();
    const run = made.app.store.runs[0]!;
    await page.getByRole('button', { name: 'Run again and verify' }).click();
    await expect
      .poll(() => made.app.notebook.find(run.id)?.note?.verification?.same, { timeout: 60_000 })
      .toBe(true);
    await expect
      .element(page.getByText(`Same weights: yes, digest ${run.weightsDigest ?? ''}`))
      .toBeVisible();
  });

  it('goes on from its end, and both sides name each other', { timeout: 90_000 }, async () => {
    await detail();
    const { app } = made;
    const [first] = app.store.runs;
    await expect.element(page.getByRole('button', { name: 'Go on from the end' })).toBeVisible();
    await page.getByRole('button', { name: 'Go on from the end' }).click();
    const epochs = page.getByRole('spinbutton', { name: 'Epochs' });
    await expect.element(epochs).toHaveValue(2 * first!.epochs);
    await epochs.fill(String(first!.epochs));
    await userEvent.tab();
    await expect.element(page.getByText(/Ask for more than \d+ in all/)).toBeVisible();
    await expect
      .element(page.getByRole('button', { name: 'Start the new run' }))
      .toHaveAttribute('aria-disabled', 'true');
    await epochs.fill(String(first!.epochs + 2));
    await page.getByRole('spinbutton', { name: 'Batch size' }).fill('64');
    await page.getByRole('combobox', { name: 'Optimiser' }).selectOptions('RMSProp');
    await page.getByRole('button', { name: 'Start the new run' }).click();
    await until(() => app.store.runs.length === 2 && app.store.runs[1]!.endedAt !== null, 'the fork ends');
    const [, fork] = app.store.runs;
    expect(fork).toMatchObject({
      epochs: first!.epochs + 2,
      training: { batchSize: 64, optimizer: 'rmsprop', learningRate: first!.training.learningRate },
      forkedFrom: { runId: first!.id, epoch: first!.epochs },
    });
    expect(app.navigation.room).toBe('train');
    app.inspector.open({ kind: 'run', id: first!.id });
    await expect.element(page.getByRole('button', { name: /Run 2 forked from it/ })).toBeVisible();
    await page.getByRole('button', { name: /Run 2 forked from it/ }).click();
    await expect.element(page.getByRole('button', { name: /^forked from Run 1 at epoch/ })).toBeVisible();
    await app.notebook.remove([first!.id]);
    await expect
      .element(page.getByRole('button', { name: /^forked from Run 1 \(deleted\) at epoch/ }))
      .toBeVisible();
    await app.notebook.undo();
  });

  it('says in place why it cannot go on so', { timeout: 60_000 }, async () => {
    await detail();
    const { app } = made;
    const before = app.store.runs.length;
    const { settings } = app.store.project;
    const params = {
      monitor: 'val_loss',
      factor: 0.5,
      patience: 3,
      mode: 'auto',
      min_delta: 0,
      cooldown: 0,
      min_lr: 0,
    };
    await app.projects.change(
      { callbacks: [{ id: 'reduce-lr-on-plateau', params: { ...params, factor: 2 } }] },
      'test',
    );
    await page.getByRole('button', { name: 'Go on from the end' }).click();
    await page.getByText('Those set now').click();
    await page.getByRole('button', { name: 'Start the new run' }).click();
    await expect.element(page.getByText('It can’t go on like this')).toBeVisible();
    expect(app.store.runs).toHaveLength(before);
    await app.projects.change({ callbacks: settings.callbacks ?? [] }, 'test');
  });

  it.each(['light', 'dark'] as const)('shuts nobody out in %s', { timeout: 30_000 }, async (theme) => {
    useTheme(theme);
    const screen = await detail();
    await expect.element(page.getByRole('button', { name: 'Every point (CSV)' })).toBeVisible();
    expect(await accessibilityProblems(screen.container)).toEqual([]);
    useTheme('light');
  });
});
