// Runs the tiled kernels: many steps in one pass, with one bind group, told apart by an offset.

import type { Learning } from '../../../core/learning.ts';
import { sharedBuffers } from './buffers.ts';
import type { PopulationBuffers } from './buffers.ts';
import type { Gpu } from './gpu.ts';
import type { Method, Piece } from './method.ts';
import { mostWorkgroups } from './staged.ts';
import type { TiledKernels } from './tiled-shader.ts';

const mostSteps = 64;
/** What offsets of a uniform buffer must be multiples of on every device. */
const offsetBytes = 256;
/** Bytes for the values of models that train together. */
const mostValues = 2 ** 26;

/** Same bindings for all kernels: the eight storage buffers that every device allows a shader. */
function layoutFor(device: GPUDevice): GPUBindGroupLayout {
  const buffer = (binding: number, type: GPUBufferBindingType, hasDynamicOffset = false) => ({
    binding,
    visibility: GPUShaderStage.COMPUTE,
    buffer: { type, hasDynamicOffset },
  });
  return device.createBindGroupLayout({
    entries: [
      buffer(0, 'uniform'),
      buffer(1, 'read-only-storage'),
      buffer(2, 'storage'),
      ...[3, 4, 5, 6].map((binding) => buffer(binding, 'read-only-storage')),
      buffer(7, 'storage'),
      buffer(8, 'storage'),
      buffer(9, 'uniform', true),
    ],
  });
}

export async function tiledMethod(
  gpu: Gpu,
  { kernels, values: floats, mostWorkgroups: most }: TiledKernels,
  learning: Learning,
  buffers: PopulationBuffers,
  count: number,
): Promise<Method> {
  const { device } = gpu;
  const layout = layoutFor(device);
  const pipelineLayout = device.createPipelineLayout({ bindGroupLayouts: [layout] });
  const pipelines = await Promise.all(
    kernels.map(({ code, label }) => gpu.pipeline(code, label, pipelineLayout)),
  );
  const together = Math.max(1, Math.min(count, Math.floor(mostValues / (4 * floats))));
  const made: GPUBuffer[] = [];
  const keep = (buffer: GPUBuffer) => {
    made.push(buffer);
    return buffer;
  };
  try {
    const group = await gpu.checked(() => {
      const { STORAGE, UNIFORM, COPY_DST } = GPUBufferUsage;
      const values = keep(gpu.buffer(4 * floats * together, STORAGE, 'The values between layers'));
      const places = keep(gpu.buffer(4 * learning.batchSize * together, STORAGE, 'The rows of a batch'));
      const turns = keep(gpu.buffer(offsetBytes * mostSteps, UNIFORM | COPY_DST, 'The turns'));
      const words = new Uint32Array((offsetBytes / 4) * mostSteps);
      for (let turn = 0; turn < mostSteps; turn++) words[(turn * offsetBytes) / 4] = turn;
      gpu.write(turns, 0, words);
      const whole = [...sharedBuffers(buffers), values, places];
      return device.createBindGroup({
        layout,
        entries: [
          ...whole.map((buffer, binding) => ({ binding, resource: { buffer } })),
          { binding: whole.length, resource: { buffer: turns, size: 4 } },
        ],
      });
    });
    return {
      mostSteps,
      mostModels: Math.min(together, mostWorkgroups),
      encode(encoder: GPUCommandEncoder, { steps, models }: Piece) {
        const pass = encoder.beginComputePass();
        // A piece of no steps still shows the device every kernel.
        for (let turn = 0; turn < Math.max(1, steps); turn++)
          for (const [index, { x, y }] of kernels.entries()) {
            pass.setPipeline(pipelines[index]!);
            pass.setBindGroup(0, group, [turn * offsetBytes]);
            pass.dispatchWorkgroups(Math.min(x, most), Math.min(y, most), models);
          }
        pass.end();
      },
      dispose: () => gpu.free(...made),
    };
  } catch (thrown) {
    gpu.free(...made);
    throw thrown;
  }
}
