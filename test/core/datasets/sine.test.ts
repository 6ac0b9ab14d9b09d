import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/sine.ts';
import streams from '../../fixtures/core/streams.json' with { type: 'json' };
import { disagreement, expectSameRows, generated, owesAStream } from './generated.ts';

describe('sine', () => {
  owesAStream(dataset);

  it.each([0, 1, 2, 3])('makes River’s rows from its draws, concept %i', (concept) => {
    expectSameRows(dataset, streams.sine[concept]!, { params: { concept } });
  });

  it('reverses every row between 0 and 1, and between 2 and 3', () => {
    const tables = [0, 1, 2, 3].map((concept) => generated(dataset, 3000, { params: { concept } }));
    expect(disagreement(tables[0]!, tables[1]!, 'class')).toBe(1);
    expect(disagreement(tables[2]!, tables[3]!, 'class')).toBe(1);
    expect(disagreement(tables[0]!, tables[2]!, 'class')).toBeLessThan(0.5);
  });
});
