// What is asked of the curves, and what follows from it: shared by the chart, its controls and the legend of the page.

import { runsOfTraces, type CurveAxis, type RunCurvesData } from '../../../charts/parts/run-lines.ts';
import { smoothings } from '../../../core/smoothing/index.ts';
import { compareText as text } from '../../text/runs-compare.ts';
import { groupChoices, metricNames } from './choices.ts';
import { CurveCache, linesOf } from './curve-cache.ts';
import { isMeasured } from './curve-of.ts';
import { bandsOf, curvesData, endsOf, shortestOf } from './curves-data.ts';
import type { ComparedRun, CurveChoice } from './curves-data.ts';

export class CurveView {
  readonly #runs: () => readonly ComparedRun[];
  readonly #leftOut: () => number;
  readonly #cache = new CurveCache();
  #metric = $state<string | null>(null);
  #axis = $state<CurveAxis>('epoch');
  #smoothing = $state('');
  #logX = $state(false);
  #groupBy = $state('');
  amount = $state(0);
  logY = $state(false);
  bandEdge = $state<RunCurvesData['bandEdge']>('deviation');
  /** Visible x; null: all. */
  range = $state.raw<readonly [number, number] | null>(null);
  /** Why the fields of the zoom could not be followed; null: they could. */
  problem = $state<{ readonly at: 'from' | 'to'; readonly words: string } | null>(null);

  readonly #items = $derived.by(() => this.#runs().map(({ item }) => item));
  readonly names = $derived(metricNames(this.#items));
  readonly groups = $derived(groupChoices(this.#items));
  readonly choice = $derived.by((): CurveChoice => ({
    metric:
      this.#metric !== null && this.names.includes(this.#metric) ? this.#metric : (this.names[0] ?? 'loss'),
    axis: this.#axis,
    smoothing: this.#smoothing,
    amount: this.amount,
    logX: this.#logX,
    logY: this.logY,
    groupBy: this.groups.some(({ key }) => key === this.#groupBy) ? this.#groupBy : '',
    bandEdge: this.bandEdge,
  }));
  readonly #lines = $derived.by(() => linesOf(this.#runs(), this.choice, this.#cache));
  readonly #bands = $derived.by(() => bandsOf(this.#runs(), this.#lines, this.choice));
  readonly ends = $derived(endsOf(this.#lines, this.isLog));
  readonly shortest = $derived(shortestOf(this.#lines));
  readonly data = $derived.by(() =>
    curvesData({ lines: this.#lines, bands: this.#bands }, this.choice, this.range, this.#leftOut()),
  );
  readonly owners = $derived(runsOfTraces(this.data));
  /** Why a run has no curve, by its id. */
  readonly missing: ReadonlyMap<string, string> = $derived.by(() => {
    const drawn = new Set(this.#lines.map(({ id }) => id));
    return new Map(
      this.#runs().flatMap((run) =>
        drawn.has(run.item.run.id) ? [] : [[run.item.run.id, this.#whyNot(run)]],
      ),
    );
  });

  /** @param leftOut how many chosen runs are not among those shown. */
  constructor(runs: () => readonly ComparedRun[], leftOut: () => number) {
    this.#runs = runs;
    this.#leftOut = leftOut;
  }

  get isLog(): boolean {
    return this.#logX && this.#axis !== 'clock';
  }
  chooseMetric(name: string): void {
    this.#metric = name;
  }
  chooseAxis(axis: CurveAxis): void {
    this.#axis = axis;
    this.showAll();
  }
  chooseSmoothing(id: string): void {
    this.#smoothing = id;
    this.amount = id === '' ? 0 : smoothings.get(id).amount.default;
  }
  setLogX(value: boolean): void {
    this.#logX = value;
    this.showAll();
  }
  groupWith(key: string): void {
    this.#groupBy = key;
  }

  showAll(): void {
    this.range = null;
    this.problem = null;
  }
  /** As the axis counts: powers of ten on a log axis. */
  zoom(asked: readonly [number, number] | null): void {
    this.range = asked && this.isLog ? [10 ** asked[0], 10 ** asked[1]] : asked;
    this.problem = null;
  }
  /** By the fields: the same as dragging, for the keyboard. What the axis can't show is refused in words. */
  zoomTo(from: number, to: number, at: 'from' | 'to'): void {
    const words =
      !Number.isFinite(from) || !Number.isFinite(to)
        ? text.zoomNumber
        : this.isLog && (from <= 0 || to <= 0)
          ? text.zoomPositive
          : from >= to
            ? text.zoomOrder
            : null;
    this.problem = words === null ? null : { at, words };
    if (words === null) this.range = [from, to];
  }
  /** All runs side by side for as long as the shortest went. */
  zoomToShortest(): void {
    if (this.ends && this.shortest && this.shortest.end > this.ends[0])
      this.range = [this.ends[0], this.shortest.end];
    this.problem = null;
  }

  #whyNot({ item: { run }, course, phase }: ComparedRun): string {
    if (phase !== 'ready') return text.why[phase];
    if (!course) return text.why.unheard;
    if (course.history.length === 0 && course.series.length === 0) return text.why.empty;
    const { metric, axis } = this.choice;
    if (!isMeasured(course, metric, run.metric)) return text.why.unmeasured(metric);
    return axis === 'epoch' || axis === 'share' || axis === 'step' ? text.why.epochless : text.why.timeless;
  }
}
