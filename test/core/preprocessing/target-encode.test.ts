import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Task } from '../../../src/core/define.ts';
import { defaults } from '../../../src/core/params.ts';
import {
  drawFolds,
  encode,
  encodeOutOfFold,
  learnEncoding,
} from '../../../src/core/preprocessing/parts/target-encoding.ts';
import targetEncode from '../../../src/core/preprocessing/target-encode.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { expectCells, more, reference, valuesOf } from '../../fixtures/core/preprocessing.ts';
import { categoryColumn, numberColumn } from '../../fixtures/core/reference.ts';

const known = (truth: readonly number[], task: Task = 'binary', classes = 2) => ({
  truth: Float64Array.from(truth),
  task,
  classes,
  seed: 3,
});
const given = (strength: number) => ({ smoothing: 'given', strength });

describe('target-encode', () => {
  it('equals TargetEncoder of scikit-learn on the reference column', () => {
    const expected = reference.TargetEncoder_smooth2_binary;
    const train = categoryColumn('color', reference.train_cat);
    const answers = known(reference.y);
    const fitted = fitStep(targetEncode, train, given(2), answers);
    expect(fitted.means).toEqual([expected.target_mean]);
    expectCells(targetEncode.apply(train, fitted)[0], expected.fit_then_transform_train);
    expectCells(targetEncode.apply(categoryColumn('color', reference.test_cat), fitted)[0], expected.test);
    // The reference's folds: rows 0 to 3 and 4 to 7.
    const folds = Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1);
    expectCells(encodeOutOfFold(train, answers, 2, folds)[0], expected.fit_transform_crossfit);
  });

  const { words, folds, binary, multiclass, continuous } = more.target;
  const column = categoryColumn('word', words);
  describe.each([
    ['binary', 2, binary],
    ['multiclass', 3, multiclass],
    ['regression', 0, continuous],
  ] as const)('equals it for %s answers', (task, classes, expected) => {
    it.each([
      ['auto', 'auto'],
      ['0.0', 0],
      ['10.0', 10],
    ] as const)('smoothed by %s', (name, smoothing) => {
      const answers = known(expected.answers, task, classes);
      const fitted = learnEncoding(column, answers, smoothing)!;
      const { encoded, crossed } = expected[name];
      encode(categoryColumn('word', ['a', 'b', 'c', 'd', 'e', 'zzz']), fitted).forEach((of, at) =>
        expectCells(
          of,
          encoded.map((row) => row[at]!),
        ),
      );
      const outOfFold = encodeOutOfFold(column, answers, smoothing, Int32Array.from(folds));
      expect(outOfFold).toHaveLength(encoded[0]!.length);
      outOfFold.forEach((of, at) =>
        expectCells(
          of,
          crossed.map((row) => row[at]!),
        ),
      );
    });
  });

  it('names a column per class, the same out of fold', () => {
    const answers = known(multiclass.answers, 'multiclass', 3);
    const names = ['word → class 0', 'word → class 1', 'word → class 2'];
    const fitted = fitStep(targetEncode, column, {}, answers);
    expect(targetEncode.apply(column, fitted).map(({ name }) => name)).toEqual(names);
    const crossed = targetEncode.crossFit!(column, defaults(targetEncode.params), answers);
    expect(crossed.map(({ name }) => name)).toEqual(names);
  });

  it('never uses a row’s own answer: another answer leaves its own encoding as it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', null), fc.nat(2)), { minLength: 2, maxLength: 40 }),
        fc.nat(),
        fc.constantFrom<Task>('binary', 'multiclass', 'regression'),
        fc.boolean(),
        (rows, pick, task, auto) => {
          const at = pick % rows.length;
          const cells = categoryColumn(
            'x',
            rows.map(([level]) => level),
          );
          const params = { smoothing: auto ? 'auto' : 'given', strength: 1 };
          const of = (truth: number[]) =>
            targetEncode.crossFit!(cells, params, known(truth, task, task === 'binary' ? 2 : 3)).map(
              (column) => valuesOf(column)[at],
            );
          const truth = rows.map(([, answer]) => (task === 'binary' ? answer % 2 : answer));
          const other = truth.map((answer, row) => (row === at ? (answer + 1) % 2 : answer));
          const unknown = truth.map((answer, row) => (row === at ? NaN : answer));
          expect(of(other)).toEqual(of(truth));
          expect(of(unknown)).toEqual(of(truth));
        },
      ),
    );
  });

  it('draws even folds from the seed alone', () => {
    const folds = drawFolds(23, 5, 7);
    const sizes = [0, 1, 2, 3, 4].map((fold) => folds.filter((of) => of === fold).length);
    expect(sizes).toEqual([5, 5, 5, 4, 4]);
    expect(drawFolds(23, 5, 7)).toEqual(folds);
    expect(drawFolds(23, 5, 8)).not.toEqual(folds);
  });

  it('leaves rows without an answer out, and refuses to learn from none', () => {
    const fitted = fitStep(targetEncode, categoryColumn('x', ['a', 'a', 'b']), given(0), known([1, NaN, 0]));
    expect(fitted).toEqual({ levels: ['a', 'b'], encodings: [1, 0], means: [0.5], missing: [0.5] });
    const none = () => fitStep(targetEncode, categoryColumn('x', ['a']), {}, known([NaN]));
    expect(none).toThrow(/known answer to encode "x" by/);
  });

  it('takes whole numbers as levels', () => {
    const column = numberColumn('shop', [7, 7, 12], 'integer');
    const fitted = fitStep(targetEncode, column, given(0), known([1, 0, 1]));
    expectCells(targetEncode.apply(numberColumn('shop', [12, 7, 3], 'integer'), fitted)[0], [1, 0.5, 2 / 3]);
  });
});
