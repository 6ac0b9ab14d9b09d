// The running monitors of one project. What they find depends on the windows and their labels alone: not on whether these are
// told one by one as they come, or many at once after the page was opened again.

import { thresholdOf } from '../answering.ts';
import type { Task } from '../define.ts';
import { monitors } from '../monitors/index.ts';
import { scoreRows } from '../scoring.ts';
import { columnOf, isCategory, type Span, type Table } from '../table.ts';
import { beginAllowing, beginWithLabels } from './allowing.ts';
import type { Figure, FigureKey, PutFigure } from './figure.ts';
import type { FoundFigures, MonitoredWindow } from './figure-table.ts';
import type { Monitor, MonitorKnowledge, WindowMonitor } from './monitor.ts';
import { earlierPeriods, rowSteps, windowCutter, type WindowCutter } from './spans.ts';
import { referenceView, windowView, type RowsView } from './view.ts';
import type { MonitorFault, WatchedRows, WatchedVersion, WatchedWindow, WatchSetting } from './watched.ts';

/** A table with the question that is asked of it. */
export interface WatchedTable {
  readonly table: Table;
  readonly task: Task;
  readonly classes: readonly string[];
  readonly target: { readonly column: string };
  /** Of every row. */
  readonly truth: Float64Array;
  readonly outputs: number;
}

interface Running {
  readonly id: string;
  readonly needs: Monitor['needs'];
  /** Null after it has failed. */
  look: WindowMonitor | null;
}

/** From where a version is champion to where another one is. */
interface Reign {
  readonly versionId: string;
  readonly running: readonly Running[];
}

/** A window that waits for labels. */
interface Waiting {
  readonly window: MonitoredWindow;
  readonly reign: Reign;
  readonly view: RowsView | null;
}

export class WatchSession {
  readonly #setting: WatchSetting;
  readonly #digest: string;
  /** As it is now: rows that have not passed may be changed meanwhile. */
  readonly #tableOf: (digest: string) => WatchedTable;
  readonly #monitors: readonly Monitor[];
  readonly #cutter: WindowCutter;
  readonly #versions = new Map<string, WatchedVersion>();
  /** Windows of the stream that are still needed, oldest first. */
  #held: WatchedWindow[] = [];
  #reign: Reign | null = null;
  #waiting: Waiting[] = [];
  #next = 0;
  #count = 0;
  #faults: MonitorFault[] = [];

  /**
   * @param tableOf of its digest; it must have it. @param of monitors that run.
   * @throws RangeError for a plan that can't be followed.
   */
  constructor(
    setting: WatchSetting,
    digest: string,
    tableOf: (digest: string) => WatchedTable,
    of: readonly Monitor[] = monitors.all,
  ) {
    this.#setting = setting;
    this.#digest = digest;
    this.#tableOf = tableOf;
    this.#monitors = of;
    this.#cutter = windowCutter(setting.plan.window, setting, this.#times);
  }

  /** Window of the stream that it waits for. */
  get next(): number {
    return this.#next;
  }

  /** Windows of the stream that it keeps. */
  get held(): number {
    return this.#held.length;
  }

  /** A version must be known before the first window that it answered. */
  know(version: WatchedVersion): void {
    this.#versions.set(version.id, version);
  }

  /** What went wrong since it was last asked. */
  takeFaults(): MonitorFault[] {
    const faults = this.#faults;
    this.#faults = [];
    return faults;
  }

  /**
   * A window of the stream has passed. Windows that can't be read are left out, so their numbers may be missing.
   * @returns each window of the monitors that is complete now, and again each whose labels are all in now.
   */
  pass(window: WatchedWindow): FoundFigures[] {
    if (window.index < this.#next) return [];
    this.#next = window.index + 1;
    this.#held.push(window);
    const found = this.#cutter.upTo(window.span.to).map((span) => this.#complete(span, window));
    return [...found, ...this.#settle()];
  }

  /** The labels of a window of the stream have come. @returns the windows of the monitors whose labels are all in now. */
  label(index: number): FoundFigures[] {
    const place = this.#held.findIndex((window) => window.index === index);
    if (place < 0) return [];
    this.#held[place] = { ...this.#held[place]!, labelled: true };
    return this.#settle();
  }

  readonly #times = (): Float64Array => {
    const { timeColumn } = this.#setting;
    const column = timeColumn === null ? null : columnOf(this.#tableOf(this.#digest).table, timeColumn);
    if (!column || isCategory(column) || column.kind !== 'time')
      throw new RangeError('The rows have no column with times, so windows can go by rows only.');
    return column.values;
  };

  #piecesOf({ from, to }: Span): WatchedWindow[] {
    return this.#held.filter(({ span }) => span.from < to && span.to > from);
  }

  #viewOf(span: Span): RowsView {
    const { table, truth } = this.#tableOf(this.#digest);
    return windowView(span, this.#piecesOf(span), table, truth);
  }

  #complete(span: Span, last: WatchedWindow): FoundFigures {
    const pieces = this.#piecesOf(span);
    const versionId = mostRows(span, pieces) ?? this.#reign?.versionId ?? last.modelVersionId;
    if (this.#reign?.versionId !== versionId) this.#reign = this.#begin(versionId);
    const window = { index: this.#count++, span, streamWindow: last.index, modelVersionId: versionId };
    const view = this.#viewOf(span);
    const labelled = pieces.every((piece) => piece.labelled);
    const figures = view.rows > 0 ? this.#look(this.#reign, 'rows', view) : [];
    // Where the labels are in already, what was worked out for the rows serves once more.
    this.#waiting.push({ window, reign: this.#reign, view: labelled ? view : null });
    return { window, labelled: false, figures };
  }

  /** In their order: detectors look at one row after another. */
  #settle(): FoundFigures[] {
    const found: FoundFigures[] = [];
    let first = this.#waiting[0];
    while (first && this.#piecesOf(first.window.span).every(({ labelled }) => labelled)) {
      const { window, reign } = first;
      const view = first.view ?? this.#viewOf(window.span);
      view.reveal();
      const figures = view.rows > 0 ? this.#look(reign, 'labels', view) : [];
      found.push({ window, labelled: true, figures });
      this.#waiting.shift();
      first = this.#waiting[0];
    }
    const needed = Math.min(this.#cutter.from, first?.window.span.from ?? Infinity);
    const kept = this.#held.findIndex(({ span }) => span.to > needed);
    this.#held = kept < 0 ? [] : kept === 0 ? this.#held : this.#held.slice(kept);
    return found;
  }

  #look(reign: Reign, needs: 'rows' | 'labels', view: RowsView): [FigureKey, Figure][] {
    const found: [FigureKey, Figure][] = [];
    for (const running of reign.running) {
      if ((running.needs !== needs && running.needs !== 'both') || !running.look) continue;
      const put: PutFigure = (key, figure) => void own.push([key, figure]);
      const own: [FigureKey, Figure][] = [];
      try {
        running.look(view, put, needs === 'labels');
        found.push(...own);
      } catch (thrown) {
        // Half a state is worse than none.
        running.look = null;
        this.#fault(running.id, reign.versionId, thrown);
      }
    }
    return found;
  }

  #begin(versionId: string): Reign {
    const version = this.#versions.get(versionId);
    const running: Running[] = [];
    try {
      if (!version) throw new RangeError('Nothing is known of the version that answered.');
      const known = this.#knowledgeOf(version);
      for (const monitor of this.#monitors) {
        const { id, needs } = monitor;
        try {
          const begin = needs === 'labels' ? beginWithLabels : beginAllowing;
          running.push({ id, needs, look: begin(monitor, known) });
        } catch (thrown) {
          this.#fault(id, versionId, thrown);
        }
      }
    } catch (thrown) {
      this.#fault('', versionId, thrown);
    }
    return { versionId, running };
  }

  #knowledgeOf({ model, reference, unseen, unseenLearnt }: WatchedVersion): MonitorKnowledge {
    const { plan, metrics, labelDelayRows = 0, seed } = this.#setting;
    const { task, classes, target } = this.#tableOf(this.#digest);
    const view = ({ digest, rows }: WatchedRows): RowsView => {
      const { table, truth, outputs } = this.#tableOf(digest);
      const answers = (places: Int32Array) => scoreRows(model, table, places).scores;
      return referenceView(rows, table, truth, outputs, thresholdOf(model), answers);
    };
    const compared = view(reference);
    return {
      plan,
      task,
      classes,
      features: model.recipe.features,
      target: target.column,
      metrics,
      model,
      reference: compared,
      unseen: sameRows(reference, unseen) ? compared : view(unseen),
      unseenLearnt,
      ...this.#usual(),
      labelDelayRows,
      seed,
    };
  }

  /** How many rows a usual window has. */
  #usual(): Pick<MonitorKnowledge, 'windowRows' | 'periods'> {
    const { plan, windowRows, initialRows } = this.#setting;
    if (plan.window.by === 'rows') return { windowRows: rowSteps(plan.window, windowRows).rows };
    const periods = earlierPeriods(plan.window.period, initialRows, this.#times);
    const rows = periods.reduce((sum, count) => sum + count, 0);
    return { periods, windowRows: rows > 0 ? Math.round(rows / periods.length) : windowRows };
  }

  #fault(monitor: string, modelVersionId: string, thrown: unknown): void {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    this.#faults.push({ monitor, modelVersionId, reason });
  }
}

function sameRows(a: WatchedRows, b: WatchedRows): boolean {
  if (a.digest !== b.digest) return false;
  if (a.rows instanceof Int32Array || b.rows instanceof Int32Array) return a.rows === b.rows;
  return a.rows.from === b.rows.from && a.rows.to === b.rows.to;
}

/** The version that answered for most rows of a window is the one that it speaks of; of two with as many, the later one. */
function mostRows({ from, to }: Span, pieces: readonly WatchedWindow[]): string | null {
  const rows = new Map<string, number>();
  for (const { modelVersionId, span } of pieces)
    rows.set(
      modelVersionId,
      (rows.get(modelVersionId) ?? 0) + Math.min(to, span.to) - Math.max(from, span.from),
    );
  let most: string | null = null;
  for (const [id, count] of rows) if (most === null || count >= rows.get(most)!) most = id;
  return most;
}
