// The training as its callbacks see it (core/callback.ts), and what becomes of their wishes.

import type { CallbackEvent, CallbackState, TrainingHost } from '../../core/callback.ts';
import type { Architecture } from '../../core/network.ts';
import { histogramOf } from '../../core/histogram.ts';
import type { Kept, WrittenFile } from '../../core/training-report.ts';
import { allFinite } from '../finite.ts';
import type { Course } from './course.ts';
import type { News } from './news.ts';
import { Repeats } from './repeats.ts';

/** What all hosts of a training share. */
export class Wishes {
  readonly course: Course;
  readonly news: News;
  readonly #repeats: Repeats;
  readonly #files: Map<string, string>;
  readonly #hosts = new Map<number, TrainingHost>();
  /** Parameters that were kept at this hook; they wait for the state of the callbacks. */
  #kept: Omit<Kept, 'callbacks' | 'learningRate'>[] = [];
  /** Whether a callback wants a checkpoint as soon as the training can go on from one. */
  backUp = false;

  constructor(
    course: Course,
    news: News,
    files: readonly WrittenFile[],
    spoken: Readonly<Record<string, number>>,
  ) {
    this.#repeats = new Repeats(spoken);
    this.course = course;
    this.news = news;
    this.#files = new Map(files.map(({ name, text }) => [name, text]));
  }

  hostFor(place: number, id: string): TrainingHost {
    const known = this.#hosts.get(place) ?? new Host(this, place, id);
    this.#hosts.set(place, known);
    return known;
  }

  /** All callbacks of a hook were called. */
  settle(states: () => readonly CallbackState[]): void {
    if (this.#kept.length === 0) return;
    const callbacks = states();
    const { learningRate } = this.course;
    for (const kept of this.#kept) this.news.kept({ ...kept, callbacks, learningRate });
    this.#kept = [];
  }

  event(callback: number, id: string, text: string, acted: boolean): void {
    const { hook, batch } = this.course;
    if (batch === null || this.#repeats.isTold({ callback, id, hook, acted }))
      this.#tell({ hook, batch, callback, id, text, acted });
  }

  /** No batch of this epoch is to come. */
  endOfBatches(): void {
    for (const line of this.#repeats.close()) this.#tell({ ...line, batch: null });
  }

  /** For a checkpoint. */
  get spoken(): Record<string, number> {
    return this.#repeats.spoken;
  }

  #tell(said: Omit<CallbackEvent, 'epoch' | 'step' | 'timeMs'>): void {
    const { epoch, clock, trainer } = this.course;
    this.news.event({ ...said, epoch, step: trainer.step, timeMs: clock.ms });
  }

  /** @returns whether they were kept: what is not finite is of no use to anybody. */
  async keep(name: string, weightsOnly: boolean): Promise<boolean> {
    const { trainer, setup } = this.course;
    const { epoch, step } = trainer;
    const { weights, optimizer } = weightsOnly
      ? { weights: await trainer.weights(), optimizer: new Float32Array() }
      : await trainer.checkpoint();
    if (!allFinite(weights)) return false;
    const optimizerFrom = setup.learning.optimizerFrom ?? 0;
    const { stepsPerEpoch } = trainer;
    const place = { name, epoch, step, stepsPerEpoch, ...this.course.lossesOfAll };
    this.#kept.push({ ...place, weights, optimizer, optimizerFrom });
    return true;
  }

  read(file: string): string | null {
    return this.#files.get(file) ?? null;
  }

  write(name: string, text: string, append: boolean): void {
    const all = append ? (this.#files.get(name) ?? '') + text : text;
    this.#files.set(name, all);
    this.news.file({ name, text: all });
  }

  /** Files as they stand. */
  get files(): WrittenFile[] {
    return Array.from(this.#files, ([name, text]) => ({ name, text }));
  }
}

class Host implements TrainingHost {
  readonly #wishes: Wishes;
  readonly #place: number;
  readonly #id: string;

  constructor(wishes: Wishes, place: number, id: string) {
    this.#wishes = wishes;
    this.#place = place;
    this.#id = id;
  }

  get epochs(): number {
    return this.#wishes.course.epochs;
  }
  get stepsPerEpoch(): number {
    return this.#wishes.course.trainer.stepsPerEpoch;
  }
  get architecture(): Architecture {
    return this.#wishes.course.setup.architecture;
  }
  get step(): number {
    return this.#wishes.course.trainer.step;
  }
  get learningRate(): number {
    return this.#wishes.course.learningRate;
  }
  set learningRate(base: number) {
    this.#wishes.course.setLearningRate(base);
  }
  get stopTraining(): boolean {
    return this.#wishes.course.stopTraining;
  }
  set stopTraining(stop: boolean) {
    this.#wishes.course.stopTraining = stop;
  }

  weights(): Promise<Float32Array> {
    return this.#wishes.course.trainer.weights();
  }

  async setWeights(weights: Float32Array): Promise<void> {
    this.#wishes.course.setWeights(weights);
  }

  say(text: string, acted: boolean): void {
    this.#wishes.event(this.#place, this.#id, text, acted);
  }

  point(series: string, value: number): void {
    const { course, news } = this.#wishes;
    news.point({ series, step: course.trainer.step, timeMs: course.clock.ms, value });
  }

  async keep(name: string, weightsOnly: boolean): Promise<void> {
    if (await this.#wishes.keep(name, weightsOnly)) return;
    this.say(`${name} is not kept: its weights are not finite numbers`, false);
  }

  async backUp(): Promise<void> {
    this.#wishes.backUp = true;
  }

  read(file: string): string | null {
    return this.#wishes.read(file);
  }

  write(file: string, text: string, append: boolean): void {
    this.#wishes.write(file, text, append);
  }

  publish(data: Readonly<Record<string, number>>): void {
    this.#wishes.news.published({ ...data });
  }

  histogram(tag: string, values: Float32Array): void {
    const { trainer, epoch } = this.#wishes.course;
    this.#wishes.news.histogram({ tag, step: trainer.step, epoch, histogram: histogramOf(values) });
  }
}
