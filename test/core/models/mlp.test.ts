import { describe, expect, it } from 'vitest';
import mlp from '../../../src/core/models/mlp.ts';
import { layoutOf } from '../../../src/core/network.ts';
import { defaults, problems } from '../../../src/core/params.ts';

describe('mlp', () => {
  it('stacks equal hidden layers before the output', () => {
    const architecture = mlp.architecture(5, 1, 'binary', { layers: 2, units: 8, activation: 'tanh' });
    expect(architecture).toEqual({
      inputs: 5,
      layers: [
        { units: 8, activation: 'tanh' },
        { units: 8, activation: 'tanh' },
        { units: 1, activation: 'sigmoid' },
      ],
    });
    expect(layoutOf(architecture).size).toBe(5 * 8 + 8 + 8 * 8 + 8 + 8 + 1);
  });

  it.each([
    ['binary', 1, 'sigmoid'],
    ['multiclass', 4, 'softmax'],
    ['regression', 1, 'linear'],
  ] as const)('ends as the task needs: %s', (task, units, activation) => {
    const { layers } = mlp.architecture(5, units, task, defaults(mlp.params));
    expect(layers.at(-1)).toEqual({ units, activation });
  });

  it('describes its bounds, and refuses what is missing', () => {
    expect(problems(mlp.params, { layers: 5, units: 1, activation: 'sine' })).toMatchObject({
      layers: expect.stringContaining('between 1 and 4') as string,
      units: expect.stringContaining('between 2 and 256') as string,
      activation: expect.stringContaining('relu, tanh') as string,
    });
    expect(() => mlp.architecture(5, 1, 'binary', { layers: 1, activation: 'relu' })).toThrow(/units/);
    expect(() => mlp.architecture(5, 1, 'binary', { layers: 1, units: 4, activation: 'sine' })).toThrow(
      /relu, leaky-relu, .* not sine/,
    );
  });
});
