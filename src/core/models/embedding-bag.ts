import { defineModel } from '../define.ts';
import type { DenseLayer } from '../network.ts';
import { outputLayer } from '../output-layer.ts';
import { numberOf } from '../params.ts';

export default defineModel({
  id: 'embedding-bag',
  label: 'Embedding bag',
  about:
    'Learns a short vector for every word, and answers from the mean of a text’s vectors. For inputs made by the step "Bag of words"; inputs behind the words join in as they are.',
  texts: true,
  tasks: ['binary', 'multiclass', 'regression'],
  params: {
    words: {
      type: 'integer',
      label: 'Words',
      help: 'How many of the inputs, from the first one on, count words. 0: all of them.',
      min: 0,
      max: 20_000,
      default: 0,
    },
    dimensions: {
      type: 'integer',
      label: 'Dimensions',
      help: 'How many numbers stand for a word.',
      min: 1,
      max: 128,
      scale: 'log',
      default: 16,
    },
    mode: {
      type: 'choice',
      label: 'Words together',
      help: 'The mean of a text’s vectors, however long it is, or their sum.',
      options: [
        { value: 'mean', label: 'Mean' },
        { value: 'sum', label: 'Sum' },
      ],
      default: 'mean',
    },
    units: {
      type: 'integer',
      label: 'Units',
      help: 'How many units weigh up the vector. 0: it goes straight to the answer.',
      min: 0,
      max: 256,
      default: 0,
    },
  },
  architecture(inputs, outputs, task, params) {
    const { mode } = params;
    if (mode !== 'mean' && mode !== 'sum')
      throw new RangeError(`Words are put together by mean or sum, not by ${String(mode)}.`);
    const words = numberOf(params, 'words') || inputs;
    if (words > inputs)
      throw new RangeError(`${words} words are not among ${inputs} inputs. Say fewer, or 0 for all.`);
    const units = numberOf(params, 'units');
    const hidden: DenseLayer[] = units > 0 ? [{ units, activation: 'relu' }] : [];
    return {
      inputs,
      bag: { words, dimensions: numberOf(params, 'dimensions'), mode },
      layers: [...hidden, outputLayer(task, outputs)],
    };
  },
});
