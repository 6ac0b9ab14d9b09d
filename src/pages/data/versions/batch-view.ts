// The ways to append a batch, with the rows that each keeps, and why one can't be taken.

import type { BatchCheck, LeaveOut } from '../../../data/protocol.ts';
import { versionsText as text } from '../../text/data-versions.ts';

export interface OfferedWay {
  readonly leaveOut: LeaveOut;
  readonly label: string;
  readonly help: string;
  /** Why it can't be taken, in words; null when it can. */
  readonly reason: string | null;
  readonly isFirst: boolean;
}

/** @param number of the version that it is to be put below. */
export function offeredWays({ rows: of, ways, missing }: BatchCheck, number: number): OfferedWay[] {
  // Two ways that keep the same rows are one: of them the one that changes less.
  const isBetween = ways.unreadable.rows !== ways.none.rows && ways.unreadable.rows !== ways.all.rows;
  const offered: LeaveOut[] =
    missing.length > 0
      ? ['none']
      : ways.all.rows === of
        ? ['none']
        : ['all', ...(isBetween ? (['unreadable'] as const) : []), 'none'];
  const reasonOf = (leaveOut: LeaveOut): string | null => {
    if (ways[leaveOut].canBe) return null;
    if (missing.length > 0) return text.columnsNeeded(missing, number);
    return ways[leaveOut].rows === 0 ? text.noRowLeft : text.cellsUnreadable;
  };
  const first = (['unreadable', 'all', 'none'] as const).find(
    (leaveOut) => offered.includes(leaveOut) && ways[leaveOut].canBe,
  );
  return offered.map((leaveOut) => ({
    leaveOut,
    label: text.ways[leaveOut].label(ways[leaveOut].rows, of),
    help: text.ways[leaveOut].help,
    reason: reasonOf(leaveOut),
    isFirst: leaveOut === first,
  }));
}
