// The notebook of runs over a real store: what is found, ordered, grouped and chosen, and that every change can be undone.

import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Run } from '../../src/core/records.ts';
import type { MetricSummary } from '../../src/core/run-records.ts';
import { Notebook, type NotebookPlace } from '../../src/state/notebook.svelte.ts';
import { ProjectStore } from '../../src/state/project-store.svelte.ts';
import { MemoryStorage } from '../../src/storage/memory-storage.ts';
import type { NotebookMemory } from '../../src/storage/notebook-memory.ts';
import { datasetVersion, project, run } from '../storage/records.ts';

const figures = (last: number, changes: Partial<MetricSummary> = {}): MetricSummary => ({
  n: 3,
  first: 1,
  last,
  lastStep: 30,
  min: last,
  minStep: 30,
  max: last,
  maxStep: 10,
  mean: last,
  ...changes,
});

const numbered = (number: number, changes: Partial<Run> = {}): Run =>
  run(`p1/run/${number}`, {
    number,
    name: `Run ${number}`,
    status: 'done',
    startedAt: 1000 * number,
    endedAt: 1000 * number + 500,
    summary: { val_loss: figures(1 / number), val_accuracy: figures(number / 10) },
    ...changes,
  });

let storage: MemoryStorage;
let store: ProjectStore;
let notebook: Notebook;
let mayWrite: boolean;
let remembered: Map<string, NotebookMemory>;

const place: NotebookPlace = {
  read: (id) => remembered.get(id) ?? null,
  write: (id, memory) => void remembered.set(id, memory),
};

async function begin(runs: readonly Run[]): Promise<void> {
  storage = new MemoryStorage();
  await storage.commit({ project: project(), datasetVersions: [datasetVersion()], runs });
  store = new ProjectStore(
    storage,
    () => 99_000,
    () => mayWrite,
  );
  await store.open('p1');
  notebook = new Notebook(store, storage, place);
}

beforeEach(async () => {
  mayWrite = true;
  remembered = new Map();
  await begin([1, 2, 3, 4].map((number) => numbered(number)));
});

const ids = (...numbers: number[]): string[] => numbers.map((number) => `p1/run/${number}`);
const shown = (): number[] => notebook.shown.map((item) => item.run.number);

describe('items', () => {
  it('are the very same after a commit about something else', async () => {
    const before = notebook.items;
    await store.commit({ project: { ...store.project, position: 3 } });
    expect(notebook.items).toBe(before);
    expect(notebook.shown).toBe(notebook.shown);
  });

  it('one new run leaves the others as they are', async () => {
    const before = notebook.items;
    await store.commit({ runs: [numbered(5)] });
    expect(notebook.items).toHaveLength(5);
    for (const [i, item] of before.entries()) expect(notebook.items[i]).toBe(item);
  });

  it('newest first, as they come', () => {
    expect(shown()).toEqual([4, 3, 2, 1]);
  });
});

describe('order', () => {
  it('turns round by the same column, and puts what is no number and what is missing last both times', async () => {
    await begin([
      numbered(1, { summary: { val_loss: figures(NaN) } }),
      numbered(2, { summary: {} }),
      numbered(3, { summary: { val_loss: figures(0.2) } }),
      numbered(4, { summary: { val_loss: figures(Infinity) } }),
      numbered(5, { summary: { val_loss: figures(0.1) } }),
    ]);
    notebook.view.sortBy('metric:last:val_loss', false);
    expect(shown()).toEqual([5, 3, 4, 1, 2]);
    notebook.view.sortBy('metric:last:val_loss', false);
    expect(shown()).toEqual([4, 3, 5, 1, 2]);
  });

  it('best is least of a loss and most of an accuracy', () => {
    notebook.view.sortBy('metric:best:val_loss', false);
    expect(shown()).toEqual([4, 3, 2, 1]);
    notebook.view.sortBy('metric:best:val_accuracy', true);
    expect(shown()).toEqual([4, 3, 2, 1]);
  });

  it('settings that are numbers are put in order as numbers', async () => {
    const sized = (number: number, batchSize: number): Run =>
      numbered(number, { training: { ...run().training, batchSize } });
    await begin([sized(1, 128), sized(2, 16), sized(3, 32)]);
    notebook.view.sortBy('param:batch_size', false);
    expect(shown()).toEqual([2, 3, 1]);
  });
});

describe('filter', () => {
  it('finds in MLflow’s language, and keeps the last result that could be read', () => {
    notebook.setFilter('metrics.val_loss < 0.4');
    expect(shown()).toEqual([4, 3]);
    notebook.setFilter('metrics.val_loss < ');
    expect(notebook.view.problem).toMatch(/Invalid clause/);
    expect(shown()).toEqual([4, 3]);
    expect(notebook.filter).toBe('metrics.val_loss < ');
    notebook.setFilter("NOT attributes.run_name = 'Run 2'");
    expect(notebook.view.problem).toBeNull();
    expect(notebook.view.extended).toBe(true);
    expect(shown()).toEqual([4, 3, 1]);
    notebook.setFilter(' ');
    expect(shown()).toEqual([4, 3, 2, 1]);
  });
});

describe('groups', () => {
  it('hold their members closed until they are opened', async () => {
    await notebook.tag(ids(1, 3), 'sweep', 'a');
    await notebook.tag(ids(2), 'sweep');
    notebook.view.setGroupBy('tag:sweep');
    const said = () =>
      notebook.view.rows.map((row) =>
        row.kind === 'run' ? row.item.run.number : `${row.value}:${row.items.length}`,
      );
    expect(said()).toEqual(['null:1', 'a:2', ':1']);
    notebook.view.expand(notebook.view.rows[1]!.key, true);
    expect(said()).toEqual(['null:1', 'a:2', 3, 1, ':1']);
    notebook.view.selectRange(1, 2);
    expect(notebook.selectedIds).toEqual(ids(3, 1));
  });
});

describe('choice', () => {
  it('is toggled, stretched, and forgets what is deleted', async () => {
    notebook.view.toggle(ids(2, 3));
    expect(notebook.selectedIds).toEqual(ids(2, 3));
    notebook.view.toggle(ids(3, 1));
    expect(notebook.selectedIds).toEqual(ids(2, 3, 1));
    notebook.view.toggle(ids(2));
    expect(notebook.selectedIds).toEqual(ids(3, 1));
    notebook.view.selectRange(2, 0);
    expect(notebook.selectedIds).toEqual(ids(4, 3, 2));
    await notebook.remove(ids(3));
    expect(notebook.selectedIds).toEqual(ids(4, 2));
    await notebook.undo();
    expect(notebook.selectedIds).toEqual(ids(4, 3, 2));
  });
});

describe('what is chosen and can’t be seen', () => {
  it('leaves the choice when it is archived, and is not deleted with what is chosen next', async () => {
    notebook.view.toggle(ids(4, 3, 2));
    await notebook.archive(ids(4, 3, 2));
    expect(notebook.selectedIds).toEqual([]);
    notebook.view.toggle(ids(1));
    expect(notebook.selectedIds).toEqual(ids(1));
    notebook.view.setArchived(true);
    expect(notebook.selectedIds).toEqual(ids(1));
    notebook.view.toggle(ids(2));
    notebook.view.setArchived(false);
    expect(notebook.selectedIds).toEqual(ids(1));
  });

  it('is counted where a filter hides it', () => {
    notebook.select(ids(1, 2, 4));
    expect(notebook.view.hiddenIds).toEqual([]);
    notebook.setFilter('metrics.val_loss < 0.4');
    expect(notebook.selectedIds).toEqual(ids(1, 2, 4));
    expect(notebook.view.hiddenIds).toEqual(ids(1, 2));
    notebook.setFilter('');
    expect(notebook.view.hiddenIds).toEqual([]);
  });
});

describe('deleted runs', () => {
  it('are shown when they are asked for, and come back also after a reload', async () => {
    await notebook.remove(ids(2, 3));
    await store.open('p1');
    const again = new Notebook(store, storage, place);
    expect(again.lastStep).toBeNull();
    expect(again.items.map(({ run: { number } }) => number)).toEqual([1, 4]);
    expect(again.deleted).toBe(2);
    again.view.setDeleted(true);
    expect(again.shown.map(({ run: { number } }) => number)).toEqual([4, 3, 2, 1]);
    await again.restore(ids(2));
    expect(again.deleted).toBe(1);
    again.view.setDeleted(false);
    expect(again.shown.map(({ run: { number } }) => number)).toEqual([4, 2, 1]);
    await again.undo();
    expect(again.shown.map(({ run: { number } }) => number)).toEqual([4, 1]);
  });
});

describe('changes of notes', () => {
  it('many runs are one transaction, and one step back', async () => {
    let commits = 0;
    const commit = storage.commit.bind(storage);
    storage.commit = (changes) => {
      commits++;
      return commit(changes);
    };
    await notebook.tag(ids(1, 2, 3), 'keep');
    await notebook.archive(ids(1, 2));
    expect(commits).toBe(2);
    expect(shown()).toEqual([4, 3]);
    notebook.view.setArchived(true);
    expect(shown()).toEqual([4, 3, 2, 1]);
    expect(notebook.lastStep).toMatchObject({ verb: 'archive', runIds: ids(1, 2) });
    await notebook.undo();
    expect(notebook.find(ids(1)[0]!)?.note?.archivedAt).toBeNull();
    expect(notebook.find(ids(1)[0]!)?.tags).toEqual({ keep: '' });
    await notebook.undo();
    expect(notebook.items.every(({ tags }) => Object.keys(tags).length === 0)).toBe(true);
    expect(notebook.lastStep).toBeNull();
    const kept = await storage.load('p1');
    expect(kept.notes.every((note) => note.archivedAt === null && Object.keys(note.tags).length === 0)).toBe(
      true,
    );
  });

  it('undo gives each run its own name, colour, notes and tags back', async () => {
    await notebook.rename(ids(1), 'first');
    await notebook.recolour(ids(2), 5);
    await notebook.setNotes(ids(3), 'hm');
    await notebook.tag(ids(1, 2), 'a', 'x');
    const before = structuredClone(store.notes);
    await notebook.rename(ids(1, 2, 3), 'all the same');
    await notebook.recolour(ids(1, 2, 3), 1);
    await notebook.setNotes(ids(1, 2, 3), 'all');
    await notebook.untag(ids(1, 2, 3), 'a');
    for (let i = 0; i < 4; i++) await notebook.undo();
    expect(store.notes).toEqual(before);
  });

  it('undo takes back what the step did, and nothing that came by another way', async () => {
    await notebook.rename(ids(1), 'mine');
    const note = store.notes.find(({ runId }) => runId === 'p1/run/1')!;
    await store.commit({ notes: [{ ...note, notes: 'from elsewhere' }] });
    await notebook.undo();
    expect(notebook.find('p1/run/1')).toMatchObject({ name: 'Run 1', note: { notes: 'from elsewhere' } });
  });

  it('undo of a tag leaves the tags that another tab put on meanwhile', async () => {
    await notebook.tag(ids(1), 'a', 'before');
    await notebook.tag(ids(1), 'a', 'after');
    const note = store.notes.find(({ runId }) => runId === 'p1/run/1')!;
    await store.commit({ notes: [{ ...note, tags: { ...note.tags, b: 'theirs' } }] });
    await notebook.undo();
    expect(notebook.find('p1/run/1')!.tags).toEqual({ a: 'before', b: 'theirs' });
    await notebook.undo();
    expect(notebook.find('p1/run/1')!.tags).toEqual({ b: 'theirs' });
  });

  it.each([
    ['rename', (text: string) => notebook.rename(ids(1), text), 250],
    ['notes', (text: string) => notebook.setNotes(ids(1), text), 10_000],
    ['tag', (text: string) => notebook.tag(ids(1), text), 250],
    ['value', (text: string) => notebook.tag(ids(1), 'a', text), 5000],
  ] as const)('%s: as long as may be, and not a letter more', async (_, write, most) => {
    await write('x'.repeat(most));
    const before = structuredClone(store.notes);
    expect(before).toHaveLength(1);
    await expect(write('x'.repeat(most + 1))).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(`at most ${most.toLocaleString('en')} characters`),
    });
    expect(store.notes).toEqual(before);
  });

  it('what changes nothing is no step', async () => {
    await notebook.rename(ids(1), '  ');
    await notebook.untag(ids(1), 'never');
    expect(notebook.lastStep).toBeNull();
    expect(store.notes).toEqual([]);
  });

  it('tags called like parts of every object are tags', async () => {
    await notebook.tag(ids(1), '__proto__', 'x');
    await notebook.tag(ids(1), 'constructor');
    expect(Object.entries(notebook.find('p1/run/1')!.tags)).toEqual([
      ['__proto__', 'x'],
      ['constructor', ''],
    ]);
    expect((await storage.load('p1')).notes).toHaveLength(1);
    await notebook.untag(ids(1), '__proto__');
    expect(Object.keys(notebook.find('p1/run/1')!.tags)).toEqual(['constructor']);
  });

  it('a tab that only watches changes nothing', async () => {
    mayWrite = false;
    await expect(notebook.archive(ids(1))).rejects.toMatchObject({ code: 'storage-blocked' });
    expect(notebook.lastStep).toBeNull();
    expect(shown()).toEqual([4, 3, 2, 1]);
  });

  it('refuses a run of another project, a tag without a name, and to delete a run under way', async () => {
    await expect(notebook.archive(['p2/run/1'])).rejects.toMatchObject({ code: 'bad-input' });
    await expect(notebook.tag(ids(1), '  ')).rejects.toMatchObject({ code: 'bad-input' });
    await store.commit({ runs: [numbered(5, { status: 'running', endedAt: null })] });
    await expect(notebook.remove(ids(1, 5))).rejects.toMatchObject({ code: 'bad-input' });
    expect(notebook.items).toHaveLength(5);
  });
});

describe('lineage', () => {
  it('stays whole when the parent is deleted, and after undo', async () => {
    await store.commit({
      runs: [numbered(5, { parentId: 'p1/run/2', forkedFrom: { runId: 'p1/run/2', epoch: 2, step: 20 } })],
    });
    await notebook.remove(ids(2));
    expect(shown()).toEqual([5, 4, 3, 1]);
    const child = notebook.find('p1/run/5')!;
    expect(notebook.parentOf(child)).toMatchObject({ name: 'Run 2', note: { deletedAt: 99_000 } });
    expect(notebook.before(child)?.run.number).toBe(2);
    // Elsewhere a deleted run is passed over.
    expect(notebook.before(notebook.find('p1/run/3')!)?.run.number).toBe(1);
    expect(notebook.before(notebook.find('p1/run/1')!)).toBeNull();
    await notebook.undo();
    expect(shown()).toEqual([5, 4, 3, 2, 1]);
    expect(notebook.childrenOf('p1/run/2').map((item) => item.run.number)).toEqual([5]);
  });
});

describe('what is remembered of the way of looking', () => {
  it('comes back for the project, and is not asked of what cannot be understood', () => {
    notebook.view.setColumns(['status', 'param:learning_rate', 'metric:best:val_loss']);
    notebook.view.sortBy('metric:best:val_loss', false);
    const again = new Notebook(store, storage, place);
    expect(again.view.columns).toEqual(['status', 'param:learning_rate', 'metric:best:val_loss']);
    expect(again.view.order).toEqual({ column: 'metric:best:val_loss', descending: false });
    remembered.set('p1', {
      columns: null,
      sort: { column: 'from the future', descending: true },
      groupBy: 'what',
      archived: false,
      deleted: false,
    });
    expect(new Notebook(store, storage, place).shown.map((item) => item.run.number)).toEqual([4, 3, 2, 1]);
  });

  it('ends with the project, except what is kept', () => {
    notebook.setFilter('metrics.val_loss < 0.4');
    notebook.select(ids(1));
    notebook.view.setArchived(true);
    notebook.forget();
    expect(notebook.filter).toBe('');
    expect(notebook.selectedIds).toEqual([]);
    expect(notebook.view.archived).toBe(true);
  });
});

describe('logs', () => {
  const log = (number: number) => ({
    v: 1 as const,
    runId: `p1/run/${number}`,
    projectId: 'p1',
    history: [{ epoch: 1, loss: 1, validationLoss: 1, metric: 0, validationMetric: 0, step: 10 }],
    series: [],
    events: [],
    histograms: [],
    files: [],
  });

  it('come when they are looked at, also where a derivation asks first', async () => {
    await begin([numbered(1, { epochs: 1 })]);
    await storage.commit({ logs: [log(1)] });
    const seen: (number | null)[] = [];
    const stop = $effect.root(() => {
      const found = $derived(notebook.logOf('p1/run/1'));
      $effect(() => void seen.push(found?.history.length ?? null));
    });
    flushSync();
    await expect.poll(() => seen).toEqual([null, 1]);
    stop();
  });

  it('say why when they cannot be read, and are read again when asked', async () => {
    await begin([numbered(1, { epochs: 1 })]);
    const stop = $effect.root(() => {
      $effect(() => void notebook.logState('p1/run/1'));
    });
    flushSync();
    await expect
      .poll(() => notebook.logState('p1/run/1'))
      .toMatchObject({ phase: 'failed', error: { code: 'corrupt' } });
    await storage.commit({ logs: [log(1)] });
    notebook.retryLog('p1/run/1');
    await expect.poll(() => notebook.logOf('p1/run/1')?.history.length).toBe(1);
    stop();
  });

  it('a run under way has none yet', async () => {
    await begin([numbered(1, { status: 'running', endedAt: null })]);
    expect(notebook.logState('p1/run/1')).toBeNull();
  });
});
