// Starting the pool's workers under the page's policy.

import type { PoolWorker } from './member.ts';

interface PolicyFactory {
  readonly defaultPolicy?: unknown;
  createPolicy(name: string, rules: { createScriptURL(address: string): string | null }): unknown;
}

/**
 * The address, where it is one of the page's own origin and fetched from there, else null. The origin alone would not do: a
 * `blob:` that the page made of any text has it too.
 */
export function ownScript(address: string, page: string): string | null {
  try {
    const [target, base] = [new URL(address, page), new URL(page)];
    return /^https?:$/.test(target.protocol) && target.origin === base.origin ? address : null;
  } catch {
    return null;
  }
}

/**
 * Under `require-trusted-types-for 'script'` only a policy may name the script of a worker. The page has one (ui/trusted-types);
 * a worker that starts workers needs its own, which lets its own origin through and nothing else.
 */
function allowOwnOrigin(): void {
  const { trustedTypes: factory } = globalThis as { readonly trustedTypes?: PolicyFactory };
  if (!factory || factory.defaultPolicy) return;
  factory.createPolicy('default', {
    createScriptURL: (address) => ownScript(address, globalThis.location.href),
  });
}

/** In a page or in another worker. */
export function startPoolWorker(): PoolWorker {
  allowOwnOrigin();
  return new Worker(new URL('./pool.worker.ts', import.meta.url), { type: 'module', name: 'pool' });
}
