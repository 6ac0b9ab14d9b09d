// Gradient boosting of small symmetric trees for several targets at once. Every level of a tree asks the same question of all rows
// (Prokhorenkova et al., CatBoost: unbiased boosting with categorical features, NeurIPS 2018), so a row is answered in a few steps
// without a branch, and a tree can't follow single rows. Nothing in it is left to chance.

import { countUpTo, numberSample } from '../drift-sample.ts';
import { mostBins } from './bin-sums.ts';
import { leaves, TreeGrower, type Binned, type Grown } from './symmetric-tree.ts';

const mostTrees = 80;
/** So many trees without a better error on the rows that are kept apart end it. */
const patience = 10;

interface Tree {
  /** Of each level: the column, and from which value on a row goes to the right. Missing values go to the left. */
  readonly columns: readonly number[];
  readonly edges: readonly number[];
  /** Targets × leaves. */
  readonly values: Float64Array;
}

export interface Boosted {
  readonly base: readonly [number, number];
  readonly trees: readonly Tree[];
}

/** Where bins of about equally many values begin. */
function edgesOf(column: Float64Array): Float64Array {
  const { sorted } = numberSample('', column);
  const edges: number[] = [];
  for (let bin = 1; bin < mostBins; bin++) {
    const edge = sorted[Math.floor((bin * sorted.length) / mostBins)];
    if (edge !== undefined && edge > sorted[0]! && edge !== edges.at(-1)) edges.push(edge);
  }
  return Float64Array.from(edges);
}

/** 0 for missing and the least, then one more at every edge. */
function binsOf(column: Float64Array, edges: Float64Array): Uint8Array {
  const bins = new Uint8Array(column.length);
  for (let row = 0; row < bins.length; row++) bins[row] = countUpTo(edges, column[row]!);
  return bins;
}

function squares(rows: Int32Array, first: Float64Array, second: Float64Array): number {
  let sum = 0;
  for (const row of rows) sum += first[row]! ** 2;
  for (const row of rows) sum += second[row]! ** 2;
  return sum;
}

/** Boosts on `rows`; ends when `watched` rows no longer gain, or after `most` trees. */
function boost(
  binned: Binned,
  scaled: readonly [Float64Array, Float64Array],
  rows: Int32Array,
  watched: Int32Array,
  most: number,
): Grown[] {
  const [first, second] = [scaled[0].slice(), scaled[1].slice()];
  const grower = new TreeGrower(binned, first.length, rows);
  const trees: Grown[] = [];
  let least = squares(watched, first, second);
  let kept = 0;
  while (trees.length < most && (watched.length === 0 || trees.length < kept + patience)) {
    const tree = grower.grow(first, second);
    if (!tree) break;
    trees.push(tree);
    const error = squares(watched, first, second);
    if (watched.length === 0 || error < least) [least, kept] = [error, trees.length];
  }
  return trees.slice(0, kept);
}

/** A target in deviations of its own. */
function scaledTo(target: Float64Array) {
  const n = target.length;
  let base = 0;
  for (const value of target) base += value / n;
  let variance = 0;
  for (const value of target) variance += (value - base) ** 2 / n;
  const deviation = Math.sqrt(variance);
  const values = new Float64Array(n);
  if (deviation > 0) for (let row = 0; row < n; row++) values[row] = (target[row]! - base) / deviation;
  return { base, deviation, values };
}

/**
 * Learns how two targets depend on the columns. How many trees there are is decided by every fifth row, which is kept apart for
 * it; then all rows are learnt from.
 * @param columns one value per row, NaN where missing. @param first @param second finite, one value per row.
 * @param trees how many there are, where that has been decided.
 */
export function fitBoosting(
  columns: readonly Float64Array[],
  first: Float64Array,
  second: Float64Array,
  trees?: number,
): Boosted {
  const n = first.length;
  const [one, two] = [scaledTo(first), scaledTo(second)];
  const told = columns
    .map((column, place) => ({ column, place, edges: edgesOf(column) }))
    .filter(({ edges }) => edges.length > 0);
  const binned = {
    bins: told.map(({ column, edges }) => binsOf(column, edges)),
    counts: told.map(({ edges }) => edges.length + 1),
  };
  const [all, learnt, apart] = [new Int32Array(n), new Int32Array(n), new Int32Array(n)];
  let kept = 0;
  for (let row = 0; row < n; row++) {
    all[row] = row;
    if (row % 5 === 4) apart[kept++] = row;
    else learnt[row - kept] = row;
  }
  const scaled = [one.values, two.values] as const;
  const most =
    trees ?? boost(binned, scaled, learnt.subarray(0, n - kept), apart.subarray(0, kept), mostTrees).length;
  const grown = boost(binned, scaled, all, new Int32Array(0), most);
  return {
    base: [one.base, two.base],
    trees: grown.map(({ questions, values }) => ({
      columns: questions.map(({ column }) => told[column]!.place),
      edges: questions.map(({ column, bin }) => told[column]!.edges[bin]!),
      values: values.map((value, i) => value * (i < leaves ? one : two).deviation),
    })),
  };
}

/** Adds what a tree says of each row. */
function addTree(
  { columns: asked, edges, values }: Tree,
  columns: readonly Float64Array[],
  first: Float64Array,
  second: Float64Array,
): void {
  // A level without a question is one that every row answers with no.
  const given = (level: number): Float64Array => columns[asked[level] ?? 0]!;
  const edge = (level: number): number => edges[level] ?? NaN;
  const [a, b, c, d] = [given(0), given(1), given(2), given(3)];
  const [ofA, ofB, ofC, ofD] = [edge(0), edge(1), edge(2), edge(3)];
  for (let row = 0; row < first.length; row++) {
    const at =
      Number(a[row]! >= ofA) |
      (Number(b[row]! >= ofB) << 1) |
      (Number(c[row]! >= ofC) << 2) |
      (Number(d[row]! >= ofD) << 3);
    first[row]! += values[at]!;
    second[row]! += values[leaves + at]!;
  }
}

/** One value per row for each target. */
export function boostedValues(
  { base, trees }: Boosted,
  columns: readonly Float64Array[],
  rows: number,
): [Float64Array, Float64Array] {
  const first = new Float64Array(rows).fill(base[0]);
  const second = new Float64Array(rows).fill(base[1]);
  for (const tree of trees) addTree(tree, columns, first, second);
  return [first, second];
}
