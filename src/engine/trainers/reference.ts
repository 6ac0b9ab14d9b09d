// The same training in plain float64 loops: what a backend is held against before it is trusted.

import { layoutOf } from '../../core/network.ts';
import type { Activation } from '../../core/network.ts';
import { adam, adamRate, epochOrder } from './trainer.ts';
import type { TrainerSetup } from './trainer.ts';

function activate(values: number[], activation: Activation): number[] {
  switch (activation) {
    case 'relu':
      return values.map((value) => Math.max(0, value));
    case 'tanh':
      return values.map(Math.tanh);
    case 'sigmoid':
      return values.map((value) => 1 / (1 + Math.exp(-value)));
    case 'softmax': {
      const most = Math.max(...values);
      const exponentials = values.map((value) => Math.exp(value - most));
      const sum = exponentials.reduce((total, value) => total + value, 0);
      return exponentials.map((value) => value / sum);
    }
    default:
      return values;
  }
}

function slope(output: number, activation: Activation): number {
  if (activation === 'relu') return output > 0 ? 1 : 0;
  if (activation === 'tanh') return 1 - output * output;
  if (activation === 'sigmoid') return output * (1 - output);
  return 1;
}

/** Parameters after `steps` optimiser steps from the start of the setup. */
export function referenceWeights(setup: TrainerSetup, steps: number): Float64Array {
  const { architecture, data, training, task } = setup;
  const { layers, size } = layoutOf(architecture);
  const activations = architecture.layers.map((layer) => layer.activation);
  const weights = Float64Array.from(setup.weights);
  const m = new Float64Array(size);
  const v = new Float64Array(size);
  const stepsPerEpoch = Math.ceil(data.rows / training.batchSize);
  for (let step = 0; step < steps; step++) {
    const order = epochOrder(setup.seed, Math.floor(step / stepsPerEpoch), data.rows);
    const from = (step % stepsPerEpoch) * training.batchSize;
    const batch = order.subarray(from, from + training.batchSize);
    const gradient = new Float64Array(size);
    for (const row of batch) {
      const outputs: number[][] = [
        [...data.inputs.subarray(row * architecture.inputs, (row + 1) * architecture.inputs)],
      ];
      layers.forEach(({ units, kernelAt, biasAt }, index) => {
        const input = outputs[index]!;
        const sums = Array.from({ length: units }, (_, unit) =>
          input.reduce(
            (sum, value, i) => sum + value * weights[kernelAt + i * units + unit]!,
            weights[biasAt + unit]!,
          ),
        );
        outputs.push(activate(sums, activations[index]!));
      });
      const last = outputs.at(-1)!;
      const share = ((task === 'regression' ? 2 : 1) * (data.weights?.[row] ?? 1)) / batch.length;
      let delta = last.map((output, unit) => (output - data.targets[row * last.length + unit]!) * share);
      for (let index = layers.length - 1; index >= 0; index--) {
        const { inputs, units, kernelAt, biasAt } = layers[index]!;
        const input = outputs[index]!;
        const back = new Array<number>(inputs).fill(0);
        for (let unit = 0; unit < units; unit++) {
          gradient[biasAt + unit]! += delta[unit]!;
          for (let i = 0; i < inputs; i++) {
            gradient[kernelAt + i * units + unit]! += input[i]! * delta[unit]!;
            back[i]! += delta[unit]! * weights[kernelAt + i * units + unit]!;
          }
        }
        if (index > 0) delta = back.map((value, i) => value * slope(input[i]!, activations[index - 1]!));
      }
    }
    for (let i = 0; i < size; i++) {
      const g = gradient[i]!;
      if (training.optimizer === 'sgd') {
        weights[i]! -= training.learningRate * g;
        continue;
      }
      m[i]! += (g - m[i]!) * (1 - adam.beta1);
      v[i]! += (g * g - v[i]!) * (1 - adam.beta2);
      weights[i]! -= (adamRate(training.learningRate, step + 1) * m[i]!) / (Math.sqrt(v[i]!) + adam.epsilon);
    }
  }
  return weights;
}
