// What the generators of labelled streams have in common.

import type { ColumnCard, Dataset, DriftEvent } from '../define.ts';
import { numberOf, type ParamValues } from '../params.ts';
import type { Random } from '../random.ts';
import type { NumberColumn } from '../table.ts';

/** The fields of the card that every data set made here shares. */
export const madeHere = {
  leaks: [],
  licence: { spdx: 'MIT', note: 'Part of this program.' },
  changes: [],
} as const satisfies Partial<Dataset>;

/** x1, x2, … */
export const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `x${i + 1}`);

export function featureCards(names: readonly string[], kind: ColumnCard['kind'] = 'number'): ColumnCard[] {
  return names.map((name) => ({ name, kind, role: 'feature' }));
}

/** A column of `rows` zeros. */
export function numberColumn(
  name: string,
  rows: number,
  kind: NumberColumn['kind'] = 'number',
): NumberColumn {
  return { name, kind, values: new Float64Array(rows) };
}

/** One such column per name. */
export const numberColumns = (
  names: readonly string[],
  rows: number,
  kind: NumberColumn['kind'] = 'number',
): NumberColumn[] => names.map((name) => numberColumn(name, rows, kind));

/** True with that probability. Nothing is drawn where the probability is 0, as River's generators do. */
export const chance = (random: Random, probability: number): boolean =>
  probability > 0 && random.uniform() < probability;

/**
 * A parameter that holds for the whole stream.
 * @throws RangeError when an event would move it: that would have no effect.
 */
export function fixedNumber(params: ParamValues, events: readonly DriftEvent[], name: string): number {
  if (events.some((event) => Object.hasOwn(event.to, name)))
    throw new RangeError(`The setting ${name} holds for the whole stream and cannot drift.`);
  return numberOf(params, name);
}
