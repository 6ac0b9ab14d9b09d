// Where a training lies in the memory of the WebAssembly module. What the records mean stands in
// ../../wasm/assembly/plan.ts.

import { AppError } from '../../../core/errors.ts';
import { optimizerSlots } from '../../../core/learning.ts';
import type { Architecture, LayerLayout } from '../../../core/network.ts';
import { layoutOf } from '../../../core/network.ts';
import type { FleetModel, FleetSetup } from '../trainer.ts';

/** Most bytes that 32-bit addresses reach. */
const limit = 2 ** 32;
export const pageBytes = 65536;
/** Steps whose factors are handed over at once. */
export const factorSteps = 1024;

const padded = (length: number): number => Math.ceil(length / 4) * 4;

/** Bytes from one row to the next. Not a multiple of 256: such rows would all fall into a few sets of the first cache. */
const strideOf = (width: number): number => 4 * (width % 64 === 0 ? width + 16 : width);

export interface LayerPlace {
  readonly inputs: number;
  readonly units: number;
  readonly width: number;
  readonly single: boolean;
  /** Bytes from the start of a model's parameters. */
  readonly kernel: number;
  readonly bias: number;
  readonly bytes: number;
  readonly input: number;
  readonly inputStride: number;
  readonly output: number;
  readonly outputStride: number;
  readonly delta: number;
  readonly aside: number;
  readonly mask: number;
  readonly transposed: number;
}

/** Addresses in bytes. */
export interface MemoryLayout {
  readonly bytes: number;
  readonly layers: readonly LayerPlace[];
  /** Records. */
  readonly plan: number;
  readonly layerRecords: number;
  readonly models: readonly { readonly record: number; readonly list: number; readonly parameters: number }[];
  /** Of every fold, once. */
  readonly lists: ReadonlyMap<Int32Array, number>;
  readonly factors: number;
  readonly data: number;
  readonly targets: number;
  /** 0: no sample weights. */
  readonly weights: number;
  readonly order: number;
  readonly batchTargets: number;
  readonly shares: number;
  readonly gradient: number;
  readonly zeros: number;
  /** Of all padded parameters of a model. */
  readonly parameterBytes: number;
  readonly slots: 0 | 1 | 2;
  /** Rows that the activations have room for. */
  readonly capacity: number;
  /** Rows that can be handed over for scoring at once, and where. */
  readonly scoring: { readonly rows: number; readonly inputs: number; readonly outputs: number };
}

export const recordBytes = { layer: 64, plan: 76, model: 44, dropout: 8 } as const;

/** Hands out addresses one after another. */
class Room {
  #end = 1024;

  /** @param align a power of two: 64 is a line of the cache. */
  take(bytes: number, align = 64): number {
    const at = Math.ceil(this.#end / align) * align;
    this.#end = at + bytes;
    return at;
  }

  get bytes(): number {
    return this.#end;
  }
}

const hasDropout = (architecture: Architecture, models: readonly FleetModel[], layer: number): boolean =>
  models.some(({ dropout }) => (dropout ?? architecture.layers.map((each) => each.dropout ?? 0))[layer]);

/** Rows of the largest batch that any model will see. */
export function largestBatch({ learning, data, models }: FleetSetup): number {
  // Not Math.max(...): there may be more models than a call takes arguments.
  const most = models.reduce((rows, model) => Math.max(rows, model.rows?.length ?? data.rows), 1);
  return Math.min(learning.batchSize, most);
}

/** Layers with their buffers. A single output unit that nothing follows lies along the batch. */
function placeLayers(
  { architecture, learning, models }: FleetSetup,
  capacity: number,
  room: Room,
): LayerPlace[] {
  const { layers } = layoutOf(architecture);
  const places: LayerPlace[] = [];
  let parameters = 0;
  let inputs = padded(architecture.inputs);
  let inputStride = strideOf(inputs);
  let input = room.take(capacity * inputStride);
  for (const [index, { units }] of layers.entries()) {
    const { activation } = architecture.layers[index]!;
    const last = index === layers.length - 1;
    const single =
      last && units === 1 && activation !== 'softmax' && learning.loss !== 'categorical-crossentropy';
    const width = padded(units);
    const outputStride = single ? 4 : strideOf(width);
    const buffer = () => room.take(capacity * outputStride);
    const drops = !last && hasDropout(architecture, models, index);
    const usesOutputs = activation === 'elu' || activation === 'tanh' || activation === 'sigmoid';
    const needsAside = activation === 'gelu' || (drops && (usesOutputs || activation === 'softmax'));
    const kernel = parameters;
    const bias = kernel + 4 * inputs * (single ? 1 : width);
    parameters = bias + 4 * width;
    places.push({
      ...{ inputs, units, width, single, kernel, bias, bytes: parameters - kernel },
      ...{ input, inputStride, outputStride },
      output: buffer(),
      delta: buffer(),
      aside: needsAside ? buffer() : 0,
      mask: drops ? buffer() : 0,
      transposed: index > 0 && !single ? room.take(4 * inputs * width) : 0,
    });
    inputs = width;
    inputStride = outputStride;
    input = places[index]!.output;
  }
  return places;
}

/** @throws AppError `bad-input` when it would not fit a memory of 4 GiB. */
export function memoryLayout(setup: FleetSetup): MemoryLayout {
  const { architecture, learning, data, models } = setup;
  const room = new Room();
  const capacity = Math.max(64, padded(largestBatch(setup)));
  const outputs = architecture.layers.at(-1)!.units;
  const plan = room.take(recordBytes.plan);
  const layerRecords = room.take(recordBytes.layer * architecture.layers.length);
  const factors = room.take(16 * factorSteps);
  const layers = placeLayers(setup, capacity, room);
  const last = layers.at(-1)!;
  const parameterBytes = last.kernel + last.bytes;
  const slots = optimizerSlots(learning.optimizer);
  const gradient = room.take(parameterBytes);
  const widest = Math.max(...layers.map(({ inputs, width }) => Math.max(inputs, width)));
  const zeros = room.take(4 * widest);
  const order = room.take(4 * capacity + 16);
  const batchTargets = room.take(4 * capacity * (last.single ? 1 : last.width));
  const shares = room.take(4 * capacity);
  const rows = Math.max(1, Math.min(1024, Math.floor(65536 / Math.max(architecture.inputs, outputs))));
  const scoring = {
    rows,
    inputs: room.take(4 * rows * architecture.inputs),
    outputs: room.take(4 * rows * outputs),
  };
  // Models of the same fold share its list.
  const lists = new Map<Int32Array, number>();
  const listOf = (rows: Int32Array): number => {
    const at = lists.get(rows) ?? room.take(4 * rows.length);
    lists.set(rows, at);
    return at;
  };
  const records = models.map((model) => ({
    record: room.take(recordBytes.model + recordBytes.dropout * layers.length),
    parameters: room.take(parameterBytes * (1 + slots)),
    list: model.rows ? listOf(model.rows) : 0,
  }));
  const dataAt = room.take(4 * data.inputs.length);
  const targets = room.take(4 * data.targets.length);
  const weights = data.weights ? room.take(4 * data.weights.length) : 0;
  const bytes = room.bytes + 64;
  if (bytes > limit)
    throw new AppError(
      'bad-input',
      `This training needs ${(bytes / 2 ** 30).toFixed(1)} GiB of memory; WebAssembly can reach 4 GiB. Fewer rows, models or units would fit.`,
    );
  return {
    ...{ bytes, layers, plan, layerRecords, models: records, lists, factors },
    ...{ data: dataAt, targets, weights, order, batchTargets, shares, gradient, zeros },
    ...{ parameterBytes, slots, capacity, scoring },
  };
}

/**
 * Where each flat parameter lies, counted in numbers from the start of a model's parameters.
 * @param lanes numbers in a vector of the module: panels are twice as wide.
 */
export function parameterPlaces(
  flat: readonly LayerLayout[],
  layers: readonly LayerPlace[],
  lanes: number,
): Int32Array {
  const last = flat.at(-1)!;
  const places = new Int32Array(last.biasAt + last.units);
  const panel = 2 * lanes;
  for (const [index, { inputs, units, kernelAt, biasAt }] of flat.entries()) {
    const layer = layers[index]!;
    for (let unit = 0; unit < units; unit++) {
      const first = unit - (unit % panel);
      const columns = Math.min(panel, layer.width - first);
      for (let input = 0; input < inputs; input++)
        places[kernelAt + input * units + unit] =
          layer.kernel / 4 + (layer.single ? input : first * layer.inputs + input * columns + (unit - first));
      places[biasAt + unit] = layer.bias / 4 + unit;
    }
  }
  return places;
}
