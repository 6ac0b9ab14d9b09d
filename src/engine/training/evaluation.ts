// The figures at the end of an epoch: of the training rows, then of the validation rows between the hooks of a test.

import type { Logs } from '../../core/callback.ts';
import type { Metric, Task } from '../../core/define.ts';
import type { EpochRecord } from '../../core/records.ts';
import type { Controls } from '../../worker/controls.ts';
import { measure } from '../measuring.ts';
import type { BatchWatch, Measured } from '../measuring.ts';
import type { Pacer } from '../pacing.ts';
import type { Prepared } from '../preparation.ts';
import type { Course } from './course.ts';
import type { Hooks } from './hooks.ts';

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

  #of(rows: Prepared['training'], watch: BatchWatch | null): Promise<{ loss: number; metric: number }> {
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
