// What layers are called: one name where they are recorded, and one title where they are shown.

import { layerNames as titlesOf, type LayerKind } from './describe-architecture.ts';
import type { Architecture } from './network.ts';

/**
 * Names under which layers with parameters are recorded, in the order of `parameterParts`: "embedding", "conv_1" …, "dense_1" …,
 * "output". They are part of the names of series and histograms and never change.
 */
export function layerNames({ bag, image, layers }: Architecture): string[] {
  const convolutions = (image?.layers ?? []).filter(({ kind }) => kind === 'convolution');
  return [
    ...(bag ? ['embedding'] : []),
    ...convolutions.map((_, index) => `conv_${index + 1}`),
    ...layers.map((_, index) => (index === layers.length - 1 ? 'output' : `dense_${index + 1}`)),
  ];
}

function kindOf(name: string): LayerKind | null {
  if (name === 'embedding') return 'embedding-bag';
  if (name === 'output') return 'output';
  if (/^conv_\d+$/.test(name)) return 'convolution';
  return /^dense_\d+$/.test(name) ? 'dense' : null;
}

/**
 * What people read for the recorded names of all layers of one network: "Dense 1", as in the table of its layers
 * (describe-architecture.ts). A name that is none of these stays as it is.
 */
export function layerTitles(names: readonly string[]): string[] {
  const kinds = names.map(kindOf);
  const titles = titlesOf(kinds.filter((kind) => kind !== null));
  let at = 0;
  return names.map((name, index) => (kinds[index] === null ? name : titles[at++]!));
}
