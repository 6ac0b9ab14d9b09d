// The parts that every shader shares, in WGSL: integer hashes, activations, loss and optimiser. All formulas are those of
// core/activations.ts, core/learning.ts and core/training-hash.ts. What WGSL lets a device ignore (infinities and NaN)
// never decides anything: arguments of exp are held within its range.

import { leak } from '../../../core/activations.ts';
import { constants, losses, optimizers } from '../../../core/learning.ts';
import type { LossKind, OptimizerKind } from '../../../core/learning.ts';
import type { Activation, Architecture } from '../../../core/network.ts';
import { layoutOf } from '../../../core/network.ts';

/** A float literal of WGSL. */
const float = (value: number): string => `${Number.isInteger(value) ? value.toFixed(1) : value}f`;

const lossIs = (kind: LossKind): string => `run.loss == ${losses.indexOf(kind)}u`;
const optimizerCase = (kind: OptimizerKind): string => `case ${optimizers.indexOf(kind)}u`;

/** Derivative of Huber's loss at an error. */
const huber = `clamp(error, ${float(-constants.huber)}, ${float(constants.huber)})`;

/** Settings of a run and of its models; laid out in settings.ts. */
const structures = (layers: number): string => /* wgsl */ `
struct Run {
  firstModel: u32, stride: u32, batch: u32, weighted: u32,
  optimizer: u32, loss: u32, clipBy: u32, clipAt: f32,
  firstStep: u32, steps: u32, rows: u32, spare: u32,
}
struct Dropout { threshold: u32, scale: f32 }
struct Model {
  seed: u32, rowsAt: u32, rows: u32, listed: u32, stopped: u32,
  learningRate: f32, momentum: f32, weightDecay: f32, l1: f32, l2: f32,
  dropout: array<Dropout, ${layers}>,
}`;

const hashes = /* wgsl */ `
fn mix32(value: u32) -> u32 {
  var h = (value ^ (value >> 16u)) * 0x85ebca6bu;
  h = (h ^ (h >> 13u)) * 0xc2b2ae35u;
  return h ^ (h >> 16u);
}

fn rowAt(seed: u32, epoch: u32, rows: u32, position: u32) -> u32 {
  let bits = 32u - countLeadingZeros(rows - 1u);
  let mask = (1u << bits) - 1u;
  let shift = max(1u, (bits + 1u) >> 1u);
  let base = mix32(mix32(seed + 0x9e3779b9u) ^ epoch);
  let add = vec4u(mix32(base + 1u), mix32(base + 3u), mix32(base + 5u), mix32(base + 7u));
  let times = vec4u(mix32(base + 2u), mix32(base + 4u), mix32(base + 6u), mix32(base + 8u)) | vec4u(1u);
  var x = position;
  loop {
    x = ((x + add.x) * times.x) & mask;
    x ^= x >> shift;
    x = ((x + add.y) * times.y) & mask;
    x ^= x >> shift;
    x = ((x + add.z) * times.z) & mask;
    x ^= x >> shift;
    x = ((x + add.w) * times.w) & mask;
    x ^= x >> shift;
    if (x < rows) { break; }
  }
  return x;
}

fn dropoutKey(seed: u32, layer: u32, step: u32) -> u32 {
  return mix32(mix32(mix32(seed ^ 0x51ed270bu) + layer) ^ step);
}`;

/** `safeExp` and what the activations need. */
export const activationText = /* wgsl */ `
fn safeExp(x: f32) -> f32 { return exp(clamp(x, -87.0, 87.0)); }
// Abramowitz & Stegun 7.1.26, within 1.5e-7.
fn erf(x: f32) -> f32 {
  let t = 1.0 / (1.0 + 0.3275911 * abs(x));
  let series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return sign(x) * (1.0 - series * safeExp(-x * x));
}
fn tanhOf(z: f32) -> f32 {
  let e = safeExp(-2.0 * abs(z));
  return sign(z) * (1.0 - e) / (1.0 + e);
}`;

const bends: Readonly<Record<Exclude<Activation, 'softmax'>, { bend: string; slope: string }>> = {
  linear: { bend: 'z', slope: '1.0' },
  relu: { bend: 'max(z, 0.0)', slope: 'select(0.0, 1.0, z > 0.0)' },
  'leaky-relu': {
    bend: `select(${float(leak)} * z, z, z > 0.0)`,
    slope: `select(${float(leak)}, 1.0, z > 0.0)`,
  },
  elu: { bend: 'select(safeExp(z) - 1.0, z, z > 0.0)', slope: 'select(y + 1.0, 1.0, z > 0.0)' },
  gelu: {
    bend: '0.5 * z * (1.0 + erf(z * 0.70710678))',
    slope: '0.5 * (1.0 + erf(z * 0.70710678)) + z * safeExp(-0.5 * z * z) * 0.39894228',
  },
  tanh: { bend: 'tanhOf(z)', slope: '1.0 - y * y' },
  sigmoid: { bend: '1.0 / (1.0 + safeExp(-z))', slope: 'y * (1.0 - y)' },
};

/** WGSL of an activation of the sum `z`. */
export const bendOf = (kind: Activation): string => (kind === 'softmax' ? 'z' : bends[kind].bend);
/** WGSL of its slope where it gave `y`. */
export const slopeOf = (kind: Activation): string => (kind === 'softmax' ? '1.0' : bends[kind].slope);
/** Whether an activation and its slope cost next to nothing. */
export const isPlain = (kind: Activation): boolean =>
  kind === 'linear' || kind === 'relu' || kind === 'leaky-relu';

/** Whether the loss needs all outputs of a row at once. */
export const hasRowHead = (loss: LossKind, last: Activation): boolean =>
  loss === 'categorical-crossentropy' || last === 'softmax';

/**
 * `errorOf(y, target)` is the derivative of the squared, absolute or Huber loss by an output; `deltaOf(z, target)` that of
 * any loss by a sum, for losses that look at one output at a time.
 */
function lossText(last: Activation, units: number): string {
  return /* wgsl */ `
fn errorOf(y: f32, wanted: f32) -> f32 {
  let error = y - wanted;
  if (${lossIs('mean-squared-error')}) { return error * ${float(2 / units)}; }
  if (${lossIs('mean-absolute-error')}) { return sign(error) * ${float(1 / units)}; }
  return ${huber} * ${float(1 / units)};
}
fn deltaOf(z: f32, wanted: f32) -> f32 {
  if (${lossIs('binary-crossentropy')}) { return (1.0 / (1.0 + safeExp(-z)) - wanted) * ${float(1 / units)}; }
  let y = ${bendOf(last)};
  return errorOf(y, wanted) * (${slopeOf(last)});
}`;
}

/** `isKernel(p)`: whether a parameter is penalised. */
function kernelText(architecture: Architecture): string {
  const { layers } = layoutOf(architecture);
  const within = layers.map(({ kernelAt, biasAt }) => `(p >= ${kernelAt}u && p < ${biasAt}u)`);
  return `fn isKernel(p: u32) -> bool { return ${within.join(' || ')}; }`;
}

/**
 * `penalised(p, w, g)` adds the penalties' gradient; `moved(model, at, w, g, factors)` gives the parameter after one step and
 * updates the optimiser's state, of which m lies at `state[at]` and v at `state[at + parameters]`.
 */
function optimizerText(parameters: number): string {
  const { beta1, beta2, rho, epsilon } = constants;
  const oneMinus = (value: number) => float(Number((1 - value).toPrecision(12)));
  return /* wgsl */ `
fn penalised(model: u32, p: u32, w: f32, g: f32) -> f32 {
  let l1 = models[model].l1;
  let l2 = models[model].l2;
  if ((l1 != 0.0 || l2 != 0.0) && isKernel(p)) { return g + l1 * sign(w) + 2.0 * l2 * w; }
  return g;
}
fn moved(model: u32, at: u32, before: f32, g: f32, factors: vec2f) -> f32 {
  let rate = models[model].learningRate * factors.x;
  var w = before;
  switch run.optimizer {
    ${optimizerCase('momentum')}, ${optimizers.indexOf('nesterov')}u: {
      let momentum = models[model].momentum;
      let m = momentum * state[at] - rate * g;
      state[at] = m;
      w += select(m, momentum * m - rate * g, run.optimizer == ${optimizers.indexOf('nesterov')}u);
    }
    ${optimizerCase('rmsprop')}: {
      let v = state[at] + ${oneMinus(rho)} * (g * g - state[at]);
      state[at] = v;
      w -= rate * g / sqrt(v + ${float(epsilon)});
    }
    ${optimizerCase('adam')}, ${optimizers.indexOf('adamw')}u: {
      if (run.optimizer == ${optimizers.indexOf('adamw')}u) {
        w -= models[model].learningRate * factors.y * models[model].weightDecay * w;
      }
      let m = state[at] + ${oneMinus(beta1)} * (g - state[at]);
      let v = state[at + ${parameters}u] + ${oneMinus(beta2)} * (g * g - state[at + ${parameters}u]);
      state[at] = m;
      state[at + ${parameters}u] = v;
      w -= rate * m / (sqrt(v) + ${float(epsilon)});
    }
    default: { w -= rate * g; }
  }
  return w;
}`;
}

/** The same for all training shaders, in the order of `sharedBuffers` in buffers.ts. */
const bindings = /* wgsl */ `
@group(0) @binding(0) var<uniform> run: Run;
@group(0) @binding(1) var<storage, read> models: array<Model>;
@group(0) @binding(2) var<storage, read_write> state: array<f32>;
@group(0) @binding(3) var<storage, read> inputs: array<f32>;
@group(0) @binding(4) var<storage, read> targets: array<f32>;
@group(0) @binding(5) var<storage, read> rowLists: array<u32>;
@group(0) @binding(6) var<storage, read> factors: array<vec2f>;`;

/** Everything above for one network. */
export function arithmetic(architecture: Architecture): string {
  const { layers, size } = layoutOf(architecture);
  const last = architecture.layers.at(-1)!;
  return [
    structures(layers.length),
    bindings,
    hashes,
    activationText,
    lossText(last.activation, last.units),
    kernelText(architecture),
    optimizerText(size),
  ].join('\n');
}
