// Far from the reference, and yet nothing to speak of.

import { partsOfKey, type Figure, type FigureKey } from './figure.ts';

/** Families of distances, whose limit holds for independent rows. */
const distances: ReadonlySet<string> = new Set(['drift', 'prediction', 'target']);
const significance = 0.01;

/**
 * Whether chance may well have made a distance, however far beyond its limit it lies: rows that resemble those before them count
 * as few (core/monitoring/dependence.ts), and a season is soon as far from a short reference as this. False where p is not known.
 * The share of features that drifted has chance in it already.
 */
export const mayBeChance = (key: FigureKey, { pValue }: Pick<Figure, 'pValue'>): boolean =>
  key !== 'drift/share' && pValue >= significance && distances.has(partsOfKey(key).family);
