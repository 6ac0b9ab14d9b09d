// What a training has to tell, gathered until the next report.

import type { CallbackEvent } from '../../core/callback.ts';
import type {
  HistogramPoint,
  Kept,
  LiveLook,
  MetricPoint,
  TrainingNews,
  WrittenFile,
} from '../../core/training-report.ts';

export class News {
  #points: MetricPoint[] = [];
  #events: CallbackEvent[] = [];
  #histograms: HistogramPoint[] = [];
  #kept: Kept[] = [];
  readonly #files = new Map<string, WrittenFile>();
  #published: Readonly<Record<string, number>>[] = [];
  #look: LiveLook | null = null;

  point(point: MetricPoint): void {
    this.#points.push(point);
  }

  event(event: CallbackEvent): void {
    this.#events.push(event);
  }

  histogram(histogram: HistogramPoint): void {
    this.#histograms.push(histogram);
  }

  kept(kept: Kept): void {
    this.#kept.push(kept);
  }

  /** All of a file as it now stands; takes the place of what was not told yet. */
  file(file: WrittenFile): void {
    this.#files.set(file.name, file);
  }

  published(data: Readonly<Record<string, number>>): void {
    this.#published.push(data);
  }

  look(look: LiveLook): void {
    this.#look = look;
  }

  /** All that was new since the last call. */
  take(): TrainingNews {
    const news = {
      points: this.#points,
      events: this.#events,
      histograms: this.#histograms,
      kept: this.#kept,
      files: [...this.#files.values()],
      published: this.#published,
      look: this.#look,
    };
    [this.#points, this.#events, this.#histograms, this.#kept, this.#published] = [[], [], [], [], []];
    this.#files.clear();
    this.#look = null;
    return news;
  }
}
