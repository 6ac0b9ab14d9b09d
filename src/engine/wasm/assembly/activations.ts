// Activations there and back, in place, row by row (core/activations.ts).

import { V, above, add, choose, keep, lanes, largest, most, mul, splat, sub, total } from './lanes';
import { bell, hyperbolicTangent, logistic, normalBelow, power, powerLessOne } from './mathematics';
import { Activation } from './plan';

const leak: f32 = 0.2;
/** 1 / √(2 π). */
const bellHeight: f32 = 0.3989422804;

@inline
function bent(kind: i32, z: V): V {
  if (kind == Activation.leakyRelu) return choose(above(z, splat(0)), z, mul(splat(leak), z));
  if (kind == Activation.elu) return choose(above(z, splat(0)), z, powerLessOne(z));
  if (kind == Activation.tanh) return hyperbolicTangent(z);
  if (kind == Activation.sigmoid) return logistic(z);
  return most(z, splat(0));
}

@inline
function bend(kind: i32, rows: i32, width: i32, values: usize, stride: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let at = values, end = values + 4 * width; at < end; at += 4 * lanes)
      store<V>(at, bent(kind, load<V>(at)));
    values += stride;
  }
}

function bendByNormal(rows: i32, width: i32, values: usize, stride: usize, slopes: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let at = values, end = values + 4 * width, to = slopes; at < end; at += 4 * lanes, to += 4 * lanes) {
      const z = load<V>(at);
      const height = bell(z);
      const share = normalBelow(z, height);
      store<V>(at, mul(z, share));
      if (slopes) store<V>(to, add(share, mul(mul(z, height), splat(bellHeight))));
    }
    values += stride;
    if (slopes) slopes += stride;
  }
}

/** Softmax of each row of `units`, from `values` to `to`; pads become 0. */
export function softmaxRows(
  rows: i32,
  units: i32,
  width: i32,
  values: usize,
  to: usize,
  stride: usize,
): void {
  for (let row = 0; row < rows; row++) {
    // So low that a pad adds nothing to the sum.
    for (let unit = units; unit < width; unit++) f32.store(values + 4 * unit, -1e30);
    let high = load<V>(values);
    for (let unit = lanes; unit < width; unit += lanes) high = most(load<V>(values + 4 * unit), high);
    const highest = splat(largest(high));
    let sums = splat(0);
    for (let unit = 0; unit < width; unit += lanes) {
      const share = power(sub(load<V>(values + 4 * unit), highest));
      store<V>(to + 4 * unit, share);
      sums = add(sums, share);
    }
    const scale = splat(1 / total(sums));
    for (let unit = 0; unit < width; unit += lanes)
      store<V>(to + 4 * unit, mul(load<V>(to + 4 * unit), scale));
    for (let unit = units; unit < width; unit++) f32.store(to + 4 * unit, 0);
    values += stride;
    to += stride;
  }
}

/** Makes the pads of each row zero. */
export function clearPads(rows: i32, units: i32, width: i32, values: usize, stride: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let unit = units; unit < width; unit++) f32.store(values + 4 * unit, 0);
    values += stride;
  }
}

/** Sums become outputs. ReLU has been taken by the product. `aside`: where GELU leaves its slopes; 0: nowhere. */
export function activate(
  kind: i32,
  rows: i32,
  units: i32,
  width: i32,
  values: usize,
  stride: usize,
  aside: usize,
): void {
  switch (kind) {
    case Activation.leakyRelu:
      bend(Activation.leakyRelu, rows, width, values, stride);
      break;
    case Activation.elu:
      bend(Activation.elu, rows, width, values, stride);
      break;
    case Activation.gelu:
      bendByNormal(rows, width, values, stride, aside);
      break;
    case Activation.tanh:
      bend(Activation.tanh, rows, width, values, stride);
      break;
    case Activation.sigmoid:
      bend(Activation.sigmoid, rows, width, values, stride);
      if (units < width) clearPads(rows, units, width, values, stride);
      break;
    case Activation.softmax:
      softmaxRows(rows, units, width, values, values, stride);
      break;
  }
}

/** values × factors. */
export function applyFactors(rows: i32, width: i32, values: usize, factors: usize, stride: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < width; unit += lanes)
      store<V>(values + 4 * unit, mul(load<V>(values + 4 * unit), load<V>(factors + 4 * unit)));
    values += stride;
    factors += stride;
  }
}

export function copyRows(rows: i32, width: i32, from: usize, to: usize, stride: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < width; unit += lanes) store<V>(to + 4 * unit, load<V>(from + 4 * unit));
    from += stride;
    to += stride;
  }
}

/** error × slope, from the output that the activation gave. A dropped output has no error. */
@inline
function sloped(kind: i32, error: V, y: V): V {
  if (kind == Activation.relu) return keep(above(y, splat(0)), error);
  if (kind == Activation.leakyRelu) return choose(above(y, splat(0)), error, mul(splat(leak), error));
  if (kind == Activation.elu) return choose(above(y, splat(0)), error, mul(error, add(y, splat(1))));
  if (kind == Activation.tanh) return mul(error, sub(splat(1), mul(y, y)));
  return mul(error, mul(y, sub(splat(1), y)));
}

@inline
function slope(kind: i32, rows: i32, width: i32, delta: usize, y: usize, stride: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < width; unit += lanes)
      store<V>(delta + 4 * unit, sloped(kind, load<V>(delta + 4 * unit), load<V>(y + 4 * unit)));
    delta += stride;
    y += stride;
  }
}

function slopeOfSoftmax(rows: i32, width: i32, delta: usize, y: usize, stride: usize): void {
  for (let row = 0; row < rows; row++) {
    let sums = splat(0);
    for (let unit = 0; unit < width; unit += lanes)
      sums = add(sums, mul(load<V>(delta + 4 * unit), load<V>(y + 4 * unit)));
    const mean = splat(total(sums));
    for (let unit = 0; unit < width; unit += lanes)
      store<V>(delta + 4 * unit, mul(load<V>(y + 4 * unit), sub(load<V>(delta + 4 * unit), mean)));
    delta += stride;
    y += stride;
  }
}

/**
 * The error at a layer's outputs becomes the error at its sums. `aside`: GELU's slopes, or the outputs before dropout; 0: there
 * was no dropout.
 */
export function goBack(
  kind: i32,
  rows: i32,
  width: i32,
  delta: usize,
  outputs: usize,
  stride: usize,
  aside: usize,
): void {
  const y = aside ? aside : outputs;
  switch (kind) {
    case Activation.relu:
      slope(Activation.relu, rows, width, delta, y, stride);
      break;
    case Activation.leakyRelu:
      slope(Activation.leakyRelu, rows, width, delta, y, stride);
      break;
    case Activation.elu:
      slope(Activation.elu, rows, width, delta, y, stride);
      break;
    case Activation.gelu:
      applyFactors(rows, width, delta, aside, stride);
      break;
    case Activation.tanh:
      slope(Activation.tanh, rows, width, delta, y, stride);
      break;
    case Activation.sigmoid:
      slope(Activation.sigmoid, rows, width, delta, y, stride);
      break;
    case Activation.softmax:
      slopeOfSoftmax(rows, width, delta, y, stride);
      break;
  }
}
