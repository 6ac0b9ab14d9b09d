import { describe, expect, it } from 'vitest';
import { distributionWords } from '../../src/core/distribution-words.ts';
import { distributionOf, toolFigures } from '../../src/core/distribution.ts';
import { levelPair, levels, numberPair, numbers } from './drift/measures.ts';

const than = 'the training rows';
const range = (from: number, to: number) => numbers(Array.from({ length: to - from }, (_, i) => from + i));

describe('a distribution now and then', () => {
  it('counts every row, the wild ones in the outermost bars', () => {
    const { labels, reference, current } = distributionOf(
      range(0, 1000),
      numbers([-1e9, 5, 500, 1e9, Infinity]),
    );
    const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
    expect([sum(reference), sum(current), labels.length]).toEqual([1000, 5, reference.length]);
    expect(labels[0]).toMatch(/^below /);
    expect(labels.at(-1)).toMatch(/ or more$/);
  });

  it('puts frequent levels first, and those beyond thirty together', () => {
    const names = Array.from({ length: 40 }, (_, i) => `v${i}`);
    const counts = names.map((_, i) => i + 1);
    const found = distributionOf(levels(counts, names), levels(counts, names));
    expect(found.labels).toHaveLength(30);
    expect([found.labels[0], found.labels.at(-1)]).toEqual(['v39', '11 others']);
    expect(found.current).toEqual(found.reference);
    expect(distributionOf(numbers([]), numbers([])).reference).toEqual([0]);
  });

  it('gives one index by every tool, and names the bin that counts most', () => {
    const figures = toolFigures('psi', ...numberPair('num'));
    const of = (definition: string) => figures.find((figure) => figure.definition === definition)!;
    expect(of('credit').statistic).toBeCloseTo(0.0998, 4);
    expect(of('evidently').statistic).toBeCloseTo(0.1317, 4);
    expect(of('frouros').statistic).toBeCloseTo(14.157, 3);
    expect(of('frouros').guilty).toMatch(/: 0 % then, /);
    expect(toolFigures('chi-square', ...levelPair('cat'))).toHaveLength(2);
    expect(toolFigures('chi-square', ...numberPair('num'))).toEqual([]);
    expect(toolFigures('psi', numbers([1]), levels([1], ['a']))).toEqual([]);
  });

  it('says it in words', () => {
    const words = (a: Parameters<typeof distributionWords>[1], b: typeof a) =>
      distributionWords('temp', a, b, than);
    expect(words(range(0, 100), range(-40, 60))).toBe(
      'temp is 40 lower than in the training rows (by the middle value); 40 % of 100 rows are below all of them',
    );
    expect(words(range(0, 100), numbers([...Array(99).keys(), 200]))).toBe(
      'temp: 1 % of 100 rows are above all of the training rows',
    );
    expect(words(range(0, 100), range(0, 100))).toBe('temp is where it was in the training rows');
    expect(words(range(0, 4), numbers([0, 1, 2, 3, null, null, null, null]))).toBe(
      'temp is missing in 50 % of 8 rows, before in 0 % of 4',
    );
    expect(words(levels([80, 20], ['a', 'b']), levels([50, 50], ['a', 'c']))).toBe(
      'temp = c: 0 % then, 50 % now; 50 % of 100 rows have a category that the training rows do not have',
    );
    expect(words(levels([1], ['a']), numbers([1]))).toBe('temp is of another kind than in the training rows');
    expect(words(numbers([1]), numbers([]))).toBe('There are no values of temp');
  });
});
