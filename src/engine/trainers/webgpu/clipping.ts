// Clipping: sums over a workgroup in a fixed order, so that a device repeats itself exactly.

import type { Learning } from '../../../core/learning.ts';
import type { Architecture } from '../../../core/network.ts';
import { layoutOf } from '../../../core/network.ts';

/** How clipping stands in the settings of a run. */
export const clipCodes = { none: 0, value: 1, norm: 2, 'global-norm': 3 } as const;

/** Whether a step needs the norm of a gradient before it can be taken. */
export const needsNorms = ({ clip }: Learning): boolean => clip !== null && clip.by !== 'value';

/**
 * `clipped(room, p, g)`, and the ends of the parts that have a norm of their own: kernel, bias, kernel, bias …
 * @param shrink WGSL of the factor of `part`, for a model whose values begin at `room`.
 */
export function clippedText(architecture: Architecture, shrink: string): string {
  const { layers, size } = layoutOf(architecture);
  const ends = layers.flatMap(({ biasAt, units }) => [biasAt, biasAt + units]);
  return /* wgsl */ `
fn endOf(part: u32) -> u32 {
  switch part {
    ${ends.map((end, part) => `case ${part}u: { return ${end}u; }`).join(' ')}
    default: { return ${size}u; }
  }
}
const parameters = ${size}u;
fn groupOf(p: u32) -> u32 { return ${ends
    .slice(0, -1)
    .map((end) => `select(0u, 1u, p >= ${end}u)`)
    .join(' + ')}; }
fn shrinkOf(room: u32, part: u32) -> f32 { return ${shrink}; }
fn clipped(room: u32, p: u32, g: f32) -> f32 {
  if (run.clipBy == ${clipCodes.value}u) { return clamp(g, -run.clipAt, run.clipAt); }
  if (run.clipBy == ${clipCodes.norm}u) { return g * shrinkOf(room, groupOf(p)); }
  if (run.clipBy == ${clipCodes['global-norm']}u) { return g * shrinkOf(room, 0u); }
  return g;
}`;
}

interface ClipPlaces {
  readonly layers: number;
  readonly invocations: number;
  readonly barrier: string;
  /** WGSL of parameter and gradient `p`. */
  readonly weight: string;
  readonly gradient: string;
  /** WGSL of where the factor of `part` goes. */
  readonly shrink: string;
}

/** Adds the penalties to the gradient, and finds the factor of every norm. Runs only when clipping by norm. */
export const clipText = ({
  layers,
  invocations,
  barrier,
  weight,
  gradient,
  shrink,
}: ClipPlaces): string => /* wgsl */ `
if (run.clipBy > ${clipCodes.value}u) {
  let groups = select(${2 * layers}u, 1u, run.clipBy == ${clipCodes['global-norm']}u);
  var begin = 0u;
  for (var part = 0u; part < groups; part++) {
    let end = select(endOf(part), parameters, groups == 1u);
    var sum = 0.0;
    for (var p = begin + local; p < end; p += ${invocations}u) {
      let g = penalised(model, p, ${weight}, ${gradient});
      ${gradient} = g;
      sum += g * g;
    }
    partSums[local] = sum;
    ${barrier}
    if (local == 0u) {
      var total = 0.0;
      for (var i = 0u; i < ${invocations}u; i++) { total += partSums[i]; }
      ${shrink} = run.clipAt / max(sqrt(total), run.clipAt);
    }
    ${barrier}
    begin = end;
  }
}`;
