// What slices are called by people and by records.

import type { SliceKey } from '../slice.ts';
import { sortedKey } from './partitions.ts';

/** Words that stand in place of a feature; the value alone says enough. */
const ownNames = new Set(['rule']);

/** In words: "hour 7–9, season winter"; "all rows" for the whole. */
export function sliceLabel(key: SliceKey): string {
  if (key.length === 0) return 'all rows';
  return key
    .map(([feature, value]) =>
      ownNames.has(feature) ? value : `${feature} ${value === '' ? 'missing' : value}`,
    )
    .join(', ');
}

/** A text that is the same for the same key and for no other, whatever the order of its pairs; readable in an address. */
export function sliceId(key: SliceKey): string {
  if (key.length === 0) return 'all';
  return sortedKey(key)
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .join('&');
}
