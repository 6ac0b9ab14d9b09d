import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/agrawal.ts';
import streams from '../../fixtures/core/streams.json' with { type: 'json' };
import { Replay, cells, disagreement, expectRows, generated, owesAStream, shareOf } from './generated.ts';

const concepts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
/** River counts cars from 1; a code counts from 0. */
const asCodes = (x: number[][]) => x.map((row) => row.map((value, i) => (i === 4 ? value - 1 : value)));

describe('agrawal', () => {
  owesAStream(dataset);

  it.each(concepts)('gives 500 applicants the classes of River’s function %i', (concept) => {
    const { draws, x, y } = streams.agrawal;
    const random = new Replay(draws);
    const table = generated(dataset, 500, { params: { concept }, random });
    expect(random.used).toBe(draws.length);
    expectRows(table, 'class', { x: asCodes(x), y: Array.from(y[concept]!, Number) });
  });

  it('perturbs as River does, but for the house value', () => {
    const { draws, x, y } = streams.agrawal_perturbed;
    const random = new Replay(draws);
    const params = { concept: 2, perturbation: 0.2 };
    const table = generated(dataset, y.length, { params, random });
    expect(random.used).toBe(draws.length);
    const houses = cells(table, 'house_value');
    const withHouses = asCodes(x).map((row, at) => row.map((value, i) => (i === 6 ? houses[at]! : value)));
    expectRows(table, 'class', { x: withHouses, y });
    // River leaves nothing of a house value but 0 and the largest.
    expect(x.every((row) => row[6] === 0 || row[6] === (9 - row[5]!) * 100000)).toBe(true);
  });

  it('moves a house value by up to its range times the perturbation, never below 0', () => {
    const before = generated(dataset, 5000);
    const after = generated(dataset, 5000, { params: { perturbation: 0.3 } });
    const zips = cells(before, 'zip_code');
    const [old, now] = [cells(before, 'house_value'), cells(after, 'house_value')];
    const moved = Float64Array.from(now, (value, row) => (value - old[row]!) / ((9 - zips[row]!) * 100000));
    expect(moved.every((share) => Math.abs(share) <= 0.3)).toBe(true);
    expect(Math.max(...moved)).toBeGreaterThan(0.28);
    expect(now.every((value) => value >= 0)).toBe(true);
    expect(disagreement(before, after, 'class')).toBe(0);
  });

  it('has the class rates and the disagreements with rule 0 that were measured on River', () => {
    const tables = concepts.map((concept) => generated(dataset, 20000, { params: { concept } }));
    const rates = [0.671, 0.388, 0.527, 0.387, 0.196, 0.383, 0.496, 0.019, 0.498, 0.003];
    const apart = [0, 0.54, 0.53, 0.54, 0.48, 0.72, 0.51, 0.67, 0.51, 0.67];
    const far = tables.flatMap((table, concept) => {
      const rate = shareOf(table, 'class', 1);
      const share = disagreement(tables[0]!, table, 'class');
      return Math.abs(rate - rates[concept]!) > 0.012 || Math.abs(share - apart[concept]!) > 0.016
        ? [`${concept}: ${rate}, ${share}`]
        : [];
    });
    expect(far).toEqual([]);
  });
});
