import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import type { SliceResult } from '../../../src/core/evaluation.ts';
import type { ChangeBounds, GateSpec, GateThreshold, ValueBounds } from '../../../src/core/gate.ts';
import { checkGate } from '../../../src/core/gate-check/check-gate.ts';
import type { SliceSpec } from '../../../src/core/slice.ts';
import mlflow from '../../fixtures/core/mlflow-gate.json' with { type: 'json' };
import tfma from '../../fixtures/core/tfma-gate.json' with { type: 'json' };
import { slice, tooSmall } from './cases.ts';

const whole: SliceSpec = { by: 'overall' };
const bySex: SliceSpec = { by: 'values', features: ['sex'], fixed: {} };
const women: SliceSpec = { by: 'values', features: [], fixed: { sex: 'female' } };
const gate = (thresholds: readonly GateThreshold[], more: Partial<GateSpec> = {}): GateSpec => ({
  semantics: 'tfma',
  thresholds,
  evidence: false,
  ...more,
});
const least = (lower: number, slices: readonly SliceSpec[] | null = null): GateThreshold => ({
  figure: 'accuracy',
  slices,
  value: { lower },
});
const notWorse = (absolute: number, more: Partial<GateThreshold> = {}): GateThreshold => ({
  figure: 'accuracy',
  slices: null,
  change: { direction: 'higher', absolute },
  ...more,
});

/** A text proto of bounds, as the reference writes it. */
function boundsOf(text: string): { value?: ValueBounds; change?: ChangeBounds } {
  const number = (name: string, of: string): number | undefined => {
    const found = new RegExp(`${name}\\{value:([-.\\d]+)\\}`).exec(of);
    return found ? Number(found[1]) : undefined;
  };
  const value = /value_threshold\{(.*?\})\}/.exec(text)?.[1];
  const change = /change_threshold\{(.*\})\}/.exec(text)?.[1];
  return {
    ...(value !== undefined && {
      value: { lower: number('lower_bound', value), upper: number('upper_bound', value) },
    }),
    ...(change !== undefined && {
      change: {
        direction: change.includes('HIGHER') ? 'higher' : 'lower',
        absolute: number('absolute', change),
        relative: number('relative', change),
      },
    }),
  };
}

describe('TFMA’s rule', () => {
  it.each(tfma.cases)('$threshold of $candidate against $baseline: $ok', (given) => {
    const slices = [slice({ figures: { accuracy: [Number(given.candidate), Number(given.baseline)] } })];
    const asked = gate([{ figure: 'accuracy', slices: null, ...boundsOf(given.textproto) }]);
    const found = checkGate(asked, slices, [whole], true);
    expect(found.validationOk).toBe(given.ok);
    expect(found.verdict).toBe(given.ok ? 'passed' : 'failed');
    const failures = found.metricValidationsPerSlice.flatMap((validation) => validation.failures);
    expect(failures.map(({ kind, message }) => [kind === 'change', message])).toEqual(given.failures);
  });

  it('divides by the signed baseline, and says so', () => {
    const asked = gate([{ figure: 'rmse', slices: null, change: { direction: 'higher', relative: 0.1 } }]);
    const better = checkGate(asked, [slice({ figures: { rmse: [-0.1, -0.2] } })], [whole], true);
    expect(better.validationOk).toBe(false);
    expect(better.metricValidationsPerSlice[0]?.failures[0]?.words).toContain('(−0.1 − −0.2) / −0.2 = −0.5');
    expect(better.metricValidationsPerSlice[0]?.failures[0]?.words).toContain(
      'MLflow’s rule divides by its size',
    );
    expect(checkGate(asked, [slice({ figures: { rmse: [-0.2, -0.1] } })], [whole], true).validationOk).toBe(
      true,
    );
    const { validationOk } = checkGate(
      { ...asked, semantics: 'mlflow' },
      [slice({ figures: { rmse: [-0.1, -0.2] } })],
      [whole],
      true,
    );
    expect(validationOk).toBe(true);
  });

  it('asks a threshold without slices of every slice, and one with slices of those alone', () => {
    const slices = [
      slice({ figures: { accuracy: [0.9, 0.9] } }),
      slice({ key: [['sex', 'female']], spec: 1, figures: { accuracy: [0.7, 0.9] } }),
      slice({ key: [['sex', 'male']], spec: 1, figures: { accuracy: [0.6, 0.9] } }),
    ];
    const failed = (asked: GateThreshold): string[] =>
      checkGate(gate([asked]), slices, [whole, bySex], true).metricValidationsPerSlice.map(
        ({ sliceKey }) => sliceKey[0]?.[1] ?? 'all',
      );
    expect(failed(least(0.8))).toEqual(['female', 'male']);
    expect(failed(least(0.8, [women]))).toEqual(['female']);
    expect(failed(least(0.8, [whole]))).toEqual([]);
    expect(failed(least(0.8, [bySex]))).toEqual(['female', 'male']);
    const details = checkGate(
      gate([least(0.8), least(0.5, [bySex])]),
      slices,
      [whole, bySex],
      true,
    ).validationDetails;
    expect(details.slicingDetails).toEqual([
      { slicingSpec: whole, numMatchingSlices: 3 },
      { slicingSpec: bySex, numMatchingSlices: 2 },
    ]);
  });

  it('names the same bounds once, however many of the slices asked for a slice is', () => {
    const slices = [slice({ key: [['sex', 'female']], figures: { accuracy: [0.7, 0.9] } })];
    const found = checkGate(gate([least(0.8, [women, bySex]), least(0.8)]), slices, [bySex], true);
    expect(found.metricValidationsPerSlice[0]?.failures).toHaveLength(1);
  });

  it('fails on a slice that never occurs, and names the nearest', () => {
    const typo: SliceSpec = { by: 'values', features: [], fixed: { sex: 'femal' } };
    const slices = [
      slice({ figures: { accuracy: [0.9, 0.9] } }),
      slice({ key: [['sex', 'male']], spec: 1, figures: { accuracy: [0.9, 0.9] } }),
      slice({ key: [['sex', 'female']], spec: 1, figures: { accuracy: [0.9, 0.9] } }),
    ];
    const found = checkGate(gate([least(0.8, [typo])]), slices, [whole, bySex], true);
    expect(found).toMatchObject({ validationOk: false, verdict: 'failed', metricValidationsPerSlice: [] });
    expect(found.missingSlices).toHaveLength(1);
    expect(found.missingSlices[0]?.spec).toBe(typo);
    expect(found.missingSlices[0]?.words).toContain('Nearest of those that were looked at: “sex female”');
  });

  it('misses its metric in a slice that is too small, whichever slices the threshold names', () => {
    const slices = [slice({ figures: { accuracy: [0.9, 0.9] } }), tooSmall([['sex', 'female']], 1)];
    for (const asked of [least(0.8), least(0.8, [whole])]) {
      const found = checkGate(gate([asked]), slices, [whole, bySex], true);
      expect(found.verdict).toBe('failed');
      expect(found.metricValidationsPerSlice).toHaveLength(1);
      const [failure] = found.metricValidationsPerSlice[0]?.failures ?? [];
      expect(failure).toMatchObject({ kind: 'missing', message: 'Metric not found.', n: 3 });
      expect(failure?.words).toContain('3 rows');
    }
  });

  it('fails without thresholds, and without slices', () => {
    expect(checkGate(gate([]), [slice({ figures: {} })], [whole], true)).toMatchObject({
      validationOk: false,
      missingThresholds: true,
      verdict: 'failed',
    });
    expect(checkGate(gate([least(0.5)]), [], [whole], true)).toMatchObject({
      validationOk: false,
      verdict: 'failed',
    });
  });

  it('fails on a figure that was not measured at all', () => {
    const found = checkGate(gate([least(0.8)]), [slice({ figures: { 'log-loss': [1, 1] } })], [whole], true);
    expect(found.metricValidationsPerSlice[0]?.failures[0]?.message).toBe('Metric not found.');
    expect(found.missingSlices.map(({ spec }) => spec)).toEqual([whole]);
  });
});

describe('a first model', () => {
  const alone = [slice({ figures: { accuracy: [0.9, NaN] }, baseline: false })];

  it('is rubber-stamped: changes are dropped, values are not', () => {
    const both = gate([{ ...least(0.8), change: { direction: 'higher', absolute: 0 } }]);
    expect(checkGate(both, alone, [whole], false)).toMatchObject({ rubberStamp: true, verdict: 'passed' });
    const high = gate([{ ...least(0.95), change: { direction: 'higher', absolute: 0 } }]);
    const found = checkGate(high, alone, [whole], false);
    expect(found.verdict).toBe('failed');
    expect(found.metricValidationsPerSlice[0]?.failures.map(({ kind }) => kind)).toEqual(['value']);
    // With nothing left to ask, TFMA lets it pass.
    expect(checkGate(gate([notWorse(0)]), alone, [whole], false)).toMatchObject({
      verdict: 'passed',
      missingThresholds: false,
    });
  });

  it('breaks off where there is neither a baseline nor a stamp', () => {
    expect(() => checkGate(gate([notWorse(0)]), alone, [whole], false, false)).toThrow(AppError);
    expect(checkGate(gate([least(0.8)]), alone, [whole], false, false).validationOk).toBe(true);
  });
});

describe('MLflow’s rule', () => {
  it.each(mlflow.cases)('$threshold of $candidate against $baseline: $ok', (given) => {
    const {
      threshold: value,
      min_absolute_change: absolute,
      min_relative_change: relative,
      greater_is_better,
    } = given.threshold;
    const direction = greater_is_better ? 'higher' : 'lower';
    const asked: GateThreshold = {
      figure: 'accuracy',
      slices: null,
      ...(value !== undefined && { value: greater_is_better ? { lower: value } : { upper: value } }),
      ...((absolute !== undefined || relative !== undefined) && {
        change: { direction, absolute, relative },
      }),
    };
    const made = slice({
      figures: {
        accuracy: [Number(given.candidate === 'inf' ? Infinity : given.candidate), given.baseline ?? NaN],
      },
      baseline: given.baseline !== null,
    });
    const found = checkGate(gate([asked], { semantics: 'mlflow' }), [made], [whole], true);
    expect(found.validationOk).toBe(given.ok);
    const failed = found.metricValidationsPerSlice.flatMap(({ failures }) =>
      failures.map(({ kind }) => kind),
    );
    expect(failed.includes('value')).toBe(given.said?.includes('value threshold check failed') ?? false);
    expect(failed.includes('change')).toBe(/minimum \w+ change check failed/.test(given.said ?? ''));
  });

  it('never lets NaN pass', () => {
    for (const pair of [
      [NaN, 0.5],
      [0.5, NaN],
    ] as const)
      for (const bounds of [{ relative: 0.1 }, { absolute: 0.1 }]) {
        const asked = gate([notWorse(0, { change: { direction: 'higher', ...bounds } })], {
          semantics: 'mlflow',
        });
        expect(checkGate(asked, [slice({ figures: { accuracy: pair } })], [whole], true).validationOk).toBe(
          false,
        );
      }
  });
});

describe('with evidence', () => {
  const evidence = { evidence: true } as const;
  const verdictOf = (asked: GateThreshold, pair: readonly [number, number], half: number) =>
    checkGate(gate([asked], evidence), [slice({ figures: { accuracy: pair }, half })], [whole], true);

  it('passes or fails only where the whole interval lies on one side', () => {
    expect(verdictOf(notWorse(0), [0.9, 0.8], 0.05).verdict).toBe('passed');
    expect(verdictOf(notWorse(0), [0.8, 0.9], 0.05).verdict).toBe('failed');
    const open = verdictOf(notWorse(0), [0.9, 0.8], 0.2);
    expect(open).toMatchObject({ verdict: 'not-enough-evidence', validationOk: false });
    // An interval that ends at the bound leaves it open: being better by more than chance is asked for.
    expect(verdictOf(notWorse(0), [0.75, 0.5], 0.25).verdict).toBe('not-enough-evidence');
    expect(verdictOf(least(0.8), [0.9, 0], 0.05).verdict).toBe('passed');
    expect(verdictOf(least(0.8), [0.81, 0], 0.05).verdict).toBe('not-enough-evidence');
  });

  it('says how many more labels would tell: n ((half-width / distance)² − 1)', () => {
    // 100 rows, ±0.2 at a distance of 0.1 to the bound: 100 (4 − 1).
    const open = verdictOf(notWorse(0), [0.9, 0.8], 0.2);
    expect(open.moreLabels).toBeCloseTo(300, -1);
    const [failure] = open.metricValidationsPerSlice[0]?.failures ?? [];
    expect(failure?.unclear).toBe(true);
    expect(failure?.words).toContain('About 300 more labels would tell, most likely that it is');
    expect(failure?.words).toContain('0.9 − 0.8 = 0.1 on 100 rows');
    expect(verdictOf(notWorse(0), [0.9, 0.9], 0.2).moreLabels).toBeNull();
    // With so many more labels the same figure would be decided.
    const half = 0.2 * Math.sqrt(100 / (100 + (open.moreLabels ?? 0) + 1));
    expect(verdictOf(notWorse(0), [0.9, 0.8], half).verdict).toBe('passed');
  });

  it('lets a guard pass in doubt, and fail on evidence', () => {
    const guard = notWorse(-0.05, { doubt: 'pass' });
    expect(verdictOf(guard, [0.8, 0.9], 0.08).verdict).toBe('passed');
    expect(verdictOf(guard, [0.8, 0.9], 0.04).verdict).toBe('failed');
  });

  it('leaves open what is asked of a slice that is too small, and no more than that', () => {
    const slices = [slice({ figures: { accuracy: [0.9, 0.9] } }), tooSmall([['sex', 'female']], 1)];
    const verdict = (asked: GateThreshold) =>
      checkGate(gate([asked], evidence), slices, [whole, bySex], true);
    expect(verdict(least(0.8)).verdict).toBe('not-enough-evidence');
    expect(verdict(least(0.8, [whole])).verdict).toBe('passed');
    expect(verdict({ ...least(0.8), doubt: 'pass' }).verdict).toBe('passed');
    expect(verdict(least(0.8, [women])).missingSlices).toEqual([]);
    // What was not measured anywhere is a mistake in the settings, not a lack of rows.
    expect(verdict({ ...least(0.8), figure: 'log-loss' }).verdict).toBe('failed');
  });

  it('never calls NaN or a single row decided', () => {
    expect(verdictOf(least(0.8), [NaN, 0], 0).verdict).toBe('not-enough-evidence');
    const one = slice({ figures: { accuracy: [1, 1] }, known: 1 });
    expect(checkGate(gate([least(0.8)], evidence), [one], [whole], true).verdict).toBe('not-enough-evidence');
  });

  it('takes no width for certainty where resamples are behind it: all rows alike say nothing of others', () => {
    const alike = (pair: readonly [number, number]) => {
      const one = slice({ figures: { accuracy: pair }, known: 10 });
      const resting = (of: SliceResult['candidate']) =>
        Object.fromEntries(Object.entries(of).map(([id, found]) => [id, { ...found, rests: 0 }]));
      return {
        ...one,
        candidate: resting(one.candidate),
        baseline: resting(one.baseline!),
        difference: resting(one.difference!),
      };
    };
    for (const semantics of ['tfma', 'mlflow'] as const)
      for (const [asked, pair] of [
        [least(0.9), [1, 1]],
        [least(0.2), [0, 0]],
        [notWorse(-0.01), [0.8, 0.8]],
        [notWorse(0, { change: { direction: 'higher', relative: 0.1 } }), [1, 0.5]],
      ] as const) {
        const found = checkGate(gate([asked], { semantics, evidence: true }), [alike(pair)], [whole], true);
        expect(found).toMatchObject({ verdict: 'not-enough-evidence', moreLabels: null });
        expect(found.metricValidationsPerSlice[0]?.failures[0]?.words).toContain(
          'can’t be told from these rows',
        );
        const plain = checkGate(gate([asked], { semantics }), [alike(pair)], [whole], true);
        expect(plain.verdict).toBe(pair[0] === 0 ? 'failed' : 'passed');
      }
  });

  it('is the plain rule where no interval was asked for', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.constantFrom('tfma', 'mlflow'),
        fc.constantFrom('absolute', 'relative'),
        fc.constantFrom('higher', 'lower'),
        (candidate, baseline, bound, semantics, which, direction) => {
          const asked = notWorse(0, { change: { direction, [which]: bound } });
          const slices = [slice({ figures: { accuracy: [candidate, baseline] } })];
          if (baseline === 0) return;
          const plain = checkGate(gate([asked], { semantics }), slices, [whole], true);
          const sure = checkGate(gate([asked], { semantics, evidence: true }), slices, [whole], true);
          expect(sure.verdict).toBe(plain.verdict);
        },
      ),
    );
  });

  it('has a wider interval decide nothing that a narrower one leaves open', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.001, max: 0.5, noNaN: true }),
        (value, half) => {
          if (verdictOf(least(0.5), [value, 0], half).verdict === 'not-enough-evidence')
            expect(verdictOf(least(0.5), [value, 0], half * 2).verdict).toBe('not-enough-evidence');
        },
      ),
    );
  });
});

describe('the words', () => {
  const wordsOf = (
    asked: GateThreshold,
    pair: readonly [number, number],
    key: readonly (readonly [string, string])[] = [],
  ) =>
    checkGate(gate([asked]), [slice({ key, figures: { accuracy: pair }, known: 124 })], [bySex], true)
      .metricValidationsPerSlice[0]?.failures[0]?.words;

  it('name figure, slice, n, value and bound, with the formula', () => {
    expect(wordsOf(least(0.8), [0.72, 0.9], [['sex', 'female']])).toBe(
      'Accuracy of sex female: 0.72 on 124 rows; at least 0.8 is asked for.',
    );
    expect(wordsOf(notWorse(-0.02), [0.72, 0.8])).toBe(
      'Accuracy of all rows: 0.72 − 0.8 = −0.08 on 124 rows; a change of at least −0.02 is asked for.',
    );
    expect(wordsOf(notWorse(0, { change: { direction: 'higher', relative: 0.1 } }), [0.84, 0.8])).toContain(
      '(0.84 − 0.8) / 0.8 = 0.05 on 124 rows; a change of at least 0.1 is asked for',
    );
  });

  it('write as many digits as it takes to see the difference', () => {
    expect(wordsOf(least(0.8), [0.79999, 0])).toContain('0.79999 on 124 rows; at least 0.8 is');
  });

  it('say why a relative change from 0 fails', () => {
    expect(wordsOf(notWorse(0, { change: { direction: 'higher', relative: 0.1 } }), [0.5, 0])).toContain(
      'The baseline is 0',
    );
  });
});
