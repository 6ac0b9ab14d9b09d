// Reading what a callback remembered back out of a checkpoint.

import type { CallbackState } from './callback.ts';
import { AppError } from './errors.ts';

const corrupt = (name: string): AppError =>
  new AppError('corrupt', `The checkpoint does not say what a callback remembers as "${name}".`);

/** The fields of a state, each of the kind that is asked for. @throws AppError 'corrupt' otherwise. */
export const stateReader = (state: CallbackState) => ({
  number(name: string): number {
    const value = state[name];
    if (typeof value !== 'number') throw corrupt(name);
    return value;
  },
  numberOrNull(name: string): number | null {
    const value = state[name];
    if (typeof value !== 'number' && value !== null) throw corrupt(name);
    return value;
  },
  boolean(name: string): boolean {
    const value = state[name];
    if (typeof value !== 'boolean') throw corrupt(name);
    return value;
  },
  textOrNull(name: string): string | null {
    const value = state[name];
    if (typeof value !== 'string' && value !== null) throw corrupt(name);
    return value;
  },
  textsOrNull(name: string): string[] | null {
    const value = state[name];
    if (value === null) return null;
    if (!Array.isArray(value) || !value.every((each) => typeof each === 'string')) throw corrupt(name);
    return [...value];
  },
  /** A copy, so that nobody else's change reaches it. */
  weightsOrNull(name: string): Float32Array | null {
    const value = state[name];
    if (value !== null && !(value instanceof Float32Array)) throw corrupt(name);
    return value && value.slice();
  },
});
