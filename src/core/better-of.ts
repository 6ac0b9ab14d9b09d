// Whether more of a run's figure is better.

import { metrics } from './metrics/index.ts';

/** @param name of a series: "val_loss", "accuracy". @returns null where that can't be said (a learning rate). */
export function betterOf(name: string): 'higher' | 'lower' | null {
  const bare = name.replace(/^val_/, '');
  if (bare === 'loss') return 'lower';
  return metrics.has(bare) ? metrics.get(bare).better : null;
}
