// Names and one-line descriptions of the layers of a plan, as the list shows them.

import { layerNames } from '../../../core/describe-architecture.ts';
import type { LayerKind } from '../../../core/describe-architecture.ts';
import type { LayerPlan, PlannedInput, PlannedLayer, Window } from '../../../core/layer-plan.ts';
import { activationNames, builderText } from '../../text/train-builder.ts';

function kindOf(layer: PlannedLayer): LayerKind {
  if (layer.kind !== 'pooling') return layer.kind;
  return layer.by === 'max' ? 'max-pooling' : 'average-pooling';
}

/** The same names as in the picture and the table. */
export const namesOf = ({ layers }: LayerPlan): string[] => layerNames(layers.map(kindOf));

const windowText = ({ height, width }: Window, isSeries: boolean) =>
  isSeries && height === 1 ? builderText.windowOf(width) : `${height} × ${width}`;

export function detailOf(layer: PlannedLayer, { kind }: PlannedInput): string {
  const isSeries = kind === 'series';
  switch (layer.kind) {
    case 'dense': {
      const { units, activation, dropout } = layer;
      const left = dropout === null ? [] : [builderText.dropoutOf(dropout)];
      return [builderText.units(units), activationNames[activation], ...left].join(', ');
    }
    case 'convolution': {
      const { filters, window, activation } = layer;
      return [builderText.filters(filters), windowText(window, isSeries), activationNames[activation]].join(
        ', ',
      );
    }
    case 'pooling':
      return layer.window ? windowText(layer.window, isSeries) : builderText.ofAll;
  }
}
