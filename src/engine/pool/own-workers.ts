// Starting the pool's workers under the page's policy.

import type { PoolWorker } from './member.ts';

interface PolicyFactory {
  readonly defaultPolicy?: unknown;
  createPolicy(name: string, rules: { createScriptURL(address: string): string | null }): unknown;
}

/**
 * Under `require-trusted-types-for 'script'` only a policy may name the script of a worker. The page has one (ui/trusted-types);
 * a worker that starts workers needs its own, which lets its own origin through and nothing else.
 */
function allowOwnOrigin(): void {
  const { trustedTypes: factory } = globalThis as { readonly trustedTypes?: PolicyFactory };
  if (!factory || factory.defaultPolicy) return;
  const { origin } = globalThis.location;
  factory.createPolicy('default', {
    createScriptURL: (address) =>
      new URL(address, globalThis.location.href).origin === origin ? address : null,
  });
}

/** In a page or in another worker. */
export function startPoolWorker(): PoolWorker {
  allowOwnOrigin();
  return new Worker(new URL('./pool.worker.ts', import.meta.url), { type: 'module', name: 'pool' });
}
