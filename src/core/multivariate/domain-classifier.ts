// Can a model tell the new rows from those of the reference? If it can, they differ, and its coefficients say in what.

import { areaBetween } from './area.ts';
import { learnLogistic } from './logistic.ts';
import { withProducts, widthWithProducts } from './products.ts';

/** `linear` looks at each column; `quadratic` also at every product of two, without which it cannot see that they part. */
export type Shape = 'linear' | 'quadratic';

/** NannyML's band for the area of its domain classifier. */
export const domainBand = { lower: 0.45, upper: 0.65 } as const;

const shaped = (z: Float64Array, width: number, shape: Shape): Float64Array =>
  shape === 'linear' ? z : withProducts(z, width);

/**
 * Area under the ROC curve on the rows it has learnt from: above one half even when nothing differs. Both samples count the
 * same in total. @param reference @param current standardised by the reference, row-major × width.
 */
export function areaInSample(
  reference: Float64Array,
  current: Float64Array,
  width: number,
  shape: Shape,
): number {
  const [m, n] = [reference.length / width, current.length / width];
  const wide = shape === 'linear' ? width : widthWithProducts(width);
  const x = new Float64Array((m + n) * wide);
  x.set(shaped(reference, width, shape));
  x.set(shaped(current, width, shape), m * wide);
  const y = Uint8Array.from({ length: m + n }, (_, i) => (i < m ? 0 : 1));
  const { coefficients } = learnLogistic({
    x,
    width: wide,
    y,
    weights: Float64Array.from(y, (one) => (one ? m / n : 1)),
  });
  const scores = Float64Array.from(y, (_, row) => {
    let score = 0;
    for (let j = 0; j < wide; j++) score += coefficients[j]! * x[row * wide + j]!;
    return score;
  });
  return areaBetween(scores.slice(0, m), scores.slice(m));
}
