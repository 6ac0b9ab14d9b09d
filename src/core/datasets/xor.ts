import { defineDataset } from '../define.ts';
import { driftingParams } from '../generate.ts';
import { chance, featureCards, madeHere, numberColumns, numbered } from '../streams/generating.ts';

// Points uniform in the square [−1, 1)². With the axes turned by `angle`,
//   a = x₁ cos(angle) + x₂ sin(angle),   b = x₂ cos(angle) − x₁ sin(angle),
// a point is positive where a and b have different signs. All points are moved by `shift` along x₁, the axes are not.

const features = numbered(2);

export default defineDataset({
  id: 'xor',
  label: 'XOR: opposite quarters',
  about: 'Four quarters of a square, opposite ones of the same class. Which class is a point of?',
  task: 'binary',
  target: 'class',
  positive: 'different',
  rows: 2000,
  columns: [...featureCards(features), { name: 'class', kind: 'category', role: 'target' }],
  drift:
    'The axes can be turned, the points moved, and classes made wrong. A quarter of a turn makes the rule its opposite.',
  lesson:
    'Neither feature says anything alone; only both together do. A linear model is right for half of the rows.',
  ...madeHere,
  source: 'Generated here after Minsky and Papert (1969).',
  citation: 'Minsky, M., Papert, S. (1969). Perceptrons. MIT Press.',
  content: {
    from: 'generator',
    params: {
      angle: {
        type: 'number',
        label: 'Angle',
        help: 'How far the axes are turned, in degrees.',
        min: -360,
        max: 360,
        default: 0,
      },
      noise: {
        type: 'number',
        label: 'Noise',
        help: 'Share of rows with the wrong class.',
        min: 0,
        max: 1,
        default: 0.05,
      },
      shift: {
        type: 'number',
        label: 'Shift of the points',
        help: 'How far all points are moved along x1.',
        min: -3,
        max: 3,
        default: 0,
      },
    },
    make(rows, random, params, drift) {
      const at = driftingParams(params, drift);
      const points = random.stream('points');
      const flips = random.stream('flips');
      const columns = numberColumns(features, rows);
      const codes = new Int32Array(rows);
      for (let row = 0; row < rows; row++) {
        const x1 = 2 * points.uniform() - 1 + at('shift', row);
        const x2 = 2 * points.uniform() - 1;
        columns[0]!.values[row] = x1;
        columns[1]!.values[row] = x2;
        const angle = (at('angle', row) * Math.PI) / 180;
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        const different = x1 * cos + x2 * sin > 0 !== x2 * cos - x1 * sin > 0;
        codes[row] = different !== chance(flips, at('noise', row)) ? 1 : 0;
      }
      return {
        rows,
        columns: [...columns, { name: 'class', kind: 'category', codes, levels: ['same', 'different'] }],
      };
    },
  },
});
