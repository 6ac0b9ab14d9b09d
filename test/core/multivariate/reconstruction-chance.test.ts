// p of the reconstruction error means what it says also with a short reference of skewed columns.

import { expect, it } from 'vitest';
import { watchReconstruction } from '../../../src/core/multivariate/reconstruction-watch.ts';
import { Random } from '../../../src/core/random.ts';

const random = new Random(9);
const width = 6;

function drawn(rows: number): Float64Array {
  const z = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const [a, b, c] = [random.normal(), random.normal(), Math.exp(random.normal())];
    const count = Math.floor(-Math.log10(1 - random.uniform()));
    const e = c * Math.exp(0.3 * random.normal());
    z.set([a, 0.8 * a + 0.6 * b, c, e, random.normal(), Math.min(3, count)], row * width);
  }
  return z;
}

/** In units of the reference, as the monitor has them. */
function standard(z: Float64Array): (rows: Float64Array) => Float64Array {
  const n = z.length / width;
  const [means, squares] = [new Float64Array(width), new Float64Array(width)];
  z.forEach((value, i) => (means[i % width]! += value / n));
  z.forEach((value, i) => (squares[i % width]! += (value - means[i % width]!) ** 2 / n));
  return (rows) => rows.map((value, i) => (value - means[i % width]!) / Math.sqrt(squares[i % width]!));
}

it.each([300, 500])('keeps its chance with %i rows of reference', (rows) => {
  const below = [0, 0, 0];
  const [references, windows] = [300, 5];
  for (let r = 0; r < references; r++) {
    const before = drawn(rows);
    const scaled = standard(before);
    const watch = watchReconstruction(scaled(before), width, 100, random)!;
    for (let w = 0; w < windows; w++) {
      const { pValue } = watch.of(scaled(drawn(100)));
      [0.05, 0.01, 1e-3].forEach((alpha, at) => (below[at]! += Number(pValue <= alpha)));
    }
  }
  const all = references * windows;
  [0.05, 0.01, 1e-3].forEach((alpha, at) =>
    expect(below[at]!).toBeLessThan(alpha * all + 3 * Math.sqrt(alpha * all) + 1),
  );
});
