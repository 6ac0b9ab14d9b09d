import { defineDataset } from '../define.ts';
import { driftingParams } from '../generate.ts';
import { chance, featureCards, madeHere, numberColumns, numbered } from '../streams/generating.ts';

// scikit-learn's make_circles: t in [0, 2π); the outer circle lies at (cos t, sin t), the inner one at factor · (cos t, sin t),
// and noise · N(0, 1) is added to both coordinates. There t is evenly spaced, here it is drawn uniformly. A factor above 1, which
// scikit-learn does not have, makes the inner circle the outer one. All points are moved by `shift` along x₁.

const features = numbered(2);

export default defineDataset({
  id: 'circles',
  label: 'Two circles',
  about: 'A small circle in a large one. On which of them does a point lie?',
  task: 'binary',
  target: 'class',
  positive: 'inner',
  rows: 2000,
  columns: [...featureCards(features), { name: 'class', kind: 'category', role: 'target' }],
  drift:
    'The inner circle can grow, up to past the outer one; both can be moved and blurred, and one can become more frequent.',
  lesson:
    'What counts is the distance from the middle: a feature that is not in the table until you make it.',
  ...madeHere,
  source: 'Generated here as in scikit-learn’s make_circles.',
  citation:
    'Pedregosa, F. et al. (2011). Scikit-learn: Machine learning in Python. Journal of Machine Learning Research 12, 2825-2830.',
  content: {
    from: 'generator',
    params: {
      factor: {
        type: 'number',
        label: 'Size of the inner circle',
        help: 'Its radius, where the outer circle has radius 1. Above 1 it is the outer one.',
        min: 0,
        max: 2,
        default: 0.5,
      },
      noise: {
        type: 'number',
        label: 'Noise',
        help: 'Standard deviation of what is added to both coordinates.',
        min: 0,
        max: 2,
        default: 0.1,
      },
      shift: {
        type: 'number',
        label: 'Shift of the points',
        help: 'How far all points are moved along x1.',
        min: -3,
        max: 3,
        default: 0,
      },
      balance: {
        type: 'number',
        label: 'Share of the inner circle',
        help: 'How many of the points belong to the inner circle.',
        min: 0,
        max: 1,
        default: 0.5,
      },
    },
    make(rows, random, params, drift) {
      const at = driftingParams(params, drift);
      const classes = random.stream('classes');
      const points = random.stream('points');
      const errors = random.stream('errors');
      const columns = numberColumns(features, rows);
      const codes = new Int32Array(rows);
      for (let row = 0; row < rows; row++) {
        const inner = chance(classes, at('balance', row));
        const t = 2 * Math.PI * points.uniform();
        const radius = inner ? at('factor', row) : 1;
        const noise = at('noise', row);
        columns[0]!.values[row] = radius * Math.cos(t) + at('shift', row) + noise * errors.normal();
        columns[1]!.values[row] = radius * Math.sin(t) + noise * errors.normal();
        codes[row] = inner ? 1 : 0;
      }
      return {
        rows,
        columns: [...columns, { name: 'class', kind: 'category', codes, levels: ['outer', 'inner'] }],
      };
    },
  },
});
