import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/mixed.ts';
import streams from '../../fixtures/core/streams.json' with { type: 'json' };
import { disagreement, expectSameRows, generated, owesAStream, shareOf } from './generated.ts';

describe('mixed', () => {
  owesAStream(dataset);

  it.each([0, 1])('makes River’s rows from its draws, concept %i', (concept) => {
    expectSameRows(dataset, streams.mixed[concept]!, { params: { concept } });
  });

  it('reverses every row, and keeps the shares of the classes', () => {
    const [one, other] = [0, 1].map((concept) => generated(dataset, 10000, { params: { concept } }));
    expect(disagreement(one!, other!, 'class')).toBe(1);
    // P(y below the curve) is ½ + 0.3 · 2 / (3π); two of three conditions then hold with ¼ + ½ P.
    const rate = 0.25 + 0.5 * (0.5 + 0.2 / Math.PI);
    expect(Math.abs(shareOf(other!, 'class', 1) - rate)).toBeLessThan(0.015);
  });
});
