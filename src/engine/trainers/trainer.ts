// What every trainer does, whatever it computes with. A trainer knows nothing of tables, messages or clocks.

import type { Task, TrainingConfig } from '../../core/define.ts';
import type { Architecture } from '../../core/network.ts';
import { Random } from '../../core/random.ts';

/** Prepared training rows. */
export interface TrainingData {
  readonly rows: number;
  /** Row-major rows × inputs. */
  readonly inputs: Float32Array;
  /** Row-major rows × outputs: 0/1, one-hot, or the standardised target. */
  readonly targets: Float32Array;
  /** Sample weights with mean 1; null: all count 1. */
  readonly weights: Float32Array | null;
}

export interface TrainerSetup {
  readonly architecture: Architecture;
  readonly task: Task;
  readonly training: Pick<TrainingConfig, 'optimizer' | 'learningRate' | 'batchSize'>;
  readonly seed: number;
  readonly data: TrainingData;
  /** Where the parameters begin, flat (core/network.ts, layoutOf). Copied. */
  readonly weights: Float32Array;
}

/** Everything that the next step depends on. Only whole epochs can be continued. */
export interface TrainerState {
  /** Epochs that have ended. */
  readonly epoch: number;
  readonly step: number;
  readonly weights: Float32Array;
  /** Adam: m, then v. SGD: empty. */
  readonly optimizer: Float32Array;
}

export interface Trainer {
  readonly stepsPerEpoch: number;
  /** Epochs that have ended. */
  readonly epoch: number;
  /** Steps since the start of training. */
  readonly step: number;
  /**
   * Takes up to `most` steps, never beyond the end of the epoch, and waits until they are computed.
   * @returns the parameters as they are now. @throws AppError `engine-lost` when the device went away.
   */
  advance(most: number): Promise<Float32Array>;
  /** @throws AppError `bad-input` in the midst of an epoch. */
  checkpoint(): Promise<TrainerState>;
  restore(state: TrainerState): void;
  dispose(): void;
}

export interface TrainerKind {
  /** Null, or why this model cannot be trained, in words. */
  supports(architecture: Architecture, task: Task): string | null;
  /** Lays the data out for the backend. */
  prepare(setup: TrainerSetup): Trainer;
}

/** Adam's constants are those of Keras 3 (Kingma & Ba 2015, the form with ε outside the bias correction). */
export const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

/** Learning rate with both bias corrections, in float64. @param step 1 for the first. */
export function adamRate(learningRate: number, step: number): number {
  return (learningRate * Math.sqrt(1 - adam.beta2 ** step)) / (1 - adam.beta1 ** step);
}

/** The order of the rows in one epoch: it depends on nothing but seed and epoch, so any epoch can be continued. */
export function epochOrder(seed: number, epoch: number, rows: number): Int32Array {
  return new Random(seed).stream(`shuffle ${epoch}`).permutation(rows);
}

/** How many numbers of optimiser state belong to a net of `size` parameters. */
export const optimizerSize = (optimizer: TrainingConfig['optimizer'], size: number): number =>
  optimizer === 'adam' ? 2 * size : 0;
