// A generator's parameters along the rows: where they start, and how the drift script moves them.

import type { DriftEvent } from './define.ts';
import { numberOf, type ParamValues } from './params.ts';

/**
 * The value of a number parameter at a row. Events follow one another by `atRow`; each starts from the value that the
 * parameter has when it begins and reaches its goal `overRows` rows later (at once for 0 rows). An event that begins
 * before the one before it has ended takes over from there.
 * @throws RangeError when an event moves a parameter that does not exist or is no number.
 */
export function driftingParams(
  params: ParamValues,
  events: readonly DriftEvent[],
): (name: string, row: number) => number {
  const ordered = [...events].sort((a, b) => a.atRow - b.atRow);
  for (const event of ordered) for (const name of Object.keys(event.to)) numberOf(params, name);

  const moves = new Map<string, { atRow: number; overRows: number; from: number; to: number }[]>();
  const valueAt = (name: string, row: number): number => {
    const move = moves.get(name)?.findLast((candidate) => candidate.atRow <= row);
    if (!move) return numberOf(params, name);
    const share = move.overRows > 0 ? Math.min(1, (row - move.atRow) / move.overRows) : 1;
    return move.from + share * (move.to - move.from);
  };
  for (const { atRow, overRows, to } of ordered)
    for (const [name, goal] of Object.entries(to)) {
      const from = valueAt(name, atRow);
      moves.set(name, [...(moves.get(name) ?? []), { atRow, overRows, from, to: goal }]);
    }
  return valueAt;
}
