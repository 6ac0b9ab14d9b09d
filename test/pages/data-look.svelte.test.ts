// "This data": its parts on small tables with their real profile, and the whole on the real data, worker and engine.

import { page, userEvent } from 'vitest/browser';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import { AppError } from '../../src/core/errors.ts';
import Look from '../../src/pages/data/look/Look.svelte';
import LookState from '../../src/pages/data/look/LookState.svelte';
import ProfileParts from '../../src/pages/data/look/ProfileParts.svelte';
import RowsPanel from '../../src/pages/data/look/RowsPanel.svelte';
import type { Opening } from '../../src/pages/data/look/opening.ts';
import { makeApp, until, type Made } from '../state/make-app.ts';
import { accessibilityProblems, useTheme } from '../ui/axe.ts';
import Host from './Host.svelte';
import { hostile, pictureSample, smallSample, wideSample, type Sample } from './look/sample.ts';

const headsIn = (element: Element) =>
  [...element.querySelectorAll('th')].map((head) => head.textContent.trim());

async function parts(sample: Sample, features: readonly string[] = []) {
  const onRows = vi.fn<(opening: Opening) => void>();
  const onPrepare = vi.fn();
  const { profile, schema, target } = sample;
  const screen = await render(ProfileParts, {
    props: { profile, image: schema.image, target, features, source: sample, onRows, onPrepare },
  });
  // The parts come one a frame; this is the last.
  await expect.element(screen.getByRole('region', { name: 'Columns that move together' })).toBeVisible();
  const opened = async () => {
    const selection = onRows.mock.lastCall?.[0].selection;
    if (!selection) throw new Error('Nothing was opened.');
    return (await sample.rows(selection, 0, 1000)).rows;
  };
  return { screen, onRows, onPrepare, opened };
}

describe('what was found', () => {
  it('comes first, with its rows, and tells of a leak what to do', async () => {
    await page.viewport(1280, 900);
    const { screen, onPrepare, opened } = await parts(await smallSample(), ['twice', 'bill']);
    const found = screen.getByRole('region', { name: 'What to look at first' });
    await expect.element(found).toHaveTextContent('2 warnings and 1 note, found in 120 rows');
    await expect.element(found).toHaveTextContent('Leave twice out of the features.');
    const items = [...found.element().querySelectorAll('li')].map((item) => item.textContent);
    expect(items[0]).toContain('"twice" is "size" in another spelling');
    await found.getByRole('button', { name: 'Open the preparation' }).click();
    expect(onPrepare).toHaveBeenCalledTimes(1);
    await found.getByRole('button', { name: 'Show the rows' }).first().click();
    expect(await opened()).toEqual([118, 119]);
    // A finding leads to its column.
    await found.getByRole('button', { name: 'Show bill' }).click();
    await expect.element(screen.getByRole('searchbox', { name: 'Find a column' })).toHaveValue('bill');
    await expect.element(screen.getByRole('heading', { name: 'mass', exact: true })).not.toBeInTheDocument();
  });

  it('says of a leak that is no feature to leave it so', async () => {
    const { screen } = await parts(await smallSample());
    const found = screen.getByRole('region', { name: 'What to look at first' });
    await expect.element(found).toHaveTextContent('twice is not among the features here. Leave it so.');
    await expect.element(found.getByRole('button', { name: 'Open the preparation' })).not.toBeInTheDocument();
  });
});

describe('columns', () => {
  it('every figure opens exactly the rows that it counts', async () => {
    const sample = await smallSample();
    const { screen, onRows, opened } = await parts(sample);
    const columns = screen.getByRole('region', { name: 'Columns', exact: true });
    await columns.getByRole('button', { name: 'bill is missing: 10 of 120 rows' }).click();
    expect(await opened()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(onRows.mock.lastCall?.[0].columns).toEqual(['bill']);
    await columns.getByRole('button', { name: 'bill is far out: 1 above ' }).click();
    expect(await opened()).toEqual([50]);

    const bill = sample.profile.columns[0]!;
    const plot = columns.getByRole('group', { name: 'How bill is spread' });
    const bars = [...plot.element().querySelectorAll('button')];
    expect(bars).toHaveLength(bill.bars.length);
    for (const [at, bar] of bill.bars.entries()) {
      expect(bars[at]?.getAttribute('aria-label')).toContain(`${bar.label}: ${bar.count} row`);
      bars[at]?.click();
      expect(await opened()).toHaveLength(bar.count);
    }
  });

  it('bars are one stop for Tab; arrows move and Enter opens', async () => {
    const { screen, onRows } = await parts(await smallSample());
    const plot = screen.getByRole('group', { name: 'How bill is spread' });
    const bars = [...plot.element().querySelectorAll('button')];
    expect(bars.filter((bar) => bar.tabIndex === 0)).toHaveLength(1);
    bars[0]?.focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}');
    expect(document.activeElement).toBe(bars[1]);
    await userEvent.keyboard('{End}{Enter}');
    expect(document.activeElement).toBe(bars.at(-1));
    expect(onRows.mock.lastCall?.[0].title).toBe('bill: 52 and more');
    await userEvent.keyboard('{Tab}');
    expect(bars).not.toContain(document.activeElement);
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    expect(document.activeElement).toBe(bars.at(-1));
  });

  it('hostile names and values stay text, and axe finds nothing in the dark at 360 px', async () => {
    await page.viewport(360, 800);
    useTheme('dark');
    const { screen } = await parts(await smallSample());
    await expect.element(screen.getByRole('heading', { name: hostile })).toBeVisible();
    await expect.element(screen.getByRole('heading', { name: '__proto__', exact: true })).toBeVisible();
    expect(screen.container.querySelector('img')).toBe(null);
    expect('broken' in window).toBe(false);
    await expect.poll(() => document.querySelectorAll('.main-svg').length).toBeGreaterThan(1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await accessibilityProblems()).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
    delete document.documentElement.dataset['theme'];
    await page.viewport(1280, 900);
  });

  it('are sorted, found by name, and shown thirty at a time', async () => {
    const sample = await wideSample(90, 200);
    const { screen } = await parts(sample);
    const columns = screen.getByRole('region', { name: 'Columns', exact: true });
    const names = () => [...columns.element().querySelectorAll('h3')].map((name) => name.textContent);
    expect(names()).toEqual(Array.from({ length: 30 }, (_, i) => `c${i}`));
    await columns.getByRole('button', { name: 'Next columns' }).click();
    await columns.getByRole('button', { name: 'Next columns' }).click();
    expect(names()[0]).toBe('c60');
    await expect.element(columns).toHaveTextContent('61 to 90 of 90');
    await columns.getByRole('combobox', { name: 'Order' }).selectOptions('most missing first');
    // Sorting is stable and begins on the first page: every seventh column has a gap.
    expect(names().slice(0, 13)).toEqual(Array.from({ length: 13 }, (_, i) => `c${i * 7}`));
    expect(names()[13]).toBe('c1');
    await columns.getByRole('searchbox').fill('C8');
    expect(names()).toHaveLength(10);
    await columns.getByRole('searchbox').fill('nothing like it');
    await expect.element(columns).toHaveTextContent('No column has such a name.');
  });
});

describe('pictures', () => {
  it('are drawn with names, by class, and open their row; pixels are one card', async () => {
    const sample = await pictureSample(28, 200);
    const { screen, opened } = await parts(sample);
    const grid = screen.getByRole('list', { name: 'Pictures' });
    await expect.element(grid.getByRole('button', { name: 'row 23, label 2' })).toBeVisible();
    expect(grid.element().querySelectorAll('canvas')).toHaveLength(48);
    const panel = screen.getByRole('region', { name: 'Pictures', exact: true });
    await panel.getByRole('combobox', { name: 'Class' }).selectOptions('7');
    await expect.element(grid.getByRole('button', { name: 'row 18, label 7' })).toBeVisible();
    expect(grid.element().querySelectorAll('canvas')).toHaveLength(20);
    const canvas = grid.element().querySelector('canvas');
    const drawn = canvas?.getContext('2d')?.getImageData(0, 0, 28, 28).data;
    const wanted = await sample.pictures([7]);
    expect([...(drawn ?? [])].filter((_, i) => i % 4 === 0)).toEqual(
      [...wanted].map((value) => Math.round(value * 255)),
    );
    await grid.getByRole('button', { name: 'row 28, label 7' }).click();
    expect(await opened()).toEqual([17]);
    await panel.getByRole('button', { name: 'Average each class' }).click();
    await expect.element(panel.getByRole('img', { name: 'average of 20 rows of 7' })).toBeVisible();
    const columns = screen.getByRole('region', { name: 'Columns', exact: true });
    await expect.element(columns).toHaveTextContent('784 pixels, 28 × 28');
    expect(columns.element().querySelectorAll('h3')).toHaveLength(2);
    expect(await accessibilityProblems(panel.element())).toEqual([]);
  });
});

describe('the rows behind a figure', () => {
  it('come fifty at a time, the column in question first and marked, missing cells as a dash', async () => {
    const sample = await smallSample();
    const onClose = vi.fn();
    const selection = { by: 'level', column: '__proto__', level: 'a' } as const;
    const screen = await render(RowsPanel, {
      opening: { title: 'A bar', selection, columns: ['__proto__'] },
      fields: sample.schema.fields,
      load: (from: number, count: number) => sample.rows(selection, from, count),
      onClose,
    });
    const table = screen.getByRole('group', { name: 'A bar' });
    await expect.element(table).toBeVisible();
    expect(headsIn(table.element()).slice(0, 3)).toEqual(['Row', '▸ __proto__', 'bill']);
    expect(table.element().querySelectorAll('tbody tr')).toHaveLength(50);
    const first = [...table.element().querySelectorAll('tbody tr:first-child td')];
    expect(first.slice(0, 3).map((cell) => cell.textContent?.trim())).toEqual(['12', 'a', '–']);
    await expect.element(screen.getByRole('status')).toHaveTextContent('1 to 50 of 60 rows');
    expect(document.activeElement?.textContent).toBe('A bar');
    await screen.getByRole('button', { name: 'Next 50' }).click();
    await expect.element(screen.getByRole('status')).toHaveTextContent('51 to 60 of 60 rows');
    expect(await accessibilityProblems()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it('say why they cannot be fetched, and try again', async () => {
    const sample = await smallSample();
    const selection = { by: 'missing', column: 'bill' } as const;
    let broken = true;
    const screen = await render(RowsPanel, {
      opening: { title: 'bill is missing', selection, columns: ['bill'] },
      fields: sample.schema.fields,
      load: async (from: number, count: number) => {
        if (broken) throw new AppError('engine-lost', 'The data worker stopped.');
        return sample.rows(selection, from, count);
      },
      onClose: () => undefined,
    });
    await expect.element(screen.getByRole('alert')).toHaveTextContent('The data worker stopped.');
    broken = false;
    await screen.getByRole('button', { name: 'Try again' }).click();
    await expect.element(screen.getByRole('status')).toHaveTextContent('1 to 10 of 10 rows');
  });
});

describe('while a version is looked at', () => {
  const held = { phase: 'running', progress: null, cancel: () => undefined } as const;

  it('counts are shown with a way to stop, a failure has a way on, and nothing looked at says so', async () => {
    const cancel = vi.fn();
    const onLook = vi.fn();
    const report = () => 'Browser: test';
    const screen = await render(LookState, {
      held,
      profile: { phase: 'running', progress: { done: 7, total: 20 }, cancel },
      report,
      onLook,
    });
    await expect.element(screen.getByRole('progressbar')).toHaveAttribute('aria-valuetext', '7 / 20');
    await screen.getByRole('button', { name: 'Cancel' }).click();
    expect(cancel).toHaveBeenCalledTimes(1);
    const error = new AppError('corrupt', 'The stored rows of this data version are damaged.');
    await screen.rerender({ held: { phase: 'failed', error }, profile: { phase: 'idle' } });
    await expect.element(screen.getByRole('alert')).toHaveTextContent('are damaged');
    await screen.getByRole('button', { name: 'Try again' }).click();
    await screen.rerender({ held: { phase: 'idle' }, profile: { phase: 'idle' } });
    await screen.getByRole('button', { name: 'Look at it' }).click();
    expect(onLook).toHaveBeenCalledTimes(2);
  });
});

describe('on the bikes', () => {
  let made: Made;
  beforeAll(async () => {
    made = await makeApp({ indexedDB: null, witness: null });
    await made.app.start();
    await made.app.stream.pause();
  }, 60_000);
  afterAll(() => made.close());

  it(
    'shows what is known and no more, the leaks of its card, and rows behind a bar',
    { timeout: 60_000 },
    async () => {
      const { app } = made;
      const { scenario } = app.datasets.current;
      const screen = await render(Host, { app, part: Look });
      await until(() => app.dataVersions.profile.phase === 'done', 'the profile is made');
      const known = app.dataVersions.knownRows;
      const { profile } = app.dataVersions;
      if (profile.phase !== 'done') throw new Error('no profile');
      expect(profile.result.rows).toBe(known);
      expect(known).toBeLessThan(app.datasets.current.table.rows);
      const found = screen.getByRole('region', { name: 'What to look at first' });
      await expect.element(found).toHaveTextContent('registered is not among the features here');
      await expect.element(found).toHaveTextContent('casual and registered are not among the features here');

      await expect.element(screen.getByRole('heading', { name: 'workingday' })).toBeVisible();
      const plot = screen.getByRole('group', { name: 'How workingday is spread' });
      const bar = plot.getByRole('button', { name: /^1: / });
      const rows = Number(
        /: ([\d,]+) row/.exec(bar.element().getAttribute('aria-label') ?? '')?.[1]?.replace(',', ''),
      );
      bar.element().focus();
      await userEvent.keyboard('{Enter}');
      const panel = screen.getByRole('region', { name: 'workingday: 1' });
      await expect
        .element(panel.getByRole('status'))
        .toHaveTextContent(`of ${rows.toLocaleString('en')} rows`);
      expect(headsIn(panel.element()).slice(0, 2)).toEqual(['Row', '▸ workingday']);
      expect(await accessibilityProblems(panel.element())).toEqual([]);
      await userEvent.keyboard('{Escape}');
      await expect.element(panel).not.toBeInTheDocument();
      expect(document.activeElement).toBe(bar.element());

      const all = screen.getByRole('region', { name: 'All rows' });
      await all.getByRole('button', { name: 'Last' }).click();
      await expect.element(all.getByRole('status')).toHaveTextContent(`to ${known.toLocaleString('en')} of`);

      // More rows are known once a window's labels have come.
      await app.stream.jump(app.stream.position + scenario.labelDelayWindows + 1);
      await until(() => !app.stream.playing && app.dataVersions.knownRows > known, 'labels arrive');
      await screen.getByRole('button', { name: 'Look again' }).click();
      await until(() => app.dataVersions.profile.phase === 'done', 'it is looked at again');
      const again = app.dataVersions.profile;
      expect(again.phase === 'done' && again.result.rows).toBe(app.dataVersions.knownRows);
      await expect.element(screen.getByRole('button', { name: 'Look again' })).not.toBeInTheDocument();
    },
  );
});
