// Changing the world of a running project, with the real engine in its worker and the real store.

import { afterEach, describe, expect, it } from 'vitest';
import { injected } from '../../src/core/injecting/injected.ts';
import type { InjectionWish } from '../../src/core/injecting/amended.ts';
import { isCategory, type Table } from '../../src/core/table.ts';
import { truthOf } from '../../src/core/target.ts';
import type { App } from '../../src/state/app.svelte.ts';
import { makeApp, until, type Made } from './make-app.ts';

const open: Made[] = [];
afterEach(() => {
  for (const made of open.splice(0)) made.close();
});

async function appOver(options: Parameters<typeof makeApp>[0], makeWorker?: () => Worker): Promise<App> {
  const made = await makeApp(options, makeWorker);
  open.push(made);
  await made.app.start();
  await until(() => made.app.store.isOpen && made.app.writer.mayWrite, 'the project is open to be worked on');
  await made.app.stream.pause();
  return made.app;
}

async function jump(app: App, window: number): Promise<void> {
  await app.stream.jump(window);
  await until(() => !app.stream.playing, `window ${window} has passed`);
}

const memory = { indexedDB: null, witness: null };
const kept = () => ({ name: `changes-${crypto.randomUUID()}`, witness: null });

const feature = (app: App): string => {
  const { source, scenario } = app.datasets.current;
  return scenario.features.find((name) => {
    const column = source.columns.find((candidate) => candidate.name === name);
    return column && !isCategory(column) && column.kind !== 'boolean' && column.kind !== 'time';
  })!;
};
const shift = (app: App, amount = 3): InjectionWish => ({
  kind: 'shift-mean',
  params: { column: feature(app), amount },
  course: 'sudden',
  overRows: 0,
});
const silent: InjectionWish = { kind: 'labels-missing', params: { share: 1 }, course: 'sudden', overRows: 0 };
const half: InjectionWish = { ...silent, params: { share: 0.5 } };

/** What the page holds is what the script makes of the source. */
function expectInStep(app: App): void {
  const { table, source, truth, scenario, classes, seed, script } = app.datasets.current;
  expect(script).toEqual(app.changes.script);
  const expected: Table = injected(source, script, app.datasets.known, seed);
  expect(table.columns).toEqual(expected.columns);
  expect(truth).toEqual(truthOf(expected, scenario.target, scenario.task, classes));
}

const story = (app: App, from = 0) =>
  app.store.windows
    .filter(({ index }) => index >= from)
    .map(({ index, scores, drift, performance }) => ({ index, scores, drift, performance }));

describe('changing the world', () => {
  it('changes what comes, not what was, and says so in the ledger', async () => {
    const app = await appOver(memory);
    await app.projects.change({ pauseAtAlarm: false }, null);
    await jump(app, 6);
    const before = story(app);
    await app.changes.add(shift(app));
    expectInStep(app);
    expect(app.store.ledger.at(-1)).toMatchObject({
      kind: 'setting-changed',
      windowIndex: 6,
      reason: `from window 7 on: ${feature(app)}: +3.0 standard deviations, sudden`,
    });
    await jump(app, 8);
    expect(story(app).slice(0, 4)).toEqual(before.slice(0, 4));
    const drift = (index: number) => app.store.windows[index]!.drift[feature(app)]!;
    expect(drift(7)).toBeGreaterThan(1);

    await app.changes.move('c1', shift(app, 1));
    expect(app.changes.script.map(({ id, toRow }) => [id, toRow])).toEqual([
      ['c1', app.changes.nextRow],
      ['c2', null],
    ]);
    expect(app.store.ledger.at(-1)?.reason).toBe(
      `from window 9 on: ${feature(app)}: +1.0 standard deviations, sudden (was: ${feature(app)}: +3.0 standard deviations)`,
    );
    // Moved again before a window has passed, it is still one change.
    await app.changes.move('c2', shift(app, 2));
    expect(app.changes.script).toHaveLength(2);
    await jump(app, 9);
    await app.changes.end('c2');
    expect(app.changes.active).toEqual([]);
    expectInStep(app);
    await expect(app.changes.end('c2')).rejects.toThrow('over already');
    await expect(app.changes.add({ ...shift(app), params: { column: 'no', amount: 1 } })).rejects.toThrow(
      'no column',
    );
  });

  it('is the same after a reload, and plays on to the same figures', async () => {
    const options = kept();
    const first = await appOver(options);
    await first.projects.change({ pauseAtAlarm: false }, null);
    await jump(first, 4);
    await first.changes.add(shift(first));
    await first.changes.add(half);
    await jump(first, 6);
    open.pop()!.close();
    const again = await appOver(options);
    expectInStep(again);
    await jump(again, 9);
    const seen = story(again);
    await again.projects.startOver(again.store.project.scenarioId);
    await again.stream.pause();
    expect(again.changes.script).toEqual([]);
    await again.projects.change({ pauseAtAlarm: false }, null);
    await jump(again, 4);
    await again.changes.add(shift(again));
    await again.changes.add(half);
    await jump(again, 9);
    expect(story(again)).toEqual(seen);
  });

  it('survives the loss of its worker', async () => {
    const workers: Worker[] = [];
    const app = await appOver(memory, () => {
      const worker = new Worker(new URL('../../src/engine/engine.worker.ts', import.meta.url), {
        type: 'module',
      });
      workers.push(worker);
      return worker;
    });
    await app.projects.change({ pauseAtAlarm: false }, null);
    await jump(app, 4);
    await app.changes.add(shift(app));
    await jump(app, 6);
    const lost = story(app, 5).map(({ scores }) => scores);
    const at = 5;
    workers.at(-1)!.dispatchEvent(new ErrorEvent('error', { message: 'lost' }));
    const champion = app.models.champion!;
    const { digest } = app.datasets.current;
    const { span } = app.store.windows[at]!;
    const model = await app.models.packageOf(champion);
    const seen = await app.engine.observe({
      digest,
      span,
      reference: champion.trainedOn.span,
      model,
      trial: null,
    });
    expect(workers.length).toBeGreaterThan(1);
    expect(seen.scores).toEqual(lost[0]);
  });

  it('counts only rows whose answers come', async () => {
    const app = await appOver(memory);
    await app.projects.change({ pauseAtAlarm: false, labelDelayWindows: 0 }, null);
    await jump(app, 3);
    await app.changes.add(half);
    await jump(app, 4);
    await app.changes.end('c1');
    await app.changes.add(silent);
    await jump(app, 6);
    const { metric, windowRows } = app.datasets.current.scenario;
    const estimate = (index: number) => app.store.windows[index]!.performance![metric]!;
    const { truth } = app.datasets.current;
    const known = (index: number) => {
      const { from, to } = app.store.windows[index]!.span;
      return truth.subarray(from, to).filter((answer) => !Number.isNaN(answer)).length;
    };
    expect(estimate(2).n).toBe(windowRows);
    expect(estimate(3).n).toBe(known(3));
    expect(known(3)).toBeLessThan(windowRows);
    expect(estimate(4)).toMatchObject({ n: 0, value: NaN });
    // A retraining leaves the rows without answers out.
    await app.changes.end('c2');
    await jump(app, 12);
    await app.training.retrain();
    expect(app.models.challenger?.number).toBe(2);
  });

  it('keeps the script as a file, and takes one in place of what is there', async () => {
    const app = await appOver(memory);
    await jump(app, 2);
    await app.changes.add(shift(app));
    const text = app.changes.text();
    await app.changes.remove('c1');
    expect(app.changes.script).toEqual([]);
    await app.changes.load(text);
    expectInStep(app);
    expect(app.changes.active).toMatchObject([{ kind: 'shift-mean', fromRow: app.changes.nextRow }]);
    const before = app.changes.script;
    await expect(app.changes.load('{')).rejects.toThrow('not JSON');
    await expect(app.changes.load(text.replace(`"${feature(app)}"`, '"gone"'))).rejects.toThrow(
      'Change 1 of 1: The rows have no column "gone".',
    );
    expect(app.changes.script).toEqual(before);
  });
});

describe('forking at a window', () => {
  it('goes on to the same figures where nothing is changed, and to others where the world is', async () => {
    const app = await appOver(kept());
    await app.projects.change({ pauseAtAlarm: false }, null);
    await jump(app, 4);
    await app.changes.add(shift(app));
    await jump(app, 8);
    await app.changes.add(silent);
    await jump(app, 10);
    const original = app.store.project.id;
    const seen = story(app);
    await app.branching.goOn(6, 'from window 7 on');
    expect(app.store.project).toMatchObject({ position: 6, playing: false });
    expect(app.store.project.id).not.toBe(original);
    expect(app.changes.script.map(({ kind }) => kind)).toEqual(['shift-mean']);
    expectInStep(app);
    expect(app.store.ledger.at(-1)).toMatchObject({ kind: 'branched', windowIndex: 6 });
    await jump(app, 8);
    expect(story(app).map(({ scores, drift }) => ({ scores, drift }))).toEqual(
      seen.slice(0, 8).map(({ scores, drift }) => ({ scores, drift })),
    );
    // Another end of the same story.
    await app.changes.end('c1');
    await jump(app, 10);
    expect(story(app)[9]!.scores).not.toEqual(seen[9]!.scores);
    // The original is as it was.
    await app.projects.open(original);
    await app.stream.pause();
    expect(story(app)).toEqual(seen);
    expectInStep(app);
  });
});
