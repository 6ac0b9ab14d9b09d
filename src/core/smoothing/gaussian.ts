import { defineSmoothing } from '../smoothing.ts';

/** Farther than so many standard deviations nothing counts. */
const reach = 3;

/** Sum of the values around a place, each by its weight. The bell is the same on both sides. */
function bellSum(values: Float64Array, bell: Float64Array, at: number): number {
  let sum = bell[0]! * values[at]!;
  for (let away = 1; away < bell.length; away += 1)
    sum += bell[away]! * (values[at - away]! + values[at + away]!);
  return sum;
}

/** How many of the values before each place are not there. */
function gapsBefore(known: Float64Array): Int32Array {
  const gaps = new Int32Array(known.length + 1);
  for (let i = 0; i < known.length; i += 1) gaps[i + 1] = gaps[i]! + (known[i] === 0 ? 1 : 0);
  return gaps;
}

export default defineSmoothing({
  id: 'gaussian',
  label: 'Gaussian',
  about:
    'Looks to both sides: the neighbours count by a bell curve over their number. It knows what comes later.',
  amount: {
    type: 'number',
    label: 'Width',
    help: 'Standard deviation of the bell, in points.',
    min: 0,
    max: 100,
    step: 0.5,
    default: 3,
  },
  smooth(_, y, amount) {
    const n = y.length;
    const radius = Math.min(Math.floor(reach * amount + 0.5), n);
    const bell = Float64Array.from({ length: radius + 1 }, (__, away) =>
      amount > 0 ? Math.exp(-0.5 * (away / amount) ** 2) : 1,
    );
    // Room on both sides, and nothing in the gaps: then every point is one plain sum.
    const values = new Float64Array(n + 2 * radius);
    const known = new Float64Array(n + 2 * radius);
    for (let i = 0; i < n; i += 1) {
      const value = y[i]!;
      if (!Number.isFinite(value)) continue;
      values[i + radius] = value;
      known[i + radius] = 1;
    }
    const gaps = gapsBefore(known);
    const whole = bell.reduce((sum, weight) => sum + 2 * weight, -bell[0]!);
    return Float64Array.from({ length: n }, (__, i) => {
      const at = i + radius;
      if (known[at] === 0) return NaN;
      const isWhole = gaps[at + radius + 1] === gaps[at - radius];
      return bellSum(values, bell, at) / (isWhole ? whole : bellSum(known, bell, at));
    });
  },
});
