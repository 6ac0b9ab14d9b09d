// The bag of words of the float64 reference: one row at a time.

import type { Architecture, BagStem } from '../../core/network.ts';

/**
 * One row through the embeddings of its words.
 * @returns what reaches the first dense layer, and a way to bring the error there to the embeddings in the gradient (flat,
 * core/network.ts, layoutOf), to which it adds.
 */
export function throughBag(
  { inputs }: Pick<Architecture, 'inputs'>,
  { words, dimensions, mode }: BagStem,
  weights: Float64Array,
  row: Float32Array,
): {
  output: Float64Array;
  outputs: readonly Float64Array[];
  back(error: Float64Array, gradient: Float64Array): void;
} {
  let all = 0;
  for (let word = 0; word < words; word++) all += Math.abs(row[word]!);
  const share = mode === 'sum' || all === 0 ? 1 : 1 / all;
  const output = new Float64Array(dimensions + inputs - words);
  for (let word = 0; word < words; word++)
    for (let d = 0; d < dimensions; d++) output[d]! += share * row[word]! * weights[word * dimensions + d]!;
  for (let i = words; i < inputs; i++) output[dimensions + i - words] = row[i]!;
  return {
    output,
    outputs: [output],
    back(error, gradient) {
      for (let word = 0; word < words; word++)
        for (let d = 0; d < dimensions; d++)
          gradient[word * dimensions + d]! += share * row[word]! * error[d]!;
    },
  };
}
