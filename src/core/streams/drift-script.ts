// The usual kinds of drift, written as the events that move a generator's parameters.

import type { DriftEvent } from '../define.ts';
import { numberOf, type ParamValues } from '../params.ts';

export type DriftKind = 'abrupt' | 'gradual' | 'recurring' | 'blip';

/**
 * The events of one drift.
 * - `abrupt`: the parameters change at row `at`.
 * - `gradual`: they move there over `length` rows. Number parameters pass through all values between (incremental drift);
 *   a concept is mixed row by row.
 * - `recurring`: they change at `at`, change back after `length` rows, and so on until `rows`.
 * - `blip`: they change at `at` and are back for good after `length` rows. It is no reason to retrain.
 * @param to the parameters that move, and where to. @param from the generator's parameters, to which they come back.
 * @throws RangeError when `length` is below 1 where it matters, or a moved parameter is no number.
 */
export function driftScript(
  kind: DriftKind,
  to: Readonly<Record<string, number>>,
  from: ParamValues,
  { at, length, rows }: { readonly at: number; readonly length: number; readonly rows: number },
): DriftEvent[] {
  const back = Object.fromEntries(Object.keys(to).map((name) => [name, numberOf(from, name)]));
  if (kind === 'abrupt') return [{ atRow: at, overRows: 0, to }];
  if (!(length >= 1)) throw new RangeError(`A ${kind} drift must last a row or more, not ${length}.`);
  switch (kind) {
    case 'gradual':
      return [{ atRow: at, overRows: length, to }];
    case 'blip':
      return [
        { atRow: at, overRows: 0, to },
        { atRow: at + length, overRows: 0, to: back },
      ];
    case 'recurring': {
      const turns = Math.max(1, Math.ceil((rows - at) / length));
      return Array.from({ length: turns }, (_, i) => ({
        atRow: at + i * length,
        overRows: 0,
        to: i % 2 ? back : to,
      }));
    }
  }
}
