// The weights of a model by name, to choose two of them.

import type { Walkthrough } from '../../../core/walkthrough.ts';

/** Names of a choice at most: nobody reads longer lists. */
const mostNames = 400;

/** @param names of the columns: what comes in, then the layers. @returns flat number of each parameter, with its name. */
export function parameterChoices(
  walk: Walkthrough,
  names: readonly string[],
): { value: string; label: string }[] {
  const found: { value: string; label: string }[] = [];
  for (const [index, { fanIn, units, kernelAt, biasAt }] of walk.layers.entries()) {
    const unitName = (unit: number) => `${names[index + 1]} ${unit + 1}`;
    for (let unit = 0; unit < units; unit++) {
      for (let i = 0; i < fanIn; i++) {
        if (found.length >= mostNames) return found;
        const from = index === 0 ? walk.inputNames[i]! : `${names[index]} ${i + 1}`;
        found.push({
          value: String(walk.offset + kernelAt + i * units + unit),
          label: `${from} → ${unitName(unit)}`,
        });
      }
      found.push({ value: String(walk.offset + biasAt + unit), label: `bias of ${unitName(unit)}` });
    }
  }
  return found;
}
