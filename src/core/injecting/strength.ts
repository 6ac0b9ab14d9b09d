// How much of a change each row gets, by the course that the change takes.

import type { Injection, StrengthAt } from '../injection.ts';
import { courseDraw, type RowChance } from './row-chance.ts';

/** Hangs on the row, where the course began and its length; never on where the change ends. */
export function strengthOf(
  {
    course,
    overRows,
    fromRow,
    since = fromRow,
  }: Pick<Injection, 'course' | 'overRows' | 'fromRow' | 'since'>,
  chance: RowChance,
): StrengthAt {
  const over = Math.max(1, overRows);
  const reached = (row: number): number => Math.min(1, (row - since + 1) / over);
  switch (course) {
    case 'sudden':
      return () => 1;
    case 'gradual':
      return (row) => (chance(row, courseDraw) < reached(row) ? 1 : 0);
    case 'incremental':
      return reached;
    case 'recurring':
      return (row) => (Math.floor((row - since) / over) % 2 === 0 ? 1 : 0);
  }
}
