// Every engine that runs in Node, as the loop of a training takes it.

import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { LoadedTrainer } from '../../../src/engine/trainer-loading.ts';
import { tfjs } from '../../../src/engine/trainers/tfjs/index.ts';
import { wasmFleet } from '../../../src/engine/trainers/wasm/fleet.ts';
import { wasmTrainer } from '../../../src/engine/trainers/wasm/trainer.ts';
import { jsEngine } from '../fixtures.ts';

export async function nodeEngines(): Promise<Record<'js' | 'wasm' | 'tfjs', LoadedTrainer>> {
  await tf.setBackend('cpu');
  const bytes = readFileSync(new URL('../../../src/engine/wasm/build/simd.wasm', import.meta.url));
  const module = await WebAssembly.compile(bytes);
  const none = { adapter: null, lost: null };
  return {
    js: jsEngine,
    wasm: { ...none, id: 'wasm', trainer: wasmTrainer(module), fleet: wasmFleet(module) },
    tfjs: { ...none, id: 'tfjs-cpu', trainer: tfjs, fleet: null },
  };
}

export const nodeEngineNames = ['js', 'wasm', 'tfjs'] as const;
