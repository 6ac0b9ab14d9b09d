// Every scene opens on its real data, trains its first model, streams, and can be retrained in every mix, warm and cold.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metrics } from '../../src/core/metrics/index.ts';
import { scenarios } from '../../src/core/scenarios/index.ts';
import { makeApp, until, type Made } from './make-app.ts';

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  await made.app.start();
  await made.app.stream.pause();
});
afterAll(() => made.close());

const mixes = ['all', 'window', 'recency', 'new'] as const;

describe.each(scenarios.all.map((scenario, i) => ({ scenario, i })))('$scenario.id', ({ scenario, i }) => {
  it('trains, streams, and retrains', { timeout: 60_000 }, async () => {
    const { app } = made;
    await app.projects.openScenario(scenario.id);
    await app.stream.pause();
    await app.projects.change({ pauseAtAlarm: false }, null);
    expect(app.models.champion?.number).toBe(1);
    const { info } = app.engine;
    expect(app.store.runs[0]?.engine?.backend).toBe(info?.backend);
    const windows = Math.min(app.stream.total, app.stream.position + 14);
    await app.stream.jump(windows);
    await until(() => !app.stream.playing, `${windows} windows pass`);
    const judged = app.store.windows.filter((window) => window.performance !== null);
    const delay = app.stream.ended ? 0 : scenario.labelDelayWindows;
    expect(judged.length).toBe(Math.max(0, app.stream.position - delay));
    for (const window of judged) {
      for (const metric of metrics.all.filter(
        (candidate) => candidate.everyWindow && candidate.tasks.includes(scenario.task),
      ))
        expect(Number.isFinite(window.performance?.[metric.id]?.value), metric.id).toBe(true);
      expect(Object.keys(window.drift).sort()).toEqual([...scenario.features].sort());
    }
    const mix = mixes[i % mixes.length] ?? 'all';
    const { retrain, training } = app.store.project.settings;
    await app.projects.change(
      {
        retrain: { ...retrain, mix, warm: i % 2 === 1, holdoutWindows: 2 },
        training: { ...training, epochs: 3 },
      },
      null,
    );
    await app.training.retrain();
    const { job } = app.training;
    if (job.phase === 'failed') throw job.error;
    const version = app.models.challenger;
    expect(version?.number).toBe(2);
    expect(version?.comparison?.rows).toBe(version?.level.n);
    const champion = app.models.champion!;
    expect(version?.comparison?.span.from).toBeGreaterThanOrEqual(champion.trainedOn.span.to);
    expect(version?.trainedOn.span.to).toBeLessThanOrEqual(version?.comparison?.span.from ?? 0);
    expect(app.notices.list).toEqual([]);
  });
});
