import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { targetFindings } from '../../../src/core/profiling/table-findings.ts';

const findings = (counts: readonly number[]) =>
  targetFindings(
    counts.reduce((sum, count) => sum + count, 0),
    { column: 'sex', missing: { count: 0, rows: { by: 'empty' } }, counts },
    counts.map((_, at) => `c${at}`),
  );
const texts = (counts: readonly number[]): string[] =>
  findings(counts).map(({ kind, severity, text }) => `${kind} ${severity}: ${text}`);

describe('what is said about the answers', () => {
  it.each<[number[], string[]]>([
    [[50, 50], []],
    [[99, 10], []],
    [[100], []],
    [[3], []],
    [[2, 2], ['few-answers warning: "sex" has few answers: each class has 2 rows.']],
    [[1, 1, 1], ['few-answers warning: "sex" has few answers: each class has 1 row.']],
    [[5, 7], ['few-answers warning: "sex" has few answers: 5 rows of "c0", 7 rows of "c1".']],
    [[7, 3, 5], ['few-answers warning: "sex" has few answers: from 3 rows of "c1" to 7 rows of "c0".']],
    [[100, 10], ['imbalance note: The classes of "sex" are uneven: 10 rows of "c1", 100 rows of "c0".']],
    [[5, 85], ['imbalance warning: The classes of "sex" are uneven: 5 rows of "c0", 85 rows of "c1".']],
    [
      [10, 1000],
      ['imbalance warning: The classes of "sex" are uneven: 10 rows of "c0", 1,000 rows of "c1".'],
    ],
  ])('%j', (counts, said) => expect(texts(counts)).toEqual(said));

  it('calls classes uneven only where the largest is ten times the smallest, and names two different ones', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.nat(12), fc.nat(2000), fc.constant(7)), { minLength: 1, maxLength: 6 }),
        (counts) => {
          const kinds = findings(counts).map(({ kind }) => kind);
          const [fewest, largest] = [Math.min(...counts), Math.max(...counts)];
          const several = counts.length > 1 && largest > 0;
          expect(kinds.includes('imbalance')).toBe(several && largest > fewest && largest >= 10 * fewest);
          expect(kinds.includes('few-answers')).toBe(several && fewest < 10 && !kinds.includes('imbalance'));
          const [text = ''] = texts(counts);
          const named = text.match(/"c\d"/g) ?? [];
          expect(new Set(named).size).toBe(named.length);
          if (text !== '') expect(named.length).toBe(fewest === largest ? 0 : 2);
          if (named.length === 2)
            expect(named.map((name) => counts[Number(name[2])])).toEqual([fewest, largest]);
        },
      ),
    );
  });
});
