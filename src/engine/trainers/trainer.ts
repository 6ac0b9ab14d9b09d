// What every trainer does, whatever it computes with. A trainer knows nothing of tables, messages or clocks.

import { AppError } from '../../core/errors.ts';
import type { Learning } from '../../core/learning.ts';
import { lossProblem, optimizerSlots } from '../../core/learning.ts';
import type { Architecture } from '../../core/network.ts';
import { layoutOf } from '../../core/network.ts';

/** Prepared training rows. */
export interface TrainingData {
  readonly rows: number;
  /** Row-major rows × inputs. */
  readonly inputs: Float32Array;
  /** Row-major rows × outputs: 0/1, one-hot, or the standardised target. */
  readonly targets: Float32Array;
  /** Sample weights, class weights multiplied in; null: all count 1. */
  readonly weights: Float32Array | null;
}

export interface TrainerSetup {
  readonly architecture: Architecture;
  readonly learning: Learning;
  /** Of shuffle and dropout; its 32 low bits count. */
  readonly seed: number;
  readonly data: TrainingData;
  /** Where the parameters begin, flat (core/network.ts, layoutOf). Copied. */
  readonly weights: Float32Array;
}

/** Everything that the next step depends on: shuffle and dropout are hashes of place, so any step can be continued. */
export interface TrainerState {
  /** Epochs that have ended. */
  readonly epoch: number;
  readonly step: number;
  readonly weights: Float32Array;
  /** m of all parameters, then v, as many as the optimiser has (core/learning.ts, optimizerSlots). */
  readonly optimizer: Float32Array;
}

/** One model. The state of any trainer continues on any other. */
export interface Trainer {
  readonly stepsPerEpoch: number;
  /** Epochs that have ended. */
  readonly epoch: number;
  /** Steps since the start of training. */
  readonly step: number;
  /**
   * Takes up to `most` steps, never beyond the end of the epoch. Resolves when the next steps may be asked for; a
   * graphics card may still be at work on these. @throws AppError `engine-lost` when the device went away.
   */
  advance(most: number): Promise<void>;
  /** The parameters after all steps asked for. A copy. @throws AppError `engine-lost`. */
  weights(): Promise<Float32Array>;
  /** Puts parameters in the place of the present ones; the optimiser's state stays. @throws AppError `bad-input`. */
  setWeights(weights: Float32Array): void;
  /** Base rate of every step from the next on, in place of the setup's. @throws AppError `bad-input` when not finite in 32 bits. */
  setLearningRate(base: number): void;
  /** At any step. The base rate is not in it. @throws AppError `engine-lost`. */
  checkpoint(): Promise<TrainerState>;
  /** @throws AppError `bad-input` when the state belongs to another training. */
  restore(state: TrainerState): void;
  /**
   * Outputs for rows × inputs with the present parameters, without dropout, before the activation of the last layer.
   * Row-major rows × outputs. @throws AppError `engine-lost`.
   */
  outputs(inputs: Float32Array): Promise<Float32Array>;
  dispose(): void;
}

export interface TrainerKind {
  /** Null, or why this model cannot be trained here, in words. */
  supports(architecture: Architecture, learning: Learning): string | null;
  /** Lays data and parameters out. @throws AppError `bad-input`, `engine-lost`, `gpu-out-of-memory`. */
  prepare(setup: TrainerSetup): Promise<Trainer>;
}

/** Many models of one architecture on the same data, trained side by side. */
export interface FleetModel {
  /** Flat initial parameters. Copied. */
  readonly weights: Float32Array;
  readonly seed: number;
  readonly learningRate: number;
  readonly momentum: number;
  readonly weightDecay: number;
  readonly l1: number;
  readonly l2: number;
  /** Dropout behind each dense layer, in place of the architecture's; null: the architecture's. */
  readonly dropout: readonly number[] | null;
  /** Rows of the data that this model learns from (a fold); null: all. */
  readonly rows: Int32Array | null;
}

export interface FleetSetup {
  readonly architecture: Architecture;
  /** Loss, optimiser, schedule, clipping and batch size of all; rates and penalties are each model's own. */
  readonly learning: Learning;
  readonly data: TrainingData;
  readonly models: readonly FleetModel[];
}

export interface FleetState {
  readonly step: number;
  /** Models × parameters. */
  readonly weights: Float32Array;
  /** Models × (m of all parameters, then v). */
  readonly optimizer: Float32Array;
  /** 1 for each model that was stopped: it has kept the parameters of that moment. */
  readonly stopped: Uint8Array;
}

export interface Fleet {
  readonly models: number;
  /** Steps since the start of those models that were not stopped. */
  readonly step: number;
  /** Every model that was not stopped takes `steps` steps, epoch after epoch. Resolves like Trainer.advance. */
  advance(steps: number): Promise<void>;
  /** From the next `advance` on this model stands still. */
  stop(model: number): void;
  state(): Promise<FleetState>;
  restore(state: FleetState): void;
  dispose(): void;
}

export interface FleetKind {
  /** Null, or why these models cannot be trained here, in words. */
  supports(architecture: Architecture, learning: Learning): string | null;
  prepare(setup: FleetSetup): Promise<Fleet>;
}

export const isDense = ({ image, bag }: Architecture): boolean => image === undefined && bag === undefined;

/** What no trainer can do: null, or why, in words. */
export function unsupportedAnywhere(architecture: Architecture, learning: Learning): string | null {
  const last = architecture.layers.at(-1);
  if (!last) return 'The model has no layers.';
  if (last.dropout) return 'Dropout behind the output layer would drop the answer.';
  if (architecture.layers.some(({ dropout }) => dropout !== undefined && !(dropout >= 0 && dropout < 1)))
    return 'Dropout must be at least 0 and below 1.';
  return lossProblem(learning.loss, last.activation);
}

/** @throws AppError `bad-input` when sizes do not fit each other. */
export function checkSetup({ architecture, learning, data, weights }: TrainerSetup): void {
  const { layers } = layoutOf(architecture);
  const bad = (message: string) => new AppError('bad-input', message);
  checkWeights(architecture, weights);
  if (data.rows < 1) throw bad('There are no rows to train on.');
  const outputs = layers.at(-1)?.units ?? 0;
  if (data.inputs.length !== data.rows * architecture.inputs)
    throw bad(`${data.inputs.length} inputs are not ${data.rows} rows of ${architecture.inputs}.`);
  if (data.targets.length !== data.rows * outputs)
    throw bad(`${data.targets.length} targets are not ${data.rows} rows of ${outputs}.`);
  if (data.weights && data.weights.length !== data.rows)
    throw bad(`${data.weights.length} sample weights do not fit ${data.rows} rows.`);
  if (!(Number.isInteger(learning.batchSize) && learning.batchSize >= 1))
    throw bad('The batch size must be a whole number of at least 1.');
}

/** @throws AppError `bad-input` when parameters do not fit a network. */
export function checkWeights(architecture: Architecture, weights: Float32Array): void {
  const { size } = layoutOf(architecture);
  if (weights.length !== size)
    throw new AppError('bad-input', `The network has ${size} parameters, not ${weights.length}.`);
}

/** @throws AppError `bad-input` when it is not a finite number of 32 bits, in which every trainer computes. */
export function checkRate(learningRate: number): void {
  if (!Number.isFinite(Math.fround(learningRate)))
    throw new AppError(
      'bad-input',
      `${learningRate} can't be a learning rate: it must be a finite number, and below 3.4e38.`,
    );
}

/** @throws AppError `bad-input` when a state does not belong to a setup. */
export function checkState({ architecture, learning, data }: TrainerSetup, state: TrainerState): void {
  const { size } = layoutOf(architecture);
  const stepsPerEpoch = Math.ceil(data.rows / learning.batchSize);
  if (
    state.weights.length !== size ||
    state.optimizer.length !== optimizerSlots(learning.optimizer) * size ||
    !(Number.isSafeInteger(state.step) && state.step >= 0) ||
    state.epoch !== Math.floor(state.step / stepsPerEpoch)
  )
    throw new AppError('bad-input', 'The checkpoint belongs to another training.');
}

/** @throws AppError `bad-input` when sizes, folds or dropouts do not fit each other. */
export function checkFleetSetup({ architecture, learning, data, models }: FleetSetup): void {
  const bad = (message: string) => new AppError('bad-input', message);
  if (models.length === 0) throw bad('There are no models to train.');
  const problem = unsupportedAnywhere(architecture, learning);
  if (problem !== null) throw bad(problem);
  // Models of the same fold share its list, which is looked through once.
  const seen = new Set<Int32Array>();
  for (const { weights, seed, rows, dropout } of models) {
    checkSetup({ architecture, learning, data, seed, weights });
    if (rows && !seen.has(rows)) {
      seen.add(rows);
      if (rows.length === 0 || rows.some((row) => row < 0 || row >= data.rows))
        throw bad(`A fold must hold rows between 0 and ${data.rows - 1}, at least one.`);
    }
    if (!dropout) continue;
    if (dropout.length !== architecture.layers.length)
      throw bad(`${dropout.length} dropouts do not fit ${architecture.layers.length} layers.`);
    const layers = architecture.layers.map((layer, index) => ({ ...layer, dropout: dropout[index]! }));
    const wrong = unsupportedAnywhere({ ...architecture, layers }, learning);
    if (wrong !== null) throw bad(wrong);
  }
}

/** @throws AppError `bad-input` when a state belongs to other models. */
export function checkFleetState({ architecture, learning, models }: FleetSetup, state: FleetState): void {
  const { size } = layoutOf(architecture);
  if (
    state.weights.length !== models.length * size ||
    state.optimizer.length !== models.length * size * optimizerSlots(learning.optimizer) ||
    state.stopped.length !== models.length ||
    !(Number.isInteger(state.step) && state.step >= 0)
  )
    throw new AppError('bad-input', 'The checkpoint belongs to other models.');
}

/** @throws AppError `bad-input` when a fleet has no such model. */
export function checkFleetModel({ models }: Pick<Fleet, 'models'>, model: number): void {
  if (!(Number.isInteger(model) && model >= 0 && model < models))
    throw new AppError('bad-input', `There is no model ${model} among ${models}.`);
}
