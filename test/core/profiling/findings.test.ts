import { describe, expect, it } from 'vitest';
import type { FindingKind } from '../../../src/core/profile.ts';
import { profileTable } from '../../../src/core/profiling/profile-table.ts';
import { similarLevels } from '../../../src/core/profiling/similar-levels.ts';
import { Random } from '../../../src/core/random.ts';
import { rowsBehind } from '../../../src/core/profiling/rows-behind.ts';
import type { Column } from '../../../src/core/table.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';
import { openSchema } from './tables.ts';

const n = 100;
const rows = <T>(of: (row: number) => T) => Array.from({ length: n }, (_, row) => of(row));
const random = new Random(4);
const noise = numberColumn(
  'noise',
  rows(() => random.normal()),
);

async function look(columns: Column[], task: 'binary' | 'regression' | null = null) {
  const table = tableOf(...columns);
  const target = task ? { column: 'answer' } : null;
  const { findings } = await profileTable(table, openSchema(table, { answer: 'target' }), {
    target,
    task,
    seed: 1,
  });
  return { table, findings, of: (kind: FindingKind) => findings.filter((finding) => finding.kind === kind) };
}

describe('findings', () => {
  it('has none for plain noise', async () => {
    expect((await look([noise])).findings).toEqual([]);
  });

  it('names empty, mostly empty and constant columns', async () => {
    const { of } = await look([
      noise,
      numberColumn(
        'empty',
        rows(() => null),
      ),
      numberColumn(
        'sparse',
        rows((row) => (row < 40 ? random.normal() : null)),
      ),
      categoryColumn(
        'same',
        rows(() => 'x'),
      ),
    ]);
    expect(of('all-missing').map(({ text }) => text)).toEqual(['"empty" is empty in all 100 rows.']);
    expect(of('mostly-missing')[0]?.text).toBe('"sparse" is missing in 60 of 100 rows (60 %).');
    expect(of('constant').map(({ columns }) => columns)).toEqual([['same']]);
  });

  it('takes names and running numbers for identifiers, and plain numbers not', async () => {
    const { of } = await look([
      noise,
      categoryColumn(
        'name',
        rows((row) => `person ${row}`),
      ),
      numberColumn(
        'row',
        rows((row) => 10 + row),
        'integer',
      ),
      numberColumn(
        'income',
        rows((row) => (row * 7919) % 10007),
        'integer',
      ),
    ]);
    expect(of('identifier').map(({ columns }) => columns[0])).toEqual(['name', 'row']);
    expect(of('many-levels')).toEqual([]);
  });

  it('counts levels and finds spellings, with the rows of the second one', async () => {
    const { of, table } = await look([
      noise,
      categoryColumn(
        'town',
        rows((row) => `town ${row % 60}`),
      ),
      categoryColumn(
        'state',
        rows((row) => ['New York', 'new-york', 'Ohio'][row % 3]!),
      ),
    ]);
    expect(of('many-levels')[0]?.text).toBe(
      '"town" has 60 different values in 100 cells; 20 of them came up once.',
    );
    const [spelling] = of('similar-levels');
    expect(spelling?.text).toContain('"New York" and "new-york"');
    expect(rowsBehind(table, spelling!.rows!)).toHaveLength(33);
  });

  it('names far values and infinite ones with their rows', async () => {
    const odd = Float64Array.from(noise.values);
    odd[7] = 1e4;
    odd[9] = Infinity;
    const { of, table } = await look([{ name: 'odd', kind: 'number', values: odd }]);
    expect(of('outliers')[0]?.text).toMatch(/^2 of 100 values of "odd" lie far from the rest/);
    expect([...rowsBehind(table, of('outliers')[0]!.rows!)]).toEqual([7, 9]);
    expect([...rowsBehind(table, of('infinite')[0]!.rows!)]).toEqual([9]);
    const zeros = numberColumn(
      'zeros',
      rows((row) => (row < 90 ? 0 : row)),
    );
    expect((await look([noise, zeros])).of('outliers')).toEqual([]);
  });

  it('says on which side far values are, and tells no more than five columns one by one', async () => {
    const far = (name: string, value: number) =>
      numberColumn(
        name,
        rows((row) => (row === 50 ? value : row % 10)),
      );
    const one = await look([far('high', 1e6)]);
    expect(one.of('outliers')[0]?.text).toBe(
      '1 of 100 values of "high" lie far from the rest, above 22 (up to 1000000); the middle half lies between 2 and 7.',
    );
    const many = await look([1, 2, 3, 4, 5, 6, 7].map((i) => far(`c${i}`, 100 * i)));
    expect(many.of('outliers').map(({ columns }) => columns)).toEqual([
      ['c7'],
      ['c6'],
      ['c5'],
      ['c4'],
      ['c3'],
      ['c2', 'c1'],
    ]);
    expect(many.of('outliers').at(-1)?.text).toBe(
      '2 more columns have values far from the rest: "c2" and "c1".',
    );
  });

  it('names repeated and empty rows and repeated columns', async () => {
    const { of } = await look([
      numberColumn('a', [1, 2, 1, null, null]),
      numberColumn('b', [1, 2, 1, null, null]),
    ]);
    expect(of('duplicate-rows')[0]?.text).toBe('2 rows of 5 repeat an earlier one in every column.');
    expect(of('empty-rows')[0]?.text).toBe('2 rows of 5 are empty in every column.');
    expect(of('duplicate-columns')[0]?.columns).toEqual(['a', 'b']);
  });

  it('names missing answers and uneven classes, the gravest first', async () => {
    const answer = categoryColumn(
      'answer',
      rows((row) => (row < 10 ? null : row < 95 ? 'no' : 'yes')),
    );
    const { of, findings } = await look(
      [
        noise,
        answer,
        categoryColumn(
          'same',
          rows(() => 'x'),
        ),
      ],
      'binary',
    );
    expect(of('target-missing')[0]?.text).toBe('The answer "answer" is missing in 10 of 100 rows.');
    expect(of('imbalance')[0]?.text).toBe(
      'The classes of "answer" are uneven: 5 rows of "yes", 85 rows of "no".',
    );
    expect(findings.map(({ kind }) => kind)).toEqual(['target-missing', 'imbalance', 'constant']);
    const even = categoryColumn(
      'answer',
      rows((row) => (row % 2 ? 'no' : 'yes')),
    );
    expect((await look([noise, even], 'binary')).of('imbalance')).toEqual([]);
  });

  it('puts leaks first', async () => {
    const answer = numberColumn(
      'answer',
      rows(() => random.normal()),
    );
    const copy = { ...answer, name: 'copy' };
    const { findings } = await look([noise, copy, answer], 'regression');
    expect(findings.map(({ kind }) => kind)).toEqual(['leak', 'duplicate-columns']);
  });

  it('has nothing to say about a table without rows or columns', async () => {
    expect((await look([numberColumn('a', []), categoryColumn('b', [])])).findings).toEqual([]);
    expect((await look([])).findings).toEqual([]);
  });
});

it('similarLevels keep signs and punctuation of numbers', () => {
  expect(
    similarLevels(['A+', 'A-', 'A', '1.5', '15', '-1', '1', 'x_y', 'x y', 'Café', 'cafe', '', ' ']),
  ).toEqual([
    ['x_y', 'x y'],
    ['Café', 'cafe'],
  ]);
  expect(similarLevels(['ab', 'a  b ', 'N.Y.', 'ny'])).toEqual([
    ['ab', 'a  b '],
    ['N.Y.', 'ny'],
  ]);
});
