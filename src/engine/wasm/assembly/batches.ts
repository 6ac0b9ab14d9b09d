// The rows of a batch, copied side by side into padded buffers.

import { V, lanes } from './lanes';
import { writeOrder } from './hashing';
import { Model, Plan, layerAt } from './plan';

/** Copies `count` values; what lies behind them stays. */
@inline
function copy(from: usize, to: usize, count: i32): void {
  let i = 0;
  for (; i + lanes <= count; i += lanes) store<V>(to + 4 * i, load<V>(from + 4 * i));
  for (; i < count; i++) f32.store(to + 4 * i, f32.load(from + 4 * i));
}

/** Row numbers in the data of the batch that starts at `place` of the open order. */
export function chooseRows(plan: Plan, model: Model, place: u32, rows: i32): void {
  const order = plan.order;
  writeOrder(order, place, rows, model.rows);
  const list = model.list;
  if (list)
    for (let row = 0; row < rows; row++)
      i32.store(order + 4 * row, load<u32>(list + 4 * load<u32>(order + 4 * row)));
}

/** Inputs, targets and shares (weight / rows) of the chosen rows. */
export function gather(plan: Plan, rows: i32): void {
  const first = layerAt(plan, 0);
  const last = layerAt(plan, plan.count - 1);
  const inputs = plan.inputs;
  const outputs = plan.outputs;
  const targetStride: usize = last.single ? 4 : 4 * last.width;
  const part: f32 = <f32>1 / (rows as f32);
  let to = first.input;
  let target = plan.batchTargets;
  for (let row = 0; row < rows; row++) {
    const number = load<u32>(plan.order + 4 * row);
    copy(plan.data + 4 * number * inputs, to, inputs);
    to += first.inputStride;
    copy(plan.targets + 4 * number * outputs, target, outputs);
    target += targetStride;
    f32.store(plan.shares + 4 * row, plan.weights ? f32.load(plan.weights + 4 * number) * part : part);
  }
}

/** Copies rows as they come. */
export function gatherInOrder(plan: Plan, from: usize, rows: i32): void {
  const first = layerAt(plan, 0);
  const inputs = plan.inputs;
  let to = first.input;
  for (let row = 0; row < rows; row++) {
    copy(from, to, inputs);
    from += 4 * inputs;
    to += first.inputStride;
  }
}
