// Training of nets that need more than one workgroup: a dispatch for every product, with all that follows from an element
// of it done where it is made. Forward, back (through all layers but the first), change of the parameters with the
// optimiser's step: 3 layers - 1 dispatches a step, plus one for every softmax wider than a tile and two when
// clipping by norm.

import type { Learning } from '../../../core/learning.ts';
import type { Architecture } from '../../../core/network.ts';
import { layoutOf } from '../../../core/network.ts';
import { bendOf, hasRowHead, slopeOf } from './arithmetic.ts';
import { clipText, needsNorms } from './clipping.ts';
import { headRows, softmaxBackRows, softmaxRows } from './row-phases.ts';
import type { RowPlaces, Turns } from './row-phases.ts';
import { stagedMemory, stagedText, tileInvocations, tileSize } from './staged.ts';
import type { StagedProduct } from './staged.ts';
import { tiledModule } from './tiled-module.ts';

export interface TiledKernel {
  readonly label: string;
  /** The module, and the two parts of it that are this kernel's own. */
  readonly code: string;
  readonly memory: string;
  readonly body: string;
  /** Tiles along x and y, a workgroup each while a dispatch may have as many; z is the model. */
  readonly x: number;
  readonly y: number;
}

export interface TiledKernels {
  /** In the order of a step. */
  readonly kernels: readonly TiledKernel[];
  /** Floats between the layers, for each model. */
  readonly values: number;
  /** That a dispatch may have along x and y. */
  readonly mostWorkgroups: number;
}

class TiledShader {
  readonly #architecture: Architecture;
  readonly #learning: Learning;
  readonly #mostWorkgroups: number;
  readonly #layers;
  readonly #size: number;
  readonly #offsets = new Map<string, number>();
  readonly #places: RowPlaces;
  #values = 0;

  constructor(architecture: Architecture, learning: Learning, mostWorkgroups: number) {
    this.#architecture = architecture;
    this.#learning = learning;
    this.#mostWorkgroups = mostWorkgroups;
    const { layers, size } = layoutOf(architecture);
    this.#layers = layers;
    this.#size = size;
    const reserve = (name: string, length: number) => {
      this.#offsets.set(name, this.#values);
      this.#values += length;
    };
    const batch = learning.batchSize;
    for (const [index, { units }] of layers.entries()) {
      reserve(`a${index + 1}`, batch * units);
      reserve(`d${index}`, batch * units);
      if (this.#isHiddenSoftmax(index)) reserve(`b${index}`, batch * units);
    }
    reserve('shrink', 2 * layers.length);
    const outputs = layers.at(-1)!.units;
    this.#places = {
      item: (name, index) => `values[room + ${this.#offsets.get(name) ?? 0}u + ${index}]`,
      row: (place) => `places[placesAt + ${place}]`,
      share: (place) => `(weightOf(run.rows * ${outputs}u + ${this.#places.row(place)}) / f32(inBatch))`,
      stride: (_, width) => width,
    };
  }

  kernels(): TiledKernels {
    const last = this.#layers.length - 1;
    const step = [
      ...this.#layers.flatMap((_, index) => this.#forward(index)),
      ...this.#layers.slice(1).flatMap((_, index) => this.#back(last - index)),
      ...this.#layers.map((_, index) => this.#change(index)),
      ...(needsNorms(this.#learning) ? this.#clipped() : []),
    ];
    return { kernels: step, values: this.#values, mostWorkgroups: this.#mostWorkgroups };
  }

  #isHiddenSoftmax(index: number): boolean {
    return index < this.#layers.length - 1 && this.#architecture.layers[index]!.activation === 'softmax';
  }

  #module({ label, memory, body, x, y }: Omit<TiledKernel, 'code'>): TiledKernel {
    const code = tiledModule({
      architecture: this.#architecture,
      batch: this.#learning.batchSize,
      values: this.#values,
      shrinkAt: this.#offsets.get('shrink') ?? 0,
      ...{ memory, body, x, y, mostWorkgroups: this.#mostWorkgroups },
    });
    return { label, memory, body, code, x, y };
  }

  /** A product of whose result `across` × `down` elements exist. */
  #product(label: string, across: number, down: number, before: string, product: StagedProduct): TiledKernel {
    const memory = `${stagedMemory}\nvar<workgroup> rowOf: array<u32, ${tileSize}>;`;
    const body = `${before}\n${stagedText(product)}`;
    return this.#module({
      ...{ label, memory, body },
      x: Math.ceil(across / tileSize),
      y: Math.ceil(down / tileSize),
    });
  }

  /**
   * What looks at whole rows of a layer of so many units: behind the product that makes them where one workgroup has all
   * of a row, else a kernel of its own.
   */
  #withRows(
    product: TiledKernel,
    units: number,
    label: string,
    text: (turns: Turns) => string,
  ): TiledKernel[] {
    if (units > tileSize) {
      const turns = { first: 'local', end: 'inBatch', by: tileInvocations };
      return [product, this.#module({ label, memory: '', body: text(turns), x: 1, y: 1 })];
    }
    const end = `min(firstRow + ${tileSize}u, inBatch)`;
    const rows = text({ first: 'firstRow + local', end, by: tileInvocations });
    return [this.#module({ ...product, body: `${product.body}\n  storageBarrier();\n${rows}` })];
  }

  #dropout(index: number): string {
    return /* wgsl */ `
  let dropped${index} = models[model].dropout[${index}].threshold;
  let scale${index} = models[model].dropout[${index}].scale;
  let key${index} = dropoutKey(models[model].seed, ${index}u, step);`;
  }

  #forward(index: number): TiledKernel[] {
    const { inputs, units, kernelAt, biasAt } = this.#layers[index]!;
    const { activation } = this.#architecture.layers[index]!;
    const isLast = index === this.#layers.length - 1;
    const { item, row: rowAt, share } = this.#places;
    const rowHead = isLast && hasRowHead(this.#learning.loss, activation);
    const softmax = this.#isHiddenSoftmax(index);
    // The first product finds its rows, and the workgroups at its left edge leave them for all that follow.
    const choose = /* wgsl */ `
  if (local < ${tileSize}u) {
    let place = tile.y * ${tileSize}u + local;
    var row = 0u;
    if (place < inBatch) {
      row = rowAt(models[model].seed, epoch, modelRows, start + place);
      if (models[model].listed != 0u) { row = rowLists[models[model].rowsAt + row]; }
      if (tile.x == 0u) { ${rowAt('place')} = row; }
    }
    rowOf[local] = row;
  }
  workgroupBarrier();`;
    const each = (r: string, c: string, sum: string): string => {
      const z = `let z = ${sum} + state[base + ${biasAt}u + ${c}];`;
      const at = `${r} * ${units}u + ${c}`;
      if (isLast && rowHead) return `${z} ${item(`d${index}`, at)} = z;`;
      if (isLast) {
        const row = index === 0 ? `rowOf[${r} - firstRow]` : rowAt(r);
        const weight = index === 0 ? `(weightOf(run.rows * ${units}u + ${row}) / f32(inBatch))` : share(r);
        return `${z} ${item(`d${index}`, at)} = deltaOf(z, targets[${row} * ${units}u + ${c}]) * ${weight};`;
      }
      if (softmax) return `${z} ${item(`a${index + 1}`, at)} = z;`;
      return /* wgsl */ `${z}
      let y = ${bendOf(activation)};
      var kept = scale${index};
      if (dropped${index} > 0u && mix32(key${index} ^ (${at})) < dropped${index}) { kept = 0.0; }
      ${item(`a${index + 1}`, at)} = y * kept;
      ${item(`d${index}`, at)} = (${slopeOf(activation)}) * kept;`;
    };
    const product = this.#product(
      `forward ${index + 1}`,
      units,
      this.#learning.batchSize,
      `${index === 0 ? choose : ''}${isLast || softmax ? '' : this.#dropout(index)}`,
      {
        rows: 'inBatch',
        columns: `${units}u`,
        inner: `${inputs}u`,
        left: (row, k) =>
          index === 0
            ? `inputs[rowOf[${row} - firstRow] * ${inputs}u + ${k}]`
            : item(`a${index}`, `${row} * ${inputs}u + ${k}`),
        right: (k, column) => `state[base + ${kernelAt}u + ${k} * ${units}u + ${column}]`,
        leftAlongInner: true,
        rightAlongInner: false,
        each,
      },
    );
    const { label } = product;
    if (rowHead)
      return this.#withRows(product, units, `loss of ${label}`, (turns) =>
        headRows(index, units, turns, this.#places),
      );
    if (!softmax) return [product];
    return this.#withRows(
      product,
      units,
      `softmax of ${label}`,
      (turns) => `${this.#dropout(index)}\n${softmaxRows(index, units, turns, this.#places)}`,
    );
  }

  #back(index: number): TiledKernel[] {
    const { inputs, units, kernelAt } = this.#layers[index]!;
    const before = index - 1;
    const softmax = this.#isHiddenSoftmax(before);
    const { item } = this.#places;
    const product = this.#product(`back ${index + 1}`, inputs, this.#learning.batchSize, '', {
      rows: 'inBatch',
      columns: `${inputs}u`,
      inner: `${units}u`,
      left: (row, k) => item(`d${index}`, `${row} * ${units}u + ${k}`),
      right: (k, column) => `state[base + ${kernelAt}u + ${column} * ${units}u + ${k}]`,
      leftAlongInner: true,
      rightAlongInner: true,
      each: (row, column, sum) => {
        const at = `${row} * ${inputs}u + ${column}`;
        return softmax ? `${item(`b${before}`, at)} = ${sum};` : `${item(`d${before}`, at)} *= ${sum};`;
      },
    });
    if (!softmax) return [product];
    return this.#withRows(product, inputs, `softmax of ${product.label}`, (turns) =>
      softmaxBackRows(before, inputs, turns, this.#places),
    );
  }

  /** Gradient of one layer's kernel and bias, which is like one more row of the kernel, and the optimiser's step. */
  #change(index: number): TiledKernel {
    const { inputs, units, kernelAt } = this.#layers[index]!;
    const { item, row: rowAt } = this.#places;
    const size = this.#size;
    const left = (i: string, place: string) => {
      const value =
        index === 0
          ? `inputs[${rowAt(place)} * ${inputs}u + min(${i}, ${inputs - 1}u)]`
          : item(`a${index}`, `${place} * ${inputs}u + min(${i}, ${inputs - 1}u)`);
      return `select(1.0, ${value}, ${i} < ${inputs}u)`;
    };
    const update = /* wgsl */ `
      let w = state[base + p];
      let g = clipped(room, p, penalised(model, p, w, gradient));
      state[base + p] = moved(model, base + ${size}u + p, w, g, factor);`;
    const keep = `state[base + run.stride - ${size}u + p] = gradient;`;
    return this.#product(`change ${index + 1}`, units, inputs + 1, '', {
      rows: `${inputs + 1}u`,
      columns: `${units}u`,
      inner: 'inBatch',
      left,
      right: (place, column) => item(`d${index}`, `${place} * ${units}u + ${column}`),
      leftAlongInner: false,
      rightAlongInner: false,
      each: (row, column, sum) =>
        `let gradient = ${sum}; let p = ${kernelAt}u + ${row} * ${units}u + ${column};
      ${needsNorms(this.#learning) ? keep : update}`,
    });
  }

  /** The norms, one workgroup for each, then the optimiser's step of all parameters. */
  #clipped(): TiledKernel[] {
    const { layers, size } = { layers: this.#layers.length, size: this.#size };
    const gradient = `state[base + run.stride - ${size}u + p]`;
    const norms = clipText({
      layers,
      invocations: tileInvocations,
      barrier: 'workgroupBarrier(); storageBarrier();',
      weight: 'state[base + p]',
      gradient,
      shrink: this.#places.item('shrink', 'part'),
    });
    const update = /* wgsl */ `
  let p = tile.x * ${tileInvocations}u + local;
  if (p < ${size}u) {
    let w = state[base + p];
    state[base + p] = moved(model, base + ${size}u + p, w, clipped(room, p, ${gradient}), factor);
  }`;
    const memory = `var<workgroup> partSums: array<f32, ${tileInvocations}>;`;
    return [
      this.#module({ label: 'norms', memory, body: norms, x: 1, y: 1 }),
      this.#module({
        ...{ label: 'clipped step', memory: '', body: update },
        x: Math.ceil(size / tileInvocations),
        y: 1,
      }),
    ];
  }
}

/** All kernels of a step. @param learning its batch size no more than there are rows. */
export const tiledKernels = (
  architecture: Architecture,
  learning: Learning,
  mostWorkgroups: number,
): TiledKernels => new TiledShader(architecture, learning, mostWorkgroups).kernels();
