import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/random-rbf.ts';
import streams from '../../fixtures/core/streams.json' with { type: 'json' };
import { cells, disagreement, expectSameRows, generated, owesAStream } from './generated.ts';

describe('random-rbf', () => {
  owesAStream(dataset, { fixed: ['centroids', 'classes'], needs: { drifting: { drifting: 0, speed: 0.1 } } });

  it('makes the rows of River’s RandomRBF from its draws', () => {
    // Without drift River draws no speeds: any will do here.
    const [model, perFeature] = [8 * 13, 8 * 10];
    const { draws } = streams.random_rbf;
    const withSpeeds = [
      ...draws.slice(0, model),
      ...Array.from({ length: perFeature }, () => 0.5),
      ...draws.slice(model),
    ];
    const params = { centroids: 8, classes: 3 };
    expectSameRows(dataset, { ...streams.random_rbf, draws: withSpeeds }, { params });
  });

  it('makes the rows of River’s RandomRBFDrift from its draws, past the borders', () => {
    const params = { centroids: 8, classes: 3, drifting: 8, speed: 0.1 };
    expectSameRows(dataset, streams.random_rbf_drift, { params });
  });

  it('moves nothing when no cloud moves, and more when more do', () => {
    const of = (drifting: number, speed: number) => generated(dataset, 2000, { params: { drifting, speed } });
    const still = of(50, 0);
    expect(cells(of(0, 0.1), 'x1')).toEqual(cells(still, 'x1'));
    const [few, many, all] = [5, 25, 50].map((drifting) => disagreement(still, of(drifting, 0.1), 'x1'));
    expect(few!).toBeGreaterThan(0);
    expect(many!).toBeGreaterThan(few!);
    expect(all).toBe(1);
    expect(disagreement(still, of(50, 0.1), 'class')).toBe(0);
  });

  it('has the classes that it is told to have', () => {
    const table = generated(dataset, 2000, { params: { classes: 5 } });
    expect(new Set(cells(table, 'class'))).toEqual(new Set([0, 1, 2, 3, 4]));
  });
});
