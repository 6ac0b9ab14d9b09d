// What a training has to tell, gathered until the next report. It outlives a lost device: what is computed a second time
// then is not told a second time.

import type { CallbackEvent } from '../../core/callback.ts';
import type {
  HistogramPoint,
  Kept,
  LiveLook,
  MetricPoint,
  TrainingNews,
  WrittenFile,
} from '../../core/training-report.ts';

/** How much there was to tell so far, of what is the same whenever it is computed. */
export interface Told {
  readonly points: number;
  readonly events: number;
  readonly histograms: number;
  readonly published: number;
}

const nothing: Told = { points: 0, events: 0, histograms: 0, published: 0 };

export class News {
  #points: MetricPoint[] = [];
  #events: CallbackEvent[] = [];
  #histograms: HistogramPoint[] = [];
  readonly #kept = new Map<string, Kept>();
  readonly #files = new Map<string, WrittenFile>();
  #published: Readonly<Record<string, number>>[] = [];
  #look: LiveLook | null = null;
  /** Where this attempt is, and how far any has come. */
  readonly #now = { ...nothing };
  readonly #most = { ...nothing };
  readonly #lastStep = new Map<string, number>();

  /** For a checkpoint. */
  get told(): Told {
    return { ...this.#now };
  }

  /** Goes back to a checkpoint. */
  back(told: Told = nothing): void {
    Object.assign(this.#now, told);
  }

  /** Of a callback, or of every epoch. */
  point(point: MetricPoint): void {
    if (this.#isNew('points')) this.#points.push(point);
  }

  /** Of a look or of a clock, which is never the same twice: only of steps that there were none of. */
  measured(source: 'look' | 'machine', points: readonly MetricPoint[]): void {
    const [first] = points;
    if (!first || first.step <= (this.#lastStep.get(source) ?? -1)) return;
    this.#points.push(...points);
    this.#lastStep.set(source, first.step);
  }

  event(event: CallbackEvent): void {
    if (this.#isNew('events')) this.#events.push(event);
  }

  histogram(histogram: HistogramPoint): void {
    if (this.#isNew('histograms')) this.#histograms.push(histogram);
  }

  /** Takes the place of one of this name that was not told yet. */
  kept(kept: Kept): void {
    this.#kept.set(kept.name, kept);
  }

  /** All of a file as it now stands; takes the place of what was not told yet. */
  file(file: WrittenFile): void {
    this.#files.set(file.name, file);
  }

  published(data: Readonly<Record<string, number>>): void {
    if (this.#isNew('published')) this.#published.push(data);
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
      kept: [...this.#kept.values()],
      files: [...this.#files.values()],
      published: this.#published,
      look: this.#look,
    };
    [this.#points, this.#events, this.#histograms, this.#published] = [[], [], [], []];
    this.#kept.clear();
    this.#files.clear();
    this.#look = null;
    return news;
  }

  #isNew(kind: keyof Told): boolean {
    const count = ++this.#now[kind];
    if (count <= this.#most[kind]) return false;
    this.#most[kind] = count;
    return true;
  }
}
