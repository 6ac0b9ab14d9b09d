import { defineModel } from '../define.ts';
import type { ImageLayer } from '../network.ts';
import { outputLayer } from '../output-layer.ts';
import { numberOf } from '../params.ts';
import { pictureOf } from '../picture.ts';

export default defineModel({
  id: 'cnn',
  label: 'Convolutional network',
  about:
    'Small filters slide over a square image, grey or in colour, so a shape is recognised wherever it lies. For rows whose values are pixels, row by row.',
  images: true,
  tasks: ['binary', 'multiclass', 'regression'],
  params: {
    convolutions: {
      type: 'integer',
      label: 'Convolutions',
      help: 'How often filters slide over the image; after each, the image is half as high and wide.',
      min: 1,
      max: 3,
      default: 1,
    },
    filters: {
      type: 'integer',
      label: 'Filters',
      help: 'How many patterns the first convolution looks for; each further one looks for twice as many.',
      min: 2,
      max: 32,
      scale: 'log',
      default: 8,
    },
    size: {
      type: 'choice',
      label: 'Filter size',
      help: 'How many pixels high and wide a filter is.',
      options: [
        { value: '3', label: '3 × 3' },
        { value: '5', label: '5 × 5' },
      ],
      default: '3',
    },
    units: {
      type: 'integer',
      label: 'Units',
      help: 'How many units weigh up what the filters found.',
      min: 2,
      max: 256,
      scale: 'log',
      default: 32,
    },
  },
  architecture(inputs, outputs, task, params) {
    const picture = pictureOf(inputs);
    if (!picture)
      throw new RangeError(
        `A convolutional network looks at square images, and ${inputs} values make no square (64 would be 8 × 8, and 192 the same in colour).`,
      );
    const { side, channels } = picture;
    const convolutions = numberOf(params, 'convolutions');
    const filters = numberOf(params, 'filters');
    const size = Number(params.size);
    if (size !== 3 && size !== 5)
      throw new RangeError(`The filter size is 3 or 5, not ${String(params.size)}.`);
    const least = Math.max(size, 2 ** convolutions);
    if (side < least)
      throw new RangeError(
        `An image of ${side} × ${side} pixels is too small for these layers: they need at least ${least} × ${least}.`,
      );
    const layers = Array.from({ length: convolutions }, (_, index): ImageLayer[] => [
      {
        kind: 'convolution',
        filters: filters * 2 ** index,
        size,
        stride: 1,
        padding: 'same',
        activation: 'relu',
      },
      { kind: 'max-pooling', size: 2 },
    ]).flat();
    return {
      inputs,
      image: { height: side, width: side, channels, layers },
      layers: [{ units: numberOf(params, 'units'), activation: 'relu' }, outputLayer(task, outputs)],
    };
  },
});
