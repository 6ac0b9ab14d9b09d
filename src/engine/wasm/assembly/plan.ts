// Where everything lies. `../plan.ts` writes these records into the memory, the same fields in the same order, 4 bytes each
// (8 where said).
//
// All widths are rounded up to multiples of four, and every value in such a pad is zero and stays zero: parameters,
// optimiser state, activations and deltas. So no kernel has to look where a row ends.
// A kernel lies in panels of 2 × `lanes` columns (the last one may be half as wide): panel after panel, and in each one row
// of a panel's width per input. Matrix products then read it from front to back.

/** A layer's record. Addresses and strides in bytes; those of parameters count from the start of a model's. */
@unmanaged
export class Layer {
  /** Rounded up. */
  inputs: i32;
  units: i32;
  /** Rounded up. */
  width: i32;
  activation: i32;
  /** 1: a single output unit. Its kernel is one vector along its inputs, its outputs one vector along the batch. */
  single: i32;
  kernel: usize;
  bias: usize;
  /** Bytes of kernel and bias together. */
  bytes: usize;
  input: usize;
  inputStride: usize;
  output: usize;
  outputStride: usize;
  /** The error at the layer's sums; its stride is the output's. */
  delta: usize;
  /** GELU's slopes, or softmax' outputs before dropout; 0: none. Stride as the output's. */
  aside: usize;
  /** What dropout multiplies outputs by; 0: no dropout. Stride as the output's. */
  mask: usize;
  /** Room for the kernel with inputs and units changed over; 0 in the first layer. */
  transposed: usize;
}

/** What all models of an instance share. */
@unmanaged
export class Plan {
  layers: usize;
  count: i32;
  inputs: i32;
  outputs: i32;
  batchSize: i32;
  loss: i32;
  optimizer: i32;
  /** 0: none, 1: by value, 2: by norm of each kernel and bias, 3: by norm of all. */
  clip: i32;
  clipAt: f32;
  /** Rows × inputs and rows × outputs, unpadded. */
  data: usize;
  targets: usize;
  /** 0: all count 1. */
  weights: usize;
  /** Room for a batch: row numbers, padded targets, weight / rows of each. */
  order: usize;
  batchTargets: usize;
  shares: usize;
  gradient: usize;
  /** As many zeros as the widest layer has units. */
  zeros: usize;
  /** Of all padded parameters. */
  parameterBytes: usize;
  /** Most rows that the activations have room for. */
  capacity: i32;
}

/** One model's record, then one Dropout for each layer. */
@unmanaged
export class Model {
  learningRate: f64;
  seed: u32;
  step: u32;
  /** Rows it learns from. */
  rows: u32;
  /** Their numbers; 0: all, in order. */
  list: usize;
  /** Padded parameters, then m, then v. */
  parameters: usize;
  momentum: f32;
  weightDecay: f32;
  l1: f32;
  l2: f32;
}

@unmanaged
export class Dropout {
  threshold: u32;
  scale: f32;
}

export namespace Activation {
  export const linear = 0;
  export const relu = 1;
  export const leakyRelu = 2;
  export const elu = 3;
  export const gelu = 4;
  export const tanh = 5;
  export const sigmoid = 6;
  export const softmax = 7;
}

export namespace Loss {
  export const squared = 0;
  export const absolute = 1;
  export const huber = 2;
  export const binary = 3;
  export const categorical = 4;
}

export namespace Optimizer {
  export const sgd = 0;
  export const momentum = 1;
  export const nesterov = 2;
  export const rmsprop = 3;
  export const adam = 4;
  export const adamw = 5;
}

@inline
export function layerAt(plan: Plan, index: i32): Layer {
  return changetype<Layer>(plan.layers + index * offsetof<Layer>());
}

@inline
export function dropoutOf(model: Model, index: i32): Dropout {
  return changetype<Dropout>(changetype<usize>(model) + offsetof<Model>() + index * offsetof<Dropout>());
}
