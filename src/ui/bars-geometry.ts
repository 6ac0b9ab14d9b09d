// How bars stand: heights, the classes within a bar, and what the picture says in words.

export interface DrawnBar {
  readonly label: string;
  readonly count: number;
  /** Rows by class; what they lack of `count` has no answer. */
  readonly byClass?: readonly number[] | null;
}

/** Patterns that can be told apart; bars of more classes are not divided. */
export const mostPatterns = 6;

/** Heights 0 to 1 of the counts: in proportion, or by the logarithm of one more than the count. */
export function barHeights(counts: readonly number[], log: boolean): number[] {
  const size = (count: number) => (log ? Math.log1p(count) : count);
  const top = size(largestOf(counts));
  return counts.map((count) => (top > 0 ? size(count) / top : 0));
}

function largestOf(counts: readonly number[]): number {
  let largest = 0;
  for (const count of counts) if (count > largest) largest = count;
  return largest;
}

/** Whether one bar is so high that the others can hardly be seen: 20 times the middle one of the others, or more. */
export function isDwarfing(counts: readonly number[]): boolean {
  const filled = counts.filter((count) => count > 0).sort((a, b) => a - b);
  if (filled.length < 3) return false;
  const others = filled.slice(0, -1);
  return filled[filled.length - 1]! >= 20 * others[others.length >> 1]!;
}

/** A stretch of a bar: a class, or −1 for rows without an answer. */
interface Part {
  readonly of: number;
  readonly count: number;
}

/** The stretches of a bar from the bottom up; one of class 0 where it is not divided. Empty ones are left out. */
export function partsOf(bar: DrawnBar, classes: number): Part[] {
  const { byClass } = bar;
  if (!byClass || classes === 0 || classes > mostPatterns) return [{ of: 0, count: bar.count }];
  const known = byClass.reduce((sum, count) => sum + count, 0);
  return [...byClass.map((count, of) => ({ of, count })), { of: -1, count: bar.count - known }].filter(
    ({ count }) => count > 0,
  );
}
