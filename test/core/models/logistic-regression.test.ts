import { describe, expect, it } from 'vitest';
import logisticRegression from '../../../src/core/models/logistic-regression.ts';
import { layoutOf } from '../../../src/core/network.ts';

describe('logistic-regression', () => {
  it('is one sigmoid layer over the inputs', () => {
    const architecture = logisticRegression.architecture(5, 1, 'binary', {});
    expect(architecture).toEqual({ inputs: 5, layers: [{ units: 1, activation: 'sigmoid' }] });
    expect(layoutOf(architecture).size).toBe(1 * (5 + 1));
    expect(logisticRegression.tasks).toEqual(['binary']);
  });
});
