import { describe, expect, it } from 'vitest';
import type { Task, TrainingConfig } from '../../src/core/define.ts';
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
    const names = (task: Task, config: Partial<TrainingConfig>) =>
      Object.keys(furtherParamsFor(task, { optimizer: 'adam', ...config }));
    expect(names('regression', {})).toContain('loss');
    expect(names('regression', {})).not.toContain('classWeights');
    expect(names('binary', {})).not.toContain('loss');
    expect(names('binary', {})).not.toContain('momentum');
    expect(names('binary', { optimizer: 'nesterov' })).toContain('momentum');
    expect(names('binary', { optimizer: 'adamw' })).toContain('weightDecay');
    expect(names('binary', {})).toEqual(expect.arrayContaining(['initializer', 'seed', 'rateCourse']));
    expect(names('binary', {})).not.toContain('clipBy');
    expect(names('binary', { clipNorm: 1 })).toContain('clipBy');
  });
  it('asks about a course of the rate what it needs, with its own default', () => {
    const own = ['stepEpochs', 'stepFactor', 'rateEnd', 'ratePower', 'warmUpShare'];
    const asked = (rateCourse?: TrainingConfig['rateCourse']) =>
      own.filter((name) => name in furtherParamsFor('binary', { optimizer: 'adam', rateCourse }));
    expect(asked()).toEqual([]);
    expect(asked('constant')).toEqual([]);
    expect(asked('step')).toEqual(['stepEpochs', 'stepFactor']);
    expect(asked('exponential')).toEqual(['rateEnd']);
    expect(asked('polynomial')).toEqual(['rateEnd', 'ratePower']);
    expect(asked('warm-up')).toEqual(['warmUpShare']);
    expect(asked('warm-up-cosine')).toEqual(['rateEnd', 'warmUpShare']);
    const end = (rateCourse: TrainingConfig['rateCourse']) =>
      furtherParamsFor('binary', { optimizer: 'adam', rateCourse })['rateEnd']?.default;
    expect(end('cosine')).toBe(0);
    expect(end('exponential')).toBe(0.01);
    expect(end('inverse-time')).toBe(0.1);
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
      'Adam, learning rate 0.01, batch 32, 30 epochs, learning rate over time: Cosine, dropout: 0.3',
    );
  });
});
