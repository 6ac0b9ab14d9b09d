// The figures at the end of an epoch: of the training rows, then of the validation rows between the hooks of a test.

import type { Logs } from '../../core/callback.ts';
import type { Metric, Task } from '../../core/define.ts';
import type { EpochRecord } from '../../core/records.ts';
import type { Controls } from '../../worker/controls.ts';
import { measure } from '../measuring.ts';
import type { BatchWatch, Measured } from '../measuring.ts';
import type { Pacer } from '../pacing.ts';
import type { Prepared, PreparedRows } from '../preparation.ts';
import type { Course } from './course.ts';
import type { Hooks } from './hooks.ts';

const sampleRows = 256;

interface EvaluationParts {
  readonly prepared: Prepared;
  readonly metric: Metric;
  readonly task: Task;
  readonly controls: Controls;
  readonly pacer: Pacer;
}

export class Evaluation {
  readonly #parts: EvaluationParts;
  readonly #course: Course;
  readonly #hooks: Hooks;
  readonly #measured: Measured;
  #sample: PreparedRows | null = null;

  constructor(parts: EvaluationParts, course: Course, hooks: Hooks) {
    this.#parts = parts;
    this.#course = course;
    this.#hooks = hooks;
    const { architecture, learning } = course.setup;
    this.#measured = {
      task: parts.task,
      loss: learning.loss,
      inputs: architecture.inputs,
      last: architecture.layers.at(-1)!.activation,
      recipe: parts.prepared.recipe,
    };
  }

  /** @throws AppError `aborted`, `engine-lost`; what a callback throws. */
  async epoch(): Promise<EpochRecord> {
    const { prepared } = this.#parts;
    const known = await this.#of(prepared.training, null);
    const unseen = prepared.validation.rows > 0 ? await this.#validate() : { loss: NaN, metric: NaN };
    return {
      epoch: this.#course.epoch + 1,
      loss: known.loss,
      validationLoss: unseen.loss,
      metric: known.metric,
      validationMetric: unseen.metric,
      step: this.#course.trainer.step,
    };
  }

  /** Loss of a sample of the training rows, always the same. @throws AppError `aborted`, `engine-lost`. */
  async sampledLoss(): Promise<number> {
    this.#sample ??= spread(
      this.#parts.prepared.training,
      this.#course.setup.architecture.inputs,
      sampleRows,
    );
    return (await this.#of(this.#sample, null)).loss;
  }

  /** An epoch's figures by Keras' names, as its callbacks are told. */
  logsOf(record: EpochRecord): Logs {
    const { metric, prepared } = this.#parts;
    const logs: Logs = new Map([
      ['loss', record.loss],
      [metric.id, record.metric],
    ]);
    if (prepared.validation.rows === 0) return logs;
    return logs.set('val_loss', record.validationLoss).set(`val_${metric.id}`, record.validationMetric);
  }

  #of(rows: PreparedRows, watch: BatchWatch | null): Promise<{ loss: number; metric: number }> {
    const { metric, pacer, controls } = this.#parts;
    return measure(this.#measured, this.#course.trainer, rows, metric, pacer, controls, watch);
  }

  async #validate(): Promise<{ loss: number; metric: number }> {
    const { prepared, metric } = this.#parts;
    const hooks = this.#hooks;
    await hooks.run('test-begin', 0, new Map());
    const heard = hooks.listensTo('test-batch-begin') || hooks.listensTo('test-batch-end');
    const watch: BatchWatch = {
      size: this.#course.setup.learning.batchSize,
      begin: (batch) => hooks.run('test-batch-begin', batch, new Map()),
      end: (batch, loss) => hooks.run('test-batch-end', batch, new Map([['loss', loss]])),
    };
    const figures = await this.#of(prepared.validation, heard ? watch : null);
    await hooks.run(
      'test-end',
      0,
      new Map([
        ['loss', figures.loss],
        [metric.id, figures.metric],
      ]),
    );
    return figures;
  }
}

/** Some rows in their order, equally far apart; all where they are few. Without weights where these leave nothing of them. */
function spread(all: PreparedRows, width: number, most: number): PreparedRows {
  if (all.rows <= most) return all;
  const picked = Array.from({ length: most }, (_, i) => Math.floor((i * all.rows) / most));
  const pick = (values: Float32Array, each: number) => {
    const found = new Float32Array(most * each);
    picked.forEach((row, i) => found.set(values.subarray(row * each, (row + 1) * each), i * each));
    return found;
  };
  const weights = all.weights && pick(all.weights, 1);
  return {
    rows: most,
    outputs: all.outputs,
    inputs: pick(all.inputs, width),
    targets: pick(all.targets, all.outputs),
    weights: weights?.some((weight) => weight > 0) ? weights : null,
    tableRows: Int32Array.from(picked, (row) => all.tableRows[row]!),
    truth: Float64Array.from(picked, (row) => all.truth[row]!),
  };
}
