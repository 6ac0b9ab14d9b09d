import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareFigure, type FigureKey, type Figure } from '../../../src/core/monitoring/figure.ts';
import type { FoundFigures } from '../../../src/core/monitoring/figure-table.ts';
import { defineMonitor, type Monitor, type WindowView } from '../../../src/core/monitoring/monitor.ts';
import { packFigures, unpackFigures } from '../../../src/core/monitoring/packing.ts';
import type { MonitorPlan, WindowPlan } from '../../../src/core/monitoring/plan.ts';
import { WatchSession } from '../../../src/core/monitoring/session.ts';
import type { WatchedVersion, WatchedWindow, WatchSetting } from '../../../src/core/monitoring/watched.ts';
import { scoreRows } from '../../../src/core/scoring.ts';
import { spanRows } from '../../../src/core/table.ts';
import { smallModel, smallTable } from './small.ts';

const initialRows = 60;
const windowRows = 10;
const total = 26;
const watched = smallTable(initialRows + windowRows * total);
const { table, truth } = watched;
const models = { 'p/v1': smallModel(watched, 1), 'p/v2': smallModel(watched, 2) };
type Id = keyof typeof models;

const plan = (window: WindowPlan): MonitorPlan => ({
  v: 1,
  window,
  reference: { of: 'training' },
  measures: [],
  detectors: [],
  slices: [],
});
const setting = (window: WindowPlan): WatchSetting => ({
  plan: plan(window),
  initialRows,
  windowRows,
  timeColumn: 'at',
  metrics: ['accuracy'],
  seed: 7,
});
const versionOf = (id: Id): WatchedVersion => ({
  id,
  model: models[id],
  reference: { digest: 'd', rows: { from: 0, to: 40 } },
  unseen: { digest: 'd', rows: Int32Array.from([41, 45, 50, 59]) },
  unseenLearnt: false,
});

const stream = (from: (index: number) => Id): WatchedWindow[] =>
  Array.from({ length: total }, (_, index) => {
    const span = { from: initialRows + index * windowRows, to: initialRows + (index + 1) * windowRows };
    const id = from(index);
    return {
      index,
      span,
      modelVersionId: id,
      ...scoreRows(models[id], table, spanRows(span)),
      // Every third window under trial: each row by the threshold of whoever answered.
      thresholds:
        index % 3 === 0 ? Float64Array.from({ length: windowRows }, (_, i) => 0.4 + (i % 2) / 5) : 0.5,
      latencies: [{ rows: windowRows, ms: index + 1 }],
      labelled: false,
    };
  });
const oneVersion = stream(() => 'p/v1');

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((all, value) => all + value, 0);

/** Remember what they saw, so that any other order, or any row too many, shows. */
const remembering: readonly Monitor[] = (['rows', 'labels', 'both'] as const).map((needs) =>
  defineMonitor({
    id: needs,
    label: needs,
    about: 'of the test',
    needs,
    begin({ model, reference, unseen, windowRows: usual }) {
      let state = sum(model.weights) + sum(reference.scores) + sum(unseen.scores) + usual;
      return (view, put, labelled) => {
        const { thresholds } = view;
        state =
          state / 3 +
          sum(view.scores) +
          sum(view.truth) +
          (typeof thresholds === 'number' ? thresholds * view.rows : sum(thresholds)) +
          view.sample('a').rows +
          view.latencies.reduce((all, { rows, ms }) => all + rows * ms, 0);
        put(`${needs}/${labelled ? 'late' : 'early'}`, bareFigure(state, view.rows));
      };
    },
  }),
);

const session = (window: WindowPlan, of: readonly Monitor[] = remembering): WatchSession => {
  const made = new WatchSession(setting(window), 'd', () => watched, of);
  for (const id of ['p/v1', 'p/v2'] as const) made.know(versionOf(id));
  return made;
};

/** All that is known of each window in the end, and in which order it came. */
function gathered(found: readonly FoundFigures[]) {
  const windows = new Map<number, { figures: Map<FigureKey, Figure>; labelled: boolean; window: unknown }>();
  for (const { window, labelled, figures } of found) {
    const known = windows.get(window.index);
    if (!known) expect(window.index).toBe(windows.size);
    const entry = known ?? { figures: new Map<FigureKey, Figure>(), labelled: false, window };
    entry.labelled ||= labelled;
    for (const [key, figure] of figures) entry.figures.set(key, figure);
    windows.set(window.index, entry);
  }
  return windows;
}

const plans: readonly WindowPlan[] = [
  { by: 'rows', rows: null, step: null },
  { by: 'rows', rows: 25, step: null },
  { by: 'rows', rows: 30, step: 7 },
  { by: 'rows', rows: 4, step: 3 },
  { by: 'time', period: 'day' },
  { by: 'time', period: 'week' },
];

describe('what is found', () => {
  it('is the same one by one as labels come, and all at once afterwards', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...plans),
        fc.integer({ min: 0, max: 9 }),
        fc.array(fc.nat(total), { maxLength: 4 }),
        fc.integer({ min: 1, max: total }),
        fc.option(fc.nat(total - 1)),
        (window, delay, changes, passed, damaged) => {
          const history = stream((index) =>
            changes.filter((at) => at <= index).length % 2 === 0 ? 'p/v1' : 'p/v2',
          )
            .slice(0, passed)
            .filter(({ index }) => index !== damaged);
          const live = session(window);
          const step: FoundFigures[] = [];
          for (const one of history) {
            // A delay of nothing: the labels come with the rows.
            step.push(...live.pass({ ...one, labelled: delay === 0 }));
            if (delay > 0 && one.index >= delay) step.push(...live.label(one.index - delay));
          }
          const known = (index: number) =>
            delay === 0 || history.some((later) => later.index - delay === index);
          const again = session(window);
          const rebuilt = history.flatMap((one) => again.pass({ ...one, labelled: known(one.index) }));
          expect(gathered(rebuilt)).toEqual(gathered(step));
          expect(live.takeFaults()).toEqual([]);
          expect(gathered(unpackFigures(structuredClone(packFigures(step))))).toEqual(gathered(step));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is of the rows of the window: scores, thresholds row by row, times shared out', () => {
    const seen: WindowView[] = [];
    const look = defineMonitor({
      id: 'x',
      label: '',
      about: '',
      needs: 'rows',
      begin: () => (view) => void seen.push(view),
    });
    const watch = session({ by: 'rows', rows: 15, step: null }, [look]);
    for (const window of oneVersion) watch.pass(window);
    const [, second] = seen;
    expect(second!.span).toEqual({ from: 75, to: 90 });
    expect([...second!.places]).toEqual(Array.from({ length: 15 }, (_, i) => 75 + i));
    expect(second!.scores).toEqual(scoreRows(models['p/v1'], table, second!.places).scores);
    expect(second!.thresholds).toBe(0.5);
    expect(Array.from(seen[0]!.thresholds as Float64Array)).toEqual([
      ...Array.from({ length: 10 }, (_, i) => 0.4 + (i % 2) / 5),
      ...Array.from({ length: 5 }, () => 0.5),
    ]);
    expect(second!.latencies).toEqual([
      { rows: 5, ms: 1 },
      { rows: 10, ms: 3 },
    ]);
    expect(second!.truth.every(Number.isNaN)).toBe(true);
  });

  it('waits for the labels of every window of the stream in it, and leaves single missing answers missing', () => {
    const watch = session({ by: 'rows', rows: 25, step: null });
    const [first, second, third] = oneVersion;
    for (const window of [first!, second!, third!]) watch.pass(window);
    expect(watch.label(0)).toEqual([]);
    expect(watch.label(1)).toEqual([]);
    const [found] = watch.label(2);
    expect(found).toMatchObject({ labelled: true, window: { index: 0, span: { from: 60, to: 85 } } });
    const look: number[] = [];
    const truths = session({ by: 'rows', rows: null, step: null }, [
      defineMonitor({
        id: 'x',
        label: '',
        about: '',
        needs: 'labels',
        begin: () => (view) => void look.push(...view.truth),
      }),
    ]);
    truths.pass({ ...first!, labelled: true });
    expect(look).toEqual(Array.from(truth.slice(60, 70)));
    expect(look.some(Number.isNaN)).toBe(true);
  });

  it('is learnt anew for a new champion, from the first window on that is mostly its own', () => {
    const begun: string[] = [];
    const spy = defineMonitor({
      id: 'x',
      label: '',
      about: '',
      needs: 'rows',
      begin({ model }) {
        begun.push(model === models['p/v1'] ? 'p/v1' : 'p/v2');
        return () => undefined;
      },
    });
    const watch = session({ by: 'rows', rows: 15, step: null }, [spy]);
    // v2 answers from row 80 on: the window of the rows 75 to 90 is mostly its own.
    const found = stream((index) => (index < 2 ? 'p/v1' : 'p/v2')).flatMap((window) => watch.pass(window));
    expect(begun).toEqual(['p/v1', 'p/v2']);
    const early = found.filter(({ labelled }) => !labelled).slice(0, 3);
    expect(early.map(({ window }) => window.modelVersionId)).toEqual(['p/v1', 'p/v2', 'p/v2']);
  });

  it('knows after how many rows a label comes, where that is said', () => {
    const known: unknown[] = [];
    const spy = defineMonitor({
      id: 'x',
      label: '',
      about: '',
      needs: 'rows',
      begin: ({ labelDelayRows }) => {
        known.push(labelDelayRows);
        return null;
      },
    });
    const by = setting({ by: 'rows', rows: null, step: null });
    for (const one of [by, { ...by, labelDelayRows: 30 }]) {
      const watch = new WatchSession(one, 'd', () => watched, [spy]);
      watch.know(versionOf('p/v1'));
      watch.pass(oneVersion[0]!);
    }
    expect(known).toEqual([0, 30]);
  });

  it('leaves out rows whose window of the stream cannot be read', () => {
    const rows: number[] = [];
    const look = defineMonitor({
      id: 'x',
      label: '',
      about: '',
      needs: 'labels',
      begin: () => (view) => void rows.push(view.rows),
    });
    const watch = session({ by: 'rows', rows: 20, step: 5 }, [look]);
    const found = oneVersion
      .filter(({ index }) => index !== 1 && index !== 2 && index !== 3)
      .slice(0, 6)
      .flatMap((window) => watch.pass({ ...window, labelled: true }));
    // Windows without a single row have no figures, but their place.
    expect(gathered(found).size).toBe(15);
    expect(rows.slice(0, 3)).toEqual([10, 5, 5]);
  });
});

describe('what goes wrong', () => {
  it('ends one monitor, is told once, and the others go on', () => {
    const broken = defineMonitor({
      id: 'broken',
      label: '',
      about: '',
      needs: 'rows',
      begin: () => (view, put) => {
        put('broken/half', bareFigure(1, 1));
        if (view.span.from >= 80) throw new RangeError('no such thing');
      },
    });
    const stillborn = defineMonitor({
      id: 'stillborn',
      label: '',
      about: '',
      needs: 'labels',
      begin: () => {
        throw new Error('never');
      },
    });
    const watch = session({ by: 'rows', rows: null, step: null }, [broken, stillborn, ...remembering]);
    const found = gathered(oneVersion.flatMap((window) => watch.pass({ ...window, labelled: true })));
    expect(watch.takeFaults()).toEqual([
      { monitor: 'stillborn', modelVersionId: 'p/v1', reason: 'never' },
      { monitor: 'broken', modelVersionId: 'p/v1', reason: 'no such thing' },
    ]);
    expect(watch.takeFaults()).toEqual([]);
    expect([...found.get(1)!.figures.keys()]).toContain('broken/half');
    expect([...found.get(2)!.figures.keys()]).toEqual([
      'rows/early',
      'both/early',
      'labels/late',
      'both/late',
    ]);
  });

  it('says so where a version is not known, and watches the next one', () => {
    const watch = new WatchSession(setting(plans[0]!), 'd', () => watched, remembering);
    watch.know(versionOf('p/v2'));
    const history = stream((index) => (index < 3 ? 'p/v1' : 'p/v2'));
    const found = gathered(history.flatMap((window) => watch.pass(window)));
    expect(watch.takeFaults()).toMatchObject([{ monitor: '', modelVersionId: 'p/v1' }]);
    expect(found.get(2)!.figures.size).toBe(0);
    expect(found.get(3)!.figures.size).toBe(2);
  });

  it('asks for times where the windows go by them', () => {
    const without = { ...setting({ by: 'time', period: 'day' }), timeColumn: null };
    const watch = new WatchSession(without, 'd', () => watched, remembering);
    expect(() => watch.pass(oneVersion[0]!)).toThrow('no column with times');
  });
});

describe('memory', () => {
  it('holds no more of the stream than its windows need', () => {
    const watch = session({ by: 'rows', rows: 20, step: 10 });
    for (const window of oneVersion) {
      watch.pass(window);
      if (window.index > 2) watch.label(window.index - 3);
      expect(watch.held).toBeLessThanOrEqual(6);
    }
  });
});
