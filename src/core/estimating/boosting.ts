// Gradient boosting of small symmetric trees for several targets at once. Every level of a tree asks the same question of all rows
// (Prokhorenkova et al., CatBoost: unbiased boosting with categorical features, NeurIPS 2018), so a row is answered in a few steps
// without a branch, and a tree can't follow single rows. Nothing in it is left to chance.

const mostBins = 32;
const depth = 4;
const leaves = 2 ** depth;
const rate = 0.1;
const mostTrees = 80;
/** So many trees without a better error on the rows that are kept apart end it. */
const patience = 10;
/** A leaf counts as if so many rows of no error were in it. */
const shrink = 10;

interface Tree {
  /** Of each level: the column, and from which value on a row goes to the right. Missing values go to the left. */
  readonly columns: readonly number[];
  readonly edges: readonly number[];
  /** Targets × leaves. */
  readonly values: Float64Array;
}

export interface Boosted {
  readonly targets: number;
  readonly base: readonly number[];
  readonly trees: readonly Tree[];
}

/** Where bins of about equally many values begin. */
function edgesOf(column: Float64Array): Float64Array {
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  const edges: number[] = [];
  for (let bin = 1; bin < mostBins; bin++) {
    const edge = sorted[Math.floor((bin * sorted.length) / mostBins)];
    if (edge !== undefined && edge > sorted[0]! && edge !== edges.at(-1)) edges.push(edge);
  }
  return Float64Array.from(edges);
}

/** 0 for missing and the least, then one more at every edge. */
function binned(column: Float64Array, edges: Float64Array): Uint8Array {
  return Uint8Array.from(column, (value) => {
    let [low, high] = [0, edges.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (edges[middle]! <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}

interface Learning {
  readonly bins: readonly Uint8Array[];
  readonly edges: readonly Float64Array[];
  /** What is left of each target, in deviations of its own. */
  readonly rest: readonly Float64Array[];
  readonly rows: Int32Array;
}

interface Question {
  readonly column: number;
  readonly bin: number;
}

/** The question that, asked of all leaves together, explains most. */
function bestQuestion(
  { bins, edges, rest, rows }: Learning,
  leaf: Uint8Array,
  level: number,
): Question | null {
  const parts = 2 ** level;
  const width = 1 + rest.length;
  let best: (Question & { gain: number }) | null = null;
  for (let column = 0; column < bins.length; column++) {
    const count = edges[column]!.length + 1;
    if (count < 2) continue;
    const codes = bins[column]!;
    const sums = new Float64Array(parts * count * width);
    for (const row of rows) {
      const at = (leaf[row]! * count + codes[row]!) * width;
      sums[at]! += 1;
      for (let target = 0; target < rest.length; target++) sums[at + 1 + target]! += rest[target]![row]!;
    }
    const gains = new Float64Array(count);
    for (let part = 0; part < parts; part++) {
      const whole = new Float64Array(width);
      const left = new Float64Array(width);
      const from = part * count * width;
      for (let i = 0; i < count * width; i++) whole[i % width]! += sums[from + i]!;
      for (let bin = 0; bin < count - 1; bin++) {
        for (let i = 0; i < width; i++) left[i]! += sums[from + bin * width + i]!;
        for (let target = 1; target < width; target++) {
          const other = whole[target]! - left[target]!;
          gains[bin]! +=
            left[target]! ** 2 / (left[0]! + shrink) + other ** 2 / (whole[0]! - left[0]! + shrink);
        }
      }
    }
    for (let bin = 0; bin < count - 1; bin++)
      if (gains[bin]! > (best?.gain ?? 0)) best = { column, bin, gain: gains[bin]! };
  }
  return best;
}

/** Grows a tree on `rows`, and takes what it says away from what is left of every row. */
function grow(learning: Learning): Tree | null {
  const { bins, edges, rest, rows } = learning;
  const leaf = new Uint8Array(bins[0]?.length ?? 0);
  const questions: Question[] = [];
  for (let level = 0; level < depth; level++) {
    const question = bestQuestion(learning, leaf, level);
    if (!question) break;
    questions.push(question);
    const codes = bins[question.column]!;
    for (let row = 0; row < leaf.length; row++) if (codes[row]! > question.bin) leaf[row]! |= 1 << level;
  }
  if (questions.length === 0) return null;
  const counts = new Float64Array(leaves);
  const values = new Float64Array(rest.length * leaves);
  for (const row of rows) {
    counts[leaf[row]!]!++;
    for (let target = 0; target < rest.length; target++)
      values[target * leaves + leaf[row]!]! += rest[target]![row]!;
  }
  for (let i = 0; i < values.length; i++) values[i]! *= rate / (counts[i % leaves]! + shrink);
  rest.forEach((left, target) => {
    for (let row = 0; row < left.length; row++) left[row]! -= values[target * leaves + leaf[row]!]!;
  });
  return {
    columns: questions.map(({ column }) => column),
    edges: questions.map(({ column, bin }) => edges[column]![bin]!),
    values,
  };
}

const squares = (rest: readonly Float64Array[], rows: Int32Array): number =>
  rest.reduce((sum, left) => rows.reduce((inner, row) => inner + left[row]! ** 2, sum), 0);

/** Boosts on `rows`; ends when `watched` rows no longer gain, or after `most` trees. */
function boost(
  bins: readonly Uint8Array[],
  edges: readonly Float64Array[],
  scaled: readonly Float64Array[],
  rows: Int32Array,
  watched: Int32Array,
  most: number,
): Tree[] {
  const rest = scaled.map((target) => target.slice());
  const trees: Tree[] = [];
  let least = squares(rest, watched);
  let kept = 0;
  while (trees.length < most && (watched.length === 0 || trees.length < kept + patience)) {
    const tree = grow({ bins, edges, rest, rows });
    if (!tree) break;
    trees.push(tree);
    const error = squares(rest, watched);
    if (watched.length === 0 || error < least) [least, kept] = [error, trees.length];
  }
  return trees.slice(0, kept);
}

/**
 * Learns how the targets depend on the columns. How many trees there are is decided by every fifth row, which is kept apart for it;
 * then all rows are learnt from.
 * @param columns one value per row, NaN where missing. @param targets finite, one value per row.
 */
export function fitBoosting(columns: readonly Float64Array[], targets: readonly Float64Array[]): Boosted {
  const n = targets[0]?.length ?? 0;
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value / n, 0);
  const base = targets.map(mean);
  const deviations = targets.map((target, i) =>
    Math.sqrt(mean(target.map((value) => (value - base[i]!) ** 2))),
  );
  const scaled = targets.map((target, i) =>
    target.map((value) => (deviations[i]! > 0 ? (value - base[i]!) / deviations[i]! : 0)),
  );
  const edges = columns.map(edgesOf);
  const bins = columns.map((column, i) => binned(column, edges[i]!));
  const all = Int32Array.from({ length: n }, (_, row) => row);
  const apart = all.filter((row) => row % 5 === 4);
  const learnt = all.filter((row) => row % 5 !== 4);
  const { length } = boost(bins, edges, scaled, learnt, apart, mostTrees);
  const trees = boost(bins, edges, scaled, all, new Int32Array(0), length);
  return {
    targets: targets.length,
    base,
    trees: trees.map((tree) => ({
      ...tree,
      values: tree.values.map((value, i) => value * deviations[Math.floor(i / leaves)]!),
    })),
  };
}

/** One value per row for each target. */
export function boostedValues(
  { targets, base, trees }: Boosted,
  columns: readonly Float64Array[],
  rows: number,
): Float64Array[] {
  const found = base.map((value) => new Float64Array(rows).fill(value));
  const leaf = new Uint8Array(rows);
  for (const { columns: asked, edges, values } of trees) {
    leaf.fill(0);
    asked.forEach((column, level) => {
      const given = columns[column]!;
      const edge = edges[level]!;
      const bit = 1 << level;
      for (let row = 0; row < rows; row++) if (given[row]! >= edge) leaf[row]! |= bit;
    });
    for (let target = 0; target < targets; target++) {
      const into = found[target]!;
      const from = target * leaves;
      for (let row = 0; row < rows; row++) into[row]! += values[from + leaf[row]!]!;
    }
  }
  return found;
}
