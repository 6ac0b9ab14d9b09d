// The model builder on a real project, by roles and by keyboard.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import { describeArchitecture } from '../../src/core/describe-architecture.ts';
import { usualPlan } from '../../src/core/recipe-plan.ts';
import { fitRecipe } from '../../src/core/recipe.ts';
import { makeApp, until, type Made } from '../state/make-app.ts';
import { accessibilityProblems } from '../ui/axe.ts';
import BuilderPart from './BuilderPart.svelte';
import Host from './Host.svelte';

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  await made.app.start();
  await made.app.stream.pause();
}, 60_000);
afterAll(() => made.close());

const model = () => made.app.store.project.settings.model;
const layers = () => String(model().params['layers']);
const choose = (kind: string, params: Record<string, string | number>) =>
  made.app.projects.change({ model: { kind, params } }, null);
const saved = (text: string) => until(() => layers() === text, `the layers are ${text}`);
const builder = () => render(Host, { app: made.app, part: BuilderPart });

describe('a kind of model', () => {
  beforeEach(() => choose('mlp', { layers: 2, units: 24, activation: 'relu' }));

  it('is drawn and counted layer by layer', async () => {
    const screen = await builder();
    const inputs = made.app.models.champion!.recipe.outputs.length;
    const parameters = inputs * 24 + 24 + 24 * 24 + 24 + 24 + 1;
    const panel = screen.getByRole('region', { name: 'Layers' });
    await expect.element(panel).toHaveTextContent(`${parameters.toLocaleString('en')} parameters`);
    const table = screen.getByRole('table', { name: /^Layers, what comes out/ });
    await expect
      .element(table.getByRole('row', { name: /Together/ }))
      .toHaveTextContent(parameters.toLocaleString('en'));
    await expect.element(table.getByRole('row', { name: /Dense 2/ })).toHaveTextContent('600');
    await expect
      .element(screen.getByRole('option', { name: 'Dense 1, 24 numbers, ReLU', exact: false }))
      .toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });

  it('is walked through by arrow keys, one stop for Tab', async () => {
    const screen = await builder();
    const options = screen.getByRole('option');
    await expect.element(options.first()).toHaveAttribute('aria-selected', 'true');
    options.first().element().focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    const chosen = screen.getByRole('option', { name: /^Dense 2/ });
    await expect.element(chosen).toHaveAttribute('aria-selected', 'true');
    expect(document.activeElement).toBe(chosen.element());
    await userEvent.keyboard('{End}{ArrowRight}');
    await expect
      .element(screen.getByRole('option', { name: /^Output/ }))
      .toHaveAttribute('aria-selected', 'true');
    expect(options.elements().filter((one) => one.getAttribute('tabindex') === '0')).toHaveLength(1);
  });

  it('becomes one’s own layers with the same network', async () => {
    const screen = await builder();
    await screen.getByRole('button', { name: 'Change the layers' }).click();
    await saved('dense 24 relu | dense 24 relu');
    expect(model().kind).toBe('own-layers');
    await expect.element(screen.getByRole('list', { name: 'Your layers, in order' })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });

  it('that does not fit the inputs says so', async () => {
    await choose('embedding-bag', { words: 20000, dimensions: 4, mode: 'mean', units: 0 });
    const screen = await builder();
    await expect.element(screen.getByRole('alert')).toHaveTextContent(/20000 words are not among \d+ inputs/);
    expect(await accessibilityProblems()).toEqual([]);
  });
});

it('counts the inputs by trying them when no model was prepared like this', { timeout: 30_000 }, async () => {
  const { app } = made;
  await choose('mlp', { layers: 1, units: 8, activation: 'relu' });
  const { table, scenario } = app.datasets.current;
  const [first, second] = usualPlan(table, scenario.features).inputs;
  const inputs = [first!, { ...second!, name: 'again' }];
  await app.projects.change({ recipe: { v: 1, inputs } }, null);
  const screen = await builder();
  const option = screen.getByRole('option', { name: /^Input/ });
  await expect.element(option, { timeout: 20_000 }).toBeVisible();
  const width = fitRecipe(
    table,
    { v: 1, inputs },
    Int32Array.from({ length: scenario.trainRows }, (_, row) => row),
    app.datasets.current.truth,
    scenario.task,
    app.datasets.current.classes.length,
    1,
  ).outputs.length;
  await expect.element(option).toHaveAccessibleName(new RegExp(`^Input, ${width} numbers?,`));
  await app.projects.change({ recipe: usualPlan(table, scenario.features) }, null);
  const { recipe } = app.models.champion!;
  await expect.element(option).toHaveAccessibleName(new RegExp(`^Input, ${recipe.outputs.length} numbers,`));
});

describe('own layers', () => {
  beforeEach(() => choose('own-layers', { layers: 'dense 8 relu | dense 4 tanh' }));

  it('are added, moved and removed by keyboard, and brought back', async () => {
    const screen = await builder();
    screen.getByRole('button', { name: 'Add dense' }).element().focus();
    await userEvent.keyboard('{Enter}');
    await saved('dense 8 relu | dense 4 tanh | dense 16 relu');
    const third = screen.getByRole('button', { name: /^Dense 3/ });
    await expect.element(third).toHaveFocus();
    await expect.element(screen.getByRole('group', { name: 'Settings of Dense 3' })).toBeVisible();
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await saved('dense 8 relu | dense 16 relu | dense 4 tanh');
    await expect.element(screen.getByRole('button', { name: /^Dense 2/ })).toHaveFocus();
    await expect
      .element(screen.getByRole('option', { name: /^Dense 2, 16/ }))
      .toHaveAttribute('aria-selected', 'true');
    await screen.getByRole('button', { name: 'Move Dense 2 later' }).click();
    await saved('dense 8 relu | dense 4 tanh | dense 16 relu');
    await expect.element(screen.getByRole('button', { name: 'Move Dense 3 later' })).toBeDisabled();
    await userEvent.keyboard('{Delete}');
    await saved('dense 8 relu | dense 4 tanh');
    await expect.element(screen.getByText('Dense 3 removed. Undo brings it back.')).toBeInTheDocument();
    await screen.getByRole('button', { name: 'Undo' }).click();
    await saved('dense 8 relu | dense 4 tanh | dense 16 relu');
    expect(await accessibilityProblems()).toEqual([]);
  });

  it('change their width, activation and dropout', async () => {
    const screen = await builder();
    await screen.getByRole('button', { name: /^Dense 1/ }).click();
    const settings = screen.getByRole('group', { name: 'Settings of Dense 1' });
    await settings.getByRole('spinbutton', { name: 'Units' }).fill('12');
    await userEvent.keyboard('{Tab}');
    await saved('dense 12 relu | dense 4 tanh');
    await settings.getByRole('combobox', { name: 'Activation' }).selectOptions('gelu');
    await saved('dense 12 gelu | dense 4 tanh');
    await settings.getByRole('switch', { name: 'A dropout of its own' }).click();
    await saved('dense 12 gelu dropout 0.2 | dense 4 tanh');
    await expect.element(screen.getByRole('button', { name: /^Dense 1/ })).toHaveTextContent('dropout 0.2');
    // Out of bounds is said in place and not kept.
    await settings.getByRole('spinbutton', { name: 'Units' }).fill('9000');
    await userEvent.keyboard('{Tab}');
    await expect.element(settings).toHaveTextContent('Units must lie between 1 and 4096. 12 stays in use.');
    expect(layers()).toBe('dense 12 gelu dropout 0.2 | dense 4 tanh');
  });

  it('that do not fit are explained at their place, and the last ones stay in use', async () => {
    const screen = await builder();
    await screen.getByRole('button', { name: 'Add convolution' }).click();
    await until(() => layers().includes('conv 8'), 'the convolution is in use');
    const before = layers();
    const settings = screen.getByRole('group', { name: 'Settings of Convolution' });
    await settings.getByRole('combobox', { name: 'At the edges' }).selectOptions('valid');
    await until(() => layers() !== before, 'the padding is in use');
    const fitting = layers();
    const window = settings.getByRole('spinbutton', { name: /of the window/ }).first();
    await window.fill('400');
    await userEvent.keyboard('{Tab}');
    await expect
      .element(screen.getByRole('alert'))
      .toHaveTextContent(
        /The (series|image) is .* here, a .* window.* does not fit|a window of 400 does not fit/,
      );
    await expect.element(screen.getByText('Not in use yet')).toBeVisible();
    expect(layers()).toBe(fitting);
    expect(await accessibilityProblems()).toEqual([]);
    await screen.getByRole('button', { name: 'Take it back' }).click();
    await expect.element(screen.getByText('Not in use yet')).not.toBeInTheDocument();
  });

  it('take the inputs for words, and lose what can’t stand behind them', async () => {
    await choose('own-layers', { layers: 'conv 4 3 relu same | dense 4 tanh' });
    const screen = await builder();
    await screen.getByRole('button', { name: /^Input/ }).click();
    await screen.getByRole('combobox', { name: 'The inputs are' }).selectOptions('bag');
    await saved('bag 16 mean | dense 4 tanh');
    await expect.element(screen.getByRole('option', { name: /^Bag of words/ })).toBeVisible();
    await screen.getByRole('button', { name: 'Undo' }).click();
    await saved('conv 4 3 relu same | dense 4 tanh');
  });

  it.each(['conv 4 5 relu | pool 2 average | dense 6 tanh', 'bag 4 mean of 10 | dense 6 relu dropout 0.1'])(
    'are what the next training trains: %s',
    { timeout: 60_000 },
    async (text) => {
      const { app } = made;
      await choose('own-layers', { layers: text });
      const { training } = app.store.project.settings;
      await app.projects.change(
        { training: { ...training, epochs: 2, initializer: 'he-normal', seed: 7 } },
        null,
      );
      const screen = await builder();
      await expect
        .element(screen.getByRole('option', { name: /^Dense, 6 numbers, .* to learn$/ }))
        .toBeVisible();
      // Labels come late: some windows must have passed before there is anything to compare on.
      await app.stream.jump(12);
      await until(() => !app.stream.playing, 'twelve windows have passed');
      const before = app.store.runs.length;
      await app.training.retrain();
      await until(
        () => app.training.job.phase !== 'running' && app.store.runs.length > before,
        'it is trained',
      );
      const run = app.store.runs.at(-1)!;
      expect([run.status, run.error, run.seed]).toEqual(['done', null, 7]);
      const version = app.store.versions.find(({ id }) => id === run.modelVersionId)!;
      const described = describeArchitecture(version.architecture);
      const panel = screen.getByRole('region', { name: 'Layers' });
      await expect
        .element(panel)
        .toHaveTextContent(`${described.parameters.toLocaleString('en')} parameters`);
    },
  );

  it('are written as text, and say what can’t be read', async () => {
    const screen = await builder();
    const field = screen.getByRole('textbox', { name: 'As text' });
    await field.fill('dense 5 relu | dens 3');
    await expect.element(screen.getByText(/^In “dens 3”: "dens" is not known here/)).toBeVisible();
    await userEvent.keyboard('{Tab}');
    // What can't be read stays in the field, with what is in use meanwhile.
    await expect.element(field).toHaveValue('dense 5 relu | dens 3');
    await expect.element(screen.getByText('In use meanwhile: dense 8 relu | dense 4 tanh.')).toBeVisible();
    expect(layers()).toBe('dense 8 relu | dense 4 tanh');
    await field.fill('dense 5 relu | dense 3 elu');
    await userEvent.keyboard('{Enter}');
    await saved('dense 5 relu | dense 3 elu');
    // Leaving the field is enough, as everywhere.
    await field.fill('dense 6 gelu');
    await userEvent.keyboard('{Tab}');
    await saved('dense 6 gelu');
  });
});
