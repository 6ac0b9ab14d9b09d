// The settings of one layer, or of the input, as a form of named parameters and back.

import { hiddenActivations } from '../../../core/layer-notation.ts';
import { limits } from '../../../core/layer-plan.ts';
import type { LayerPlan, PlannedInput, PlannedLayer, Window } from '../../../core/layer-plan.ts';
import type { Param, ParamValue, ParamValues, Params } from '../../../core/params.ts';
import { pictureOf } from '../../../core/picture.ts';
import { activationNames, layerParamText as words } from '../../text/train-builder.ts';

type Named = { readonly label: string; readonly help: string };
const whole = (text: Named, [min, max]: readonly [number, number], scale?: 'log'): Param => ({
  type: 'integer',
  ...text,
  min,
  max,
  ...(scale ? { scale } : {}),
  default: min,
});
const choice = (text: Named, labels: Readonly<Record<string, string>>): Param => ({
  type: 'choice',
  ...text,
  options: Object.entries(labels).map(([value, label]) => ({ value, label })),
  default: Object.keys(labels)[0] ?? '',
});

const activation = choice(
  words.activation,
  Object.fromEntries(hiddenActivations.map((name) => [name, activationNames[name]])),
);

const windowParams = (input: PlannedInput): Params =>
  input.kind === 'series'
    ? { width: whole(words.steps, limits.window) }
    : { height: whole(words.height, limits.window), width: whole(words.width, limits.window) };

export function paramsOf(layer: PlannedLayer, { input }: LayerPlan): Params {
  switch (layer.kind) {
    case 'dense':
      return {
        units: whole(words.units, limits.units, 'log'),
        activation,
        ownDropout: { type: 'boolean', ...words.ownDropout, default: false },
        ...(layer.dropout === null
          ? {}
          : {
              dropout: {
                type: 'number',
                ...words.dropout,
                min: limits.dropout[0],
                max: limits.dropout[1],
                step: 0.05,
                default: 0.2,
              } as const,
            }),
      };
    case 'convolution':
      return {
        filters: whole(words.filters, limits.filters, 'log'),
        ...windowParams(input),
        stride: whole(words.stride, limits.stride),
        padding: choice(words.padding, words.paddings),
        activation,
      };
    case 'pooling':
      return {
        by: choice(words.by, words.bys),
        whole: { type: 'boolean', ...words.whole, default: false },
        ...(layer.window ? windowParams(input) : {}),
      };
  }
}

export function valuesOf(layer: PlannedLayer): ParamValues {
  switch (layer.kind) {
    case 'dense': {
      const { units, activation: bend, dropout } = layer;
      return { units, activation: bend, ownDropout: dropout !== null, dropout: dropout ?? 0 };
    }
    case 'convolution': {
      const { filters, window, stride, padding, activation: bend } = layer;
      return { filters, ...window, stride, padding, activation: bend };
    }
    case 'pooling': {
      const { by, window } = layer;
      return { by, whole: window === null, ...(window ?? {}) };
    }
  }
}

const activationFrom = (value: ParamValue) => hiddenActivations.find((name) => name === value) ?? 'linear';
const windowWith = (window: Window, name: string, value: number): Window =>
  name === 'height' ? { ...window, height: value } : { ...window, width: value };

/** The same layer with one setting changed, which must fit its description. */
export function withValue(
  layer: PlannedLayer,
  name: string,
  value: ParamValue,
  { input }: LayerPlan,
): PlannedLayer {
  const number = Number(value);
  if (layer.kind === 'dense') {
    if (name === 'units') return { ...layer, units: number };
    if (name === 'activation') return { ...layer, activation: activationFrom(value) };
    if (name === 'ownDropout') return { ...layer, dropout: value === true ? 0.2 : null };
    return { ...layer, dropout: number };
  }
  if (layer.kind === 'pooling') {
    if (name === 'by') return { ...layer, by: value === 'average' ? 'average' : 'max' };
    const usual = { height: input.kind === 'series' ? 1 : 2, width: 2 };
    if (name === 'whole') return { ...layer, window: value === true ? null : usual };
    return { ...layer, window: windowWith(layer.window ?? usual, name, number) };
  }
  if (name === 'filters') return { ...layer, filters: number };
  if (name === 'stride') return { ...layer, stride: number };
  if (name === 'padding') return { ...layer, padding: value === 'same' ? 'same' : 'valid' };
  if (name === 'activation') return { ...layer, activation: activationFrom(value) };
  return { ...layer, window: windowWith(layer.window, name, number) };
}

export function inputParamsOf(input: PlannedInput): Params {
  const most = [1, 20_000] as const;
  switch (input.kind) {
    case 'numbers':
      return {};
    case 'image':
      return {
        height: whole(words.imageHeight, most, 'log'),
        width: whole(words.imageWidth, most, 'log'),
        channels: whole(words.imageChannels, limits.channels),
      };
    case 'series':
      return { channels: whole(words.channels, limits.channels) };
    case 'bag':
      return {
        dimensions: whole(words.dimensions, limits.dimensions, 'log'),
        mode: choice(words.mode, words.modes),
        words: whole(words.words, [0, most[1]]),
      };
  }
}

/** The picture that so many inputs make, or all of them in one row. */
const imageOf = (inputs: number) => {
  const picture = pictureOf(inputs);
  return picture
    ? { height: picture.side, width: picture.side, channels: picture.channels }
    : { height: 1, width: inputs, channels: 1 };
};

export function inputValuesOf(input: PlannedInput, inputs: number): ParamValues {
  switch (input.kind) {
    case 'numbers':
      return {};
    case 'image':
      return { ...(input.shape ?? imageOf(inputs)) };
    case 'series':
      return { channels: input.shape?.channels ?? 1 };
    case 'bag':
      return { dimensions: input.dimensions, mode: input.mode, words: input.words ?? 0 };
  }
}

/** The same input with one setting changed, which must fit its description. */
export function withInputValue(
  input: PlannedInput,
  name: string,
  value: ParamValue,
  inputs: number,
): PlannedInput {
  const number = Number(value);
  switch (input.kind) {
    case 'numbers':
      return input;
    case 'image': {
      const shape = input.shape ?? imageOf(inputs);
      if (name === 'height') return { ...input, shape: { ...shape, height: number } };
      if (name === 'width') return { ...input, shape: { ...shape, width: number } };
      return { ...input, shape: { ...shape, channels: number } };
    }
    case 'series':
      // The steps follow; where they are no whole number, the plan says so.
      return {
        ...input,
        shape: number === 1 ? null : { steps: Math.floor(inputs / number), channels: number },
      };
    case 'bag':
      if (name === 'dimensions') return { ...input, dimensions: number };
      if (name === 'mode') return { ...input, mode: value === 'sum' ? 'sum' : 'mean' };
      return { ...input, words: number === 0 ? null : number };
  }
}
