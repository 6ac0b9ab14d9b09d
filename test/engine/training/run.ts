// Runs the real loop of a training on any trainer, with callbacks before it that see and change what the others are told.

import type { Callback, CallbackEvent, CallbackSetting, HookFunction } from '../../../src/core/callback.ts';
import { callbacks } from '../../../src/core/callbacks/index.ts';
import { defaults } from '../../../src/core/params.ts';
import type { ParamValues } from '../../../src/core/params.ts';
import { trainWith } from '../../../src/engine/jobs/train.ts';
import type { TrainProgress, TrainRequest, TrainResponse } from '../../../src/engine/protocol.ts';
import { Tables } from '../../../src/engine/tables.ts';
import type { LoadedTrainer } from '../../../src/engine/trainer-loading.ts';
import type { TrainerSetup } from '../../../src/engine/trainers/trainer.ts';
import { contextOf, jsEngine, loadRequest, rowsFrom, trainRequest } from '../fixtures.ts';

const tables = new Tables();
tables.load(loadRequest('binary'));

/** A net of few parameters on few rows: 40 in batches of 16, so three steps an epoch. */
export function smallRequest(
  given: readonly CallbackSetting[],
  training: Partial<TrainRequest['training']> = {},
  changes: Partial<TrainRequest> = {},
): TrainRequest {
  const usual = trainRequest('binary');
  return {
    ...usual,
    rows: rowsFrom(0, 40),
    validationRows: rowsFrom(40, 60),
    model: { kind: 'mlp', params: { layers: 1, units: 3, activation: 'tanh' } },
    training: { ...usual.training, batchSize: 16, learningRate: 0.1, ...training },
    callbacks: given,
    ...changes,
  };
}

/** With the defaults of what is not given. */
export const setting = (id: string, params: ParamValues = {}): CallbackSetting => ({
  id,
  params: { ...defaults(callbacks.get(id).params), ...params },
});

export const callback = (hooks: Callback['hooks']): Callback => ({
  hooks,
  state: () => ({}),
  restore: () => undefined,
});

interface Ran {
  readonly response: TrainResponse;
  readonly reports: readonly TrainProgress[];
}

export async function run(
  engine: LoadedTrainer,
  request: TrainRequest,
  extra: readonly Callback[] = [],
): Promise<Ran> {
  const { context, reports } = contextOf<'train'>(tables, engine);
  return { response: await trainWith(request, context, extra), reports };
}

/** What the trainer is given for a request. */
export async function setupOf(request: TrainRequest): Promise<TrainerSetup> {
  const seen: TrainerSetup[] = [];
  const watched: LoadedTrainer = {
    ...jsEngine,
    trainer: {
      ...jsEngine.trainer,
      prepare(setup) {
        seen.push(setup);
        return jsEngine.trainer.prepare(setup);
      },
    },
  };
  await run(watched, request);
  return seen[0]!;
}

/** Parameters of an undisturbed training after so many steps. */
export async function weightsAfter(
  engine: LoadedTrainer,
  request: TrainRequest,
  steps: number,
): Promise<Float32Array> {
  const found: Float32Array[] = [];
  const watch = callback({
    async 'train-batch-end'(_at, _logs, host) {
      if (host.step === steps) found.push(await host.weights());
    },
  });
  await run(engine, request, [watch]);
  return found[0]!;
}

const eventsOf = (reports: readonly TrainProgress[]): CallbackEvent[] =>
  reports.flatMap(({ news }) => news.events);

/** Without the clock, which no two trainings share. */
export const actsOf = (reports: readonly TrainProgress[]): Omit<CallbackEvent, 'timeMs'>[] =>
  eventsOf(reports)
    .filter(({ acted }) => acted)
    .map(({ timeMs: _, ...event }) => event);

/** What the callbacks behind it are told in place of the real figures, and what it saw: weights and rates of each epoch. */
export function scripted(monitor: string, series: readonly (number | null)[]) {
  const weights: Float32Array[] = [];
  const rates: number[] = [];
  const during: number[] = [];
  const rate: HookFunction = (_at, _logs, host) => {
    rates.push(host.learningRate);
  };
  const script = callback({
    'epoch-begin': (epoch, logs, host) => (epoch === 0 ? undefined : rate(epoch, logs, host)),
    async 'epoch-end'(epoch, logs, host) {
      weights.push(await host.weights());
      during.push(host.learningRate);
      logs.delete(monitor);
      const value = series[epoch];
      if (value !== null && value !== undefined) logs.set(monitor, value);
    },
    'train-end': rate,
  });
  return { script, weights, rates, during };
}
