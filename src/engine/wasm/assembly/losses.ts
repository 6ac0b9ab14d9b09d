// The error at the sums of the output layer (core/learning.ts, LossKind), times each row's share of the batch.

import { V, above, add, choose, lanes, least, most, mul, splat, sub } from './lanes';
import { logistic } from './mathematics';
import { activate, clearPads, goBack, softmaxRows } from './activations';
import { Activation, Layer, Loss, Plan } from './plan';

@inline
function slopeOf(loss: i32, value: V, target: V): V {
  if (loss == Loss.binary) return sub(logistic(value), target);
  const error = sub(value, target);
  if (loss == Loss.squared) return add(error, error);
  if (loss == Loss.huber) return least(most(error, splat(-1)), splat(1));
  if (loss == Loss.absolute) {
    const zero = splat(0);
    return choose(above(error, zero), splat(1), choose(above(zero, error), splat(-1), error));
  }
  return error;
}

/** A single output lies along the batch, and so do the shares. */
@inline
function slopesAlong(loss: i32, rows: i32, values: usize, targets: usize, shares: usize, delta: usize): void {
  for (let at: usize = 0; at < ((4 * rows) as usize); at += 4 * lanes)
    store<V>(
      delta + at,
      mul(slopeOf(loss, load<V>(values + at), load<V>(targets + at)), load<V>(shares + at)),
    );
}

@inline
function slopesAcross(
  loss: i32,
  rows: i32,
  layer: Layer,
  values: usize,
  targets: usize,
  shares: usize,
): void {
  const stride = layer.outputStride;
  const width = layer.width;
  const part: f32 = <f32>1 / (layer.units as f32);
  let delta = layer.delta;
  for (let row = 0; row < rows; row++) {
    const share = splat(f32.load(shares) * (loss == Loss.categorical ? (1 as f32) : part));
    for (let unit = 0; unit < width; unit += lanes)
      store<V>(
        delta + 4 * unit,
        mul(slopeOf(loss, load<V>(values + 4 * unit), load<V>(targets + 4 * unit)), share),
      );
    shares += 4;
    values += stride;
    delta += stride;
    targets += 4 * width;
  }
}

@inline
function slopes(loss: i32, rows: i32, plan: Plan, layer: Layer, values: usize): void {
  if (layer.single) slopesAlong(loss, (rows + 3) & ~3, values, plan.batchTargets, plan.shares, layer.delta);
  else slopesAcross(loss, rows, layer, values, plan.batchTargets, plan.shares);
}

/** From the sums of the output layer to their error; the sums are overwritten. */
export function lossError(plan: Plan, layer: Layer, rows: i32): void {
  const output = layer.output;
  const stride = layer.outputStride;
  // A single output lies in one row along the batch.
  const lines = layer.single ? 1 : rows;
  const width = layer.single ? (rows + 3) & ~3 : layer.width;
  const units = layer.single ? width : layer.units;
  if (plan.loss == Loss.binary) {
    slopes(Loss.binary, rows, plan, layer, output);
    if (units < width) clearPads(lines, units, width, layer.delta, stride);
    return;
  }
  if (plan.loss == Loss.categorical) {
    softmaxRows(rows, layer.units, layer.width, output, layer.delta, stride);
    slopes(Loss.categorical, rows, plan, layer, layer.delta);
    return;
  }
  if (layer.activation == Activation.relu) floorAtZero(lines, width, output, stride);
  else activate(layer.activation, lines, units, width, output, stride, layer.aside);
  if (plan.loss == Loss.squared) slopes(Loss.squared, rows, plan, layer, output);
  else if (plan.loss == Loss.huber) slopes(Loss.huber, rows, plan, layer, output);
  else slopes(Loss.absolute, rows, plan, layer, output);
  goBack(layer.activation, lines, width, layer.delta, output, stride, layer.aside);
}

/** ReLU behind an output layer, whose sums the product leaves as they are. */
function floorAtZero(rows: i32, width: i32, values: usize, stride: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < width; unit += lanes)
      store<V>(values + 4 * unit, most(load<V>(values + 4 * unit), splat(0)));
    values += stride;
  }
}
