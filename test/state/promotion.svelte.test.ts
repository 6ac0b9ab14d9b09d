// Before every promotion a version is judged by what is asked now, against the version in production now, on the real engine.

import { afterEach, describe, expect, it } from 'vitest';
import type { EvaluationSettings } from '../../src/core/evaluation.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { App } from '../../src/state/app.svelte.ts';
import { makeApp, until, type Made } from './make-app.ts';
import { expectSound } from './registry-cases.ts';

const open: Made[] = [];
const databases: string[] = [];
afterEach(() => {
  for (const made of open.splice(0)) made.close();
  for (const name of databases.splice(0)) indexedDB.deleteDatabase(name);
});

const memory = { indexedDB: null, witness: null };

async function appOver(options: Parameters<typeof makeApp>[0]): Promise<App> {
  const made = await makeApp(options);
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

/** At the alarm, with a challenger that waits and has passed gate and tests. */
async function withChallenger(options: Parameters<typeof makeApp>[0] = memory): Promise<App> {
  const app = await appOver(options);
  await app.stream.jump(app.stream.total);
  await until(() => !app.stream.playing && app.store.openAlertId !== null, 'the alarm');
  await app.training.retrain();
  expect(app.situation.challenger).toMatchObject({ asks: null, verdict: 'passed', failedTest: null });
  app.markCompared();
  return app;
}

const ids = (app: App) => app.store.versions.map(({ id }) => id) as [string, string, string];
const lastLine = (app: App) => app.store.ledger.at(-1)!;
const lines = (app: App) => app.store.ledger.map(({ kind }) => kind);
const change = (app: App, changes: Partial<EvaluationSettings>) =>
  app.evaluations.change({ ...app.evaluations.settings, ...changes });

/** A gate that no model passes. */
const outOfReach = (app: App): Pick<EvaluationSettings, 'gate'> => ({
  gate: {
    ...app.evaluations.settings.gate,
    thresholds: [
      { figure: app.datasets.current.scenario.metric, slices: [{ by: 'overall' }], value: { lower: 1.5 } },
    ],
  },
});
/** Asked anew, and passed again. */
const otherLevel = (app: App): Pick<EvaluationSettings, 'interval'> => ({
  interval: { ...app.evaluations.settings.interval, resamples: 77 },
});

/** Makes every evaluation break off, until the answer is called. */
function broken(app: App, error: Error): () => void {
  const { engine } = app;
  const assess: Engine['assess'] = () => {
    throw error;
  };
  Object.defineProperty(engine, 'assess', { value: assess, configurable: true });
  return () => Reflect.deleteProperty(engine, 'assess');
}

async function damagedEvaluation(name: string, key: [string, string]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const asked = indexedDB.open(name);
    asked.onerror = () => reject(asked.error!);
    asked.onsuccess = () => {
      const database = asked.result;
      const write = database.transaction('evaluations', 'readwrite');
      const store = write.objectStore('evaluations');
      const read = store.get(key);
      read.onsuccess = () => store.put({ ...read.result, gate: { verdict: 'passed' } });
      write.oncomplete = () => {
        database.close();
        resolve();
      };
      write.onerror = () => reject(write.error!);
    };
  });
}

describe('the next step', () => {
  it(
    'is to evaluate again by new settings, and then to promote with one press each',
    { timeout: 60_000 },
    async () => {
      const app = await withChallenger();
      expect(app.next.id).toBe('promote');
      await change(app, otherLevel(app));
      expect(app.next).toMatchObject({
        id: 'ask-again',
        why: 'What is asked of a version has been changed since.',
      });
      await app.doNext();
      expect(app.situation.challenger).toMatchObject({ asks: null, verdict: 'passed' });
      expect(app.next.id).toBe('promote');
      await app.doNext();
      await app.stream.pause();
      expect(app.store.ledger.findLast(({ kind }) => kind === 'promoted')).toMatchObject({
        reason: 'it passed its gate on the same recent rows',
        evaluationId: `${ids(app)[1]}/evaluation/2`,
      });
    },
  );

  it(
    'rests on the champion, whomever else a version was compared with last',
    { timeout: 60_000 },
    async () => {
      const app = await withChallenger();
      await app.models.promote(null);
      await app.projects.change({ pauseAtAlarm: false }, null);
      await jump(app, app.stream.position + 12);
      await app.training.retrain();
      const [first, second, third] = ids(app);
      const before = app.situation.challenger;
      const against = app.evaluations.of(third)!;
      expect(against.baselineId).toBe(second);
      // The first version is far behind: against it, the third one surely passes.
      const other = await app.evaluations.evaluate(third, first);
      expect(other.gate.verdict).toBe('passed');
      expect(app.situation.challenger).toEqual(before);
      expect(app.models.standing(app.store.version(third))?.id).toBe(against.id);
      expect(app.evaluations.staleReason(other)).toBe('Another version is champion now.');
      expect(app.evaluations.staleReason(against)).toBeNull();

      // Rows that the second one learnt from are no fair ground for comparing the first with it.
      const { to } = app.store.version(second).trainedOn.span;
      expect(to).toBeGreaterThan(app.store.version(first).trainedOn.span.to);
      const back = await app.evaluations.evaluate(first, second);
      expect(back.on.part).toBe('stream');
      expect(back.on.span.from).toBe(to);
    },
  );

  it('never is to promote what failed a test', { timeout: 60_000 }, async () => {
    const app = await withChallenger();
    const { columns } = app.datasets.current.table;
    expect(columns.length).toBeGreaterThan(0);
    await change(app, { tests: [{ id: 'latency', params: { microseconds: 0.01 } }] });
    await app.evaluations.evaluate(app.models.challenger!.id, app.store.championId);
    expect(app.situation.challenger).toMatchObject({
      verdict: 'passed',
      failedTest: expect.stringMatching(/./),
    });
    expect(app.next.id).toBe('keep');
  });

  it(
    'is to evaluate a version whose evaluation is damaged, not to call it passed',
    { timeout: 60_000 },
    async () => {
      const name = `damaged-${crypto.randomUUID()}`;
      databases.push(name);
      const app = await withChallenger({ name, witness: null });
      const { id } = app.evaluations.of(app.models.challenger!.id)!;
      const project = app.store.project.id;
      open.pop()!.close();
      await damagedEvaluation(name, [project, id]);
      const again = await appOver({ name, witness: null });
      expect(again.store.contents.damaged).toHaveLength(1);
      expect(again.next).toMatchObject({ id: 'ask-again', label: 'Evaluate v2 first' });
      await again.doNext();
      expect(again.evaluations.of(again.models.challenger!.id)?.id).toBe(`${ids(again)[1]}/evaluation/2`);
      expect(again.next.id).toBe('promote');
    },
  );
});

describe('a promotion', () => {
  it(
    'stops at a fresh evaluation that speaks against it, and goes through when pressed once more',
    { timeout: 60_000 },
    async () => {
      const app = await withChallenger();
      await change(app, outOfReach(app));
      await app.promote();
      expect(app.models.champion?.number).toBe(1);
      expect(lastLine(app)).toMatchObject({ kind: 'evaluated' });
      expect([app.navigation.room, app.navigation.section]).toEqual(['evaluate', 'verdict']);
      expect(app.evaluations.current?.gate.verdict).toBe('failed');
      expect(app.notices.list.at(-1)?.detail).toMatch(
        /v2 was evaluated anew, and did not pass: Failed its gate\./,
      );
      await app.promote();
      await app.stream.pause();
      expect(app.models.champion?.number).toBe(2);
      const promoted = app.store.ledger.findLast(({ kind }) => kind === 'promoted')!;
      expect(promoted.reason).toMatch(/^promoted by hand\. Failed its gate\./);
      expect(promoted.evaluationId).toBe(app.evaluations.of(ids(app)[1])?.id);
      expectSound(app.store.contents);
    },
  );

  it(
    'stops with the words of an evaluation that can’t be made, and never calls it a lack of rows',
    { timeout: 60_000 },
    async () => {
      const app = await withChallenger();
      await change(app, otherLevel(app));
      const mended = broken(app, Object.assign(new Error('More than 2,000 slices are asked for.')));
      const before = app.store.ledger;
      await expect(app.models.promote('test')).rejects.toThrow('More than 2,000 slices');
      expect(app.store.ledger).toBe(before);
      expect(app.models.unjudged).toMatchObject({
        versionId: ids(app)[1],
        why: 'More than 2,000 slices are asked for.',
      });
      // A rollback needs no evaluation; without one a person may still decide, and the ledger says so.
      await app.models.deployUnjudged(ids(app)[1], null);
      expect(lastLine(app)).toMatchObject({
        kind: 'promoted',
        reason:
          'promoted by hand; without an evaluation, which broke off: More than 2,000 slices are asked for.',
      });
      expect(lastLine(app).evaluationId).toBeUndefined();
      expect(app.models.unjudged).toBeNull();
      await app.rollBack();
      expect(app.models.champion?.number).toBe(1);
      mended();
      await expect(app.models.deployUnjudged(ids(app)[1], null)).rejects.toMatchObject({ code: 'bad-input' });
      expectSound(app.store.contents);
    },
  );

  it(
    'shows how far its evaluation is, can be cancelled, and lets the stream go on',
    { timeout: 60_000 },
    async () => {
      const app = await withChallenger();
      await change(app, otherLevel(app));
      const before = app.store.ledger;
      const promoted = app.models.promote('test');
      await until(() => app.evaluations.job.phase === 'running', 'the evaluation is under way');
      // Nothing waits for it: a move in the registry takes its turn at once.
      await app.models.setAlias('meanwhile', ids(app)[0]);
      expect(app.evaluations.job.phase).toBe('running');
      if (app.evaluations.job.phase === 'running') app.evaluations.job.cancel();
      await expect(promoted).rejects.toMatchObject({ code: 'aborted' });
      expect(app.store.ledger.slice(0, -1)).toEqual(before);
      expect(app.models.unjudged).toBeNull();
    },
  );

  it('asks again when something else is asked meanwhile', { timeout: 60_000 }, async () => {
    const app = await withChallenger();
    await change(app, otherLevel(app));
    const promoted = app.models.promote('test');
    await until(() => app.evaluations.job.phase === 'running', 'the evaluation is under way');
    await change(app, { interval: { ...app.evaluations.settings.interval, resamples: 78 } });
    await promoted;
    const { evaluationId } = lastLine(app);
    const rested = app.evaluations.list.find(({ id }) => id === evaluationId)!;
    expect(rested.settings.interval).toMatchObject({ resamples: 78 });
    expect(app.evaluations.isStale(rested)).toBe(false);
  });

  it('ends when its project is left, and writes nothing into the next', { timeout: 60_000 }, async () => {
    const app = await withChallenger();
    await change(app, otherLevel(app));
    const ended = expect(app.models.promote('test')).rejects.toMatchObject({ code: 'aborted' });
    await until(() => app.evaluations.job.phase === 'running', 'the evaluation is under way');
    app.evaluations.forget();
    await ended;
    expect(app.evaluations.job.phase).toBe('idle');
    expect(app.models.champion?.number).toBe(1);
    await app.projects.startOver('bikes', 7);
    await app.stream.pause();
    expect(lines(app).filter((kind) => kind === 'promoted')).toHaveLength(1);
    expect(app.store.evaluations.every(({ projectId }) => projectId === app.store.project.id)).toBe(true);
  });

  it(
    'says “brought back” only of what was there before, and sets aside a challenger that waited',
    { timeout: 60_000 },
    async () => {
      const app = await withChallenger();
      const [first, second] = ids(app);
      await app.redeploy(second);
      expect(lastLine(app)).toMatchObject({ kind: 'promoted', reason: 'put into production by hand' });
      await app.projects.change({ pauseAtAlarm: false }, null);
      await jump(app, app.stream.position + 12);
      await app.training.retrain();
      const third = app.models.challenger!.id;
      // The first press evaluates it, which it does not pass; the second brings it back.
      await app.redeploy(first);
      if (app.models.champion?.id !== first) await app.redeploy(first);
      expect(app.store.ledger.slice(-2)).toMatchObject([
        { kind: 'kept', modelVersionId: third, reason: expect.stringMatching(/^set aside: the champion/) },
        { kind: 'promoted', modelVersionId: first, reason: expect.stringMatching(/^brought back by hand/) },
      ]);
      expect(app.models.challenger).toBeNull();
    },
  );
});

describe('the guard of a trial', () => {
  /** Ready to be promoted by the guard after a few windows. */
  async function onTrial(settings: (app: App) => Partial<EvaluationSettings>, maxWindows = 40): Promise<App> {
    const app = await appOver(memory);
    await app.projects.change({ pauseAtAlarm: false }, null);
    await jump(app, 26);
    await app.training.retrain();
    await change(app, settings(app));
    await app.trials.start(app.models.challenger!.id, {
      ...app.trials.usual('canary'),
      shares: [0.25],
      rowsPerStep: 60,
      margin: 0.3,
      maxWindows,
    });
    return app;
  }

  it('promotes by an evaluation of now, made where there is none', { timeout: 90_000 }, async () => {
    const app = await onTrial(otherLevel);
    await jump(app, app.stream.position + 20);
    expect(app.models.champion?.number).toBe(2);
    const promoted = app.store.ledger.findLast(({ kind }) => kind === 'promoted')!;
    const rested = app.evaluations.list.find(({ id }) => id === promoted.evaluationId)!;
    expect(rested).toMatchObject({ baselineId: ids(app)[0], settings: { interval: { resamples: 77 } } });
    const [evaluated, ended] = app.store.ledger.filter(({ seq }) => seq >= promoted.seq - 2);
    expect([evaluated, ended]).toMatchObject([
      { kind: 'evaluated', evaluationId: rested.id, windowIndex: promoted.windowIndex },
      { kind: 'trial-ended', trial: { outcome: 'promoted' } },
    ]);
    expect(rested.windowIndex).toBe(promoted.windowIndex);
    expectSound(app.store.contents);
  });

  it('holds back what fails its gate, says so once, and ends by its plan', { timeout: 90_000 }, async () => {
    const app = await onTrial(outOfReach, 12);
    const begun = app.stream.position;
    await jump(app, begun + 8);
    expect(app.models.champion?.number).toBe(1);
    expect(app.trials.current).not.toBeNull();
    const held = app.store.ledger.filter(({ kind }) => kind === 'trial-held');
    expect(held).toHaveLength(1);
    expect(held[0]).toMatchObject({
      evaluationId: app.evaluations.list.at(-1)!.id,
      reason: expect.stringContaining('It was not promoted all the same. Failed its gate.'),
    });
    expect(app.trials.held).toEqual(held[0]);
    await jump(app, app.stream.total);
    expect(app.trials.all.at(-1)?.end).toMatchObject({
      outcome: 'undecided',
      reason: expect.stringContaining('Failed its gate.'),
    });
    expect(lines(app).filter((kind) => kind === 'trial-held')).toHaveLength(1);
    expect(app.models.champion?.number).toBe(1);
    expect(app.trials.held).toBeNull();
  });

  it('holds back what can’t be evaluated', { timeout: 90_000 }, async () => {
    const app = await onTrial(otherLevel);
    broken(app, new Error('No memory is left.'));
    await jump(app, app.stream.position + 8);
    expect(app.models.champion?.number).toBe(1);
    expect(app.trials.held).toMatchObject({
      reason: expect.stringMatching(/It could not be evaluated: No memory is left\.$/),
    });
    expect(lines(app).filter((kind) => kind === 'trial-held')).toHaveLength(1);
  });
});
