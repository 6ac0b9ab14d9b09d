import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/friedman.ts';
import streams from '../../fixtures/core/streams.json' with { type: 'json' };
import { cells, expectSameRows, generated, owesAStream } from './generated.ts';

const to = (atRow: number, concept: number, overRows = 0) => ({ atRow, overRows, to: { concept } });

describe('friedman', () => {
  owesAStream(dataset);

  it('makes the rows of scikit-learn’s make_friedman1 from its draws', () => {
    expectSameRows(dataset, streams.friedman1, { params: { noise: streams.friedman1.noise } });
  });

  it('makes the rows of River’s local expanding drift from its draws', () => {
    expectSameRows(dataset, streams.friedman.lea, { drift: [to(60, 1), to(120, 2), to(180, 3)] });
  });

  it('makes the rows of River’s global recurring drift from its draws', () => {
    expectSameRows(dataset, streams.friedman.gra, { drift: [to(20, 4), to(40, 0)] });
  });

  it('makes the rows of River’s slow gradual drift from its draws and coins', () => {
    const drift = [to(10, 5, 20), to(40, 6, 20)];
    expectSameRows(dataset, streams.friedman.gsg, { drift, params: { course: 'even' } });
  });

  it('changes the target in two corners only, which grow', () => {
    const targets = [0, 1, 2, 3].map((concept) =>
      cells(generated(dataset, 20000, { params: { concept, noise: 0 } }), 'y'),
    );
    const changed = [1, 2, 3].map(
      (concept) => targets[concept]!.filter((value, row) => value !== targets[0]![row]).length / 20000,
    );
    // 2 · 0.3⁴, 2 · 0.3³, 2 · 0.3².
    expect(Math.max(...[0.0162, 0.054, 0.18].map((share, i) => Math.abs(changed[i]! - share)))).toBeLessThan(
      0.01,
    );
  });
});
