// How far the known answers lie apart.

import { part } from './split.ts';
import { momentsOf } from './statistics.ts';
import { columnOf, isCategory } from './table.ts';
import type { VersionTable } from './version-table.ts';

/**
 * Population deviation of a number target among the rows that are known and trained on: rows yet to come and test rows say
 * nothing, for a page that knew them would know the future.
 * @param firstRows rows that are known at the start.
 * @returns in the target's unit; 1 where it holds no numbers or none are known.
 * @throws RangeError when there is no such column.
 */
export function knownDeviation({ table, parts }: VersionTable, target: string, firstRows: number): number {
  const column = columnOf(table, target);
  if (isCategory(column)) return 1;
  const known = column.values.slice(0, firstRows);
  const trained = parts ? known.filter((_, row) => parts[row] === part.train) : known;
  const { count, deviation } = momentsOf(trained);
  return count === 0 ? 1 : deviation;
}
