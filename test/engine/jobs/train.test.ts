import { describe, expect, it, vi } from 'vitest';
import type { Task } from '../../../src/core/define.ts';
import { metrics } from '../../../src/core/metrics/index.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { Checkpoint } from '../../../src/core/records.ts';
import { scoreRows } from '../../../src/core/scoring.ts';
import { train } from '../../../src/engine/jobs/train.ts';
import type { TrainRequest } from '../../../src/engine/protocol.ts';
import { Tables } from '../../../src/engine/tables.ts';
import type { LoadedTrainer } from '../../../src/engine/trainer-loading.ts';
import type { PlannedInput } from '../../../src/core/recipe-plan.ts';
import { transform } from '../../../src/core/recipe.ts';
import { prepare } from '../../../src/engine/preparation.ts';
import { usualPlan } from '../../../src/core/recipe-plan.ts';
import { contextOf, jsEngine, loadRequest, trainRequest } from '../fixtures.ts';

const tables = new Tables();
for (const task of ['binary', 'multiclass', 'regression'] as const) tables.load(loadRequest(task));

const planOf = (...names: string[]) => usualPlan(loadRequest('binary', 1).table, names);

async function run(request: TrainRequest) {
  const { context, reports } = contextOf<'train'>(tables);
  return { response: await train(request, context), reports };
}

const tasks: [Task, TrainRequest['model']][] = [
  ['binary', { kind: 'logistic-regression', params: {} }],
  ['binary', { kind: 'mlp', params: { layers: 1, units: 8, activation: 'relu' } }],
  ['multiclass', { kind: 'softmax-regression', params: {} }],
  ['multiclass', { kind: 'mlp', params: { layers: 2, units: 6, activation: 'tanh' } }],
  ['regression', { kind: 'linear-regression', params: {} }],
  ['regression', { kind: 'mlp', params: { layers: 1, units: 8, activation: 'tanh' } }],
];

describe.each(tasks)('%s with %j', (task, model) => {
  const request = trainRequest(task, {
    model,
    training: { optimizer: 'adam', learningRate: 0.03, batchSize: 32, epochs: 25, validationShare: 0.2 },
  });

  it('learns', async () => {
    const { response } = await run(request);
    const [first, final] = [response.history[0]!, response.history.at(-1)!];
    expect(final.loss).toBeLessThan(0.7 * first.loss);
    expect(final.validationLoss).toBeLessThan(first.validationLoss);
    if (task === 'regression') expect(final.validationMetric).toBeLessThan(3);
    else expect(final.validationMetric).toBeGreaterThan(task === 'binary' ? 0.8 : 0.7);
  });

  it('reports the loss and metric of the weights it gives', async () => {
    const { response } = await run(request);
    const loaded = tables.get(request.digest);
    const { scores, outputs } = scoreRows(response.model, loaded.table, request.validationRows);
    const truth = Float64Array.from(request.validationRows, (row) => loaded.truth[row]!);
    const final = response.history.at(-1)!;
    expect(final.validationMetric).toBeCloseTo(
      metrics.get(request.metric).compute({ truth, scores, outputs }),
      6,
    );
    const { targetDeviation } = response.model.recipe;
    const loss =
      task === 'regression'
        ? (metrics.get('rmse').compute({ truth, scores, outputs }) / targetDeviation) ** 2
        : metrics.get('log-loss').compute({ truth, scores, outputs });
    expect(final.validationLoss).toBeCloseTo(loss, 5);
  });

  it('repeats itself with one seed and not with another', async () => {
    const { response } = await run(request);
    const again = (await run(request)).response;
    expect(again).toEqual(response);
    expect((await run({ ...request, seed: 12 })).response.history).not.toEqual(response.history);
  });
});

const short = trainRequest('binary', {
  training: { optimizer: 'adam', learningRate: 0.01, batchSize: 32, epochs: 6, validationShare: 0.2 },
});

it('reports every epoch once and in order', async () => {
  const { response, reports } = await run(short);
  const records = reports.flatMap((report) => report.records);
  expect(records).toEqual(response.history);
  expect(records.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(records.at(-1)!.step).toBe(6 * 8);
  expect(reports.at(-1)).toMatchObject({ epoch: 6, epochs: 6, step: 48, steps: 48 });
  expect(response.stopped).toBe(false);
});

it('gives checkpoints from which the rest comes out the same, bit for bit', async () => {
  const calm = (await run(short)).response;
  // A clock on which every epoch lasts for seconds, so that each ends with a checkpoint, and some have one within.
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 500));
  const { response, reports } = await run(short);
  clock.mockRestore();
  expect(response).toEqual(calm);
  const checkpoints = reports.flatMap(({ checkpoint }) => (checkpoint ? [checkpoint] : []));
  const whole = checkpoints.filter(({ step }) => step % 8 === 0);
  expect(whole.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(checkpoints.length).toBeGreaterThan(6);
  for (const checkpoint of checkpoints) {
    expect(checkpoint.history).toEqual(response.history.slice(0, checkpoint.epoch));
    const resumed = await run({ ...short, checkpoint: structuredClone(checkpoint) });
    expect(resumed.response).toEqual(response);
    // Epochs of the first part are not told twice.
    expect(resumed.reports.flatMap(({ records }) => records)).toEqual(
      response.history.slice(checkpoint.epoch),
    );
  }
});

/** An engine whose device goes away after so many calls for steps, as often as the list is long. */
function losing(calls: number[]): LoadedTrainer {
  return {
    ...jsEngine,
    lost: Promise.resolve('unplugged'),
    trainer: {
      ...jsEngine.trainer,
      async prepare(setup) {
        const trainer = await jsEngine.trainer.prepare(setup);
        let left = calls.shift() ?? Infinity;
        const advance = trainer.advance.bind(trainer);
        trainer.advance = (most) =>
          left-- > 0 ? advance(most) : Promise.reject(new AppError('engine-lost', 'The device was lost.'));
        return trainer;
      },
    },
  };
}

it('a lost device is replaced: the same weights, every epoch told once', async () => {
  const calm = (await run(short)).response;
  // Every epoch ends with a checkpoint.
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 500));
  const { context, reports } = contextOf<'train'>(tables, losing([0, 20, 7]));
  const response = await train(short, context);
  clock.mockRestore();
  expect(response).toEqual(calm);
  expect(reports.flatMap(({ records }) => records)).toEqual(calm.history);
});

it('a device that is lost again and again ends the training with its reason', async () => {
  const { context } = contextOf<'train'>(tables, losing([3, 3, 3, 3]));
  await expect(train(short, context)).rejects.toMatchObject({ code: 'engine-lost' });
});

it('a device that only seems to be lost does not keep the training waiting', async () => {
  const { context } = contextOf<'train'>(tables, { ...losing([3]), lost: new Promise(() => undefined) });
  await expect(train(short, context)).rejects.toMatchObject({ code: 'engine-lost' });
});

it.each([
  ['rate course', { rateCourse: 'cosine' as const }],
  ['momentum', { optimizer: 'momentum' as const }],
  ['weight decay', { optimizer: 'adamw' as const, weightDecay: 0.1 }],
  ['L1', { l1: 0.01 }],
  ['L2', { l2: 0.01 }],
  ['dropout', { dropout: 0.3 }],
  ['clipping', { clipNorm: 0.05 }],
  ['clipping by value', { clipNorm: 0.01, clipBy: 'value' as const }],
  ['initial weights', { initializer: 'he-normal' as const }],
  ['class weights', { classWeights: 'balanced' as const }],
])('%s reaches the trainer', async (_, changes) => {
  const calm = (await run(short)).response;
  const { response } = await run({ ...short, training: { ...short.training, ...changes } });
  expect(response.model.weights).not.toEqual(calm.model.weights);
  expect(response.history.at(-1)!.loss).toBeLessThan(1);
  // Dropout and the like belong to the training, not to the model that is kept.
  expect(response.model.architecture).toEqual(calm.model.architecture);
});

it.each(['mean-absolute-error', 'huber'] as const)('a regression minimises %s', async (loss) => {
  const request = trainRequest('regression');
  const training = { ...request.training, epochs: 25, loss };
  const { response } = await run({ ...request, training });
  expect(response.history.at(-1)!.loss).toBeLessThan(0.7 * response.history[0]!.loss);
  expect(response.history).not.toEqual((await run(request)).response.history);
});

it('refuses the checkpoint of another run', async () => {
  const checkpoint: Checkpoint = {
    runId: 'run/2',
    epoch: 0,
    step: 0,
    weights: new Float32Array(57),
    optimizer: new Float32Array(114),
    history: [],
  };
  await expect(run({ ...short, checkpoint })).rejects.toMatchObject({ code: 'bad-input' });
});

it('stops when asked and keeps what was learnt', async () => {
  const { context, reports } = contextOf<'train'>(tables);
  const stopping = {
    ...context,
    report: (progress: (typeof reports)[number]) => {
      reports.push(progress);
      if (progress.epoch === 2) context.controls.apply('stop');
    },
  };
  const response = await train({ ...short, training: { ...short.training, epochs: 1000 } }, stopping);
  expect(response.stopped).toBe(true);
  expect(response.history.map(({ epoch }) => epoch)).toEqual([1, 2]);
  expect(response.model.weights.every(Number.isFinite)).toBe(true);
});

it('pauses, goes on to the same end, and can be aborted while paused', async () => {
  const calm = (await run(short)).response;
  const { context, reports } = contextOf<'train'>(tables);
  context.controls.apply('pause');
  const training = train(short, context);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(reports).toEqual([]);
  context.controls.apply('resume');
  expect(await training).toEqual(calm);

  const second = contextOf<'train'>(tables);
  second.context.controls.apply('pause');
  const aborted = train(short, second.context);
  second.context.controls.apply('abort');
  await expect(aborted).rejects.toMatchObject({ code: 'aborted' });
});

it.each([
  ['regression', 'sgd', 1e6],
  ['binary', 'adam', 1e38],
] as const)('names a loss that is no longer finite (%s, %s)', async (task, optimizer, learningRate) => {
  const request = trainRequest(task, {
    training: { optimizer, learningRate, batchSize: 32, epochs: 40, validationShare: 0.2 },
  });
  const { response } = await run(request);
  expect(response.failure).toMatchObject({
    code: 'diverged',
    message: expect.stringMatching(/epoch \d+.*Lower the learning rate/),
  });
  expect(response.stopped).toBe(true);
  expect(response.model.weights.every(Number.isFinite)).toBe(true);
});

it('starts warm from a model: same recipe, its weights first', async () => {
  const { response } = await run(short);
  const warm = await run({ ...short, start: response.model, seed: 99 });
  expect(warm.response.model.recipe).toEqual(response.model.recipe);
  expect(warm.response.history[0]!.loss).toBeLessThan(response.history.at(-1)!.loss * 1.05);
  await expect(run({ ...short, plan: planOf('a', 'b'), start: response.model })).rejects.toMatchObject({
    code: 'bad-input',
  });
});

it('a row of weight 0 counts as if it were not there', async () => {
  const rowWeights = new Float32Array(short.rows.length).fill(1);
  // One batch per epoch, and a model without a recipe of its own, so that nothing else changes.
  const whole = { ...short.training, batchSize: 1000, optimizer: 'sgd' as const };
  const { response: start } = await run({ ...short, training: { ...whole, epochs: 1 } });
  rowWeights.fill(0, 100);
  const request = { ...short, training: whole, start: start.model };
  const weighted = await run({ ...request, rowWeights });
  const fewer = await run({ ...request, rows: short.rows.slice(0, 100) });
  weighted.response.model.weights.forEach((weight, i) =>
    expect(weight).toBeCloseTo(fewer.response.model.weights[i]!, 5),
  );
  expect(weighted.response.history.at(-1)!.loss).toBeCloseTo(fewer.response.history.at(-1)!.loss, 5);
});

it('leaves rows without an answer out', async () => {
  const load = loadRequest('regression');
  const own = new Tables();
  const columns = load.table.columns.map((column) =>
    column.kind === 'number' && column.name === 'value'
      ? { ...column, values: column.values.map((value, row) => (row % 10 === 0 ? NaN : value)) }
      : column,
  );
  own.load({ ...load, table: { ...load.table, columns } });
  const { context } = contextOf<'train'>(own);
  const response = await train(trainRequest('regression'), context);
  expect(response.model.recipe.rows).toBe(216);
  expect(Number.isFinite(response.history.at(-1)!.validationLoss)).toBe(true);
});

it('has no validation figures without validation rows', async () => {
  const { response } = await run({ ...short, validationRows: new Int32Array() });
  expect(response.history.at(-1)).toMatchObject({ validationLoss: NaN, validationMetric: NaN });
});

it('learns from rows that are encoded without their own answers, the same at every start', async () => {
  const colour: PlannedInput = {
    name: 'colour',
    source: { from: 'column', column: 'colour' },
    steps: [{ step: 'target-encode', params: {} }],
  };
  const request = { ...short, plan: { v: 1, inputs: [colour] } } as const;
  const loaded = tables.get(short.digest);
  const [one, two] = [prepare(request, loaded), prepare(request, loaded)];
  expect(two.training.inputs).toEqual(one.training.inputs);
  // Three colours, each encoded by four fifths of the rows: more than three values, none of them far from the fitted ones.
  const fitted = transform(one.recipe, loaded.table, short.rows);
  expect(new Set(fitted).size).toBe(3);
  expect(new Set(one.training.inputs).size).toBeGreaterThan(3);
  one.training.inputs.forEach((value, i) => expect(Math.abs(value - fitted[i]!)).toBeLessThan(0.15));
  expect(one.validation.inputs).toEqual(transform(one.recipe, loaded.table, short.validationRows));
  expect(prepare({ ...request, seed: short.seed + 1 }, loaded).training.inputs).not.toEqual(
    one.training.inputs,
  );
});

it.each<[string, Partial<TrainRequest>]>([
  ['the answer as a feature', { plan: planOf('a', 'yes') }],
  ['a missing row', { rows: Int32Array.of(0, 300) }],
  ['no rows', { rows: new Int32Array() }],
  ['no features', { plan: planOf() }],
  [
    'an unknown feature',
    { plan: { v: 1, inputs: [{ name: 'x', source: { from: 'column', column: 'nothing' }, steps: [] }] } },
  ],
  ['a metric of another task', { metric: 'rmse' }],
  ['an unknown model', { model: { kind: 'oracle', params: {} } }],
  ['a bad parameter', { model: { kind: 'mlp', params: { layers: 0, units: 8, activation: 'relu' } } }],
  ['a learning rate of 0', { training: { ...short.training, learningRate: 0 } }],
  ['half a batch', { training: { ...short.training, batchSize: 0.5 } }],
  ['weights that do not fit', { rowWeights: new Float32Array(3) }],
  ['weights of 0 only', { rowWeights: new Float32Array(short.rows.length) }],
  ['a negative weight', { rowWeights: new Float32Array(short.rows.length).fill(-1) }],
  ['an unknown table', { digest: 'nothing' }],
])('refuses %s', async (_, changes) => {
  await expect(run({ ...short, ...changes })).rejects.toThrow();
});
