// Since when a version is live. One meaning everywhere: the first window that it answers.

import { reigns } from '../../core/ledger.ts';
import type { LedgerLine } from '../../core/records.ts';
import { sinceText as text } from '../text/since.ts';

interface Clock {
  /** Windows of the whole stream. */
  readonly total: number;
  windowLabel(index: number): string;
}

/** "live since 27 Apr"; of one that came in after the last window, that it has answered nothing. */
export function liveSince(ledger: readonly LedgerLine[], clock: Clock): string {
  const reign = reigns(ledger).at(-1);
  if (!reign || reign.from === 0) return text.live(text.beginning);
  return reign.from >= clock.total ? text.nothing : text.live(clock.windowLabel(reign.from));
}

const moves: ReadonlySet<LedgerLine['kind']> = new Set([
  'promoted',
  'rolled-back',
  'trial-started',
  'trial-widened',
  'trial-ended',
]);

/** When a line of the ledger was written; of a move the first window that it decided. */
export function whenOf({ kind, windowIndex }: LedgerLine, clock: Clock): string {
  if (windowIndex === 0) return text.before;
  if (!moves.has(kind)) return text.after(clock.windowLabel(windowIndex - 1));
  return windowIndex >= clock.total ? text.over : text.from(clock.windowLabel(windowIndex));
}
