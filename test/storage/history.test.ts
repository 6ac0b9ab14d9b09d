import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packHistory, unpackHistory } from '../../src/storage/history.ts';
import { epochs } from './records.ts';

const record = fc.record({
  epoch: fc.nat(),
  loss: fc.double(),
  validationLoss: fc.double(),
  metric: fc.double(),
  validationMetric: fc.double(),
  step: fc.nat(),
});

describe('a packed history', () => {
  it('comes back number for number', () => {
    fc.assert(
      fc.property(fc.array(record), (history) => {
        expect(unpackHistory(packHistory(history), history.length)).toEqual(history);
      }),
    );
  });

  it('is refused when it is short, long, of another kind or without whole epochs', () => {
    const points = packHistory(epochs(3));
    const broken = points.slice();
    broken[6] = NaN;
    for (const damaged of [points.slice(6), new Float64Array(24), new Float32Array(18), undefined, broken])
      expect(() => unpackHistory(damaged, 3)).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });
});
