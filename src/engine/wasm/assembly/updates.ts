// Penalties, clipping and the optimisers (core/learning.ts), over all padded parameters. Pads are zero in, zero out.

import {
  V,
  above,
  add,
  div,
  drop,
  keep,
  lanes,
  least,
  magnitude,
  most,
  mul,
  root,
  splat,
  sub,
  total,
  withSign,
} from './lanes';
import { Model, Optimizer, Plan, layerAt } from './plan';

const vectorBytes: usize = 4 * lanes;

/** l1 sign(w) + 2 l2 w, on kernels. */
export function penalise(plan: Plan, model: Model): void {
  if (model.l1 == 0 && model.l2 == 0) return;
  const one = splat(model.l1);
  const two = splat(2 * model.l2);
  const zero = splat(0);
  for (let index = 0; index < plan.count; index++) {
    const layer = layerAt(plan, index);
    for (let at = layer.kernel; at < layer.bias; at += vectorBytes) {
      const weight = load<V>(model.parameters + at);
      const push = keep(above(magnitude(weight), zero), withSign(one, weight));
      const gradient = load<V>(plan.gradient + at);
      store<V>(plan.gradient + at, add(gradient, add(push, mul(two, weight))));
    }
  }
}

/** Sum of squares. In blocks, each added up in float64: a long sum of float32 would lose its small terms. */
function squares(from: usize, to: usize): f64 {
  let sum: f64 = 0;
  while (from < to) {
    const end = min(to, from + 64 * vectorBytes);
    let block: V = splat(0);
    for (; from < end; from += vectorBytes) {
      const value = load<V>(from);
      block = add(block, mul(value, value));
    }
    sum += total(block) as f64;
  }
  return sum;
}

function shrink(from: usize, to: usize, squared: f64, most: f64): void {
  const norm = sqrt(squared);
  if (!(norm > most)) return;
  const factor = splat((most / norm) as f32);
  for (; from < to; from += vectorBytes) store<V>(from, mul(load<V>(from), factor));
}

export function clip(plan: Plan): void {
  const start = plan.gradient;
  const end = start + plan.parameterBytes;
  const limit = plan.clipAt as f64;
  if (plan.clip == 1) {
    const high = splat(plan.clipAt);
    const low = splat(-plan.clipAt);
    for (let at = start; at < end; at += vectorBytes) store<V>(at, least(most(load<V>(at), low), high));
  } else if (plan.clip == 2) {
    for (let index = 0; index < plan.count; index++) {
      const layer = layerAt(plan, index);
      const kernel = start + layer.kernel;
      const bias = start + layer.bias;
      const next = kernel + layer.bytes;
      shrink(kernel, bias, squares(kernel, bias), limit);
      shrink(bias, next, squares(bias, next), limit);
    }
  } else if (plan.clip == 3) shrink(start, end, squares(start, end), limit);
}

/**
 * Zero where a number is so small that its square would leave float32's normal range: processors compute very slowly
 * there, and moments that only decay would stay there for ever. What is not a number stays.
 */
@inline
function cleaned(value: V, least: V): V {
  return drop(above(least, magnitude(value)), value);
}

@inline
function adam(plan: Plan, model: Model, rate: f32, shrinkage: f32, decoupled: bool): void {
  const bytes = plan.parameterBytes;
  const least = splat(1e-15);
  const leastMoment = splat(1e-30);
  const step = splat(rate);
  const kept = splat(shrinkage);
  const newer = splat(0.1);
  const newerSquare = splat(0.001);
  const epsilon = splat(1e-7);
  let w = model.parameters;
  let g = plan.gradient;
  for (const end = g + bytes; g < end; g += vectorBytes, w += vectorBytes) {
    const gradient = cleaned(load<V>(g), least);
    const m = w + bytes;
    const v = m + bytes;
    let first = load<V>(m);
    let second = load<V>(v);
    first = cleaned(add(first, mul(newer, sub(gradient, first))), leastMoment);
    second = cleaned(add(second, mul(newerSquare, sub(mul(gradient, gradient), second))), leastMoment);
    store<V>(m, first);
    store<V>(v, second);
    let weight = load<V>(w);
    if (decoupled) weight = sub(weight, mul(kept, weight));
    store<V>(w, sub(weight, div(mul(step, first), add(root(second), epsilon))));
  }
}

function rmsprop(plan: Plan, model: Model, rate: f32): void {
  const bytes = plan.parameterBytes;
  const least = splat(1e-15);
  const leastMoment = splat(1e-30);
  const step = splat(rate);
  const newer = splat(0.1);
  const epsilon = splat(1e-7);
  let w = model.parameters;
  let g = plan.gradient;
  for (const end = g + bytes; g < end; g += vectorBytes, w += vectorBytes) {
    const gradient = cleaned(load<V>(g), least);
    let second = load<V>(w + bytes);
    second = cleaned(add(second, mul(newer, sub(mul(gradient, gradient), second))), leastMoment);
    store<V>(w + bytes, second);
    store<V>(w, sub(load<V>(w), div(mul(step, gradient), root(add(second, epsilon)))));
  }
}

@inline
function withMomentum(plan: Plan, model: Model, rate: f32, ahead: bool): void {
  const bytes = plan.parameterBytes;
  const least = splat(1e-30);
  const step = splat(rate);
  const momentum = splat(model.momentum);
  let w = model.parameters;
  let g = plan.gradient;
  for (const end = g + bytes; g < end; g += vectorBytes, w += vectorBytes) {
    const move = mul(step, load<V>(g));
    const velocity = cleaned(sub(mul(momentum, load<V>(w + bytes)), move), least);
    store<V>(w + bytes, velocity);
    store<V>(w, add(load<V>(w), ahead ? sub(mul(momentum, velocity), move) : velocity));
  }
}

function descend(plan: Plan, model: Model, rate: f32): void {
  const step = splat(rate);
  let w = model.parameters;
  let g = plan.gradient;
  for (const end = g + plan.parameterBytes; g < end; g += vectorBytes, w += vectorBytes)
    store<V>(w, sub(load<V>(w), mul(step, load<V>(g))));
}

/** One step of the optimiser. @param rateFactor, plainFactor core/learning.ts, stepFactors. */
export function update(plan: Plan, model: Model, rateFactor: f64, plainFactor: f64): void {
  const rate = (model.learningRate * rateFactor) as f32;
  switch (plan.optimizer) {
    case Optimizer.sgd:
      descend(plan, model, rate);
      break;
    case Optimizer.momentum:
      withMomentum(plan, model, rate, false);
      break;
    case Optimizer.nesterov:
      withMomentum(plan, model, rate, true);
      break;
    case Optimizer.rmsprop:
      rmsprop(plan, model, rate);
      break;
    case Optimizer.adam:
      adam(plan, model, rate, 0, false);
      break;
    case Optimizer.adamw: {
      const shrinkage = (model.learningRate * plainFactor * (model.weightDecay as f64)) as f32;
      adam(plan, model, rate, shrinkage, true);
      break;
    }
  }
}
