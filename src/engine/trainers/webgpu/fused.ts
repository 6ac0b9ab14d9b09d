// Runs the fused shader.

import type { Architecture } from '../../../core/network.ts';
import { sharedBuffers } from './buffers.ts';
import type { PopulationBuffers } from './buffers.ts';
import { fusedMemory } from './fused-memory.ts';
import type { FusedPlan } from './fused-plan.ts';
import { fusedText } from './fused-shader.ts';
import type { Gpu } from './gpu.ts';
import type { Method, Piece } from './method.ts';
import { mostWorkgroups } from './staged.ts';

/** Bytes for the values of models that train together. */
const mostScratch = 2 ** 26;

export async function fusedMethod(
  gpu: Gpu,
  architecture: Architecture,
  plan: FusedPlan,
  buffers: PopulationBuffers,
  count: number,
): Promise<Method> {
  const pipeline = await gpu.pipeline(fusedText(architecture, plan), 'fused training');
  const { scratch: floats } = fusedMemory(architecture, plan);
  const together = Math.min(count, mostWorkgroups, Math.floor(mostScratch / Math.max(1, 4 * floats)));
  const scratch =
    floats === 0
      ? []
      : await gpu.checked(() => [
          gpu.buffer(4 * floats * together, GPUBufferUsage.STORAGE, 'The values between layers'),
        ]);
  const group = gpu.device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [...sharedBuffers(buffers), ...scratch].map((buffer, binding) => ({
      binding,
      resource: { buffer },
    })),
  });
  return {
    mostSteps: Infinity,
    mostModels: floats === 0 ? mostWorkgroups : together,
    encode(encoder: GPUCommandEncoder, { models }: Piece) {
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(models);
      pass.end();
    },
    dispose: () => gpu.free(...scratch),
  };
}
