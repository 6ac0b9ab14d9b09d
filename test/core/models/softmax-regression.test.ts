import { describe, expect, it } from 'vitest';
import softmaxRegression from '../../../src/core/models/softmax-regression.ts';
import { layoutOf } from '../../../src/core/network.ts';

describe('softmax-regression', () => {
  it('is one softmax layer over the inputs', () => {
    const architecture = softmaxRegression.architecture(5, 3, 'multiclass', {});
    expect(architecture).toEqual({ inputs: 5, layers: [{ units: 3, activation: 'softmax' }] });
    expect(layoutOf(architecture).size).toBe(3 * (5 + 1));
    expect(softmaxRegression.tasks).toEqual(['multiclass']);
  });
});
