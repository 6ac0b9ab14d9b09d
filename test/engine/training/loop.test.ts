// The loop of a training with its callbacks: order of the hooks, what they are told, and what becomes of their wishes.

import { beforeAll, describe, expect, it } from 'vitest';
import type { Callback, Hook, HookFunction } from '../../../src/core/callback.ts';
import { hooks } from '../../../src/core/callback.ts';
import { pythonFloat } from '../../../src/core/python-text.ts';
import { scoreRows } from '../../../src/core/scoring.ts';
import { batchOf } from '../../../src/engine/looking/batch.ts';
import type { LoadedTrainer } from '../../../src/engine/trainer-loading.ts';
import { keras } from '../../fixtures/core/keras-callbacks.ts';
import { loadRequest } from '../fixtures.ts';
import { sameBits } from '../trainers/parity.ts';
import { nodeEngineNames, nodeEngines } from './node-engines.ts';
import { actsOf, callback, run, setting, setupOf, smallRequest, weightsAfter } from './run.ts';

type Tape = [who: number, hook: string, at: number, logs: string[]][];

/** Writes down every hook; stops the training at one of them, and adds a figure to the logs. */
function recorder(
  who: number,
  tape: Tape,
  stopAt: readonly [string, number, number] | null,
  adds: string | null,
) {
  let epoch = 0;
  const at =
    (hook: Hook): HookFunction =>
    (place, logs, host) => {
      if (hook === 'epoch-begin') epoch = place;
      // Of a batch the loop knows the loss alone, not the metric.
      tape.push([who, hook, place, [...logs.keys()].sort()]);
      if (adds !== null) logs.set(adds, 1);
      const [name, inEpoch, inBatch] = stopAt ?? [];
      if (hook === name && epoch === inEpoch && (place === inBatch || !hook.includes('batch')))
        host.stopTraining = true;
    };
  return callback(Object.fromEntries(hooks.map((hook) => [hook, at(hook)])));
}

describe.each(nodeEngineNames)('on %s', (name) => {
  let engine: LoadedTrainer;
  beforeAll(async () => {
    engine = (await nodeEngines())[name];
  });

  it.each(keras.hooks)(
    'hooks come in the order of Keras, stopped at $stop_at',
    async ({ stop_at, adds, validated, epochs, tape }) => {
      const found: Tape = [];
      const request = smallRequest([], { epochs }, validated ? {} : { validationRows: new Int32Array() });
      await run(engine, request, [recorder(0, found, stop_at, adds), recorder(1, found, null, null)]);
      const ours = tape.map(([who, hook, place, logs]) => {
        const names = logs.map((log) => log.replace('mae', 'accuracy'));
        return [
          who,
          hook,
          place,
          hook.includes('batch') ? names.filter((log) => log !== 'accuracy') : names.sort(),
        ];
      });
      expect(found).toEqual(ours);
    },
  );

  it('tells each batch the mean loss of its epoch so far, from before the step', async () => {
    const losses: number[] = [];
    const weights: Float32Array[] = [];
    const watch = callback({
      async 'train-batch-begin'(_at, _logs, host) {
        weights.push(await host.weights());
      },
      'train-batch-end'(_at, logs) {
        losses.push(logs.get('loss')!);
      },
    });
    const request = smallRequest([], { epochs: 2, dropout: 0.2 });
    const { response, reports } = await run(engine, request, [watch]);
    expect(losses).toHaveLength(6);
    expect(response.model.weights).toEqual((await run(engine, request)).response.model.weights);
    expect(reports.flatMap(({ records }) => records)).toEqual(response.history);
    // 40 rows in batches of 16, 16 and 8: the same seed as the training's draws them.
    const setup = await setupOf(request);
    [0, 3].forEach((first) => {
      const batches = [0, 1, 2].map((batch) => batchOf(setup, weights[first + batch]!, first + batch));
      let [sum, rows] = [0, 0];
      batches.forEach((batch, at) => {
        sum += batch.loss * batch.rows.length;
        rows += batch.rows.length;
        expect(losses[first + at]).toBeCloseTo(sum / rows, 12);
      });
      expect(rows).toBe(40);
    });
  });

  it('SwapEMAWeights validates with the average and ends with it', async () => {
    const average: { now: Float32Array | null; atEnds: Float32Array[] } = { now: null, atEnds: [] };
    const watch = callback({
      async 'train-batch-end'(_at, _logs, host) {
        const weights = await host.weights();
        const before = average.now;
        average.now = before
          ? weights.map((weight, i) =>
              Math.fround(
                Math.fround(Math.fround(0.9) * before[i]!) +
                  Math.fround(Math.fround(1 - Math.fround(0.9)) * weight),
              ),
            )
          : weights;
      },
      'epoch-end'() {
        average.atEnds.push(average.now!);
      },
    });
    const request = smallRequest([setting('swap-ema-weights', { ema_momentum: 0.9 })], { epochs: 3 });
    const { response } = await run(engine, request, [watch]);
    sameBits('the end', response.model.weights, average.now!);
    const { table } = loadRequest('binary');
    const truth = table.columns.find(({ name: column }) => column === 'yes')!;
    response.history.forEach((record, epoch) => {
      const model = { ...response.model, weights: average.atEnds[epoch]! };
      const { scores } = scoreRows(model, table, request.validationRows);
      const right = Array.from(request.validationRows).filter(
        (row, i) => Number('values' in truth && truth.values[row]! > 0) === Number(scores[i]! >= 0.5),
      );
      expect(record.validationMetric).toBeCloseTo(right.length / scores.length, 6);
    });
    // The training itself goes on with the plain weights.
    const plain = (await run(engine, { ...request, callbacks: [] })).response;
    expect(response.history.map(({ loss }) => loss)).toEqual(plain.history.map(({ loss }) => loss));
    expect(response.history.at(-1)!.validationLoss).not.toBe(plain.history.at(-1)!.validationLoss);
  });

  it('CSVLogger writes the figures of each epoch, and ReduceLROnPlateau before it adds a column', async () => {
    const callbacks = [
      setting('csv-logger', { filename: 'first.csv' }),
      setting('reduce-lr-on-plateau', { monitor: 'loss' }),
      setting('csv-logger', { filename: 'second.csv', separator: ';' }),
    ];
    const { response, reports } = await run(engine, smallRequest(callbacks, { epochs: 3 }));
    const files = new Map(reports.flatMap(({ news }) => news.files).map((file) => [file.name, file.text]));
    const lines = response.history.map((record, epoch) =>
      [record.metric, record.loss, record.validationMetric, record.validationLoss]
        .map(pythonFloat)
        .join(',')
        .replace(/^/, `${epoch},`),
    );
    expect(files.get('first.csv')).toBe(
      ['epoch,accuracy,loss,val_accuracy,val_loss', ...lines, ''].join('\r\n'),
    );
    expect(files.get('second.csv')).toMatch(/^epoch;accuracy;learning_rate;loss;val_accuracy;val_loss\r\n/);
  });

  it('TerminateOnNaN stops at the batch whose loss is none, and epoch-end and train-end still run', async () => {
    const seen: string[] = [];
    const spoiling = callback({
      async 'train-batch-end'(batch, _logs, host) {
        if (host.step !== 4) return;
        expect(batch).toBe(0);
        await host.setWeights((await host.weights()).fill(NaN));
      },
    });
    const request = smallRequest([setting('terminate-on-nan')], { epochs: 4 });
    const { response, reports } = await run(engine, request, [spoiling, recorderOf(seen)]);
    const ended = actsOf(reports).find(({ id }) => id === 'terminate-on-nan');
    expect(ended).toMatchObject({ hook: 'train-batch-end', callback: 0, epoch: 1, batch: 1, step: 5 });
    expect(seen.slice(-3)).toEqual(['train-batch-end 1', 'epoch-end 0', 'train-end 0']);
    expect(response.history.at(-1)!.loss).toBeNaN();
    // The page's guard then puts the last good weights back: those of the fourth step.
    const weights = await weightsAfter(engine, smallRequest([], { epochs: 4 }), 4);
    sameBits('the weights', response.model.weights, weights);
    expect(response.failure).toMatchObject({
      code: 'diverged',
      message: expect.stringMatching(/step 5, in epoch 2.*callback/),
    });
    const raising = { ...request, callbacks: [setting('terminate-on-nan', { raise_error: true })] };
    await expect(run(engine, raising, [spoiling])).rejects.toMatchObject({ code: 'diverged' });
  });

  it('BackupAndRestore brings a checkpoint at its batches', async () => {
    const callbacks = [setting('backup-and-restore', { save_freq: '2' })];
    const { reports } = await run(engine, smallRequest(callbacks, { epochs: 2 }));
    const steps = reports.flatMap(({ checkpoint }) => (checkpoint ? [checkpoint.step] : []));
    expect(steps).toEqual([2, 4, 6]);
  });
});

function recorderOf(seen: string[]): Callback {
  const at =
    (hook: Hook): HookFunction =>
    (place) => {
      seen.push(`${hook} ${hook.includes('batch') ? place : 0}`);
    };
  return callback(
    Object.fromEntries(
      (['train-batch-end', 'epoch-end', 'train-end'] as const).map((hook) => [hook, at(hook)]),
    ),
  );
}

it('hands on what callbacks send, measure and look at', async () => {
  const { js } = await nodeEngines();
  const callbacks = [setting('remote-monitor'), setting('tensorboard-histograms', { histogram_freq: 2 })];
  const adding = callback({
    'epoch-end'(epoch, logs, host) {
      logs.set('temperature', 20 + epoch);
      host.point('own', epoch);
    },
  });
  const { response, reports } = await run(js, smallRequest(callbacks, { epochs: 3 }), [adding]);
  const all = reports.map(({ news }) => news);
  const [first] = response.history;
  expect(all.flatMap(({ published }) => published)[0]).toEqual({
    epoch: 0,
    loss: first!.loss,
    accuracy: first!.metric,
    val_loss: first!.validationLoss,
    val_accuracy: first!.validationMetric,
    temperature: 20,
  });
  const histograms = all.flatMap((news) => news.histograms);
  expect(histograms.map(({ tag, epoch, step }) => [tag, epoch, step])).toEqual([
    ...['dense_1/kernel', 'dense_1/bias', 'output/kernel', 'output/bias'].map((tag) => [
      `${tag}/histogram`,
      0,
      3,
    ]),
    ...['dense_1/kernel', 'dense_1/bias', 'output/kernel', 'output/bias'].map((tag) => [
      `${tag}/histogram`,
      2,
      9,
    ]),
  ]);
  const points = all.flatMap((news) => news.points);
  const of = (series: string) =>
    points.filter((point) => point.series === series).map(({ step, value }) => [step, value]);
  expect(of('own')).toEqual([
    [3, 0],
    [6, 1],
    [9, 2],
  ]);
  expect(of('temperature')).toEqual([
    [3, 20],
    [6, 21],
    [9, 22],
  ]);
  expect(of('learning_rate')).toEqual([
    [3, 0.1],
    [6, 0.1],
    [9, 0.1],
  ]);
  expect(points.every(({ timeMs }, i) => i === 0 || timeMs >= points[i - 1]!.timeMs)).toBe(true);
});

it('gives the rate of each epoch’s last step where it follows a course', async () => {
  const { js } = await nodeEngines();
  const { reports } = await run(js, smallRequest([], { epochs: 4, rateCourse: 'cosine' }));
  const rates = reports
    .flatMap(({ news }) => news.points)
    .filter(({ series }) => series === 'learning_rate')
    .map(({ value }) => value);
  expect(rates).toHaveLength(4);
  [2, 5, 8, 11].forEach((step, epoch) =>
    expect(rates[epoch]).toBeCloseTo(0.05 * (1 + Math.cos((Math.PI * step) / 12)), 12),
  );
});

it('refuses callbacks that can’t be used, in words', async () => {
  const { js } = await nodeEngines();
  const wrong = setting('reduce-lr-on-plateau', { factor: 1 });
  await expect(run(js, smallRequest([wrong]))).rejects.toMatchObject({ code: 'bad-input' });
  const scheduled = smallRequest([setting('reduce-lr-on-plateau')], { rateCourse: 'cosine' });
  await expect(run(js, scheduled)).rejects.toThrow(/schedule/);
});
