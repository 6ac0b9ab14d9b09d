// How each trainer comes into the worker. Its code is fetched only here, and only when it is asked for.

import type { EngineId } from '../core/records.ts';
import { AppError } from '../core/errors.ts';
import type { Adapter } from './adapter.ts';
import { findAdapter } from './adapter.ts';
import type { FleetKind, TrainerKind } from './trainers/trainer.ts';

export interface LoadedTrainer {
  readonly id: EngineId;
  readonly trainer: TrainerKind;
  /** Null where many models are trained one after another. */
  readonly fleet: FleetKind | null;
  /** Other ways in which it may compute a model here, to be proven as well. */
  readonly otherWays?: readonly { readonly way: string; readonly kind: TrainerKind }[];
  readonly adapter: Adapter | null;
  /** Resolves with the reason when its graphics device goes away; null where there is none. */
  readonly lost: Promise<string> | null;
}

export const engineLabels: Readonly<Record<EngineId, string>> = {
  wasm: 'WebAssembly',
  webgpu: 'WebGPU',
  js: 'plain JavaScript',
  'tfjs-webgpu': 'TensorFlow.js on WebGPU',
  'tfjs-wasm': 'TensorFlow.js on WebAssembly',
  'tfjs-cpu': 'TensorFlow.js in plain JavaScript',
};

/** One promise per device, so that two engines on it tell of one loss. */
const losses = new WeakMap<GPUDevice, Promise<string>>();

const reasonOf = ({ reason, message }: GPUDeviceLostInfo) => [reason, message].filter(Boolean).join(': ');

async function device() {
  const adapter = await findAdapter();
  if (!adapter) throw new AppError('bad-input', 'the browser offers no WebGPU adapter.');
  const { tfjsDevice } = await import('./tfjs-backend.ts');
  const gpu = await tfjsDevice();
  const lost = losses.get(gpu) ?? gpu.lost.then(reasonOf);
  losses.set(gpu, lost);
  return { adapter, gpu, lost };
}

/** @throws AppError, or whatever the browser throws, when it can't be had here. */
export async function loadTrainer(id: EngineId): Promise<LoadedTrainer> {
  switch (id) {
    case 'wasm': {
      const { loadWasmTrainers } = await import('./trainers/wasm/load.ts');
      return { id, ...(await loadWasmTrainers()), adapter: null, lost: null };
    }
    case 'js': {
      const { js } = await import('./trainers/js/trainer.ts');
      const { jsFleet } = await import('./trainers/js/fleet.ts');
      return { id, trainer: js, fleet: jsFleet, adapter: null, lost: null };
    }
    case 'webgpu': {
      const { adapter, gpu, lost } = await device();
      const { webgpuTrainers } = await import('./trainers/webgpu/index.ts');
      const { software } = adapter;
      const tiled = () => webgpuTrainers(gpu, { software, method: 'tiled' }).trainer;
      // Software takes the fused kernel whatever the size.
      const otherWays = software ? [] : [{ way: 'in tiles', kind: tiled() }];
      return { id, ...webgpuTrainers(gpu, { software }), otherWays, adapter, lost };
    }
    case 'tfjs-webgpu': {
      const { adapter, lost } = await device();
      const { tfjs } = await import('./trainers/tfjs/index.ts');
      return { id, trainer: tfjs, fleet: null, adapter, lost };
    }
    case 'tfjs-wasm':
    case 'tfjs-cpu': {
      const { activate } = await import('./tfjs-backend.ts');
      await activate(id === 'tfjs-wasm' ? 'wasm' : 'cpu');
      const { tfjs } = await import('./trainers/tfjs/index.ts');
      return { id, trainer: tfjs, fleet: null, adapter: null, lost: null };
    }
  }
}

/** TensorFlow.js computes on one backend at a time: this makes the one that `id` needs the current one. */
export async function makeCurrent(id: EngineId): Promise<void> {
  if (!id.startsWith('tfjs-')) return;
  const { activate } = await import('./tfjs-backend.ts');
  await activate(id === 'tfjs-webgpu' ? 'webgpu' : id === 'tfjs-wasm' ? 'wasm' : 'cpu');
}

/** After a device was lost: the next load gets a new one. */
export async function dropDevice(): Promise<void> {
  const { dropWebgpu } = await import('./tfjs-backend.ts');
  dropWebgpu();
}
