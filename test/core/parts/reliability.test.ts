import { describe, expect, it } from 'vitest';
import { prepare } from '../../../src/core/parts/prepare.ts';
import { readGaps } from '../../../src/core/parts/reliability.ts';

const binsOf = (of: 'positive' | 'positive-left' | 'answer', scores: readonly number[]) => {
  const shares: number[] = [];
  const shared = readGaps(of, (gaps) => {
    shares.push(...gaps.map(({ share }) => share));
    return 0;
  });
  const truth = new Float64Array(scores.length);
  prepare(shared, { truth, scores: Float32Array.from(scores), outputs: 1 })(null);
  return shares.map((share) => Math.round(share * scores.length));
};

describe('the bins of calibration', () => {
  it('contain their right ends, the first one 0 as well', () => {
    expect(binsOf('positive', [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])).toEqual([
      2, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    ]);
    expect(binsOf('positive', [0.05, 0.100001, 0.15])).toEqual([1, 2]);
  });

  it('contain their left ends where that is asked for, the last one 1 as well', () => {
    expect(binsOf('positive-left', [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])).toEqual([
      1, 1, 1, 1, 1, 1, 1, 1, 1, 2,
    ]);
    expect(binsOf('positive-left', [0.05, 0.0999, 0.1, 0.15])).toEqual([2, 2]);
  });

  it('of the answered class begin at 0.5, on either side', () => {
    expect(binsOf('answer', [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])).toEqual([1, 2, 2, 2, 2, 2]);
  });
});
