// Which of the two builds this browser can run, and the trainers made from it.

import scalarUrl from '../../wasm/build/scalar.wasm?url';
import simdUrl from '../../wasm/build/simd.wasm?url';
import { AppError } from '../../../core/errors.ts';
import { poolFleet } from '../../pool/fleet.ts';
import type { FleetKind, TrainerKind } from '../trainer.ts';
import { wasmTrainer } from './trainer.ts';

/** The smallest module with a SIMD instruction: a function that makes a vector of zeros and drops it. */
const simdModule = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  // One type, () → (), and one function of it.
  ...[1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0],
  // Its body: i32.const 0, i8x16.splat, drop, end.
  ...[10, 9, 1, 7, 0, 0x41, 0, 0xfd, 0x0f, 0x1a, 0x0b],
);

async function compiled(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new AppError('unknown', `The trainer could not be fetched: ${response.status}.`);
  // Some hosts serve .wasm files without their type, which streaming insists on.
  if (!response.headers.get('Content-Type')?.startsWith('application/wasm'))
    return WebAssembly.compile(await response.arrayBuffer());
  return WebAssembly.compileStreaming(response);
}

let module: Promise<WebAssembly.Module> | null = null;

/** Compiles once for all who ask in this thread. @throws AppError, or whatever fetch and the browser throw. */
export async function loadWasmTrainers(): Promise<{ trainer: TrainerKind; fleet: FleetKind }> {
  module ??= compiled(WebAssembly.validate(simdModule) ? simdUrl : scalarUrl);
  try {
    const ready = await module;
    return { trainer: wasmTrainer(ready), fleet: poolFleet(ready) };
  } catch (thrown) {
    module = null;
    throw thrown;
  }
}
