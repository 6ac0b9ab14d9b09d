// What becomes of a training whose evaluation fails, is skipped or displaces a trial; and by which threshold versions answer.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wholeOf } from '../../src/core/evaluation-comparison.ts';
import type { EvaluationSettings } from '../../src/core/evaluation.ts';
import type { App } from '../../src/state/app.svelte.ts';
import { makeApp, until, type Made } from './make-app.ts';
import { expectSound } from './registry-cases.ts';

let made: Made;
let app: App;
beforeEach(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  ({ app } = made);
  await app.start();
  await app.stream.pause();
  const { settings } = app.store.project;
  await app.projects.change({ pauseAtAlarm: false, training: { ...settings.training, epochs: 3 } }, null);
  await jump(12);
});
afterEach(() => made.close());

async function jump(window: number): Promise<void> {
  await app.stream.jump(window);
  await until(() => !app.stream.playing, `window ${window} has passed`);
}

/** As it stands in projects from before what is asked was checked, or after the data was changed. */
async function askUnchecked(changes: Partial<EvaluationSettings>): Promise<void> {
  const { project } = app.store;
  const evaluation = { ...app.evaluations.settings, ...changes };
  await app.store.commit({ project: { ...project, settings: { ...project.settings, evaluation } } });
}
const ask = (changes: Partial<EvaluationSettings>) =>
  app.evaluations.change({ ...app.evaluations.settings, ...changes });

describe('an evaluation that does not fit', () => {
  it(
    'loses no training: the version is there, and says why nothing is known of it',
    { timeout: 60_000 },
    async () => {
      const usual = app.evaluations.settings;
      await askUnchecked({ slices: [{ by: 'overall' }, { by: 'values', features: ['nosuch'], fixed: {} }] });
      await app.training.retrain();
      const run = app.store.runs.at(-1)!;
      const version = app.models.challenger!;
      expect(run).toMatchObject({ status: 'done', error: null, modelVersionId: version.id });
      expect(version.comparison).toBeNull();
      expect(version.level.n).toBeGreaterThan(0);
      expect(app.evaluations.of(version.id)).toBeNull();
      expect(app.store.ledger.at(-1)).toMatchObject({ kind: 'trained', modelVersionId: version.id });
      expect(app.store.ledger.at(-1)?.reason).toMatch(/it could not be evaluated: .*nosuch/);
      expect(app.notices.list.at(-1)?.detail).toMatch(
        /^v2 is in the registry, but it could not be evaluated/,
      );
      expectSound(await app.opening.storage.load(app.store.project.id));
      // It waits, and can be asked for in the Evaluate room.
      expect(app.evaluations.subject).toEqual({ candidateId: version.id, baselineId: app.store.championId });
      expect(app.situation.challenger).toMatchObject({ number: 2, verdict: null });
      await app.evaluations.change(usual);
      await app.evaluations.evaluate(version.id, app.store.championId);
      expect(app.evaluations.of(version.id)?.baselineId).toBe(app.store.championId);
    },
  );

  it('is not let in', async () => {
    const before = app.store.ledger.length;
    const overall = { by: 'overall' } as const;
    await expect(
      ask({ slices: [overall, { by: 'values', features: ['nosuch'], fixed: {} }] }),
    ).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('nosuch') as string });
    await expect(
      ask({ slices: [overall, { by: 'values', features: ['time'], fixed: {} }] }),
    ).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('2,000') as string });
    await expect(ask({ figures: [] })).rejects.toMatchObject({ code: 'bad-input' });
    expect(app.store.ledger).toHaveLength(before);
  });
});

describe('the evaluation of a run', () => {
  it('shows how far it is and can be skipped', { timeout: 60_000 }, async () => {
    const { interval } = app.evaluations.settings;
    await ask({ interval: { ...interval, method: 'percentile-bootstrap', resamples: 10_000 } });
    const trained = app.training.retrain();
    await until(() => (app.training.evaluating?.done ?? 0) > 0, 'it is evaluated');
    expect(app.training.job.phase).toBe('running');
    app.training.stop();
    const began = performance.now();
    await trained;
    expect(performance.now() - began).toBeLessThan(2000);
    expect(app.training.evaluating).toBeNull();
    expect(app.training.job).toMatchObject({ phase: 'done', run: { status: 'done' } });
    expect(app.models.challenger?.number).toBe(2);
    expect(app.evaluations.of(app.models.challenger!.id)).toBeNull();
    expect(app.store.ledger.at(-1)?.reason).toContain('skipped by hand');
    expect(app.notices.list).toEqual([]);
  });
});

describe('a new challenger', () => {
  it('ends the trial of the one that it displaces, in the same commit', { timeout: 60_000 }, async () => {
    await app.training.retrain();
    const second = app.models.challenger!;
    await app.trials.start(second.id, app.trials.usual('canary'));
    await app.stream.step();
    await app.training.retrain();
    expect(app.trials.current).toBeNull();
    expect(app.trials.all.at(-1)?.end).toMatchObject({ outcome: 'stopped' });
    const last = app.store.ledger.slice(-4);
    expect(last.map(({ kind }) => kind)).toEqual(['trial-ended', 'kept', 'trained', 'evaluated']);
    expect(last[0]).toMatchObject({ modelVersionId: second.id, trial: { outcome: 'stopped' } });
    expect(last[0]?.reason).toContain('v3 has been trained');
    expect(new Set(last.map(({ at }) => at)).size).toBe(1);
  });
});

describe('the threshold', () => {
  it(
    'belongs to the version: windows, alarm and what-if read it as its evaluation did',
    { timeout: 90_000 },
    async () => {
      const [first] = app.store.versions;
      expect(first?.threshold).toBe(0.5);
      await ask({ threshold: 0.95 });
      // What there is stays as it is.
      expect(app.evaluations.of(first!.id)).not.toBeNull();
      expect(app.evaluations.staleReason(app.evaluations.of(first!.id)!)).toBeNull();
      await app.training.retrain();
      const second = app.models.challenger!;
      expect(second.threshold).toBe(0.95);
      const evaluation = app.evaluations.of(second.id)!;
      expect(evaluation.settings.threshold).toBe(0.95);
      const { truth } = app.datasets.current;
      const right = (scores: ArrayLike<number>, known: ArrayLike<number>, from: (row: number) => number) =>
        Array.from(scores).filter((score, row) => Number(score >= from(row)) === known[row]).length /
        scores.length;
      // Each of the two by its own.
      const pair = await app.evaluations.scored(evaluation);
      const whole = wholeOf(evaluation)!;
      expect(whole.candidate['accuracy']!.value).toBeCloseTo(right(pair.candidate, pair.truth, () => 0.95));
      expect(whole.baseline!['accuracy']!.value).toBeCloseTo(right(pair.baseline!, pair.truth, () => 0.5));

      // Asking less of later ones changes nothing for this one.
      await ask({ threshold: 0.5 });
      await app.trials.start(second.id, { ...app.trials.usual('ab'), automatic: false });
      await jump(app.stream.position + 5);
      const mixed = app.store.windows.findLast((window) => window.trial && window.performance)!;
      const by = (row: number) => (mixed.trial!.answered[row] ? 0.95 : 0.5);
      const known = truth.slice(mixed.span.from, mixed.span.to);
      expect(mixed.performance!['accuracy']!.value).toBeCloseTo(right(mixed.scores, known, by));
      expect(right(mixed.scores, known, by)).not.toBeCloseTo(right(mixed.scores, known, () => 0.5));

      await app.trials.promote('test');
      const from = app.stream.position;
      await jump(from + 5);
      const own = app.store.windows.filter(({ index, performance }) => index >= from && performance);
      expect(own.length).toBeGreaterThan(0);
      for (const { span, scores, performance } of own)
        expect(performance!['accuracy']!.value).toBeCloseTo(
          right(scores, truth.slice(span.from, span.to), () => 0.95),
        );
      // The same version as a branch is what happened.
      await app.branches.add(second.id, from, 'the same');
      const { facts } = app.branches.find(second.id, from)!;
      expect(facts?.values).toEqual(facts?.real);
      expect(facts?.difference).toMatchObject({ better: { n: 0 }, worse: { n: 0 } });
      expect(app.models.champion?.level.value).toBeCloseTo(whole.candidate['accuracy']!.value);
    },
  );
});
