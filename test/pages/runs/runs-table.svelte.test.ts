// The table of runs on a real project: keyboard, filter, groups, columns, bulk changes with a way back, and who is shut out.

import { page, userEvent } from 'vitest/browser';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import type { Run } from '../../../src/core/records.ts';
import RunsRoom from '../../../src/pages/RunsRoom.svelte';
import { makeApp, until, type Made } from '../../state/make-app.ts';
import { accessibilityProblems, useTheme } from '../../ui/axe.ts';
import Host from '../Host.svelte';

let made: Made;
const runs = 120;

/** Like the first run, with another optimiser and another loss. */
function another(like: Run, number: number): Run {
  const loss = like.summary['val_loss']!;
  const last = 1 / number;
  return {
    ...like,
    id: `${like.projectId}/run/${number}`,
    number,
    name: `Run ${number}`,
    purpose: 'retrain',
    status: number === 7 ? 'failed' : 'done',
    error: number === 7 ? { code: 'diverged', message: 'The loss became NaN at step 12.' } : null,
    training: { ...like.training, optimizer: number % 2 ? 'adam' : 'sgd' },
    summary: { ...like.summary, val_loss: { ...loss, last, min: last, minStep: 40, max: 2 } },
    parentId: number === 9 ? `${like.projectId}/run/4` : null,
    forkedFrom: number === 9 ? { runId: `${like.projectId}/run/4`, epoch: 2, step: 20 } : null,
    startedAt: like.startedAt + number,
    modelVersionId: null,
  };
}

beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  const { app } = made;
  await app.start();
  await app.stream.pause();
  await until(() => app.store.runs[0]?.endedAt != null, 'the first run ends');
  const like = app.store.runs[0]!;
  await app.store.commit({
    runs: Array.from({ length: runs - 1 }, (_, i) => another(like, i + 2)),
  });
}, 90_000);
afterAll(() => made.close());

beforeEach(async () => {
  await page.viewport(1280, 900);
  useTheme('light');
  made.app.notebook.forget();
  made.app.inspector.close();
});

const room = () => render(Host, { app: made.app, part: RunsRoom });
const grid = () => page.getByRole('grid', { name: 'Runs' });
const row = (name: string) => page.getByRole('row', { name: new RegExp(`(^| )${name}( |$)`) });

describe('the table of runs', () => {
  it('shows the newest first and says how many there are', { timeout: 30_000 }, async () => {
    await room();
    await expect.element(grid()).toHaveAttribute('aria-rowcount', String(runs + 1));
    await expect.element(row('Run 120')).toBeVisible();
    await expect.element(page.getByRole('status').filter({ hasText: `${runs} runs` })).toBeVisible();
  });

  it('opens, chooses and renames by keys', { timeout: 30_000 }, async () => {
    await room();
    await expect.element(row('Run 120')).toBeVisible();
    grid().element().focus();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await expect
      .poll(() => made.app.inspector.subject)
      .toEqual({ kind: 'run', id: made.app.store.runs[118]!.id });
    await userEvent.keyboard(' {Shift>}{ArrowDown}{/Shift}');
    await expect.element(page.getByText('2 runs chosen')).toBeVisible();
    await userEvent.keyboard('{Home}{F2}');
    const field = page.getByRole('textbox', { name: 'Name of Run 120' });
    await field.fill('the good one');
    await userEvent.keyboard('{Enter}');
    await expect.element(row('the good one')).toBeVisible();
    expect(document.activeElement).toBe(grid().element());
    await expect.element(page.getByText('Gave 1 run another name.')).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.element(row('Run 120')).toBeVisible();
  });

  it('leads who opens by Enter to what is opened', { timeout: 30_000 }, async () => {
    await room();
    await expect.element(row('Run 120')).toBeVisible();
    // As the frame has it.
    const aside = Object.assign(document.createElement('aside'), { className: 'inspector', tabIndex: -1 });
    document.body.append(aside);
    grid().element().focus();
    await userEvent.keyboard('{Home}{Enter}');
    await expect.poll(() => document.activeElement).toBe(aside);
    grid().element().focus();
    await page.getByRole('gridcell', { name: 'Run 118' }).last().click();
    await expect.poll(() => made.app.inspector.subject).toMatchObject({ id: made.app.store.runs[117]!.id });
    expect(document.activeElement).toBe(grid().element());
    aside.remove();
  });

  it('sorts by a heading, best first', { timeout: 30_000 }, async () => {
    await room();
    await page.getByRole('button', { name: 'val_loss · last' }).click();
    await expect
      .element(page.getByRole('columnheader', { name: 'val_loss · last' }))
      .toHaveAttribute('aria-sort', 'ascending');
    await expect.poll(() => made.app.notebook.shown[0]?.run.number).toBe(120);
    await page.getByRole('button', { name: 'val_loss · last' }).click();
    await expect.poll(() => made.app.notebook.shown.at(-1)?.run.number).toBe(120);
    made.app.notebook.view.sortBy('started', true);
  });

  it('filters as it is typed, says what is wrong, and keeps what it found', { timeout: 30_000 }, async () => {
    await room();
    const filter = page.getByRole('textbox', { name: 'Filter' });
    await filter.fill("params.optimizer = 'sgd'");
    await expect.element(page.getByRole('status').filter({ hasText: '60 of 120 runs' })).toBeVisible();
    await filter.fill("params.optimizer = 'sgd' AND metrics.loss <");
    await expect.element(filter).toHaveAttribute('aria-invalid', 'true');
    await expect.element(page.getByRole('status').filter({ hasText: '60 of 120 runs' })).toBeVisible();
    await expect.element(page.getByText("Still showing: params.optimizer = 'sgd'")).toBeVisible();
    await filter.fill('metrics.vall_loss < 0.3');
    await expect
      .element(page.getByText('No run has a series called vall_loss; did you mean val_loss?'))
      .toBeVisible();
    await page.getByRole('button', { name: 'Failed' }).click();
    await expect.element(filter).toHaveValue("status = 'FAILED'");
    await expect.element(grid()).toHaveAttribute('aria-rowcount', '2');
    await filter.fill("status = 'FAILED' OR attributes.run_name = 'Run 9'");
    await expect.element(page.getByText(/Beyond MLflow/).first()).toBeVisible();
    await expect.element(grid()).toHaveAttribute('aria-rowcount', '3');
    await filter.fill("attributes.run_name = 'nobody'");
    await expect.element(page.getByText('No run fits this filter.')).toBeVisible();
  });

  it('every example of its help can be read', async () => {
    await room();
    await page.getByText('How to write a filter').click();
    const buttons = page.getByRole('button', { name: /^Use / }).elements();
    expect(buttons.length).toBeGreaterThan(5);
    for (const button of buttons) {
      if (button instanceof HTMLElement) button.click();
      expect(made.app.notebook.view.problem).toBeNull();
    }
  });

  it('groups with mean, deviation and n, and opens a group', { timeout: 30_000 }, async () => {
    await room();
    await page.getByRole('combobox', { name: 'Group by' }).selectOptions('setting optimizer');
    const tree = page.getByRole('treegrid', { name: 'Runs' });
    await expect.element(tree).toHaveAttribute('aria-rowcount', '3');
    const group = page.getByRole('row', { name: /optimizer = sgd/ });
    await expect.element(group).toHaveTextContent('n = 60');
    await expect.element(group).toHaveTextContent(/\d ± \d/);
    tree.element().focus();
    await userEvent.keyboard('{Home}{ArrowRight}');
    await expect.element(tree).toHaveAttribute('aria-rowcount', '63');
    expect(await accessibilityProblems()).toEqual([]);
    made.app.notebook.view.setGroupBy(null);
  });

  it('has the columns that are chosen', { timeout: 30_000 }, async () => {
    await room();
    await page.getByRole('button', { name: 'Choose columns' }).click();
    await page.getByRole('textbox', { name: 'Find a column' }).fill('batch');
    await page.getByRole('checkbox', { name: 'batch_size' }).click();
    await expect.element(page.getByRole('columnheader', { name: 'batch_size' })).toBeInTheDocument();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Back to the usual ones' }).click();
    await expect.element(page.getByRole('columnheader', { name: 'batch_size' })).not.toBeInTheDocument();
  });

  it('tags, archives and deletes many at once, each with a way back', { timeout: 60_000 }, async () => {
    await room();
    const { notebook } = made.app;
    await page.getByRole('checkbox', { name: 'Choose Run 120' }).click();
    await page.getByRole('checkbox', { name: 'Choose Run 117' }).click({ modifiers: ['Shift'] });
    await expect.element(page.getByText('4 runs chosen')).toBeVisible();
    await page.getByRole('button', { name: 'Tag', exact: true }).click();
    const field = page.getByRole('textbox', { name: 'Tag', exact: true });
    await field.fill('keep');
    await page.getByRole('button', { name: 'Put the tag on' }).click();
    await expect.element(page.getByText('Tagged 4 runs.')).toBeVisible();
    await page.getByRole('button', { name: 'Colour', exact: true }).click();
    await page.getByRole('button', { name: 'Colour 3' }).click();
    await expect.poll(() => notebook.find(notebook.selectedIds[0]!)?.colour).toBe(2);
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Archive', exact: true }).click();
    await expect.element(grid()).toHaveAttribute('aria-rowcount', String(runs - 3));
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.element(grid()).toHaveAttribute('aria-rowcount', String(runs + 1));
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.element(grid()).toHaveAttribute('aria-rowcount', String(runs - 3));
    for (let i = 0; i < 3; i++) await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => notebook.items.every(({ tags }) => Object.keys(tags).length === 0)).toBe(true);
    expect(notebook.items).toHaveLength(runs);
  });

  it('acts on what is seen, and says what is chosen and not seen', { timeout: 30_000 }, async () => {
    await room();
    const { notebook } = made.app;
    await page.getByRole('checkbox', { name: 'Choose Run 120' }).click();
    await page.getByRole('checkbox', { name: 'Choose Run 118' }).click({ modifiers: ['Shift'] });
    await page.getByRole('button', { name: 'Archive', exact: true }).click();
    await expect.element(page.getByText('3 runs chosen')).not.toBeInTheDocument();
    await page.getByRole('checkbox', { name: 'Choose Run 117' }).click();
    await expect.element(page.getByText('1 run chosen')).toBeVisible();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.element(page.getByText(/^Deleted 1 run\./)).toBeVisible();
    await notebook.undo();
    await notebook.undo();
    notebook.select(notebook.shown.slice(0, 4).map(({ run }) => run.id));
    await page.getByRole('textbox', { name: 'Filter' }).fill("params.optimizer = 'sgd'");
    await expect.element(page.getByText('4 runs chosen, 2 of them are not shown')).toBeVisible();
    await page.getByRole('button', { name: 'Keep only those shown' }).click();
    await expect.element(page.getByText('2 runs chosen')).toBeVisible();
    notebook.setFilter("attributes.run_name = 'Run 9'");
    await expect.element(page.getByText('2 runs chosen, none of them is shown')).toBeVisible();
  });

  it('brings deleted runs back', { timeout: 30_000 }, async () => {
    await room();
    const { notebook } = made.app;
    await page.getByRole('checkbox', { name: 'Choose Run 120' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    // As after a reload: the way back by steps has ended.
    notebook.forget();
    await page.getByRole('switch', { name: 'Show deleted (1)' }).click();
    await expect.element(row('Run 120')).toHaveTextContent('deleted');
    await page.getByRole('checkbox', { name: 'Choose Run 120' }).click();
    await page.getByRole('button', { name: 'Restore' }).click();
    await expect.poll(() => notebook.deleted).toBe(0);
    await page.getByRole('switch', { name: 'Show deleted (0)' }).click();
    expect(notebook.items).toHaveLength(runs);
  });

  it('Delete takes the row, or what is chosen with it', { timeout: 30_000 }, async () => {
    await room();
    const { notebook } = made.app;
    await expect.element(row('Run 120')).toBeVisible();
    grid().element().focus();
    await userEvent.keyboard('{Home}{Delete}');
    await expect.element(page.getByText(/^Deleted 1 run\./)).toBeVisible();
    await userEvent.keyboard('{Home} {Shift>}{ArrowDown}{/Shift}{Delete}');
    await expect.element(page.getByText(/^Deleted 2 runs\./)).toBeVisible();
    await notebook.undo();
    await notebook.undo();
    expect(notebook.items).toHaveLength(runs);
  });

  it('gives the focus back to the table when what had it is gone', { timeout: 30_000 }, async () => {
    await room();
    const press = async (name: string) => {
      const button = page.getByRole('button', { name, exact: true });
      await expect.element(button).toBeVisible();
      button.element().focus();
      await userEvent.keyboard('{Enter}');
      await expect.element(button).not.toBeInTheDocument();
      await expect.poll(() => document.activeElement).toBe(grid().element());
    };
    await page.getByRole('checkbox', { name: 'Choose Run 120' }).click();
    await press('Delete');
    await press('Undo');
    await press('Clear the choice');
  });

  it(
    'keeps a name that is left by Tab or a press, and drops it with Escape',
    { timeout: 30_000 },
    async () => {
      await room();
      const { notebook } = made.app;
      const filter = page.getByRole('textbox', { name: 'Filter' });
      const field = page.getByRole('textbox', { name: 'Name of Run 120' });
      const begin = async () => {
        // Tab may have led out of the frame.
        await filter.click();
        grid().element().focus();
        await userEvent.keyboard('{Home}{F2}');
        await expect.element(field).toHaveFocus();
      };
      await begin();
      await userEvent.keyboard('by tab{Tab}');
      await expect.element(row('by tab')).toBeVisible();
      await notebook.undo();
      await begin();
      await userEvent.keyboard('by a press');
      await filter.click();
      await expect.element(row('by a press')).toBeVisible();
      await expect.element(filter).toHaveFocus();
      await notebook.undo();
      await begin();
      await userEvent.keyboard('not this{Escape}');
      await expect.element(row('Run 120')).toBeVisible();
      expect(document.activeElement).toBe(grid().element());
      expect(notebook.lastStep).toBeNull();
      await begin();
      await userEvent.keyboard('scrolled away');
      grid().element().scrollTop = 2000;
      await expect.poll(() => notebook.items.at(-1)?.name).toBe('scrolled away');
      await notebook.undo();
    },
  );

  it('says which tag is too long', { timeout: 30_000 }, async () => {
    await room();
    await page.getByRole('checkbox', { name: 'Choose Run 120' }).click();
    await page.getByRole('button', { name: 'Tag', exact: true }).click();
    await page.getByRole('textbox', { name: 'Tag', exact: true }).fill('x'.repeat(251));
    await expect.element(page.getByText('has at most 250 characters; here are 251.')).toBeVisible();
    await expect
      .element(page.getByRole('button', { name: 'Put the tag on' }))
      .toHaveAttribute('aria-disabled', 'true');
    // One that may be so long is shown short, and the page stays as wide as it was.
    await page.viewport(360, 800);
    const long = 'x'.repeat(250);
    await page.getByRole('textbox', { name: 'Tag', exact: true }).fill(long);
    await page.getByRole('button', { name: 'Put the tag on' }).click();
    const chip = page.getByRole('button', { name: long, exact: true });
    await expect.element(chip).toHaveAttribute('title', long);
    expect(chip.element().getBoundingClientRect().width).toBeLessThan(340);
    await expect.element(page.getByRole('button', { name: /^Take off x{23}…$/ })).toBeVisible();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
    expect(await accessibilityProblems()).toEqual([]);
    await made.app.notebook.undo();
  });

  it('names a deleted parent', { timeout: 30_000 }, async () => {
    const { notebook } = made.app;
    const four = made.app.store.runs[3]!.id;
    await notebook.remove([four]);
    notebook.view.setColumns(['parent']);
    await room();
    await page.getByRole('textbox', { name: 'Filter' }).fill("attributes.run_name = 'Run 9'");
    await expect.element(row('Run 9')).toHaveTextContent('forked from Run 4 (deleted) at epoch 2');
    await notebook.undo();
    await expect.element(row('Run 9')).toHaveTextContent(/forked from Run 4 at epoch 2$/);
    notebook.view.setColumns(null);
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
    ['dark', 360],
  ] as const)(
    'shuts nobody out in %s at %i px, and the page is not scrolled sideways',
    async (theme, width) => {
      await page.viewport(width, 800);
      useTheme(theme);
      await room();
      made.app.notebook.select(made.app.store.runs.slice(-3).map(({ id }) => id));
      await expect.element(row('Run 120')).toBeVisible();
      expect(await accessibilityProblems()).toEqual([]);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    },
  );
});

describe('a run under way', () => {
  it(
    'shows how far it is and what it has measured, and ends as a run like any other',
    { timeout: 60_000 },
    async () => {
      await room();
      const { app } = made;
      const first = app.store.runs[0]!;
      const training = app.training.fork(first.id, null, { training: { epochs: first.epochs + 5000 } });
      await until(() => app.training.history.length > first.epochs + 3, 'some epochs end');
      await app.training.pause();
      const live = row(`Run ${runs + 1}`);
      await expect.element(live).toHaveTextContent(/paused at \d+ %/);
      await expect.element(live).toHaveTextContent(/0\.\d+/);
      await expect(app.notebook.remove([app.store.runs.at(-1)!.id])).rejects.toMatchObject({
        code: 'bad-input',
      });
      app.training.stop();
      await training;
      await expect.element(live).toHaveTextContent('stopped by hand');
    },
  );
});

describe('a run that a callback ended', () => {
  it('says who ended a run early, and in which epoch a figure was', { timeout: 30_000 }, async () => {
    const { app } = made;
    const like = app.store.runs[0]!;
    const { val_loss: loss } = like.summary;
    const perEpoch = Math.ceil(like.trainedOn.rows / like.training.batchSize);
    await app.store.commit({
      runs: [
        {
          ...another(like, 200),
          epochs: 3,
          training: { ...like.training, epochs: 9 },
          callbacks: [{ id: 'early-stopping', params: { restore_best_weights: true } }],
          summary: { val_loss: { ...loss!, min: 0.25, minStep: 2 * perEpoch, last: 0.75 } },
        },
      ],
    });
    await room();
    app.notebook.view.setColumns(['status', 'metric:best:val_loss', 'metric:last:val_loss']);
    app.notebook.setFilter("attributes.run_name = 'Run 200'");
    await expect.element(row('Run 200')).toHaveTextContent('done, stopped by EarlyStopping at epoch 3');
    await expect.element(row('Run 200')).toHaveTextContent(/0\.25\s*epoch 2\s*0\.75/);
    app.notebook.view.setColumns(null);
  });
});
