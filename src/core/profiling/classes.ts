// Counting rows by class beside counting them by bar.

export class Classes {
  readonly names: readonly string[];
  readonly #truth: Float64Array;

  /** @param truth class index of each row, NaN where the answer is missing. */
  constructor(names: readonly string[], truth: Float64Array) {
    this.names = names;
    this.#truth = truth;
  }

  /** Zero counts: bars × classes. */
  table(bars: number): number[][] {
    return Array.from({ length: bars }, () => this.names.map(() => 0));
  }

  /** Counts a row; one without an answer counts for no class. */
  count(table: number[][], bar: number, row: number): void {
    const answer = this.#truth[row]!;
    if (!Number.isNaN(answer)) table[bar]![answer]!++;
  }
}
