import { describe, expect, it } from 'vitest';
import { learnEncoding } from '../../../src/core/multivariate/encoding.ts';
import { discrepancy, permutationP } from '../../../src/core/multivariate/mmd.ts';
import { Random } from '../../../src/core/random.ts';
import { everyRow, referenceCase, tableOfRows } from './cases.ts';

const normals = (random: Random, count: number, shift = 0): Float64Array =>
  Float64Array.from({ length: count }, () => random.normal() + shift);

const joined = (one: Float64Array, other: Float64Array): Float64Array => Float64Array.of(...one, ...other);

describe('the maximum mean discrepancy', () => {
  it('equals the reference values', () => {
    const given = referenceCase();
    const table = tableOfRows(given.columns, given.reference);
    const { encode } = learnEncoding(table, given.columns, everyRow(table));
    const first = encode(table, everyRow(table).subarray(0, 100));
    for (const [name, rows] of Object.entries(given.chunks)) {
      const chunk = tableOfRows(given.columns, rows);
      const found = discrepancy(joined(first, encode(chunk, everyRow(chunk))), 3, 100);
      const expected = given.mmd[name]!;
      expect(found.bandwidth).toBeCloseTo(expected.median_sq_dist, 11);
      expect(found.unbiased).toBeCloseTo(expected.mmd2_unbiased, 12);
      expect(found.biased).toBeCloseTo(expected.mmd2_biased, 12);
      const p = permutationP(found, 100, 100, new Random(1));
      if (name === 'same') expect(p).toBeGreaterThan(0.05);
      else expect(p).toBe(0);
    }
  });

  it('is 0 for the same rows twice, when biased, and blind to nothing when all rows are equal', () => {
    const rows = normals(new Random(3), 60);
    const found = discrepancy(joined(rows, rows), 2, 30);
    expect(found.biased).toBeCloseTo(0, 12);
    expect(found.unbiased).toBeLessThan(0);
    const flat = discrepancy(new Float64Array(20), 1, 10);
    expect(flat).toMatchObject({ bandwidth: 0, unbiased: 0, biased: 0 });
    expect(discrepancy(new Float64Array(20).fill(1, 10), 1, 10).biased).toBeGreaterThan(0);
  });

  it('has permutation p-values that are even when nothing differs', () => {
    const p = Array.from({ length: 200 }, (_, seed) => {
      const random = new Random(seed);
      return permutationP(discrepancy(normals(random, 120), 2, 25), 25, 60, random);
    });
    const mean = p.reduce((sum, value) => sum + value, 0) / p.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.08);
    expect(p.filter((value) => value <= 0.05).length / p.length).toBeLessThan(0.11);
  });
});
