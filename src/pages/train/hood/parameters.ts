// The weights of a model by name, to choose two of them.

import type { Walkthrough } from '../../../core/walkthrough.ts';
import { hoodText as t } from '../../text/train-hood.ts';
import { inputOrder, unitName } from './names.ts';

/** Names of a choice at most: nobody reads longer lists. */
const mostNames = 400;

/** @returns flat number of each parameter, with its name. */
export function parameterChoices(walk: Walkthrough): { value: string; label: string }[] {
  const found: { value: string; label: string }[] = [];
  for (const [index, { fanIn, units, kernelAt, biasAt }] of walk.layers.entries()) {
    const before = index === 0 ? inputOrder(walk.inputNames) : Array.from({ length: fanIn }, (_, i) => i);
    for (let unit = 0; unit < units; unit++) {
      const name = unitName(walk, index + 1, unit);
      for (const i of before) {
        if (found.length >= mostNames) return found;
        const value = String(walk.offset + kernelAt + i * units + unit);
        found.push({ value, label: t.weightBetween(unitName(walk, index, i), name) });
      }
      found.push({ value: String(walk.offset + biasAt + unit), label: t.biasOf(name) });
    }
  }
  return found;
}
