// Lines of runs, kept for as long as nothing about them changes: when one log of many arrives, one line is made and not all.

import type { RunLine } from '../../../charts/parts/run-lines.ts';
import type { RunItem } from '../../../core/run-item.ts';
import { smoothings } from '../../../core/smoothing/index.ts';
import { curveOf, type Curve, type RunCourse } from './curve-of.ts';
import type { ComparedRun, CurveChoice } from './curves-data.ts';

interface Held {
  readonly item: RunItem;
  /** What the curve and the smoothed line follow from. */
  readonly curveKey: string;
  readonly smoothKey: string;
  readonly curve: Curve | null;
  readonly line: RunLine | null;
}

export class CurveCache {
  /** By course: of a run under way there is a new one whenever it has grown. One line each, the latest. */
  readonly #held = new WeakMap<RunCourse, Held>();
  #made = 0;

  /** How many lines were made anew. */
  get made(): number {
    return this.#made;
  }

  /** Null where the run has no such curve, or its course is not known. */
  lineOf({ item, course }: ComparedRun, choice: CurveChoice): RunLine | null {
    if (!course) return null;
    const curveKey = `${choice.axis} ${choice.metric}`;
    const smoothKey = choice.smoothing === '' ? '' : `${choice.smoothing} ${choice.amount}`;
    const held = this.#held.get(course);
    const same = held?.item === item && held.curveKey === curveKey;
    if (held && same && held.smoothKey === smoothKey) return held.line;
    this.#made += 1;
    const curve = held && same ? held.curve : curveOf(course, choice.metric, choice.axis, item.run);
    const line = curve && this.#line(item, curve, choice);
    this.#held.set(course, { item, curveKey, smoothKey, curve, line });
    return line;
  }

  #line({ run, name, colour }: RunItem, { x, y }: Curve, { smoothing, amount }: CurveChoice): RunLine {
    const smooth = smoothing === '' ? null : smoothings.get(smoothing).smooth(x, y, amount);
    return { id: run.id, label: name, colour, x, y, smooth };
  }
}

/** The lines of those that have one, smoothed: all that does not depend on the zoom. */
export const linesOf = (
  runs: readonly ComparedRun[],
  choice: CurveChoice,
  cache: CurveCache,
): readonly RunLine[] => runs.flatMap((run) => cache.lineOf(run, choice) ?? []);
