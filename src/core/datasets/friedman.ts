import { defineDataset } from '../define.ts';
import { driftingParams } from '../generate.ts';
import { conceptAlong, conceptParams } from '../streams/concepts.ts';
import { featureCards, madeHere, numberColumns, numbered } from '../streams/generating.ts';

// Ten features, uniform in [0, 1), of which the first five count (scikit-learn's make_friedman1, River's Friedman):
//   f(a, b, c, d, e) = 10 sin(π a b) + 20 (c − ½)² + 10 d + 5 e;   y = f(x₁, x₂, x₃, x₄, x₅) + noise · N(0, 1)
// and the changed concepts of River's FriedmanDrift, in its variants
//   local expanding (1 to 3): f, but in two corners of the cube another function; the corners grow from concept to concept;
//   global recurring (4): f(x₄, x₆, x₂, x₁, x₃);   global gradual (5): f(x₄, x₅, x₂, x₁, x₃), (6): f(x₂, x₅, x₄, x₃, x₁).

const features = numbered(10);

const friedman = (a: number, b: number, c: number, d: number, e: number): number =>
  10 * Math.sin(Math.PI * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e;

/** @param stage 1 to 3: how many of the conditions that bound the corners have been given up, plus one. */
function local(stage: number, x: Float64Array): number {
  const [x1, x2, x3, x4, x5] = [x[0]!, x[1]!, x[2]!, x[3]!, x[4]!];
  if (x2 < 0.3 && x3 < 0.3 && (stage > 2 || x4 > 0.7) && (stage > 1 || x5 < 0.3))
    return 10 * x1 * x2 + 20 * (x3 - 0.5) + 10 * x4 + 5 * x5;
  if (x2 > 0.7 && x3 > 0.7 && (stage > 2 || x4 < 0.3) && (stage > 1 || x5 > 0.7))
    return 10 * Math.cos(x1 * x2) + 20 * (x3 - 0.5) + Math.exp(x4) + 5 * x5 ** 2;
  return friedman(x1, x2, x3, x4, x5);
}

/** Which features stand for a, b, c, d and e in the global concepts, counted from 0. */
const orders: ReadonlyMap<number, readonly [number, number, number, number, number]> = new Map([
  [0, [0, 1, 2, 3, 4]],
  [4, [3, 5, 1, 0, 2]],
  [5, [3, 4, 1, 0, 2]],
  [6, [1, 4, 3, 2, 0]],
]);

function expected(concept: number, x: Float64Array): number {
  const order = orders.get(concept);
  if (!order) return local(concept, x);
  const [a, b, c, d, e] = order;
  return friedman(x[a]!, x[b]!, x[c]!, x[d]!, x[e]!);
}

export default defineDataset({
  id: 'friedman',
  label: 'Friedman: a curved function of five features',
  about: 'Ten features, of which five make up a number in a way that no straight line follows. What is it?',
  task: 'regression',
  target: 'y',
  rows: 10000,
  columns: [...featureCards(features), { name: 'y', kind: 'number', role: 'target' }],
  drift:
    'The function and the noise can be moved: locally (two corners of the cube that grow), globally and back, or gradually, half of the rows by the old function and half by the new. The features never change.',
  lesson:
    'Drift of a regression. Where only a corner of the cube has changed, the average error hardly shows it.',
  ...madeHere,
  source: 'Generated here after Friedman (1991) and Ikonomovska, Gama and Džeroski (2011), as in River.',
  citation:
    'Ikonomovska, E., Gama, J., Džeroski, S. (2011). Learning model trees from evolving data streams. Data Mining and Knowledge Discovery 23(1), 128-168.',
  content: {
    from: 'generator',
    params: {
      ...conceptParams(
        6,
        '0: Friedman’s function. 1, 2, 3: another one in two corners, which grow. 4: features swapped (global recurring). 5, then 6: features swapped (global gradual; River’s course is half and half).',
      ),
      noise: {
        type: 'number',
        label: 'Noise',
        help: 'Standard deviation of what is added to the target by chance.',
        min: 0,
        max: 20,
        default: 1,
      },
    },
    make(rows, random, params, drift) {
      const at = driftingParams(params, drift);
      const conceptAt = conceptAlong(params, drift, 6, random.stream('concepts'));
      const points = random.stream('points');
      const errors = random.stream('errors');
      const columns = numberColumns(features, rows);
      const target = new Float64Array(rows);
      const x = new Float64Array(features.length);
      for (let row = 0; row < rows; row++) {
        for (let i = 0; i < x.length; i++) {
          x[i] = points.uniform();
          columns[i]!.values[row] = x[i]!;
        }
        target[row] = expected(conceptAt(row), x) + at('noise', row) * errors.normal();
      }
      return { rows, columns: [...columns, { name: 'y', kind: 'number', values: target }] };
    },
  },
});
