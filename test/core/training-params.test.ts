import { describe, expect, it } from 'vitest';
import { defaults, problems } from '../../src/core/params.ts';
import { scenarios } from '../../src/core/scenarios/index.ts';
import {
  describeTraining,
  furtherParamsFor,
  furtherTrainingParams,
  trainingParams,
  withTraining,
} from '../../src/core/training-params.ts';

describe('training settings', () => {
  it('accepts its own defaults and those of every scene', () => {
    expect(problems(trainingParams, defaults(trainingParams))).toEqual({});
    for (const scenario of scenarios.all)
      expect(
        problems(
          { ...trainingParams, ...furtherTrainingParams },
          { ...defaults(furtherTrainingParams), ...scenario.training },
        ),
      ).toEqual({});
  });
  it('replaces one setting and leaves the rest', () => {
    const config = scenarios.get('bikes').training;
    expect(withTraining(config, 'epochs', 7)).toEqual({ ...config, epochs: 7 });
    expect(withTraining(config, 'optimizer', 'sgd').optimizer).toBe('sgd');
    expect(withTraining(config, 'colour', 7)).toEqual(config);
    expect(withTraining(config, 'toString', 7)).toEqual(config);
    expect(withTraining(config, 'optimizer', 'magic')).toEqual(config);
    expect(withTraining(config, 'dropout', 0.3).dropout).toBe(0.3);
  });
  it('offers only the further settings that mean something', () => {
    expect(problems(furtherTrainingParams, defaults(furtherTrainingParams))).toEqual({});
    const names = (...of: Parameters<typeof furtherParamsFor>) => Object.keys(furtherParamsFor(...of));
    expect(names('regression', 'adam')).toContain('loss');
    expect(names('regression', 'adam')).not.toContain('classWeights');
    expect(names('binary', 'adam')).not.toContain('loss');
    expect(names('binary', 'adam')).not.toContain('momentum');
    expect(names('binary', 'nesterov')).toContain('momentum');
    expect(names('binary', 'adamw')).toContain('weightDecay');
  });
  it('describes a training in one line, with what differs from the defaults', () => {
    const config = {
      optimizer: 'adam',
      learningRate: 0.01,
      batchSize: 32,
      epochs: 30,
      validationShare: 0.2,
    } as const;
    expect(describeTraining(config, 'binary')).toBe('Adam, learning rate 0.01, batch 32, 30 epochs');
    expect(describeTraining({ ...config, dropout: 0.3, l2: 0, rateCourse: 'cosine' }, 'binary')).toBe(
      'Adam, learning rate 0.01, batch 32, 30 epochs, learning rate over time: Cosine, down to 0, dropout: 0.3',
    );
  });
});
