// Training of nets that need more than one workgroup: a dispatch for every product, with all that follows from an element
// of it done where it is made. Forward, back (through all layers but the first), change of the parameters with the
// optimiser's step: 3 layers - 1 dispatches a step, plus one for every softmax and two when clipping by norm.

import type { Learning } from '../../../core/learning.ts';
import type { Architecture } from '../../../core/network.ts';
import { layoutOf } from '../../../core/network.ts';
import { arithmetic, bendOf, hasRowHead, slopeOf } from './arithmetic.ts';
import { clipText, clippedText, needsNorms } from './clipping.ts';
import { headRows, softmaxBackRows, softmaxRows } from './row-phases.ts';
import type { RowPlaces } from './row-phases.ts';
import { stagedMemory, stagedText, tileInvocations, tileSize } from './staged.ts';
import type { StagedProduct } from './staged.ts';

export interface TiledKernel {
  readonly label: string;
  readonly code: string;
  /** Workgroups along x and y; z is the model. */
  readonly x: number;
  readonly y: number;
}

export interface TiledKernels {
  /** In the order of a step. */
  readonly kernels: readonly TiledKernel[];
  /** Floats between the layers, for each model. */
  readonly values: number;
}

const bindings = /* wgsl */ `
struct Turn { index: u32 }
@group(0) @binding(0) var<uniform> run: Run;
@group(0) @binding(1) var<storage, read> models: array<Model>;
@group(0) @binding(2) var<storage, read_write> state: array<f32>;
@group(0) @binding(3) var<storage, read> inputs: array<f32>;
@group(0) @binding(4) var<storage, read> targets: array<f32>;
@group(0) @binding(5) var<storage, read> rowLists: array<u32>;
@group(0) @binding(6) var<storage, read> factors: array<vec2f>;
@group(0) @binding(7) var<storage, read_write> values: array<f32>;
@group(0) @binding(8) var<storage, read_write> places: array<u32>;
@group(0) @binding(9) var<uniform> turn: Turn;`;

class TiledShader {
  readonly #architecture: Architecture;
  readonly #learning: Learning;
  readonly #layers;
  readonly #size: number;
  readonly #offsets = new Map<string, number>();
  readonly #places: RowPlaces;
  #values = 0;

  constructor(architecture: Architecture, learning: Learning) {
    this.#architecture = architecture;
    this.#learning = learning;
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
    return { kernels: step, values: this.#values };
  }

  #isHiddenSoftmax(index: number): boolean {
    return index < this.#layers.length - 1 && this.#architecture.layers[index]!.activation === 'softmax';
  }

  #module(label: string, memory: string, body: string, x: number, y: number): TiledKernel {
    const batch = this.#learning.batchSize;
    const code = /* wgsl */ `
${arithmetic(this.#architecture)}
${bindings}
${clippedText(this.#architecture, `values[room + ${this.#offsets.get('shrink') ?? 0}u + part]`)}
${memory}
fn weightOf(at: u32) -> f32 {
  if (run.weighted != 0u) { return targets[at]; }
  return 1.0;
}
@compute @workgroup_size(${tileInvocations})
fn main(@builtin(workgroup_id) tile: vec3u, @builtin(local_invocation_index) local: u32) {
  let model = run.firstModel + tile.z;
  if (models[model].stopped != 0u || run.steps == 0u) { return; }
  let base = model * run.stride;
  let room = tile.z * ${this.#values}u;
  let placesAt = tile.z * ${batch}u;
  let step = run.firstStep + turn.index;
  let modelRows = models[model].rows;
  let stepsPerEpoch = (modelRows + run.batch - 1u) / run.batch;
  let epoch = step / stepsPerEpoch;
  let start = (step - epoch * stepsPerEpoch) * run.batch;
  let inBatch = min(run.batch, modelRows - start);
  let factor = factors[turn.index];
  ${body}
}`;
    return { label, code, x, y };
  }

  /** A product of whose result `across` × `down` elements exist. */
  #product(label: string, across: number, down: number, before: string, product: StagedProduct): TiledKernel {
    const memory = `${stagedMemory}\nvar<workgroup> rowOf: array<u32, ${tileSize}>;`;
    const body = `${before}\n${stagedText(product)}`;
    return this.#module(label, memory, body, Math.ceil(across / tileSize), Math.ceil(down / tileSize));
  }

  #rows(label: string, text: (turns: { rows: number; invocations: number }) => string): TiledKernel {
    const turns = { rows: this.#learning.batchSize, invocations: tileInvocations };
    return this.#module(label, '', `let chunk = 0u;\n${text(turns)}`, 1, 1);
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
    if (rowHead) return [product, this.#rows('loss', (turns) => headRows(index, units, turns, this.#places))];
    if (!softmax) return [product];
    return [
      product,
      this.#rows(
        `softmax ${index + 1}`,
        (turns) => `${this.#dropout(index)}\n${softmaxRows(index, units, turns, this.#places)}`,
      ),
    ];
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
    return [
      product,
      this.#rows(`softmax back ${index}`, (turns) => softmaxBackRows(before, inputs, turns, this.#places)),
    ];
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
      this.#module('norms', memory, norms, 1, 1),
      this.#module('clipped step', '', update, Math.ceil(size / tileInvocations), 1),
    ];
  }
}

/** All kernels of a step. @param learning its batch size no more than there are rows. */
export const tiledKernels = (architecture: Architecture, learning: Learning): TiledKernels =>
  new TiledShader(architecture, learning).kernels();
