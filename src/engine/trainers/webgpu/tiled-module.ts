// The frame around every tiled kernel: what it is bound to, and which step of which model it works on.

import type { Architecture } from '../../../core/network.ts';
import { arithmetic } from './arithmetic.ts';
import { clippedText } from './clipping.ts';
import { overTiles, tileInvocations } from './staged.ts';

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
  /** Tiles along x and y. */
  readonly x: number;
  readonly y: number;
  readonly mostWorkgroups: number;
}

/** A module whose entry point is `main`, with tiles along x and y as the kernel likes and a model along z. */
export const tiledModule = ({
  architecture,
  batch,
  values,
  shrinkAt,
  memory,
  body,
  x,
  y,
  mostWorkgroups,
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
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let model = run.firstModel + group.z;
  if (models[model].stopped != 0u || run.steps == 0u) { return; }
  let base = model * run.stride;
  let room = group.z * ${values}u;
  let placesAt = group.z * ${batch}u;
  let step = run.firstStep + turn.index;
  let modelRows = models[model].rows;
  let stepsPerEpoch = (modelRows + run.batch - 1u) / run.batch;
  let epoch = step / stepsPerEpoch;
  let start = (step - epoch * stepsPerEpoch) * run.batch;
  let inBatch = min(run.batch, modelRows - start);
  let factor = factors[turn.index];
  let firstPlace = 0u;
  ${overTiles(x, y, mostWorkgroups, body)}
}`;
