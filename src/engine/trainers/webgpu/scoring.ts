// Outputs for many rows on the graphics card: one dispatch a layer for thousands of rows at a time.

import type { Architecture } from '../../../core/network.ts';
import { layoutOf } from '../../../core/network.ts';
import { activationText, bendOf } from './arithmetic.ts';
import type { Gpu } from './gpu.ts';
import { mostWorkgroups, overTiles, stagedMemory, stagedText, tileInvocations, tileSize } from './staged.ts';

/** Bytes that the values between two layers may take. */
const mostBytes = 2 ** 24;

function layerText(architecture: Architecture, index: number, most: number): string {
  const { inputs, units, kernelAt } = layoutOf(architecture).layers[index]!;
  const isLast = index === architecture.layers.length - 1;
  const activation = isLast ? 'linear' : architecture.layers[index]!.activation;
  const product = stagedText({
    rows: 'batch.rows',
    columns: `${units}u`,
    inner: `${inputs}u`,
    left: (row, k) => `before[${row} * ${inputs}u + ${k}]`,
    right: (k, column) => `state[batch.parametersAt + ${kernelAt}u + ${k} * ${units}u + ${column}]`,
    leftAlongInner: true,
    rightAlongInner: false,
    each: (row, column, sum) => /* wgsl */ `
      let z = ${sum} + state[batch.parametersAt + ${kernelAt + inputs * units}u + column];
      after[${row} * ${units}u + ${column}] = ${bendOf(activation)};`,
  });
  return /* wgsl */ `
struct Batch { rows: u32, parametersAt: u32 }
@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> state: array<f32>;
@group(0) @binding(2) var<storage, read> before: array<f32>;
@group(0) @binding(3) var<storage, read_write> after: array<f32>;
${activationText}
${stagedMemory}
@compute @workgroup_size(${tileInvocations})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  ${overTiles(Math.ceil(units / tileSize), most, most, product)}
}`;
}

/** Softmax of whole rows, in place. */
const softmaxText = (units: number): string => /* wgsl */ `
struct Batch { rows: u32, parametersAt: u32 }
@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read_write> values: array<f32>;
${activationText}
@compute @workgroup_size(${tileInvocations})
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= batch.rows) { return; }
  let row = id.x * ${units}u;
  var most = values[row];
  for (var u = 1u; u < ${units}u; u++) { most = max(most, values[row + u]); }
  var sum = 0.0;
  for (var u = 0u; u < ${units}u; u++) {
    let e = safeExp(values[row + u] - most);
    values[row + u] = e;
    sum += e;
  }
  for (var u = 0u; u < ${units}u; u++) { values[row + u] /= sum; }
}`;

/**
 * Sums of the output layer for rows × inputs, row-major.
 * @param state a buffer that holds the parameters from float `at` on.
 * @param workgroups that a dispatch may have along x and y.
 * @throws AppError `engine-lost`, `gpu-out-of-memory`.
 */
export async function scored(
  gpu: Gpu,
  architecture: Architecture,
  state: GPUBuffer,
  at: number,
  inputs: Float32Array,
  workgroups = mostWorkgroups,
): Promise<Float32Array> {
  const { layers } = layoutOf(architecture);
  const width = architecture.inputs;
  const outputs = layers.at(-1)!.units;
  const rows = inputs.length / width;
  const widest = Math.max(width, ...layers.map(({ units }) => units));
  const most = Math.min(workgroups * tileSize, Math.max(1, Math.floor(mostBytes / (4 * widest))));
  const pipelines = await Promise.all(
    layers.map((_, index) =>
      gpu.pipeline(layerText(architecture, index, workgroups), `scoring layer ${index + 1}`),
    ),
  );
  const softmaxes = await Promise.all(
    layers.map(async ({ units }, index) =>
      index < layers.length - 1 && architecture.layers[index]!.activation === 'softmax'
        ? gpu.pipeline(softmaxText(units), 'scoring softmax')
        : null,
    ),
  );
  const answer = new Float32Array(rows * outputs);
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
  const together = Math.max(1, Math.min(rows, most));
  const made: GPUBuffer[] = [];
  const keep = (buffer: GPUBuffer) => {
    made.push(buffer);
    return buffer;
  };
  try {
    const { batch, values } = await gpu.checked(() => ({
      batch: keep(gpu.buffer(8, UNIFORM | COPY_DST, 'The size of a batch')),
      values: [0, 1].map(() =>
        keep(gpu.buffer(4 * together * widest, STORAGE | COPY_DST | COPY_SRC, 'The values between layers')),
      ),
    }));
    for (let row = 0; row < rows; row += together) {
      const now = Math.min(together, rows - row);
      const encode = () => {
        gpu.write(batch, 0, new Uint32Array([now, at]));
        gpu.write(values[0]!, 0, inputs.subarray(row * width, (row + now) * width));
        const encoder = gpu.device.createCommandEncoder();
        const pass = encoder.beginComputePass();
        const dispatch = (pipeline: GPUComputePipeline, buffers: GPUBuffer[], x: number, y: number) => {
          pass.setPipeline(pipeline);
          const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
          const layout = pipeline.getBindGroupLayout(0);
          pass.setBindGroup(0, gpu.device.createBindGroup({ layout, entries }));
          pass.dispatchWorkgroups(Math.min(x, workgroups), y);
        };
        for (const [index, { units }] of layers.entries()) {
          const [before, after] = [values[index % 2]!, values[(index + 1) % 2]!];
          const [x, y] = [Math.ceil(units / tileSize), Math.ceil(now / tileSize)];
          dispatch(pipelines[index]!, [batch, state, before, after], x, y);
          const softmax = softmaxes[index];
          if (softmax) dispatch(softmax, [batch, after], Math.ceil(now / tileInvocations), 1);
        }
        pass.end();
        gpu.device.queue.submit([encoder.finish()]);
      };
      if (row === 0) await gpu.checked(encode);
      else encode();
      answer.set(await gpu.read(values[layers.length % 2]!, 0, now * outputs), row * outputs);
    }
    return answer;
  } finally {
    gpu.free(...made);
  }
}
