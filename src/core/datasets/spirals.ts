import { defineDataset } from '../define.ts';
import { driftingParams } from '../generate.ts';
import { chance, featureCards, madeHere, numberColumns, numbered } from '../streams/generating.ts';

// Two Archimedean spirals, as in the classic benchmark of Lang and Witbrock, which has three turns: s uniform in [0, 1), the first
// arm at the angle φ = 2π · turns · s + rotation and the distance s from the middle, the second arm opposite it (φ + π);
// noise · N(0, 1) is added to both coordinates.

const features = numbered(2);

export default defineDataset({
  id: 'spirals',
  label: 'Two spirals',
  about: 'Two arms that wind about each other. Which arm does a point belong to?',
  task: 'binary',
  target: 'class',
  positive: 'second',
  rows: 3000,
  columns: [...featureCards(features), { name: 'class', kind: 'category', role: 'target' }],
  drift:
    'The arms can wind more or less, turn and blur, and one can become more frequent. After half a turn each arm lies where the other was.',
  lesson: 'Easy to see, hard to learn: count how many units and steps a net needs for one more turn.',
  ...madeHere,
  source: 'Generated here after Lang and Witbrock (1988).',
  citation:
    'Lang, K. J., Witbrock, M. J. (1988). Learning to tell two spirals apart. Proceedings of the 1988 Connectionist Models Summer School, 52-59.',
  content: {
    from: 'generator',
    params: {
      turns: {
        type: 'number',
        label: 'Turns',
        help: 'How often an arm winds about the middle.',
        min: 0,
        max: 5,
        default: 1.5,
      },
      rotation: {
        type: 'number',
        label: 'Rotation',
        help: 'How far both arms are turned, in degrees.',
        min: -360,
        max: 360,
        default: 0,
      },
      noise: {
        type: 'number',
        label: 'Noise',
        help: 'Standard deviation of what is added to both coordinates. The spirals have radius 1.',
        min: 0,
        max: 1,
        default: 0.03,
      },
      balance: {
        type: 'number',
        label: 'Share of the second arm',
        help: 'How many of the points belong to the second arm.',
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
        const second = chance(classes, at('balance', row));
        const s = points.uniform();
        const angle =
          2 * Math.PI * at('turns', row) * s + (at('rotation', row) * Math.PI) / 180 + (second ? Math.PI : 0);
        const noise = at('noise', row);
        columns[0]!.values[row] = s * Math.cos(angle) + noise * errors.normal();
        columns[1]!.values[row] = s * Math.sin(angle) + noise * errors.normal();
        codes[row] = second ? 1 : 0;
      }
      return {
        rows,
        columns: [...columns, { name: 'class', kind: 'category', codes, levels: ['first', 'second'] }],
      };
    },
  },
});
