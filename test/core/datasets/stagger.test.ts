import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/stagger.ts';
import streams from '../../fixtures/core/streams.json' with { type: 'json' };
import { disagreement, expectSameRows, generated, owesAStream, shareOf } from './generated.ts';

describe('stagger', () => {
  owesAStream(dataset);

  it.each([0, 1, 2])('makes River’s rows from its draws, concept %i', (concept) => {
    expectSameRows(dataset, streams.stagger[concept]!, { params: { concept } });
  });

  it('has the class rates 1/9, 5/9, 2/3 and the disagreements .593, .778, .481', () => {
    const tables = [0, 1, 2].map((concept) => generated(dataset, 20000, { params: { concept } }));
    const found = [
      ...tables.map((table) => shareOf(table, 'class', 1)),
      disagreement(tables[0]!, tables[1]!, 'class'),
      disagreement(tables[0]!, tables[2]!, 'class'),
      disagreement(tables[1]!, tables[2]!, 'class'),
    ];
    // 16/27, 21/27 and 13/27: counted over the 27 equally likely things.
    const given = [1 / 9, 5 / 9, 2 / 3, 16 / 27, 21 / 27, 13 / 27];
    expect(Math.max(...found.map((value, i) => Math.abs(value - given[i]!)))).toBeLessThan(0.012);
  });

  it('changes gradually from rule 0 to rule 2 without passing through rule 1', () => {
    const drift = [{ atRow: 0, overRows: 20000, to: { concept: 2 } }];
    const mixed = generated(dataset, 20000, { drift });
    const [first, last] = [0, 2].map((concept) => generated(dataset, 20000, { params: { concept } }));
    const share = (table: typeof mixed, from: number): number =>
      1 - disagreement(mixed, table, 'class', from, from + 4000);
    // Of the rows on which the two rules disagree (.778) each is of one of them.
    expect(share(first!, 0) + share(last!, 0)).toBeCloseTo(1 + 6 / 27, 1);
    expect(share(first!, 0)).toBeGreaterThan(0.9);
    expect(share(last!, 8000)).toBeCloseTo(6 / 27 + (21 / 27) * 0.5, 1);
    expect(share(last!, 16000)).toBeGreaterThan(0.9);
  });
});
