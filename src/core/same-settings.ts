// Whether two lists of callbacks are set alike.

import type { CallbackSetting } from './callback.ts';

/** Same kinds in the same order with the same parameters; NaN equals NaN. */
export function sameSettings(a: readonly CallbackSetting[], b: readonly CallbackSetting[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ id, params }, i) => {
      const other = b[i];
      const names = Object.keys(params);
      return (
        other?.id === id &&
        names.length === Object.keys(other.params).length &&
        names.every(
          (name) => Object.hasOwn(other.params, name) && Object.is(params[name], other.params[name]),
        )
      );
    })
  );
}
