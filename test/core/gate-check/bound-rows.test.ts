import { describe, expect, it } from 'vitest';
import type { GateSpec, GateThreshold } from '../../../src/core/gate.ts';
import { boundRows } from '../../../src/core/gate-check/bound-rows.ts';
import { checkGate } from '../../../src/core/gate-check/check-gate.ts';
import type { SliceSpec } from '../../../src/core/slice.ts';
import { slice, tooSmall } from './cases.ts';

const specs: SliceSpec[] = [{ by: 'overall' }, { by: 'values', features: ['sex'], fixed: {} }];
const slices = [
  slice({ figures: { accuracy: [0.9, 0.85] }, half: 0.02 }),
  slice({ key: [['sex', 'female']], spec: 1, figures: { accuracy: [0.8, 0.9] }, half: 0.05 }),
  slice({ key: [['sex', 'male']], spec: 1, figures: { accuracy: [0.95, 0.8] }, half: 0.05 }),
  tooSmall([['sex', 'other']], 1),
];
const gate = (threshold: Partial<GateThreshold>, evidence = true): GateSpec => ({
  semantics: 'tfma',
  thresholds: [{ figure: 'accuracy', slices: null, ...threshold }],
  evidence,
});

describe('boundRows', () => {
  it('shows each bound where it stands worst, and on how many slices it was asked', () => {
    const asked = gate({
      value: { lower: 0.82, upper: 0.99 },
      change: { direction: 'higher', absolute: -0.2 },
    });
    const rows = boundRows(asked, slices, specs, true);
    expect(
      rows.map(({ kind, outcome, slice: { key }, slices: n }) => [kind, outcome, key[0]?.[1], n]),
    ).toEqual([
      ['value', 'open', 'female', 3],
      ['value', 'open', 'male', 3],
      ['change', 'kept', 'female', 3],
    ]);
  });

  it('tells a guard that passes in doubt from a bound that is kept', () => {
    const guard = { change: { direction: 'higher', absolute: -0.08 }, doubt: 'pass' } as const;
    expect(boundRows(gate(guard), slices, specs, true)[0]?.outcome).toBe('kept-in-doubt');
    expect(boundRows(gate({ ...guard, doubt: 'ask' }), slices, specs, true)[0]?.outcome).toBe('open');
    expect(boundRows(gate(guard, false), slices, specs, true)[0]?.outcome).toBe('missed');
  });

  it('asks only the slices that the threshold names, and no change without a baseline', () => {
    const overall = gate({ slices: [{ by: 'overall' }], change: { direction: 'higher', absolute: 0 } });
    expect(boundRows(overall, slices, specs, true)).toMatchObject([
      { outcome: 'kept', slices: 1, slice: { key: [] } },
    ]);
    expect(boundRows(overall, slices, specs, false)).toEqual([]);
  });

  it('misses or leaves open what the gate does', () => {
    for (const lower of [0.7, 0.77, 0.8, 0.86, 0.9, 0.99])
      for (const evidence of [true, false]) {
        const asked = gate({ value: { lower } }, evidence);
        const [row] = boundRows(asked, slices.slice(0, 3), specs, true);
        const { verdict } = checkGate(asked, slices.slice(0, 3), specs, true);
        expect(row?.outcome).toBe(
          { passed: 'kept', failed: 'missed', 'not-enough-evidence': 'open' }[verdict],
        );
      }
  });
});
