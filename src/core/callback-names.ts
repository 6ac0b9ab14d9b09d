// Which names a log can hold, known before a training begins.

import type { CallbackContext } from './callback.ts';

/** Names at the end of an epoch; those with val_ only where there are validation rows. */
export function epochNames({ directions, added }: CallbackContext): string[] {
  const own = ['loss', ...directions.keys()];
  return [...new Set([...own, ...own.map((name) => `val_${name}`), ...(added ?? [])])];
}

/** Names at the end of a batch. */
export function batchNames({ directions, added }: CallbackContext): string[] {
  return [...new Set(['loss', ...directions.keys(), ...(added ?? [])])];
}
