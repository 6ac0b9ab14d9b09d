import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/sea.ts';
import streams from '../../fixtures/core/streams.json' with { type: 'json' };
import { disagreement, expectSameRows, generated, owesAStream, shareOf } from './generated.ts';

const thresholds = [8, 9, 7, 9.5];

describe('sea', () => {
  owesAStream(dataset);

  it.each(thresholds.map((theta, variant) => ({ theta, variant })))(
    'makes River’s rows from its draws, threshold $theta',
    ({ theta, variant }) => {
      expectSameRows(dataset, streams.sea[variant]!, { params: { theta, noise: 0.2 } });
    },
  );

  it('has the class rates .68, .595, .755, .549 and the disagreements .085, .16, .206', () => {
    const tables = thresholds.map((theta) => generated(dataset, 20000, { params: { theta, noise: 0 } }));
    const rates = tables.map((table) => shareOf(table, 'class', 1));
    const away = rates.map((rate, i) => Math.abs(rate - [0.68, 0.595, 0.755, 0.549][i]!));
    expect(Math.max(...away)).toBeLessThan(0.01);
    const apart = [0, 1, 2].map((i) => disagreement(tables[i]!, tables[i + 1]!, 'class'));
    expect(Math.max(...apart.map((share, i) => Math.abs(share - [0.085, 0.16, 0.206][i]!)))).toBeLessThan(
      0.01,
    );
  });

  it('gives the set share of rows the wrong class, the same features', () => {
    const clean = generated(dataset, 10000, { params: { noise: 0 } });
    const noisy = generated(dataset, 10000, { params: { noise: 0.3 } });
    expect(Math.abs(disagreement(clean, noisy, 'class') - 0.3)).toBeLessThan(0.015);
    expect(disagreement(clean, noisy, 'x1')).toBe(0);
  });
});
