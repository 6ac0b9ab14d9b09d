import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bestThreshold, type ThresholdGoal } from '../../src/core/threshold-choice.ts';
import reference from '../fixtures/core/pictures.json' with { type: 'json' };

const truth = Float64Array.from(reference.y);
const scores = Float32Array.from(reference.pA);
const { max_f1, max_youden, min_cost_fn5_fp1 } = reference.thresholdChoice;

it.each<[ThresholdGoal, readonly number[]]>([
  [{ by: 'f1' }, max_f1],
  [{ by: 'youden' }, max_youden],
  [
    {
      by: 'cost',
      cost: [
        [0, 1],
        [5, 0],
      ],
    },
    min_cost_fn5_fp1,
  ],
])('finds the threshold of the reference for %j', (goal, [value, threshold]) => {
  const found = bestThreshold(truth, scores, goal)!;
  expect(found.value).toBeCloseTo(value!, 12);
  expect(found.threshold).toBeCloseTo(threshold!, 6);
});

it('finds nothing where the goal has no meaning', () => {
  const all = truth.map(() => 1);
  expect(bestThreshold(all, scores, { by: 'f1' })).toBeNull();
  expect(bestThreshold(all, scores, { by: 'youden' })).toBeNull();
  expect(bestThreshold(new Float64Array(), new Float32Array(), { by: 'cost', cost: [] })).toBeNull();
  expect(bestThreshold(truth, scores, { by: 'recall', atLeast: 1.1 })).toBeNull();
});

it('no other threshold serves the goal better', () => {
  const rows = fc.array(
    fc.tuple(fc.constantFrom(0, 1, NaN), fc.constantFrom(0, 0.1, 0.25, 0.5, 0.7, 0.9, NaN)),
    { minLength: 2, maxLength: 40 },
  );
  const costs = fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5), fc.nat(5));
  fc.assert(
    fc.property(
      rows,
      costs,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (list, [tn, fp, fn, tp], atLeast) => {
        const known = list.filter(([answer, score]) => !Number.isNaN(answer) && !Number.isNaN(score));
        const at = (threshold: number) => {
          const count = (answer: number, said: boolean): number =>
            known.filter(([t, s]) => t === answer && Math.fround(s) >= Math.fround(threshold) === said)
              .length;
          return { tp: count(1, true), fp: count(0, true), fn: count(1, false), tn: count(0, false) };
        };
        const goals: [ThresholdGoal, (c: ReturnType<typeof at>) => number][] = [
          [{ by: 'f1' }, (c) => (2 * c.tp) / (2 * c.tp + c.fp + c.fn)],
          [{ by: 'youden' }, (c) => c.tp / (c.tp + c.fn) - c.fp / (c.fp + c.tn)],
          [
            {
              by: 'cost',
              cost: [
                [tn, fp],
                [fn, tp],
              ],
            },
            (c) => -(c.tn * tn + c.fp * fp + c.fn * fn + c.tp * tp),
          ],
          [
            { by: 'recall', atLeast },
            (c) => (c.tp / (c.tp + c.fn) >= atLeast ? c.tp / (c.tp + c.fp) : -Infinity),
          ],
        ];
        for (const [goal, serves] of goals) {
          const found = bestThreshold(
            Float64Array.from(list, ([answer]) => answer),
            Float32Array.from(list, ([, score]) => score),
            goal,
          );
          if (!found) continue;
          for (const [, score] of known)
            expect(serves(at(score))).toBeLessThanOrEqual(serves(at(found.threshold)));
        }
      },
    ),
  );
});
