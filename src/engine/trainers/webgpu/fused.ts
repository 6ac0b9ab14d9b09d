// Runs the fused shader.

import type { FusedPlan } from './fused-plan.ts';
import { fusedText } from './fused-shader.ts';
import type { Gpu } from './gpu.ts';
import type { Method, Piece, PopulationBuffers } from './population.ts';
import type { Architecture } from '../../../core/network.ts';

export async function fusedMethod(
  gpu: Gpu,
  architecture: Architecture,
  plan: FusedPlan,
  buffers: PopulationBuffers,
): Promise<Method> {
  const pipeline = await gpu.pipeline(fusedText(architecture, plan), 'fused training');
  const { run, models, state, inputs, targets, rowLists, factors } = buffers;
  const group = gpu.device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [run, models, state, inputs, targets, rowLists, factors].map((buffer, binding) => ({
      binding,
      resource: { buffer },
    })),
  });
  return {
    mostSteps: Infinity,
    encode(encoder: GPUCommandEncoder, { models }: Piece) {
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(models);
      pass.end();
    },
    dispose: () => undefined,
  };
}
