// What the page calls its engines.

import type { EngineId, EngineInfo } from '../../core/records.ts';

const names: Record<EngineId, string> = {
  wasm: 'WebAssembly',
  webgpu: 'WebGPU',
  js: 'JavaScript',
  'tfjs-webgpu': 'TensorFlow.js · WebGPU',
  'tfjs-wasm': 'TensorFlow.js · WebAssembly',
  'tfjs-cpu': 'TensorFlow.js · JavaScript',
};

const idOf = ({ trainer, backend }: EngineInfo): EngineId =>
  trainer === 'tfjs' ? `tfjs-${backend}` : trainer;

export const engineText = {
  name: (id: EngineId) => names[id],
  rail: ({ trainer }: EngineInfo) => (trainer === 'tfjs' ? 'TensorFlow.js' : names[trainer]),
  short: (info: EngineInfo) => (info.software ? `${names[idOf(info)]} (software)` : names[idOf(info)]),
  full: (info: EngineInfo) =>
    [names[idOf(info)], info.adapter && (info.software ? `${info.adapter}, software` : info.adapter)]
      .filter(Boolean)
      .join(', '),
};
