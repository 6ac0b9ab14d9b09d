// Changes of a plan of layers, each a new plan. Dense layers stay behind convolutions and pooling.

import type { LayerPlan, PlannedInput, PlannedLayer, Window } from '../../../core/layer-plan.ts';
import { pictureOf } from '../../../core/picture.ts';

const isDense = ({ kind }: PlannedLayer) => kind === 'dense';

/** Where layers of the image end and dense ones begin. */
const firstDense = ({ layers }: LayerPlan): number => {
  const at = layers.findIndex(isDense);
  return at < 0 ? layers.length : at;
};

/** Whether a layer may change places with its neighbour. */
export function canMove({ layers }: LayerPlan, at: number, by: -1 | 1): boolean {
  const [own, other] = [layers[at], layers[at + by]];
  return own !== undefined && other !== undefined && isDense(own) === isDense(other);
}

/** @param at a layer that may move (canMove). */
export function moved(plan: LayerPlan, at: number, by: -1 | 1): LayerPlan {
  const layers = [...plan.layers];
  layers.splice(at + by, 0, ...layers.splice(at, 1));
  return { ...plan, layers };
}

export const removed = (plan: LayerPlan, at: number): LayerPlan => ({
  ...plan,
  layers: plan.layers.filter((_, place) => place !== at),
});

export const replaced = (plan: LayerPlan, at: number, layer: PlannedLayer): LayerPlan => ({
  ...plan,
  layers: plan.layers.map((own, place) => (place === at ? layer : own)),
});

const withWindow = (layer: PlannedLayer, change: (window: Window) => Window): PlannedLayer => {
  if (layer.kind === 'dense' || layer.window === null) return layer;
  const window = change(layer.window);
  return layer.kind === 'convolution' ? { ...layer, window } : { ...layer, window };
};

/** Takes the inputs for something else. What can't stand behind them any more is left out, windows are laid flat or squared. */
export function withInput(plan: LayerPlan, input: PlannedInput): LayerPlan {
  const { layers } = plan;
  if (input.kind === 'numbers' || input.kind === 'bag') return { input, layers: layers.filter(isDense) };
  if (input.kind === plan.input.kind) return { input, layers };
  const shaped = (window: Window) => ({
    height: input.kind === 'series' ? 1 : window.width,
    width: window.width,
  });
  return { input, layers: layers.map((layer) => withWindow(layer, shaped)) };
}

/** The usual input of a kind. */
export function inputOf(kind: PlannedInput['kind']): PlannedInput {
  switch (kind) {
    case 'numbers':
      return { kind };
    case 'image':
    case 'series':
      return { kind, shape: null };
    case 'bag':
      return { kind, words: null, dimensions: 16, mode: 'mean' };
  }
}

/**
 * A new layer where it belongs: dense ones last, others before the dense ones. Inputs that are plain numbers become the image or
 * series that such a layer needs.
 * @returns the plan, and the place of the new layer.
 */
export function added(
  plan: LayerPlan,
  kind: PlannedLayer['kind'],
  inputs: number,
): { plan: LayerPlan; at: number } {
  if (kind === 'dense') {
    const layer: PlannedLayer = { kind, units: 16, activation: 'relu', dropout: null };
    return { plan: { ...plan, layers: [...plan.layers, layer] }, at: plan.layers.length };
  }
  const needed = pictureOf(inputs) && inputs > 1 ? 'image' : 'series';
  const isOver = plan.input.kind === 'image' || plan.input.kind === 'series';
  const over = isOver ? plan : withInput(plan, inputOf(needed));
  const size = kind === 'convolution' ? 3 : 2;
  const window = { height: over.input.kind === 'series' ? 1 : size, width: size };
  const layer: PlannedLayer =
    kind === 'convolution'
      ? { kind, filters: 8, window, stride: 1, padding: 'same', activation: 'relu' }
      : { kind, window, by: 'max' };
  const at = firstDense(over);
  return { plan: { ...over, layers: [...over.layers.slice(0, at), layer, ...over.layers.slice(at)] }, at };
}
