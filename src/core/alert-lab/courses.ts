// The detectors as they are set, on each way in which a change may come: is it caught, and how late.

import { injectionCourses, type InjectionCourse } from '../injection.ts';
import { asChosen, fitting } from './entrants.ts';
import type { LabPoint, LabRate, LabRequest } from './lab.ts';
import { checkWorld, enter, race, type Racer } from './race.ts';
import type { StreamSource } from './streams.ts';

export interface LabCatch {
  readonly course: InjectionCourse;
  readonly streams: number;
  readonly missed: number;
  readonly delay: LabPoint['delay'];
}

export interface LabCoursesRow {
  readonly id: string;
  /** Of its knob. */
  readonly setting: number;
  /** In the order of `injectionCourses`. */
  readonly catches: readonly LabCatch[];
  /** For 10,000 rows. Where nothing has changed yet, the streams of all courses are the same. */
  readonly falseAlarms: LabRate;
}

export interface LabCoursesResult {
  readonly rows: readonly LabCoursesRow[];
  readonly seeds: number;
  /** What changes that don't come at once take until they are whole, and recurring ones for one turn. */
  readonly overRows: number;
}

/** Where the world's own change is sudden: a quarter of what comes after it. */
const usualOverRows = (rows: number, changeAt: number): number =>
  Math.max(1, Math.round((rows - changeAt) / 4));

/**
 * @param request the world's course does not count; `overRows` of 0 stands for a quarter of the rows after the change.
 * @throws RangeError in words for a world that can't be.
 */
export function* labCourses(
  request: LabRequest,
  streamsOf?: StreamSource,
): Generator<{ readonly done: number; readonly total: number }, LabCoursesResult> {
  const { world, detectors, seed, seeds } = request;
  checkWorld(world);
  const overRows = world.overRows || usualOverRows(world.rows, world.changeAt);
  const entrants = fitting(detectors, world.errors).map(asChosen);
  const total = injectionCourses.length * seeds * entrants.length;
  let done = 0;
  const found: { readonly course: InjectionCourse; readonly racers: readonly Racer[] }[] = [];
  for (const course of injectionCourses) {
    const racers = enter(entrants);
    const racing = race({ world: { ...world, course, overRows }, seed, seeds }, racers, streamsOf);
    while (!racing.next().done) yield { done: ++done, total };
    found.push({ course, racers });
  }
  return {
    seeds,
    overRows,
    rows: entrants.map(({ id, setting }, place) => {
      const of = found.map(({ course, racers }) => ({ course, tally: racers[place]!.tally }));
      return {
        id,
        setting,
        catches: of.map(({ course, tally: { streams, missed, delay } }) => ({
          course,
          streams,
          missed,
          delay,
        })),
        falseAlarms: of[0]!.tally.falseAlarms,
      };
    }),
  };
}
