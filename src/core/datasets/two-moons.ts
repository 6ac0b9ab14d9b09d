import { defineDataset } from '../define.ts';
import { driftingParams } from '../generate.ts';
import { chance, featureCards, madeHere, numberColumns, numbered } from '../streams/generating.ts';

// scikit-learn's make_moons: t in [0, π]; the upper moon lies at (cos t, sin t), the lower one at (1 − cos t, ½ − sin t), and
// noise · N(0, 1) is added to both coordinates. There t is evenly spaced; a stream has no end, so here it is drawn uniformly.
// Further: the lower moon is `gap` further down, and everything is turned by `rotation` about (½, ¼), the middle of the moons.

const features = numbered(2);

export default defineDataset({
  id: 'two-moons',
  label: 'Two moons',
  about: 'Two half circles that reach into each other. Which moon does a point belong to?',
  task: 'binary',
  target: 'class',
  positive: 'lower',
  rows: 2000,
  columns: [...featureCards(features), { name: 'class', kind: 'category', role: 'target' }],
  drift:
    'The moons can be turned, moved apart or into each other and blurred, and one can become more frequent. After half a turn each moon lies where the other was.',
  lesson: 'No straight line parts the moons; a small net does. Turn them, and see what it had learnt.',
  ...madeHere,
  source: 'Generated here as in scikit-learn’s make_moons.',
  citation:
    'Pedregosa, F. et al. (2011). Scikit-learn: Machine learning in Python. Journal of Machine Learning Research 12, 2825-2830.',
  content: {
    from: 'generator',
    params: {
      noise: {
        type: 'number',
        label: 'Noise',
        help: 'Standard deviation of what is added to both coordinates. The moons have radius 1.',
        min: 0,
        max: 2,
        default: 0.15,
      },
      gap: {
        type: 'number',
        label: 'Gap',
        help: 'How much further down the lower moon lies than usual; below 0 the moons come closer.',
        min: -2,
        max: 4,
        default: 0,
      },
      rotation: {
        type: 'number',
        label: 'Rotation',
        help: 'How far both moons are turned about their middle, in degrees.',
        min: -360,
        max: 360,
        default: 0,
      },
      balance: {
        type: 'number',
        label: 'Share of the lower moon',
        help: 'How many of the points belong to the lower moon.',
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
        const lower = chance(classes, at('balance', row));
        const t = Math.PI * points.uniform();
        const x = lower ? 1 - Math.cos(t) : Math.cos(t);
        const y = lower ? 0.5 - Math.sin(t) - at('gap', row) : Math.sin(t);
        const turn = (at('rotation', row) * Math.PI) / 180;
        const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
        const noise = at('noise', row);
        columns[0]!.values[row] = 0.5 + cos * (x - 0.5) - sin * (y - 0.25) + noise * errors.normal();
        columns[1]!.values[row] = 0.25 + sin * (x - 0.5) + cos * (y - 0.25) + noise * errors.normal();
        codes[row] = lower ? 1 : 0;
      }
      return {
        rows,
        columns: [...columns, { name: 'class', kind: 'category', codes, levels: ['upper', 'lower'] }],
      };
    },
  },
});
