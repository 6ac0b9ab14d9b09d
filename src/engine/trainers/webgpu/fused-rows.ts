// The phases of the fused shader that look at whole rows: softmax and what leads back through it. One invocation takes a row.

import { losses } from '../../../core/learning.ts';
import { errorStride } from './fused-plan.ts';
import type { FusedPlan } from './fused-plan.ts';

const eachRow = ({ rows, invocations }: FusedPlan, body: string): string => /* wgsl */ `
    for (var r = local; r < ${rows}u; r += ${invocations}u) {${body}
    }`;

/** Turns the sums `name[row + u]` into exponentials, with their sum in `sum`. */
const exponentials = (name: string, units: number): string => /* wgsl */ `
      var most = ${name}[row];
      for (var u = 1u; u < ${units}u; u++) { most = max(most, ${name}[row + u]); }
      var sum = 0.0;
      for (var u = 0u; u < ${units}u; u++) {
        let e = safeExp(${name}[row + u] - most);
        ${name}[row + u] = e;
        sum += e;
      }`;

/** Softmax of hidden layer `index`. Its errors' place keeps the outputs, negative where dropped. */
export const softmaxRows = (index: number, units: number, plan: FusedPlan): string =>
  eachRow(
    plan,
    /* wgsl */ `
      let row = r * ${units + 1}u;${exponentials(`a${index + 1}`, units)}
      for (var u = 0u; u < ${units}u; u++) {
        let y = a${index + 1}[row + u] / sum;
        let element = (chunk * ${plan.rows}u + r) * ${units}u + u;
        let isDropped = mix32(key${index} ^ element) < dropped${index};
        a${index + 1}[row + u] = select(y * scale${index}, 0.0, isDropped);
        d${index}[r * ${errorStride(units)}u + u] = select(y, -y, isDropped);
      }`,
  );

/** From the errors `b` at the outputs of hidden softmax layer `index` to those at its sums. */
export const softmaxBackRows = (index: number, units: number, plan: FusedPlan): string =>
  eachRow(
    plan,
    /* wgsl */ `
      let row = r * ${errorStride(units)}u;
      var mean = 0.0;
      for (var u = 0u; u < ${units}u; u++) { mean += b${index}[row + u] * a${index + 1}[r * ${units + 1}u + u]; }
      for (var u = 0u; u < ${units}u; u++) {
        let y = d${index}[row + u];
        let error = select(b${index}[row + u] * models[model].dropout[${index}].scale, 0.0, y < 0.0);
        d${index}[row + u] = abs(y) * (error - mean);
      }`,
  );

/** From the sums of output layer `index` to their errors, for losses that look at whole rows. */
export const headRows = (index: number, units: number, plan: FusedPlan): string =>
  eachRow(
    plan,
    /* wgsl */ `
      let row = r * ${errorStride(units)}u;
      let wanted = rowOf[r] * ${units}u;${exponentials(`d${index}`, units)}
      if (run.loss == ${losses.indexOf('categorical-crossentropy')}u) {
        for (var u = 0u; u < ${units}u; u++) {
          d${index}[row + u] = (d${index}[row + u] / sum - targets[wanted + u]) * shareOf[r];
        }
      } else {
        var mean = 0.0;
        for (var u = 0u; u < ${units}u; u++) {
          let y = d${index}[row + u] / sum;
          mean += errorOf(y, targets[wanted + u]) * y;
        }
        for (var u = 0u; u < ${units}u; u++) {
          let y = d${index}[row + u] / sum;
          d${index}[row + u] = y * (errorOf(y, targets[wanted + u]) - mean) * shareOf[r];
        }
      }`,
  );
