// Reports and checkpoints of one training.

import type { CallbackList } from '../../core/callback-list.ts';
import type { Checkpoint, EngineInfo, EpochRecord } from '../../core/records.ts';
import type { WrittenFile } from '../../core/training-report.ts';
import type { EngineId } from '../../core/records.ts';
import { allFinite } from '../finite.ts';
import type { TrainProgress } from '../protocol.ts';
import type { Course } from './course.ts';
import type { Wishes } from './host.ts';
import type { News, Told } from './news.ts';
import type { Speed } from './speed.ts';

/** Between two checkpoints, at the ends of epochs; and within an epoch that takes longer. */
const betweenEpochsMs = 1000;
const withinEpochMs = 5000;

/** What outlives a lost device: where to go on from, and what the page has heard of. */
export interface Lasting {
  checkpoint: Checkpoint | null;
  /** Epochs that were told. */
  reported: number;
  /** As they were at the checkpoint. */
  files: readonly WrittenFile[];
  told: Told | undefined;
  readonly news: News;
}

interface ReporterParts {
  readonly runId: string;
  readonly engineId: EngineId;
  readonly info: EngineInfo;
  readonly lasting: Lasting;
  readonly list: CallbackList;
  readonly report: (progress: TrainProgress) => void;
}

export class Reporter {
  readonly #parts: ReporterParts;
  readonly #course: Course;
  readonly #wishes: Wishes;
  readonly #speed: Speed;
  #checkpointAt = performance.now();

  constructor(parts: ReporterParts, course: Course, wishes: Wishes, speed: Speed) {
    this.#parts = parts;
    this.#course = course;
    this.#wishes = wishes;
    this.#speed = speed;
  }

  /**
   * Tells what is new, with a checkpoint when one is due or a callback wants one. None is made of a training that is about
   * to end: one that went on from it would not know that it was to end.
   * @param place where the training stands. @throws AppError `engine-lost`.
   */
  async tell(place: 'end of an epoch' | 'within an epoch', ending: boolean): Promise<void> {
    const since = performance.now() - this.#checkpointAt;
    const due = since >= (place === 'end of an epoch' ? betweenEpochsMs : withinEpochMs);
    const wanted = !ending && (due || this.#wishes.backUp);
    this.#report(wanted ? await this.#checkpoint() : null);
  }

  /** Tells what the end of the training brought. */
  last(): void {
    this.#report(null);
  }

  async #checkpoint(): Promise<Checkpoint | null> {
    const { runId, engineId, lasting, list } = this.#parts;
    const { trainer, setup, history, learningRate, lossesOfAll, clock } = this.#course;
    const { epoch, step, weights, optimizer } = await trainer.checkpoint();
    // Nobody can go on from there, and the guard is about to find it.
    if (!allFinite(weights) || !allFinite(optimizer)) return null;
    this.#checkpointAt = performance.now();
    this.#wishes.backUp = false;
    const checkpoint: Checkpoint = {
      ...{ runId, epoch, step, weights, optimizer, learningRate, ...lossesOfAll },
      stepsPerEpoch: trainer.stepsPerEpoch,
      spoken: this.#wishes.spoken,
      history: [...history],
      engine: engineId,
      callbacks: list.states(),
      optimizerFrom: setup.learning.optimizerFrom ?? 0,
      elapsedMs: clock.ms,
    };
    lasting.checkpoint = checkpoint;
    lasting.files = this.#wishes.files;
    lasting.told = lasting.news.told;
    return checkpoint;
  }

  #report(checkpoint: Checkpoint | null): void {
    const { info, lasting, report } = this.#parts;
    const { trainer, epochs, history } = this.#course;
    // After a lost device some epochs come a second time, equal to the first.
    const records: EpochRecord[] = history.slice(lasting.reported);
    report({
      epoch: trainer.epoch,
      epochs,
      step: trainer.step,
      steps: epochs * trainer.stepsPerEpoch,
      stepsPerSecond: this.#speed.perSecond,
      engine: info,
      records,
      checkpoint,
      news: lasting.news.take(),
    });
    lasting.reported = Math.max(lasting.reported, history.length);
  }
}
