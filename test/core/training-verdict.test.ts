import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeTraining } from '../../src/core/training-verdict.ts';
import type { EpochRecord } from '../../src/core/records.ts';

const historyOf = (
  aside: readonly number[],
  train: readonly number[] = aside.map((x) => x * 0.98),
): EpochRecord[] =>
  aside.map((validationLoss, at) => ({
    epoch: at + 1,
    loss: train[at]!,
    validationLoss,
    metric: 0.8,
    validationMetric: 0.75,
    step: (at + 1) * 10,
  }));
const judge = (aside: readonly number[], train?: readonly number[], more = {}) =>
  judgeTraining({ history: historyOf(aside, train), ...more });
const kindOf = (aside: readonly number[], train?: readonly number[], more = {}) =>
  judge(aside, train, more)?.finding.kind;

/** Read off a run with SGD and a rate of 100: both losses leap together, and the second half happens to rise. */
const wild = [
  4.5, 6.1, 7, 5, 2.9, 6.2, 7, 14.2, 16.5, 6, 9.5, 6.4, 16.8, 18.1, 5.1, 1.2, 4.5, 0.9, 5.2, 17.9, 0.9, 1.6,
  8.9, 10, 12.4, 7.7, 17.7, 6.5, 10.1, 19.3,
];
const wildTrain = wild.map((loss, at) => loss * (at % 2 === 0 ? 0.93 : 0.97));

describe('a rate that is too large', () => {
  test('makes both losses jump, and that is not called learning by heart', () => {
    expect(judge(wild, wildTrain)).toMatchObject({ finding: { kind: 'jumping' }, tone: 'alarm' });
    expect(judge(wild, wildTrain)?.finding).toMatchObject({ high: 19.3 });
    // Even where weights of a quiet epoch were put back.
    expect(kindOf(wild, wildTrain, { restored: 18 })).toBe('jumping');
  });

  test('makes both losses rise, and that is not called learning by heart either', () => {
    const up = Array.from({ length: 12 }, (_, at) => 0.5 - 0.3 * Math.exp(-at) + 0.01 * at);
    expect(kindOf([1, 0.3, ...up], [1, 0.28, ...up.map((loss) => loss - 0.02)])).toBe('worsening');
  });

  test('leaves the model worse than it began, or than guessing', () => {
    expect(kindOf([0.7, 0.8], [0.5, 0.7])).toBe('unlearnt');
    expect(kindOf([2, 1.5], [2, 1.5], { guessing: Math.log(2) })).toBe('guessing');
    expect(kindOf([2, 1.5], [2, 1.5])).toBe('small');
  });
});

describe('rows kept aside', () => {
  test('alone jumping are noise; leaping far are spikes', () => {
    const calm = Array.from({ length: 40 }, (_, at) => 0.4 - 0.002 * at);
    const noisy = calm.map((loss, at) => loss * (at % 2 === 0 ? 0.8 : 1.2));
    expect(judge(noisy, calm)).toMatchObject({ finding: { kind: 'noisy' }, tone: 'plain' });
    const leaping = calm.map((loss, at) => (at % 10 === 9 ? 19 : loss));
    expect(judge(leaping, calm)).toMatchObject({ finding: { kind: 'spikes', times: 2, high: 19 } });
    expect(judge(leaping, calm)?.tone).toBe('alarm');
  });

  test('rising while the training loss falls is learning by heart', () => {
    const train = [0.5, 0.4, 0.3, 0.25, 0.2, 0.18, 0.15, 0.12];
    expect(judge([0.5, 0.3, 0.32, 0.35, 0.4, 0.43, 0.47, 0.5], train)?.finding).toEqual({
      kind: 'rising',
      since: 2,
    });
    expect(kindOf([0.5, 0.3, 0.36, 0.31, 0.36, 0.3, 0.36, 0.31], train)).not.toBe('rising');
  });

  test('as bad as never guessed, with training rows known by heart, are no matter of the rate', () => {
    const train = Array.from({ length: 40 }, (_, at) => 0.3 / (1 + at));
    const aside = train.map((_, at) => 0.2 + 0.8 * at * (at % 3 === 0 ? 0.8 : 1));
    expect(kindOf(aside, train, { guessing: Math.log(2) })).toBe('rising');
  });

  test('far apart or near', () => {
    expect(kindOf([0.5, 0.4])).toBe('small');
    expect(kindOf([0.9, 0.45], [0.9, 0.4])).toBe('small');
    expect(kindOf([0.9, 0.52], [0.9, 0.4])).toBe('moderate');
    expect(kindOf([0.9, 0.8], [0.9, 0.2])).toBe('large');
    expect(kindOf([0.5, 0.2], [0.6, 0.4])).toBe('below');
    expect(kindOf([NaN, NaN], [0.5, 0.4])).toBe('unjudged');
  });
});

test('near nothing a flicker is no jump', () => {
  const flicker = Array.from({ length: 20 }, (_, at) => (at === 0 ? 0.7 : at % 2 === 0 ? 0.01 : 0.014));
  expect(kindOf(flicker)).toBe('small');
});

test('a fast but steady fall is no jump and no spike', () => {
  const falling = Array.from({ length: 60 }, (_, at) => Math.exp(-at / 3));
  expect(kindOf(falling)).toBe('small');
});

test('what is said is about the weights that were put back', () => {
  const aside = [0.5, 0.3, 0.21, 0.3, 0.35, 0.4];
  const train = [0.5, 0.3, 0.2, 0.1, 0.08, 0.07];
  expect(judge(aside, train)?.finding.kind).toBe('rising');
  const verdict = judge(aside, train, { restored: 3 });
  expect(verdict).toMatchObject({ finding: { kind: 'small' }, isPutBack: true, kept: { epoch: 3 } });
  expect(verdict?.gap).toBeCloseTo(0.01);
});

test('half of a layer dead is never good', () => {
  const layers = [
    { name: 'dense_1', deadUnits: 54, units: 64 },
    { name: 'output', deadUnits: 0, units: 1 },
  ];
  expect(judge([0.5, 0.4], undefined, { layers })).toMatchObject({
    dead: { layer: 'dense_1', dead: 54, units: 64 },
    tone: 'alarm',
  });
  expect(judge([0.5, 0.4], undefined, { layers: layers.slice(1) })).toMatchObject({
    dead: null,
    tone: 'good',
  });
});

test('a loss that is no number is said first', () => {
  expect(judgeTraining({ history: [] })).toBeNull();
  expect(kindOf([0.5, NaN], [0.5, NaN])).toBe('not-finite');
  expect(kindOf([0.5, Infinity], [0.5, 0.4])).toBe('not-finite');
  expect(kindOf([NaN], [NaN])).toBe('not-finite');
});

test('any course gets a verdict, good only where nothing is wrong', () => {
  const loss = fc.oneof(fc.double({ min: 0, max: 50 }), fc.constant(NaN), fc.constant(Infinity));
  fc.assert(
    fc.property(fc.array(fc.tuple(loss, loss), { minLength: 1, maxLength: 40 }), (pairs) => {
      const verdict = judge(
        pairs.map(([one]) => one),
        pairs.map(([, other]) => other),
      )!;
      if (verdict.tone === 'good')
        expect(Math.abs(verdict.gap)).toBeLessThanOrEqual(0.15 * Math.max(verdict.kept.loss, 50 / 20) + 1e-9);
    }),
  );
});
