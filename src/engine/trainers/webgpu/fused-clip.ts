// Clipping in the fused shader: sums over a workgroup in a fixed order, so that a device repeats itself exactly.

import type { Architecture } from '../../../core/network.ts';
import { layoutOf } from '../../../core/network.ts';

/** How clipping stands in the settings of a run. */
export const clipCodes = { none: 0, value: 1, norm: 2, 'global-norm': 3 } as const;

/**
 * `clipped(p, g)`, which needs the factors in `shrink` when clipping by norm, and the ends of the groups that have a norm
 * of their own: kernel, bias, kernel, bias …
 */
export function clippedText(architecture: Architecture): string {
  const { layers, size } = layoutOf(architecture);
  const ends = layers.flatMap(({ biasAt, units }) => [biasAt, biasAt + units]);
  return /* wgsl */ `
const groupEnds = array<u32, ${ends.length}>(${ends.map((end) => `${end}u`).join(', ')});
const parameters = ${size}u;
fn groupOf(p: u32) -> u32 { return ${ends
    .slice(0, -1)
    .map((end) => `select(0u, 1u, p >= ${end}u)`)
    .join(' + ')}; }
fn clipped(p: u32, g: f32) -> f32 {
  if (run.clipBy == ${clipCodes.value}u) { return clamp(g, -run.clipAt, run.clipAt); }
  if (run.clipBy == ${clipCodes.norm}u) { return g * shrink[groupOf(p)]; }
  if (run.clipBy == ${clipCodes['global-norm']}u) { return g * shrink[0]; }
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
}

/** Adds the penalties to the gradient, and finds the factor of every norm. Runs only when clipping by norm. */
export const clipText = ({
  layers,
  invocations,
  barrier,
  weight,
  gradient,
}: ClipPlaces): string => /* wgsl */ `
if (run.clipBy > ${clipCodes.value}u) {
  let groups = select(${2 * layers}u, 1u, run.clipBy == ${clipCodes['global-norm']}u);
  var begin = 0u;
  for (var part = 0u; part < groups; part++) {
    let end = select(groupEnds[part], parameters, groups == 1u);
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
      shrink[part] = run.clipAt / max(sqrt(total), run.clipAt);
    }
    ${barrier}
    begin = end;
  }
}`;
