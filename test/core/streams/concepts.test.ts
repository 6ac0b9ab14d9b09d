import { describe, expect, it } from 'vitest';
import type { DriftEvent } from '../../../src/core/define.ts';
import { defaults, problems } from '../../../src/core/params.ts';
import { Random } from '../../../src/core/random.ts';
import { conceptAlong, conceptParams, sigmoidShare } from '../../../src/core/streams/concepts.ts';

const params = (more = {}) => ({ concept: 0, course: 'linear', ...more });
const along = (events: DriftEvent[], rows: number, values = params(), seed = 1): number[] => {
  const at = conceptAlong(values, events, 4, new Random(seed));
  return Array.from({ length: rows }, (_, row) => at(row));
};
const to = (concept: number, atRow: number, overRows = 0): DriftEvent => ({
  atRow,
  overRows,
  to: { concept },
});
const share = (concepts: readonly number[], concept: number, from: number, end: number): number =>
  concepts.slice(from, end).filter((other) => other === concept).length / (end - from);

describe('sigmoidShare', () => {
  it('has the values of River’s ConceptDriftStream about its position', () => {
    const found = [-200, -100, 0, 100, 200].map((away) => sigmoidShare(1000 + away, 1000, 200));
    expect(found.map((value) => Number(value.toFixed(3)))).toEqual([0.018, 0.119, 0.5, 0.881, 0.982]);
  });

  it('goes from 0 to 1 where River overflows, and at once with width 0', () => {
    expect([1, 1000, 5000].map((t) => sigmoidShare(t, 1000, 1))).toEqual([0, 0.5, 1]);
    expect([999, 1000].map((t) => sigmoidShare(t, 1000, 0))).toEqual([0, 1]);
  });
});

describe('conceptAlong', () => {
  it('changes at once over 0 rows, whatever the order in which the events are written, and draws nothing', () => {
    const random = new Random(3);
    const at = conceptAlong(params({ concept: 1 }), [to(0, 8), to(4, 5)], 4, random);
    expect([0, 4, 5, 7, 8, 100].map(at)).toEqual([1, 1, 4, 4, 0, 0]);
    expect(random.uint32()).toBe(new Random(3).uint32());
  });

  it('mixes the old and the new concept and no other, with a share that grows evenly', () => {
    const concepts = along([to(4, 1000, 8000)], 10000);
    expect(new Set(concepts)).toEqual(new Set([0, 4]));
    expect(share(concepts, 4, 0, 1000)).toBe(0);
    expect(share(concepts, 4, 9000, 10000)).toBe(1);
    for (const [from, expected] of [
      [1000, 0.125],
      [4000, 0.5],
      [7000, 0.875],
    ] as const)
      expect(Math.abs(share(concepts, 4, from, from + 2000) - expected)).toBeLessThan(0.035);
  });

  it('mixes in an S, or half and half', () => {
    const s = along([to(2, 0, 20000)], 20000, params({ course: 'sigmoid' }));
    // The mean of the sigmoid with position ½ and width ½ over a stretch.
    for (const from of [0, 5000, 10000, 18000]) {
      const expected =
        Array.from({ length: 2000 }, (_, i) => sigmoidShare(from + i, 10000, 10000)).reduce((a, b) => a + b) /
        2000;
      expect(Math.abs(share(s, 2, from, from + 2000) - expected)).toBeLessThan(0.035);
    }
    const even = along([to(2, 1000, 4000)], 6000, params({ course: 'even' }));
    expect([share(even, 2, 0, 1000), share(even, 2, 5000, 6000)]).toEqual([0, 1]);
    for (const from of [1000, 3000])
      expect(Math.abs(share(even, 2, from, from + 2000) - 0.5)).toBeLessThan(0.035);
  });

  it('nests changes that overlap', () => {
    const concepts = along([to(1, 0, 8000), to(2, 4000, 4000)], 8000);
    // At 6000 half are of 2; the rest of 1 with 3/4, of 0 with 1/4.
    const about = (concept: number) => share(concepts, concept, 5500, 6500);
    expect(Math.abs(about(2) - 0.5)).toBeLessThan(0.06);
    expect(Math.abs(about(1) - 0.375)).toBeLessThan(0.06);
    expect(Math.abs(about(0) - 0.125)).toBeLessThan(0.06);
  });

  it.each([1.5, -1, 5, NaN])('refuses a concept that is not there: %d', (concept) => {
    expect(() => along([to(concept, 3)], 10)).toThrow(RangeError);
    expect(() => along([], 10, params({ concept }))).toThrow(RangeError);
  });

  it('refuses a course that is not there', () => {
    expect(() => along([], 10, params({ course: 'sideways' }))).toThrow(/sideways/);
  });
});

describe('conceptParams', () => {
  it('describe themselves without a problem', () => {
    const described = conceptParams(4, 'Rules.');
    expect(problems(described, defaults(described))).toEqual({});
    expect(Object.keys(problems(described, { concept: 5, course: 'linear' }))).toEqual(['concept']);
    for (const course of ['linear', 'sigmoid', 'even']) expect(along([], 1, params({ course }))).toEqual([0]);
  });
});
