// Two things at once: pressing twice, leaving in the midst, deciding while something waits. Nothing may land in the
// wrong place, and no decision may rest on a comparison that no longer holds.

import { afterEach, expect, it } from 'vitest';
import type { App } from '../../src/state/app.svelte.ts';
import { makeApp, until, type Made } from './make-app.ts';

const made: Made[] = [];
afterEach(() => {
  made.splice(0).forEach((item) => item.close());
});

async function atAlarm(): Promise<App> {
  const one = await makeApp({ indexedDB: null, witness: null });
  made.push(one);
  const { app } = one;
  await app.start();
  await app.stream.pause();
  await app.stream.jump(app.stream.total);
  await until(() => !app.stream.playing && app.store.openAlertId !== null, 'the alarm');
  return app;
}

it('a double press is one training', { timeout: 30_000 }, async () => {
  const app = await atAlarm();
  const first = app.training.retrain();
  await expect(app.training.retrain()).rejects.toMatchObject({ code: 'bad-input' });
  await first;
  expect(app.store.runs.length).toBe(2);
  expect(app.store.versions.length).toBe(2);
});

it.each([0, 5, 30, 80, 150])(
  'a scene opened %i ms into a training gets nothing of it, and it goes on later',
  { timeout: 60_000 },
  async (delayMs) => {
    const app = await atAlarm();
    const bikes = app.store.project.id;
    const training = app.training.retrain().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    await app.projects.openScenario('miles-per-gallon');
    await training;
    await app.stream.pause();
    const { contents } = app.store;
    expect(contents.project.scenarioId).toBe('miles-per-gallon');
    for (const record of [...contents.runs, ...contents.versions, ...contents.ledger])
      expect(record.projectId).toBe(contents.project.id);
    expect(app.store.versions.length).toBe(1);
    await app.projects.open(bikes);
    await until(() => app.store.runs.every((run) => run.endedAt !== null), 'the run ends', 30_000);
    await until(() => !app.training.running, 'all is quiet');
    expect(app.models.challenger?.number).toBe(2);
    expect(app.store.versions.length).toBe(2);
  },
);

it(
  'scenes asked for at once are opened one after the other, the last one stays',
  { timeout: 60_000 },
  async () => {
    const app = await atAlarm();
    await Promise.allSettled([
      app.projects.openScenario('spam'),
      app.projects.openScenario('penguins-by-island'),
      app.projects.openScenario('wine-red-to-white'),
    ]);
    await app.stream.pause();
    expect(app.store.project.scenarioId).toBe('wine-red-to-white');
    expect(app.datasets.current.scenario.id).toBe('wine-red-to-white');
    expect(app.models.champion?.number).toBe(1);
    expect(app.notices.list).toEqual([]);
  },
);

it(
  'a challenger is set aside when its champion goes, or when a newer one comes',
  { timeout: 60_000 },
  async () => {
    const app = await atAlarm();
    await app.training.retrain();
    await app.training.retrain();
    expect(app.models.challenger?.number).toBe(3);
    await app.redeploy(app.store.versions[1]!.id);
    expect(app.models.champion?.number).toBe(2);
    expect(app.models.challenger).toBeNull();
    expect(app.next.id).not.toBe('promote');
    const kept = app.store.ledger.filter((line) => line.kind === 'kept');
    expect(kept.map((line) => app.store.numberOf(line.modelVersionId!))).toEqual([2, 3]);
    expect(kept[1]?.reason).toContain('no longer in production');
  },
);

it('the left-alone line belongs to its project', { timeout: 60_000 }, async () => {
  const app = await atAlarm();
  const asked = app.counterfactual.compute().catch(() => undefined);
  await app.projects.openScenario('rain');
  await asked;
  await app.stream.pause();
  expect(app.counterfactual.values).toBeNull();
});

it(
  'labels arrive when the delay shrinks, and all of them when the stream has run out',
  { timeout: 60_000 },
  async () => {
    const app = await atAlarm();
    await app.projects.openScenario('penguins-by-island');
    await app.stream.pause();
    await app.projects.change({ pauseAtAlarm: false }, null);
    await app.setLabelDelay(4, 'test');
    await app.stream.jump(6);
    await until(() => !app.stream.playing, 'six windows pass');
    const known = app.stream.labelled;
    expect(known).toBeLessThan(6);
    await app.setLabelDelay(0, 'test');
    expect(app.stream.labelled).toBe(6);
    await app.setLabelDelay(4, 'test');
    expect(app.stream.labelled).toBe(6);
    await app.stream.jump(app.stream.total);
    await until(() => !app.stream.playing, 'the end');
    expect(app.stream.labelled).toBe(app.stream.total);
    expect(['another', 'without-you']).toContain(app.next.id);
  },
);
