// A worker that has workers of its own, as the engine's has.

import { poolFleet } from '../../src/engine/pool/fleet.ts';
import type { FleetSetup } from '../../src/engine/trainers/trainer.ts';
import simdUrl from '../../src/engine/wasm/build/simd.wasm?url';

declare const self: DedicatedWorkerGlobalScope;

async function train(setup: FleetSetup): Promise<void> {
  const module = await WebAssembly.compileStreaming(fetch(simdUrl));
  const fleet = await poolFleet(module, { workers: 2 }).prepare(setup);
  await fleet.advance(50);
  self.postMessage((await fleet.state()).weights);
  fleet.dispose();
}

self.addEventListener('message', ({ data }: MessageEvent<FleetSetup>) => void train(data));
