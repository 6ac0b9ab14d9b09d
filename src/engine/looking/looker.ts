// Looks inside a training that goes on: seldom enough, and at few enough rows, that the training hardly notices.

import type { Metric, Task } from '../../core/define.ts';
import type { LiveLook } from '../../core/training-report.ts';
import type { Prepared, PreparedRows } from '../preparation.ts';
import type { LoadedTable } from '../tables.ts';
import type { Trainer, TrainerSetup } from '../trainers/trainer.ts';
import { batchOf, gathered } from './batch.ts';
import { rowsOfLook } from './cost.ts';
import { layerLooks } from './layers.ts';
import { toScores } from './scores.ts';
import { sampleOf, surfacePlan } from './surface.ts';
import type { SurfacePlan } from './surface.ts';

/** Four looks a second at most, of which each may take a twentieth of the time since the last. */
const leastGapMs = 250;
const costShare = 0.05;
const sampleRows = 200;

export interface LookerParts {
  readonly setup: TrainerSetup;
  readonly prepared: Prepared;
  readonly task: Task;
  readonly metric: Metric;
  readonly table: LoadedTable;
}

export class Looker {
  readonly #parts: LookerParts;
  readonly #clock: () => number;
  readonly #batchRows: number;
  readonly #surface: SurfacePlan | null;
  readonly #sample: { inputs: Float32Array; rows: Int32Array; truth: Float64Array };
  /** When the next look may begin; null before the clock was first read. */
  #next: number | null = null;

  constructor(parts: LookerParts, clock: () => number = () => performance.now()) {
    this.#parts = parts;
    this.#clock = clock;
    const { setup, prepared, task, table } = parts;
    this.#batchRows = rowsOfLook(setup.architecture);
    const { training, validation, recipe } = prepared;
    const seen = training.tableRows;
    this.#surface = surfacePlan(recipe, task, table.table, table.truth, seen, setup.seed);
    this.#sample = this.#sampleOf(validation.rows > 0 ? validation : training);
  }

  #sampleOf(from: PreparedRows): { inputs: Float32Array; rows: Int32Array; truth: Float64Array } {
    const { architecture, seed } = this.#parts.setup;
    const chosen = sampleOf(from.rows, sampleRows, seed, 'look');
    const width = architecture.inputs;
    const inputs = new Float32Array(chosen.length * width);
    chosen.forEach((row, i) => inputs.set(from.inputs.subarray(row * width, (row + 1) * width), i * width));
    return {
      inputs,
      rows: chosen.map((row) => from.tableRows[row]!),
      truth: Float64Array.from(chosen, (row) => from.truth[row]!),
    };
  }

  /** Whether a look may be taken. @param nowMs of the clock that the looker was given (performance.now()). */
  due(nowMs: number): boolean {
    this.#next ??= nowMs + leastGapMs;
    return nowMs >= this.#next;
  }

  /** @throws AppError `engine-lost`. */
  async look(trainer: Trainer): Promise<LiveLook> {
    const began = this.#clock();
    const { setup, prepared, task, metric } = this.#parts;
    const weights = await trainer.weights();
    const batch = batchOf(setup, weights, trainer.step, this.#batchRows);
    const { units: outputs, activation: last } = setup.architecture.layers.at(-1)!;
    const scored = async (inputs: Float32Array) => {
      const scores = await trainer.outputs(inputs);
      toScores(scores, outputs, task, last, prepared.recipe);
      return scores;
    };
    const { inputs, rows, truth } = this.#sample;
    const { training } = prepared;
    const width = setup.architecture.inputs;
    const batchInputs = new Float32Array(batch.rows.length * width);
    const batchWeights = training.weights;
    const look: LiveLook = {
      step: trainer.step,
      epoch: trainer.epoch,
      batchLoss: batch.loss,
      batchMetric: metric.compute({
        truth: Float64Array.from(batch.rows, (row) => training.truth[row]!),
        scores: await scored(gathered(batchInputs, training.inputs, batch.rows, width)),
        outputs,
        weights: batchWeights ? Float64Array.from(batch.rows, (row) => batchWeights[row]!) : undefined,
      }),
      layers: layerLooks(setup.architecture, weights, batch),
      surface: this.#surface && this.#surface.of(await scored(this.#surface.inputs), outputs),
      sample: { rows, truth, scores: await scored(inputs), outputs },
    };
    this.#next = began + Math.max(leastGapMs, (this.#clock() - began) / costShare);
    return look;
  }
}
