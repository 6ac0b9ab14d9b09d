// The dense layers of the forward pass. One row after the other would wait for each rounding of its sums, so eight rows go
// side by side where that gives the same bits, and where it might not, by themselves.

import { activate, activated } from './activations.ts';
import type { Activation, LayerLayout } from './network.ts';

const { abs, fround } = Math;

/** Row-major rows × inputs in, rows × units out. Four units at a time, so that their sums stay in registers; each is rounded as ever. */
function dense(
  input: Float32Array,
  rows: number,
  { inputs, units, kernelAt, biasAt }: LayerLayout,
  weights: Float32Array,
): Float32Array {
  const output = new Float32Array(rows * units);
  const whole = units - (units % 4);
  for (let row = 0; row < rows; row++) {
    const from = row * inputs;
    const out = row * units;
    for (let u = 0; u < whole; u += 4) {
      let a = weights[biasAt + u]!;
      let b = weights[biasAt + u + 1]!;
      let c = weights[biasAt + u + 2]!;
      let d = weights[biasAt + u + 3]!;
      for (let i = 0, at = kernelAt + u; i < inputs; i++, at += units) {
        const value = input[from + i]!;
        if (value === 0) continue;
        a = fround(a + value * weights[at]!);
        b = fround(b + value * weights[at + 1]!);
        c = fround(c + value * weights[at + 2]!);
        d = fround(d + value * weights[at + 3]!);
      }
      output[out + u] = a;
      output[out + u + 1] = b;
      output[out + u + 2] = c;
      output[out + u + 3] = d;
    }
    for (let u = whole; u < units; u++) {
      let sum = weights[biasAt + u]!;
      for (let i = 0, at = kernelAt + u; i < inputs; i++, at += units) {
        const value = input[from + i]!;
        if (value !== 0) sum = fround(sum + value * weights[at]!);
      }
      output[out + u] = sum;
    }
  }
  return output;
}

interface Layers {
  readonly layouts: readonly LayerLayout[];
  readonly activations: readonly Activation[];
  readonly weights: Float32Array;
}

function rowByRow(
  { layouts, activations, weights }: Layers,
  x: Float32Array,
  rows: number,
  from = 0,
  to = layouts.length,
): Float32Array {
  let input = x;
  for (let index = from; index < to; index++) {
    const output = dense(input, rows, layouts[index]!, weights);
    activate(output, rows, layouts[index]!.units, activations[index]!);
    input = output;
  }
  return input;
}

/** Rows that go side by side: as many sums stay in registers. */
const side = 8;

/** Values of eight rows, [inputs, 8] in, [units, 8] out. No value is passed over for being 0: that is the caller's worry. */
function sums(
  block: Float64Array,
  to: Float64Array,
  { inputs, units, kernelAt, biasAt }: LayerLayout,
  weights: Float64Array,
): void {
  const end = side * inputs;
  for (let u = 0, out = 0; u < units; u++, out += side) {
    const bias = weights[biasAt + u]!;
    let a = bias;
    let b = bias;
    let c = bias;
    let d = bias;
    let e = bias;
    let f = bias;
    let g = bias;
    let h = bias;
    for (let at = kernelAt + u, v = 0; v < end; at += units, v += side) {
      const weight = weights[at]!;
      a = fround(a + block[v]! * weight);
      b = fround(b + block[v + 1]! * weight);
      c = fround(c + block[v + 2]! * weight);
      d = fround(d + block[v + 3]! * weight);
      e = fround(e + block[v + 4]! * weight);
      f = fround(f + block[v + 5]! * weight);
      g = fround(g + block[v + 6]! * weight);
      h = fround(h + block[v + 7]! * weight);
    }
    to[out] = a;
    to[out + 1] = b;
    to[out + 2] = c;
    to[out + 3] = d;
    to[out + 4] = e;
    to[out + 5] = f;
    to[out + 6] = g;
    to[out + 7] = h;
  }
}

/** In place; −∞ through a ReLU becomes NaN here, which it is not. */
function bend(values: Float64Array, count: number, activation: Exclude<Activation, 'softmax'>): void {
  if (activation === 'linear') return;
  // Without a branch that no processor could foresee.
  if (activation === 'relu') for (let i = 0; i < count; i++) values[i] = (values[i]! + abs(values[i]!)) / 2;
  else for (let i = 0; i < count; i++) values[i] = fround(activated(values[i]!, activation));
}

function gather(x: Float32Array, row: number, inputs: number, block: Float64Array): void {
  for (let i = 0, at = row * inputs, to = 0; i < inputs; i++, at++, to += side) {
    block[to] = x[at]!;
    block[to + 1] = x[at + inputs]!;
    block[to + 2] = x[at + 2 * inputs]!;
    block[to + 3] = x[at + 3 * inputs]!;
    block[to + 4] = x[at + 4 * inputs]!;
    block[to + 5] = x[at + 5 * inputs]!;
    block[to + 6] = x[at + 6 * inputs]!;
    block[to + 7] = x[at + 7 * inputs]!;
  }
}

/** Row-major again. @returns whether a sum is 0 or no number. */
function scatter(block: Float64Array, units: number, output: Float32Array, at: number): boolean {
  let odd = false;
  for (let u = 0, from = 0; u < units; u++)
    for (let to = at + u; to < at + u + side * units; to += units) {
      const sum = block[from++]!;
      output[to] = sum;
      if (!(abs(sum) > 0)) odd = true;
    }
  return odd;
}

/**
 * The layers from `first` on, of a whole number of eights of rows. Adding 0 × weight instead of passing it over changes two things: the sign of a
 * sum that is 0, and what is no number any more because a weight or a value is infinite; both show in the last sums, and such
 * rows are done over row by row.
 */
function sideBySide(all: Layers, x: Float32Array, rows: number, first: number): Float32Array {
  const { layouts, activations } = all;
  // Once, and not for every eight rows.
  const weights = new Float64Array(all.weights);
  const last = layouts.length - 1;
  const { units } = layouts[last]!;
  const { inputs } = layouts[first]!;
  const output = new Float32Array(rows * units);
  let widest = inputs;
  for (let index = first; index <= last; index++) widest = Math.max(widest, layouts[index]!.units);
  let block = new Float64Array(side * widest);
  let next = new Float64Array(side * widest);
  const odd: number[] = [];
  for (let row = 0; row < rows; row += side) {
    gather(x, row, inputs, block);
    for (let index = first; index <= last; index++) {
      const layout = layouts[index]!;
      sums(block, next, layout, weights);
      const activation = activations[index]!;
      if (index < last && activation !== 'softmax') bend(next, side * layout.units, activation);
      const spent = block;
      block = next;
      next = spent;
    }
    if (scatter(block, units, output, row * units)) odd.push(row);
  }
  activate(output, rows, units, activations[last]!);
  for (const row of odd) {
    const again = rowByRow(all, x.subarray(row * inputs, (row + side) * inputs), side, first);
    output.set(again, row * units);
  }
  return output;
}

/** From so many inputs on it is worth looking whether most of them are 0, as counts of words are: row by row, those cost nothing. */
const wide = 32;
const fewValues = 1 / 3;

function isSparse(x: Float32Array): boolean {
  let values = 0;
  for (let i = 0; i < x.length; i++) if (x[i] !== 0) values++;
  return values < fewValues * x.length;
}

/** Row-major rows × inputs of the first layer in, rows × units of the last one out; the same bits for a row alone and among others. */
export function denseLayers(all: Layers, x: Float32Array, rows: number): Float32Array {
  const { layouts, activations } = all;
  const inputs = layouts[0]?.inputs ?? 0;
  const whole = rows - (rows % side);
  if (whole === 0 || activations.slice(0, -1).includes('softmax')) return rowByRow(all, x, rows);
  const most = x.subarray(0, whole * inputs);
  const sparse = inputs >= wide && isSparse(most);
  const input = sparse ? rowByRow(all, most, whole, 0, 1) : most;
  const output = sparse && layouts.length === 1 ? input : sideBySide(all, input, whole, sparse ? 1 : 0);
  if (whole === rows) return output;
  const { units } = layouts.at(-1)!;
  const together = new Float32Array(rows * units);
  together.set(output);
  together.set(rowByRow(all, x.subarray(whole * inputs), rows - whole), whole * units);
  return together;
}
