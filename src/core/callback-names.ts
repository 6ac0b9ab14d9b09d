// Which names a log can hold, known before a training begins.

import type { CallbackContext } from './callback.ts';

/** Names at the end of an epoch; those with val_ only where there are validation rows. */
export function epochNames({ directions, added }: CallbackContext): string[] {
  const own = ['loss', ...directions.keys()];
  return [...new Set([...own, ...own.map((name) => `val_${name}`), ...(added ?? [])])];
}

/** Names at the end of a batch: of one batch the training works out the loss alone, no metric. */
export function batchNames({ added }: CallbackContext): string[] {
  return [...new Set(['loss', ...(added ?? [])])];
}

/** Names at the end of a validation. */
export function testNames({ directions, added }: CallbackContext): string[] {
  return [...new Set(['loss', ...directions.keys(), ...(added ?? [])])];
}

/** Names of series that every training has by itself, beside those of its epochs. */
const ownSeries =
  /^(?:epoch|batch|step|learning_rate|batch_loss|batch_metric|epoch_learning_rate|(?:gradient_norm|dead_units|system)\/.*)$/;

/** Null, or why a callback can't log under this name. */
export const loggedNameProblem = (name: string, context: CallbackContext): string | null =>
  ownSeries.test(name) || epochNames({ ...context, added: [] }).includes(name)
    ? `"${name}" is a figure that every training logs by itself. Choose another name.`
    : null;
