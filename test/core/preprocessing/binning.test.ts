import { describe, expect, it } from 'vitest';
import binning from '../../../src/core/preprocessing/binning.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { expectCells, more, numericColumns, reference } from '../../fixtures/core/preprocessing.ts';
import { categoryColumn, expectClose, numberColumn } from '../../fixtures/core/reference.ts';

const ordinal = { output: 'ordinal' };

describe('binning', () => {
  it('equals KBinsDiscretizer of scikit-learn on the reference column', () => {
    const { edges, train: expected, test } = reference.KBins3_uniform_heavy;
    const heavy = numericColumns[3]!;
    const fitted = fitStep(binning, heavy.train, { ...ordinal, strategy: 'uniform', bins: 3 });
    expectClose(fitted.edges as readonly number[], edges.slice(1, -1));
    expectCells(binning.apply(heavy.train, fitted)[0], expected);
    expectCells(binning.apply(heavy.test, fitted)[0], test);
  });

  it.each(['uniform_3', 'uniform_7', 'quantile_3', 'quantile_7'] as const)(
    'equals KBinsDiscretizer with linear quantiles: %s',
    (name) => {
      const [strategy, bins] = name.split('_');
      const train = numberColumn('x', more.train);
      const fitted = fitStep(binning, train, {
        ...ordinal,
        strategy: strategy!,
        bins: Number(bins),
        quantiles: 'linear',
      });
      const { edges, train: expected, test } = more.bins[name];
      expectClose(fitted.edges as readonly number[], edges.slice(1, -1));
      const known = (values: readonly (number | null)[]) =>
        numberColumn(
          'x',
          values.filter((value) => value !== null),
        );
      expectCells(binning.apply(known(more.train), fitted)[0], expected);
      expectCells(binning.apply(known(more.test), fitted)[0], test);
      expectCells(binning.apply(numberColumn('x', [null]), fitted)[0], [NaN]);
    },
  );

  it('equals KBinsDiscretizer with all its defaults, repeated values and few rows included', () => {
    expect(more.binsAveraged.length).toBeGreaterThan(30);
    for (const { bins, values, innerEdges, train, later, test } of more.binsAveraged) {
      const fitted = fitStep(binning, numberColumn('x', values), { ...ordinal, bins });
      expectClose(fitted.edges as readonly number[], innerEdges.map(Number));
      expectCells(binning.apply(numberColumn('x', values), fitted)[0], train.map(Number));
      expectCells(binning.apply(numberColumn('x', later), fitted)[0], test.map(Number));
    }
    expect(fitStep(binning, numberColumn('x', [1, 2, 3, 4, 5, 6]))).toMatchObject({ output: 'one-hot' });
  });

  it('joins quantiles that fall together, as scikit-learn does', () => {
    const { values, edges, train } = more.bins.repeated;
    const column = numberColumn('x', values);
    const fitted = fitStep(binning, column, {
      ...ordinal,
      strategy: 'quantile',
      bins: 4,
      quantiles: 'linear',
    });
    expectClose(fitted.edges as readonly number[], edges.slice(1, -1));
    expectCells(binning.apply(column, fitted)[0], train);
  });

  it('has a named 0/1 column for every bin; a gap is in none', () => {
    const fitted = fitStep(binning, numberColumn('hour', [1]), { strategy: 'given', edges: '6, 12.5' });
    expect(binning.apply(numberColumn('hour', [5.9, 6, 99, null]), fitted)).toEqual([
      numberColumn('hour < 6', [1, 0, 0, 0], 'boolean'),
      numberColumn('6 ≤ hour < 12.5', [0, 1, 0, 0], 'boolean'),
      numberColumn('hour ≥ 12.5', [0, 0, 1, 0], 'boolean'),
    ]);
  });

  it('has one bin for a constant column and none for one without values', () => {
    const constant = fitStep(binning, numberColumn('x', [4, 4]));
    expect(binning.apply(numberColumn('x', [4, 9]), constant)).toEqual([
      numberColumn('x in one bin', [1, 1], 'boolean'),
    ]);
    expect(binning.apply(numberColumn('x', [1]), fitStep(binning, numberColumn('x', [null])))).toEqual([]);
  });

  it.each(['', 'six', '3, 2', '1, 1', '1, Infinity'])('refuses "%s" as edges', (edges) => {
    expect(() => fitStep(binning, numberColumn('x', [1]), { strategy: 'given', edges })).toThrow(
      expect.objectContaining({ code: 'bad-input' }),
    );
  });

  it('refuses words', () => {
    expect(() => fitStep(binning, categoryColumn('x', ['a']))).toThrow(RangeError);
  });
});
