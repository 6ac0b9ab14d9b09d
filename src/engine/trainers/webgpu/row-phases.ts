// What looks at whole rows of a batch: softmax and what leads back through it. One invocation takes a row.

import { losses } from '../../../core/learning.ts';

/** Where a shader's values lie. */
export interface RowPlaces {
  /** WGSL of one value: `a<n>` the inputs of layer n, `d<n>` the errors at its sums, `b<n>` those at its outputs. */
  item(name: string, index: string): string;
  /** WGSL of the number of the data's row at a place of the batch, and of its share in the batch's loss. */
  row(place: string): string;
  share(place: string): string;
  /** From one row of `a<n>` to the next, and of `d<n>` and `b<n>`, for a layer of so many inputs or units. */
  stride(array: 'a' | 'd', width: number): number;
}

/** Which rows an invocation takes, in WGSL: from the first on, below the end, every `by`-th. */
export interface Turns {
  readonly first: string;
  readonly end: string;
  readonly by: number;
}

const eachRow = ({ first, end, by }: Turns, body: string): string => /* wgsl */ `
    for (var r = ${first}; r < ${end}; r += ${by}u) {${body}
    }`;

/** Turns the sums `value`, of unit `u` each, into exponentials, with their sum in `sum`. */
const exponentials = (value: string, units: number): string => /* wgsl */ `
      var most = -3.0e38;
      for (var u = 0u; u < ${units}u; u++) { most = max(most, ${value}); }
      var sum = 0.0;
      for (var u = 0u; u < ${units}u; u++) {
        let e = safeExp(${value} - most);
        ${value} = e;
        sum += e;
      }`;

/** Softmax of hidden layer `index`. Its errors' place keeps the outputs, negative where dropped. */
export function softmaxRows(index: number, units: number, turns: Turns, memory: RowPlaces): string {
  const a = memory.item(`a${index + 1}`, `r * ${memory.stride('a', units)}u + u`);
  const d = memory.item(`d${index}`, `r * ${memory.stride('d', units)}u + u`);
  return eachRow(
    turns,
    /* wgsl */ `
      ${exponentials(a, units)}
      for (var u = 0u; u < ${units}u; u++) {
        let y = ${a} / sum;
        let element = (firstPlace + r) * ${units}u + u;
        let isDropped = mix32(key${index} ^ element) < dropped${index};
        ${a} = select(y * scale${index}, 0.0, isDropped);
        ${d} = select(y, -y, isDropped);
      }`,
  );
}

/** From the errors `b` at the outputs of hidden softmax layer `index` to those at its sums. */
export function softmaxBackRows(index: number, units: number, turns: Turns, memory: RowPlaces): string {
  const a = memory.item(`a${index + 1}`, `r * ${memory.stride('a', units)}u + u`);
  const b = memory.item(`b${index}`, `r * ${memory.stride('d', units)}u + u`);
  const d = memory.item(`d${index}`, `r * ${memory.stride('d', units)}u + u`);
  return eachRow(
    turns,
    /* wgsl */ `
      var mean = 0.0;
      for (var u = 0u; u < ${units}u; u++) { mean += ${b} * ${a}; }
      for (var u = 0u; u < ${units}u; u++) {
        let y = ${d};
        let error = select(${b} * models[model].dropout[${index}].scale, 0.0, y < 0.0);
        ${d} = abs(y) * (error - mean);
      }`,
  );
}

/** From the sums of output layer `index` to their errors, for losses that look at whole rows. */
export function headRows(index: number, units: number, turns: Turns, memory: RowPlaces): string {
  const d = memory.item(`d${index}`, `r * ${memory.stride('d', units)}u + u`);
  return eachRow(
    turns,
    /* wgsl */ `
      let wanted = ${memory.row('r')} * ${units}u;${exponentials(d, units)}
      if (run.loss == ${losses.indexOf('categorical-crossentropy')}u) {
        for (var u = 0u; u < ${units}u; u++) {
          ${d} = (${d} / sum - targets[wanted + u]) * ${memory.share('r')};
        }
      } else {
        var mean = 0.0;
        for (var u = 0u; u < ${units}u; u++) {
          let y = ${d} / sum;
          mean += errorOf(y, targets[wanted + u]) * y;
        }
        for (var u = 0u; u < ${units}u; u++) {
          let y = ${d} / sum;
          ${d} = y * (errorOf(y, targets[wanted + u]) - mean) * ${memory.share('r')};
        }
      }`,
  );
}
