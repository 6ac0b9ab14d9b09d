// Which windows of a long stream are drawn: as many as the picture has room for, and every peak among them.

import { thin } from '../../core/thinning.ts';
import type { StreamData } from './stream-words.ts';

/** More columns than these cannot be told apart on a screen. */
const columns = 250;

/** Places in `data.windows`, rising; all of them where they fit. A point of the drawn line is one of these. */
export function drawnPlaces({ windows }: Pick<StreamData, 'windows'>): number[] {
  return thin({ x: windows.map(({ index }) => index), y: windows.map(({ value }) => value) }, columns);
}
