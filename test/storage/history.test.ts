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

  it('takes a few numbers for what follows a line or is not there', () => {
    expect(packHistory(epochs(1000)).length).toBeLessThan(2 * 1000 + 12);
  });

  it('is refused when it is short, long, of another kind or without whole epochs', () => {
    const points = packHistory(epochs(3));
    const broken = points.slice();
    broken[1] = NaN;
    const form = points.slice();
    form[0] = 7;
    const cases = [
      points.slice(6),
      points.slice(0, -1),
      new Float64Array(99),
      new Float32Array(18),
      undefined,
      [],
    ];
    for (const damaged of [...cases, broken, form])
      expect(() => unpackHistory(damaged, 3)).toThrow(expect.objectContaining({ code: 'corrupt' }));
    expect(() => unpackHistory(points, 4)).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });
});
