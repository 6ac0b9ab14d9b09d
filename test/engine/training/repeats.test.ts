import { describe, expect, it } from 'vitest';
import type { CallbackEvent } from '../../../src/core/callback.ts';
import { Repeats } from '../../../src/engine/training/repeats.ts';
import type { TrainProgress } from '../../../src/engine/protocol.ts';
import { jsEngine } from '../fixtures.ts';
import { run, setting, smallRequest } from './run.ts';

const note = { callback: 2, id: 'lambda', hook: 'train-batch-end', acted: true } as const;
const eventsOf = (reports: readonly TrainProgress[]): Omit<CallbackEvent, 'timeMs'>[] =>
  reports.flatMap(({ news }) => news.events).map(({ timeMs: _, ...event }) => event);

describe('lines at the hooks of a batch', () => {
  it('are told ten times an epoch, and then counted', () => {
    const repeats = new Repeats({});
    expect(Array.from({ length: 13 }, () => repeats.isTold(note)).filter(Boolean)).toHaveLength(10);
    expect(repeats.isTold({ ...note, callback: 3 })).toBe(true);
    expect(repeats.isTold({ ...note, hook: 'test-batch-end' })).toBe(true);
    expect(repeats.isTold({ ...note, acted: false })).toBe(true);
    expect(repeats.close()).toEqual([
      { ...note, text: 'and 3 more lines in this epoch, which are only counted' },
    ]);
    expect(repeats.close()).toEqual([]);
    expect(repeats.isTold(note)).toBe(true);
  });

  it('are counted on from a checkpoint', () => {
    const before = new Repeats({});
    for (let i = 0; i < 10; i++) before.isTold(note);
    const after = new Repeats(structuredClone(before.spoken));
    expect(after.isTold(note)).toBe(false);
    expect(after.close()).toEqual([
      { ...note, text: 'and 1 more line in this epoch, which is only counted' },
    ]);
    expect(new Repeats({ odd: 3, '1 no-hook acted x': 40 }).close()).toEqual([]);
  });

  it('keep a training with many batches short, and a cut one tells the same', async () => {
    const callbacks = [
      setting('lambda', { hook: 'train-batch-end', note: 'batch {batch}' }),
      setting('lambda', { hook: 'test-batch-begin', note: 'test {batch}' }),
      setting('backup-and-restore', { save_freq: '7' }),
    ];
    const request = smallRequest(callbacks, { epochs: 3, batchSize: 1 });
    const calm = await run(jsEngine, request);
    const events = eventsOf(calm.reports);
    const ofBatches = events.filter(({ callback, hook }) => callback < 2 && hook.includes('batch'));
    expect(ofBatches).toHaveLength(3 * 2 * 11);
    expect(
      ofBatches.filter(({ batch }) => batch === null).map(({ hook, epoch, text }) => [hook, epoch, text]),
    ).toEqual(
      [0, 1, 2].flatMap((epoch) => [
        ['train-batch-end', epoch, 'and 30 more lines in this epoch, which are only counted'],
        ['test-batch-begin', epoch, 'and 10 more lines in this epoch, which are only counted'],
      ]),
    );
    const cuts = calm.reports.flatMap(({ checkpoint }, at) => (checkpoint ? [{ checkpoint, at }] : []));
    expect(cuts.length).toBeGreaterThan(10);
    for (const { checkpoint, at } of cuts) {
      const again = await run(jsEngine, { ...request, checkpoint: structuredClone(checkpoint) });
      expect(eventsOf([...calm.reports.slice(0, at + 1), ...again.reports])).toEqual(events);
    }
  });
});
