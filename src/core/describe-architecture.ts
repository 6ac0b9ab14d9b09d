// A network layer by layer: what comes out, what must be learnt, what it costs.

import type { Activation, Architecture, ImageLayer } from './network.ts';
import { denseInputs, imageShapes, layoutOf, windowOf } from './network.ts';

export type LayerKind =
  'input' | 'embedding-bag' | 'convolution' | 'max-pooling' | 'average-pooling' | 'dense' | 'output';

export interface LayerDescription {
  /** Unique in the network: "Dense 2". */
  readonly name: string;
  readonly kind: LayerKind;
  /** Of what comes out, for one row: [units], or [height, width, channels]; a series is 1 high. */
  readonly shape: readonly number[];
  readonly activation: Activation | null;
  /** The layer's own; null: the training's. */
  readonly dropout: number | null;
  readonly parameters: number;
  /** Multiply-adds of the forward pass of one row. Pooling and activations are not counted. */
  readonly multiplyAdds: number;
}

export interface ArchitectureDescription {
  /** The input first, the output layer last. */
  readonly layers: readonly LayerDescription[];
  readonly parameters: number;
  readonly multiplyAdds: number;
  /** Of the parameters, 32 bits each. */
  readonly bytes: number;
}

const nameOf: Readonly<Record<LayerKind, string>> = {
  input: 'Input',
  'embedding-bag': 'Bag of words',
  convolution: 'Convolution',
  'max-pooling': 'Max pooling',
  'average-pooling': 'Mean pooling',
  dense: 'Dense',
  output: 'Output',
};

const nothing = { activation: null, dropout: null, parameters: 0, multiplyAdds: 0 };
type Nameless = Omit<LayerDescription, 'name'>;

function imageRow(layer: ImageLayer, shape: readonly number[], channels: number): Nameless {
  if (layer.kind !== 'convolution') return { kind: layer.kind, shape, ...nothing };
  const { height, width } = windowOf(layer);
  const weights = height * width * channels * layer.filters;
  const [rows = 0, columns = 0] = shape;
  return {
    kind: 'convolution',
    shape,
    activation: layer.activation,
    dropout: null,
    parameters: weights + layer.filters,
    multiplyAdds: rows * columns * weights,
  };
}

/** A name for each layer of a network, all different: numbered where there are several of a kind. */
export function layerNames(kinds: readonly LayerKind[]): string[] {
  const seen = new Map<LayerKind, number>();
  return kinds.map((kind) => {
    const number = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, number);
    const isOnly = kinds.filter((other) => other === kind).length === 1;
    return isOnly ? nameOf[kind] : `${nameOf[kind]} ${number}`;
  });
}

/** @throws RangeError when the architecture does not fit its inputs. */
export function describeArchitecture(architecture: Architecture): ArchitectureDescription {
  const { inputs, image, bag } = architecture;
  const layout = layoutOf(architecture);
  const rows: Nameless[] = [
    { kind: 'input', shape: image ? [image.height, image.width, image.channels] : [inputs], ...nothing },
  ];
  if (bag) {
    const table = bag.words * bag.dimensions;
    rows.push({
      ...nothing,
      kind: 'embedding-bag',
      shape: [denseInputs(architecture)],
      parameters: table,
      multiplyAdds: table,
    });
  }
  if (image) {
    let { channels } = image;
    for (const [index, shape] of imageShapes(image).entries()) {
      rows.push(imageRow(image.layers[index]!, [shape.height, shape.width, shape.channels], channels));
      ({ channels } = shape);
    }
  }
  const last = architecture.layers.length - 1;
  architecture.layers.forEach(({ units, activation, dropout }, index) => {
    const weights = layout.layers[index]!.inputs * units;
    rows.push({
      kind: index === last ? 'output' : 'dense',
      shape: [units],
      activation,
      dropout: index === last ? null : (dropout ?? null),
      parameters: weights + units,
      multiplyAdds: weights,
    });
  });
  const names = layerNames(rows.map(({ kind }) => kind));
  const layers = rows.map((row, at): LayerDescription => ({ name: names[at]!, ...row }));
  return {
    layers,
    parameters: layout.size,
    multiplyAdds: layers.reduce((sum, layer) => sum + layer.multiplyAdds, 0),
    bytes: 4 * layout.size,
  };
}
