import { defineModel } from '../define.ts';
import type { ImageLayer } from '../network.ts';
import { outputLayer } from '../output-layer.ts';
import { numberOf } from '../params.ts';

export default defineModel({
  id: 'convolution-1d',
  label: 'Convolution over a series',
  about:
    'Small filters slide along a series, so a shape is recognised whenever it happens. The inputs are steps one after another, as lags from the oldest to the newest; with several columns, all of one step before the next step.',
  series: true,
  tasks: ['binary', 'multiclass', 'regression'],
  params: {
    channels: {
      type: 'integer',
      label: 'Columns per step',
      help: 'How many inputs belong to each step: 1 for the lags of one column.',
      min: 1,
      max: 64,
      default: 1,
    },
    convolutions: {
      type: 'integer',
      label: 'Convolutions',
      help: 'How often filters slide along the series; after each but the last it is half as long.',
      min: 1,
      max: 3,
      default: 1,
    },
    filters: {
      type: 'integer',
      label: 'Filters',
      help: 'How many shapes each convolution looks for.',
      min: 1,
      max: 64,
      scale: 'log',
      default: 8,
    },
    size: {
      type: 'integer',
      label: 'Filter length',
      help: 'How many steps a filter sees at once.',
      min: 1,
      max: 32,
      default: 3,
    },
    pooling: {
      type: 'choice',
      label: 'At the end',
      help: 'What is kept of each filter: all steps, the greatest, or the mean.',
      options: [
        { value: 'none', label: 'All steps' },
        { value: 'max', label: 'The greatest' },
        { value: 'average', label: 'The mean' },
      ],
      default: 'none',
    },
    units: {
      type: 'integer',
      label: 'Units',
      help: 'How many units weigh up what the filters found.',
      min: 1,
      max: 256,
      scale: 'log',
      default: 16,
    },
  },
  architecture(inputs, outputs, task, params) {
    const { pooling } = params;
    if (pooling !== 'none' && pooling !== 'max' && pooling !== 'average')
      throw new RangeError(`At the end is none, max or average, not ${String(pooling)}.`);
    const channels = numberOf(params, 'channels');
    const steps = inputs / channels;
    if (!Number.isInteger(steps) || steps < 1)
      throw new RangeError(`${inputs} inputs are no whole number of steps with ${channels} columns each.`);
    const convolutions = numberOf(params, 'convolutions');
    const [filters, size] = [numberOf(params, 'filters'), numberOf(params, 'size')];
    const least = Math.max(size, 2 ** (convolutions - 1));
    if (steps < least)
      throw new RangeError(
        `A series of ${steps} steps is too short for these layers: they need at least ${least}. Add lags, or take a shorter filter.`,
      );
    const convolution: ImageLayer = {
      kind: 'convolution',
      filters,
      size,
      height: 1,
      stride: 1,
      padding: 'same',
      activation: 'relu',
    };
    const halving: ImageLayer = { kind: 'max-pooling', size: 2, height: 1 };
    const layers = Array.from({ length: convolutions }, (_, index): ImageLayer[] =>
      index === 0 ? [convolution] : [halving, convolution],
    ).flat();
    const left = Math.floor(steps / 2 ** (convolutions - 1));
    if (pooling !== 'none')
      layers.push({ kind: pooling === 'max' ? 'max-pooling' : 'average-pooling', size: left, height: 1 });
    return {
      inputs,
      image: { height: 1, width: steps, channels, layers },
      layers: [{ units: numberOf(params, 'units'), activation: 'relu' }, outputLayer(task, outputs)],
    };
  },
});
