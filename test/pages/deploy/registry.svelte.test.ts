// Registry, lineage and the details of a version as a person uses them, over the real workers.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import Lineage from '../../../src/pages/deploy/lineage/Lineage.svelte';
import Registry from '../../../src/pages/deploy/registry/Registry.svelte';
import InspectorContent from '../../../src/pages/inspector/InspectorContent.svelte';
import { history } from '../../core/lineage-cases.ts';
import { makeApp, until, type Made } from '../../state/make-app.ts';
import { accessibilityProblems, useTheme } from '../../ui/axe.ts';
import Host from '../Host.svelte';

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  const { app } = made;
  await app.start();
  await app.projects.openScenario('miles-per-gallon');
  await until(() => app.models.champion !== null, 'the first version is champion');
  await app.stream.pause();
  for (let i = 0; i < 8; i++) await app.stream.step();
  await app.training.retrain();
  await until(() => app.models.challenger !== null, 'the second version waits');
}, 120_000);
afterAll(() => made.close());
beforeEach(() => page.viewport(1440, 900));
afterEach(() => {
  vi.restoreAllMocks();
  made.app.inspector.close();
});

const part = (component: typeof Registry) => render(Host, { app: made.app, part: component });
const still = () => Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
const versionOf = (number: number) => made.app.store.versions.find((version) => version.number === number)!;
const detailOf = (number: number) => {
  made.app.inspector.open({ kind: 'version', id: versionOf(number).id });
  return part(InspectorContent);
};

describe('the registry', () => {
  it('lists versions with their roles, finds them by words, and opens them by key', async () => {
    const screen = await part(Registry);
    const table = screen.getByRole('grid', { name: 'Versions of the model, the newest first' });
    await expect.element(table.getByRole('row', { name: /v2.*challenger/ })).toBeVisible();
    await expect.element(table.getByRole('row', { name: /v1.*champion/ })).toBeVisible();
    await screen.getByRole('textbox', { name: 'Find versions' }).fill('champion');
    await expect.element(screen.getByText('1 of 2 versions')).toBeVisible();
    await screen.getByRole('textbox', { name: 'Find versions' }).fill('');
    (table.element() as HTMLElement).focus();
    await userEvent.keyboard('{Home}{Enter}');
    await until(() => made.app.inspector.subject?.kind === 'version', 'a version is opened');
    await expect.element(screen.getByText(/^Every move/).first()).toBeVisible();
    await still();
    expect(await accessibilityProblems()).toEqual([]);
  });

  it('fits a page of 1,440 pixels with what matters first, and says where the rest is', async () => {
    const screen = await part(Registry);
    const heads = screen.getByRole('columnheader');
    await expect.element(heads.nth(2)).toHaveTextContent('Role and aliases');
    const names = heads.elements().map((head) => head.textContent.trim());
    expect(names.indexOf('Gate')).toBeLessThan(names.indexOf('Data'));
    expect(names).not.toContain('Tags');
    await page.viewport(600, 900);
    await expect.element(screen.getByText('Move the table sideways for the other columns →')).toBeVisible();
  });

  it('says the role beside an alias of any length, whose whole name can be read off', async () => {
    const long = 'a'.repeat(216);
    await made.app.models.setAlias(long, versionOf(1).id);
    const screen = await part(Registry);
    const table = screen.getByRole('grid', { name: 'Versions of the model, the newest first' });
    await expect.element(table.getByText('champion', { exact: true })).toBeVisible();
    await expect.element(table.getByTitle(long)).toBeInTheDocument();
    const detail = await detailOf(1);
    await detail.getByRole('button', { name: `Remove alias ${long}` }).click();
    await expect.element(detail.getByText(`“${long}” was removed.`)).toBeVisible();
    expect(detail.container.scrollWidth).toBeLessThanOrEqual(detail.container.clientWidth);
  });

  it('leads two versions to their comparison', async () => {
    const screen = await part(Registry);
    await screen.getByRole('checkbox', { name: 'Choose v2' }).click();
    await screen.getByRole('button', { name: 'Compare v2 with v1' }).click();
    expect(made.app.navigation).toMatchObject({ room: 'evaluate', section: 'compare' });
  });
});

describe('a version', () => {
  it('says how it was judged, what goes in, and leads to its run, its data and its evaluation', async () => {
    const screen = await detailOf(2);
    await expect.element(screen.getByText(/^Gate: /)).toBeVisible();
    await expect.element(screen.getByText(/^Comes out: .*mpg/)).toBeVisible();
    const recipe = screen.getByRole('table', { name: 'Preparation' });
    await expect.element(recipe.getByRole('row').nth(1)).toBeVisible();
    await screen.getByRole('button', { name: 'Open data v1' }).click();
    expect(made.app.inspector.subject).toMatchObject({ kind: 'data-version' });
    await expect.element(screen.getByText('Content (SHA-256)')).toBeVisible();
    made.app.inspector.open({ kind: 'version', id: versionOf(2).id });
    await screen.getByRole('button', { name: 'Compare with the champion' }).click();
    expect(made.app.evaluations.subject).toEqual({
      candidateId: versionOf(2).id,
      baselineId: versionOf(1).id,
    });
    await screen.getByRole('button', { name: /^Made by / }).click();
    expect(made.app.inspector.subject).toMatchObject({ kind: 'run' });
  });

  it('gets and loses an alias by its rules, and the ledger says so', async () => {
    const screen = await detailOf(1);
    const field = screen.getByRole('textbox', { name: 'New alias' });
    await field.fill('v7');
    await userEvent.keyboard('{Enter}');
    await expect.element(field).toHaveAccessibleDescription(/looks like a version’s number/);
    await field.fill('safe');
    await userEvent.keyboard('{Enter}');
    await expect.element(screen.getByText('It is now called “safe”.')).toBeVisible();
    expect(made.app.models.aliases.get('safe')).toBe(versionOf(1).id);
    expect(made.app.store.ledger.at(-1)).toMatchObject({ kind: 'aliased', alias: 'safe' });
    await screen.getByRole('button', { name: 'Remove alias safe' }).click();
    await expect.element(screen.getByText('“safe” was removed.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Remove alias champion' }).elements()).toEqual([]);
  });

  it('keeps notes and tags, and takes the last change back', async () => {
    const screen = await detailOf(1);
    await screen.getByRole('textbox', { name: 'Notes' }).fill('Good on old cars.');
    await userEvent.tab();
    await until(() => made.app.models.noteOf(versionOf(1).id)?.notes === 'Good on old cars.', 'it is kept');
    await screen.getByRole('textbox', { name: 'Tag', exact: true }).fill('__proto__');
    await screen.getByRole('textbox', { name: 'Value (may be empty)' }).fill('yes');
    await userEvent.keyboard('{Enter}');
    await expect.element(screen.getByText('__proto__: yes')).toBeVisible();
    await screen.getByRole('button', { name: 'Undo' }).click();
    await expect.element(screen.getByText('__proto__: yes')).not.toBeInTheDocument();
    expect(made.app.models.noteOf(versionOf(1).id)?.notes).toBe('Good on old cars.');
    await screen.getByRole('button', { name: 'Add tag' }).click();
    await expect
      .element(screen.getByRole('textbox', { name: 'Tag', exact: true }))
      .toHaveAccessibleDescription('A tag needs a name.');
  });

  it('is saved as facts', async () => {
    const saved: { href: string; name: string }[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push({ href: this.href, name: this.download });
    });
    const screen = await detailOf(2);
    await screen.getByRole('button', { name: 'Save its facts as JSON' }).click();
    const facts: unknown = JSON.parse(await (await fetch(saved[0]!.href)).text());
    expect(saved[0]!.name).toMatch(/-v2\.json$/);
    expect(facts).toMatchObject({ version: { number: 2, weightsDigest: versionOf(2).weightsDigest } });
  });
});

describe('the lineage', () => {
  it('lights what a version comes from and what came of it, and opens it', async () => {
    const screen = await part(Lineage);
    const graph = screen.getByRole('group', { name: /^Lineage: what comes from what/ });
    await graph.getByRole('button', { name: /^v1 / }).click();
    expect(made.app.inspector.subject).toEqual({ kind: 'version', id: versionOf(1).id });
    await expect
      .element(screen.getByText(/^v1: made from 3 things, and \d+ things came of it\.$/))
      .toBeVisible();
    await still();
    expect(await accessibilityProblems()).toEqual([]);
  });

  it('is followed by arrow keys, and chosen by Enter', async () => {
    const screen = await part(Lineage);
    const graph = screen.getByRole('group', { name: /^Lineage/ });
    graph
      .getByRole('button', { name: /^Data v1/ })
      .element()
      .focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(graph.getByRole('button', { name: /^Recipe/ }).first()).toHaveFocus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(document.activeElement?.textContent).toMatch(/^v\d/);
    expect(
      graph
        .getByRole('button')
        .elements()
        .filter((node) => (node as HTMLElement).tabIndex === 0),
    ).toHaveLength(1);
    await userEvent.keyboard('{Enter}');
    expect(made.app.inspector.subject?.kind).toBe('version');
    await screen.getByRole('button', { name: 'Choose nothing' }).click();
    await expect.element(screen.getByText(/^Choose anything/)).toBeVisible();
  });

  it('folds 200 versions, and unfolds a dozen at a time', async () => {
    const { contents } = made.app.store;
    const many = { ...contents, ...history(200) };
    vi.spyOn(made.app.store, 'contents', 'get').mockReturnValue(many);
    const screen = await part(Lineage);
    const graph = screen.getByRole('group', { name: /^Lineage/ });
    await expect.element(graph.getByRole('button', { name: /^v200 0.80/ })).toBeVisible();
    expect(graph.getByRole('button').elements().length).toBeLessThan(80);
    // Two chains are the aliases of the open project, which point to no version of this history.
    await graph.getByRole('button', { name: /^190 more runs/ }).click();
    await expect.element(graph.getByRole('button', { name: /^178 more runs/ })).toBeInTheDocument();
    await graph.getByRole('button', { name: /^v200 0.80/ }).click();
    await expect
      .element(screen.getByText(/^v200: made from 3 things, and \d+ things came of it\.$/))
      .toBeVisible();
    await screen.getByRole('button', { name: 'Fold again' }).click();
    await expect.element(graph.getByRole('button', { name: /more runs/ })).toBeInTheDocument();
    await still();
    expect(await accessibilityProblems()).toEqual([]);
  });

  it('is a nested list too', async () => {
    const screen = await part(Lineage);
    (screen.getByRole('radio', { name: 'List' }).element() as HTMLElement).click();
    const item = screen.getByRole('button', { name: 'v2', exact: true });
    await expect.element(item).toBeVisible();
    await item.click();
    await expect.element(item).toHaveAttribute('aria-current', 'true');
    await still();
    expect(await accessibilityProblems()).toEqual([]);
  });
});

it('a version is put into production by key, evaluated on the way', { timeout: 60_000 }, async () => {
  const screen = await detailOf(2);
  screen.getByRole('button', { name: 'Put v2 into production' }).element().focus();
  await userEvent.keyboard('{Enter}');
  await until(() => made.app.models.champion?.number === 2, 'v2 is champion');
  await expect.element(screen.getByText('It is in production now.')).toBeVisible();
  const { champion } = made.app.models;
  expect(made.app.store.ledger.at(-1)).toMatchObject({
    kind: 'promoted',
    modelVersionId: champion?.id,
    evaluationId: made.app.evaluations.of(champion?.id ?? '')?.id,
  });
  await expect.element(screen.getByText(/^Since /)).toBeVisible();
});

it.each([
  [360, 'light'],
  [360, 'dark'],
  [1440, 'light'],
  [1440, 'dark'],
] as const)('at %i px, %s, nothing runs out of the page', { timeout: 30_000 }, async (width, theme) => {
  await page.viewport(width, 900);
  useTheme(theme);
  for (const component of [Registry, Lineage]) {
    const screen = await part(component);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    await still();
    expect(await accessibilityProblems()).toEqual([]);
    await screen.unmount();
  }
  await detailOf(2);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  await still();
  expect(await accessibilityProblems()).toEqual([]);
});
