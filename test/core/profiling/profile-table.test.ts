import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileTable } from '../../../src/core/profiling/profile-table.ts';
import { Random } from '../../../src/core/random.ts';
import { rowsBehind } from '../../../src/core/profiling/rows-behind.ts';
import type { Table } from '../../../src/core/table.ts';
import { classesOf, truthOf } from '../../../src/core/target.ts';
import reference from '../../fixtures/core/profile.json' with { type: 'json' };
import { categoryColumn, expectClose, numberColumn, tableOf } from '../../fixtures/core/reference.ts';
import { anyTable, openSchema } from './tables.ts';

const plainly = (table: Table) =>
  profileTable(table, openSchema(table), { target: null, task: null, seed: 1 });
const referenceTable = tableOf(
  ...Object.entries(reference.columns).map(([name, values]) => numberColumn(name, values)),
);

describe('profileTable', () => {
  it('has the moments, quantiles and fences of numpy', async () => {
    const { columns } = await plainly(referenceTable);
    for (const { name, numbers, distinct } of columns) {
      const expected = new Map(Object.entries(reference.summaries)).get(name);
      if (!expected) {
        expect(numbers).toBeNull();
        expect(distinct).toBe(0);
        continue;
      }
      const { min, max, mean, deviation, q25, median, q75, low, high } = expected;
      const { outliers, ...found } = numbers!;
      expectClose(
        [
          found.min,
          found.max,
          found.mean,
          found.deviation,
          found.q25,
          found.median,
          found.q75,
          outliers.low,
          outliers.high,
        ],
        [min, max, mean, deviation, q25, median, q75, low, high],
        1e-9,
      );
      expect([outliers.count, distinct]).toEqual([expected.outliers, expected.distinct]);
    }
  });

  it('has the correlations of pandas, pairwise complete, and none where a column is constant', async () => {
    const { correlations } = await plainly(referenceTable);
    expect(correlations.columns).toEqual(Object.keys(reference.columns));
    expect(correlations.values).toHaveLength(reference.correlations.length);
    reference.correlations.forEach((expected, at) => {
      const found = correlations.values[at]!;
      if (expected === null) expect(found).toBeNaN();
      // Of the column far from zero pandas is off by 2e-9, as exact fractions show.
      else expect(found).toBeCloseTo(expected, 8);
    });
  });

  it('compares at most 60 columns, the target among them, and says how many were left out', async () => {
    const table = tableOf(
      ...Array.from({ length: 70 }, (_, i) => numberColumn(`c${i}`, [1, 2, i])),
      numberColumn('answer', [1, 0, 1]),
    );
    const options = { target: { column: 'answer' }, task: 'regression', seed: 1 } as const;
    const { correlations } = await profileTable(table, openSchema(table, { answer: 'target' }), options);
    expect([correlations.columns.length, correlations.columns[0], correlations.leftOut]).toEqual([
      60,
      'answer',
      11,
    ]);
  });

  it('accounts for every row of any table: bars and missing cells add up, and open as many rows as they say', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable(), async (table) => {
        const { columns, duplicates, findings } = await plainly(table);
        for (const { bars, missing, numbers } of columns) {
          expect(bars.length).toBeLessThanOrEqual(30);
          expect(bars.reduce((sum, bar) => sum + bar.count, missing.count)).toBe(table.rows);
          for (const { count, rows } of [...bars, missing])
            expect(rowsBehind(table, rows)).toHaveLength(count);
          expect(new Set(bars.map(({ label }) => label)).size).toBe(bars.length);
          if (numbers) expect(rowsBehind(table, numbers.outliers.rows)).toHaveLength(numbers.outliers.count);
        }
        expect(rowsBehind(table, duplicates.rows)).toHaveLength(duplicates.count);
        for (const { rows, text, advice } of findings) {
          expect(text.trim()).not.toBe('');
          expect(advice.trim()).not.toBe('');
          if (rows) expect(rowsBehind(table, rows).length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('splits every bar by class, rows without an answer left out', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyTable(),
        fc.infiniteStream(fc.constantFrom('x', 'y', 'z', null)),
        async (any, draw) => {
          const answers = Array.from({ length: any.rows }, () => draw.next().value as string | null);
          const table = { rows: any.rows, columns: [...any.columns, categoryColumn('answer', answers)] };
          const target = { column: 'answer' };
          const schema = openSchema(table, { answer: 'target' });
          const profile = await profileTable(table, schema, { target, task: 'multiclass', seed: 1 });
          const classes = classesOf(table, target, 'multiclass');
          const truth = truthOf(table, target, 'multiclass', classes);
          expect(profile.classes).toEqual(classes);
          for (const bar of profile.columns.flatMap(({ bars }) => bars)) {
            const counts = classes.map(() => 0);
            for (const row of rowsBehind(table, bar.rows))
              if (!Number.isNaN(truth[row])) counts[truth[row]!]!++;
            expect(bar.byClass).toEqual(counts);
          }
          expect(profile.target?.counts).toEqual(
            classes.map((name) => answers.filter((answer) => answer === name).length),
          );
          expect(profile.target?.missing.count).toBe(answers.filter((answer) => answer === null).length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('says why a target cannot be read, and profiles the rest', async () => {
    const table = tableOf(categoryColumn('word', ['a', 'b', 'c']), numberColumn('n', [1, 2, 3]));
    const target = { column: 'word' };
    const {
      findings,
      target: balance,
      columns,
    } = await profileTable(table, openSchema(table), { target, task: 'regression', seed: 1 });
    expect(balance).toBeNull();
    expect(columns).toHaveLength(2);
    expect(findings.find(({ kind }) => kind === 'target-unreadable')?.text).toContain('"word" holds words');
  });

  it('waits between its steps, and stops when it is told to', async () => {
    const random = new Random(1);
    const column = (name: string) =>
      numberColumn(
        name,
        Array.from({ length: 300_000 }, () => random.uniform()),
      );
    const table = tableOf(column('a'), column('b'), column('c'));
    const seen: number[] = [];
    const options = { target: null, task: null, seed: 1 };
    await profileTable(table, openSchema(table), {
      ...options,
      onStep: (done, total) => void seen.push(done / total),
    });
    expect(seen.length).toBeGreaterThan(3);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBeLessThan(1);
    const stop = () => Promise.reject(new DOMException('stopped', 'AbortError'));
    await expect(profileTable(table, openSchema(table), { ...options, onStep: stop })).rejects.toThrow(
      'stopped',
    );
  });
});
