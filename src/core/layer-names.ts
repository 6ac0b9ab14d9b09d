// What layers are called wherever they are shown or recorded.

import type { Architecture } from './network.ts';

/** Names of the layers with parameters, in the order of `parameterParts`: "embedding", "conv_1" …, "dense_1" …, "output". */
export function layerNames({ bag, image, layers }: Architecture): string[] {
  const convolutions = (image?.layers ?? []).filter(({ kind }) => kind === 'convolution');
  return [
    ...(bag ? ['embedding'] : []),
    ...convolutions.map((_, index) => `conv_${index + 1}`),
    ...layers.map((_, index) => (index === layers.length - 1 ? 'output' : `dense_${index + 1}`)),
  ];
}
