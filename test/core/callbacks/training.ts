// A training that is nothing but its hooks, for the tests of callbacks.

import type { Callback, CallbackContext, Hook, Logs, TrainingHost } from '../../../src/core/callback.ts';
import type { CallbackList } from '../../../src/core/callback-list.ts';
import { callbacks } from '../../../src/core/callbacks/index.ts';
import type { Architecture } from '../../../src/core/network.ts';
import { defaults, type ParamValues } from '../../../src/core/params.ts';

/** As the model behind the fixture is compiled. */
export const context: CallbackContext = {
  directions: new Map([
    ['accuracy', 'higher'],
    ['auc', 'higher'],
    ['mse', 'lower'],
    ['mae', 'lower'],
  ]),
  scheduled: false,
};

const architecture: Architecture = {
  inputs: 2,
  layers: [
    { units: 2, activation: 'tanh' },
    { units: 1, activation: 'linear' },
  ],
};

/** Everything that a callback did, in order; `said` is left out of it. */
export class TestHost implements TrainingHost {
  epochs = 3;
  stepsPerEpoch = 3;
  architecture = architecture;
  step = 0;
  learningRate = 0.1;
  stopTraining = false;
  current = Float32Array.of(-1);
  readonly did: unknown[][] = [];
  readonly said: { readonly text: string; readonly acted: boolean }[] = [];
  readonly files = new Map<string, string>();

  weights(): Promise<Float32Array> {
    return Promise.resolve(this.current.slice());
  }
  setWeights(weights: Float32Array): Promise<void> {
    this.current = weights.slice();
    this.did.push(['weights', ...weights]);
    return Promise.resolve();
  }
  say(text: string, acted: boolean): void {
    this.said.push({ text, acted });
  }
  point(series: string, value: number): void {
    this.did.push(['point', series, value]);
  }
  keep(name: string, weightsOnly: boolean): Promise<void> {
    this.did.push(['keep', name, weightsOnly, ...this.current]);
    return Promise.resolve();
  }
  backUp(): Promise<void> {
    this.did.push(['back-up', this.step]);
    return Promise.resolve();
  }
  read(file: string): string | null {
    return this.files.get(file) ?? null;
  }
  write(file: string, text: string, append: boolean): void {
    this.files.set(file, append ? (this.files.get(file) ?? '') + text : text);
    this.did.push(['write', file, this.files.get(file)]);
  }
  publish(data: Readonly<Record<string, number>>): void {
    this.did.push(['publish', data]);
  }
  histogram(tag: string, values: Float32Array): void {
    this.did.push(['histogram', tag, ...values]);
  }
}

/** The callback with these settings; the others have their defaults. */
export function create(id: string, params: ParamValues, known = context): Callback {
  const kind = callbacks.get(id);
  return kind.create({ ...defaults(kind.params), ...params }, known);
}

export function problemOf(id: string, params: ParamValues, known = context): string | null {
  const kind = callbacks.get(id);
  return kind.problem({ ...defaults(kind.params), ...params }, known);
}

/** Arguments as Keras takes them: numbers that may be left out are texts here. */
export function ofKeras(args: ParamValues): ParamValues {
  const optional = ['baseline', 'initial_value_threshold', 'save_freq'];
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, optional.includes(name) ? String(value) : value]),
  );
}

/** One callback alone at one hook. */
export async function call(
  callback: Callback,
  hook: Hook,
  at: number,
  logs: Logs,
  host: TrainingHost,
): Promise<void> {
  await callback.hooks[hook]?.(at, logs, host);
}

/** The log of an epoch in which `monitor` may be missing. */
export const logOf = (monitor: string, value: number | null): Logs =>
  new Map<string, number>([['other', 1], ...(value === null ? [] : [[monitor, value] as const])]);

interface Fit {
  readonly epochs: number;
  readonly steps: number;
  readonly testSteps: number;
  /** Called after each step of the optimiser. */
  step?(host: TestHost): void;
  batchLogs?(host: TestHost): Logs;
  epochLogs?(epoch: number): Logs;
  testLogs?(): Logs;
  /** Called where a checkpoint can be taken: before this batch, and at 0 before the epoch begins. */
  before?(epoch: number, batch: number): void;
}

/** The loop of Keras' `fit`: hooks, order, and when `stopTraining` is looked at. `from`: epoch and batch to go on with. */
export async function fit(list: CallbackList, host: TestHost, plan: Fit, from = [0, 0]): Promise<void> {
  const run = (hook: Hook, at: number, logs: Logs = new Map()): Promise<void> =>
    list.run(hook, at, logs, () => host);
  const [firstEpoch = 0, firstBatch = 0] = from;
  host.epochs = plan.epochs;
  host.stepsPerEpoch = plan.steps;
  await run('train-begin', 0);
  let logs: Logs = new Map();
  for (let epoch = firstEpoch; epoch < plan.epochs; epoch++) {
    const first = epoch === firstEpoch ? firstBatch : 0;
    if (first === 0) {
      plan.before?.(epoch, 0);
      await run('epoch-begin', epoch);
    }
    for (let batch = first; batch < plan.steps; batch++) {
      if (batch > first) plan.before?.(epoch, batch);
      await run('train-batch-begin', batch);
      host.step++;
      plan.step?.(host);
      await run('train-batch-end', batch, plan.batchLogs?.(host) ?? new Map());
      if (host.stopTraining) break;
    }
    if (plan.testSteps > 0) {
      await run('test-begin', 0);
      for (let batch = 0; batch < plan.testSteps; batch++) {
        await run('test-batch-begin', batch);
        await run('test-batch-end', batch, plan.testLogs?.() ?? new Map());
      }
      await run('test-end', 0, plan.testLogs?.() ?? new Map());
    }
    logs = plan.epochLogs?.(epoch) ?? new Map();
    await run('epoch-end', epoch, new Map(logs));
    if (host.stopTraining) break;
  }
  await run('train-end', 0, logs);
}
