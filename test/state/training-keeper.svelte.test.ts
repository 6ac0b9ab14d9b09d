// What a training keeps on its way is written once, by one writer, in pieces that leave the page time for other things.

import { expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import type { KeptCheckpoint } from '../../src/core/run-records.ts';
import type { Kept } from '../../src/core/training-report.ts';
import type { TrainProgress } from '../../src/engine/protocol.ts';
import { LiveLog } from '../../src/state/live-log.svelte.ts';
import { ProjectStore } from '../../src/state/project-store.svelte.ts';
import { TrainingKeeper } from '../../src/state/training-keeper.ts';
import { openStorage } from '../../src/storage/storage.ts';
import type { Changes, Storage } from '../../src/storage/storage.ts';
import { checkpoint, epochs, project, run } from '../storage/records.ts';

interface Made {
  readonly keeper: TrainingKeeper;
  readonly storage: Storage;
  readonly commits: Changes[];
  readonly failures: AppError[];
  refuse(full: boolean): void;
}

/** @param patienceMs that every commit takes. */
async function keeping(patienceMs = 0): Promise<Made> {
  const { storage } = await openStorage({ indexedDB: null, witness: null });
  await storage.commit({ project: project(), runs: [run()] });
  const commits: Changes[] = [];
  const failures: AppError[] = [];
  let [full, busy] = [false, 0];
  const slow: Storage = Object.assign(Object.create(storage), {
    kind: storage.kind,
    async commit(changes: Changes) {
      expect(++busy).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, patienceMs));
      busy--;
      if (full) throw new AppError('storage-full', 'The disk is full.');
      commits.push(changes);
      await storage.commit(changes);
    },
    load: (id: string) => storage.load(id),
    checkpoint: (id: string) => storage.checkpoint(id),
    logParts: (id: string) => storage.logParts(id),
  });
  const store = new ProjectStore(
    slow,
    () => 1700,
    () => true,
  );
  await store.open('p1');
  const log = new LiveLog();
  const keeper = new TrainingKeeper(store, slow, log, (error) => failures.push(AppError.from(error)));
  return { keeper, storage, commits, failures, refuse: (next) => (full = next) };
}

const kept = (name: string, epoch: number, size = 4): Kept => ({
  name,
  epoch,
  step: 10 * epoch,
  weights: new Float32Array(size).fill(epoch),
  optimizer: new Float32Array(0),
  callbacks: [],
  learningRate: 0.1,
  optimizerFrom: 0,
  stepsPerEpoch: 10,
});
const nothing = { points: [], events: [], histograms: [], published: [], files: [], look: null };
const report = (items: readonly Kept[], more: Partial<TrainProgress> = {}): TrainProgress => ({
  epoch: 1,
  epochs: 2000,
  step: 10,
  steps: 20_000,
  stepsPerSecond: 1,
  engine: run().engine!,
  records: [],
  checkpoint: null,
  ...more,
  news: { ...nothing, kept: items },
});
const written = (commits: readonly Changes[]): KeptCheckpoint[] => commits.flatMap((one) => one.kept ?? []);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('writes what was kept once, by one writer, however slow the store is', async () => {
  const { keeper, storage, commits } = await keeping(40);
  for (let i = 1; i <= 40; i++) {
    const due = i % 5 === 0;
    keeper.note(
      run(),
      report([kept(`e${i}`, i)], due ? { checkpoint: checkpoint('p1/run/1', { step: 10 * i }) } : {}),
    );
    await wait(5);
  }
  await keeper.settled();
  expect(written(commits)).toHaveLength(40);
  expect(keeper.unsaved).toEqual([]);
  expect(commits.flatMap(({ logParts }) => logParts ?? []).map(({ part }) => part)).toEqual(
    Array.from({ length: 8 }, (_, i) => i),
  );
  expect((await storage.checkpoint('p1/run/1'))?.step).toBe(400);
  expect((await storage.keptPlaces('p1/run/1')).map(({ name }) => name)).toEqual(
    Array.from({ length: 40 }, (_, i) => `e${i + 1}`),
  );
});

it('writes thousands in pieces, none with the history of the run', async () => {
  const { keeper, commits } = await keeping();
  const items = Array.from({ length: 2000 }, (_, i) => kept(`e${i}`, i + 1));
  keeper.note(run(), report(items, { records: epochs(2000) }));
  await keeper.settled();
  expect(written(commits)).toHaveLength(2000);
  expect(Math.max(...commits.map((one) => one.kept?.length ?? 0))).toBeLessThanOrEqual(50);
  expect(written(commits).some((one) => 'history' in one)).toBe(false);
  expect(keeper.unsaved).toEqual([]);
});

it('writes few large ones at once', async () => {
  const { keeper, commits } = await keeping();
  keeper.note(run(), report(Array.from({ length: 6 }, (_, i) => kept(`e${i}`, i + 1, 2_000_000))));
  await keeper.settled();
  expect(commits.map((one) => one.kept?.length)).toEqual([2, 2, 2]);
});

it('keeps the newest of a name, and one that came while the older was being written', async () => {
  const { keeper, storage } = await keeping(20);
  keeper.note(run(), report([kept('best', 1)]));
  await wait(5);
  keeper.note(run(), report([kept('best', 2)]));
  await keeper.settled();
  expect(await storage.keptOne('p1/run/1', 'best')).toMatchObject({ epoch: 2, stepsPerEpoch: 10 });
});

it('tries again what a full disk refused, and gives up the oldest beyond a count, in words', async () => {
  const { keeper, storage, failures, refuse } = await keeping();
  refuse(true);
  keeper.note(run(), report([kept('e0', 1)], { checkpoint: checkpoint('p1/run/1', { step: 10 }) }));
  await keeper.settled();
  expect(failures.map(({ code }) => code)).toEqual(['storage-full']);
  for (let i = 1; i <= 300; i++) keeper.note(run(), report([kept(`e${i}`, i + 1)]));
  await keeper.settled();
  expect(keeper.unsaved.length).toBe(200);
  expect(failures.filter(({ message }) => message.includes('given up'))).toHaveLength(1);
  refuse(false);
  keeper.note(run(), report([], { checkpoint: checkpoint('p1/run/1', { step: 3010 }) }));
  await keeper.settled();
  expect(keeper.unsaved).toEqual([]);
  expect((await storage.keptPlaces('p1/run/1')).length).toBe(200);
  expect((await storage.checkpoint('p1/run/1'))?.step).toBe(3010);
  expect((await storage.logParts('p1/run/1')).map(({ part }) => part)).toEqual([0, 1]);
});
