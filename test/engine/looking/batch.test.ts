import { describe, expect, it } from 'vitest';
import { epochOrder } from '../../../src/core/training-hash.ts';
import { batchOf, batchRows } from '../../../src/engine/looking/batch.ts';
import { imageCases } from '../trainers/images.ts';
import { everyCase, furthest, oddCases } from '../trainers/parity.ts';
import { objective } from '../trainers/reference-slopes.ts';

const cases = [...everyCase(), ...oddCases()].filter(({ setup }) => setup.weights.length < 3000);

describe('the batch of a step', () => {
  it.each(cases)('holds the rows of the order of its epoch: $name', ({ setup }) => {
    const { rows } = setup.data;
    const { batchSize } = setup.learning;
    const steps = Math.ceil(rows / batchSize);
    const order = epochOrder(setup.seed, 1, rows);
    const found = Array.from({ length: steps }, (_, step) => [...batchRows(setup, steps + step)]);
    expect(found.flat()).toEqual([...order]);
    expect(found.map((batch) => batch.length)).toEqual(
      Array.from({ length: steps }, (_, step) => Math.min(batchSize, rows - step * batchSize)),
    );
  });

  it.each([...cases, ...imageCases])('has the loss that the definitions give: $name', ({ setup }) => {
    const weights = Float64Array.from(setup.weights);
    for (const step of [0, 3]) {
      const batch = batchOf(setup, weights, step);
      const wanted = objective(setup, weights, step);
      expect(Math.abs(batch.loss + batch.penalty - wanted)).toBeLessThan(1e-11 * Math.max(1, wanted));
      expect(batch.finite).toBe(true);
    }
  });

  it('shortens a copy of the gradient only where it is clipped', () => {
    const { setup } = cases.find(({ setup: { learning } }) => !learning.clip)!;
    const free = batchOf(setup, setup.weights, 0);
    expect(free.gradient).toBe(free.unclipped);
    const clip = { by: 'value', at: 1e-3 } as const;
    const cut = batchOf({ ...setup, learning: { ...setup.learning, clip } }, setup.weights, 0);
    expect(cut.unclipped).toEqual(free.unclipped);
    expect(Math.max(...cut.gradient.map(Math.abs))).toBe(1e-3);
  });

  it('looks at the first rows only where a sample will do', () => {
    const { setup } = cases.find(({ name }) => name.startsWith('sgd'))!;
    const whole = batchOf(setup, setup.weights, 0);
    const part = batchOf(setup, setup.weights, 0, 3);
    expect([...part.rows]).toEqual([...whole.rows.subarray(0, 3)]);
    const first = part.dense[0]!;
    expect(furthest(first.sums, whole.dense[0]!.sums.subarray(0, first.sums.length))).toBe(0);
  });

  it('says so when a number is not finite, wherever it hides', () => {
    const { setup } = cases.find(({ name }) => name.startsWith('sgd'))!;
    for (const value of [NaN, Infinity, -Infinity])
      for (const at of setup.weights.keys()) {
        const batch = batchOf(setup, setup.weights.with(at, value), 0);
        expect(batch.finite).toBe(false);
        if (Number.isNaN(value)) expect(batch.loss).toBeNaN();
      }
  });
});
