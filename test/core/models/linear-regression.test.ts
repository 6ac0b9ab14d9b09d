import { describe, expect, it } from 'vitest';
import linearRegression from '../../../src/core/models/linear-regression.ts';
import { layoutOf } from '../../../src/core/network.ts';

describe('linear-regression', () => {
  it('is one linear layer over the inputs', () => {
    const architecture = linearRegression.architecture(5, 1, 'regression', {});
    expect(architecture).toEqual({ inputs: 5, layers: [{ units: 1, activation: 'linear' }] });
    expect(layoutOf(architecture).size).toBe(1 * (5 + 1));
    expect(linearRegression.tasks).toEqual(['regression']);
  });
});
