// What the picture of the alert lab comes to: who is first at a rate of false alarms that a person would bear.

import type { LabLine, LabPoint } from '../../core/alert-lab/lab.ts';
import { count, missing } from './format.ts';

export interface NamedLabLine extends LabLine {
  readonly label: string;
  /** What its setting is called; empty for a control. */
  readonly knob: string;
}

/** A rate for 10,000 rows as it is said: two digits tell all there is to know. */
export const labRate = (rate: number): string =>
  Number.isFinite(rate) ? (rate >= 100 ? count(rate) : String(Number(rate.toPrecision(2)))) : missing;

/** A setting that misses more of the streams than this does not catch the change. */
export const missedAtMost = 0.1;
/** Delays that differ by less are no difference to a person. */
const alike = 1.1;

const missedShare = ({ missed, streams }: LabPoint): number => (streams > 0 ? missed / streams : 1);

export const catches = (point: LabPoint): boolean =>
  Number.isFinite(point.delay.median) && missedShare(point) <= missedAtMost;

export interface FoundAt {
  readonly line: NamedLabLine;
  readonly point: LabPoint;
}

/**
 * The fastest setting of each detector that catches the change with no more false alarms than are borne, fastest first. Only at
 * the same rate of false alarms do delays compare: whoever rings all the time is fast.
 * @param budget false alarms for 10,000 rows.
 */
export function ranking(lines: readonly NamedLabLine[], budget: number): FoundAt[] {
  return lines
    .filter(({ control }) => !control)
    .flatMap((line): FoundAt[] => {
      const fit = line.points.filter((point) => catches(point) && point.falseAlarms.value <= budget);
      const [first] = fit.toSorted((a, b) => a.delay.median - b.delay.median);
      return first ? [{ line, point: first }] : [];
    })
    .toSorted((a, b) => a.point.delay.median - b.point.delay.median);
}

/** Those that are as fast as the first. */
export const leaders = (ranked: readonly FoundAt[]): FoundAt[] =>
  ranked.filter(({ point }) => point.delay.median <= ranked[0]!.point.delay.median * alike);

/** At the person's own setting as fast as the first, by more false alarms than are borne; the one that rings most. */
export function boughtSpeed(
  lines: readonly NamedLabLine[],
  ranked: readonly FoundAt[],
  budget: number,
): FoundAt | null {
  const best = ranked[0];
  if (!best) return null;
  const [loudest] = lines
    .filter((line) => !line.control)
    .flatMap((line) => line.points.filter(({ chosen }) => chosen).map((point) => ({ line, point })))
    .filter(
      ({ point }) => point.falseAlarms.low > budget && point.delay.median <= best.point.delay.median * alike,
    )
    .toSorted((a, b) => b.point.falseAlarms.value - a.point.falseAlarms.value);
  return loudest ?? null;
}
