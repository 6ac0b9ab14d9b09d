// How much work a network is.

import type { Architecture } from '../../core/network.ts';
import { denseInputs, imageShapes, windowOf } from '../../core/network.ts';

/** Multiply-adds that the batch of a look may take forwards, about; but a batch of a few rows says nothing of dead units. */
const batchBudget = 2e6;
const fewestRows = 16;

/** So many rows of a batch will do for a look. */
export const rowsOfLook = (architecture: Architecture): number =>
  Math.max(fewestRows, Math.floor(batchBudget / Math.max(1, costOf(architecture))));

/** Multiply-adds of one row through the network. */
export function costOf(architecture: Architecture): number {
  const { image, layers } = architecture;
  let cost = 0;
  if (image) {
    let before = image.channels;
    imageShapes(image).forEach(({ height, width, channels }, index) => {
      const layer = image.layers[index]!;
      const window = windowOf(layer);
      if (layer.kind === 'convolution')
        cost += height * width * channels * before * window.height * window.width;
      before = channels;
    });
  }
  let inputs = denseInputs(architecture);
  for (const { units } of layers) {
    cost += inputs * units;
    inputs = units;
  }
  return cost;
}
