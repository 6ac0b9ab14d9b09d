import { describe, expect, it } from 'vitest';
import { injected } from '../../../src/core/injecting/injected.ts';
import kind from '../../../src/core/injections/scale-unit.ts';
import { binary, change, lawsOf, mixed, numbersIn } from '../injection-cases.ts';

describe('scale-unit', () => {
  lawsOf(kind);

  it('multiplies, then adds', () => {
    const params = { column: 'temp', factor: 1.8, offset: 32 };
    const before = numbersIn(mixed, 'temp');
    const after = numbersIn(injected(mixed, [change('scale-unit', params)], binary, 1), 'temp');
    for (let row = 200; row < 400; row++)
      if (!Number.isNaN(before[row]!)) expect(after[row]).toBeCloseTo(before[row]! * 1.8 + 32, 10);
    expect(kind.says(params)).toBe('temp: × 1.8, +32.0');
  });

  it('comes by degrees', () => {
    const script = [
      change(
        'scale-unit',
        { column: 'wind', factor: 3, offset: 0 },
        { course: 'incremental', overRows: 100 },
      ),
    ];
    const before = numbersIn(mixed, 'wind');
    const after = numbersIn(injected(mixed, script, binary, 1), 'wind');
    expect(after[249]! / before[249]!).toBeCloseTo(2, 10);
    expect(after[299]! / before[299]!).toBeCloseTo(3, 10);
    expect(after[399]! / before[399]!).toBeCloseTo(3, 10);
  });
});
