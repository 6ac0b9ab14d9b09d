// One tree of a boosting (boosting.ts): every level asks the same question of all rows. Sums by leaf and bin are kept from level to
// level: of the two parts of a leaf only the rows of the smaller one are summed, the other is what is left.

import { leafRoom, mostBins, packBins, sumBins, width, type PackedBins } from './bin-sums.ts';

const depth = 4;
export const leaves = 2 ** depth;
const rate = 0.1;
/** A leaf counts as if so many rows of no error were in it. */
const shrink = 10;

/** Of one column: nothing is summed after the last question. */
const room = (leaves / 2) * leafRoom;

export interface Binned {
  /** By column: the bin of each row, from 0. */
  readonly bins: readonly Uint8Array[];
  /** By column: how many bins there are, at least two. */
  readonly counts: readonly number[];
}

/** Asks whether a row's bin in a column is above this one. */
interface Question {
  readonly column: number;
  readonly bin: number;
}

export interface Grown {
  readonly questions: readonly Question[];
  /** Targets × leaves. */
  readonly values: Float64Array;
}

/** Learns from `rows`; what it keeps in memory serves for one tree after the other. */
export class TreeGrower {
  readonly #binned: Binned;
  readonly #packed: PackedBins;
  readonly #rows: Int32Array;
  /** Of all rows, those that are not learnt from too. */
  readonly #leaf: Uint8Array;
  readonly #sums: Float64Array;
  readonly #fresh: Float64Array;
  readonly #gains = new Float64Array(mostBins);
  readonly #listed: Int32Array;
  /** Of each leaf: rows, then what is left of either target. */
  readonly #whole = new Float64Array(leaves * width);
  /** Of each leaf: 1 where its rows are summed, 0 where it gets what is left. */
  readonly #summed = new Uint8Array(leaves);

  constructor(binned: Binned, all: number, rows: Int32Array) {
    this.#binned = binned;
    this.#packed = packBins(binned.bins, all);
    this.#rows = rows;
    this.#leaf = new Uint8Array(all);
    this.#sums = new Float64Array(this.#packed.columns * room);
    this.#fresh = new Float64Array(this.#packed.columns * room);
    this.#listed = new Int32Array(rows.length);
  }

  /** Grows a tree, and takes what it says away from what is left of every row. Null where no question explains anything. */
  grow(first: Float64Array, second: Float64Array): Grown | null {
    const { bins, counts } = this.#binned;
    if (bins.length === 0) return null;
    const leaf = this.#leaf.fill(0);
    sumBins(this.#sums.fill(0), room, this.#packed, { leaf, rows: this.#rows, first, second });
    this.#whole.fill(0);
    addCells(this.#whole, 0, this.#sums, 0, counts[0]!);
    const questions: Question[] = [];
    for (let level = 0; level < depth; level++) {
      const question = this.#best(2 ** level);
      if (!question) break;
      questions.push(question);
      const codes = bins[question.column]!;
      const { bin } = question;
      for (let row = 0; row < leaf.length; row++) leaf[row]! |= Number(codes[row]! > bin) << level;
      this.#part(question, 2 ** level);
      if (level < depth - 1) this.#sum(2 ** level, first, second);
    }
    return questions.length === 0 ? null : { questions, values: this.#take(first, second) };
  }

  /** Parts each of so many leaves by a question. */
  #part({ column, bin }: Question, leavesBefore: number): void {
    const whole = this.#whole;
    for (let part = 0; part < leavesBefore; part++) {
      const own = part * width;
      const other = own + leavesBefore * width;
      const from = column * room + part * leafRoom;
      for (let i = 0; i < width; i++) {
        whole[other + i] = whole[own + i]!;
        whole[own + i] = 0;
      }
      addCells(whole, own, this.#sums, from, bin + 1);
      for (let i = 0; i < width; i++) whole[other + i]! -= whole[own + i]!;
      const left = whole[own]! < whole[other]!;
      this.#summed[part] = Number(left);
      this.#summed[part + leavesBefore] = Number(!left);
    }
  }

  /** Brings the sums to the leaves that have been parted. */
  #sum(leavesBefore: number, first: Float64Array, second: Float64Array): void {
    const leaf = this.#leaf;
    const rows = this.#rows;
    const listed = this.#listed;
    let count = 0;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      listed[count] = row;
      count += this.#summed[leaf[row]!]!;
    }
    const fresh = this.#fresh;
    const { counts } = this.#binned;
    const used = 2 * leavesBefore * leafRoom;
    for (let column = 0; column < counts.length; column++) fresh.fill(0, column * room, column * room + used);
    sumBins(fresh, room, this.#packed, { leaf, rows: listed.subarray(0, count), first, second });
    for (let column = 0; column < counts.length; column++)
      for (let part = 0; part < leavesBefore; part++) {
        const own = column * room + part * leafRoom;
        const other = own + leavesBefore * leafRoom;
        const left = this.#summed[part] === 1;
        shareOut(this.#sums, fresh, own, left ? own : other, left ? other : own, counts[column]!);
      }
  }

  /** The question that, asked of all leaves together, explains most. */
  #best(parts: number): Question | null {
    const { counts } = this.#binned;
    const gains = this.#gains;
    let most = 0;
    let best: Question | null = null;
    for (let column = 0; column < counts.length; column++) {
      const edges = counts[column]! - 1;
      gains.fill(0);
      for (let part = 0; part < parts; part++)
        addGains(gains, edges, this.#sums, column * room + part * leafRoom, this.#whole, part * width);
      for (let bin = 0; bin < edges; bin++)
        if (gains[bin]! > most) {
          most = gains[bin]!;
          best = { column, bin };
        }
    }
    return best;
  }

  /** What the leaves say, taken away from what is left. */
  #take(first: Float64Array, second: Float64Array): Float64Array {
    const leaf = this.#leaf;
    const whole = this.#whole;
    const values = new Float64Array(2 * leaves);
    for (let part = 0; part < leaves; part++) {
      const share = rate / (whole[part * width]! + shrink);
      values[part] = whole[part * width + 1]! * share;
      values[leaves + part] = whole[part * width + 2]! * share;
    }
    for (let row = 0; row < leaf.length; row++) {
      const at = leaf[row]!;
      first[row]! -= values[at]!;
      second[row]! -= values[leaves + at]!;
    }
    return values;
  }
}

/** Adds up so many bins. */
function addCells(into: Float64Array, at: number, sums: Float64Array, from: number, bins: number): void {
  for (let bin = 0; bin < bins; bin++)
    for (let i = 0; i < width; i++) into[at + i]! += sums[from + bin * width + i]!;
}

/** One part of a leaf, at `from` so far, has fresh sums at its own place; the other gets what is left. */
function shareOut(
  sums: Float64Array,
  fresh: Float64Array,
  from: number,
  summed: number,
  rest: number,
  bins: number,
): void {
  for (let i = 0; i < bins * width; i += width) {
    const rows = sums[from + i]! - fresh[summed + i]!;
    // Where no row is left, nothing is: not even what rounding leaves.
    const some = Number(rows > 0);
    const one = some * (sums[from + i + 1]! - fresh[summed + i + 1]!);
    const two = some * (sums[from + i + 2]! - fresh[summed + i + 2]!);
    sums[summed + i] = fresh[summed + i]!;
    sums[summed + i + 1] = fresh[summed + i + 1]!;
    sums[summed + i + 2] = fresh[summed + i + 2]!;
    sums[rest + i] = rows;
    sums[rest + i + 1] = one;
    sums[rest + i + 2] = two;
  }
}

/** What parting a leaf at each edge explains. */
function addGains(
  gains: Float64Array,
  edges: number,
  sums: Float64Array,
  from: number,
  whole: Float64Array,
  at: number,
): void {
  const rows = whole[at]!;
  if (rows === 0) return;
  const one = whole[at + 1]!;
  const two = whole[at + 2]!;
  let left = 0;
  let leftOne = 0;
  let leftTwo = 0;
  for (let bin = 0; bin < edges; bin++) {
    const cell = from + bin * width;
    left += sums[cell]!;
    leftOne += sums[cell + 1]!;
    leftTwo += sums[cell + 2]!;
    const rightOne = one - leftOne;
    const rightTwo = two - leftTwo;
    gains[bin]! +=
      (leftOne * leftOne + leftTwo * leftTwo) / (left + shrink) +
      (rightOne * rightOne + rightTwo * rightTwo) / (rows - left + shrink);
  }
}
