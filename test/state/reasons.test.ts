import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { ledgerKinds } from '../../src/core/records.ts';
import { movesOf } from '../../src/pages/deploy/registry/registry-view.ts';
import { evaluationLine, unevaluated } from '../../src/state/reasons.ts';
import { evaluation } from '../storage/evaluation-records.ts';

describe('what an evaluation leaves in the ledger', () => {
  const made = evaluation();
  const [whole] = made.slices;
  const small = { value: 0.004, low: -0.002, high: 0.3, n: 50, standardError: 0.01 };
  const figures = (value: number) => ({ mae: { ...small, value }, accuracy: { ...small, value } });
  const compared = {
    ...made,
    slices: [
      {
        ...whole!,
        key: [],
        omitted: false,
        candidate: figures(2.5),
        baseline: figures(2.496),
        difference: { mae: small, accuracy: small },
      },
    ],
  };
  const output = { name: 'mpg', classes: [], unit: 'mpg' };
  const version = (metric: string) => ({
    number: 2,
    metric,
    signature: { inputs: [], output, example: {} },
  });

  it('says small differences, and in the unit of the figure', () => {
    expect(evaluationLine(compared, version('mae')).reason).toMatch(
      /champion 2\.50 mpg, v2 2\.50 mpg \(difference \+0\.004 mpg, 95 % interval −0\.002 mpg to \+0\.30 mpg\)/,
    );
    expect(evaluationLine(compared, version('accuracy')).reason).toContain('(difference +0.004, ');
  });

  it('says why there is none', () => {
    expect(unevaluated(new AppError('aborted', ''))).toContain('skipped by hand');
    expect(unevaluated(new AppError('bad-input', 'Too many.'))).toContain(
      'could not be evaluated: Too many.',
    );
  });
});

it('every line about a version is one of the moves of the registry', () => {
  const others = [
    'started',
    'compared',
    'alarm',
    'acknowledged',
    'alert-raised',
    'alert-cleared',
    'alert-snoozed',
    'alert-acknowledged',
    'rule-changed',
    'training-failed',
    'setting-changed',
    'data-changed',
  ];
  expect(ledgerKinds.filter((kind) => !movesOf.has(kind))).toEqual(others);
});
