// The section "Versions" over the real workers: graph, changes, a later batch, comparing, training, saving.

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent, type Locator } from 'vitest/browser';
import { tick } from 'svelte';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import TrainRoom from '../../src/pages/TrainRoom.svelte';
import Versions from '../../src/pages/data/versions/Versions.svelte';
import { edits } from '../../src/core/edits/index.ts';
import { makeApp, until, type Made } from '../state/make-app.ts';
import { accessibilityProblems } from '../ui/axe.ts';
import Host from './Host.svelte';

const csv = [
  'when,x,__proto__,sold',
  ...Array.from({ length: 600 }, (_, i) => {
    const day = new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
    const x = (i * 37) % 100;
    return `${day},${x}.5,${['red', '<b>green</b>', '=blue'][i % 3]},${x + ((i * 7919) % 60) > 80 ? 'yes' : 'no'}`;
  }),
].join('\n');

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  const { app } = made;
  await app.start();
  await app.stream.pause();
  await app.draft.intake.bring({ from: 'text', name: 'sales', text: csv });
  await until(() => app.draft.setup !== null, 'the project is suggested');
  await app.draft.start();
  await app.stream.pause();
}, 60_000);
afterAll(() => made.close());
beforeEach(() => page.viewport(1280, 900));

/** The box itself is hidden behind its words. */
const choose = (radio: Locator) => (radio.element() as HTMLElement).click();

/** Colours in the midst of a change are no colours of the page. */
async function problemsAtRest(): Promise<string[]> {
  await until(
    () => document.getAnimations().every(({ playState }) => playState !== 'running'),
    'all is still',
  );
  return accessibilityProblems();
}

const section = () => render(Host, { app: made.app, part: Versions });
const newest = () => made.app.dataVersions.all.at(-1)!;
const lookAtFirst = () => made.app.dataVersions.look(made.app.dataVersions.all[0]!.id);

describe('a change', () => {
  it(
    'says how many rows a condition hits, what is wrong with it, and makes a version',
    { timeout: 30_000 },
    async () => {
      const screen = await section();
      const where = screen.getByRole('textbox', { name: 'Rows where' });
      await where.fill('x < 10 and nowhere > 2');
      await expect.element(where).toHaveAccessibleDescription(/no column "nowhere"/);
      const make = screen.getByRole('button', { name: 'Make data v2' });
      await where.fill('');
      await expect.element(make).toHaveAccessibleDescription('Pick rows in the list, or write a condition.');
      await where.fill('x < 10 and nowhere > 2');
      await expect.element(make).toHaveAttribute('aria-disabled', 'true');
      await where.fill('x < 10');
      await expect.element(screen.getByText(/It concerns \d+ rows where x < 10\./)).toBeVisible();
      await expect.element(where).not.toHaveAttribute('aria-invalid');
      await make.click();
      await expect.element(screen.getByText(/^deleted \d+ rows where x < 10: data v2$/)).toBeVisible();
      const graph = screen.getByRole('group', { name: /Versions and where they come from/ });
      await expect.element(graph.getByRole('button', { name: /v2/ })).toHaveAttribute('aria-current', 'true');
      expect(newest().number).toBe(2);
      expect(await problemsAtRest()).toEqual([]);
    },
  );

  it(
    'of picked rows, with the keyboard; what fails keeps all that was typed',
    { timeout: 30_000 },
    async () => {
      await lookAtFirst();
      const screen = await section();
      const row = screen.getByRole('checkbox', { name: 'Pick row 2', exact: true });
      await expect.element(row).toBeVisible();
      row.element().focus();
      await userEvent.keyboard(' ');
      await screen.getByRole('button', { name: 'Fix cells' }).click();
      await expect.element(screen.getByText('It concerns 1 picked row.')).toBeVisible();
      await screen.getByRole('combobox', { name: 'Column', exact: true }).selectOptions('x');
      const value = screen.getByRole('textbox', { name: 'Value' });
      await value.fill('many');
      await screen.getByRole('button', { name: /^Make data v/ }).click();
      await expect.element(screen.getByText('No version was made')).toBeVisible();
      await expect.element(value).toHaveValue('many');
      await expect.element(row).toBeChecked();
      // What failed is no longer said once something is changed.
      await value.fill('12');
      await expect.element(screen.getByText('No version was made')).not.toBeInTheDocument();
      await value.fill('12.25');
      await screen.getByRole('button', { name: /^Make data v/ }).click();
      await expect.element(screen.getByText(/^set x to 12\.25 in 1 row.*: data v\d$/)).toBeVisible();
      await expect.element(row).not.toBeChecked();
      // One step back, and a branch of its own from there.
      await screen.getByRole('button', { name: 'Go back to data v1' }).first().click();
      await until(() => made.app.dataVersions.looked?.number === 1, 'v1 is looked at again');
    },
  );

  it('is offered for every kind of edit that needs no second table', async () => {
    const screen = await section();
    const kind = screen.getByRole('combobox', { name: 'Change', exact: true });
    const offered = new Set<string>();
    for (const group of ['Rows', 'Cells', 'Columns', 'Break it on purpose']) {
      choose(screen.getByRole('radio', { name: group }));
      await tick();
      for (const option of kind.element().querySelectorAll('option')) offered.add(option.value);
    }
    const wanted = edits.all.filter((edit) => !edit.needsOther && edit.group !== 'image');
    expect([...offered].sort()).toEqual(wanted.map(({ id }) => id).sort());
  });
});

describe('a later batch', () => {
  it('is checked, and only the rows that fit are appended', { timeout: 30_000 }, async () => {
    await lookAtFirst();
    const screen = await section();
    const rows = made.app.dataVersions.knownRows;
    await screen.getByText('Paste', { exact: false }).first().click();
    await screen
      .getByRole('textbox', { name: /Paste|text|rows/i })
      .last()
      .fill('when,x,__proto__,sold\n2023-01-01,5.5,red,no\n2023-01-02,9999,red,yes\n');
    await screen.getByRole('button', { name: 'Read this text' }).click();
    await expect.element(screen.getByText(/thing.* not fit what data v1 allows/)).toBeVisible();
    await expect.element(screen.getByText(/"x": 1 cell outside/)).toBeVisible();
    // Who brought it is led to what was found, and the frame around the room stays where it is.
    await expect.element(screen.getByRole('group', { name: /^Checked against/ })).toHaveFocus();
    await screen.getByRole('button', { name: 'Append only the rows that fit (1 of 2)' }).click();
    await expect
      .element(screen.getByText(/^appended 1 row.*left out 1 row that did not fit: data v\d$/))
      .toBeVisible();
    expect(newest().rows).toBe(rows + 1);
  });

  it('is a table to look columns up in', { timeout: 30_000 }, async () => {
    const screen = await section();
    await made.app.batch.bring({ from: 'text', name: 'colours', text: 'colour,warmth\nred,3\n=blue,1\n' });
    choose(screen.getByRole('radio', { name: 'Look columns up in it' }));
    await screen.getByRole('combobox', { name: 'Key in this version' }).selectOptions('__proto__');
    await screen.getByRole('combobox', { name: 'Key in the batch' }).selectOptions('colour');
    await screen.getByRole('button', { name: 'Take its columns over' }).click();
    await expect.element(screen.getByText(/^merged 1 column by __proto__ .*: data v\d$/)).toBeVisible();
    expect(newest().columns.some(({ name }) => name === 'warmth')).toBe(true);
  });
});

it('compares any two versions: rows, cells, drift in words', { timeout: 30_000 }, async () => {
  const { app } = made;
  await app.dataVersions.look(app.dataVersions.all[1]!.id);
  const screen = await section();
  await screen.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect.element(screen.getByRole('heading', { name: 'From data v1 to data v2' })).toBeVisible();
  await expect.element(screen.getByText(/^\d+ of \d+ rows left out\.$/)).toBeVisible();
  await screen
    .getByRole('combobox', { name: 'After', exact: true })
    .selectOptions(app.dataVersions.all[2]!.id);
  await screen.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect.element(screen.getByText('1 row changed (1 cell).')).toBeVisible();
  await expect.element(screen.getByText('12.25', { exact: true })).toBeVisible();
  await expect
    .element(screen.getByText(/^No column of \d drifted \(\d+ rows against \d+\)\.$/))
    .toBeVisible();
  expect(await problemsAtRest()).toEqual([]);
});

it('is trained on, and taken back', { timeout: 30_000 }, async () => {
  const { app } = made;
  await app.dataVersions.look(app.dataVersions.all[1]!.id);
  const screen = await section();
  await screen.getByRole('button', { name: 'Learn from data v2' }).click();
  await expect
    .element(screen.getByText('The next retraining learns from data v2', { exact: true }))
    .toBeVisible();
  expect(app.dataVersions.training?.number).toBe(2);
  const room = await render(Host, { app, part: TrainRoom });
  await expect.element(room.getByText('Learns from data v2', { exact: true })).toBeVisible();
  expect(room.getByRole('radio', { name: 'All old and new' }).elements()).toEqual([]);
  expect(await problemsAtRest()).toEqual([]);
  await room.getByRole('button', { name: 'Learn from what the stream has brought' }).click();
  await expect.element(room.getByRole('radio', { name: 'All old and new' })).toBeInTheDocument();
  expect(app.dataVersions.training?.number).toBe(1);
  await screen.getByRole('button', { name: 'Learn from data v2' }).click();
  await screen.getByRole('button', { name: 'Learn from what the stream brings' }).click();
  await until(() => app.dataVersions.training?.number === 1, 'the stream is learnt from again');
});

it('describes columns anew as a version with the same rows', { timeout: 30_000 }, async () => {
  await lookAtFirst();
  const screen = await section();
  const role = screen.getByRole('combobox', { name: 'Role of __proto__' });
  await role.selectOptions('ignore');
  await expect.element(screen.getByText('1 column is described otherwise.')).toBeVisible();
  const group = screen.getByRole('group', { name: '1 column is described otherwise.' });
  await group.getByRole('button', { name: /^Make data v/ }).click();
  await until(() => newest().operation === 'described its columns anew', 'the version is made');
  expect(newest().schema?.fields[2]).toMatchObject({ name: '__proto__', role: 'ignore' });
});

it('is saved as a file, and says which cells begin like a formula', { timeout: 30_000 }, async () => {
  await lookAtFirst();
  const saved: { href: string; name: string }[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ href: this.href, name: this.download });
  });
  const screen = await section();
  await screen.getByRole('button', { name: 'Save the file' }).click();
  await expect.element(screen.getByText(/-v1\.csv was saved/)).toBeVisible();
  await expect
    .element(screen.getByText(/\d+ cells begin like a formula and were left as they are/))
    .toBeVisible();
  await screen.getByRole('switch', { name: 'For spreadsheets' }).click();
  await screen.getByRole('button', { name: 'Save the file' }).click();
  await expect.element(screen.getByText(/each got an apostrophe/)).toBeVisible();
  expect(saved.map(({ name }) => name)).toEqual(['sales-v1.csv', 'sales-v1.csv']);
  const texts = await Promise.all(saved.map(async ({ href }) => (await fetch(href)).text()));
  expect(texts[0]).toContain(',=blue,');
  expect(texts[1]).toContain(",'=blue,");
  expect(texts[0]?.trim().split('\n').length).toBe(made.app.dataVersions.knownRows + 1);
});

it.each([
  [360, 'light'],
  [360, 'dark'],
  [1440, 'light'],
  [1440, 'dark'],
])('at %i px, %s, nothing runs out of the page', { timeout: 30_000 }, async (width, theme) => {
  await page.viewport(width, 900);
  document.documentElement.dataset['theme'] = theme;
  await made.app.dataVersions.look(made.app.dataVersions.all[1]!.id);
  const screen = await section();
  await expect.element(screen.getByRole('checkbox', { name: 'Pick row 2', exact: true })).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  expect(await problemsAtRest()).toEqual([]);
  delete document.documentElement.dataset['theme'];
});
