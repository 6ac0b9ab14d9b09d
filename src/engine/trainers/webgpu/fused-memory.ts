// Where the values of one workgroup lie while it trains: in workgroup memory, or in a stretch of a storage buffer. The
// latter serves software adapters, where both are ordinary memory, but where every float of workgroup memory costs
// compiling time: WebGPU promises it zeroed, and they write that out float by float.

import type { Architecture } from '../../../core/network.ts';
import { layoutOf } from '../../../core/network.ts';
import { errorStride } from './fused-plan.ts';
import type { FusedPlan } from './fused-plan.ts';
import type { RowPlaces } from './row-phases.ts';

export interface FusedMemory extends RowPlaces {
  /** Declarations of the module. */
  readonly text: string;
  /** Floats that each workgroup needs in the storage buffer `scratch`, from `room` on; 0: no such buffer. */
  readonly scratch: number;
  /** The array of a name, as a product reads it. */
  array(name: string): { readonly from: string; readonly at: string };
}

/** Whole blocks may read a few values behind an array's end. */
const spare = 4;

/**
 * `a<n>` are the inputs of layer n with a constant 1 behind every row, `d<n>` the errors at its sums, `b<n>` those at its
 * outputs where a hidden softmax needs them.
 */
export function fusedMemory(architecture: Architecture, plan: FusedPlan): FusedMemory {
  const { layers, size } = layoutOf(architecture);
  const { rows, invocations, weightsInside, gradientInside, valuesInside } = plan;
  const arrays = new Map<string, number>();
  for (const [index, { inputs, units }] of layers.entries()) {
    arrays.set(`a${index}`, rows * (inputs + 1) + spare);
    arrays.set(`d${index}`, rows * errorStride(units) + spare);
    const { activation } = architecture.layers[index]!;
    if (activation === 'softmax' && index < layers.length - 1)
      arrays.set(`b${index}`, rows * errorStride(units) + spare);
  }
  const offsets = new Map<string, number>();
  let scratch = 0;
  for (const [name, length] of arrays) {
    offsets.set(name, scratch);
    scratch += length;
  }
  const shared = (name: string, type: string, length: number) =>
    `var<workgroup> ${name}: array<${type}, ${length}>;`;
  return {
    text: [
      ...(weightsInside ? [shared('weights', 'f32', size + spare)] : []),
      ...(gradientInside ? [shared('gradient', 'f32', size)] : []),
      ...(valuesInside
        ? [...arrays].map(([name, length]) => shared(name, 'f32', length))
        : ['@group(0) @binding(7) var<storage, read_write> scratch: array<f32>;']),
      shared('rowOf', 'u32', rows),
      shared('shareOf', 'f32', rows),
      shared('partSums', 'f32', invocations),
      shared('shrink', 'f32', 2 * layers.length),
    ].join('\n'),
    scratch: valuesInside ? 0 : scratch,
    row: (place) => `rowOf[${place}]`,
    share: (place) => `shareOf[${place}]`,
    stride: (array, width) => (array === 'a' ? width + 1 : errorStride(width)),
    array: (name) =>
      valuesInside ? { from: name, at: '0u' } : { from: 'scratch', at: `room + ${offsets.get(name) ?? 0}u` },
    item: (name, index) =>
      valuesInside ? `${name}[${index}]` : `scratch[room + ${offsets.get(name) ?? 0}u + ${index}]`,
  };
}
