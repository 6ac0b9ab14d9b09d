// One stop for Tab among many things in a row or a grid; arrow keys move within.

/**
 * Where a key leads among `count` things that stand in lines of `across`; null for a key that does not move.
 * Nothing is left over the ends.
 */
export function placeAfter(key: string, at: number, count: number, across = count): number | null {
  const to = targetOf(key, at, count, across);
  return to === null ? null : Math.min(count - 1, Math.max(0, to));
}

function targetOf(key: string, at: number, count: number, across: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return at + 1;
    case 'ArrowLeft':
      return at - 1;
    case 'ArrowDown':
      return across < count ? (at + across < count ? at + across : at) : null;
    case 'ArrowUp':
      return across < count ? (at - across >= 0 ? at - across : at) : null;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
