// What a training pays for its callbacks, and what it says of its speed.

import { beforeAll, describe, expect, it } from 'vitest';
import type { CallbackSetting } from '../../../src/core/callback.ts';
import { Tables } from '../../../src/engine/tables.ts';
import { trainWith } from '../../../src/engine/jobs/train.ts';
import type { TrainProgress } from '../../../src/engine/protocol.ts';
import type { LoadedTrainer } from '../../../src/engine/trainer-loading.ts';
import { Chunks, Speed } from '../../../src/engine/training/speed.ts';
import { contextOf, loadRequest, rowsFrom } from '../fixtures.ts';
import { nodeEngineNames, nodeEngines } from './node-engines.ts';
import { callback, run, setting, smallRequest } from './run.ts';

/** Counts how often a trainer is asked for what. @param warmUpMs that its first steps take longer. */
function counted(engine: LoadedTrainer, warmUpMs = 0) {
  const calls = { advance: 0, weights: 0 };
  const watched: LoadedTrainer = {
    ...engine,
    trainer: {
      ...engine.trainer,
      async prepare(setup) {
        const trainer = await engine.trainer.prepare(setup);
        const { advance, weights } = trainer;
        trainer.advance = async (most) => {
          calls.advance++;
          if (calls.advance === 1 && warmUpMs > 0)
            await new Promise((resolve) => setTimeout(resolve, warmUpMs));
          return advance.call(trainer, most);
        };
        trainer.weights = () => {
          calls.weights++;
          return weights.call(trainer);
        };
        return trainer;
      },
    },
  };
  return { calls, watched };
}

const valuesOf = (reports: readonly TrainProgress[], name: string): number[] =>
  reports
    .flatMap(({ news }) => news.points)
    .filter(({ series }) => series === name)
    .map(({ value }) => value);

describe.each(nodeEngineNames)('on %s', (name) => {
  let engine: LoadedTrainer;
  beforeAll(async () => {
    engine = (await nodeEngines())[name];
  });

  it.each<[string, CallbackSetting, { stepwise: boolean; losses: boolean }]>([
    [
      'a back-up by batches',
      setting('backup-and-restore', { save_freq: '1000' }),
      { stepwise: true, losses: false },
    ],
    [
      'checkpoints by batches',
      setting('model-checkpoint', { save_freq: '1000' }),
      { stepwise: true, losses: false },
    ],
    [
      'checkpoints named by the loss',
      setting('model-checkpoint', { save_freq: '1000', filepath: '{loss:.2f}.keras' }),
      { stepwise: true, losses: true },
    ],
    ['TerminateOnNaN', setting('terminate-on-nan'), { stepwise: true, losses: true }],
    [
      'a stop at a step',
      setting('lambda', { hook: 'train-batch-end', action: 'stop', condition: 'step > 1000' }),
      { stepwise: true, losses: false },
    ],
    [
      'a line at batches of the validation',
      setting('lambda', { hook: 'test-batch-end', note: 'loss {loss:.3f}' }),
      { stepwise: false, losses: false },
    ],
  ])('%s', async (_, given, { stepwise, losses }) => {
    const { calls, watched } = counted(engine);
    const request = smallRequest([given], { epochs: 2, batchSize: 1 });
    const { response } = await run(watched, request);
    expect(calls.advance >= 80).toBe(stepwise);
    expect(calls.weights >= 80).toBe(losses);
    // And looking changes nothing.
    expect(response.model.weights).toEqual(
      (await run(engine, { ...request, callbacks: [] })).response.model.weights,
    );
  });

  it('says how long a step takes, without its first steps, which warm up', async () => {
    const model = { kind: 'logistic-regression', params: {} };
    const request = smallRequest([], { epochs: 200, batchSize: 8 }, { model, rows: rowsFrom(0, 240) });
    const { watched } = counted(engine, 1000);
    const found = valuesOf((await run(watched, request)).reports, 'system/step_ms');
    expect(found.length).toBeGreaterThan(0);
    // The slowest engine takes less than a millisecond a step; one that warms up would tell a second.
    expect(Math.min(...found)).toBeGreaterThan(0);
    expect(Math.max(...found)).toBeLessThan(100);
  });

  it('says so also of a training that is over at once', async () => {
    const { reports } = await run(engine, smallRequest([], { epochs: 2 }));
    expect(valuesOf(reports, 'system/step_ms')).toHaveLength(1);
    expect(valuesOf(reports, 'system/steps_per_second')[0]).toBeGreaterThan(0);
  });

  it('gives way while it looks for a cause: it can be cancelled then', async () => {
    const tables = new Tables();
    tables.load(loadRequest('binary'));
    const { context } = contextOf<'train'>(tables, engine);
    const cancel = callback({
      'train-end'() {
        context.controls.apply('abort');
      },
    });
    const request = smallRequest([], { learningRate: 1e38, epochs: 4 });
    await expect(trainWith(request, context, [cancel])).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('speed', () => {
  it('leaves the first chunk out', () => {
    const speed = new Speed();
    speed.add(1, 500);
    expect([speed.perSecond, speed.measuredMs]).toEqual([0, 0]);
    expect(speed.stepMs).toBeNaN();
    speed.add(100, 10);
    expect([speed.perSecond, speed.stepMs, speed.measuredMs]).toEqual([10_000, 0.1, 10]);
  });

  it('sizes chunks by the steps that were taken', () => {
    const chunks = new Chunks();
    for (let i = 0; i < 6; i++) chunks.took(chunks.size, 0.1);
    const { size } = chunks;
    // The end of an epoch after five steps of a millisecond each says nothing of the others.
    chunks.took(5, 5);
    expect(size).toBeGreaterThan(100);
    expect(chunks.size).toBe(12);
  });
});
