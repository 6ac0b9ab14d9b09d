// Rows as the monitors see them. What is costly is worked out when it is first asked for, and kept as long as the view is.

import type { Thresholds } from '../answering.ts';
import { sampleOf, type Sample } from '../drift-sample.ts';
import { columnOf, isCategory, spanRows, type Column, type Span, type Table } from '../table.ts';
import type { WindowView } from './monitor.ts';
import type { WatchedWindow } from './watched.ts';

interface Sources {
  readonly table: Table;
  readonly span: Span;
  readonly places: Int32Array;
  readonly outputs: number;
  readonly latencies: WindowView['latencies'];
  scores(): Float32Array;
  thresholds(): Thresholds;
  truth(): Float64Array;
}

export class RowsView implements WindowView {
  readonly span: Span;
  readonly rows: number;
  readonly places: Int32Array;
  readonly table: Table;
  readonly outputs: number;
  readonly latencies: WindowView['latencies'];
  readonly #sources: Sources;
  readonly #samples = new Map<string, Sample>();
  #scores: Float32Array | null = null;
  #thresholds: Thresholds | null = null;
  #truth: Float64Array | null = null;
  #labelled: boolean;

  constructor(sources: Sources, labelled: boolean) {
    const { span, places, table, outputs, latencies } = sources;
    this.span = span;
    this.rows = places.length;
    this.places = places;
    this.table = table;
    this.outputs = outputs;
    this.latencies = latencies;
    this.#sources = sources;
    this.#labelled = labelled;
  }

  get scores(): Float32Array {
    return (this.#scores ??= this.#sources.scores());
  }
  get thresholds(): Thresholds {
    return (this.#thresholds ??= this.#sources.thresholds());
  }
  get truth(): Float64Array {
    return (this.#truth ??= this.#labelled ? this.#sources.truth() : new Float64Array(this.rows).fill(NaN));
  }

  sample(name: string): Sample {
    let sample = this.#samples.get(name);
    if (!sample) {
      const column = columnOf(this.table, name);
      const from = this.places[0] ?? 0;
      const to = from + this.rows;
      // Rows that follow one another are read as they lie.
      const whole = this.places.at(-1) === to - 1;
      sample = whole ? sampleOf(stretchOf(column, from, to)) : sampleOf(column, this.places);
      this.#samples.set(name, sample);
    }
    return sample;
  }

  /** The labels are in. */
  reveal(): void {
    this.#labelled = true;
    this.#truth = null;
  }
}

/** Shares the memory of the column. */
const stretchOf = (column: Column, from: number, to: number): Column =>
  isCategory(column)
    ? { ...column, codes: column.codes.subarray(from, to) }
    : { ...column, values: column.values.subarray(from, to) };

function valuesAt(values: Float64Array, places: Int32Array): Float64Array {
  const taken = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) taken[i] = values[places[i]!]!;
  return taken;
}

/** Of a stretch of the stream's rows, those that lie in the window. */
interface Piece {
  readonly of: WatchedWindow;
  readonly from: number;
  readonly to: number;
}

function piecesOf(span: Span, windows: readonly WatchedWindow[]): Piece[] {
  const pieces: Piece[] = [];
  for (const of of windows) {
    const from = Math.max(span.from, of.span.from);
    const to = Math.min(span.to, of.span.to);
    if (from < to) pieces.push({ of, from, to });
  }
  return pieces;
}

function latenciesOf(pieces: readonly Piece[]): WindowView['latencies'] {
  return pieces.flatMap(({ of, from, to }) => {
    const share = (to - from) / (of.span.to - of.span.from);
    return of.latencies.map(({ rows, ms }) => ({ rows: rows * share, ms: ms * share }));
  });
}

/**
 * A window of the monitors, put together from windows of the stream. Rows whose window of the stream can't be read are left out,
 * for nobody knows what was answered for them.
 * @param truth of every row of the table.
 */
export function windowView(
  span: Span,
  windows: readonly WatchedWindow[],
  table: Table,
  truth: Float64Array,
): RowsView {
  const pieces = piecesOf(span, windows);
  const rows = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
  const outputs = pieces[0]?.of.outputs ?? 1;
  let places: Int32Array;
  if (rows === span.to - span.from) places = spanRows(span);
  else {
    places = new Int32Array(rows);
    let at = 0;
    for (const { from, to } of pieces) for (let row = from; row < to; row++) places[at++] = row;
  }
  const [only] = pieces;
  const sources: Sources = {
    table,
    span,
    places,
    outputs,
    latencies: latenciesOf(pieces),
    scores() {
      if (pieces.length === 1 && only!.of.scores.length === rows * outputs) return only!.of.scores;
      const all = new Float32Array(rows * outputs);
      let at = 0;
      for (const { of, from, to } of pieces) {
        const first = of.span.from;
        all.set(of.scores.subarray((from - first) * outputs, (to - first) * outputs), at);
        at += (to - from) * outputs;
      }
      return all;
    },
    thresholds() {
      const first = only?.of.thresholds ?? NaN;
      if (typeof first === 'number' && pieces.every(({ of }) => of.thresholds === first)) return first;
      const all = new Float64Array(rows);
      let at = 0;
      for (const { of, from, to } of pieces) {
        const { thresholds } = of;
        for (let row = from; row < to; row++)
          all[at++] = typeof thresholds === 'number' ? thresholds : thresholds[row - of.span.from]!;
      }
      return all;
    },
    truth: () => valuesAt(truth, places),
  };
  return new RowsView(sources, false);
}

/**
 * Rows of any table with a model's own answers, to compare windows with.
 * @param truth of every row of the table. @param answers asked for when they are first needed.
 */
export function referenceView(
  rows: Span | Int32Array,
  table: Table,
  truth: Float64Array,
  outputs: number,
  threshold: number,
  answers: (rows: Int32Array) => Float32Array,
): RowsView {
  const places = rows instanceof Int32Array ? rows : spanRows(rows);
  const span = { from: places[0] ?? 0, to: (places.at(-1) ?? -1) + 1 };
  const sources: Sources = {
    table,
    span,
    places,
    outputs,
    latencies: [],
    scores: () => answers(places),
    thresholds: () => threshold,
    truth: () => valuesAt(truth, places),
  };
  return new RowsView(sources, true);
}
