// The frame around every tiled kernel: what it is bound to, and which step of which model it works on.

import type { Architecture } from '../../../core/network.ts';
import { arithmetic } from './arithmetic.ts';
import { clippedText } from './clipping.ts';
import { tileInvocations } from './staged.ts';

const ownBindings = /* wgsl */ `
struct Turn { index: u32 }
@group(0) @binding(7) var<storage, read_write> values: array<f32>;
@group(0) @binding(8) var<storage, read_write> places: array<u32>;
@group(0) @binding(9) var<uniform> turn: Turn;`;

interface Parts {
  readonly architecture: Architecture;
  readonly batch: number;
  /** Floats between the layers, for each model, and where among them the factors of clipping lie. */
  readonly values: number;
  readonly shrinkAt: number;
  /** Workgroup memory, and the statements of the kernel. */
  readonly memory: string;
  readonly body: string;
}

/** A module whose entry point is `main`, with workgroups along x and y as the kernel likes and a model along z. */
export const tiledModule = ({
  architecture,
  batch,
  values,
  shrinkAt,
  memory,
  body,
}: Parts): string => /* wgsl */ `
${arithmetic(architecture)}
${ownBindings}
${clippedText(architecture, `values[room + ${shrinkAt}u + part]`)}
${memory}
fn weightOf(at: u32) -> f32 {
  if (run.weighted != 0u) { return targets[at]; }
  return 1.0;
}
@compute @workgroup_size(${tileInvocations})
fn main(@builtin(workgroup_id) tile: vec3u, @builtin(local_invocation_index) local: u32) {
  let model = run.firstModel + tile.z;
  if (models[model].stopped != 0u || run.steps == 0u) { return; }
  let base = model * run.stride;
  let room = tile.z * ${values}u;
  let placesAt = tile.z * ${batch}u;
  let step = run.firstStep + turn.index;
  let modelRows = models[model].rows;
  let stepsPerEpoch = (modelRows + run.batch - 1u) / run.batch;
  let epoch = step / stepsPerEpoch;
  let start = (step - epoch * stepsPerEpoch) * run.batch;
  let inBatch = min(run.batch, modelRows - start);
  let factor = factors[turn.index];
  let firstPlace = 0u;
  ${body}
}`;
