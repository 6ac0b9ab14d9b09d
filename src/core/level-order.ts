// In which order the levels of a category are read: numbers as numbers, words as they stand.

const isNumber = (level: string): boolean => level.trim() !== '' && Number.isFinite(Number(level));

/** Levels that are all numbers by size, so that 10 follows 9; others as they come. */
export function inOrder(levels: readonly string[]): readonly string[] {
  return levels.every(isNumber) ? levels.toSorted((a, b) => Number(a) - Number(b)) : levels;
}
