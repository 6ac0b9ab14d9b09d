// A crash between any two writes of a move in the registry: afterwards there is one champion, the one from before or the
// one from after, and a ledger that agrees.

import { afterEach, describe, expect, it } from 'vitest';
import { openStorage, type ProjectContents, type StorageOptions } from '../../src/storage/storage.ts';
import type { App } from '../../src/state/app.svelte.ts';
import { makeApp, until, type Made } from './make-app.ts';
import { expectSound, Faults } from './registry-cases.ts';

let made: Made | null = null;
const databases: string[] = [];
afterEach(() => {
  made?.close();
  made = null;
  for (const name of databases.splice(0)) indexedDB.deleteDatabase(name);
});

/** What a page that is opened anew finds. */
async function stored(app: App, options: StorageOptions): Promise<ProjectContents> {
  const { id } = app.store.project;
  if (app.opening.storage.kind === 'memory') return app.opening.storage.load(id);
  const { storage } = await openStorage({ ...options, guard: undefined });
  try {
    return await storage.load(id);
  } finally {
    storage.close();
  }
}

async function atAlarm(options: StorageOptions): Promise<App> {
  made = await makeApp(options);
  const { app } = made;
  await app.start();
  await app.stream.pause();
  const { training } = app.store.project.settings;
  await app.projects.change({ training: { ...training, epochs: 2 } }, null);
  await app.stream.jump(app.stream.total);
  await until(() => !app.stream.playing && app.store.openAlertId !== null, 'the alarm');
  return app;
}

describe.each([['memory'], ['indexeddb']])('in %s', (kind) => {
  const faults = new Faults();

  async function begin(): Promise<[App, StorageOptions]> {
    const name = `faults-${crypto.randomUUID()}`;
    databases.push(name);
    const place = kind === 'memory' ? { indexedDB: null } : { name };
    const options = { ...place, witness: null, guard: faults.guard };
    const app = await atAlarm(options);
    expect(app.opening.storage.kind).toBe(kind);
    return [app, options];
  }

  /** Tries a move, each time with one write more before it breaks off, until it comes through. */
  async function atEveryWrite(
    app: App,
    options: StorageOptions,
    move: () => Promise<unknown>,
    { least, from = null, failed }: { least: number; from?: string | null; failed?: () => void },
  ): Promise<void> {
    const before = await stored(app, options);
    for (let after = 0; ; after++) {
      faults.arm(after, from);
      const outcome = await move().then(
        () => null,
        (thrown: unknown) => thrown,
      );
      faults.disarm();
      const now = await stored(app, options);
      expectSound(now);
      expect(app.store.ledger).toEqual(now.ledger);
      if (!faults.fired) {
        expect(outcome).toBeNull();
        // Every write of the move has been the last one once.
        expect(after).toBeGreaterThan(least);
        expect(now.ledger.length).toBeGreaterThan(before.ledger.length);
        return;
      }
      if (failed) failed();
      else expect(outcome).toMatchObject({ code: 'storage' });
      expect({ ...now, project: null, runs: null }).toEqual({ ...before, project: null, runs: null });
    }
  }

  it('a registration is whole or not there', { timeout: 60_000 }, async () => {
    const [app, options] = await begin();
    // The run stays open where it broke off, and goes on from its checkpoint.
    let begun = false;
    const train = async () => {
      await (begun ? app.training.resumeInterrupted() : app.training.retrain());
    };
    await atEveryWrite(app, options, train, {
      least: 9,
      from: 'weights',
      failed: () => {
        begun = true;
        expect(app.training.job.phase).toBe('failed');
        expect(app.store.runs.at(-1)?.endedAt).toBeNull();
        expect(app.models.challenger).toBeNull();
      },
    });
    const { versions, evaluations } = app.store;
    expect(versions.map(({ number }) => number)).toEqual([1, 2]);
    expect(evaluations.at(-1)).toMatchObject({
      modelVersionId: versions[1]!.id,
      baselineId: versions[0]!.id,
    });
    expect(await app.models.packageOf(versions[1]!)).toBeDefined();
  });

  it('a move of an alias is whole or not there', { timeout: 60_000 }, async () => {
    const [app, options] = await begin();
    await app.training.retrain();
    const [first, second] = app.store.versions.map(({ id }) => id) as [string, string];
    const champion = () => app.models.champion?.id;

    await atEveryWrite(app, options, () => app.models.setAlias('best', first), { least: 1 });
    await atEveryWrite(app, options, () => app.models.setAlias('best', second), { least: 1 });
    await atEveryWrite(app, options, () => app.models.removeAlias('best'), { least: 1 });
    expect(app.models.aliases.get('best')).toBeUndefined();

    await app.trials.start(second, app.trials.usual('canary'));
    await atEveryWrite(app, options, () => app.trials.promote('test'), { least: 1 });
    expect(app.trials.current).toBeNull();
    expect(champion()).toBe(second);
    await atEveryWrite(app, options, () => app.models.rollBack('test'), { least: 1 });
    expect(champion()).toBe(first);

    await app.trials.start(second, app.trials.usual('shadow'));
    await atEveryWrite(app, options, () => app.trials.end('rolled-back', 'test'), { least: 1 });
    expect(champion()).toBe(first);

    // Asked anew, for the settings have changed: what was found stays found when the promotion breaks off.
    const { settings } = app.evaluations;
    await app.evaluations.change({ ...settings, threshold: settings.threshold / 2 });
    const asked = app.evaluations.list.length;
    await atEveryWrite(app, options, () => app.evaluations.evaluate(second, first), { least: 2 });
    expect(champion()).toBe(first);
    await atEveryWrite(app, options, () => app.models.deploy(second, 'test'), { least: 1 });
    expect(app.evaluations.list.length).toBe(asked + 1);
    expect(app.store.ledger.at(-1)).toMatchObject({
      kind: 'promoted',
      evaluationId: app.evaluations.list.at(-1)!.id,
    });
    expect(champion()).toBe(second);
  });
});
