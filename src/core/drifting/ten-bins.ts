import { isCategorySample, type Sample } from '../drift-sample.ts';
import { levelBins, pooledBins, valueBins, type Bins } from './bins.ts';
import { pooledWidthEdges } from './edges.ts';

const frourosBins = 10;

/** Frouros' bins: 10 equally wide over both samples; a level or one of two values each its own. */
export function tenBins(reference: Sample): (current: Sample) => Bins {
  if (isCategorySample(reference)) return levelBins(false)(reference);
  if (reference.kind === 'boolean') return valueBins(reference);
  return pooledBins((a, b) => pooledWidthEdges(a, b, frourosBins))(reference);
}
