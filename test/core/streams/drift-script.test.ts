import { describe, expect, it } from 'vitest';
import { driftingParams } from '../../../src/core/generate.ts';
import { driftScript, type DriftKind } from '../../../src/core/streams/drift-script.ts';

const from = { theta: 8, noise: 0.1, course: 'linear' };
const span = { at: 100, length: 50, rows: 260 };
const thetas = (kind: DriftKind, rows: readonly number[]): number[] => {
  const at = driftingParams(from, driftScript(kind, { theta: 9 }, from, span));
  return rows.map((row) => at('theta', row));
};

describe('driftScript', () => {
  it('writes each kind of drift as events', () => {
    expect(thetas('abrupt', [0, 99, 100, 1000])).toEqual([8, 8, 9, 9]);
    expect(thetas('gradual', [99, 100, 125, 150, 1000])).toEqual([8, 8, 8.5, 9, 9]);
    expect(thetas('blip', [99, 100, 149, 150, 1000])).toEqual([8, 9, 9, 8, 8]);
    expect(thetas('recurring', [99, 100, 149, 150, 199, 200, 249, 250, 259])).toEqual([
      8, 9, 9, 8, 8, 9, 9, 8, 8,
    ]);
  });

  it('moves nothing else', () => {
    for (const kind of ['abrupt', 'gradual', 'blip', 'recurring'] as const)
      for (const event of driftScript(kind, { theta: 9 }, from, span))
        expect(Object.keys(event.to)).toEqual(['theta']);
  });

  it('refuses a drift without length and what cannot move', () => {
    for (const kind of ['gradual', 'blip', 'recurring'] as const)
      for (const length of [0, NaN])
        expect(() => driftScript(kind, { theta: 9 }, from, { ...span, length })).toThrow(RangeError);
    expect(() => driftScript('abrupt', { course: 1 }, from, span)).toThrow(RangeError);
    expect(() => driftScript('abrupt', { unknown: 1 }, from, span)).toThrow(RangeError);
  });
});
