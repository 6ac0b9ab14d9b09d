// Which windows of a long stream are drawn: as many as the picture has room for, and every peak among them.

import { thin, type Curve } from '../../core/thinning.ts';
import type { StreamData } from './stream-words.ts';

/** More columns than these cannot be told apart on a screen. */
const columns = 250;

/** Places in the curve, rising; all of them where they fit. */
export const drawnPlaces = (curve: Curve): number[] => thin(curve, columns);

/** Places in `data.windows`: a point of the drawn line is one of these. */
export const streamPlaces = ({ windows }: Pick<StreamData, 'windows'>): number[] =>
  drawnPlaces({ x: windows.map(({ index }) => index), y: windows.map(({ value }) => value) });
