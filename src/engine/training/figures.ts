// The series that every run has by itself. Each epoch brings a learning rate; figures of the machine come at most four times a
// second, not before the steps have taken long enough for a figure, and once at the end; those of a look inside as often as
// there is one. Nothing else is left out.
//
// `system/steps_per_second` and `system/step_ms` count what a callback that looks at every batch needs as part of its step.

import { scheduleFactor } from '../../core/learning.ts';
import type { LiveLook, MetricPoint } from '../../core/training-report.ts';
import type { Course } from './course.ts';
import type { News } from './news.ts';
import type { Speed } from './speed.ts';

const machineEveryMs = 250;
const leastMeasuredMs = 20;

export class Figures {
  readonly #course: Course;
  readonly #news: News;
  readonly #speed: Speed;
  #machineAt = -Infinity;
  #epochAt: number;

  constructor(course: Course, news: News, speed: Speed) {
    this.#course = course;
    this.#news = news;
    this.#speed = speed;
    this.#epochAt = course.clock.ms;
  }

  /** At the end of an epoch, before its callbacks: the rate of its last step, by which a schedule counts too. */
  epoch(): void {
    const { setup, learningRate, trainer, clock } = this.#course;
    const factor = scheduleFactor(setup.learning.schedule, trainer.step - 1);
    this.#news.point(this.#point('learning_rate', learningRate * factor));
    const now = clock.ms;
    this.machine(now - this.#epochAt);
    this.#epochAt = now;
  }

  /** @param epochMs that the epoch took which has just ended. */
  machine(epochMs?: number): void {
    const now = this.#course.clock.ms;
    if (now - this.#machineAt < machineEveryMs || this.#speed.measuredMs < leastMeasuredMs) return;
    this.#machineAt = now;
    this.#machine(epochMs);
  }

  /** Behind the last step: of a training that is over before there was a figure there is one all the same. */
  last(): void {
    if (this.#speed.perSecond > 0) this.#machine();
  }

  #machine(epochMs?: number): void {
    this.#news.measured('machine', [
      this.#point('system/steps_per_second', this.#speed.perSecond),
      this.#point('system/step_ms', this.#speed.stepMs),
      ...(epochMs === undefined ? [] : [this.#point('system/epoch_ms', epochMs)]),
    ]);
  }

  look(look: LiveLook): void {
    this.#news.look(look);
    this.#news.measured('look', [
      this.#point('batch_loss', look.batchLoss),
      this.#point('batch_metric', look.batchMetric),
      ...look.layers.map(({ name, gradientNorm }) => this.#point(`gradient_norm/${name}`, gradientNorm)),
      ...look.layers.map(({ name, deadUnits }) => this.#point(`dead_units/${name}`, deadUnits)),
    ]);
  }

  /** What callbacks added to the logs of an epoch. */
  added(series: string, value: number): void {
    this.#news.point(this.#point(series, value));
  }

  #point(series: string, value: number): MetricPoint {
    const { trainer, clock } = this.#course;
    return { series, step: trainer.step, timeMs: clock.ms, value };
  }
}
