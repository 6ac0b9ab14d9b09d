// How one workgroup holds one model: what lies in workgroup memory, and how many rows of a batch at a time.

import type { Learning } from '../../../core/learning.ts';
import type { Architecture } from '../../../core/network.ts';
import { layoutOf } from '../../../core/network.ts';
import type { Gpu } from './gpu.ts';
import { hasRowHead } from './arithmetic.ts';

export interface FusedPlan {
  readonly invocations: number;
  /** Rows that pass through the layers together; a batch of more comes in chunks whose gradients add up. */
  readonly rows: number;
  readonly chunked: boolean;
  /** Whether outputs and errors lie in workgroup memory. */
  readonly valuesInside: boolean;
  readonly weightsInside: boolean;
  readonly gradientInside: boolean;
  readonly rowHead: boolean;
}

/** Distance of two rows of errors: odd, so that neighbouring rows fall into different banks of memory. */
export const errorStride = (units: number): number => units | 1;

/**
 * One workgroup keeps one core of a graphics card busy. Up to so many multiplications a step (in each of three products)
 * that is faster than many dispatches that keep them all busy. On an NVIDIA H100 the two meet between 700,000 and 1,200,000,
 * for one model as for 32 side by side.
 */
const mostFused = 524_288;

/** What a trainer would otherwise decide by size and device; tests take every way. */
export interface Ways {
  readonly method?: 'fused' | 'tiled';
  /** Whether to take the device for a software adapter. */
  readonly software?: boolean;
  /** That a dispatch may have along x and y. */
  readonly mostWorkgroups?: number;
}

/** Null: tiled kernels do better, or the net is too large for a workgroup. */
export function chosenPlan(
  gpu: Gpu,
  architecture: Architecture,
  learning: Learning,
  ways: Ways,
): FusedPlan | null {
  const { device } = gpu;
  const software = ways.software ?? gpu.software;
  const { size } = layoutOf(architecture);
  // On a software adapter there are no cores to keep busy, and every further dispatch only costs.
  const fits = software || size * learning.batchSize <= mostFused;
  if ((ways.method ?? (fits ? 'fused' : 'tiled')) === 'tiled') return null;
  return fusedPlan(architecture, learning, device.limits, software);
}

/** Floats of workgroup memory that one row takes: inputs, outputs and errors of all layers, its number and its share. */
function floatsPerRow(architecture: Architecture): number {
  const { layers } = layoutOf(architecture);
  return layers.reduce((sum, { inputs, units }, index) => {
    const softmax = index < layers.length - 1 && architecture.layers[index]!.activation === 'softmax';
    return sum + inputs + 1 + errorStride(units) * (softmax ? 2 : 1);
  }, 2);
}

/** Floats that a model's values may take outside workgroup memory. */
const mostOutside = 2 ** 22;

const wholeBlocks = (rows: number): number => (rows < 4 ? rows : 4 * Math.ceil(rows / 4));

/**
 * Null where not even a few rows fit.
 * @param software whether the device is a software adapter, where nothing is won by workgroup memory (fused-memory.ts).
 */
export function fusedPlan(
  architecture: Architecture,
  learning: Learning,
  limits: Pick<
    GPUSupportedLimits,
    'maxComputeWorkgroupStorageSize' | 'maxComputeInvocationsPerWorkgroup' | 'maxComputeWorkgroupSizeX'
  >,
  software: boolean,
): FusedPlan | null {
  const { layers, size } = layoutOf(architecture);
  const batch = wholeBlocks(learning.batchSize);
  const most = Math.max(
    ...layers.map(({ inputs, units }) =>
      Math.max(
        Math.ceil(batch / 4) * Math.ceil(units / 4),
        Math.ceil((inputs + 1) / 4) * Math.ceil(units / 4),
      ),
    ),
  );
  const allowed = Math.min(limits.maxComputeInvocationsPerWorkgroup, limits.maxComputeWorkgroupSizeX);
  const invocations = Math.min(allowed, most <= 64 ? 64 : most <= 128 ? 128 : 256);
  const rowHead = hasRowHead(learning.loss, architecture.layers.at(-1)!.activation);
  if (software) {
    const room = 4 * Math.floor(mostOutside / floatsPerRow(architecture) / 4);
    const rows = Math.min(batch, 256, room);
    if (rows < Math.min(batch, 4)) return null;
    const outside = { valuesInside: false, weightsInside: false, gradientInside: false };
    return { invocations, rows, chunked: rows < learning.batchSize, rowHead, ...outside };
  }
  // More than 32 KiB would leave a core room for one workgroup only.
  const floats = Math.min(limits.maxComputeWorkgroupStorageSize, 32_768) / 4;
  // Clipping sums, and the few floats behind each array that whole blocks may read.
  const fixed = invocations + 2 * layers.length + 8 * (2 * layers.length + 2);
  const perRow = floatsPerRow(architecture);
  const rowsWith = (inside: number) => {
    const room = Math.floor((floats - fixed - inside * size) / perRow);
    return room >= batch ? batch : 4 * Math.floor(room / 4);
  };
  // Best a whole batch beside parameters and gradient; then the gradient goes, then rows, then the parameters.
  const choices = [
    { inside: 2, enough: batch },
    { inside: 1, enough: batch },
    { inside: 2, enough: Math.min(batch, 16) },
    { inside: 1, enough: Math.min(batch, 16) },
    { inside: 0, enough: Math.min(batch, 4) },
  ];
  const choice = choices.find(({ inside, enough }) => rowsWith(inside) >= enough);
  if (!choice) return null;
  const rows = rowsWith(choice.inside);
  return {
    invocations,
    rows,
    chunked: rows < learning.batchSize,
    weightsInside: choice.inside > 0,
    gradientInside: choice.inside > 1,
    rowHead,
    valuesInside: true,
  };
}
