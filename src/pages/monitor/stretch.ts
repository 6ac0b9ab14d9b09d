// Since when something is as it is. One calm window between two others does not end it, and one window alone is no change.

/** The latest windows that decide whether it goes on. */
const looked = 3;
const needed = 2;

/**
 * Place at which the change began that goes on now; null: none goes on.
 * @param found 1 where the window shows it. @param measured places of windows that were measured, rising.
 */
export function since(found: ArrayLike<number>, measured: readonly number[]): number | null {
  const shows = (order: number): boolean => (found[measured[order] ?? -1] ?? 0) > 0;
  let recent = 0;
  for (let order = Math.max(0, measured.length - looked); order < measured.length; order++)
    if (shows(order)) recent++;
  if (recent < needed) return null;
  let first = measured.length;
  for (let order = measured.length - 1, calm = 0; order >= 0 && calm < needed; order--)
    if (shows(order)) {
      first = order;
      calm = 0;
    } else calm++;
  return measured[first] ?? null;
}
