// The section "Preparation" on a real project: real rows, the real data worker, the real engine.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import { AppError } from '../../src/core/errors.ts';
import type { PlannedInput, RecipePlan } from '../../src/core/recipe-plan.ts';
import type { InputPreview } from '../../src/data/protocol.ts';
import { PlanEditor } from '../../src/pages/data/prepare/editor.svelte.ts';
import Prepare from '../../src/pages/data/prepare/Prepare.svelte';
import { makeApp, until, type Made } from '../state/make-app.ts';
import { accessibilityProblems } from '../ui/axe.ts';
import Host from './Host.svelte';

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  await made.app.start();
  await made.app.stream.pause();
}, 60_000);
afterAll(() => made.close());

const section = () => render(Host, { app: made.app, part: Prepare });
const savedRecipe = () => made.app.store.project.settings.recipe;

const savedInputs = () => made.app.datasets.current.scenario.features.length;

describe('the plan', () => {
  it('shows the usual steps, and how wide a row becomes', { timeout: 30_000 }, async () => {
    const screen = await section();
    const plan = screen.getByRole('region', { name: 'How rows are prepared' });
    await expect.element(plan).toHaveTextContent('This is what is in use.');
    const { champion, versions } = { champion: made.app.models.champion, versions: made.app.dataVersions };
    await until(() => versions.held.phase === 'done', 'the rows are held');
    // The width that the champion has, counted anew by trying every input.
    await expect
      .element(plan)
      .toHaveTextContent(`${champion?.recipe.outputs.length} numbers from ${savedInputs()} inputs`);
    await expect
      .element(plan)
      .toHaveTextContent(`Learnt from the ${versions.knownRows.toLocaleString('en')} training rows only`);
    expect(await accessibilityProblems()).toEqual([]);
  });

  it('changes a step by keyboard, marks it, takes it back', { timeout: 30_000 }, async () => {
    const screen = await section();
    const { features } = made.app.datasets.current.scenario;
    const number = features.find(
      (name) =>
        made.app.datasets.current.table.columns.find((column) => column.name === name)?.kind === 'number',
    );
    const chip = screen.getByRole('button', { name: `Standard scale, step of ${number}`, exact: true });
    chip.element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(chip).toHaveAttribute('aria-pressed', 'true');
    const step = screen.getByRole('group', { name: 'Standard scale' });
    await step.getByRole('button', { name: 'Earlier' }).click();
    await expect.element(screen.getByText('Changed, not in use yet')).toBeVisible();
    const order = screen.getByRole('list', { name: `Steps of ${number}, in order`, exact: true });
    expect([...order.element().querySelectorAll('button')].map((one) => one.textContent.trim())).toEqual([
      'Standard scale',
      'Fill gaps with the median',
    ]);
    await expect
      .element(screen.getByRole('img', { name: new RegExp(`^${number} before its steps`) }))
      .toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await screen.getByRole('button', { name: 'Discard' }).click();
    await expect.element(screen.getByText('This is what is in use.')).toBeVisible();
    expect(savedRecipe()).toBeUndefined();
  });

  it(
    'keeps changes while another section is open, and says what does not work',
    { timeout: 30_000 },
    async () => {
      const first = await section();
      await first.getByText('Add an input').first().click();
      await first.getByLabelText('What', { exact: true }).selectOptions('product');
      const [a, b] = made.app.datasets.current.table.columns
        .filter(({ kind }) => kind === 'number')
        .map(({ name }) => name);
      await first.getByLabelText('Column', { exact: true }).selectOptions(a!);
      await first.getByLabelText('Second column').selectOptions(b!);
      await first.getByRole('button', { name: 'Add an input' }).click();
      await expect.element(first.getByRole('button', { name: `${a} × ${b} number` })).toBeVisible();
      await first.unmount();
      const again = await section();
      await again.getByRole('button', { name: `${a} × ${b} number` }).click();
      // Without a scale it still works; with a category left as it is, nothing does.
      await again.getByText('All at once').click();
      await again.getByLabelText('Encode all categories by', { exact: true }).selectOptions('');
      await again.getByRole('button', { name: 'Apply: Encode all categories by' }).click();
      await expect.element(again.getByText(/is still of kind category/).first()).toBeVisible();
      const use = again.getByRole('button', { name: 'Use this preparation' });
      await expect.element(use).toHaveAttribute('aria-disabled', 'true');
      expect(await accessibilityProblems()).toEqual([]);
      await again.getByRole('button', { name: 'Discard' }).click();
    },
  );

  it('is used from the next cold training on, with a line in the ledger', { timeout: 60_000 }, async () => {
    const screen = await section();
    await screen.getByText('All at once').click();
    await screen.getByLabelText('Scale all numbers by', { exact: true }).selectOptions('robust-scale');
    await screen.getByRole('button', { name: 'Apply: Scale all numbers by' }).click();
    await screen.getByRole('button', { name: 'Use this preparation' }).click();
    await expect.element(screen.getByText('In use from the next training from scratch on')).toBeVisible();
    const steps = savedRecipe()?.inputs.flatMap((input) => input.steps.map(({ step }) => step));
    expect(steps).toContain('robust-scale');
    expect(made.app.store.ledger.at(-1)?.reason).toMatch(/rows are prepared in another way/);
    await expect.element(screen.getByText(/learnt by another plan/)).toBeVisible();
    const { app } = made;
    await app.stream.jump(4);
    await until(() => !app.stream.playing, 'windows pass');
    await app.projects.change({ retrain: { ...app.store.project.settings.retrain, warm: false } }, null);
    await app.training.retrain();
    const trained = app.store.versions.at(-1)?.recipe.inputs.flatMap((input) => input.steps);
    expect(trained?.some(({ step }) => step === 'robust-scale')).toBe(true);
  });
});

describe('what the champion learnt', () => {
  it('opens in full', { timeout: 30_000 }, async () => {
    const screen = await section();
    const panel = screen.getByRole('region', { name: 'What the champion’s preparation has learnt' });
    await panel.getByRole('button').first().click();
    await expect
      .element(panel.getByRole('region', { name: /, in full$/ }))
      .toHaveTextContent(/rows with a value/);
  });
});

describe('the split', () => {
  it('shows what it would give, makes a version, and keeps test rows', { timeout: 60_000 }, async () => {
    const screen = await section();
    const panel = screen.getByRole('region', { name: 'Which rows only test' });
    await expect.element(panel).toHaveTextContent('No rows are set apart for testing in this version');
    const rows = made.app.dataVersions.knownRows;
    await expect
      .element(panel.getByRole('img', { name: /^As it would be/ }))
      .toHaveAccessibleName(/for testing/);
    await panel.getByLabelText('Test rows are').selectOptions('random');
    await panel.getByRole('button', { name: 'Split like this' }).click();
    await expect.element(screen.getByText('Data v2 is made')).toBeVisible();
    const made2 = made.app.dataVersions.all.at(-1);
    expect(made2?.split?.method).toBe('random');
    await expect.element(panel).toHaveTextContent(/rows are test rows already and will stay so/);
    await expect.element(panel.getByRole('img', { name: /^As it is/ })).toBeVisible();
    const held = made.app.dataVersions.held;
    expect(held.phase === 'done' && held.result.parts?.test).toBe(Math.round(rows * 0.2));
    await screen.getByRole('button', { name: 'Learn from data v2' }).click();
    await expect.element(screen.getByText(/The next retraining learns from data v2/)).toBeVisible();
    expect(made.app.store.project.settings.dataVersionId).toBe(made2?.id);
    expect(await accessibilityProblems()).toEqual([]);
  });
});

describe('a picture', () => {
  it('is one row, whose steps are those of all pixels', { timeout: 60_000 }, async () => {
    const { app } = made;
    await app.projects.openScenario('digits');
    await app.stream.pause();
    const screen = await section();
    const list = screen.getByRole('list', { name: 'Inputs', exact: true });
    await expect.element(list).toHaveTextContent(/^64 pixels/);
    expect(list.element().children).toHaveLength(1);
    await screen.getByRole('button', { name: 'Standard scale, step of 64 pixels' }).click();
    await screen
      .getByRole('group', { name: 'Standard scale' })
      .getByRole('button', { name: 'Remove' })
      .click();
    await expect.element(list).toHaveTextContent(/64 numbers/);
    await expect.element(screen.getByText('Shown for the pixel', { exact: false })).toBeVisible();
    await screen.getByRole('button', { name: 'Use this preparation' }).click();
    await until(() => savedRecipe() !== undefined, 'it is saved');
    expect(savedRecipe()?.inputs.map(({ steps }) => steps.map(({ step }) => step))).toEqual(
      Array.from({ length: 64 }, () => ['impute-median']),
    );
    expect(await accessibilityProblems()).toEqual([]);
  });
});

describe('trying inputs', () => {
  const input = (name: string): PlannedInput => ({
    name,
    source: { from: 'column', column: name },
    steps: [],
  });
  const seen = (name: string): InputPreview => ({ name, before: [], after: [], outputs: 1, problem: null });

  it('asks for each input once, the open one first, few at a time where rows are many', async () => {
    const plan: RecipePlan = { v: 1, inputs: ['a', 'b', '__proto__'].map(input) };
    const editor = new PlanEditor(() => plan);
    const asked: string[][] = [];
    editor.open = 'b';
    editor.tryOn('k', 1_000_000, (_, names) => {
      asked.push([...names]);
      return Promise.resolve(names.map(seen));
    });
    await until(() => plan.inputs.every((one) => editor.previewOf(one) !== null), 'all are tried');
    expect(asked).toEqual([['b'], ['a'], ['__proto__']]);
    editor.change({ v: 1, inputs: [...plan.inputs, input('c')] });
    expect(editor.isChanged).toBe(true);
    await until(() => editor.previewOf(input('c')) !== null, 'the new one is tried');
    expect(asked).toHaveLength(4);
    editor.discard();
    expect(editor.isChanged).toBe(false);
  });

  it('forgets what was seen of other rows, and takes no late answer for them', async () => {
    const editor = new PlanEditor(() => ({ v: 1, inputs: [input('a')] }));
    let answer: (previews: InputPreview[]) => void = () => undefined;
    editor.tryOn('old', 10, () => new Promise((resolve) => (answer = resolve)));
    await until(() => editor.busy, 'it is asked');
    editor.tryOn('new', 10, () => Promise.resolve([{ ...seen('a'), outputs: 2 }]));
    answer([seen('a')]);
    await until(() => !editor.busy && editor.previewOf(input('a')) !== null, 'it is tried');
    expect(editor.previewOf(input('a'))?.outputs).toBe(2);
  });

  it('says why it could not, and tries again', async () => {
    const editor = new PlanEditor(() => ({ v: 1, inputs: [input('a')] }));
    let works = false;
    editor.tryOn('k', 10, () =>
      works ? Promise.resolve([seen('a')]) : Promise.reject(new AppError('engine-lost', 'gone')),
    );
    await until(() => editor.failure !== null, 'it fails');
    expect(editor.failure?.message).toBe('gone');
    works = true;
    editor.again();
    await until(() => editor.previewOf(input('a')) !== null, 'it is tried');
    expect(editor.failure).toBeNull();
  });
});
