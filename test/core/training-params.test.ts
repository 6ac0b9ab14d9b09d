import { describe, expect, it } from 'vitest';
import { defaults, problems } from '../../src/core/params.ts';
import { scenarios } from '../../src/core/scenarios/index.ts';
import { trainingParams, withTraining } from '../../src/core/training-params.ts';

describe('training settings', () => {
  it('accepts its own defaults and those of every scene', () => {
    expect(problems(trainingParams, defaults(trainingParams))).toEqual({});
    for (const scenario of scenarios.all)
      expect(problems(trainingParams, { ...scenario.training })).toEqual({});
  });
  it('replaces one setting and leaves the rest', () => {
    const config = scenarios.get('bikes').training;
    expect(withTraining(config, 'epochs', 7)).toEqual({ ...config, epochs: 7 });
    expect(withTraining(config, 'optimizer', 'sgd').optimizer).toBe('sgd');
    expect(withTraining(config, 'colour', 7)).toEqual(config);
  });
});
