import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortest } from '../../src/core/answers.ts';
import { scoreRows } from '../../src/core/scoring.ts';
import { scoreTable, type ScoredTable } from '../../src/core/score-table.ts';
import { usualPlan } from '../../src/core/recipe-plan.ts';
import { fitRecipe } from '../../src/core/recipe.ts';
import { cellText, columnOf, isCategory, type Column, type Table } from '../../src/core/table.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';
import { inputs, sampleModel, sampleTable, specOf } from './scoring-cases.ts';

type Task = 'binary' | 'multiclass' | 'regression';

function scored(table: Table, task: Task = 'binary', fill = false): ScoredTable {
  const work = scoreTable(sampleModel(task), inputs, specOf(task), table, fill);
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}
const withColumn = (table: Table, column: Column): Table => ({
  ...table,
  columns: table.columns.map((old) => (old.name === column.name ? column : old)),
});
const without = (table: Table, ...names: string[]): Table => ({
  ...table,
  columns: table.columns.filter(({ name }) => !names.includes(name)),
});
const texts = (table: Table, name: string): string[] =>
  Array.from({ length: table.rows }, (_, row) => cellText(columnOf(table, name), row));

describe('scoreTable', () => {
  it.each(['binary', 'multiclass', 'regression'] as const)(
    'gives the scores of scoreRows, the same bits, whatever the pieces (%s)',
    (task) => {
      const table = sampleTable(9001);
      const every = Int32Array.from({ length: 9001 }, (_, i) => i);
      const { scores, outputs } = scoreRows(sampleModel(task), table, every);
      const { table: out, report } = scored(table, task);
      const first = table.columns.length + (task === 'regression' ? 0 : 1);
      for (let c = 0; c < outputs; c++) {
        const column = out.columns[first + c]!;
        if (isCategory(column)) throw new Error('A probability is a number.');
        for (let row = 0; row < table.rows; row++)
          expect(Math.fround(column.values[row]!)).toBe(scores[row * outputs + c]);
      }
      expect(report.rows).toBe(9001);
      expect(report.unanswered).toBe(0);
      if (task === 'regression') {
        expect(report.spread!.low).toBe(Math.min(...scores));
        expect(report.spread!.high).toBe(Math.max(...scores));
      } else {
        const said = texts(out, 'predicted rides');
        for (const { name, rows } of report.answered)
          expect(rows).toBe(said.filter((answer) => answer === name).length);
        expect(report.answered.reduce((sum, { rows }) => sum + rows, 0)).toBe(9001);
      }
    },
  );

  it('answers positive from the threshold on', () => {
    const table = sampleTable(50);
    const model = sampleModel('binary');
    const { scores } = scoreRows(model, table, [7]);
    const at = (threshold: number) => {
      const work = scoreTable(model, inputs, { ...specOf('binary'), threshold }, table, false);
      let step = work.next();
      while (!step.done) step = work.next();
      return texts(step.value.table, 'predicted rides')[7];
    };
    expect(at(scores[0]!)).toBe('many');
    expect(at(scores[0]! + 1e-6)).toBe('few');
  });

  it('tells how far it is', () => {
    const work = scoreTable(sampleModel('binary'), inputs, specOf('binary'), sampleTable(9000), false);
    const done: number[] = [];
    for (const step of work) done.push(step.done);
    expect(done).toEqual([4096, 8192, 9000]);
  });

  it('counts what is odd, per input, and says it per row', () => {
    const table = tableOf(
      numberColumn('wind', [10, 74, null]),
      numberColumn('hour', [1, 2, 30], 'integer'),
      categoryColumn('holiday', ['yes', 'no', 'maybe']),
      categoryColumn('when', ['2020-01-05', '2020-01-06', '2020-01-07']),
      categoryColumn('sky', ['clear', 'hail', null]),
      numberColumn('note', [1, 2, 3]),
    );
    const { table: out, report } = scored(table);
    expect(report.inputs).toEqual([
      { name: 'wind', counts: { below: 0, above: 1, unknown: 0, missing: 0, unreadable: 0 } },
      { name: 'hour', counts: { below: 0, above: 1, unknown: 0, missing: 0, unreadable: 0 } },
      { name: 'holiday', counts: { below: 0, above: 0, unknown: 0, missing: 0, unreadable: 1 } },
      { name: 'sky', counts: { below: 0, above: 0, unknown: 1, missing: 1, unreadable: 0 } },
    ]);
    expect(report.oddRows).toBe(2);
    expect(report.extra).toEqual(['note']);
    expect(texts(out, 'warnings')).toEqual([
      '',
      'wind: above what was learnt; sky: unknown value',
      'hour: above what was learnt; holiday: cannot be read; sky: missing',
    ]);
    expect(report.added).toEqual(['predicted rides', 'P(many)', 'warnings']);
  });

  it('reads words that are numbers, and numbers that are words, as their input has them', () => {
    const table = sampleTable(30);
    const asWords = withColumn(table, categoryColumn('hour', texts(table, 'hour')));
    expect(texts(scored(asWords).table, 'P(many)')).toEqual(texts(scored(table).table, 'P(many)'));
  });

  it('names the columns that are not there, the likely one, and what to do', () => {
    const table = sampleTable(10);
    const renamed: Table = {
      ...table,
      columns: table.columns.map((column) =>
        column.name === 'hour' ? { ...column, name: 'Hour ' } : column,
      ),
    };
    expect(() => scored(without(renamed, 'sky'))).toThrow(
      'The columns "hour", "sky" are not in the table, so nothing was answered. It looks as if you could rename "Hour " to "hour". Add them to the table, or answer all the same with their cells missing.',
    );
    expect(() => scored(without(table, 'sky'))).toThrow(
      'The column "sky" is not in the table, so nothing was answered. Add it to the table, or answer all the same with its cells missing.',
    );
    const { report } = scored(without(table, 'sky'), 'binary', true);
    expect(report.absent).toEqual([{ name: 'sky', similar: null }]);
    expect(report.unanswered).toBe(0);
  });

  it('refuses a table without rows, and one without a single column that it reads', () => {
    expect(() => scored(sampleTable(0))).toThrow(/no rows/);
    const other = tableOf(numberColumn('a', [1]), numberColumn('b', [2]));
    expect(() => scored(other, 'binary', true)).toThrow(/None of the columns/);
  });

  it('gives no answer where a gap is left open, and says of how many rows', () => {
    const table = sampleTable(40);
    const plan = {
      ...usualPlan(table, ['wind']),
      inputs: [
        {
          name: 'hour',
          source: { from: 'column', column: 'hour' } as const,
          steps: [{ step: 'standard-scale', params: {} }],
        },
      ],
    };
    const rows = Int32Array.from({ length: 40 }, (_, i) => i);
    const recipe = fitRecipe(table, plan, rows, new Float64Array(40), 'binary', 2, 1);
    const model = {
      task: 'binary' as const,
      recipe,
      architecture: { inputs: 1, layers: [{ units: 1, activation: 'sigmoid' as const }] },
      weights: Float32Array.of(1, 0),
    };
    const holes = withColumn(table, {
      ...numberColumn('hour', [null, ...Array<number>(39).fill(3)], 'integer'),
    });
    const work = scoreTable(model, [inputs[1]!], specOf('binary'), holes, false);
    let step = work.next();
    while (!step.done) step = work.next();
    expect(step.value.report.unanswered).toBe(1);
    expect(texts(step.value.table, 'predicted rides')[0]).toBe('');
  });

  it('keeps the names of its columns apart from those that are there', () => {
    const table = sampleTable(5);
    const more = { ...table, columns: [...table.columns, numberColumn('predicted rides', [1, 2, 3, 4, 5])] };
    expect(scored(more, 'regression').report.added).toEqual(['predicted rides (2)']);
  });
});

describe('shortest', () => {
  it('is the same number in 32 bits, and as short as it was written', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true }), (value) => Object.is(Math.fround(shortest(value)), value)),
    );
    expect(shortest(Math.fround(0.31))).toBe(0.31);
    expect(shortest(NaN)).toBeNaN();
  });
});
