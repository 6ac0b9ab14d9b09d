// Where a training is: what its loop, its callbacks and its guard share.

import type { Hook } from '../../core/callback.ts';
import type { EpochRecord } from '../../core/records.ts';
import type { Trainer, TrainerSetup } from '../trainers/trainer.ts';
import type { Beginning } from './beginning.ts';
import type { Clock } from './clock.ts';

/** Something that changed the training from outside, at a step. */
export interface Intervention {
  readonly step: number;
  readonly learningRate?: number;
  readonly weights?: Float32Array;
}

export class Course {
  readonly trainer: Trainer;
  readonly setup: TrainerSetup;
  readonly epochs: number;
  readonly clock: Clock;
  readonly history: EpochRecord[];
  hook: Hook = 'train-begin';
  /** From 0. */
  epoch: number;
  /** Of this epoch, from 0; null outside batch hooks. */
  batch: number | null = null;
  stopTraining = false;
  /** Σ loss × rows, and Σ rows, over the batches of this epoch whose loss a callback asked for. */
  lossSum: number;
  lossRows: number;
  /** Since the guard last knew all to be well, in their order. */
  interventions: Intervention[] = [];
  /** How often a callback put weights in. */
  weightsSet = 0;
  #learningRate: number;

  constructor(trainer: Trainer, setup: TrainerSetup, epochs: number, beginning: Beginning, clock: Clock) {
    this.trainer = trainer;
    this.setup = setup;
    this.epochs = epochs;
    this.clock = clock;
    this.history = [...beginning.history];
    this.epoch = beginning.history.length;
    this.#learningRate = beginning.learningRate;
    if (beginning.state) trainer.restore(beginning.state);
    trainer.setLearningRate(beginning.learningRate);
    this.lossSum = beginning.lossSum ?? 0;
    this.lossRows = beginning.lossSum === null ? 0 : this.#rowsTaken;
  }

  /** Base rate of the next step. */
  get learningRate(): number {
    return this.#learningRate;
  }

  /** @throws AppError `bad-input` when not finite. */
  setLearningRate(learningRate: number): void {
    this.trainer.setLearningRate(learningRate);
    this.#learningRate = learningRate;
    this.interventions.push({ step: this.trainer.step, learningRate });
  }

  /** What the training went back to: no change from outside. */
  goBack(learningRate: number): void {
    this.trainer.setLearningRate(learningRate);
    this.#learningRate = learningRate;
  }

  /** @throws AppError `bad-input` for parameters of another network. */
  setWeights(weights: Float32Array): void {
    this.trainer.setWeights(weights);
    this.weightsSet++;
    const { step } = this.trainer;
    // Of several at one step only the last counts: validating with other weights leaves nothing behind.
    const others = this.interventions.filter((known) => known.step !== step || !known.weights);
    this.interventions = [...others, { step, weights: weights.slice() }];
  }

  /** Of a batch of this epoch, from before its step. */
  addLoss(loss: number, rows: number): void {
    this.lossSum += loss * rows;
    this.lossRows += rows;
  }

  /** An epoch begins. */
  forgetLosses(): void {
    this.lossSum = 0;
    this.lossRows = 0;
  }

  /** What a checkpoint must hold of the losses: nothing between epochs, or where the batches of this one were not all looked at. */
  get lossesOfAll(): { readonly lossSum?: number } {
    const within = this.lossRows > 0 && !this.epochTaken;
    return within && this.lossRows === this.#rowsTaken ? { lossSum: this.lossSum } : {};
  }

  /** Rows of the batches of this epoch that were taken. */
  get #rowsTaken(): number {
    const { data, learning } = this.setup;
    const batches = this.trainer.step - this.epoch * this.trainer.stepsPerEpoch;
    return Math.min(batches * learning.batchSize, data.rows);
  }

  /** Whether the last epoch had all its batches. */
  get whole(): boolean {
    return this.trainer.step === this.epoch * this.trainer.stepsPerEpoch;
  }

  /** Whether the batches of the present epoch have all been taken. */
  get epochTaken(): boolean {
    return this.trainer.epoch > this.epoch;
  }
}
