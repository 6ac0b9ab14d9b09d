// What holds for every figure: reference values, unknown answers, NaN, no rows, weights that stand for copies, the order of the rows,
// and that a resample read from shared parts is the figure of the drawn rows.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FigureOf, Scored, Task } from '../../src/core/define.ts';
import { prepare } from '../../src/core/parts/prepare.ts';
import fixture from '../fixtures/core/metrics.json' with { type: 'json' };

export const { given } = fixture;

interface Case {
  readonly task: Task;
  readonly name: string;
  readonly scored: Scored;
  readonly values: Readonly<Record<string, number | null | undefined>>;
}

/** Columns of any form as what a figure takes. */
export function scoredOf(
  truth: readonly number[],
  scores: readonly (number | readonly number[])[],
  weights?: readonly number[] | null,
): Scored {
  const [first] = scores;
  return {
    truth: Float64Array.from(truth),
    scores: Float32Array.from(scores.flat()),
    outputs: typeof first === 'object' ? first.length : 1,
    ...(weights ? { weights: Float64Array.from(weights) } : {}),
  };
}

interface FixtureCase {
  readonly name: string;
  readonly truth: readonly number[];
  readonly scores: readonly (number | readonly number[])[];
  readonly weights: readonly number[] | null;
  readonly values: Case['values'];
}

const casesOf = (task: Task, cases: readonly FixtureCase[]): Case[] =>
  cases.map(({ name, truth, scores, weights, values }) => ({
    task,
    name,
    scored: scoredOf(truth, scores, weights),
    values,
  }));

const cases: readonly Case[] = [
  ...casesOf('binary', fixture.binary),
  ...casesOf('multiclass', fixture.multiclass),
  ...casesOf('regression', fixture.regression),
];

/** NaN for null, within `relative` of the expected value. */
export function expectFigure(actual: number, expected: number | null, relative = 1e-9, name = ''): void {
  if (expected === null) return expect(actual, name).toBeNaN();
  expect(Math.abs(actual - expected), `${name}: ${actual} instead of ${expected}`).toBeLessThanOrEqual(
    relative * Math.max(1, Math.abs(expected)),
  );
}

/** Of the same rows: `copies[i]` times each row i, in this order. */
function repeated({ truth, scores, outputs }: Scored, copies: readonly number[]): Scored {
  const rows = copies.flatMap((count, row) => Array.from({ length: count }, () => row));
  return {
    truth: Float64Array.from(rows, (row) => truth[row] ?? NaN),
    scores: Float32Array.from(
      rows.flatMap((row) => [...scores.subarray(row * outputs, (row + 1) * outputs)]),
    ),
    outputs,
  };
}

const classes = 4;

/** Random rows with ties, some unknown answers, and how often each is there. */
function drawn(task: Task, distinct: boolean): fc.Arbitrary<{ scored: Scored; copies: number[] }> {
  const width = task === 'multiclass' ? classes : 1;
  const row = fc.record({
    truth: task === 'regression' ? fc.integer({ min: 0, max: 12 }) : fc.nat(task === 'binary' ? 1 : 3),
    known: fc.integer({ min: 0, max: 9 }).map((value) => value > 0),
    scores: fc.array(fc.nat(8), { minLength: width, maxLength: width }),
    copies: fc.nat(3),
  });
  return fc.array(row, { minLength: 1, maxLength: 24 }).map((rows) => ({
    scored: {
      truth: Float64Array.from(rows, ({ truth, known }) => (known ? truth : NaN)),
      scores: Float32Array.from(
        rows.flatMap(({ scores }, at) =>
          scores.map((score) =>
            distinct ? (8 * at + score) / 200 : task === 'regression' ? score : score / 8,
          ),
        ),
      ),
      outputs: width,
    },
    copies: rows.map(({ copies }) => copies),
  }));
}

interface Kind {
  /** Does not look at weights. */
  readonly unweighted?: boolean;
  /** Of rows of equal score the order matters. */
  readonly ordered?: boolean;
  /** Does not look at scores. */
  readonly blind?: boolean;
  /** Fewest rows that it says anything of, whatever they weigh; below, copies of a row say more than its weight. */
  readonly least?: number;
  /** What it is without rows; NaN unless given. */
  readonly empty?: number;
}

/** Registers the tests that every figure has to pass. */
export function behavesAsFigure(figure: FigureOf, kind: Kind = {}): void {
  const areEnough = ({ truth }: Scored): boolean =>
    truth.filter((answer) => !Number.isNaN(answer)).length >= (kind.least ?? 0);

  describe(`${figure.id}, as every figure`, () => {
    const own = cases.filter(({ task, values }) => figure.tasks.includes(task) && figure.id in values);

    it.each(own.map((item) => [`${item.task}, ${item.name}`, item] as const))(
      'has the reference value: %s',
      (_, { scored, values }) => {
        expectFigure(figure.compute(scored), values[figure.id] ?? null);
      },
    );

    it('has reference values of each of its tasks', () => {
      expect(new Set(own.map(({ task }) => task))).toEqual(new Set(figure.tasks));
    });

    it.each(figure.tasks)('skips unknown answers, is NaN for a NaN score: %s', (task) => {
      const [{ scored } = { scored: null }] = own.filter((item) => item.task === task);
      if (!scored) throw new Error(`${figure.id} has no case of ${task}.`);
      const { truth, scores, outputs } = scored;
      const blank = new Float32Array(outputs).fill(NaN);
      const more = Float32Array.from([...scores, ...blank]);
      expect(figure.compute({ truth: Float64Array.from([...truth, NaN]), scores: more, outputs })).toBe(
        figure.compute(scored),
      );
      const lost = figure.compute({ truth: Float64Array.from([...truth, 1]), scores: more, outputs });
      if (kind.blind) expect(lost).toBeGreaterThan(0);
      else expect(lost).toBeNaN();
      // Half an answer is none either.
      more.fill(0.5, scores.length, more.length - 1);
      if (!kind.blind)
        expect(figure.compute({ truth: Float64Array.from([...truth, 0]), scores: more, outputs })).toBeNaN();
    });

    it.each(figure.tasks)('is undefined without rows and without weight: %s', (task) => {
      const outputs = task === 'multiclass' ? 3 : 1;
      const none = { truth: new Float64Array(), scores: new Float32Array(), outputs };
      expect(figure.compute(none)).toBe(kind.empty ?? NaN);
      const unknown = { truth: Float64Array.of(NaN), scores: new Float32Array(outputs), outputs };
      expect(figure.compute(unknown)).toBe(kind.empty ?? NaN);
      const weightless = { truth: Float64Array.of(1), scores: new Float32Array(outputs), outputs };
      if (!kind.unweighted)
        expect(figure.compute({ ...weightless, weights: new Float64Array(1) })).toBe(kind.empty ?? NaN);
    });

    if (!kind.unweighted)
      it.each(figure.tasks)('takes a row of weight k for k rows, and 0 for none: %s', (task) => {
        fc.assert(
          fc.property(drawn(task, false), ({ scored, copies }) => {
            const weighted = figure.compute({ ...scored, weights: Float64Array.from(copies) });
            const drawnRows = repeated(scored, copies);
            fc.pre(areEnough(scored) === areEnough(drawnRows));
            const copied = figure.compute(drawnRows);
            expectFigure(weighted, Number.isNaN(copied) ? null : copied);
          }),
        );
      });

    it.each(figure.tasks)('does not depend on the order of the rows: %s', (task) => {
      fc.assert(
        fc.property(drawn(task, kind.ordered ?? false), ({ scored }) => {
          const { truth, scores, outputs } = scored;
          const turned = scores.slice();
          for (let row = 0; row < truth.length; row++)
            turned.set(
              scores.subarray(row * outputs, (row + 1) * outputs),
              (truth.length - 1 - row) * outputs,
            );
          const straight = figure.compute(scored);
          expectFigure(
            figure.compute({ truth: truth.toReversed(), scores: turned, outputs }),
            Number.isNaN(straight) ? null : straight,
          );
        }),
      );
    });

    const { shared } = figure;
    if (shared)
      it.each(figure.tasks)('is the same from parts that were looked at once: %s', (task) => {
        fc.assert(
          fc.property(drawn(task, false), fc.array(fc.nat(3)), ({ scored, copies }, others) => {
            const read = prepare(shared, scored);
            const again = copies.map((_, row) => others[row] ?? 1);
            for (const weights of [copies, again, copies]) {
              const drawnRows = repeated(scored, weights);
              if (areEnough(scored) !== areEnough(drawnRows)) continue;
              const copied = figure.compute(drawnRows);
              expectFigure(read(Uint8Array.from(weights)), Number.isNaN(copied) ? null : copied);
            }
          }),
        );
      });
  });
}
