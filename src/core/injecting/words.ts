// A change in words: what, since when, until when, how it comes.

import type { Injection } from '../injection.ts';
import { injectionKinds } from '../injections/index.ts';
import { countText } from '../wording.ts';

/** Rows as a person counts them here: "window 31". */
export type RowName = (row: number) => string;

/** The window in which a row lies, counted from 1; an end is the window before which it comes. */
export const windowName =
  (trainRows: number, windowRows: number): RowName =>
  (row) =>
    `window ${Math.floor((row - trainRows) / windowRows) + 1}`;

/** "sudden"; "gradual, over 2,000 rows". */
export const courseSays = ({ course, overRows }: Pick<Injection, 'course' | 'overRows'>): string =>
  course === 'sudden'
    ? 'sudden'
    : `${course}, ${course === 'recurring' ? 'in turns of' : 'over'} ${countText(overRows)} rows`;

/** What it does: "temp: +2.0 standard deviations"; its kind's name where that is unknown. */
export const whatSays = ({ kind, params }: Pick<Injection, 'kind' | 'params'>): string =>
  injectionKinds.has(kind) ? injectionKinds.get(kind).says(params) : kind;

/** "from window 31 on: temp: +2.0 standard deviations, sudden". */
export function injectionSays(injection: Injection, nameOf: RowName): string {
  const { fromRow, toRow } = injection;
  const until = toRow === null ? ' on' : ` to before ${nameOf(toRow)}`;
  return `from ${nameOf(fromRow)}${until}: ${whatSays(injection)}, ${courseSays(injection)}`;
}
