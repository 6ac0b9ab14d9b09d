// Trials, what-if branches and projects of their own on the real data, with the real engine and store.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import type { TrialPlan } from '../../src/core/trial.ts';
import { routeRows } from '../../src/core/trials/routing.ts';
import type { App } from '../../src/state/app.svelte.ts';
import { makeApp, until, type Made } from './make-app.ts';

const open: Made[] = [];
afterEach(() => {
  for (const made of open.splice(0)) made.close();
});

async function appOver(options: Parameters<typeof makeApp>[0]): Promise<App> {
  const made = await makeApp(options);
  open.push(made);
  await made.app.start();
  // The lock of an app that was closed just now comes a moment later.
  await until(() => made.app.store.isOpen && made.app.writer.mayWrite, 'the project is open to be worked on');
  await made.app.stream.pause();
  return made.app;
}

async function jump(app: App, window: number): Promise<void> {
  await app.stream.jump(window);
  await until(() => !app.stream.playing, `window ${window} has passed`);
}

/** A drifted champion and the version retrained on what has happened since. */
async function withChallenger(options: Parameters<typeof makeApp>[0]): Promise<App> {
  const app = await appOver(options);
  await app.projects.change({ pauseAtAlarm: false }, null);
  await jump(app, 26);
  await app.training.retrain();
  expect(app.models.challenger?.number).toBe(2);
  return app;
}

const memory = { indexedDB: null, witness: null };
const kept = () => ({ name: `trials-${crypto.randomUUID()}`, witness: null });
/** A plan under which the real difference of the scene is found within its windows. */
const quick = (app: App, changes: Partial<TrialPlan> = {}): TrialPlan => ({
  ...app.trials.usual('canary'),
  shares: [0.25, 0.5],
  rowsPerStep: 60,
  margin: 0.1,
  ...changes,
});
/** What a project's story is told by; `at`, which is the clock's, left out. */
const told = (app: App, from = 0) => ({
  windows: app.store.windows
    .filter(({ index }) => index >= from)
    .map(({ index, scores, drift, performance, trial, modelVersionId }) => ({
      index,
      scores,
      drift,
      performance,
      version: app.store.numberOf(modelVersionId),
      trial: trial && [trial.share, trial.answered, trial.scores],
    })),
  lines: app.store.ledger
    .filter(({ kind, windowIndex }) => windowIndex > from && kind !== 'setting-changed')
    .map(({ kind, windowIndex, reason, trial }) => ({ kind, windowIndex, reason, trial })),
});

describe('a canary', () => {
  it('is widened and promoted in the commits that bring the labels', { timeout: 90_000 }, async () => {
    const app = await withChallenger(memory);
    const begun = app.stream.position;
    await app.trials.start(app.models.challenger!.id, quick(app));
    expect(app.trials.current).toMatchObject({ begun, step: 0, share: 0.25 });
    await jump(app, app.stream.total);
    const lines = app.store.ledger.filter(
      ({ windowIndex, kind }) => windowIndex >= begun && kind !== 'alarm',
    );
    expect(lines.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['trial-started', 'trial-widened', 'trial-ended', 'promoted']),
    );
    const widened = lines.find(({ kind }) => kind === 'trial-widened')!;
    const ended = lines.find(({ kind }) => kind === 'trial-ended')!;
    expect(ended.trial?.outcome).toBe('promoted');
    expect(app.models.champion?.number).toBe(2);
    expect(app.trials.current).toBeNull();
    const { seed } = widened.trial!.plan;
    for (const window of app.store.windows) {
      const share =
        window.index < begun || window.index >= ended.windowIndex
          ? undefined
          : window.index < widened.windowIndex
            ? 0.25
            : 0.5;
      expect(window.trial?.share).toBe(share);
      if (share === undefined) continue;
      expect(window.trial?.answered).toEqual(routeRows(seed, window.span, share));
      expect(app.store.numberOf(window.modelVersionId)).toBe(1);
    }
    expect(app.notices.list).toEqual([]);
  });

  it('that is promoted raises no alarm about the champion that goes', { timeout: 90_000 }, async () => {
    const app = await withChallenger(memory);
    const { alarm } = app.store.project.settings;
    // One that rings for whatever window comes.
    await app.projects.change({ alarm: { ...alarm, params: { margin: -2, windows: 1 } } }, null);
    await app.trials.start(app.models.challenger!.id, quick(app));
    while (app.trials.current && !app.stream.ended) {
      if (app.store.openAlertId) await app.models.acknowledge('test');
      await app.stream.step();
    }
    const promoted = app.store.ledger.findLast(({ kind }) => kind === 'promoted')!;
    expect(promoted.modelVersionId).toBe(app.store.versions[1]!.id);
    const alarms = app.store.ledger.flatMap(({ kind, windowIndex }) =>
      kind === 'alarm' ? [windowIndex] : [],
    );
    expect(alarms).toContain(promoted.windowIndex - 1);
    expect(alarms).not.toContain(promoted.windowIndex);
  });

  it('is decided the same after a reload in its midst', { timeout: 120_000 }, async () => {
    const whole = await withChallenger(memory);
    await whole.trials.start(whole.models.challenger!.id, quick(whole));
    const begun = whole.stream.position;
    await jump(whole, begun + 22);
    const expected = told(whole);
    open.pop()?.close();

    const options = kept();
    const first = await withChallenger(options);
    await first.trials.start(first.models.challenger!.id, quick(first));
    await jump(first, begun + 4);
    expect(first.trials.current).not.toBeNull();
    open.pop()?.close();
    const again = await appOver(options);
    expect(again.trials.current).not.toBeNull();
    await jump(again, begun + 22);
    expect(told(again)).toEqual(expected);
  });

  it('that is a worse version is taken back, and the champion goes on', { timeout: 90_000 }, async () => {
    const app = await withChallenger(memory);
    await app.promote();
    await app.stream.pause();
    // The first version beside the one that learnt what has happened since.
    const first = app.store.versions[0]!;
    await app.trials.start(first.id, quick(app, { margin: 0.01 }));
    await jump(app, app.stream.total);
    const ended = app.store.ledger.find(({ kind }) => kind === 'trial-ended');
    expect(ended?.trial?.outcome).toBe('rolled-back');
    expect(ended?.trial?.share).toBe(0.25);
    expect(app.models.champion?.number).toBe(2);
    // No row will ever come: what could not show anything does not begin.
    await expect(app.trials.start(first.id, quick(app))).rejects.toMatchObject({
      message: expect.stringContaining('The stream is over'),
    });
  });
});

describe('a challenger whose weights are damaged', () => {
  it('ends its trial with the champion, which answers every row again', { timeout: 90_000 }, async () => {
    const app = await withChallenger(memory);
    const { champion, challenger } = app.models;
    await app.trials.start(challenger!.id, quick(app));
    await app.stream.step();
    expect(app.store.windows.at(-1)?.trial?.share).toBe(0.25);
    // As after a reload: nothing is held in memory, and what is stored is damaged.
    const { storage } = app.opening;
    const weights = storage.weights.bind(storage);
    vi.spyOn(storage, 'weights').mockImplementation((digest) =>
      digest === challenger!.weightsDigest
        ? Promise.reject(new AppError('corrupt', 'The weights are not those that were stored.'))
        : weights(digest),
    );
    app.models.forget();
    const { position } = app.stream;
    await jump(app, position + 3);
    expect(app.stream.position).toBe(position + 3);
    expect(app.trials.current).toBeNull();
    expect(app.models.champion?.id).toBe(champion!.id);
    const ended = app.store.ledger.filter(({ kind }) => kind === 'trial-ended');
    expect(ended).toMatchObject([{ windowIndex: position, trial: { outcome: 'stopped' } }]);
    expect(ended[0]!.reason).toContain(
      "v2 can't answer any more: The weights are not those that were stored.",
    );
    const after = app.store.windows.filter(({ index }) => index >= position);
    expect(after).toHaveLength(3);
    for (const window of after) {
      expect(window.trial).toBeUndefined();
      expect(window.modelVersionId).toBe(champion!.id);
    }
    expect(app.notices.list).toEqual([]);
  });
});

describe('a trial by hand', () => {
  it(
    'is widened, stopped, or ended by a promotion; a plan that is wrong does not begin',
    { timeout: 90_000 },
    async () => {
      const app = await withChallenger(memory);
      const { trials } = app;
      const id = app.models.challenger!.id;
      const bad = { code: 'bad-input' };
      await expect(trials.widen()).rejects.toMatchObject(bad);
      await expect(trials.promote('test')).rejects.toMatchObject(bad);
      await expect(trials.start(id, quick(app, { shares: [] }))).rejects.toMatchObject(bad);
      await expect(trials.start(app.models.champion!.id, quick(app))).rejects.toMatchObject(bad);
      const plan = quick(app, { automatic: false });
      await trials.start(id, plan);
      await expect(trials.start(id, plan)).rejects.toMatchObject(bad);
      await trials.widen();
      expect(trials.current?.share).toBe(0.5);
      await expect(trials.widen()).rejects.toMatchObject(bad);
      // The guard says what it would do, and does nothing.
      await jump(app, app.stream.position + 20);
      expect(trials.look?.verdict).not.toBe('wait');
      expect(trials.current?.share).toBe(0.5);
      await trials.end('stopped', 'test');
      expect(trials.current).toBeNull();
      expect(app.models.challenger?.id).toBe(id);
      await trials.start(id, quick(app, { kind: 'shadow', shares: [], automatic: false }));
      await app.stream.step();
      const shadow = app.store.windows.at(-1)!;
      const champion = await app.models.packageOf(app.models.champion!);
      const { digest } = app.datasets.current;
      const alone = await app.engine.observe({
        digest,
        span: shadow.span,
        reference: app.models.champion!.trainedOn.span,
        model: champion,
        trial: null,
      });
      expect(shadow.scores).toEqual(alone.scores);
      expect(shadow.trial?.scores.some((score, i) => score !== shadow.scores[i])).toBe(true);
      await trials.promote('test');
      expect(app.models.champion?.id).toBe(id);
      expect(trials.all.map(({ end }) => end?.outcome)).toEqual(['stopped', 'promoted']);
      // Whatever moves the champion says in the same breath that the trial ended.
      const first = app.store.versions[0]!.id;
      await trials.start(first, plan);
      await app.models.rollBack('test');
      await trials.start(id, plan);
      await app.models.deploy(id, 'test');
      expect(trials.current).toBeNull();
      const moves = app.store.ledger.filter(({ kind }) =>
        ['trial-ended', 'promoted', 'rolled-back'].includes(kind),
      );
      expect(moves.slice(-4).map(({ kind, trial }) => [kind, trial?.outcome])).toEqual([
        ['trial-ended', 'promoted'],
        ['rolled-back', undefined],
        ['trial-ended', 'promoted'],
        ['promoted', undefined],
      ]);
    },
  );
});

describe('what if', () => {
  it(
    'the first model had stayed: as many branches as one asks for, growing with the stream',
    { timeout: 90_000 },
    async () => {
      const app = await withChallenger(memory);
      await app.promote();
      await app.stream.pause();
      const promotedAt = app.stream.position;
      await jump(app, promotedAt + 6);
      const [first, second] = app.store.versions;
      await app.branches.add(first!.id, promotedAt, 'v1 stays');
      await app.branches.add(second!.id, promotedAt, 'v2 as it was');
      await app.branches.add(first!.id, promotedAt, 'v1 stays');
      expect(app.branches.list.map(({ name }) => name)).toEqual(['v1 stays', 'v2 as it was']);
      const [stayed, same] = app.branches.list;
      expect(same?.facts?.values).toEqual(same?.facts?.real);
      expect(same?.facts?.difference).toMatchObject({ better: { n: 0 }, worse: { n: 0 } });
      const { n, real, branch, better, worse } = stayed!.facts!.difference;
      expect(n).toBe(5 * app.datasets.current.scenario.windowRows);
      expect(Math.round(n * (branch - real))).toBe(better.n - worse.n);
      await app.counterfactual.compute();
      expect(app.counterfactual.values?.slice(promotedAt)).toEqual(stayed?.facts?.values);
      await app.stream.step();
      expect(app.branches.find(first!.id, promotedAt)?.facts?.values).toHaveLength(6);
      app.branches.remove(stayed!.id);
      expect(app.branches.list).toHaveLength(2);
      await app.projects.startOver('bikes');
      await app.stream.pause();
      expect(app.branches.list).toEqual([]);
    },
  );
});

describe('a project of its own', () => {
  it('goes on from the midst of a trial as the old one did, bit for bit', { timeout: 120_000 }, async () => {
    const app = await withChallenger(kept());
    await app.models.setAlias('trusted', app.models.champion!.id);
    const begun = app.stream.position;
    await app.trials.start(app.models.challenger!.id, quick(app));
    await jump(app, begun + 22);
    const old = app.store.project.id;
    const at = begun + 3;
    const original = told(app, at);
    const before = app.store.contents;
    const weights = await app.models.packageOf(app.store.versions[1]!);
    await app.branching.goOn(at, 'test');
    expect(app.store.project.id).not.toBe(old);
    expect(app.store.project).toMatchObject({ position: at, playing: false });
    expect(app.store.ledger.at(-1)).toMatchObject({ kind: 'branched', reason: 'test' });
    expect(app.models.champion?.number).toBe(1);
    expect(app.models.aliases.get('trusted')).toBe(app.models.champion?.id);
    expect((await app.models.packageOf(app.store.versions[1]!)).weights).toEqual(weights.weights);
    expect((await app.store.log(app.store.runs[0]!.id)).history.length).toBeGreaterThan(0);
    await jump(app, begun + 22);
    expect(told(app, at)).toEqual(original);
    await app.projects.open(old);
    const { openedAt: _, ...project } = app.store.project;
    expect(before.project).toMatchObject({ ...project, playing: expect.any(Boolean) });
    expect(app.store.contents.ledger).toEqual(before.ledger);
    expect(app.store.contents.windows).toEqual(before.windows);
  });
});
