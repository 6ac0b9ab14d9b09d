import { defineModelTest } from '../model-test-kind.ts';
import { numberOf } from '../params.ts';
import { sayNumber } from '../gate-check/say.ts';

/** Weights as they are stored, and everything else that is needed to answer, as JSON. */
export default defineModelTest({
  id: 'size',
  label: 'Size',
  about: 'Weights, layers and preparation together take up no more than this.',
  tasks: ['binary', 'multiclass', 'regression'],
  params: {
    kilobytes: {
      type: 'number',
      label: 'At most (kB)',
      help: 'In thousands of bytes.',
      min: 0.1,
      max: 1e6,
      scale: 'log',
      default: 2000,
    },
  },
  run({ model }, params) {
    const limit = numberOf(params, 'kilobytes');
    const { architecture, recipe, weights } = model;
    const text = new TextEncoder().encode(JSON.stringify({ architecture, recipe })).length;
    const observed = (weights.byteLength + text) / 1000;
    return {
      passed: observed <= limit,
      words: `${sayNumber(observed, 1)} kB: ${sayNumber(weights.byteLength / 1000, 1)} kB of weights, ${sayNumber(text / 1000, 1)} kB of layers and preparation; at most ${sayNumber(limit, 1)} kB are asked for.`,
      observed,
      limit,
      rows: [],
    };
  },
});
