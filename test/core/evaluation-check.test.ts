import { describe, expect, it } from 'vitest';
import {
  evaluationProblems,
  numberProblems,
  thresholdProblem,
  type AskedOf,
} from '../../src/core/evaluation-check.ts';
import { defaultEvaluation } from '../../src/core/evaluation-defaults.ts';
import type { EvaluationSettings } from '../../src/core/evaluation.ts';
import type { GateThreshold } from '../../src/core/gate.ts';
import type { SliceSpec } from '../../src/core/slice.ts';
import { categoryColumn, numberColumn } from '../fixtures/core/reference.ts';

const columns = [numberColumn('hour', [1, 2]), categoryColumn('sky', ['clear', 'rain'])];
const asked: AskedOf = { task: 'binary', classes: 2, columns, metric: 'accuracy' };
const usual = defaultEvaluation({ task: 'binary', metric: 'accuracy', features: ['hour', 'sky'] }, columns);
const problems = (change: Partial<EvaluationSettings>) => evaluationProblems({ ...usual, ...change }, asked);
const slice = (spec: SliceSpec) => problems({ slices: [{ by: 'overall' }, spec] });
const threshold = (more: Partial<GateThreshold>, semantics: 'tfma' | 'mlflow' = 'tfma') =>
  problems({
    gate: { semantics, evidence: false, thresholds: [{ figure: 'accuracy', slices: null, ...more }] },
  });

describe('evaluationProblems', () => {
  it('finds nothing wrong with what is usual', () => {
    expect(problems({})).toEqual([]);
  });

  it.each<[string, Partial<EvaluationSettings>]>([
    ['Choose at least one figure.', { figures: [], gate: { ...usual.gate, thresholds: [] } }],
    ['There is no figure called "gone".', { figures: ['gone', 'accuracy'] }],
    ['Root mean squared error is not for what this model predicts.', { figures: ['rmse', 'accuracy'] }],
    ['All rows together must be one of the slices.', { slices: [] }],
    ['The smallest slice is a whole number of rows, at least 1.', { minSliceSize: 0 }],
    ['Resamples are a whole number from 2 to 10,000.', { interval: { ...usual.interval, resamples: 1.5 } }],
    ['Confidence lies between 0.5 and 1, such as 0.95.', { interval: { ...usual.interval, confidence: 95 } }],
    ['The threshold of an answer lies between 0 and 1.', { threshold: 50 }],
    [
      'Every cell of the cost matrix must hold a number.',
      {
        cost: [
          [0, 1],
          [NaN, 0],
        ],
      },
    ],
    ['Every cell of the cost matrix must hold a number.', { cost: [[0]] }],
    ['There is no test called "gone".', { tests: [{ id: 'gone', params: {} }] }],
  ])('says: %s', (words, change) => {
    expect(problems(change)).toEqual([words]);
  });

  it.each<[string, SliceSpec]>([
    ['no column "gone"', { by: 'values', features: ['gone'], fixed: {} }],
    ['no column "gone"', { by: 'values', features: [], fixed: { gone: 'x' } }],
    ['choose a column', { by: 'values', features: [], fixed: {} }],
    ['"sky" holds words', { by: 'bins', feature: 'sky', bins: 4, how: 'width' }],
    ['from 2 to 20', { by: 'bins', feature: 'hour', bins: 1, how: 'width' }],
    ['needs a name', { by: 'rule', name: ' ', condition: 'hour > 1' }],
    ['clusters are', { by: 'cluster', clusters: 1, seed: 1 }],
    ['periods are', { by: 'time', periods: 51 }],
    ['needs two', { by: 'cross', of: [{ by: 'overall' }] }],
    [
      'no column "gone"',
      { by: 'cross', of: [{ by: 'values', features: ['gone'], fixed: {} }, { by: 'overall' }] },
    ],
  ])('names the slices that can’t be made: %s', (words, spec) => {
    const found = slice(spec);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(words);
  });

  it('reads a rule as the table would', () => {
    expect(slice({ by: 'rule', name: 'rush', condition: 'hour > 1 and sky == "rain"' })).toEqual([]);
    expect(slice({ by: 'rule', name: 'rush', condition: 'hour >' })).toHaveLength(1);
  });

  it.each<[string, Partial<GateThreshold>, 'tfma' | 'mlflow']>([
    ['give at least one bound', {}, 'tfma'],
    ['bounds are numbers', { value: { lower: NaN } }, 'tfma'],
    ['lies above', { value: { lower: 0.9, upper: 0.8 } }, 'tfma'],
    ['is above 0', { change: { direction: 'higher', absolute: -0.1 } }, 'mlflow'],
    ['between 0 and 1', { change: { direction: 'higher', relative: 2 } }, 'mlflow'],
    ['not among the figures', { figure: 'rmse', value: { lower: 0 } }, 'tfma'],
    [
      'no column "gone"',
      { value: { lower: 0 }, slices: [{ by: 'values', features: ['gone'], fixed: {} }] },
      'tfma',
    ],
  ])('names the threshold: %s', (words, more, semantics) => {
    const found = threshold(more, semantics);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(words);
  });

  it('lets TFMA ask for what MLflow can’t', () => {
    expect(threshold({ change: { direction: 'higher', absolute: -0.1, relative: -0.2 } })).toEqual([]);
  });
});

describe('which field is at fault', () => {
  const change = { direction: 'higher', absolute: 0 } as const;
  const at = (threshold: object, semantics: 'tfma' | 'mlflow' = 'tfma') =>
    thresholdProblem({ figure: 'accuracy', slices: null, ...threshold }, semantics)?.at ?? [];

  it('is told of bounds, by the rule that is followed', () => {
    expect(at({ change })).toEqual([]);
    expect(at({ change }, 'mlflow')).toEqual(['absolute']);
    expect(at({ change: { direction: 'higher', relative: 2 } }, 'mlflow')).toEqual(['relative']);
    expect(at({ value: { lower: 0.9, upper: 0.1 } })).toEqual(['lower', 'upper']);
    expect(at({ value: { upper: NaN }, change })).toEqual(['upper']);
    expect(at({})).toHaveLength(4);
  });

  it('is told of plain numbers', () => {
    const wrong = {
      ...usual,
      minSliceSize: 0.5,
      threshold: 2,
      interval: { ...usual.interval, confidence: 1 },
    };
    const found = Object.entries(numberProblems(wrong)).flatMap(([name, words]) => (words ? [name] : []));
    expect(found.toSorted()).toEqual(['confidence', 'minSliceSize', 'threshold']);
    expect(Object.values(numberProblems(usual))).toEqual([null, null, null, null]);
  });

  it('names each of two thresholds with the same fault', () => {
    const gate = { ...usual.gate, semantics: 'mlflow' as const };
    const twice = {
      ...usual,
      gate: { ...gate, thresholds: [usual.gate.thresholds[0]!, usual.gate.thresholds[0]!] },
    };
    const found = evaluationProblems(twice, asked);
    expect(found).toHaveLength(2);
    expect(new Set(found).size).toBe(2);
  });
});
