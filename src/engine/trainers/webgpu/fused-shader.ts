// One workgroup trains one model for many steps: batch, outputs and errors (and parameters, while they fit) stay in
// workgroup memory, which no other workgroup needs to see. A step is 2 layers + 1 phases between barriers.

import type { Architecture } from '../../../core/network.ts';
import { layoutOf } from '../../../core/network.ts';
import { arithmetic, bendOf, isPlain, slopeOf } from './arithmetic.ts';
import { clipText, clippedText } from './clipping.ts';
import { fusedMemory } from './fused-memory.ts';
import type { FusedMemory } from './fused-memory.ts';
import { errorStride } from './fused-plan.ts';
import type { FusedPlan } from './fused-plan.ts';
import { headRows, softmaxBackRows, softmaxRows } from './row-phases.ts';
import type { Turns } from './row-phases.ts';
import { productText } from './product.ts';

class FusedShader {
  readonly #architecture: Architecture;
  readonly #plan: FusedPlan;
  readonly #layers;
  readonly #size: number;
  readonly #barrier: string;
  readonly #memory: FusedMemory;
  readonly #turns: Turns;

  constructor(architecture: Architecture, plan: FusedPlan) {
    this.#architecture = architecture;
    this.#plan = plan;
    const { layers, size } = layoutOf(architecture);
    this.#layers = layers;
    this.#size = size;
    this.#barrier = `workgroupBarrier();${plan.gradientInside ? '' : ' storageBarrier();'}`;
    this.#memory = fusedMemory(architecture, plan);
    this.#turns = { first: 'local', end: `${plan.rows}u`, by: plan.invocations };
  }

  text(): string {
    const { invocations, rows, chunked } = this.#plan;
    const { inputs } = this.#layers[0]!;
    const last = this.#layers.length - 1;
    const phases = [
      ...this.#layers.map((_, index) => this.#forward(index)),
      ...this.#layers.slice(1).map((_, index) => this.#back(last - index)),
    ].join(`\n    ${this.#barrier}\n    `);
    const afterStep = /* wgsl */ `
      ${clipText({
        layers: this.#layers.length,
        invocations,
        barrier: this.#barrier,
        weight: this.#weight('p'),
        gradient: this.#gradient('p'),
        shrink: 'shrink[part]',
      })}
      let factor = factors[step - run.firstStep];
      for (var p = local; p < ${this.#size}u; p += ${invocations}u) {
        let w = ${this.#weight('p')};
        var g = ${this.#gradient('p')};
        if (run.clipBy < 2u) { g = penalised(model, p, w, g); }
        ${this.#weight('p')} = moved(model, base + ${this.#size}u + p, w, clipped(room, p, g), factor);
      }`;
    const nextAt = chunked
      ? 'let nextStep = select(step, step + 1u, lastChunk); let nextChunk = select(chunk + 1u, 0u, lastChunk);'
      : 'let nextStep = step + 1u; let nextChunk = 0u;';
    return /* wgsl */ `
${arithmetic(this.#architecture)}
${this.#memory.text}
${clippedText(this.#architecture, 'shrink[part]')}

fn chooseRows(model: u32, step: u32, chunk: u32, local: u32) {
  let rows = models[model].rows;
  let stepsPerEpoch = (rows + run.batch - 1u) / run.batch;
  let epoch = step / stepsPerEpoch;
  let start = (step - epoch * stepsPerEpoch) * run.batch;
  let inBatch = min(run.batch, rows - start);
  for (var r = local; r < ${rows}u; r += ${invocations}u) {
    let place = chunk * ${rows}u + r;
    var row = 0u;
    var share = 0.0;
    if (place < inBatch) {
      row = rowAt(models[model].seed, epoch, rows, start + place);
      if (models[model].listed != 0u) { row = rowLists[models[model].rowsAt + row]; }
      share = 1.0 / f32(inBatch);
      if (run.weighted != 0u) { share = targets[run.rows * ${this.#layers[last]!.units}u + row] / f32(inBatch); }
    }
    rowOf[r] = row;
    shareOf[r] = share;
  }
}

fn stage(room: u32, local: u32) {
  ${this.#stage(inputs)}
}

@compute @workgroup_size(${invocations})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let model = run.firstModel + group.x;
  if (models[model].stopped != 0u || run.steps == 0u) { return; }
  let base = model * run.stride;
  let room = group.x * ${this.#memory.scratch}u;
  ${this.#load()}
  chooseRows(model, run.firstStep, 0u, local);
  ${this.#barrier}
  stage(room, local);
  ${this.#barrier}
  for (var step = run.firstStep; step < run.firstStep + run.steps; step++) {
    ${
      chunked
        ? `let rows = models[model].rows;
    let start = (step % ((rows + run.batch - 1u) / run.batch)) * run.batch;
    let chunks = (min(run.batch, rows - start) + ${rows - 1}u) / ${rows}u;
    for (var chunk = 0u; chunk < chunks; chunk++) {
    let lastChunk = chunk + 1u == chunks;`
        : 'let chunk = 0u;'
    }
    let firstPlace = chunk * ${rows}u;
    ${phases}
    ${this.#barrier}
    ${this.#layers.map((_, index) => this.#change(index)).join('\n    ')}
    ${nextAt}
    let more = nextStep < run.firstStep + run.steps;
    if (more) { chooseRows(model, nextStep, nextChunk, local); }
    ${this.#barrier}
    ${chunked ? `if (lastChunk) { ${afterStep} }` : afterStep}
    if (more) { stage(room, local); }
    ${this.#barrier}
    ${chunked ? '}' : ''}
  }
  ${this.#plan.weightsInside ? `for (var p = local; p < ${this.#size}u; p += ${invocations}u) { state[base + p] = weights[p]; }` : ''}
}
`;
  }

  #weight(at: string): string {
    return this.#plan.weightsInside ? `weights[${at}]` : `state[base + ${at}]`;
  }

  #gradient(at: string): string {
    return this.#plan.gradientInside
      ? `gradient[${at}]`
      : `state[base + run.stride - ${this.#size}u + ${at}]`;
  }

  #isHiddenSoftmax(index: number): boolean {
    return index < this.#layers.length - 1 && this.#architecture.layers[index]!.activation === 'softmax';
  }

  /** Parameters in, and the constant 1 behind every row that a bias is multiplied by. */
  #load(): string {
    const { rows, invocations, weightsInside } = this.#plan;
    const ones = this.#layers.map(
      ({ inputs }, index) => `${this.#memory.item(`a${index}`, `r * ${inputs + 1}u + ${inputs}u`)} = 1.0;`,
    );
    return [
      ...(weightsInside
        ? [`for (var p = local; p < ${this.#size}u; p += ${invocations}u) { weights[p] = state[base + p]; }`]
        : []),
      `for (var r = local; r < ${rows}u; r += ${invocations}u) { ${ones.join(' ')} }`,
    ].join('\n  ');
  }

  #stage(inputs: number): string {
    const { rows, invocations } = this.#plan;
    const across = inputs >= 64 ? 16 : inputs >= 4 ? 4 : 1;
    return /* wgsl */ `
  for (var r = local / ${across}u; r < ${rows}u; r += ${invocations / across}u) {
    let start = rowOf[r] * ${inputs}u;
    for (var i = local % ${across}u; i < ${inputs}u; i += ${across}u) {
      ${this.#memory.item('a0', `r * ${inputs + 1}u + i`)} = inputs[start + i];
    }
  }`;
  }

  #forward(index: number): string {
    const { rows, invocations, rowHead, weightsInside } = this.#plan;
    const { inputs, units, kernelAt } = this.#layers[index]!;
    const { activation } = this.#architecture.layers[index]!;
    const isLast = index === this.#layers.length - 1;
    const d = (row: string, column: string) =>
      this.#memory.item(`d${index}`, `(${row}) * ${errorStride(units)}u + ${column}`);
    const a = (row: string, column: string) =>
      this.#memory.item(`a${index + 1}`, `(${row}) * ${units + 1}u + ${column}`);
    const shape = {
      rows,
      columns: units,
      inner: inputs + 1,
      left: { ...this.#memory.array(`a${index}`), row: inputs + 1, inner: 1 },
      right: weightsInside
        ? { from: 'weights', at: `${kernelAt}u`, column: 1, inner: units }
        : { from: 'state', at: `base + ${kernelAt}u`, column: 1, inner: units },
      rowsFirst: false,
    };
    if (isLast) {
      const delta = /* wgsl */ (r: string, c: string) =>
        `${d(r, c)} = deltaOf(${d(r, c)}, targets[rowOf[${r}] * ${units}u + ${c}]) * shareOf[${r}];`;
      const sums = productText(
        {
          ...shape,
          each: (row, column, sum) => `${d(row, column)} = ${sum};`,
          ...(!rowHead && { again: delta }),
        },
        invocations,
      );
      return rowHead
        ? `${sums}\n    ${this.#barrier}\n    ${headRows(index, units, this.#turns, this.#memory)}`
        : sums;
    }
    const dropout = /* wgsl */ (r: string, c: string) => `
      if (dropped${index} > 0u) {
        if (mix32(key${index} ^ ((firstPlace + ${r}) * ${units}u + ${c})) < dropped${index}) { ${a(r, c)} = 0.0; ${d(r, c)} = 0.0; }
        else { ${a(r, c)} *= scale${index}; ${d(r, c)} *= scale${index}; }
      }`;
    const settings = /* wgsl */ `
    let dropped${index} = models[model].dropout[${index}].threshold;
    let scale${index} = models[model].dropout[${index}].scale;
    let key${index} = dropoutKey(models[model].seed, ${index}u, step);`;
    if (activation === 'softmax')
      return [
        productText({ ...shape, each: (r, c, sum) => `${a(r, c)} = ${sum};` }, invocations),
        this.#barrier,
        settings,
        softmaxRows(index, units, this.#turns, this.#memory),
      ].join('\n    ');
    const bent = (r: string, c: string, z: string) => /* wgsl */ `
      let z = ${z}; let y = ${bendOf(activation)};
      ${a(r, c)} = y; ${d(r, c)} = ${slopeOf(activation)};`;
    const product = isPlain(activation)
      ? { ...shape, each: bent }
      : {
          ...shape,
          each: (r: string, c: string, sum: string) => `${a(r, c)} = ${sum};`,
          again: (r: string, c: string) => `${bent(r, c, a(r, c))} ${dropout(r, c)}`,
        };
    if (!isPlain(activation)) return `${settings} ${productText(product, invocations)}`;
    // Plain ones keep a loop of their own for dropout, which runs only where there is any.
    return `${settings} ${productText({ ...product, again: dropout, againIf: `dropped${index} > 0u` }, invocations)}`;
  }

  /** The errors of layer `index` brought to the sums of the layer before. */
  #back(index: number): string {
    const { rows, invocations, weightsInside } = this.#plan;
    const { inputs, units, kernelAt } = this.#layers[index]!;
    const before = index - 1;
    const softmax = this.#isHiddenSoftmax(before);
    const product = productText(
      {
        rows,
        columns: inputs,
        inner: units,
        left: { ...this.#memory.array(`d${index}`), row: errorStride(units), inner: 1 },
        right: weightsInside
          ? { from: 'weights', at: `${kernelAt}u`, column: units, inner: 1 }
          : { from: 'state', at: `base + ${kernelAt}u`, column: units, inner: 1 },
        rowsFirst: true,
        each: (row, column, sum) => {
          const at = `(${row}) * ${errorStride(inputs)}u + ${column}`;
          return softmax
            ? `${this.#memory.item(`b${before}`, at)} = ${sum};`
            : `${this.#memory.item(`d${before}`, at)} *= ${sum};`;
        },
      },
      invocations,
    );
    return softmax
      ? `${product}\n    ${this.#barrier}\n    ${softmaxBackRows(before, inputs, this.#turns, this.#memory)}`
      : product;
  }

  /** The gradient of one layer's kernel and bias, which lies behind it like one more row. */
  #change(index: number): string {
    const { rows, invocations, chunked } = this.#plan;
    const { inputs, units, kernelAt } = this.#layers[index]!;
    return productText(
      {
        rows: inputs + 1,
        columns: units,
        inner: rows,
        left: { ...this.#memory.array(`a${index}`), row: 1, inner: inputs + 1 },
        right: { ...this.#memory.array(`d${index}`), column: 1, inner: errorStride(units) },
        rowsFirst: false,
        each: (row, column, sum) => {
          const at = this.#gradient(`(${kernelAt}u + (${row}) * ${units}u + ${column})`);
          return chunked ? `${at} = select(${at}, 0.0, chunk == 0u) + ${sum};` : `${at} = ${sum};`;
        },
      },
      invocations,
    );
  }
}

/** The module; its entry point is `main`, one workgroup a model. */
export const fusedText = (architecture: Architecture, plan: FusedPlan): string =>
  new FusedShader(architecture, plan).text();
