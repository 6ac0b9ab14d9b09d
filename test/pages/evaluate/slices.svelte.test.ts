// Slices of a real evaluation in the page itself, with the real engine.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { sliceLabel } from '../../../src/core/slices/slice-label.ts';
import { specLabel } from '../../../src/core/slices/spec-label.ts';
import SlicesSection from '../../../src/pages/evaluate/slices/SlicesSection.svelte';
import { makeApp, until, type Made } from '../../state/make-app.ts';
import { accessibilityProblems, useTheme } from '../../ui/axe.ts';
import Host from '../Host.svelte';

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  await made.app.start();
  await until(() => made.app.models.champion !== null, 'the first model is in production');
  await made.app.stream.pause();
}, 60_000);
afterAll(() => made.close());
afterEach(async () => {
  useTheme('light');
  await page.viewport(1280, 900);
});

const patience = { timeout: 60_000 };
const evaluationOf = () => {
  const evaluation = made.app.evaluations.current;
  if (!evaluation) throw new Error('There is no evaluation.');
  return evaluation;
};

test('without an evaluation it says what would be here', patience, async () => {
  const { app } = made;
  // A pair that nobody has compared yet.
  app.evaluations.choose(app.models.champion!.id, 'another');
  const screen = await render(Host, { app, part: SlicesSection });
  await expect
    .element(screen.getByRole('heading', { level: 2, name: 'No evaluation to look into yet' }))
    .toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Evaluate now' })).toBeVisible();
  expect(await accessibilityProblems()).toEqual([]);
});

test('lists every slice worst first, and a slice opens exactly its rows by keyboard', patience, async () => {
  const { app } = made;
  while (app.stream.position < 12) await app.stream.step();
  await app.training.retrain();
  await until(() => app.models.challenger !== null, 'the new version is registered');
  app.evaluations.choose(app.models.challenger!.id, app.models.champion!.id);
  const evaluation = evaluationOf();
  const screen = await render(Host, { app, part: SlicesSection });
  const table = screen.getByRole('table', { name: 'Slices and their figures' });
  const names = (): string[] =>
    [...table.element().querySelectorAll('tbody th button')].map((head) => head.textContent.trim());
  expect(names().toSorted()).toEqual(evaluation.slices.map(({ key }) => sliceLabel(key)).toSorted());
  const [figure] = evaluation.settings.figures;
  const values = names().map(
    (name) =>
      evaluation.slices.find(({ key }) => sliceLabel(key) === name)!.candidate[figure!]?.value ?? Infinity,
  );
  // All rows stand on top; what the others are seen against.
  expect(names()[0]).toBe('all rows');
  expect(values.slice(1)).toEqual(values.slice(1).toSorted((a, b) => a - b));

  const worst = evaluation.slices.find(({ key }) => sliceLabel(key) === names()[1])!;
  screen.getByRole('button', { name: names()[1]!, exact: true }).element().focus();
  await userEvent.keyboard('{Enter}');
  await until(() => app.inspector.subject !== null, 'the rows are shown');
  const { subject } = app.inspector;
  expect(subject).toMatchObject({
    kind: 'evaluated-rows',
    evaluationId: evaluation.id,
    title: `Rows: ${names()[1]}`,
  });
  const rows = subject?.kind === 'evaluated-rows' ? subject.rows : [];
  expect(rows).toHaveLength(worst.rows);
  expect([...(await app.evaluations.sliceRows(evaluation, worst.key))]).toEqual(rows);
  app.inspector.close();
});

test('chooses figure, order, size and further columns', patience, async () => {
  const screen = await render(Host, { app: made.app, part: SlicesSection });
  const table = screen.getByRole('table', { name: 'Slices and their figures' });
  const first = () => table.element().querySelector('tbody th button')?.textContent.trim();
  await screen.getByLabelText('Order', { exact: true }).selectOptions('Most rows first');
  await expect.poll(first).toBe('all rows');
  await screen.getByLabelText('Figure', { exact: true }).selectOptions('Log loss');
  await expect.element(table.getByRole('row', { name: /^all rows/ })).toBeVisible();
  const all = evaluationOf().slices.find(({ key }) => key.length === 0)!;
  await expect
    .element(table.getByRole('row', { name: /^all rows/ }))
    .toHaveTextContent(all.candidate['log-loss']!.value.toFixed(2));
  await screen.getByText('More figures as columns').click();
  await screen.getByRole('checkbox', { name: 'Accuracy', exact: true }).click();
  await expect.element(table.getByRole('columnheader', { name: 'Accuracy', exact: true })).toBeVisible();
  await screen.getByRole('spinbutton', { name: 'Rows at least' }).fill(String(all.rows));
  await userEvent.keyboard('{Tab}');
  await expect.poll(() => table.element().querySelectorAll('tbody tr').length).toBe(1);
  await screen.getByRole('spinbutton', { name: 'Rows at least' }).fill(String(all.rows + 1));
  await userEvent.keyboard('{Tab}');
  await expect.element(screen.getByText('No slice has that many rows.')).toBeVisible();
});

test(
  'finds the weakest slices, says how many it looked at, and asks for one from now on',
  patience,
  async () => {
    const { app } = made;
    const screen = await render(Host, { app, part: SlicesSection });
    // Nearly everything counts as a finding, so that there are some whatever the model is like.
    await screen.getByRole('spinbutton', { name: 'Allowed share or chance of false findings' }).fill('0.5');
    await userEvent.keyboard('{Tab}');
    await screen.getByRole('button', { name: 'Find the weakest slices' }).click();
    await expect.element(screen.getByText(/^Looked at \d+ slices\./)).toBeVisible();
    const job = app.evaluations.searching;
    const { slices, looked } = job.phase === 'done' ? job.result : { slices: [], looked: 0 };
    await expect.element(screen.getByText(new RegExp(`^Looked at ${looked} slices\\. `))).toBeVisible();
    expect(slices.length).toBeGreaterThan(0);
    const [weak] = slices;
    const table = screen.getByRole('table', { name: 'Weakest slices' });
    await table.getByRole('button', { name: weak!.label, exact: true }).click();
    const { subject } = app.inspector;
    expect(subject?.kind === 'evaluated-rows' ? [...subject.rows] : null).toEqual([...weak!.tableRows]);
    app.inspector.close();

    const before = app.evaluations.settings.slices;
    await table.getByRole('button', { name: `Add ${weak!.label} to what is asked of every version` }).click();
    await expect.element(table.getByText('Asked already')).toBeVisible();
    expect(app.evaluations.settings.slices).toEqual([...before, weak!.spec]);
    // What was asked for is what a new evaluation looks at.
    const { modelVersionId, baselineId } = evaluationOf();
    const again = await app.evaluations.evaluate(modelVersionId, baselineId);
    const found = again.slices.filter(({ spec }) => spec === before.length);
    expect(specLabel(weak!.spec)).not.toBe('');
    expect(found.map(({ rows }) => rows)).toEqual([weak!.rows]);
  },
);

test('names what came nearest where nothing is beyond chance', patience, async () => {
  const { app } = made;
  const screen = await render(Host, { app, part: SlicesSection });
  await screen.getByRole('spinbutton', { name: 'Allowed share or chance of false findings' }).fill('0.001');
  await screen.getByLabelText('Because many are looked at', { exact: true }).selectOptions('holm');
  await screen.getByRole('button', { name: 'Find the weakest slices' }).click();
  await until(() => app.evaluations.searching.phase === 'done', 'the search has ended');
  const job = app.evaluations.searching;
  const { slices, near } = job.phase === 'done' ? job.result : { slices: [], near: [] };
  expect(slices).toEqual([]);
  await expect.element(screen.getByText(/^Chance explains these \d slices? least/)).toBeVisible();
  const table = screen.getByRole('table', { name: 'Nearest to it' });
  await table.getByRole('button', { name: near[0]!.label, exact: true }).click();
  const { subject } = app.inspector;
  expect(subject?.kind === 'evaluated-rows' ? [...subject.rows] : null).toEqual([...near[0]!.tableRows]);
  app.inspector.close();
});

test('gives ten rates for each group and their differences from the chosen one', patience, async () => {
  const { app } = made;
  const screen = await render(Host, { app, part: SlicesSection });
  await screen.getByLabelText('Groups by').selectOptions('workingday');
  const table = screen.getByRole('table', { name: 'Ten rates for each group' });
  await expect.element(table).toBeVisible();
  expect([...table.element().querySelectorAll('thead th')]).toHaveLength(12);
  const rowsOf = (): string[] =>
    [...table.element().querySelectorAll('tbody tr')].map((row) =>
      row.querySelector('th')!.textContent.trim(),
    );
  await expect.poll(rowsOf).toEqual(['all rows', 'workingday false', 'workingday true']);
  // All rows are compared with: they alone have no difference.
  const differences = (row: number): number =>
    table.element().querySelectorAll('tbody tr')[row]!.querySelectorAll('.difference').length;
  expect(differences(0)).toBe(0);
  expect(differences(1)).toBeGreaterThan(5);
  await screen.getByLabelText('Compare with').selectOptions('workingday true');
  await expect.poll(() => differences(2)).toBe(0);
  expect(differences(0)).toBeGreaterThan(5);
  // From a probability of 0.1 on more is called yes than from 0.9.
  const positive = (): number =>
    Number(
      table.element().querySelector('tbody tr')!.querySelectorAll('td')[5]!.textContent.trim().slice(0, 4),
    );
  await screen.getByLabelText('Yes from a probability of').selectOptions('0.1');
  await expect.poll(positive).toBeGreaterThan(0);
  const often = positive();
  await screen.getByLabelText('Yes from a probability of').selectOptions('0.9');
  await expect.poll(positive).toBeLessThan(often);
  await table.getByRole('button', { name: 'workingday true' }).click();
  expect(app.inspector.subject).toMatchObject({ kind: 'evaluated-rows', title: 'Rows: workingday true' });
  app.inspector.close();
  await expect.element(screen.getByText('Equal opportunity, difference')).toBeVisible();
});

test('is accessible in both themes and fits 360 pixels', patience, async () => {
  const screen = await render(Host, { app: made.app, part: SlicesSection });
  await expect.element(screen.getByRole('table', { name: 'Ten rates for each group' })).toBeVisible();
  for (const theme of ['light', 'dark'] as const) {
    useTheme(theme);
    // Colours take a moment to change.
    await expect.poll(() => accessibilityProblems()).toEqual([]);
  }
  await page.viewport(360, 900);
  await expect.poll(() => document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
});
