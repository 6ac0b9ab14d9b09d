// The log of a training while it goes: what the engine reports is gathered here, shown from here, cut into parts that are
// kept with each checkpoint, and becomes the run's log in the end.

import type { CallbackEvent } from '../core/callback.ts';
import type { SeriesTotal } from '../core/metric-series.ts';
import type { EpochRecord, Run } from '../core/records.ts';
import type { LogPart, MetricSeries, RunLog } from '../core/run-records.ts';
import type { HistogramPoint, LiveLook, TrainingNews, WrittenFile } from '../core/training-report.ts';
import type { TrainProgress } from '../engine/protocol.ts';
import { GrowingSeries } from './growing-series.ts';

type Reported = Pick<TrainProgress, 'records' | 'news' | 'checkpoint' | 'beforeCheckpoint'>;
type Timed = Pick<TrainingNews, 'points' | 'events' | 'histograms'>;

/** What was gathered of one kind, shown as a list that is a new one whenever it has grown. */
class GrowingList<T> {
  readonly #items: T[] = [];
  #shown: readonly T[] = [];
  #cutAt = 0;

  add(items: readonly T[]): void {
    for (const item of items) this.#items.push(item);
  }

  get shown(): readonly T[] {
    if (this.#shown.length !== this.#items.length) this.#shown = this.#items.slice();
    return this.#shown;
  }

  /** What came since the last cut. */
  cut(): T[] {
    const part = this.#items.slice(this.#cutAt);
    this.#cutAt = this.#items.length;
    return part;
  }
}

/** All that was gathered of one training. */
class Gathered {
  readonly history = new GrowingList<EpochRecord>();
  readonly events = new GrowingList<CallbackEvent>();
  readonly histograms = new GrowingList<HistogramPoint>();
  readonly series = new Map<string, GrowingSeries>();
  /** What came since the last cut: thinning moves the places of older points. */
  readonly fresh = new Map<string, GrowingSeries>();
  readonly files = new Map<string, WrittenFile>();
  /** Written since the last cut. */
  readonly freshFiles = new Map<string, WrittenFile>();
  look: LiveLook | null = null;
  parts = 0;

  add({ points, events, histograms }: Timed): void {
    for (const { series, step, timeMs, value } of points) this.#push(series, step, timeMs, value);
    this.events.add(events);
    this.histograms.add(histograms);
  }

  addFiles(files: readonly WrittenFile[]): void {
    for (const file of files) {
      this.files.set(file.name, file);
      this.freshFiles.set(file.name, file);
    }
  }

  /** Takes over what was kept of it. */
  take(part: LogPart): void {
    for (const one of part.series) seriesOf(this.series, one.name).append(one);
    this.events.add(part.events);
    this.histograms.add(part.histograms);
    this.addFiles(part.files);
    this.cut();
    this.parts = part.part + 1;
  }

  cut(): Pick<LogPart, 'part' | 'series' | 'events' | 'histograms' | 'files'> {
    const series = [...this.fresh.values()].map((points) => points.view());
    this.fresh.clear();
    const files = [...this.freshFiles.values()];
    this.freshFiles.clear();
    return {
      part: this.parts++,
      series,
      events: this.events.cut(),
      histograms: this.histograms.cut(),
      files,
    };
  }

  #push(name: string, step: number, timeMs: number, value: number): void {
    seriesOf(this.series, name).push(step, timeMs, value);
    seriesOf(this.fresh, name).push(step, timeMs, value);
  }
}

function seriesOf(series: Map<string, GrowingSeries>, name: string): GrowingSeries {
  const held = series.get(name);
  if (held) return held;
  const points = new GrowingSeries(name);
  series.set(name, points);
  return points;
}

export class LiveLog {
  /** What is shown is read through it: numbers go through no proxy, and a report is one change. */
  #version = $state(0);
  #held = new Gathered();

  get history(): readonly EpochRecord[] {
    return this.#now.history.shown;
  }
  get series(): readonly MetricSeries[] {
    return [...this.#now.series.values()].map((points) => points.view());
  }
  get events(): readonly CallbackEvent[] {
    return this.#now.events.shown;
  }
  get histograms(): readonly HistogramPoint[] {
    return this.#now.histograms.shown;
  }
  get files(): readonly WrittenFile[] {
    return [...this.#now.files.values()];
  }
  /** The newest look inside; null before the first. */
  get look(): LiveLook | null {
    return this.#now.look;
  }

  /** Forgets what there was and takes over what was kept of a training that goes on. */
  begin(history: readonly EpochRecord[], parts: readonly LogPart[]): void {
    this.#held = new Gathered();
    this.#held.history.add(history);
    for (const part of parts) this.#held.take(part);
    this.#version++;
  }

  /**
   * Takes a report in.
   * @returns what is to be kept with the report's checkpoint; null where it has none.
   */
  add(run: Run, { records, news, checkpoint, beforeCheckpoint }: Reported): LogPart | null {
    const held = this.#held;
    held.history.add(records);
    held.addFiles(news.files);
    if (news.look) held.look = news.look;
    let part: LogPart | null = null;
    if (checkpoint) {
      // What came after it comes again when the training goes on from there.
      const { points, events, histograms } = beforeCheckpoint ?? {};
      held.add({
        points: news.points.slice(0, points),
        events: news.events.slice(0, events),
        histograms: news.histograms.slice(0, histograms),
      });
      part = { v: 1, runId: run.id, projectId: run.projectId, ...held.cut() };
      if (beforeCheckpoint)
        held.add({
          points: news.points.slice(points),
          events: news.events.slice(events),
          histograms: news.histograms.slice(histograms),
        });
    } else held.add(news);
    this.#version++;
    return part;
  }

  /** Of every series how many points came and their mean: of a long one not all points are held. */
  get totals(): ReadonlyMap<string, SeriesTotal> {
    return new Map([...this.#now.series].map(([name, points]) => [name, points.total]));
  }

  /** All of it, as it is written down with the end of the run. */
  logOf(run: Run): RunLog {
    const { history, series, events, histograms, files } = this;
    return { v: 1, runId: run.id, projectId: run.projectId, history, series, events, histograms, files };
  }

  get #now(): Gathered {
    void this.#version;
    return this.#held;
  }
}
