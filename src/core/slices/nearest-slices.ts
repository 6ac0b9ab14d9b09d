// What a spec that means no slice comes nearest to.

import type { SliceKey, SliceSpec } from '../slice.ts';
import { sameValue } from './cell-values.ts';
import { sliceLabel } from './slice-label.ts';

/** Letters to change, add or leave out to get from one text to the other (Levenshtein), as a share of the longer one. */
function difference(a: string, b: string): number {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  let before = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const now = [i];
    for (let j = 1; j <= other.length; j++)
      now.push(
        Math.min(before[j]! + 1, now[j - 1]! + 1, before[j - 1]! + Number(one[i - 1] !== other[j - 1])),
      );
    before = now;
  }
  return before[other.length]! / Math.max(1, one.length, other.length);
}

/** Features that a spec names, with the value where it asks for one. */
function asked(spec: SliceSpec): (readonly [string, string | null])[] {
  switch (spec.by) {
    case 'overall':
      return [];
    case 'values':
      return [...spec.features.map((feature) => [feature, null] as const), ...Object.entries(spec.fixed)];
    case 'bins':
      return [[spec.feature, null]];
    case 'rule':
      return [['rule', spec.name]];
    case 'cluster':
      return [['cluster', null]];
    case 'time':
      return [['period', null]];
    case 'cross':
      return spec.of.flatMap(asked);
  }
}

/** How far a key is from what a spec asks for: 0 for the same features and values, 1 for each that is not there at all. */
function distance(wanted: readonly (readonly [string, string | null])[], key: SliceKey): number {
  const left = [...key];
  let sum = 0;
  for (const [feature, value] of wanted) {
    const costs = left.map(([name, text]) => {
      const values = value === null || sameValue(value, text) ? 0 : difference(value, text);
      return (difference(feature, name) + values) / 2;
    });
    const least = Math.min(1, ...costs);
    sum += least;
    if (least < 1) left.splice(costs.indexOf(least), 1);
  }
  return sum + left.length;
}

/** The slices that come nearest to a spec which means none of them, the nearest first. The whole is never one of them. */
export function nearestSlices(spec: SliceSpec, keys: readonly SliceKey[], most = 3): SliceKey[] {
  const wanted = asked(spec);
  return keys
    .filter((key) => key.length > 0)
    .map((key) => ({ key, away: distance(wanted, key), label: sliceLabel(key) }))
    .sort((a, b) => a.away - b.away || (a.label < b.label ? -1 : 1))
    .slice(0, most)
    .map(({ key }) => key);
}
