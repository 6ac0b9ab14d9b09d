// What a callback is: code that a training calls at fixed places, with the hooks and the order of Keras 3
// (keras.callbacks.Callback). The kinds are in callbacks/, one file each; callback-list.ts calls them.

import type { Architecture } from './network.ts';
import type { ParamValues, Params } from './params.ts';
import type { Named } from './registry.ts';

/** In the order of `fit`. Of Keras' hooks only those of `predict` are missing: a training does not predict. */
export const hooks = [
  'train-begin',
  'epoch-begin',
  'train-batch-begin',
  'train-batch-end',
  'test-begin',
  'test-batch-begin',
  'test-batch-end',
  'test-end',
  'epoch-end',
  'train-end',
] as const;
export type Hook = (typeof hooks)[number];

/**
 * What is known at a hook, by Keras' names: `loss`, the metric's id, the same with `val_`, `learning_rate`. A callback may
 * add to it, and those behind it in the list see that. A Map, for a name may be any text. Each hook gets a new one:
 * train-batch-end `loss`, the mean over the batches of this epoch so far, where a callback asks for it; test-batch-end `loss`
 * so far; test-end loss and metric without `val_`; epoch-end all of them; train-end those of the last epoch, without what callbacks added to them; others nothing.
 */
export type Logs = Map<string, number>;

/** One callback of a training as it is set and kept. */
export interface CallbackSetting {
  readonly id: string;
  readonly params: ParamValues;
}

/** What a callback remembers: plain data that a checkpoint carries. NaN and ±Infinity are kept. */
export type CallbackState = Readonly<
  Record<string, number | string | boolean | null | readonly number[] | readonly string[] | Float32Array>
>;

/** The training as its callbacks see it. Epochs and batches count from 0, as in Keras. */
export interface TrainingHost {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly architecture: Architecture;
  /** Optimiser steps taken. */
  readonly step: number;
  /** Base learning rate of the next step. */
  learningRate: number;
  /** Ends the loop over batches; validation and epoch-end of that epoch still run. */
  stopTraining: boolean;
  /** The parameters, flat. A copy. */
  weights(): Promise<Float32Array>;
  setWeights(weights: Float32Array): Promise<void>;
  /** A line of the timeline at the present hook: why it acted, or what it counts ("patience 3 of 5, best 0.412 at epoch 7"). */
  say(text: string, acted: boolean): void;
  /** A point of a series of the run at the present step. */
  point(series: string, value: number): void;
  /**
   * Keeps the parameters of this moment (and the optimiser's state, unless `weightsOnly`) under this name, in place of what
   * had it. The state of the callbacks is the one that they have when all of this hook's have been called.
   */
  keep(name: string, weightsOnly: boolean): Promise<void>;
  /** Keeps what an unfinished training goes on from, replacing the one before: as soon as all callbacks of this hook were called. */
  backUp(): Promise<void>;
  /** Text of a file of the run as it stands; null where there is none. */
  read(file: string): string | null;
  /** Text of a file of the run. */
  write(file: string, text: string, append: boolean): void;
  /** To who listens in other tabs. Never fails; where nobody listens, nothing happens. */
  publish(data: Readonly<Record<string, number>>): void;
  histogram(tag: string, values: Float32Array): void;
}

/** @param at epoch (epoch hooks) or batch of this epoch (batch hooks), from 0; 0 elsewhere. */
export type HookFunction = (at: number, logs: Logs, host: TrainingHost) => void | Promise<void>;

export interface Callback {
  readonly hooks: Readonly<Partial<Record<Hook, HookFunction>>>;
  /** Called after the last epoch and before anybody's train-end, where Keras' `fit` finalises the variables of the optimiser. */
  readonly finish?: (host: TrainingHost) => void | Promise<void>;
  /** All that it remembers, so that a training that goes on from a checkpoint does what an undisturbed one does. */
  state(): CallbackState;
  /** @throws AppError 'corrupt' when the state is not one of this kind. */
  restore(state: CallbackState): void;
}

/** What a callback may ask before the training begins. */
export interface CallbackContext {
  /** Whether more is better, by name of a metric without `val_`; `loss` is not in it. */
  readonly directions: ReadonlyMap<string, 'higher' | 'lower'>;
  /** Whether the learning rate follows a schedule: then Keras lets nobody set it. */
  readonly scheduled: boolean;
  /** Names that callbacks before this one in the list add to the logs. */
  readonly added?: readonly string[];
}

export interface CallbackKind extends Named {
  readonly about: string;
  readonly params: Params;
  /** Null, or why these settings can't be used, in words: what raises a ValueError or TypeError in Keras. */
  problem(params: ParamValues, context: CallbackContext): string | null;
  /** Whether every single batch must be looked at: the training then goes one step at a time. */
  everyBatch(params: ParamValues): boolean;
  /** Whether it also asks for the loss of every batch, which costs about as much again as the step. Absent: it does not. */
  needsBatchLoss?(params: ParamValues): boolean;
  /** Names that it adds to the logs. */
  adds?(params: ParamValues): readonly string[];
  create(params: ParamValues, context: CallbackContext): Callback;
}
export const defineCallback = (kind: CallbackKind): CallbackKind => kind;

/** One line of the timeline of a training. */
export interface CallbackEvent {
  readonly hook: Hook;
  /** From 0. */
  readonly epoch: number;
  /** Null at hooks that are not of a batch. */
  readonly batch: number | null;
  readonly step: number;
  /** Place in the list of callbacks; −1: the page's own NaN guard. */
  readonly callback: number;
  readonly id: string;
  readonly text: string;
  /** Whether something was changed, kept, written or stopped; otherwise it only tells what it counts. */
  readonly acted: boolean;
  /** Milliseconds since the run began. */
  readonly timeMs: number;
}
