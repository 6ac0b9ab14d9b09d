// What callbacks that set the learning rate share.

import type { CallbackContext } from './callback.ts';

/** Keras' TypeError: an optimiser with a schedule does not let its rate be set. */
export const scheduledProblem = ({ scheduled }: CallbackContext): string | null =>
  scheduled
    ? 'The learning rate follows a schedule, so a callback cannot set it. Choose a constant rate first.'
    : null;
