// Sums over rows by leaf and bin, of many columns: what trees of a boosting (symmetric-tree.ts) spend their time on.

export const mostBins = 32;
/** Of each bin: rows, then what is left of either target. */
export const width = 3;
/** Of each leaf. */
export const leafRoom = mostBins * width;

/** Columns whose bins lie in the bytes of one number. */
const together = 4;

export interface SummedRows {
  readonly leaf: Uint8Array;
  /** Those that count. */
  readonly rows: Int32Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** The bins of a row lie side by side. */
export interface PackedBins {
  readonly codes: Int32Array;
  /** Numbers of one row. */
  readonly each: number;
  /** Columns there is room for: a multiple of four. */
  readonly columns: number;
}

/** @param rows as many bins as each column has. */
export function packBins(bins: readonly Uint8Array[], rows: number): PackedBins {
  const each = Math.ceil(bins.length / together);
  const codes = new Int32Array(rows * each);
  for (let column = 0; column < each * together; column++) {
    // A column too few is made up for by the last one, whose sums nobody asks for then.
    const own = bins[Math.min(column, bins.length - 1)]!;
    const at = Math.floor(column / together);
    const shift = 8 * (column % together);
    for (let row = 0; row < rows; row++) codes[row * each + at]! |= own[row]! << shift;
  }
  return { codes, each, columns: each * together };
}

/** Adds the rows to the sums of every column, one column after the other. @param room of one column. */
export function sumBins(
  sums: Float64Array,
  room: number,
  { codes, each }: PackedBins,
  { leaf, rows, first, second }: SummedRows,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const one = first[row]!;
    const two = second[row]!;
    let base = leaf[row]! * leafRoom;
    for (let at = row * each; at < (row + 1) * each; at++, base += together * room) {
      const code = codes[at]!;
      const a = base + (code & 255) * width;
      sums[a]!++;
      sums[a + 1]! += one;
      sums[a + 2]! += two;
      const b = base + room + ((code >>> 8) & 255) * width;
      sums[b]!++;
      sums[b + 1]! += one;
      sums[b + 2]! += two;
      const c = base + 2 * room + ((code >>> 16) & 255) * width;
      sums[c]!++;
      sums[c + 1]! += one;
      sums[c + 2]! += two;
      const d = base + 3 * room + (code >>> 24) * width;
      sums[d]!++;
      sums[d + 1]! += one;
      sums[d + 2]! += two;
    }
  }
}
