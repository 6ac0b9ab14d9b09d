// All engines by name. Those of others are fetched only when one is asked for: they are no part of the page.

import type { EngineName } from '../report.ts';
import type { BenchEngine } from '../session.ts';

/** Loads an engine's code, not what it computes with. */
export async function loadEngine(name: EngineName): Promise<BenchEngine> {
  switch (name) {
    case 'ours-wasm':
    case 'ours-webgpu':
    case 'ours-js':
      return (await import('./ours.ts')).ours(name);
    case 'jax-js-wasm':
      return (await import('./jax-js.ts')).jaxJs('wasm');
    case 'jax-js-webgpu':
      return (await import('./jax-js.ts')).jaxJs('webgpu');
    default:
      return (await import('./tfjs.ts')).tfjs(name);
  }
}
