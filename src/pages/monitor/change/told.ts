// Whether a person has been told of a change that they made: the first alert of a window in which it was at work.

import type { Episode } from '../../../core/alerting/episodes.ts';
import type { Injection } from '../../../core/injection.ts';

export interface Told {
  /** The first that spoke since the change; null: none has. */
  readonly alert: Episode['alert'] | null;
  /** Windows from the first with the change to the alert's, or to the latest that has passed. */
  readonly windows: number;
}

/**
 * @param episodes oldest first. @param position windows that have passed.
 * @returns null while no window with the change has passed.
 */
export function toldOf(
  { since, fromRow, toRow }: Injection,
  episodes: readonly Episode[],
  position: number,
  stream: { readonly trainRows: number; readonly windowRows: number },
): Told | null {
  const windowOf = (row: number): number =>
    Math.max(0, Math.floor((row - stream.trainRows) / stream.windowRows));
  const first = windowOf(since ?? fromRow);
  if (position <= first) return null;
  const end = toRow === null ? Infinity : windowOf(toRow - 1);
  const alert = episodes
    .map((episode) => episode.alert)
    .filter(({ windowIndex }) => windowIndex >= first && windowIndex <= end)
    .reduce<Episode['alert'] | null>(
      (least, one) => (least === null || one.windowIndex < least.windowIndex ? one : least),
      null,
    );
  return { alert, windows: alert === null ? position - first : alert.windowIndex - first };
}
