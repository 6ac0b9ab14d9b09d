// Training and scoring of dense nets. Everything lies in the imported memory, where `../plan.ts` puts it.

import { activate, applyFactors, copyRows, goBack } from './activations';
import { chooseRows, gather, gatherInOrder } from './batches';
import { multiplyTransposed, sumColumns, turn } from './gradients';
import { dropoutKey, openEpoch, writeMask } from './hashing';
import { lanes as laneCount } from './lanes';
import { lossError } from './losses';
import { Activation, Layer, Model, Plan, dropoutOf, layerAt } from './plan';
import { multiply } from './products';
import { multiplySingle, spreadSingle, sumDeltas, sumSingle } from './single';
import { clip, penalise, update } from './updates';

/** Numbers in a vector: half of what a whole panel is wide. */
export function lanes(): i32 {
  return laneCount;
}

/** Sums of one layer. @param floor 0 takes ReLU on the way. */
function sums(model: Model, layer: Layer, rows: i32, floor: f32): void {
  const kernel = model.parameters + layer.kernel;
  const bias = model.parameters + layer.bias;
  if (layer.single)
    multiplySingle(rows, layer.inputs, layer.input, layer.inputStride, kernel, bias, layer.output);
  else
    multiply(
      rows,
      layer.inputs,
      layer.input,
      layer.inputStride,
      kernel,
      layer.width,
      bias,
      floor,
      layer.output,
      layer.outputStride,
    );
}

/** Masks outputs, and leaves them unmasked aside where the slope is read from them. */
function dropOut(model: Model, layer: Layer, index: i32, rows: i32): void {
  const dropout = dropoutOf(model, index);
  const stride = layer.outputStride;
  const key = dropoutKey(model.seed, index, model.step);
  for (let row = 0; row < rows; row++)
    writeMask(
      layer.mask + (row as usize) * stride,
      key,
      row * layer.units,
      layer.width,
      dropout.threshold,
      dropout.scale,
    );
  if (layer.aside && layer.activation != Activation.gelu)
    copyRows(rows, layer.width, layer.output, layer.aside, stride);
  applyFactors(rows, layer.width, layer.output, layer.mask, stride);
}

/** Up to the sums of the output layer. */
function forward(plan: Plan, model: Model, rows: i32, training: bool): void {
  const last = plan.count - 1;
  const padded = (rows + 3) & ~3;
  for (let index = 0; index < last; index++) {
    const layer = layerAt(plan, index);
    const kind = layer.activation;
    sums(model, layer, padded, kind == Activation.relu ? 0 : -Infinity);
    const slopes = training && kind == Activation.gelu ? layer.aside : 0;
    activate(kind, padded, layer.units, layer.width, layer.output, layer.outputStride, slopes);
    if (training && layer.mask) dropOut(model, layer, index, rows);
  }
  sums(model, layerAt(plan, last), padded, -Infinity);
}

/** From the error at the output layer's sums to the gradient of all parameters. */
function backward(plan: Plan, model: Model, rows: i32): void {
  const padded = (rows + 3) & ~3;
  for (let index = plan.count - 1; index >= 0; index--) {
    const layer = layerAt(plan, index);
    const inputs = layer.inputs;
    const width = layer.width;
    const stride = layer.outputStride;
    const gradient = plan.gradient + layer.kernel;
    const bias = plan.gradient + layer.bias;
    const kernel = model.parameters + layer.kernel;
    if (layer.single) {
      sumSingle(rows, inputs, layer.input, layer.inputStride, layer.delta, gradient);
      f32.store(bias, sumDeltas(rows, layer.delta));
    } else {
      multiplyTransposed(rows, inputs, layer.input, layer.inputStride, width, layer.delta, stride, gradient);
      sumColumns(rows, width, layer.delta, stride, bias);
    }
    if (index == 0) return;
    const before = layerAt(plan, index - 1);
    const back = before.delta;
    const backStride = before.outputStride;
    if (layer.single) spreadSingle(rows, inputs, layer.delta, kernel, back, backStride);
    else {
      turn(inputs, width, kernel, layer.transposed);
      multiply(
        padded,
        width,
        layer.delta,
        stride,
        layer.transposed,
        inputs,
        plan.zeros,
        -Infinity,
        back,
        backStride,
      );
    }
    if (before.mask) applyFactors(rows, inputs, back, before.mask, backStride);
    goBack(before.activation, rows, inputs, back, before.output, backStride, before.aside);
  }
}

/**
 * Takes `steps` steps with one model, epoch after epoch.
 * @param factors for each step two float64: what the rate is multiplied by, with and without bias correction.
 */
export function train(plan: Plan, model: Model, steps: i32, factors: usize): void {
  const batchSize: u32 = plan.batchSize;
  const total = model.rows;
  const stepsPerEpoch = (total + batchSize - 1) / batchSize;
  const last = layerAt(plan, plan.count - 1);
  let batch = model.step % stepsPerEpoch;
  openEpoch(model.seed, model.step / stepsPerEpoch, total);
  for (let taken = 0; taken < steps; taken++) {
    const rows: i32 = min(batchSize, total - batch * batchSize);
    chooseRows(plan, model, batch * batchSize, rows);
    gather(plan, rows);
    forward(plan, model, rows, true);
    lossError(plan, last, rows);
    backward(plan, model, rows);
    penalise(plan, model);
    if (plan.clip) clip(plan);
    update(plan, model, f64.load(factors), f64.load(factors, 8));
    factors += 16;
    model.step++;
    if (++batch == stepsPerEpoch) {
      batch = 0;
      openEpoch(model.seed, model.step / stepsPerEpoch, total);
    }
  }
}

/** Sums of the output layer, rows × outputs, for `rows` rows as they lie at `inputs`. */
export function score(plan: Plan, model: Model, inputs: usize, rows: i32, outputs: usize): void {
  const last = layerAt(plan, plan.count - 1);
  const stride: usize = last.single ? 4 : last.outputStride;
  const units = last.units;
  for (let done = 0; done < rows; done += plan.capacity) {
    const some = min(plan.capacity, rows - done);
    gatherInOrder(plan, inputs, some);
    inputs += 4 * some * plan.inputs;
    forward(plan, model, some, false);
    for (let row = 0; row < some; row++)
      for (let unit = 0; unit < units; unit++) {
        f32.store(outputs, f32.load(last.output + (row as usize) * stride + 4 * unit));
        outputs += 4;
      }
  }
}
