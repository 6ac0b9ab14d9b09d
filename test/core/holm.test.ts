import { describe, expect, it } from 'vitest';
import { holm } from '../../src/core/holm.ts';
import reference from '../fixtures/core/drift-report.json' with { type: 'json' };
import { expectClose } from '../fixtures/core/reference.ts';

describe('holm', () => {
  it('adjusts as the reference, in whatever order the p-values come', () => {
    expectClose(holm(reference.holm.p), reference.holm.adjusted);
    expectClose(holm(reference.holm.p.toReversed()), reference.holm.adjusted.toReversed());
    expect(holm([])).toEqual([]);
    expect(holm([0.03])).toEqual([0.03]);
    expect(holm([0.02, 0.02])).toEqual([0.04, 0.04]);
  });
});
