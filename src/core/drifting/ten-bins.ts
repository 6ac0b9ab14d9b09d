import { isCategorySample, type Sample } from '../drift-sample.ts';
import { levelBins, valueBins, type Bins } from './bins.ts';
import { pooledWidth } from './edges.ts';
import { pooledBins } from './pooled-bins.ts';

const frourosBins = 10;

/** Frouros' bins: 10 equally wide over both samples; a level or one of two values each its own. */
export function tenBins(reference: Sample): (current: Sample) => Bins {
  if (isCategorySample(reference)) return levelBins(false)(reference);
  if (reference.kind === 'boolean') return valueBins(reference);
  return pooledBins((a, b) => pooledWidth(a, b, frourosBins))(reference);
}
