import { describe, expect, it } from 'vitest';
import { driftingParams } from '../../src/core/generate.ts';

describe('driftingParams', () => {
  it('moves in a straight line from row to row, then stays', () => {
    const at = driftingParams({ angle: 10, noise: 0.1 }, [{ atRow: 100, overRows: 50, to: { angle: 60 } }]);
    expect([0, 99, 100, 125, 150, 1000].map((row) => at('angle', row))).toEqual([10, 10, 10, 35, 60, 60]);
    expect(at('noise', 1000)).toBe(0.1);
  });

  it('changes at once over 0 rows', () => {
    const at = driftingParams({ angle: 10 }, [{ atRow: 5, overRows: 0, to: { angle: 20 } }]);
    expect([4, 5].map((row) => at('angle', row))).toEqual([10, 20]);
  });

  it('starts from where an unfinished move had come, whatever the order they are written in', () => {
    const at = driftingParams({ angle: 0 }, [
      { atRow: 50, overRows: 50, to: { angle: 0 } },
      { atRow: 0, overRows: 100, to: { angle: 100 } },
    ]);
    expect([25, 50, 75, 100].map((row) => at('angle', row))).toEqual([25, 50, 25, 0]);
  });

  it('refuses a parameter that does not exist', () => {
    expect(() => driftingParams({ angle: 0 }, [{ atRow: 0, overRows: 0, to: { shape: 1 } }])).toThrow(
      RangeError,
    );
  });
});
