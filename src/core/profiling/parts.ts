// Columns that add up to another one.

/** Exact linear identity: the sum of sign × column is 0 in every row. The first sign is +. */
export interface Identity {
  /** Places in the list of columns. */
  readonly members: readonly number[];
  readonly signs: readonly (1 | -1)[];
}

const mostColumnsForThree = 60;
const mostColumnsForFour = 40;
const leastRows = 30;
const telling = 256;

/**
 * All identities ±a ±b = c and ±a ±b ±d = c among number columns that hold in every row in which all have a value, at
 * least 30 of them and half of all. Decimals may be off by their rounding: one and a half units of the last decimal that
 * occurs, if it has at most 4. Constant columns and copies of an earlier column are left out; of more than 60 columns (40
 * for the longer form) the first ones are looked at.
 */
export function* identitiesAmong(columns: readonly Float64Array[]): Generator<void, Identity[], void> {
  const rows = columns[0]?.length ?? 0;
  const places = usable(columns).slice(0, mostColumnsForThree);
  const order = tellingRows(
    places.map((place) => columns[place]!),
    rows,
  );
  const tolerance = places.map((place) => roundingOf(columns[place]!));
  const held = places.map((place) => Float64Array.from(order, (row) => columns[place]![row]!));
  const found: Identity[] = [];
  const test = (members: readonly number[]): void => {
    const signs = signsThatHold(
      members.map((member) => held[member]!),
      Math.max(...members.map((member) => tolerance[member]!)),
    );
    if (signs) found.push({ members: members.map((member) => places[member]!), signs });
  };
  const n = places.length;
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) for (let c = b + 1; c < n; c++) test([a, b, c]);
    yield;
  }
  const m = Math.min(n, mostColumnsForFour);
  for (let a = 0; a < m; a++) {
    for (let b = a + 1; b < m; b++)
      for (let c = b + 1; c < m; c++) for (let d = c + 1; d < m; d++) test([a, b, c, d]);
    yield;
  }
  return found;
}

const patterns: Readonly<Record<number, readonly (readonly (1 | -1)[])[]>> = {
  3: [
    [1, 1, -1],
    [1, -1, 1],
    [1, -1, -1],
  ],
  4: [
    [1, 1, 1, -1],
    [1, 1, -1, 1],
    [1, -1, 1, 1],
    [1, 1, -1, -1],
    [1, -1, 1, -1],
    [1, -1, -1, 1],
    [1, -1, -1, -1],
  ],
};

function signsThatHold(columns: readonly Float64Array[], tolerance: number): readonly (1 | -1)[] | null {
  return patterns[columns.length]!.find((signs) => holds(columns, signs, tolerance)) ?? null;
}

function holds(columns: readonly Float64Array[], signs: readonly (1 | -1)[], tolerance: number): boolean {
  const rows = columns[0]!.length;
  let complete = 0;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    let size = 0;
    for (let i = 0; i < columns.length; i++) {
      const value = columns[i]![row]!;
      sum += signs[i]! * value;
      size += Math.abs(value);
    }
    if (Number.isNaN(sum)) continue;
    if (!(Math.abs(sum) <= Math.max(tolerance, size * 1e-9))) return false;
    complete++;
  }
  return complete >= leastRows && complete >= rows / 2;
}

/** Places of columns that vary, more than flags do, and that are no copy of an earlier one. */
function usable(columns: readonly Float64Array[]): number[] {
  const kept: number[] = [];
  columns.forEach((values, place) => {
    const different = new Set<number>();
    for (const value of values) {
      if (Number.isFinite(value)) different.add(value);
      if (different.size > 2) break;
    }
    const copy = kept.some((earlier) =>
      columns[earlier]!.every((value, row) => Object.is(value, values[row])),
    );
    if (different.size > 2 && !copy) kept.push(place);
  });
  return kept;
}

/** All rows, those with the fewest empty and zero cells first: they refute a wrong identity soonest. */
function tellingRows(columns: readonly Float64Array[], rows: number): Int32Array {
  const dull = new Int32Array(rows);
  for (const values of columns)
    for (let row = 0; row < rows; row++) if (!(values[row]! !== 0) || Number.isNaN(values[row])) dull[row]!++;
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  return order.sort((a, b) => dull[a]! - dull[b]! || a - b);
}

/** What a sum may be off by because a column's decimals are rounded; 0 for whole numbers and full precision. */
function roundingOf(values: Float64Array): number {
  let decimals = 0;
  let seen = 0;
  let [min, max] = [Infinity, -Infinity];
  for (let row = 0; row < values.length && seen < telling; row++) {
    const value = values[row]!;
    if (!Number.isFinite(value)) continue;
    seen++;
    min = Math.min(min, value);
    max = Math.max(max, value);
    while (decimals <= 4 && Math.abs(value * 10 ** decimals - Math.round(value * 10 ** decimals)) > 1e-6)
      decimals++;
  }
  if (decimals === 0 || decimals > 4) return 0;
  const unit = 1.5 * 10 ** -decimals;
  // Where everything lies within a few units of rounding, anything would seem to add up.
  return max - min > 200 * unit ? unit : 0;
}
